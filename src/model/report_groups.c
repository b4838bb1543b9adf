/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of the school, its grades, its classes, its mentors, and of each kind of occasion.
 *
 * They have their columns in common, and so what is hidden of one in one of them does not follow
 * from another (report_few.c).
 */
#include "base/i18n.h"
#include "base/text.h"
#include "model/coverage.h"
#include "model/grade.h"
#include "model/key_date.h"
#include "report_private.h"

/* One row a class and mentor, of students and of obligations apart. */
#define COUNT_IF(condition) "count(*) FILTER (WHERE " condition ")"
/* clang-format off */
#define PART \
	"WITH part (class_id, grade, mentor_id, students, owed, met, late, home, elsewhere, " \
	"open, soon, overdue, exempt) AS (SELECT d.class_id, d.grade, d.mentor_id, " \
	"sum(d.students), 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM covered d WHERE " REPORT_OF_GROUP("d") \
	"GROUP BY d.class_id, d.mentor_id UNION ALL SELECT d.class_id, d.grade, d.mentor_id, 0, " \
	DUTIES "FROM duty d WHERE " REPORT_OF_DUTY("d") "GROUP BY d.class_id, d.mentor_id) "
#define DUTIES \
	COUNT_IF("d.state <> 'exempt'") ", " COUNT_IF("d.state = 'met'") ", sum(d.late), " \
	COUNT_IF("d.state = 'met' AND d.kind = 'visit' AND NOT d.elsewhere") ", " \
	"sum(d.elsewhere), " COUNT_IF("d.state = 'open'") ", " COUNT_IF("d.state = 'soon'") ", " \
	COUNT_IF("d.state = 'overdue'") ", " COUNT_IF("d.state = 'exempt'") " "
/* clang-format on */
#define OBLIGATIONS                                                                                \
	"sum(owed) AS owed, sum(met) AS met, sum(met - late) AS in_time, sum(late) AS late, "      \
	"sum(soon) AS soon, sum(open) AS open, sum(overdue) AS overdue, sum(exempt) AS exempt, "   \
	"sum(home) AS home, sum(elsewhere) AS elsewhere, "                                         \
	"coalesce(sum(met) * 100 / nullif(sum(owed), 0), 0) AS percent "
#define STUDENT_SUMS                                                                               \
	"sum(students) AS students, sum(students * (mentor_id <> 0)) AS with_mentor, "             \
	"sum(students * (mentor_id = 0)) AS without_mentor, " LEADING " AS mentors, "              \
	"coalesce((sum(students * (mentor_id <> 0)) * 20 + " LEADING ") / "                        \
	"nullif(2 * " LEADING ", 0), 0) AS ratio, "
#define LEADING "count(DISTINCT CASE WHEN students THEN nullif(mentor_id, 0) END)"

/* By kind or key date, from the obligations alone. */
#define OF_EACH(columns)                                                                           \
	"WITH part (id, kind_no, name, owed, met, late, home, elsewhere, open, soon, overdue, "    \
	"exempt) AS (SELECT " columns ", " DUTIES "FROM duty d "
#define WHOLE(id, name) "SELECT " id " AS id, 1 AS rev, " name ", " OBLIGATIONS "FROM part "

/* Those on duty without students too, where all of the school is asked for. */
#define CAPACITY(of) "coalesce(nullif(" of ", 0), :capacity)"
#define OF_MENTOR                                                                                  \
	", led AS (SELECT mentor_id, sum(students) AS students, " OBLIGATIONS "FROM part "         \
	"GROUP BY mentor_id), fixed AS MATERIALIZED (SELECT mentor_id, state, count FROM figure "  \
	"WHERE school_year_id = :year AND kind = 'mentor' AND :fixed) "
#define MENTOR_DUTIES                                                                              \
	"coalesce(l.students, 0) AS students, l.owed, l.met, l.in_time, l.late, l.soon, l.open, "  \
	"l.overdue, l.exempt, l.home, l.elsewhere, l.percent "

enum { OVERVIEW, KIND, KEYDATES, CLASSES, MENTORS_OF };

/* clang-format off */
static const struct sql statements[] = {
	[OVERVIEW] = { "report.overview",
		PART "SELECT * FROM (SELECT grade AS id, 1 AS rev, grade, " STUDENT_SUMS
		OBLIGATIONS "FROM part GROUP BY grade UNION ALL SELECT 0, 1, '', " STUDENT_SUMS
		OBLIGATIONS "FROM part HAVING count(*)) ORDER BY id = 0, id",
		false },
	[KIND] = { "report.kinds",
		OF_EACH("d.kind_no, d.kind_no, d.kind") "WHERE " REPORT_OF_DUTY("d") "GROUP BY "
		"d.kind_no) SELECT * FROM (" WHOLE("id", "name AS kind") "GROUP BY id UNION ALL "
		WHOLE("0", "''") "HAVING count(*)) ORDER BY id = 0, id",
		false },
	[KEYDATES] = { "report.keydates",
		OF_EACH("d.key_date_id, 0, ''") "WHERE d.key_date_id AND " REPORT_OF_DUTY("d")
		"GROUP BY d.key_date_id) SELECT k.id + 1000 AS id, k.rev, k.name, k.opens, "
		"k.due, " REPORT_TERM "p.owed, p.met, p.met - p.late AS in_time, p.late, p.soon, "
		"p.open, p.overdue, p.exempt, coalesce(p.met * 100 / nullif(p.owed, 0), 0) AS "
		"percent FROM part p CROSS JOIN key_date k ON k.id = p.id ORDER BY k.opens, "
		"k.due, k.id",
		false },
	[CLASSES] = { "report.classes",
		PART "SELECT c.id, c.rev, p.grade, " SQL_CLASS_NAME " AS class_name, "
		STUDENT_SUMS OBLIGATIONS "FROM part p CROSS JOIN class c ON c.id = p.class_id "
		"GROUP BY c.id ORDER BY p.grade, c.number, c.id",
		false },
	[MENTORS_OF] = { "report.mentors",
		PART OF_MENTOR "SELECT m.id, m.rev, m.name AS mentor, m.staff_no, "
		"coalesce(f.count, " CAPACITY("m.capacity") ") AS capacity, " MENTOR_DUTIES
		"FROM mentor m LEFT JOIN led l ON l.mentor_id = m.id LEFT JOIN fixed f ON "
		"f.mentor_id = m.id WHERE l.students OR l.owed OR l.exempt OR (:grade = 0 AND "
		":class = 0 AND :mentor = 0 AND :student = 0 AND CASE WHEN :fixed THEN f.state "
		"ELSE m.status END = 'active') UNION ALL SELECT -1, 1, NULL, NULL, 0, "
		MENTOR_DUTIES "FROM led l WHERE l.mentor_id = 0 AND :state = '' ORDER BY staff_no",
		false },
};
/* clang-format on */
const struct sql_table report_groups_sql = SQL_TABLE(statements);

/* ----------------------------------------------------------------- columns */

/* Which member of the row holds what. */
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
	PERCENT,
	CAPACITY_OF
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

#define NAMES(...)   ((const char *const[]){ __VA_ARGS__, NULL })
#define PEOPLE_NAMES "students", "with_mentor", "without_mentor", "mentors", "ratio"
#define DUTY_NAMES                                                                                 \
	"owed", "met", "in_time", "late", "soon", "open", "overdue", "exempt", "home",             \
		"elsewhere", "percent"
/* Of a closed year it is not known what was late. */
#define FIXED_NAMES                                                                                \
	"owed", "met", "soon", "open", "overdue", "exempt", "home", "elsewhere", "percent"

static const char *const bar[] = { "met", "overdue", "soon", "open", NULL };

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
#define STUDENTS_BEHIND                                                                            \
	{ "students", "students", NULL, "", 0 },                                                   \
		{ "with_mentor", "students", NULL, "with_mentor", 0 },                             \
		{ "without_mentor", "students", NULL, "without_mentor", 0 },                       \
	{                                                                                          \
		"mentors", "mentors", NULL, "leading", 0                                           \
	}

static const struct report_drill group_drills[] = { STUDENTS_BEHIND, DUTIES_BEHIND, { 0 } };
static const struct report_drill duty_drills[] = { DUTIES_BEHIND, { 0 } };

/* ----------------------------------------------------- the school, by grade */

static const struct field overview_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "grade", N_("Grade"),
		    N_("the grade; the last row is the school as a whole"), 8,
		    .words = &report_grade_words),
	PEOPLE_FIELDS,
	OBLIGATION_FIELDS,
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
	.columns = NAMES("grade", PEOPLE_NAMES, DUTY_NAMES),
	.fixed = NAMES("grade", PEOPLE_NAMES, FIXED_NAMES),
	.drills = group_drills,
};

/* ------------------------------------------------------- by kind, by key date */

static const struct field kind_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "kind", N_("Kind"),
		    N_("what is owed; the last row is all of it together"), 14,
		    .words = &report_kind_words),
	OBLIGATION_FIELDS,
	{ 0 },
};

const struct report report_kind = {
	.name = "kinds",
	.label = N_("Kinds of obligations"),
	.about = N_("What is done of what is owed, apart for home visits, talks, feedback and "
		    "referrals."),
	.key = REPORT_OF_KIND,
	.scope = REPORT_OF_GROUPS,
	.years = REPORT_CLOSED_TOO,
	.bar = bar,
	.sql = &statements[KIND],
	.fields = kind_fields,
	.columns = NAMES("kind", DUTY_NAMES),
	.fixed = NAMES("kind", FIXED_NAMES),
	.drills = duty_drills,
};

static const struct field keydate_fields[] = {
	REPORT_TEXT(0, "name", N_("Key date"), N_("as the school year has it"), 10),
	REPORT_CHOICE(3, "term", N_("Term"), N_("in which it is"), 6, key_date_terms),
	REPORT_WORD(FIELD_DATE, 1, "opens", N_("From"),
		    N_("the first day of its window; a talk that names the key date counts from "
		       "here on"),
		    10, .words = NULL),
	REPORT_WORD(FIELD_DATE, 2, "due", N_("Until"), N_("the last day of its window"), 10,
		    .words = NULL),
	OBLIGATION_FIELDS,
	{ 0 },
};

const struct report report_keydates = {
	.name = "keydates",
	.label = N_("Talks at key dates"),
	.about = N_("For each key date of the year, how many of the talks that are owed were held "
		    "in its window, later, or not yet."),
	.key = REPORT_OF_KEY_DATE,
	.scope = REPORT_OF_GROUPS,
	.bar = bar,
	.sql = &statements[KEYDATES],
	.fields = keydate_fields,
	.columns = NAMES("name", "term", "opens", "due", "owed", "met", "in_time", "late", "soon",
			 "open", "overdue", "exempt", "percent"),
	.drills = duty_drills,
};

/* ------------------------------------------------------------------ by class */

static const struct field class_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "grade", N_("Grade"), N_("of the school year"), 8,
		    .words = &report_grade_words),
	REPORT_TEXT(1, "class_name", N_("Class"), N_("as it is called in the school year"), 7),
	PEOPLE_FIELDS,
	OBLIGATION_FIELDS,
	{ 0 },
};

const struct report report_classes = {
	.name = "classes",
	.label = N_("Classes"),
	.about = N_("The same figures as the overview, class by class."),
	.key = REPORT_OF_CLASS,
	.scope = REPORT_OF_GROUPS,
	.years = REPORT_CLOSED_TOO,
	.bar = bar,
	.sql = &statements[CLASSES],
	.fields = class_fields,
	.columns = NAMES("class_name", "grade", PEOPLE_NAMES, DUTY_NAMES),
	.fixed = NAMES("class_name", "grade", PEOPLE_NAMES, FIXED_NAMES),
	.drills = group_drills,
};

/* ----------------------------------------------------------------- by mentor */

static void show_mentor(const char *kept, struct buf *out)
{
	text_show(out, *kept ? kept : _("nobody"));
}

static const struct field_words mentor_words = { .show = show_mentor };

static const struct field mentor_fields[] = {
	REPORT_WORD(FIELD_NAME, 0, "mentor", N_("Mentor"),
		    N_("every mentor on duty, and whoever leads a student; \"nobody\" stands for "
		       "the students without a mentor"),
		    10, .words = &mentor_words),
	REPORT_WORD(FIELD_CODE, 1, "staff_no", N_("Staff no."),
		    N_("the school's number for the mentor"), 9, .words = NULL),
	REPORT_COUNT(STUDENTS, "students", N_("Students"),
		     N_("students whom the mentor leads today; of a closed year on the day that "
			"it was closed"),
		     5),
	REPORT_COUNT(CAPACITY_OF, "capacity", N_("at most"),
		     N_("as many as the mentor should lead as a rule; nobody is refused for it"),
		     5),
	OBLIGATION_FIELDS,
	{ 0 },
};

static const struct report_drill mentor_drills[] = { { "students", "students", NULL, "", 0 },
						     DUTIES_BEHIND,
						     { 0 } };

const struct report report_mentors = {
	.name = "mentors",
	.label = N_("Mentors"),
	.about = N_("For each mentor how many students there are, and how what is owed to them "
		    "stands. Obligations are counted, and nothing else: who writes more is no "
		    "better for it."),
	.key = REPORT_OF_MENTOR,
	.scope = REPORT_OF_GROUPS,
	.years = REPORT_CLOSED_TOO,
	.bar = bar,
	.sql = &statements[MENTORS_OF],
	.fields = mentor_fields,
	.columns = NAMES("mentor", "staff_no", "students", "capacity", DUTY_NAMES),
	.fixed = NAMES("mentor", "staff_no", "students", "capacity", FIXED_NAMES),
	.drills = mentor_drills,
};
