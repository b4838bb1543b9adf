/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/student.h"

#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/assignment.h"
#include "model/closing.h"
#include "model/enrolment.h"
#include "model/guardian.h"
#include "model/row.h"
#include "model/search.h"
#include "model/statements.h"

const struct choice sexes[] = {
	{ "m", N_("male"), "男|男性|1|M|male" },
	{ "f", N_("female"), "女|女性|2|F|female" },
	{ 0 },
};

const struct field student_fields[] = {
	{ FIELD(struct student, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_MASKED, .width = 12, .max = 40,
	  .aliases = "学号|学籍号|学籍副号|学籍辅号|全国学籍号|学生学号",
	  .help = N_("as the school writes it; no two students have the same") },
	{ FIELD(struct student, name), .label = N_("Name"), .kind = FIELD_NAME,
	  .flags = FIELD_REQUIRED, .width = 10, .aliases = "姓名|学生姓名|学生|名字",
	  .help = N_("exactly as registered") },
	{ FIELD(struct student, reading), .label = N_("Pinyin"), .kind = FIELD_TEXT, .width = 14,
	  .aliases = "姓名拼音|拼音|名字拼音|学生姓名拼音",
	  .help = N_("as the school spells the name: ou yang na na") },
	{ FIELD(struct student, sex), .label = N_("Sex"), .kind = FIELD_CHOICE, .width = 4,
	  .choices = sexes, .aliases = "性别|gender", .help = N_("may stay empty") },
	{ FIELD(struct student, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7,
	  .flags = FIELD_DERIVED, .aliases = "班级|班|班级名称|所在班级|行政班|class",
	  .help = N_("九(3), 高一(5); 903 and 9.3 are understood too") },
	{ FIELD(struct student, seat), .label = N_("Seat"), .kind = FIELD_INT, .width = 4, .max = 4,
	  .flags = FIELD_DERIVED | FIELD_RIGHT, .aliases = "班内学号|座号|班号|班级学号|班内序号",
	  .help = N_("the number in the class list; may stay empty") },
	{ FIELD(struct student, birth_date), .label = N_("Born"), .kind = FIELD_DATE, .width = 10,
	  .aliases = "出生日期|出生年月日|生日|birthday",
	  .help = N_("such as 2014-03-05; may stay empty") },
	{ FIELD(struct student, address), .label = N_("Address"), .kind = FIELD_TEXT, .width = 24,
	  .max = 200, .aliases = "住址|家庭住址|家庭地址|现住址|现住地址|地址|通信地址",
	  .help = N_("for home visits") },
	{ FIELD(struct student, guardian_name), .label = N_("Guardian"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED, .width = 10,
	  .aliases = "监护人|监护人姓名|家长|家长姓名|家庭成员或监护人姓名|家庭成员姓名|联系人",
	  .help = N_("the first one; others are added on the student's page") },
	{ FIELD(struct student, guardian_relation), .label = N_("Relation"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED, .width = 8, .max = 20, .aliases = "关系|与学生关系|称谓",
	  .help = N_("mother, father, grandfather, …") },
	{ FIELD(struct student, guardian_phone), .label = N_("Phone"), .kind = FIELD_PHONE,
	  .flags = FIELD_DERIVED | FIELD_MASKED, .width = 13, .max = 30,
	  .aliases = "联系电话|手机|手机号|手机号码|电话|家长电话|家长手机|监护人电话|监护人手机|"
		     "mobile",
	  .help = N_("as it is dialled; blanks and dashes do not matter") },
	{ FIELD(struct student, enrolled_from), .label = N_("Joined"), .kind = FIELD_DATE,
	  .flags = FIELD_DERIVED, .width = 10, .aliases = "转入日期|入学日期|报到日期",
	  .help = N_("the first day in this school year; empty: today") },
	{ FIELD(struct student, enrolled_to), .label = N_("Left on"), .kind = FIELD_DATE,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct student, grade), .label = N_("Grade"), .kind = FIELD_INT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 4 },
	{ FIELD(struct student, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct student, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct student, guardian_id), .label = N_("Guardian"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct student, guardian_rev), .label = N_("Guardian"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct student, enrolment_id), .label = N_("Class"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct student, enrolment_rev), .label = N_("Class"), .kind = FIELD_REF,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY },
	{ FIELD(struct student, missing_since), .label = N_("Missing since"), .kind = FIELD_DATE,
	  .flags = FIELD_READ_ONLY, .width = 10 },
	{ FIELD(struct student, search), .label = N_("Pinyin"), .kind = FIELD_TEXT,
	  .flags = FIELD_READ_ONLY },
	{ 0 },
};

/* -------------------------------------------------------------- statements */

enum { LIST, LIST_LEFT, LIST_OF_MENTOR, GET, FIND_NO, ADD, CHANGE, MARK_MISSING };

/* Column names are field names. The guardian called first is the one entered first. */
#define COLUMNS                                                                                    \
	"SELECT s.id, s.rev, s.student_no, s.name, s.reading, " SQL_SEARCH(                        \
		"s") ", "                                                                          \
		     "s.sex, s.birth_date, s.address, "                                            \
		     "s.missing_since, " SQL_GRADE " AS grade, " SQL_CLASS_NAME                    \
		     " AS class_name, e.seat, "                                                    \
		     "e.starts AS enrolled_from, e.ends AS enrolled_to, m.name AS mentor, "        \
		     "a.mentor_id, g.id AS guardian_id, g.rev AS guardian_rev, g.name AS "         \
		     "guardian_name, "                                                             \
		     "g.relation AS guardian_relation, g.phone AS guardian_phone "
#define BESIDE                                                                                     \
	"LEFT JOIN my_assignment a ON a.student_id = s.id AND a.role = 'lead' "                    \
	"AND a.starts <= :today AND a.ends >= :today "                                             \
	"LEFT JOIN mentor m ON m.id = a.mentor_id "                                                \
	"LEFT JOIN my_guardian g "                                                                 \
	"ON g.id = (SELECT min(id) FROM my_guardian WHERE student_id = s.id) "
#define IN_CLASS_ORDER "ORDER BY grade, c.number, e.seat, s.student_no"

static const struct sql statements[] = {
	[LIST] = { "student.list",
		   COLUMNS "FROM class c CROSS JOIN my_enrolment e CROSS JOIN my_student s " BESIDE
			   "WHERE e.school_year_id = :year AND e.class_id = c.id "
			   "AND e.starts <= :today AND e.ends >= :today "
			   "AND s.id = e.student_id " IN_CLASS_ORDER,
		   false },
	[LIST_LEFT] = { "student.list_left",
			COLUMNS "FROM my_enrolment e JOIN class c ON c.id = e.class_id "
				"JOIN my_student s ON s.id = e.student_id " BESIDE
				"WHERE e.school_year_id = :year AND e.ends < :today "
				"AND e.ends >= e.starts "
				"AND NOT EXISTS (SELECT 1 FROM my_enrolment l "
				"WHERE l.student_id = s.id AND l.ends > e.ends "
				"AND l.ends >= l.starts) " IN_CLASS_ORDER,
			false },
	[LIST_OF_MENTOR] = { "student.list_of_mentor",
			     COLUMNS
			     "FROM my_assignment o JOIN my_student s ON s.id = o.student_id "
			     "JOIN my_enrolment e ON e.student_id = s.id "
			     "AND e.school_year_id = :year AND e.starts <= :today "
			     "AND e.ends >= :today JOIN class c ON c.id = e.class_id " BESIDE
			     "WHERE o.mentor_id = :mentor AND o.starts <= :today "
			     "AND o.ends >= :today " IN_CLASS_ORDER,
			     false },
	/* the enrolment of today, else the last one of the year */
	[GET] = { "student.get",
		  COLUMNS ", coalesce(e.id, -1) AS enrolment_id, "
			  "coalesce(e.rev, 0) AS enrolment_rev "
			  "FROM my_student s LEFT JOIN my_enrolment e ON e.id = "
			  "(SELECT id FROM my_enrolment WHERE student_id = s.id "
			  "AND school_year_id = :year AND ends >= starts "
			  "ORDER BY starts <= :today DESC, starts DESC LIMIT 1) "
			  "LEFT JOIN class c ON c.id = e.class_id " BESIDE "WHERE s.id = :id",
		  false },
	[FIND_NO] = { "student.find_no", "SELECT id FROM my_student WHERE student_no = :no",
		      false },
	[ADD] = { "student.add",
		  "INSERT INTO student (id, student_no, name, reading, search, sex, birth_date, "
		  "address) VALUES (" SQL_NEXT_ID(
			  "student") ", :student_no, :name, :reading, search_key(:name, :reading), "
				     ":sex, :birth_date, :address)",
		  true },
	[CHANGE] = { "student.change",
		     "UPDATE student SET student_no = :student_no, name = :name, "
		     "reading = :reading, search = search_key(:name, :reading), sex = :sex, "
		     "birth_date = :birth_date, address = :address, rev = rev + 1 "
		     "WHERE id = :id AND rev = :rev",
		     true },
	[MARK_MISSING] = { "student.mark_missing",
			   "UPDATE student SET missing_since = :day, rev = rev + 1 WHERE id = :id",
			   true },
};
const struct sql_table student_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

static bool load(struct session *s, int statement, const struct bind *with, struct rowset *out,
		 struct err *e)
{
	rowset_init(out, student_fields, sizeof(struct student));
	return db_rows(s->db, &statements[statement], with, out, e);
}

#define TODAY(s)                                                                                   \
	INT("year", (s)->year.id), TEXT("today", (s)->today_iso), INT("stale", (s)->keys_stale)

bool student_list(struct session *s, struct rowset *out, struct err *e)
{
	return load(s, LIST, WITH(TODAY(s)), out, e);
}

bool student_list_left(struct session *s, struct rowset *out, struct err *e)
{
	return load(s, LIST_LEFT, WITH(TODAY(s)), out, e);
}

bool student_list_of_mentor(struct session *s, int64_t mentor_id, struct rowset *out, struct err *e)
{
	return load(s, LIST_OF_MENTOR, WITH(TODAY(s), INT("mentor", mentor_id)), out, e);
}

bool student_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	if (!load(s, GET, WITH(TODAY(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such student."));
}

bool student_find_no(struct session *s, const char *student_no, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND_NO], WITH(TEXT("no", student_no)), id, NULL, e);
}

bool student_matches(const struct student *s, const struct student_filter *f)
{
	return (!f->grade || s->grade == f->grade) &&
	       (!f->class_name || (s->class_name && !strcmp(s->class_name, f->class_name))) &&
	       (!f->without_mentor || !s->mentor_id) &&
	       (!f->missing || (s->missing_since && *s->missing_since));
}

/* ---------------------------------------------------------------- writing */

static bool check(struct session *s, const struct student *st, struct err *e)
{
	int64_t other;

	for (const struct field *f = student_fields; f->name; f++)
		if (!field_check_required(f, st, e))
			return false;
	if (st->birth_date && *st->birth_date && strcmp(st->birth_date, s->today_iso) > 0)
		return err_field(e, "birth_date", _("The date of birth is in the future."));
	if (!student_find_no(s, st->student_no, &other, e))
		return false;
	if (other && other != st->id)
		return err_field(
			e, "student_no",
			_("Another student has the number %s already; numbers are unique."),
			st->student_no);
	return true;
}

static bool has_left(const struct session *s, const struct student *st)
{
	return st->enrolled_to && *st->enrolled_to && strcmp(st->enrolled_to, s->today_iso) < 0;
}

static bool write_class(struct session *s, const struct student *st, bool is_new, struct err *e)
{
	struct arena arena = { 0 };
	struct class_key class;
	const char *stage, *from = s->today_iso;
	bool enrolled = false, ok;

	if (!st->class_name || !*st->class_name || has_left(s, st))
		return true;
	ok = enrolment_only_stage(s, &arena, &stage, e) &&
	     class_read(NULL, st->class_name, s->year.id, stage, &class, e);
	if (ok && !is_new)
		ok = enrolment_on(s, st->id, s->today_iso, &enrolled, e);
	if (!enrolled && st->enrolled_from && *st->enrolled_from)
		from = st->enrolled_from;
	if (ok && (strcmp(from, s->year.starts) < 0 || strcmp(from, s->year.ends) > 0))
		ok = err_field(e, "enrolled_from", _("%s is outside the school year (%s to %s)."),
			       from, s->year.starts, s->year.ends);
	ok = ok && year_check_day(s, "enrolled_from", from, e) &&
	     enrolment_set(s, st->id, &class, st->seat, from, e);
	arena_release(&arena);
	return ok;
}

static bool write_guardian(struct session *s, const struct student *st, struct err *e)
{
	struct guardian g = { .id = st->guardian_id,
			      .rev = st->guardian_rev,
			      .student_id = st->id,
			      .name = st->guardian_name,
			      .relation = st->guardian_relation,
			      .phone = st->guardian_phone };

	if (g.name && *g.name) {
		if (guardian_save(s, &g, e))
			return true;
		if (!strcmp(e->field, "name"))
			err_at(e, "guardian_name");
		return false;
	}
	if ((g.phone && *g.phone) || (g.relation && *g.relation))
		return err_field(e, "guardian_name",
				 _("A guardian's phone or relation needs the guardian's name."));
	return true;
}

/* Class and guardian are rows of their own: somebody may have changed them, and not the student. */
static bool check_beside(struct session *s, const struct student *st, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!st->id || !st->enrolment_id)
		return true;
	ok = student_get(s, st->id, &set, e);
	if (ok) {
		const struct student *now = rowset_at(&set, 0);

		ok = (now->enrolment_id == st->enrolment_id &&
		      now->enrolment_rev == st->enrolment_rev &&
		      now->guardian_id == st->guardian_id &&
		      now->guardian_rev == st->guardian_rev) ||
		     row_conflict(e, now->name);
	}
	rowset_release(&set);
	return ok;
}

static bool write_all(struct session *s, struct student *st, struct err *e)
{
	bool is_new = !st->id;

	return check_beside(s, st, e) && check(s, st, e) &&
	       row_save(s->db, &statements[ADD], &statements[CHANGE], student_fields, st, NULL,
			st->name, e) &&
	       write_class(s, st, is_new, e) && write_guardian(s, st, e);
}

bool student_save(struct session *s, struct student *st, struct err *e)
{
	struct student before = *st;
	bool ok;

	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, write_all(s, st, e), e);
	if (!ok)
		*st = before;
	else
		st->enrolment_id = 0; /* its own, by now */
	return ok;
}

static bool leave(struct session *s, int64_t id, const char *last_day, const char *reason,
		  struct err *e)
{
	bool was_enrolled;

	if (!enrolment_end(s, id, last_day, reason, &was_enrolled, e))
		return false;
	if (!was_enrolled)
		return err_set(e, ERR_INVALID, "%s", _("This student is not enrolled any more."));
	return assignment_end_all(s, id, last_day, reason, e);
}

bool student_leave(struct session *s, int64_t id, const char *last_day, const char *reason,
		   struct err *e)
{
	if (!session_may(s, MAY_EDIT_PEOPLE, e))
		return false;
	if (strcmp(last_day, s->year.starts) < 0 || strcmp(last_day, s->year.ends) > 0)
		return err_field(e, "date", _("%s is outside the school year (%s to %s)."),
				 last_day, s->year.starts, s->year.ends);
	if (!year_check_day(s, "date", last_day, e))
		return false;
	return door_enter(s->db, e) && door_leave(s->db, leave(s, id, last_day, reason, e), e);
}

bool student_mark_missing(struct session *s, int64_t id, bool missing, struct err *e)
{
	bool ok;

	if (!session_may(s, MAY_EDIT_PEOPLE, e) || !door_enter(s->db, e))
		return false;
	ok = db_run(s->db, &statements[MARK_MISSING],
		    WITH(INT("id", id), { .name = "day", .text = s->today_iso, .null = !missing }),
		    NULL, e);
	return door_leave(s->db, ok, e);
}
