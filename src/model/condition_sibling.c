/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the school's own rules are about, as other tables say: siblings, and class teachers. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "condition_private.h"
#include "model/grade.h"
#include "model/statements.h"

enum { PHONES, TEACHERS };

static const struct sql statements[] = {
	[PHONES] = { "condition.phones",
		     "SELECT s.id, s.rev, s.name, s.student_no, " SQL_CLASS_NAME
		     ", (SELECT m.name FROM my_assignment a JOIN mentor m ON m.id = a.mentor_id "
		     "WHERE a.student_id = s.id AND a.role = 'lead' AND a.starts <= :today "
		     "AND a.ends >= :today), g.phone FROM my_enrolment e "
		     "JOIN class c ON c.id = e.class_id JOIN my_student s ON s.id = e.student_id "
		     "JOIN my_guardian g ON g.student_id = s.id WHERE e.school_year_id = :year "
		     "AND e.starts <= :today AND e.ends >= :today AND g.phone IS NOT NULL "
		     "ORDER BY c.entry_year DESC, c.number, e.seat, s.student_no, g.id",
		     false },
	[TEACHERS] = { "condition.class_teachers",
		       "SELECT a.id, a.rev, a.mentor_id, a.class_id, m.name AS mentor, "
		       "m.staff_no, " SQL_CLASS_NAME " AS class_name FROM account a "
		       "JOIN mentor m ON m.id = a.mentor_id JOIN class c ON c.id = a.class_id "
		       "WHERE a.role = 'class_teacher' AND a.locked = 0 AND m.status <> 'left' "
		       "AND EXISTS (SELECT 1 FROM my_enrolment n WHERE n.class_id = c.id "
		       "AND n.school_year_id = :year AND n.starts <= :today AND n.ends >= :today) "
		       "ORDER BY c.entry_year DESC, c.number, m.staff_no",
		       false },
};
const struct sql_table condition_sibling_sql = SQL_TABLE(statements);

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field sibling_fields[] = {
	{ FIELD(struct sibling, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .flags = FROM_QUERY },
	{ FIELD(struct sibling, other_id), .label = N_("Sibling"), .kind = FIELD_REF,
	  .flags = FROM_QUERY },
	{ FIELD(struct sibling, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct sibling, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct sibling, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct sibling, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct sibling, other), .label = N_("Sibling"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct sibling, other_class), .label = N_("Sibling's class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct sibling, other_no), .label = N_("Sibling's no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct sibling, other_mentor), .label = N_("Sibling's mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ 0 },
};

const struct field class_teacher_fields[] = {
	{ FIELD(struct class_teacher, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FROM_QUERY },
	{ FIELD(struct class_teacher, class_id), .label = N_("Class"), .kind = FIELD_REF,
	  .flags = FROM_QUERY },
	{ FIELD(struct class_teacher, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct class_teacher, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY, .width = 9 },
	{ FIELD(struct class_teacher, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ 0 },
};

bool condition_class_teachers(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, class_teacher_fields, sizeof(struct class_teacher));
	return condition_may_look(s, e) &&
	       db_rows(s->db, &statements[TEACHERS],
		       WITH(INT("year", s->year.id), TEXT("today", s->today_iso)), out, e);
}

/* ---------------------------------------------------------------- siblings */

enum { FAMILY_MOST = 6, PHONE_LEAST = 7 };

struct child {
	int64_t id;
	const char *name, *no, *class_name, *mentor;
};
/* A number, and the child's place in the order of classes. */
struct line {
	const char *phone;
	size_t child;
};
struct pair {
	size_t a, b;
};

struct families {
	struct arena arena;
	struct child *child;
	size_t children;
	struct line *line;
	size_t lines;
	struct pair *pair;
	size_t pairs;
};

/* Its digits, without the country's; NULL for what is too short to be one. */
static const char *plain(struct arena *arena, const char *phone)
{
	struct buf digits = { 0 };
	const char *number = NULL;

	for (; *phone; phone++)
		if (isdigit((unsigned char)*phone))
			buf_char(&digits, *phone);
	if (digits.len >= PHONE_LEAST) {
		number = digits.at;
		if (digits.len == 15 && !strncmp(number, "00861", 5))
			number += 4;
		else if (digits.len == 13 && !strncmp(number, "861", 3))
			number += 2;
		number = arena_text(arena, number);
	}
	buf_release(&digits);
	return number;
}

static void add_line(struct families *f, const struct cursor *c)
{
	const char *phone = plain(&f->arena, cursor_text(c, 6));
	int64_t id = cursor_int(c, 0);

	if (!f->children || f->child[f->children - 1].id != id) {
		f->child = mem_grow(f->child, (f->children + 1) * sizeof *f->child);
		f->child[f->children++] = (struct child){
			.id = id,
			.name = arena_text(&f->arena, cursor_text(c, 2)),
			.no = arena_text(&f->arena, cursor_text(c, 3)),
			.class_name = arena_text(&f->arena, cursor_text(c, 4)),
			.mentor = arena_text(&f->arena, cursor_text(c, 5)),
		};
	}
	if (!phone)
		return;
	f->line = mem_grow(f->line, (f->lines + 1) * sizeof *f->line);
	f->line[f->lines++] = (struct line){ phone, f->children - 1 };
}

static bool read_lines(struct session *s, struct families *f, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[PHONES],
			 WITH(INT("year", s->year.id), TEXT("today", s->today_iso)), e))
		return false;
	while (cursor_next(&c))
		add_line(f, &c);
	return cursor_close(&c);
}

static int by_phone(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = strcmp(x->phone, y->phone);

	return order ? order : (x->child > y->child) - (x->child < y->child);
}

static int by_children(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* Those of one number; a child may have it from two guardians. */
static void add_family(struct families *f, const struct line *line, size_t lines)
{
	size_t child[FAMILY_MOST], n = 0;

	for (size_t i = 0; i < lines; i++) {
		if (n && child[n - 1] == line[i].child)
			continue;
		if (n == FAMILY_MOST)
			return;
		child[n++] = line[i].child;
	}
	for (size_t a = 0; a < n; a++)
		for (size_t b = a + 1; b < n; b++) {
			f->pair = mem_grow(f->pair, (f->pairs + 1) * sizeof *f->pair);
			f->pair[f->pairs++] = (struct pair){ child[a], child[b] };
		}
}

static void find_families(struct families *f)
{
	if (f->lines)
		qsort(f->line, f->lines, sizeof *f->line, by_phone);
	for (size_t i = 0, end; i < f->lines; i = end) {
		for (end = i + 1; end < f->lines && !strcmp(f->line[end].phone, f->line[i].phone);)
			end++;
		add_family(f, f->line + i, end - i);
	}
	if (f->pairs)
		qsort(f->pair, f->pairs, sizeof *f->pair, by_children);
}

static void add_sibling(struct rowset *out, const struct child *a, const struct child *b)
{
	struct sibling *row = rowset_add(out);
	struct arena *arena = &out->arena;

	*row = (struct sibling){
		.id = (int64_t)out->count,
		.student_id = a->id,
		.other_id = b->id,
		.student = arena_text(arena, a->name),
		.student_no = arena_text(arena, a->no),
		.class_name = arena_text(arena, a->class_name),
		.mentor = arena_text(arena, a->mentor),
		.other = arena_text(arena, b->name),
		.other_no = arena_text(arena, b->no),
		.other_class = arena_text(arena, b->class_name),
		.other_mentor = arena_text(arena, b->mentor),
	};
}

bool condition_siblings(struct session *s, struct rowset *out, struct err *e)
{
	struct families f = { 0 };
	bool ok;

	rowset_init(out, sibling_fields, sizeof(struct sibling));
	if (!condition_may_look(s, e))
		return false;
	ok = read_lines(s, &f, e);
	if (ok)
		find_families(&f);
	for (size_t i = 0; ok && i < f.pairs; i++)
		if (!i || by_children(&f.pair[i - 1], &f.pair[i]))
			add_sibling(out, &f.child[f.pair[i].a], &f.child[f.pair[i].b]);
	free(f.child);
	free(f.line);
	free(f.pair);
	arena_release(&f.arena);
	return ok;
}
