/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that figures lead to: obligations, students, contacts. */
#include "base/i18n.h"
#include "coverage_private.h"
#include "model/contact.h"
#include "model/grade.h"
#include "report_private.h"

enum { DUTIES };

#define NAMED "s.student_no, s.name AS student, " SQL_CLASS_NAME " AS class_name, m.name AS mentor "
#define NAMED_FROM                                                                                 \
	"CROSS JOIN my_student s ON s.id = d.student_id CROSS JOIN class c ON c.id = d.class_id "  \
	"LEFT JOIN mentor m ON m.id = d.mentor_id "
#define IN_ORDER "ORDER BY d.grade, c.number, c.id, d.seat, s.student_no"
#define OF_KIND  "(:kind = '' OR d.kind = :kind) "
#define OF_STATE                                                                                   \
	"CASE :state WHEN '' THEN 1 WHEN 'owed' THEN d.state <> 'exempt' "                         \
	"WHEN 'outstanding' THEN d.state IN ('overdue', 'soon', 'open') "                          \
	"WHEN 'in_time' THEN d.state = 'met' AND NOT d.late WHEN 'late' THEN d.late "              \
	"WHEN 'home' THEN d.mode = 'home' WHEN 'elsewhere' THEN d.elsewhere "                      \
	"ELSE d.state = :state END "
#define DAYS(from, to) "CAST(julianday(" to ") - julianday(" from ") AS INTEGER) "

static const struct sql statements[] = {
	[DUTIES] = { "report.duties",
		     "SELECT d.student_id AS id, d.id AS rev, d.kind, d.occasion, d.state, "
		     "d.opens, d.due, d.day, d.mode, CASE WHEN d.late THEN " DAYS(
			     "d.due",
			     "d.day") "WHEN d.state = 'overdue' THEN " DAYS("d.due",
									    ":today") "ELSE 0 END "
										      "AS "
										      "days_late,"
										      " " NAMED
										      "FROM duty "
										      "d"
										      " " NAMED_FROM
										      "WHERE"
										      " " REPORT_OF_GROUP(
											      "d") "AND " OF_KIND
												   "AND " OF_STATE
													   IN_ORDER
												   ", d.due, d.id",
		     false },
};
const struct sql_table report_rows_sql = SQL_TABLE(statements);

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ------------------------------------------------------------------ columns */

enum { STUDENT, STUDENT_NO, CLASS_NAME, MENTOR, KIND, OCCASION, STATE, OPENS, DUE, DAY, MODE };

#define PERSON_FIELDS                                                                              \
	REPORT_WORD(FIELD_NAME, STUDENT, "student", N_("Student"), N_("as registered"), 8,         \
		    .words = NULL),                                                                \
		REPORT_WORD(FIELD_CODE, STUDENT_NO, "student_no", N_("Student no."),               \
			    N_("the school's number for the student"), 12, .words = NULL),         \
		REPORT_TEXT(CLASS_NAME, "class_name", N_("Class"), N_("of this school year"), 7),  \
		REPORT_WORD(FIELD_NAME, MENTOR, "mentor", N_("Mentor"),                            \
			    N_("who leads the student today; empty: nobody"), 8, .words = NULL)

static const struct field duty_fields[] = {
	PERSON_FIELDS,
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

/* ------------------------------------------------------------------- duties */

const struct report report_duties = {
	.name = "duties",
	.label = N_("Obligations"),
	.about = N_("Every obligation of the year with how it stands: the rows that the figures "
		    "of the other reports count."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[DUTIES],
	.fields = duty_fields,
	.columns = NAMES("student", "student_no", "class_name", "mentor", "kind", "occasion",
			 "state", "opens", "due", "day", "days_late", "mode"),
};
