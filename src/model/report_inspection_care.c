/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What inspections ask beside the three tasks: matching, and students with special needs. */
#include "base/i18n.h"
#include "model/grade.h"
#include "report_private.h"

enum { MATCHING, CHANGES, CARE, CARE_STUDENTS };

#define NOT_ON_FILE    "-9223372036854775807" /* FIELD_UNKNOWN */
#define YEAR(column)   "(SELECT y." column " FROM school_year y WHERE y.id = :year) "
#define DAYS(from, to) "CAST(julianday(" to ") - julianday(" from ") AS INTEGER)"

/* A lead mentor who took over in this year from another one of this year. */
#define CHANGED                                                                                    \
	"changed AS (SELECT a.id, a.student_id, a.mentor_id, a.starts, a.reason, "                 \
	"(SELECT b.mentor_id FROM my_assignment b WHERE b.student_id = a.student_id "              \
	"AND b.role = 'lead' AND b.ends >= b.starts AND b.starts < a.starts "                      \
	"AND b.ends >= " YEAR(                                                                     \
		"starts") "ORDER BY b.starts DESC LIMIT 1) AS before "                             \
			  "FROM my_assignment a WHERE a.role = 'lead' AND a.ends >= a.starts "     \
			  "AND a.starts > " YEAR("starts") "AND a.starts <= :today) "
#define CHANGES_OF                                                                                 \
	"FROM changed g JOIN covered c ON c.student_id = g.student_id "                            \
	"WHERE g.before <> g.mentor_id AND " REPORT_OF_GROUP("c")
#define OF_COVERED "FROM covered c WHERE " REPORT_OF_GROUP("c")
/* In the last confirmed matching of the year. */
#define GOT                                                                                        \
	"got AS (SELECT w.student_id, w.mentor_id, w.rank FROM covered c JOIN my_matched w "       \
	"ON w.student_id = c.student_id AND w.school_year_id = :year WHERE " REPORT_OF_GROUP(      \
		"c") ")"

#define REFERRED                                                                                   \
	"referred AS (SELECT r.id, r.student_id, r.department_id, r.date, r.due, r.closed_on, "    \
	"CASE WHEN r.closed_on IS NOT NULL THEN 'closed' WHEN r.due < :today THEN 'overdue' "      \
	"ELSE 'open' END AS state, " DAYS(                                                         \
		"r.date",                                                                          \
		"coalesce(r.closed_on, :today)") " AS days "                                       \
						 "FROM my_referral r WHERE r.date <= :today AND "  \
						 "(r.closed_on IS NULL OR r.closed_on >= " YEAR(   \
							 "starts") ")) "
#define HELPED                                                                                     \
	"helped AS (SELECT a.student_id, count(*) AS mentors, group_concat(m.name, ' ') AS names " \
	"FROM my_assignment a JOIN mentor m ON m.id = a.mentor_id WHERE a.role = 'co' "            \
	"AND a.starts <= :today AND a.ends >= :today GROUP BY a.student_id) "
#define CARE_SUMS                                                                                  \
	"count(*) AS students, count(h.student_id) AS co_students, "                               \
	"coalesce(sum(h.mentors), 0) AS co_mentors, "                                              \
	"sum(EXISTS (SELECT 1 FROM referred r WHERE r.student_id = c.student_id)) AS referred, "   \
	"coalesce(sum(n.open), 0) AS open, coalesce(sum(n.overdue), 0) AS overdue, "               \
	"coalesce(sum(n.closed), 0) AS closed, "                                                   \
	"coalesce(sum(n.closed_days) * 10 / nullif(sum(n.closed), 0), 0) AS days, "                \
	"coalesce(max(n.longest), 0) AS longest "                                                  \
	"FROM covered c LEFT JOIN helped h ON h.student_id = c.student_id "                        \
	"LEFT JOIN counted n ON n.student_id = c.student_id WHERE " REPORT_OF_GROUP("c")
#define COUNTED                                                                                    \
	"counted AS (SELECT student_id, sum(state <> 'closed') AS open, "                          \
	"sum(state = 'overdue') AS overdue, sum(state = 'closed') AS closed, "                     \
	"sum(iif(state = 'closed', days, 0)) AS closed_days, "                                     \
	"max(iif(state = 'closed', 0, days)) AS longest FROM referred GROUP BY student_id) "
#define NAMED "s.student_no, s.name AS student, " SQL_CLASS_NAME " AS class_name, m.name AS mentor"
#define NAMED_FROM                                                                                 \
	"CROSS JOIN my_student s ON s.id = c0.student_id "                                         \
	"CROSS JOIN class c ON c.id = c0.class_id LEFT JOIN mentor m ON m.id = c0.mentor_id "
#define IN_ORDER "ORDER BY c0.grade, c.number, c.id, c0.seat, s.student_no"

static const struct sql statements[] = {
	[MATCHING] = { "inspection.matching",
		       "WITH " CHANGED ", total AS (SELECT count(*) AS n " OF_COVERED "), " GOT
		       ", had AS (SELECT count(g.student_id) AS n FROM got g) "
		       "SELECT x.id, x.rev, x.what, x.n AS count, "
		       "CASE WHEN x.n < 0 OR x.id IN (1, 9) THEN " NOT_ON_FILE
		       " WHEN x.id BETWEEN 4 AND 8 THEN coalesce(x.n * 100 / nullif(h.n, 0), 0) "
		       "ELSE coalesce(x.n * 100 / nullif(t.n, 0), 0) END AS percent FROM ("
		       "SELECT 1 AS id, 1 AS rev, 'students' AS what, n FROM total UNION ALL "
		       "SELECT 2, 1, 'led', coalesce(sum(c.mentor_id <> 0), 0) " OF_COVERED
		       "UNION ALL SELECT k.column1, 1, k.column2, iif((SELECT n FROM had), "
		       "(SELECT count(g.student_id) FROM got g WHERE g.rank BETWEEN k.column3 AND "
		       "k.column4 "
		       "AND (g.mentor_id IS NOT NULL OR k.column1 = 3)), " NOT_ON_FILE ") "
		       "FROM (VALUES (3, 'matched', 0, 5), (4, 'first', 1, 1), "
		       "(5, 'second', 2, 2), (6, 'third', 3, 3), (7, 'later', 4, 5), "
		       "(8, 'adjusted', 0, 0)) k UNION ALL "
		       "SELECT 9, 1, 'changes', count(*) " CHANGES_OF "UNION ALL "
		       "SELECT 10, 1, 'changed', count(DISTINCT g.student_id) " CHANGES_OF
		       ") x, total t, had h ORDER BY x.id",
		       false },
	[CHANGES] = { "inspection.changes",
		      "WITH " CHANGED "SELECT c0.student_id AS id, g.id AS rev, " NAMED ", "
		      "b.name AS before, g.starts AS day, g.reason "
		      "FROM covered c0 JOIN changed g ON g.student_id = c0.student_id "
		      "AND g.before <> g.mentor_id JOIN mentor b ON b.id = g.before "
		      "CROSS JOIN my_student s ON s.id = c0.student_id "
		      "CROSS JOIN class c ON c.id = c0.class_id "
		      "JOIN mentor m ON m.id = g.mentor_id WHERE " REPORT_OF_GROUP("c0") IN_ORDER
		      ", g.starts",
		      false },
	[CARE] = { "inspection.care",
		   "WITH " REFERRED ", " HELPED ", " COUNTED "SELECT * FROM ("
		   "SELECT c.grade AS id, 1 AS rev, c.grade AS grade, " CARE_SUMS
		   "GROUP BY c.grade UNION ALL SELECT 0, 1, '', " CARE_SUMS
		   "HAVING count(*)) ORDER BY id = 0, id",
		   false },
	[CARE_STUDENTS] = { "inspection.care_students",
			    "WITH " REFERRED ", " HELPED
			    "SELECT c0.student_id AS id, 1 AS rev, " NAMED
			    ", h.names AS co_mentors, p.name AS department, r.date, r.due, "
			    "r.closed_on, r.days, r.state FROM covered c0 " NAMED_FROM
			    "LEFT JOIN helped h ON h.student_id = c0.student_id "
			    "LEFT JOIN referred r ON r.student_id = c0.student_id "
			    "LEFT JOIN department p ON p.id = r.department_id "
			    "WHERE " REPORT_OF_GROUP(
				    "c0") "AND CASE :state "
					  "WHEN 'co' THEN h.student_id IS NOT NULL "
					  "WHEN 'referred' THEN r.id IS NOT NULL "
					  "WHEN 'open' THEN r.state IN ('open', 'overdue') "
					  "WHEN 'overdue' THEN r.state = 'overdue' "
					  "WHEN 'closed' THEN r.state = 'closed' "
					  "ELSE h.student_id IS NOT NULL OR r.id IS NOT NULL "
					  "END " IN_ORDER ", r.date",
			    false },
};
const struct sql_table report_inspection_care_sql = SQL_TABLE(statements);

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

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

/* ----------------------------------------------------------------- matching */

static const struct choice matched[] = {
	{ "students", N_("students enrolled"), NULL },
	{ "led", N_("with a lead mentor"), NULL },
	{ "matched", N_("matched by choice"), NULL },
	{ "first", N_("got their first choice"), NULL },
	{ "second", N_("got their second choice"), NULL },
	{ "third", N_("got their third choice"), NULL },
	{ "later", N_("got their fourth or fifth"), NULL },
	{ "adjusted", N_("adjusted by the school"), NULL },
	{ "changes", N_("changes of mentor"), NULL },
	{ "changed", N_("students with a change"), NULL },
	{ 0 },
};

static const struct field matching_fields[] = {
	REPORT_CHOICE(0, "what", N_("Figure"),
		      N_("matched: students of the last matching of this year that was confirmed; "
			 "first to fifth: of these, which choice of theirs they got; adjusted: got "
			 "a mentor whom they had not named, or had named nobody. A change is a "
			 "lead mentor who took over within this school year from another one"),
		      20, matched),
	REPORT_COUNT(0, "count", N_("Count"),
		     N_("as the line says; -: nothing was matched this year"), 8),
	REPORT_COUNT(
		1, "percent", N_("%"),
		N_("of the students enrolled, of choices: of those matched; rounded down; -: no "
		   "share of them, or nothing was matched"),
		4),
	{ 0 },
};

static const struct report_drill matching_drills[] = {
	{ "count", "students", NULL, NULL, 1 },
	{ "count", "changes", NULL, NULL, 9 },
	{ "count", "changes", NULL, NULL, 10 },
	{ 0 },
};

const struct report report_matching = {
	.name = "matching",
	.label = N_("Matching"),
	.about = N_("How students came to their mentors: which of their choices they got in the "
		    "matching that was confirmed, and changes of mentor in this year."),
	.key = REPORT_OF_ALL,
	.scope = REPORT_OF_GROUPS,
	.sql = &statements[MATCHING],
	.fields = matching_fields,
	.columns = NAMES("what", "count", "percent"),
	.drills = matching_drills,
};

static const struct field change_fields[] = {
	PERSON_FIELDS,
	REPORT_WORD(FIELD_NAME, 4, "before", N_("before"), N_("who led the student before"), 8,
		    .words = NULL),
	DAY_FIELD(5, "day", N_("From"), N_("the first day of the one who took over")),
	REPORT_TEXT(6, "reason", N_("Reason"),
		    N_("as it was given when it was changed; for those who read notes"), 24),
	{ 0 },
};

const struct report report_changes = {
	.name = "changes",
	.label = N_("Changes of mentor"),
	.about = N_("Students whose lead mentor changed within this school year, from whom, to "
		    "whom and why."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[CHANGES],
	.fields = change_fields,
	.columns =
		NAMES("student", "student_no", "class_name", "before", "mentor", "day", "reason"),
};

/* ------------------------------------------------------------ special needs */

static const struct choice states[] = {
	{ "open", N_("open"), NULL },
	{ "overdue", N_("overdue"), NULL },
	{ "closed", N_("closed"), NULL },
	{ 0 },
};

static const struct field care_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "grade", N_("Grade"),
		    N_("the grade; the last row is the school as a whole"), 8,
		    .words = &report_grade_words),
	REPORT_COUNT(0, "students", N_("Students"), N_("students enrolled today"), 6),
	REPORT_COUNT(1, "co_students", N_("with co-mentors"),
		     N_("students with one co-mentor or more today, beside the lead mentor"), 6),
	REPORT_COUNT(2, "co_mentors", N_("Co-mentors"),
		     N_("co-mentors of these students; who helps two counts twice"), 6),
	REPORT_COUNT(3, "referred", N_("referred"),
		     N_("students with a referral that is open, or was closed this year"), 6),
	REPORT_COUNT(4, "open", N_("open"), N_("referrals that are not closed yet"), 6),
	REPORT_COUNT(5, "overdue", N_("overdue"),
		     N_("of those open, the ones whose last day is over"), 6),
	REPORT_COUNT(6, "closed", N_("closed"), N_("referrals closed this year"), 6),
	REPORT_NUMBER(FIELD_TENTHS, 7, "days", N_("Days each"),
		      N_("days from referral to closing, on average of those closed this year"), 6),
	REPORT_COUNT(8, "longest", N_("longest"),
		     N_("days since the referral that has been open longest"), 6),
	{ 0 },
};

static const struct report_drill care_drills[] = {
	{ "students", "students", NULL, NULL, 0 },
	{ "co_students", "care-students", NULL, "co", 0 },
	{ "co_mentors", "care-students", NULL, "co", 0 },
	{ "referred", "care-students", NULL, "referred", 0 },
	{ "open", "care-students", NULL, "open", 0 },
	{ "longest", "care-students", NULL, "open", 0 },
	{ "overdue", "care-students", NULL, "overdue", 0 },
	{ "closed", "care-students", NULL, "closed", 0 },
	{ "days", "care-students", NULL, "closed", 0 },
	{ 0 },
};

const struct report report_care = {
	.name = "care",
	.label = N_("Special needs"),
	.about = N_("Students with particular needs: who has co-mentors, what was referred to the "
		    "school's departments, and how long that took."),
	.key = REPORT_OF_GRADE,
	.scope = REPORT_OF_GROUPS,
	.sql = &statements[CARE],
	.fields = care_fields,
	.columns = NAMES("grade", "students", "co_students", "co_mentors", "referred", "open",
			 "overdue", "closed", "days", "longest"),
	.drills = care_drills,
};

static const struct field care_student_fields[] = {
	PERSON_FIELDS,
	REPORT_TEXT(4, "co_mentors", N_("Co-mentors"), N_("who helps today"), 12),
	REPORT_TEXT(5, "department", N_("Department"), N_("to which the student was referred"), 10),
	DAY_FIELD(6, "date", N_("Referred"), N_("the day of the referral")),
	DAY_FIELD(7, "due", N_("Due"), N_("the last day to look after it")),
	DAY_FIELD(8, "closed_on", N_("Closed on"), N_("the day it was closed; empty: open")),
	REPORT_COUNT(0, "days", N_("Days"), N_("from the referral to its closing, or until today"),
		     5),
	REPORT_CHOICE(9, "state", N_("State"), N_("of the referral"), 6, states),
	{ 0 },
};

const struct report report_care_students = {
	.name = "care-students",
	.label = N_("Students with special needs"),
	.about = N_("Students with co-mentors or with referrals of this year, a row for each "
		    "referral."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[CARE_STUDENTS],
	.fields = care_student_fields,
	.columns = NAMES(PERSON_COLUMNS, "co_mentors", "department", "date", "due", "closed_on",
			 "days", "state"),
};
