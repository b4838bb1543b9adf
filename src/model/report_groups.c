/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of the school, its grades, its classes, its mentors, and of each kind of occasion.
 *
 * They have their columns in common, and so what is hidden of one in one of them does not follow
 * from another (report_few.c).
 */
#include "base/i18n.h"
#include "model/coverage.h"
#include "model/grade.h"
#include "report_private.h"

/* One row a class and mentor, of students and of obligations apart. */
#define COUNT_IF(condition) "count(*) FILTER (WHERE " condition ")"
#define PART                                                                                       \
	"WITH part (class_id, grade, mentor_id, students, owed, met, late, home, elsewhere, "      \
	"open, "                                                                                   \
	"soon, overdue, exempt) AS (SELECT d.class_id, d.grade, d.mentor_id, sum(d.students), "    \
	"0, 0, 0, 0, 0, 0, 0, 0, 0 FROM covered d WHERE " REPORT_OF_GROUP(                         \
		"d") "GROUP BY d.class_id, d.mentor_id UNION ALL SELECT d.class_id, d.grade, "     \
		     "d.mentor_id, 0, " DUTIES                                                     \
		     "FROM duty d WHERE " REPORT_OF_GROUP(                                         \
			     "d") "GROUP BY d.class_id, d.mentor_id) "
#define DUTIES                                                                                                                                     \
	COUNT_IF("d.state <> 'exempt'")                                                                                                            \
	", " COUNT_IF(                                                                                                                             \
		"d.state = 'met'") ", "                                                                                                            \
				   "sum(d.late), " COUNT_IF(                                                                                       \
					   "d.state = 'met' AND d.kind = 'visit' AND NOT "                                                         \
					   "d.elsewhere") ", "                                                                                     \
							  "sum(d.elsewhere), " COUNT_IF("d.state "                                                 \
											"= "                                                       \
											"'open'") ", " COUNT_IF("d.state = 'soon'") ", " COUNT_IF( \
								  "d.state = 'overdue'") ","                                                       \
											 " " COUNT_IF("d.state = 'exempt'") " "
#define OBLIGATIONS                                                                                \
	"sum(owed) AS owed, sum(met) AS met, sum(met - late) AS in_time, sum(late) AS late, "      \
	"sum(soon) AS soon, sum(open) AS open, sum(overdue) AS overdue, sum(exempt) AS exempt, "   \
	"sum(home) AS home, sum(elsewhere) AS elsewhere, "                                         \
	"coalesce(sum(met) * 100 / nullif(sum(owed), 0), 0) AS percent "
#define PEOPLE                                                                                     \
	"sum(students) AS students, sum(students * (mentor_id <> 0)) AS with_mentor, "             \
	"sum(students * (mentor_id = 0)) AS without_mentor, " LEADING " AS mentors, "              \
	"coalesce((sum(students * (mentor_id <> 0)) * 20 + " LEADING ") / "                        \
	"nullif(2 * " LEADING ", 0), 0) AS ratio, "
#define LEADING "count(DISTINCT CASE WHEN students THEN nullif(mentor_id, 0) END)"

enum { OVERVIEW };

static const struct sql statements[] = {
	[OVERVIEW] = { "report.overview",
		       PART "SELECT * FROM (SELECT grade AS id, 1 AS rev, grade AS grade, " PEOPLE
			       OBLIGATIONS "FROM part GROUP BY grade UNION ALL "
			    "SELECT 0, 1, '', " PEOPLE OBLIGATIONS
			    "FROM part HAVING count(*)) ORDER BY id = 0, id",
		       false },
};
const struct sql_table report_groups_sql = SQL_TABLE(statements);

/* ----------------------------------------------------------------- columns */

/* Which member of the row holds what; the first texts are the group's own. */
enum {
	STUDENTS,
	WITH_MENTOR,
	WITHOUT_MENTOR,
	MENTORS,
	RATIO,
	OWED,
	MET,
	IN_TIME,
	LATE,
	SOON,
	OPEN,
	OVERDUE,
	EXEMPT,
	HOME,
	ELSEWHERE,
	PERCENT
};

#define PEOPLE_FIELDS                                                                              \
	REPORT_COUNT(STUDENTS, "students", N_("Students"),                                         \
		     N_("students enrolled in a class today; of a closed year on the day that it " \
			"was closed"),                                                             \
		     5),                                                                           \
		REPORT_COUNT(WITH_MENTOR, "with_mentor", N_("with mentor"),                        \
			     N_("of those, students with a lead mentor today"), 6),                \
		REPORT_COUNT(WITHOUT_MENTOR, "without_mentor", N_("no mentor"),                    \
			     N_("of those, students whom nobody leads"), 6),                       \
		REPORT_COUNT(MENTORS, "mentors", N_("Mentors"),                                    \
			     N_("mentors who lead at least one of these students"), 5),            \
		REPORT_NUMBER(FIELD_TENTHS, RATIO, "ratio", N_("each"),                            \
			      N_("students with a mentor to each of these mentors, to a tenth"),   \
			      5)

#define OBLIGATION_FIELDS                                                                          \
	REPORT_COUNT(OWED, "owed", N_("owed"),                                                     \
		     N_("obligations that the rules and key dates of the year make for these "     \
			"students: done, overdue, due soon and to do; those exempt and those "     \
			"that do not apply are not among them"),                                   \
		     6),                                                                           \
		REPORT_COUNT(MET, "met", N_("done"),                                               \
			     N_("of what is owed, what has been met, in time or late"), 6),        \
		REPORT_COUNT(IN_TIME, "in_time", N_("in time"),                                    \
			     N_("of what is done, what was met on its last day or before"), 6),    \
		REPORT_COUNT(LATE, "late", N_("late"),                                             \
			     N_("of what is done, what was met after its last day"), 5),           \
		REPORT_COUNT(SOON, "soon", N_("soon"),                                             \
			     N_("of what is owed, what is not met yet and due within the days "    \
				"that the school's rules call soon"),                              \
			     5),                                                                   \
		REPORT_COUNT(OPEN, "open", N_("to do"),                                            \
			     N_("of what is owed, what is not met yet and due later than that"),   \
			     6),                                                                   \
		REPORT_COUNT(OVERDUE, "overdue", N_("overdue"),                                    \
			     N_("of what is owed, what is not met although its last day is over"), \
			     5),                                                                   \
		REPORT_COUNT(EXEMPT, "exempt", N_("exempt"),                                       \
			     N_("what an approved exemption spares; not among what is owed"), 5),  \
		REPORT_COUNT(HOME, "home", N_("visits at home"),                                   \
			     N_("visits that were owed and met at the student's home"), 6),        \
		REPORT_COUNT(ELSEWHERE, "elsewhere", N_("visits elsewhere"),                       \
			     N_("visits that were owed and met in another form, because the "      \
				"family asked for it; they are among what is done"),               \
			     6),                                                                   \
		REPORT_COUNT(PERCENT, "percent", N_("%"),                                          \
			     N_("what is done of what is owed, rounded down"), 3)

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const bar[] = { "met", "overdue", "soon", "open", NULL };

/* ----------------------------------------------------------------- overview */

static const struct field overview_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "grade", N_("Grade"),
		    N_("the grade; the last row is the school as a whole"), 8,
		    .words = &report_grade_words),
	PEOPLE_FIELDS,
	OBLIGATION_FIELDS,
	{ 0 },
};

#define DUTIES_BEHIND                                                                              \
	{ "owed", "duties", NULL, "owed", 0 }, { "met", "duties", NULL, "met", 0 },                \
		{ "in_time", "duties", NULL, "in_time", 0 },                                       \
		{ "late", "duties", NULL, "late", 0 }, { "soon", "duties", NULL, "soon", 0 },      \
		{ "open", "duties", NULL, "open", 0 },                                             \
		{ "overdue", "duties", NULL, "overdue", 0 },                                       \
		{ "exempt", "duties", NULL, "exempt", 0 }, { "home", "duties", NULL, "home", 0 },  \
	{                                                                                          \
		"elsewhere", "duties", NULL, "elsewhere", 0                                        \
	}

static const struct report_drill overview_drills[] = {
	DUTIES_BEHIND,
	{ 0 },
};

const struct report report_overview = {
	.name = "overview",
	.label = N_("Overview of the school"),
	.about = N_("How far the scheme has come, grade by grade and for the school as a whole: "
		    "who has a mentor, and what is done of what is owed."),
	.key = REPORT_OF_GRADE,
	.scope = REPORT_OF_GROUPS,
	.years = REPORT_CLOSED_TOO,
	.bar = bar,
	.sql = &statements[OVERVIEW],
	.fields = overview_fields,
	.columns = NAMES("grade", "students", "with_mentor", "without_mentor", "mentors", "ratio",
			 "owed", "met", "in_time", "late", "soon", "open", "overdue", "exempt",
			 "home", "elsewhere", "percent"),
	.fixed = NAMES("grade", "students", "with_mentor", "without_mentor", "mentors", "ratio",
		       "owed", "met", "soon", "open", "overdue", "exempt", "home", "elsewhere",
		       "percent"),
	.drills = overview_drills,
};
