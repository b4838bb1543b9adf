/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that figures lead to: obligations, students, contacts. */
#include "base/i18n.h"
#include "coverage_private.h"
#include "model/contact.h"
#include "model/grade.h"
#include "report_private.h"

enum { DUTIES, OVERDUE, STUDENTS, WITHOUT_MENTOR, CONTACTS };

/* clang-format off */
#define NAMED "s.student_no, s.name AS student, " SQL_CLASS_NAME " AS class_name, m.name AS mentor "
/* clang-format on */
#define THEIR_CLASS "CROSS JOIN class c ON c.id = d.class_id "
#define NAMED_FROM                                                                                 \
	"CROSS JOIN my_student s ON s.id = d.student_id " THEIR_CLASS                              \
	"LEFT JOIN mentor m ON m.id = d.mentor_id "
#define IN_ORDER "d.grade, c.number, c.id, d.seat, s.student_no "
#define OF_STATE                                                                                   \
	"CASE :state WHEN '' THEN 1 WHEN 'owed' THEN d.state <> 'exempt' "                         \
	"WHEN 'outstanding' THEN d.state IN ('overdue', 'soon', 'open') "                          \
	"WHEN 'not_yet' THEN d.state IN ('soon', 'open') "                                         \
	"WHEN 'in_time' THEN d.state = 'met' AND NOT d.late WHEN 'late' THEN d.late "              \
	"WHEN 'home' THEN d.mode = 'home' WHEN 'elsewhere' THEN d.elsewhere "                      \
	"ELSE d.state = :state OR d.mode = :state END "
#define DAYS(from, to) "CAST(julianday(" to ") - julianday(" from ") AS INTEGER) "
/* clang-format off */
#define DUTY \
	"SELECT d.student_id AS id, d.id AS rev, d.kind, d.occasion, d.state, d.opens, d.due, " \
	"d.day, d.mode, CASE WHEN d.late THEN " DAYS("d.due", "d.day") "WHEN d.state = " \
	"'overdue' THEN " DAYS("d.due", ":today") "ELSE 0 END AS days_late, " NAMED "FROM duty " \
	"d " NAMED_FROM "WHERE " REPORT_OF_DUTY("d") "AND "
/* clang-format on */
#define COUNTS                                                                                     \
	"count(*) FILTER (WHERE state <> 'exempt') AS owed, "                                      \
	"count(*) FILTER (WHERE state = 'met') AS met, "                                           \
	"count(*) FILTER (WHERE state IN ('soon', 'open')) AS open, "                              \
	"count(*) FILTER (WHERE state = 'overdue') AS overdue, "                                   \
	"count(*) FILTER (WHERE state = 'exempt') AS exempt "
#define STUDENT                                                                                    \
	"WITH n AS MATERIALIZED (SELECT student_id, " COUNTS "FROM duty GROUP BY student_id) "     \
	"SELECT d.student_id AS id, s.rev, " NAMED ", coalesce(n.owed, 0) AS owed, "               \
	"coalesce(n.met, 0) AS met, coalesce(n.open, 0) AS open, "                                 \
	"coalesce(n.overdue, 0) AS overdue, coalesce(n.exempt, 0) AS exempt FROM covered "         \
	"d " NAMED_FROM                                                                            \
	"LEFT JOIN n ON n.student_id = d.student_id WHERE " REPORT_OF_GROUP("d") "AND "

/* clang-format off */
static const struct sql statements[] = {
	[DUTIES] = { "report.duties",
		DUTY OF_STATE "ORDER BY " IN_ORDER ", d.due, d.id",
		false },
	[OVERDUE] = { "report.overdue",
		DUTY "d.state = 'overdue' ORDER BY d.due, " IN_ORDER ", d.id",
		false },
	[STUDENTS] = { "report.students",
		STUDENT "CASE :state WHEN 'with_mentor' THEN d.mentor_id <> 0 WHEN "
		"'without_mentor' THEN d.mentor_id = 0 ELSE 1 END ORDER BY " IN_ORDER,
		false },
	[WITHOUT_MENTOR] = { "report.without_mentor",
		STUDENT "d.mentor_id = 0 ORDER BY " IN_ORDER,
		false },
	/* the class of that day; by whoever met them */
	[CONTACTS] = { "report.contacts",
		"SELECT d.student_id AS id, d.id AS rev, d.date AS day, d.kind, d.mode, " NAMED
		"FROM (SELECT k.id, k.contact_id, k.student_id, k.date, k.kind, k.mentor_id, "
		"t.mode, e.class_id, e.seat, " SQL_GRADE " AS grade FROM my_contact_student k "
		"CROSS JOIN my_contact t ON t.id = k.contact_id CROSS JOIN my_enrolment e ON "
		"e.student_id = k.student_id AND e.school_year_id = :year AND e.starts <= k.date "
		"AND e.ends >= k.date CROSS JOIN class c ON c.id = e.class_id WHERE "
		"k.school_year_id = :year AND k.withdrawn = 0) d " NAMED_FROM "WHERE "
		REPORT_OF_GROUP("d") "AND (:kind = '' OR d.kind = :kind) AND CASE :state WHEN "
		"'home' THEN coalesce(d.mode, 'home') = 'home' WHEN 'elsewhere' THEN "
		"coalesce(d.mode, 'home') <> 'home' ELSE 1 END ORDER BY d.date, " IN_ORDER ", "
		"d.id",
		false },
};
/* clang-format on */
const struct sql_table report_rows_sql = SQL_TABLE(statements);

#define NAMES(...)   ((const char *const[]){ __VA_ARGS__, NULL })
#define PERSON_NAMES "student", "student_no", "class_name", "mentor"

/* ------------------------------------------------------------------ columns */

enum { NAME, STUDENT_NO, CLASS_NAME, MENTOR, KIND, OCCASION, STATE, OPENS, DUE, DAY, MODE };

#define PERSON_FIELDS                                                                              \
	REPORT_WORD(FIELD_NAME, NAME, "student", N_("Student"), N_("as registered"), 8,            \
		    .words = NULL),                                                                \
		REPORT_WORD(FIELD_CODE, STUDENT_NO, "student_no", N_("Student no."),               \
			    N_("the school's number for the student"), 12, .words = NULL),         \
		REPORT_TEXT(CLASS_NAME, "class_name", N_("Class"), N_("of this school year"), 7)
#define LEAD_FIELD                                                                                 \
	REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"),                                    \
		    N_("who leads the student today; empty: nobody"), 8, .words = NULL)

/* ------------------------------------------------------------------- duties */

static const struct field duty_fields[] = {
	PERSON_FIELDS,
	LEAD_FIELD,
	REPORT_CHOICE(KIND, "kind", N_("Kind"), N_("what is owed"), 14, occasion_choices),
	REPORT_TEXT(OCCASION, "occasion", N_("Occasion"),
		    N_("the key date, the change or the department it is for"), 8),
	REPORT_CHOICE(STATE, "state", N_("State"),
		      N_("how it stands today: done, overdue (its last day is over), soon (due "
			 "within the days that the rules say), to do, or exempt"),
		      6, coverage_states),
	REPORT_WORD(FIELD_DATE, OPENS, "opens", N_("From"),
		    N_("the first day on which it can be met"), 10, .words = NULL),
	REPORT_WORD(FIELD_DATE, DUE, "due", N_("Due"), N_("the last day to meet it in time"), 10,
		    .words = NULL),
	REPORT_WORD(FIELD_DATE, DAY, "day", N_("Done on"), N_("the day it was met; empty: not yet"),
		    10, .words = NULL),
	REPORT_COUNT(0, "days_late", N_("Days late"),
		     N_("days between the last day and the day it was met, or today where it was "
			"not; 0: in time, or not due yet"),
		     5),
	REPORT_CHOICE(MODE, "mode", N_("Form"), N_("of a visit that was met: where, or how"), 8,
		      contact_modes),
	{ 0 },
};

const struct report report_duties = {
	.name = "duties",
	.label = N_("Obligations"),
	.about = N_("Every obligation of the year with how it stands: the rows that the figures "
		    "of the other reports count."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[DUTIES],
	.fields = duty_fields,
	.columns = NAMES(PERSON_NAMES, "kind", "occasion", "state", "opens", "due", "day",
			 "days_late", "mode"),
};

const struct report report_overdue = {
	.name = "overdue",
	.label = N_("Overdue"),
	.about = N_("Every obligation whose last day is over and that is not met, the oldest "
		    "first: what to ask about, and whom."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[OVERDUE],
	.fields = duty_fields,
	.columns = NAMES(PERSON_NAMES, "kind", "occasion", "due", "days_late"),
};

/* ----------------------------------------------------------------- students */

static const struct field student_fields_of_report[] = {
	PERSON_FIELDS,
	LEAD_FIELD,
	REPORT_COUNT(0, "owed", N_("owed"),
		     N_("what the rules and key dates of the year ask for this student, but for "
			"what is exempt"),
		     5),
	REPORT_COUNT(1, "met", N_("done"), N_("of that, what is met, in time or late"), 5),
	REPORT_COUNT(2, "open", N_("to do"), N_("of that, what is not met and not overdue"), 5),
	REPORT_COUNT(3, "overdue", N_("overdue"),
		     N_("of that, what is not met although its last day is over"), 5),
	REPORT_COUNT(4, "exempt", N_("exempt"), N_("what an approved exemption spares"), 5),
	{ 0 },
};

static const struct report_drill student_drills[] = {
	{ "owed", "duties", NULL, "owed", 0 },     { "met", "duties", NULL, "met", 0 },
	{ "open", "duties", NULL, "not_yet", 0 },  { "overdue", "duties", NULL, "overdue", 0 },
	{ "exempt", "duties", NULL, "exempt", 0 }, { 0 },
};

const struct report report_students = {
	.name = "students",
	.label = N_("Students"),
	.about = N_("The students enrolled today, with who leads them and how what is owed to "
		    "each stands."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[STUDENTS],
	.fields = student_fields_of_report,
	.columns = NAMES(PERSON_NAMES, "owed", "met", "open", "overdue", "exempt"),
	.drills = student_drills,
};

const struct report report_without_mentor = {
	.name = "without-mentor",
	.label = N_("Students without a mentor"),
	.about = N_("The students enrolled today whom nobody leads. Every student has a mentor, "
		    "says the policy."),
	.key = REPORT_OF_STUDENT,
	.scope = REPORT_OF_STUDENTS,
	.persons = true,
	.sql = &statements[WITHOUT_MENTOR],
	.fields = student_fields_of_report,
	.columns = NAMES("student", "student_no", "class_name", "owed", "met", "open", "overdue",
			 "exempt"),
	.drills = student_drills,
};

/* ----------------------------------------------------------------- contacts */

static const struct field contact_fields_of_report[] = {
	REPORT_WORD(FIELD_DATE, DAY, "day", N_("Date"), N_("of the visit or talk"), 10,
		    .words = NULL),
	REPORT_CHOICE(KIND, "kind", N_("Kind"), N_("of the record"), 8, contact_kinds),
	REPORT_CHOICE(MODE, "mode", N_("Form"), N_("where, or how"), 8, contact_modes),
	PERSON_FIELDS,
	REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"), N_("who made it"), 8,
		    .words = NULL),
	{ 0 },
};

const struct report report_contacts = {
	.name = "contacts",
	.label = N_("Contacts recorded"),
	.about = N_("The visits, talks and other contacts of the year, a row for each student who "
		    "was there, without what was written about them. They are listed to be looked "
		    "up, not to be counted."),
	.key = REPORT_OF_STUDENT,
	.years = REPORT_ANY_YEAR,
	.persons = true,
	.sql = &statements[CONTACTS],
	.fields = contact_fields_of_report,
	.columns = NAMES("day", "kind", "mode", PERSON_NAMES),
};
