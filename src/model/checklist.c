/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One statement fetches what counts, C decides. The rules in SQL alone took three times as long and
 * were harder to read (docs/decisions.md).
 */
#include "model/checklist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checklist_private.h"
#include "model/grade.h"
#include "model/statements.h"

/* ------------------------------------------------------------ what is fetched */

/* One row a student and contact that may count (one row with NULLs for a student without). */
enum column {
	STUDENT,
	MENTOR,
	NAME,
	NUMBER,
	CLASS,
	GRADE,
	CLASS_NUMBER,
	SEAT,
	CLASS_ID,
	STARTS,
	ENDS,
	OTHER_ENROLMENTS,
	KIND,
	DATE,
	KEY_DATE,
	CONTACT,
	PARTY,
	DELIVERED
};

#define FACTS                                                                                      \
	"SELECT e.student_id, a.mentor_id, s.name, s.student_no, " SQL_CLASS_NAME ", " SQL_GRADE   \
	", c.number, e.seat, c.id, e.starts, e.ends, "                                             \
	"CASE WHEN e.starts > :year_starts OR e.ends < :year_ends THEN "                           \
	"(SELECT group_concat(x.starts || x.ends, '') FROM my_enrolment x "                        \
	"WHERE x.student_id = e.student_id AND x.school_year_id = :year AND x.ends >= x.starts) "  \
	"END, k.kind, k.date, k.key_date_id, k.contact_id, d.party, d.date "
#define ENROLLED_TODAY "e.school_year_id = :year AND e.starts <= :today AND e.ends >= :today "
#define LEADS_TODAY    "a.role = 'lead' AND a.starts <= :today AND a.ends >= :today "
/* A home visit counts if it was made by the mentor then in charge or an earlier one of the year,
 * also one whose time was later corrected away, so that a change takes nothing back. */
#define CONTACTS                                                                                   \
	"LEFT JOIN my_contact_student k ON k.student_id = e.student_id "                           \
	"AND k.school_year_id = :year AND k.withdrawn = 0 "                                        \
	"AND k.kind IN ('visit', 'talk', 'feedback') AND (k.kind <> 'visit' OR EXISTS ("           \
	"SELECT 1 FROM my_assignment v WHERE v.student_id = e.student_id AND v.role = 'lead' "     \
	"AND v.starts <= k.date AND max(v.starts, v.ends) >= :year_starts "                        \
	"AND v.mentor_id = k.mentor_id)) "                                                         \
	"LEFT JOIN my_delivery d "                                                                 \
	"ON d.contact_id = CASE k.kind WHEN 'feedback' THEN k.contact_id END "

static const struct sql statements[] = {
	[OWED_BY_MENTOR] = { "checklist.of_mentor",
			     FACTS "FROM my_assignment a CROSS JOIN my_enrolment e "
				   "ON e.student_id = a.student_id AND " ENROLLED_TODAY
				   "CROSS JOIN class c ON c.id = e.class_id "
				   "CROSS JOIN my_student s ON s.id = e.student_id " CONTACTS
				   "WHERE a.mentor_id = :id AND " LEADS_TODAY,
			     false },
	[OWED_BY_ANYONE] = { "checklist.of_school",
			     FACTS "FROM my_enrolment e CROSS JOIN class c ON c.id = e.class_id "
				   "CROSS JOIN my_student s ON s.id = e.student_id "
				   "LEFT JOIN my_assignment a ON a.student_id = e.student_id "
				   "AND " LEADS_TODAY CONTACTS "WHERE :id = 0 AND " ENROLLED_TODAY,
			     false },
	[OWED_FOR_STUDENT] = { "checklist.of_student",
			       FACTS "FROM my_enrolment e CROSS JOIN class c ON c.id = e.class_id "
				     "CROSS JOIN my_student s ON s.id = e.student_id "
				     "LEFT JOIN my_assignment a ON a.student_id = e.student_id "
				     "AND " LEADS_TODAY CONTACTS
				     "WHERE e.student_id = :id AND " ENROLLED_TODAY,
			       false },
};
const struct sql_table checklist_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- gathering */

static void begin_student(const struct cursor *c, struct owed *w, struct facts *f,
			  struct arena *arena)
{
	const char *other = cursor_text(c, OTHER_ENROLMENTS);

	*w = (struct owed){ .student_id = cursor_int(c, STUDENT),
			    .mentor_id = cursor_int(c, MENTOR),
			    .name = arena_text(arena, cursor_text(c, NAME)),
			    .student_no = arena_text(arena, cursor_text(c, NUMBER)),
			    .class_name = arena_text(arena, cursor_text(c, CLASS)),
			    .class_id = cursor_int(c, CLASS_ID),
			    .grade = cursor_int(c, GRADE),
			    .class_number = cursor_int(c, CLASS_NUMBER),
			    .seat = cursor_int(c, SEAT),
			    .cell = w->cell };
	f->count = f->exempt_count = 0;
	f->grade = w->grade;
	f->enrolled =
		*other ? arena_text(arena, other)
		       : arena_printf(arena, "%s%s", cursor_text(c, STARTS), cursor_text(c, ENDS));
}

struct event *facts_event(struct facts *f)
{
	if (f->count == f->room) {
		f->room = f->room ? f->room * 2 : 32;
		f->events = mem_grow(f->events, f->room * sizeof *f->events);
	}
	return &f->events[f->count++];
}

static void add_event(const struct cursor *c, struct facts *f)
{
	const char *kind = cursor_text(c, KIND);
	bool feedback = *kind == 'f';
	struct event *v;

	if (!*kind || (feedback && cursor_null(c, PARTY)))
		return;
	v = facts_event(f);
	if (feedback)
		v->kind =
			*cursor_text(c, PARTY) == 's' ? OCCASION_TO_STUDENT : OCCASION_TO_GUARDIANS;
	else
		v->kind = *kind == 'v' ? OCCASION_VISIT : OCCASION_TALK;
	date_copy(v->date, cursor_text(c, feedback ? DELIVERED : DATE));
	v->for_id = cursor_int(c, KEY_DATE);
	v->by = cursor_int(c, CONTACT);
}

/* ------------------------------------------------------------------ walking */

struct walk {
	struct session *s;
	struct checklist *list;
	checklist_visitor *visit;
	void *arg;
	iso_date soon;
	struct facts facts;
	struct specials specials;
	struct arena arena; /* of the student at hand */
};

static struct obligation decide(const struct walk *w, const struct occasion *o)
{
	return obligation_decide(o, &w->facts, w->s->today_iso, w->soon);
}

static bool finish_student(struct walk *w, struct owed *student)
{
	if (!student->student_id)
		return true;
	specials_apply(&w->specials, student, &w->s->rules, &w->facts, &w->arena);
	for (size_t i = 0; i < w->list->occasion_count; i++)
		student->cell[i] = decide(w, &w->list->occasions[i]);
	for (size_t i = 0; i < student->own_count; i++)
		student->own[i].state = decide(w, &student->own[i].occasion);
	if (student->own_count)
		qsort(student->own, student->own_count, sizeof *student->own, own_by_urgency);
	return w->visit(w->arg, student, w->list);
}

static bool walk(struct walk *w, struct cursor *c)
{
	struct owed student = { 0 };
	bool going = true;

	student.cell =
		arena_alloc(&w->list->arena, (w->list->occasion_count + 1) * sizeof *student.cell);
	while (going && cursor_next(c)) {
		if (cursor_int(c, STUDENT) != student.student_id) {
			going = finish_student(w, &student);
			arena_release(&w->arena);
			begin_student(c, &student, &w->facts, &w->arena);
		}
		add_event(c, &w->facts);
	}
	if (going && !c->failed)
		finish_student(w, &student);
	return !c->failed;
}

static void end_walk(struct walk *w)
{
	arena_release(&w->arena);
	specials_release(&w->specials);
	free(w->facts.events);
	free(w->facts.exempt);
}

static bool read_students(struct walk *w, enum owed_by by, int64_t id, struct err *e)
{
	struct session *s = w->s;
	struct cursor c;
	bool ok;

	if (!cursor_open(&c, s->db, &statements[by],
			 WITH(INT("id", id), INT("year", s->year.id), TEXT("today", s->today_iso),
			      TEXT("year_starts", s->year.starts), TEXT("year_ends", s->year.ends)),
			 e))
		return false;
	ok = walk(w, &c);
	return cursor_close(&c) && ok;
}

static bool read_all(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		     checklist_visitor *visit, void *arg, struct err *e)
{
	struct walk w = { .s = s, .list = list, .visit = visit, .arg = arg };
	bool ok;

	date_to_iso(s->today + (int)s->rules.due_soon, w.soon);
	ok = occasions_load(s, list, e) && specials_load(s, by, id, &w.specials, e) &&
	     read_students(&w, by, id, e);
	end_walk(&w);
	return ok;
}

/* Key dates and students as they were at one moment. */
static bool run(struct session *s, struct checklist *list, enum owed_by by, int64_t id,
		checklist_visitor *visit, void *arg, struct err *e)
{
	bool ok;

	if (!db_read_begin(s->db, e))
		return false;
	ok = read_all(s, list, by, id, visit, arg, e);
	db_read_end(s->db);
	return ok;
}

bool checklist_each(struct session *s, enum owed_by by, int64_t id, checklist_visitor *visit,
		    void *arg, struct err *e)
{
	struct checklist list = { 0 };
	bool ok = run(s, &list, by, id, visit, arg, e);

	checklist_release(&list);
	return ok;
}

const struct obligation *owed_at(const struct owed *student, const struct checklist *list, size_t i,
				 const struct occasion **occasion)
{
	const struct own *own;

	if (i < list->occasion_count) {
		*occasion = &list->occasions[i];
		return &student->cell[i];
	}
	if (i - list->occasion_count >= student->own_count)
		return NULL;
	own = &student->own[i - list->occasion_count];
	*occasion = &own->occasion;
	return &own->state;
}

/* ------------------------------------------------------------------- keeping */

struct keep {
	struct checklist *list;
	size_t capacity;
};

static void keep_own(struct checklist *to, struct owed *student)
{
	size_t count = student->own_count;
	const struct own *own = student->own;

	student->own = arena_alloc(&to->arena, count * sizeof *own);
	for (size_t i = 0; i < count; i++) {
		struct own *kept = &student->own[i];

		*kept = own[i];
		kept->occasion.label = arena_text(&to->arena, own[i].occasion.label);
		kept->occasion.opens = arena_text(&to->arena, own[i].occasion.opens);
		kept->occasion.due = arena_text(&to->arena, own[i].occasion.due);
	}
	if (count > to->own_most)
		to->own_most = count;
}

static bool keep_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct keep *k = arg;
	struct checklist *to = k->list;
	struct owed *kept;
	const struct occasion *occasion;
	const struct obligation *o;
	size_t cells = list->occasion_count * sizeof *student->cell;

	if (to->student_count == k->capacity) {
		k->capacity = k->capacity ? k->capacity * 2 : 16;
		to->students = mem_grow(to->students, k->capacity * sizeof *to->students);
	}
	kept = &to->students[to->student_count++];
	*kept = *student;
	kept->name = arena_text(&to->arena, student->name);
	kept->student_no = arena_text(&to->arena, student->student_no);
	kept->class_name = arena_text(&to->arena, student->class_name);
	kept->cell = memcpy(arena_alloc(&to->arena, cells), student->cell, cells);
	if (student->own_count)
		keep_own(to, kept);
	for (size_t i = 0; (o = owed_at(kept, list, i, &occasion)); i++)
		to->count[o->state]++;
	return true;
}

static int in_class_order(const void *a, const void *b)
{
	const struct owed *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade < y->grade ? -1 : 1;
	if (x->class_number != y->class_number)
		return x->class_number < y->class_number ? -1 : 1;
	if (x->seat != y->seat)
		return x->seat < y->seat ? -1 : 1;
	return strcmp(x->student_no, y->student_no);
}

bool checklist_load(struct session *s, enum owed_by by, int64_t id, struct checklist *out,
		    struct err *e)
{
	struct keep k = { .list = out };
	bool ok;

	*out = (struct checklist){ 0 };
	ok = run(s, out, by, id, keep_student, &k, e);
	if (ok && out->student_count)
		qsort(out->students, out->student_count, sizeof *out->students, in_class_order);
	return ok;
}

void checklist_release(struct checklist *list)
{
	free(list->students);
	arena_release(&list->arena);
	*list = (struct checklist){ 0 };
}
