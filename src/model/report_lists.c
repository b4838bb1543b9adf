/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mentor's record leads to: whom they led, what they referred, where they were trained; and
 * the credits of all mentors. */
#include "base/i18n.h"
#include "model/grade.h"
#include "model/training.h"
#include "report_private.h"

enum { TRAINING, ATTENDANCE, ASSIGNMENTS, REFERRALS };

#define ASKED                                                                                      \
	"coalesce((SELECT CAST(value AS INTEGER) FROM rule WHERE school_year_id = :year "          \
	"AND name = 'training_credits'), 0) "
#define THE_YEAR                                                                                   \
	"CROSS JOIN (SELECT starts, min(ends, :today) AS till FROM school_year WHERE id = :year) " \
	"y "
/* Their last class of the year; none where they left before it. */
#define THEIR_CLASS                                                                                \
	"CROSS JOIN my_student s ON s.id = a.student_id LEFT JOIN class c ON c.id = "              \
	"(SELECT e.class_id FROM my_enrolment e WHERE e.student_id = a.student_id "                \
	"AND e.school_year_id = :year ORDER BY e.starts DESC LIMIT 1) "
#define WHOSE "AND (:mentor = 0 OR a.mentor_id = :mentor) "

static const struct sql statements[] = {
	[TRAINING] = { "report.training",
		       "WITH n AS (SELECT a.mentor_id, count(*) AS sessions, "
		       "sum(t.credits * (t.level = 'city')) AS city, "
		       "sum(t.credits * (t.level = 'district')) AS district, "
		       "sum(t.credits * (t.level = 'school')) AS school, sum(t.credits) AS total "
		       "FROM attendance a CROSS JOIN training t ON t.id = a.training_id "
		       "WHERE t.school_year_id = :year " WHOSE "GROUP BY a.mentor_id) "
		       "SELECT m.id, m.rev, m.name AS mentor, m.staff_no, "
		       "coalesce(n.sessions, 0) AS sessions, coalesce(n.city, 0) AS city, "
		       "coalesce(n.district, 0) AS district, coalesce(n.school, 0) AS school, "
		       "coalesce(n.total, 0) AS total, " ASKED "AS asked, "
		       "max(0, " ASKED "- coalesce(n.total, 0)) AS lacking "
		       "FROM mentor m LEFT JOIN n ON n.mentor_id = m.id "
		       "WHERE :mentor IN (0, m.id) AND (m.status <> 'left' OR n.sessions) "
		       "ORDER BY m.staff_no",
		       false },
	[ATTENDANCE] = { "report.attendance",
			 "SELECT m.id, t.rev, m.name AS mentor, m.staff_no, t.date AS day, "
			 "t.level, "
			 "t.title, t.credits FROM attendance a CROSS JOIN training t "
			 "ON t.id = a.training_id CROSS JOIN mentor m ON m.id = a.mentor_id "
			 "WHERE t.school_year_id = :year " WHOSE
			 "AND (:kind = '' OR t.level = :kind) ORDER BY m.staff_no, t.date, t.id",
			 false },
	[ASSIGNMENTS] = { "report.assignments",
			  "SELECT a.student_id AS id, a.rev, s.name AS student, "
			  "s.student_no, " SQL_CLASS_NAME
			  " AS class_name, m.name AS mentor, a.role, "
			  "a.starts AS from_day, a.ends AS to_day FROM my_assignment a " THE_YEAR
				  THEIR_CLASS "CROSS JOIN mentor m ON m.id = a.mentor_id "
			  "WHERE a.starts <= a.ends AND a.starts <= y.till AND a.ends >= "
			  "y.starts " WHOSE "AND (:state = '' OR a.role = :state) "
			  "ORDER BY m.staff_no, a.role DESC, s.student_no, a.starts",
			  false },
	[REFERRALS] = { "report.referrals",
			"SELECT a.student_id AS id, a.rev, s.name AS student, "
			"s.student_no, " SQL_CLASS_NAME
			" AS class_name, m.name AS mentor, d.name AS department, "
			"a.date AS from_day, a.due, a.closed_on AS to_day FROM my_referral "
			"a " THE_YEAR THEIR_CLASS "CROSS JOIN mentor m ON m.id = a.mentor_id "
			"CROSS JOIN department d ON d.id = a.department_id "
			"WHERE a.date <= y.till AND coalesce(a.closed_on, '9999') >= "
			"y.starts " WHOSE "AND CASE :state WHEN 'opened' THEN a.date >= y.starts "
			"WHEN 'closed' THEN a.closed_on BETWEEN y.starts AND y.till "
			"WHEN 'open' THEN coalesce(a.closed_on, '9999') > y.till ELSE 1 END "
			"ORDER BY a.date, s.student_no, a.id",
			false },
};
const struct sql_table report_lists_sql = SQL_TABLE(statements);

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

enum { MENTOR, STAFF_NO, DAY, LEVEL, TITLE, STUDENT, STUDENT_NO, CLASS_NAME, ROLE, UNTIL, DUE };

#define MENTOR_FIELDS                                                                              \
	REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"), N_("as registered"), 8,            \
		    .words = NULL),                                                                \
		REPORT_WORD(FIELD_CODE, STAFF_NO, "staff_no", N_("Staff no."),                     \
			    N_("the school's number for the mentor"), 9, .words = NULL)
#define STUDENT_FIELDS                                                                             \
	REPORT_WORD(FIELD_NAME, STUDENT, "student", N_("Student"), N_("as registered"), 8,         \
		    .words = NULL),                                                                \
		REPORT_WORD(FIELD_CODE, STUDENT_NO, "student_no", N_("Student no."),               \
			    N_("the school's number for the student"), 12, .words = NULL),         \
		REPORT_TEXT(CLASS_NAME, "class_name", N_("Class"), N_("of this school year"), 7)

/* ----------------------------------------------------------------- training */

static const struct field training_fields_of_report[] = {
	MENTOR_FIELDS,
	REPORT_COUNT(0, "sessions", N_("Times"), N_("trainings of the year at which they were"), 5),
	REPORT_NUMBER(FIELD_TENTHS, 1, "city", N_("city"),
		      N_("credits of trainings held by the city"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 2, "district", N_("district"),
		      N_("credits of trainings held by the district"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 3, "school", N_("school"),
		      N_("credits of trainings held by the school"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 4, "total", N_("Credits"), N_("of all trainings of the year"),
		      6),
	REPORT_NUMBER(FIELD_TENTHS, 5, "asked", N_("asked for"),
		      N_("credits that the school's rules ask of each in a year; 0: none"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 6, "lacking", N_("lacking"),
		      N_("what is lacking of the credits asked for"), 6),
	{ 0 },
};

static const struct report_drill training_drills[] = {
	{ "sessions", "attendance", NULL, NULL, 0 },
	{ "city", "attendance", "city", NULL, 0 },
	{ "district", "attendance", "district", NULL, 0 },
	{ "school", "attendance", "school", NULL, 0 },
	{ "total", "attendance", NULL, NULL, 0 },
	{ 0 },
};

const struct report report_training = {
	.name = "training",
	.label = N_("Training credits"),
	.about = N_("The credits of each mentor in the year, by who held the training, beside what "
		    "the school asks for."),
	.key = REPORT_OF_MENTOR,
	.scope = REPORT_OF_MENTORS,
	.years = REPORT_ANY_YEAR,
	.sql = &statements[TRAINING],
	.fields = training_fields_of_report,
	.columns = NAMES("mentor", "staff_no", "sessions", "city", "district", "school", "total",
			 "asked", "lacking"),
	.drills = training_drills,
};

static const struct field attendance_fields[] = {
	MENTOR_FIELDS,
	REPORT_WORD(FIELD_DATE, DAY, "day", N_("Date"), N_("the day it was held"), 10,
		    .words = NULL),
	REPORT_CHOICE(LEVEL, "level", N_("Level"), N_("who held it"), 8, training_levels),
	REPORT_TEXT(TITLE, "title", N_("Title"), N_("as on the notice"), 24),
	REPORT_NUMBER(FIELD_TENTHS, 0, "credits", N_("Credits"), N_("for each who was there"), 6),
	{ 0 },
};

const struct report report_attendance = {
	.name = "attendance",
	.label = N_("Trainings attended"),
	.about = N_("Who was at which training of the year: the rows behind the credits."),
	.key = REPORT_OF_MENTOR,
	.scope = REPORT_OF_MENTORS,
	.years = REPORT_ANY_YEAR,
	.sql = &statements[ATTENDANCE],
	.fields = attendance_fields,
	.columns = NAMES("mentor", "staff_no", "day", "level", "title", "credits"),
};

/* -------------------------------------------------- students led, referrals */

static const struct choice roles[] = {
	{ "lead", N_("lead"), NULL },
	{ "co", N_("co-mentor"), NULL },
	{ 0 },
};

static const struct field assignment_fields_of_report[] = {
	STUDENT_FIELDS,
	REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"), N_("as registered"), 8,
		    .words = NULL),
	REPORT_CHOICE(ROLE, "role", N_("Role"), N_("lead, or beside the lead"), 8, roles),
	REPORT_WORD(FIELD_DATE, DAY, "from_day", N_("From"), N_("the first day"), 10,
		    .words = NULL),
	REPORT_WORD(FIELD_DATE, UNTIL, "to_day", N_("Until"), N_("the last day; empty: still"), 10,
		    .words = NULL),
	{ 0 },
};

const struct report report_assignments = {
	.name = "assignments",
	.label = N_("Who led whom"),
	.about = N_("Every time of the year in which a mentor led a student, or stood beside the "
		    "lead."),
	.key = REPORT_OF_STUDENT,
	.years = REPORT_ANY_YEAR,
	.persons = true,
	.sql = &statements[ASSIGNMENTS],
	.fields = assignment_fields_of_report,
	.columns = NAMES("student", "student_no", "class_name", "mentor", "role", "from_day",
			 "to_day"),
};

static const struct field referral_fields_of_report[] = {
	STUDENT_FIELDS,
	REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"), N_("who referred"), 8,
		    .words = NULL),
	REPORT_TEXT(TITLE, "department", N_("Department"), N_("to which"), 10),
	REPORT_WORD(FIELD_DATE, DAY, "from_day", N_("From"), N_("the day of the referral"), 10,
		    .words = NULL),
	REPORT_WORD(FIELD_DATE, DUE, "due", N_("Due"), N_("the last day to look after it"), 10,
		    .words = NULL),
	REPORT_WORD(FIELD_DATE, UNTIL, "to_day", N_("Closed on"), N_("empty: still open"), 10,
		    .words = NULL),
	{ 0 },
};

const struct report report_referrals = {
	.name = "referrals",
	.label = N_("Referrals"),
	.about = N_("Every referral that was open at some time of the year, without what was "
		    "written about it."),
	.key = REPORT_OF_STUDENT,
	.years = REPORT_ANY_YEAR,
	.persons = true,
	.sql = &statements[REFERRALS],
	.fields = referral_fields_of_report,
	.columns = NAMES("student", "student_no", "class_name", "mentor", "department", "from_day",
			 "due", "to_day"),
};
