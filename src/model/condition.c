/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/condition.h"

#include <string.h>

#include "base/i18n.h"
#include "condition_private.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/statements.h"

const struct choice condition_kinds[] = {
	{ "keep", N_("keep the mentor"), "保留|保留原导师|原导师|keep" },
	{ "campus", N_("same campus"), "校区|同校区|同一校区|campus" },
	{ "grade", N_("same grade"), "年级|同年级|同一年级|grade" },
	{ "group", N_("same group"), "社团|选科|教研组|同组|group" },
	{ "class_teacher", N_("class teacher's own class"), "班主任|班主任带本班|class teacher" },
	{ "siblings", N_("siblings"), "兄弟姐妹|多孩|siblings" },
	{ "least", N_("at least so many"), "下限|最少|least" },
	{ "capacity", N_("at most so many"), "上限|最多|capacity" },
	{ "fixed", N_("fixed pair"), "指定|固定|fixed" },
	{ "forbidden", N_("forbidden pair"), "回避|禁止|forbidden" },
	{ "together", N_("two students together"), "同导师|一起|together" },
	{ "apart", N_("two students apart"), "不同导师|分开|apart" },
	{ 0 },
};

static const struct choice ways[] = {
	{ "together", N_("one mentor for them"), "同一导师|together" },
	{ "apart", N_("different mentors"), "不同导师|apart" },
	{ 0 },
};

static const struct {
	const char *kind;
	struct condition_takes takes;
} shapes[] = {
	{ "keep", { 0, CONDITION_STUDENT | CONDITION_SOFT } },
	{ "campus", { 0, CONDITION_SOFT } },
	{ "grade", { 0, CONDITION_SOFT } },
	{ "group", { 0, CONDITION_SOFT } },
	{ "class_teacher", { 0, CONDITION_SOFT } },
	{ "siblings", { CONDITION_NUMBER, CONDITION_NUMBER | CONDITION_SOFT } },
	{ "least", { CONDITION_NUMBER, CONDITION_NUMBER | CONDITION_MENTOR } },
	{ "capacity",
	  { CONDITION_MENTOR | CONDITION_NUMBER, CONDITION_MENTOR | CONDITION_NUMBER } },
	{ "fixed",
	  { CONDITION_STUDENT | CONDITION_MENTOR,
	    CONDITION_STUDENT | CONDITION_MENTOR | CONDITION_SOFT } },
	{ "forbidden",
	  { CONDITION_STUDENT | CONDITION_MENTOR,
	    CONDITION_STUDENT | CONDITION_MENTOR | CONDITION_SOFT } },
	{ "together",
	  { CONDITION_STUDENT | CONDITION_OTHER,
	    CONDITION_STUDENT | CONDITION_OTHER | CONDITION_SOFT } },
	{ "apart",
	  { CONDITION_STUDENT | CONDITION_OTHER,
	    CONDITION_STUDENT | CONDITION_OTHER | CONDITION_SOFT } },
};

#define FROM_QUERY FIELD_DERIVED | FIELD_READ_ONLY

const struct field condition_fields[] = {
	{ FIELD(struct condition, no), .label = N_("No."), .kind = FIELD_INT,
	  .flags = FROM_QUERY | FIELD_RIGHT, .width = 5 },
	{ FIELD(struct condition, kind), .label = N_("Condition"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = condition_kinds, .width = 16,
	  .help = N_("what the matching has to keep to") },
	{ FIELD(struct condition, student_id), .label = N_("Student"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of students") },
	{ FIELD(struct condition, other_id), .label = N_("Other student"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of students") },
	{ FIELD(struct condition, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .help = N_("Space or a letter opens the list of mentors") },
	{ FIELD(struct condition, number), .label = N_("Number of students"), .kind = FIELD_INT,
	  .max = 3, .most = 999, .width = 4, .flags = FIELD_ZERO | FIELD_RIGHT,
	  .help = N_("of students") },
	{ FIELD(struct condition, way), .label = N_("Siblings"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED, .choices = ways,
	  .help = N_("who shares a guardian's telephone number") },
	{ FIELD(struct condition, weight), .label = N_("Weight"), .kind = FIELD_INT, .max = 4,
	  .most = CONDITION_WEIGHT_MOST, .width = 6, .flags = FIELD_ZERO | FIELD_RIGHT,
	  .help = N_("0: it must hold; 1 to 1000: a wish, the more the heavier") },
	{ FIELD(struct condition, note), .label = N_("Note"), .kind = FIELD_TEXT, .width = 20,
	  .max = 200, .help = N_("why; the office alone reads it; may stay empty") },
	{ FIELD(struct condition, about), .label = N_("Of whom"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 26 },
	{ FIELD(struct condition, says), .label = N_("What is asked for"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 18 },
	{ FIELD(struct condition, holds), .label = N_("Holds"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 9 },
	{ FIELD(struct condition, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct condition, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct condition, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct condition, other), .label = N_("Other student"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct condition, other_no), .label = N_("Other student no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY | FIELD_MASKED, .width = 12 },
	{ FIELD(struct condition, other_class), .label = N_("Other class"), .kind = FIELD_TEXT,
	  .flags = FROM_QUERY, .width = 7 },
	{ FIELD(struct condition, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FROM_QUERY, .width = 8 },
	{ FIELD(struct condition, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .flags = FROM_QUERY, .width = 9 },
	{ 0 },
};

enum { LIST, GET, OFFERED };

/* FIELD_UNKNOWN */
#define NO_NUMBER "-9223372036854775807"
#define CLASS_OF(student)                                                                          \
	"(SELECT " SQL_CLASS_NAME " FROM my_enrolment n JOIN class c ON c.id = n.class_id "        \
	"WHERE n.student_id = " student " AND n.school_year_id = :year "                           \
	"ORDER BY n.ends DESC LIMIT 1)"
/* clang-format off */
#define COLUMNS                                                                                    \
	"SELECT k.id, k.id AS no, k.rev, k.kind, k.weight, k.student_id, k.other_id, "             \
	"k.mentor_id, "                                                                            \
	"coalesce(k.number, " NO_NUMBER ") AS number, k.note, s.name AS student, s.student_no, "   \
	CLASS_OF("s.id") " AS class_name, o.name AS other, o.student_no AS other_no, "             \
	CLASS_OF("o.id") " AS other_class, " SQL_MENTOR_CALLED("m") " AS mentor, m.staff_no "      \
	"FROM my_condition k "                                                                     \
	"LEFT JOIN my_student s ON s.id = k.student_id "                                           \
	"LEFT JOIN my_student o ON o.id = k.other_id LEFT JOIN mentor m ON m.id = k.mentor_id "
/* clang-format on */

static const struct sql statements[] = {
	[LIST] = { "condition.list",
		   COLUMNS
		   "WHERE k.school_year_id = :year "
		   "ORDER BY coalesce(k.student_id, k.mentor_id) IS NOT NULL, "
		   "instr('keep campus grade group class_teacher siblings least capacity "
		   "fixed forbidden together apart', k.kind), m.staff_no, s.student_no, k.id",
		   false },
	[GET] = { "condition.get", COLUMNS "WHERE k.id = :id AND k.school_year_id = :year", false },
	[OFFERED] = { "condition.offered",
		      "SELECT count(l.rev) FROM my_condition l WHERE l.school_year_id = :year - 1 "
		      "AND NOT EXISTS (SELECT 1 FROM my_condition k WHERE k.school_year_id = :year "
		      "AND k.kind = l.kind AND k.student_id IS l.student_id "
		      "AND k.other_id IS l.other_id AND k.mentor_id IS l.mentor_id)",
		      false },
};
const struct sql_table condition_sql = SQL_TABLE(statements);

struct condition_takes condition_takes(const char *kind)
{
	for (size_t i = 0; kind && i < sizeof shapes / sizeof *shapes; i++)
		if (!strcmp(shapes[i].kind, kind))
			return shapes[i].takes;
	return (struct condition_takes){ 0, 0 };
}

/* ---------------------------------------------------------------- in words */

void condition_says(const struct condition *c, struct buf *out)
{
	bool one = c->mentor_id != 0;

	if (!strcmp(c->kind, "capacity"))
		buf_printf(out, _("at most %lld students"), (long long)c->number);
	else if (!strcmp(c->kind, "least"))
		buf_printf(out,
			   one ? _("at least %lld students") : _("each at least %lld students"),
			   (long long)c->number);
	else if (!strcmp(c->kind, "siblings"))
		buf_text(out, c->number == 2 ? _("siblings with different mentors")
					     : _("siblings with one mentor"));
	else if (!strcmp(c->kind, "keep"))
		buf_text(out, c->student_id ? _("keeps the mentor of now")
					    : _("all keep the mentors of now"));
	else
		buf_text(out, choice_label(condition_kinds, c->kind));
}

static const char *person(struct arena *arena, const char *name, const char *class_name)
{
	return class_name && *class_name ? arena_printf(arena, "%s %s", name, class_name) : name;
}

static const char *about(struct arena *arena, const struct condition *c)
{
	const char *student = c->student ? person(arena, c->student, c->class_name) : "";

	if (c->other_id)
		return arena_printf(arena, "%s%s%s", student, _(", "),
				    c->other ? person(arena, c->other, c->other_class) : "");
	if (c->student_id && c->mentor_id)
		return arena_printf(arena, "%s%s%s", student, _(", "), c->mentor ? c->mentor : "");
	if (c->student_id)
		return student;
	return c->mentor_id ? c->mentor : _("the school");
}

static void add_words(struct rowset *set)
{
	for (size_t i = 0; i < set->count; i++) {
		struct condition *c = rowset_at(set, i);
		struct buf says = { 0 };

		condition_says(c, &says);
		c->says = arena_text(&set->arena, buf_str(&says));
		c->about = about(&set->arena, c);
		if (!strcmp(c->kind, "siblings"))
			c->way = c->number == 2 ? "apart" : "together";
		c->holds = c->weight
				   ? arena_printf(&set->arena, _("wish %lld"), (long long)c->weight)
				   : _("must");
		buf_release(&says);
	}
}

/* ---------------------------------------------------------------- reading */

bool condition_may_look(const struct session *s, struct err *e)
{
	return s->access->may & MAY_ASSIGN || err_set(e, ERR_DENIED, "%s", session_denial(s));
}

bool condition_list_of_year(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	rowset_init(out, condition_fields, sizeof(struct condition));
	if (!condition_may_look(s, e) ||
	    !db_rows(s->db, &statements[LIST], WITH(INT("year", year)), out, e))
		return false;
	add_words(out);
	return true;
}

bool condition_list(struct session *s, struct rowset *out, struct err *e)
{
	return condition_list_of_year(s, s->year.id, out, e);
}

bool condition_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, condition_fields, sizeof(struct condition));
	if (!condition_may_look(s, e) ||
	    !db_rows(s->db, &statements[GET], WITH(INT("id", id), INT("year", s->year.id)), out, e))
		return false;
	add_words(out);
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such condition."));
}

bool condition_offered(struct session *s, int64_t *count, struct err *e)
{
	return condition_may_look(s, e) &&
	       db_int(s->db, &statements[OFFERED], WITH(INT("year", s->year.id)), count, NULL, e);
}
