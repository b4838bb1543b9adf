/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/belonging.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/class_name.h"
#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "model/grade.h"
#include "model/grades.h"
#include "model/row.h"
#include "model/statements.h"

const struct choice belonging_kinds[] = {
	{ "campus", N_("campus"), "校区|campus" },
	{ "grade", N_("grade"), "年级|grade" },
	{ "group", N_("group"), "组|社团|选科|教研组|分组|group" },
	{ 0 },
};

static const struct choice owners[] = {
	{ "mentor", N_("mentor"), NULL },
	{ "class", N_("class"), NULL },
	{ "student", N_("student"), NULL },
	{ 0 },
};

/* ---------------------------------------------------------------- several names */

/* Commas of both widths, semicolons and blanks become one sign. */
static void part(const char *names, struct buf *out)
{
	static const char *const signs[] = {
		"、", "，", "；", ";", ",", "/", " ", "　", "\t", "\n"
	};

	while (*names) {
		size_t len = 1;
		bool parts = false;

		for (size_t i = 0; i < sizeof signs / sizeof *signs && !parts; i++)
			if (!strncmp(names, signs[i], strlen(signs[i]))) {
				len = strlen(signs[i]);
				parts = true;
			}
		if (parts)
			buf_char(out, ',');
		else
			buf_char(out, *names);
		names += len;
	}
}

static bool read_names(const char *typed, struct buf *kept)
{
	struct buf parted = { 0 };
	const char *list, *word;
	size_t len;

	part(typed, &parted);
	list = buf_str(&parted);
	while (text_word(&list, ',', &word, &len)) {
		buf_text(kept, kept->len ? "、" : "");
		buf_add(kept, word, len);
	}
	buf_release(&parted);
	return kept->len != 0;
}

static void show_names(const char *kept, struct buf *out)
{
	text_show(out, kept);
}

const struct field_words belonging_names = {
	.show = show_names,
	.read = read_names,
	.refusal = N_("is no name"),
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field belonging_fields[] = {
	{ FIELD(struct belonging, no), .label = N_("No."), .kind = FIELD_INT,
	  .flags = FROM_QUERY | FIELD_RIGHT, .width = 5 },
	{ FIELD(struct belonging, kind), .label = N_("Kind"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = belonging_kinds, .width = 6,
	  .help = N_("a group is a club, the subjects chosen, a teaching group") },
	{ FIELD(struct belonging, name), .label = N_("Called"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 16, .max = 40, .words = &belonging_names,
	  .help = N_("several with blanks or commas between; grades as 6-9") },
	{ FIELD(struct belonging, label), .label = N_("Called"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 16 },
	{ FIELD(struct belonging, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of mentors") },
	{ FIELD(struct belonging, class_id), .label = N_("Class"), .kind = FIELD_REF },
	{ FIELD(struct belonging, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of students") },
	{ FIELD(struct belonging, about), .label = N_("Who"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 16 },
	{ FIELD(struct belonging, person_no), .label = N_("Staff or student no."),
	  .kind = FIELD_CODE, .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct belonging, of), .label = N_("Of a"), .kind = FIELD_CHOICE,
	  .flags = FROM_QUERY, .choices = owners, .width = 8 },
	{ 0 },
};

enum { LIST, GET, SAME, THERE, ADD, REMOVE };

/* clang-format off */
#define COLUMNS                                                                                    \
	"SELECT b.id, b.id AS no, b.rev, b.kind, b.name, b.mentor_id, b.class_id, "                \
	"b.student_id, "                                                                           \
	"CASE WHEN b.mentor_id THEN 'mentor' WHEN b.class_id THEN 'class' ELSE 'student' END "     \
	"AS of, coalesce(m.staff_no, s.student_no) AS person_no, "                                 \
	"coalesce(m.name, iif(b.class_id, "                                                        \
	SQL_CLASS_NAME ", s.name || coalesce(' ' || (SELECT " SQL_CLASS_NAME                       \
	" FROM my_enrolment n JOIN class c ON c.id = n.class_id WHERE n.student_id = s.id "        \
	"AND n.school_year_id = :year ORDER BY n.ends DESC LIMIT 1), ''))) AS about "              \
	"FROM my_belonging b LEFT JOIN mentor m ON m.id = b.mentor_id "                            \
	"LEFT JOIN class c ON c.id = b.class_id LEFT JOIN my_student s ON s.id = b.student_id "
/* clang-format on */
#define HERE(column, id)                                                                           \
	"EXISTS (SELECT 1 FROM my_enrolment e WHERE e." column " = " id                            \
	" AND e.school_year_id = :year AND e.starts <= e.ends)"
#define OF_OWNER "mentor_id IS :mentor_id AND class_id IS :class_id AND student_id IS :student_id"

static const struct sql statements[] = {
	/* clang-format off */
	[LIST] = { "belonging.list",
		COLUMNS "WHERE m.status <> 'left' "
		"OR (b.class_id AND " HERE("class_id", "b.class_id") ") "
		"OR (b.student_id AND " HERE("student_id", "b.student_id") ") "
		"ORDER BY instr('campus grade group', b.kind), "
		"iif(b.kind = 'grade', CAST(b.name AS INTEGER), 0), b.name, b.mentor_id IS NULL, "
		"b.class_id IS NULL, m.staff_no, c.entry_year DESC, c.number, s.student_no, b.id",
		false },
	/* clang-format on */
	[GET] = { "belonging.get", COLUMNS "WHERE b.id = :id", false },
	[SAME] = { "belonging.same",
		   "SELECT id FROM my_belonging WHERE kind = :kind AND name = :name AND rev > 0 "
		   "AND " OF_OWNER,
		   false },
	/* the mentor, the class or the student, as one that is not gone */
	[THERE] = { "belonging.there",
		    "SELECT EXISTS (SELECT 1 FROM mentor WHERE id = :mentor_id "
		    "AND status <> 'left') OR EXISTS (SELECT 1 FROM class WHERE id = :class_id "
		    "AND number > 0) OR EXISTS (SELECT 1 FROM my_student WHERE id = :student_id "
		    "AND rev > 0)",
		    false },
	[ADD] = { "belonging.add",
		  "INSERT INTO belonging (kind, name, mentor_id, class_id, student_id) "
		  "VALUES (:kind, :name, :mentor_id, :class_id, :student_id)",
		  true },
	[REMOVE] = { "belonging.remove", "DELETE FROM belonging WHERE id = :id AND rev = :rev",
		     true },
};
const struct sql_table belonging_sql = SQL_TABLE(statements);

#define WHOSE(b)                                                                                   \
	NULL_OR("mentor_id", (b)->mentor_id), NULL_OR("class_id", (b)->class_id),                  \
		NULL_OR("student_id", (b)->student_id)

/* ---------------------------------------------------------------- reading */

static void add_labels(struct rowset *set)
{
	for (size_t i = 0; i < set->count; i++) {
		struct belonging *b = rowset_at(set, i);

		b->label = !strcmp(b->kind, "grade") ? arena_printf(&set->arena, _("grade %s"),
								    grade_name(atoi(b->name)))
						     : b->name;
	}
}

static bool read_rows(struct session *s, int which, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, belonging_fields, sizeof(struct belonging));
	if (!(s->access->may & MAY_ASSIGN))
		return err_set(e, ERR_DENIED, "%s", session_denial(s));
	if (!db_rows(s->db, &statements[which], WITH(INT("year", s->year.id), INT("id", id)), out,
		     e))
		return false;
	add_labels(out);
	return true;
}

bool belonging_list(struct session *s, struct rowset *out, struct err *e)
{
	return read_rows(s, LIST, 0, out, e);
}

bool belonging_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	return read_rows(s, GET, id, out, e) &&
	       (out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such entry.")));
}

/* ---------------------------------------------------------------- adding */

static bool check(struct session *s, const struct belonging *b, struct err *e)
{
	int named = (b->mentor_id != 0) + (b->class_id != 0) + (b->student_id != 0);
	const char *field = b->class_id ? "class_id" : b->student_id ? "student_id" : "mentor_id";
	int64_t there;

	for (const struct field *f = belonging_fields; f->name; f++)
		if (!field_check_required(f, b, e))
			return false;
	if (!choice_find(belonging_kinds, b->kind))
		return err_field(e, "kind",
				 _("\"%s\" is no kind; it is a campus, a grade or a "
				   "group."),
				 b->kind);
	if (named != 1)
		return err_field(e, field, "%s", _("Name one: a mentor, a class or a student."));
	if (!strcmp(b->kind, "grade") && !b->mentor_id)
		return err_field(e, "kind", "%s",
				 _("A student's grade follows from the class; only a mentor is "
				   "given grades."));
	return db_int(s->db, &statements[THERE], WITH(WHOSE(b)), &there, NULL, e) &&
	       (there || err_field(e, field, "%s", _("Nobody of that kind is there any more.")));
}

struct adding {
	struct session *s;
	const struct belonging *b;
	size_t *added;
};

static bool add_one(const struct adding *a, const char *name, struct err *e)
{
	int64_t id;

	if (!db_int(a->s->db, &statements[SAME],
		    WITH(TEXT("kind", a->b->kind), TEXT("name", name), WHOSE(a->b)), &id, NULL, e))
		return false;
	if (id)
		return true;
	++*a->added;
	return db_run(a->s->db, &statements[ADD],
		      WITH(TEXT("kind", a->b->kind), TEXT("name", name), WHOSE(a->b)), NULL, e);
}

static bool add_grades(const struct adding *a, struct err *e)
{
	int64_t grades = 0;
	bool ok = grades_read(a->b->name, &grades);

	if (!ok || !grades || grades == GRADES_ALL)
		return err_field(e, "name", "%s",
				 _("Write grades as 9, 6-9 or 九年级; who is of none in "
				   "particular needs no entry."));
	for (int g = GRADE_MIN; ok && g <= GRADE_MAX; g++) {
		char name[8];

		snprintf(name, sizeof name, "%d", g);
		ok = !(grades >> g & 1) || add_one(a, name, e);
	}
	return ok;
}

static bool add_names(const struct adding *a, struct err *e)
{
	enum { NAME_MOST = 40 };
	struct buf parted = { 0 };
	const char *list, *word;
	bool ok = true;
	size_t len;

	part(a->b->name, &parted);
	list = buf_str(&parted);
	while (ok && text_word(&list, ',', &word, &len)) {
		struct buf name = { 0 };

		buf_add(&name, word, len);
		ok = text_count(buf_str(&name)) <= NAME_MOST
			     ? add_one(a, buf_str(&name), e)
			     : err_field(e, "name", _("A name has at most %d characters."),
					 NAME_MOST);
		buf_release(&name);
	}
	buf_release(&parted);
	return ok;
}

bool belonging_add(struct session *s, const struct belonging *b, size_t *added, struct err *e)
{
	const struct adding a = { s, b, added };

	*added = 0;
	return session_may(s, MAY_ASSIGN, e) && check(s, b, e) && door_enter(s->db, e) &&
	       door_leave(s->db, strcmp(b->kind, "grade") ? add_names(&a, e) : add_grades(&a, e),
			  e);
}

bool belonging_remove(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return session_may(s, MAY_ASSIGN, e) &&
	       row_run(s->db, &statements[REMOVE], id, rev, _("this entry"), e);
}
