/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What inspections ask of students who cannot attend normally, and of the mentors' training. */
#include "base/i18n.h"
#include "model/absence.h"
#include "model/grade.h"
#include "report_private.h"

enum { ABSENCES, ABSENT, TRAINING };

#define YEAR(column)   "(SELECT y." column " FROM school_year y WHERE y.id = :year) "
#define DAYS(from, to) "CAST(julianday(" to ") - julianday(" from ") AS INTEGER)"
/* clang-format off */
#define NAMED "s.student_no, s.name AS student, " SQL_CLASS_NAME " AS class_name, m.name AS mentor"
/* clang-format on */
#define NAMED_FROM                                                                                 \
	"CROSS JOIN my_student s ON s.id = c0.student_id "                                         \
	"CROSS JOIN class c ON c.id = c0.class_id LEFT JOIN mentor m ON m.id = c0.mentor_id "
#define IN_ORDER "ORDER BY c0.grade, c.number, c.id, c0.seat, s.student_no"

/* clang-format off */
static const struct sql statements[] = {
	[ABSENCES] = { "inspection.absences",
		"SELECT CASE reason WHEN '' THEN 0 WHEN 'illness' THEN 1 WHEN 'mental' THEN 2 "
		"WHEN 'refusal' THEN 3 WHEN 'family' THEN 4 WHEN 'disability' THEN 5 WHEN "
		"'abroad' THEN 6 WHEN 'other' THEN 7 ELSE 8 END AS id, rev, reason, students, "
		"absences, still, students - still AS back, coalesce(days * 10 / "
		"nullif(absences, 0), 0) AS days, cared FROM my_absence_reason WHERE rev = 1 "
		"ORDER BY id = 0, id",
		false },
	[ABSENT] = { "inspection.absent",
		"SELECT a.student_id AS id, a.id AS rev, " NAMED ", a.starts, a.ends, "
		DAYS("a.starts", "min(coalesce(a.ends, :today), :today)") " + 1 AS days, "
		"a.reason, a.measures FROM my_absence a JOIN covered c0 ON c0.student_id = "
		"a.student_id " NAMED_FROM "WHERE a.reason <> '' AND (:kind = '' OR a.reason = "
		":kind) AND a.starts <= :today AND coalesce(a.ends, '9999-12-31') >= "
		YEAR("starts") "AND CASE :state WHEN 'still' THEN coalesce(a.ends, '9999-12-31') "
		"> :today ELSE 1 END AND " REPORT_OF_GROUP("c0") IN_ORDER ", a.starts",
		false },
	[TRAINING] = { "inspection.training",
		"WITH part AS (SELECT t.id, t.level, t.credits, k.mentor_id FROM training t LEFT "
		"JOIN attendance k ON k.training_id = t.id WHERE t.school_year_id = :year AND "
		"t.date <= :today), duty_today AS (SELECT count(*) AS n FROM mentor WHERE status "
		"= 'active'), row AS (SELECT v.column1 AS id, v.column2 AS level FROM (VALUES "
		"(1, 'city'), (2, 'district'), (3, 'school'), (0, '')) v) SELECT w.id, 1 AS rev, "
		"w.level, count(DISTINCT p.id) AS sessions, count(p.mentor_id) AS attended, "
		"count(DISTINCT iif(m.status = 'active', m.id, NULL)) AS mentors, d.n - "
		"count(DISTINCT iif(m.status = 'active', m.id, NULL)) AS lacking, "
		"coalesce(sum(iif(m.id, p.credits, 0)), 0) AS credits FROM row w CROSS JOIN "
		"duty_today d LEFT JOIN part p ON p.level = w.level OR w.id = 0 LEFT JOIN mentor "
		"m ON m.id = p.mentor_id GROUP BY w.id ORDER BY w.id = 0, w.id",
		false },
};
/* clang-format on */
const struct sql_table report_inspection_absence_sql = SQL_TABLE(statements);

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* -------------------------------------------------------------- cannot attend */

static const struct choice reasons[] = {
	{ "", N_("all together"), NULL },         { "illness", N_("illness"), NULL },
	{ "mental", N_("mental health"), NULL },  { "refusal", N_("does not want to come"), NULL },
	{ "family", N_("family reasons"), NULL }, { "disability", N_("taught at home"), NULL },
	{ "abroad", N_("study abroad"), NULL },   { "other", N_("other reasons"), NULL },
	{ "few", N_("reasons of few"), NULL },    { 0 },
};

static void show_reason(const char *kept, struct buf *out)
{
	buf_text(out, choice_label(reasons, kept));
}

static const struct field_words reason_words = { .show = show_reason };

static const struct field absence_sums[] = {
	REPORT_WORD(FIELD_TEXT, 0, "reason", N_("Reason"),
		    N_("why they cannot attend. Reasons of fewer than five students stand "
		       "together, with as many more as it takes for five, so that nobody is known "
		       "by it; the last row is all together"),
		    14, .words = &reason_words),
	REPORT_COUNT(0, "students", N_("Students"),
		     N_("students enrolled today who could not attend normally at some time of "
			"this school year; in the rows of reasons who had two counts twice"),
		     6),
	REPORT_COUNT(1, "absences", N_("Absences"),
		     N_("absences of these students that reach into this year"), 6),
	REPORT_COUNT(2, "still", N_("still"), N_("of the students, those who are not back yet"), 6),
	REPORT_COUNT(3, "back", N_("back"), N_("of the students, those who are back"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 4, "days", N_("Days each"),
		      N_("days of the calendar from the first day to the last, or until today, on "
			 "average of the absences"),
		      7),
	REPORT_COUNT(5, "cared", N_("with care"),
		     N_("of the absences, those for which it is written down what is done and "
			"with what effect"),
		     6),
	{ 0 },
};

static const struct report_drill absence_drills[] = {
	{ "students", "absent-students", NULL, NULL, 0 },
	{ "students", "absent-students", "illness", NULL, 1 },
	{ "students", "absent-students", "mental", NULL, 2 },
	{ "students", "absent-students", "refusal", NULL, 3 },
	{ "students", "absent-students", "family", NULL, 4 },
	{ "students", "absent-students", "disability", NULL, 5 },
	{ "students", "absent-students", "abroad", NULL, 6 },
	{ "students", "absent-students", "other", NULL, 7 },
	{ "absences", "absent-students", NULL, NULL, 0 },
	{ "still", "absent-students", NULL, "still", 0 },
	{ 0 },
};

const struct report report_absences = {
	.name = "absences",
	.label = N_("Cannot attend normally"),
	.about = N_("Students who cannot attend normally: how many, why, for how long, and of how "
		    "many the care and its effect are on record. Who they are is for their "
		    "mentors and the office."),
	.key = REPORT_OF_ALL,
	.scope = REPORT_OF_GROUPS,
	.sql = &statements[ABSENCES],
	.fields = absence_sums,
	.columns = NAMES("reason", "students", "absences", "still", "back", "days", "cared"),
	.drills = absence_drills,
};

#define PERSON_FIELDS                                                                              \
	REPORT_WORD(FIELD_NAME, 0, "student", N_("Student"), N_("as registered"), 8,               \
		    .words = NULL),                                                                \
		REPORT_WORD(FIELD_CODE, 1, "student_no", N_("Student no."),                        \
			    N_("the school's number for the student"), 12, .words = NULL),         \
		REPORT_TEXT(2, "class_name", N_("Class"), N_("of this school year"), 7),           \
		REPORT_WORD(FIELD_NAME, 3, "mentor", N_("Mentor"),                                 \
			    N_("who leads the student today; empty: nobody"), 8, .words = NULL)
#define DAY_FIELD(i, column, title, definition)                                                    \
	REPORT_WORD(FIELD_DATE, i, column, title, definition, 10, .words = NULL)
#define PERSON_COLUMNS "student", "student_no", "class_name", "mentor"

static const struct field absent_fields[] = {
	PERSON_FIELDS,
	DAY_FIELD(4, "starts", N_("First day"), N_("since when the student cannot attend")),
	DAY_FIELD(5, "ends", N_("Last day"), N_("empty: still")),
	REPORT_COUNT(0, "days", N_("Days"), N_("of the calendar, until today at most"), 5),
	REPORT_CHOICE(6, "reason", N_("Reason"), N_("why"), 12, absence_reasons),
	REPORT_TEXT(7, "measures", N_("Care and effect"), N_("what is done, with what effect"), 30),
	{ 0 },
};

const struct report report_absent_students = {
	.name = "absent-students",
	.label = N_("Students who cannot attend"),
	.about = N_("Absences of this school year, a row each, with what is done for the student. "
		    "For those who read the students' notes."),
	.key = REPORT_OF_STUDENT,
	.need = MAY_READ_NOTES,
	.persons = true,
	.sql = &statements[ABSENT],
	.fields = absent_fields,
	.columns = NAMES(PERSON_COLUMNS, "starts", "ends", "days", "reason", "measures"),
};

/* ------------------------------------------------------------------ training */

static const struct choice levels[] = {
	{ "", N_("all together"), NULL },
	{ "city", N_("city"), NULL },
	{ "district", N_("district"), NULL },
	{ "school", N_("school"), NULL },
	{ 0 },
};

static void show_level(const char *kept, struct buf *out)
{
	buf_text(out, choice_label(levels, kept));
}

static const struct field_words level_words = { .show = show_level };

static const struct field training_sums[] = {
	REPORT_WORD(FIELD_TEXT, 0, "level", N_("Level"),
		    N_("of the training: city, district or school; the last row is all together"),
		    8, .words = &level_words),
	REPORT_COUNT(0, "sessions", N_("Sessions"),
		     N_("training sessions of this year until today"), 6),
	REPORT_COUNT(1, "attended", N_("attended"),
		     N_("how often somebody was there: a mentor at two sessions counts twice"), 6),
	REPORT_COUNT(2, "mentors", N_("Mentors"),
		     N_("mentors on duty who were at one session or more"), 6),
	REPORT_COUNT(3, "lacking", N_("none yet"), N_("mentors on duty who were at none"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 4, "credits", N_("Credits"),
		      N_("of all who were there, together"), 7),
	{ 0 },
};

static const struct report_drill training_drills[] = {
	{ "attended", "attendance", "city", NULL, 1 },
	{ "attended", "attendance", "district", NULL, 2 },
	{ "attended", "attendance", "school", NULL, 3 },
	{ "attended", "attendance", NULL, NULL, 0 },
	{ "mentors", "training", NULL, NULL, 0 },
	{ "lacking", "training", NULL, NULL, 0 },
	{ "credits", "attendance", "city", NULL, 1 },
	{ "credits", "attendance", "district", NULL, 2 },
	{ "credits", "attendance", "school", NULL, 3 },
	{ "credits", "attendance", NULL, NULL, 0 },
	{ 0 },
};

const struct report report_training_levels = {
	.name = "training-levels",
	.label = N_("Training by level"),
	.about = N_("Training sessions of this year by level, how many mentors were there, and "
		    "the credits that they got."),
	.key = REPORT_OF_ALL,
	.scope = REPORT_OF_GROUPS,
	.years = REPORT_ANY_YEAR,
	.sql = &statements[TRAINING],
	.fields = training_sums,
	.columns = NAMES("level", "sessions", "attended", "mentors", "lacking", "credits"),
	.drills = training_drills,
};
