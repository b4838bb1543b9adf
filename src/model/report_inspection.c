/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What inspections ask of the three tasks (三项工作: 家访, 谈心谈话, 书面反馈): how far each has
 * come, in which form the visits were, and who has had none yet. All of it is counted from the
 * checklist.
 */
#include "base/i18n.h"
#include "model/grade.h"
#include "model/obligation.h"
#include "report_private.h"

enum { TASKS, GRADES, MENTORS, LACKING };

#define COUNT_IF(condition) "count(*) FILTER (WHERE " condition ")"
/* Within duty d. Visits were declined where they were made in another form. */
#define OWED     "d.state <> 'exempt'"
#define MET      "d.state = 'met'"
#define VISIT    "d.kind = 'visit'"
#define TALK     "d.kind IN ('talk', 'talk_frequent', 'talk_change')"
#define FEEDBACK "d.kind IN ('feedback_student', 'feedback_guardians')"
/* clang-format off */
#define FORMS \
	COUNT_IF("d.mode = 'home'") " AS home, " COUNT_IF("d.mode = 'school'") " AS school, " \
	COUNT_IF("d.mode = 'phone'") " AS phone, " COUNT_IF("d.mode = 'video'") " AS video, " \
	COUNT_IF("d.elsewhere AND d.mode NOT IN ('school', 'phone', 'video')") " AS otherwise, " \
	COUNT_IF("d.elsewhere") " AS declined, "
/* clang-format on */
#define PERCENT(met, owed) "coalesce(" met " * 100 / nullif(" owed ", 0), 0)"

/* One row a student of the group: what of each task is owed, and what is met. */
/* clang-format off */
#define EACH \
	"WITH each AS (SELECT c.student_id, c.grade, c.class_id, c.mentor_id, c.seat, " \
	COUNT_IF(VISIT " AND " OWED) " AS visits, " COUNT_IF(VISIT " AND " MET) " AS visited, " \
	COUNT_IF(TALK " AND " OWED) " AS talks, " COUNT_IF(TALK " AND " MET) " AS talked, " \
	COUNT_IF(FEEDBACK " AND " OWED) " AS letters, " COUNT_IF(FEEDBACK " AND " MET) " AS " \
	"handed, " FORMS "1 AS one FROM covered c LEFT JOIN duty d ON d.student_id = " \
	"c.student_id WHERE " REPORT_OF_GROUP("c") "GROUP BY c.student_id) "
#define SUMS \
	"count(*) AS students, sum(visits) AS visits, sum(visited) AS visited, sum(home) AS " \
	"home, sum(school) AS school, sum(phone) AS phone, sum(video) AS video, sum(otherwise) " \
	"AS otherwise, sum(declined) AS declined, sum(talks) AS talks, sum(talked) AS talked, " \
	"sum(letters) AS letters, sum(handed) AS handed, sum(visits > 0 AND visited = 0) AS " \
	"no_visit, sum(talks > 0 AND talked = 0) AS no_talk, sum(letters > 0 AND handed = 0) AS " \
	"no_letter, " PERCENT("sum(visited)", "sum(visits)") " AS visits_percent, " \
	PERCENT("sum(talked)", "sum(talks)") " AS talks_percent, " \
	PERCENT("sum(handed)", "sum(letters)") " AS letters_percent "
/* clang-format on */
#define NONE(owed, met)                                                                            \
	"CASE WHEN " owed " = 0 THEN '' WHEN " met " = 0 THEN 'none' ELSE 'some' END"

/* clang-format off */
static const struct sql statements[] = {
	[TASKS] = { "inspection.tasks",
		"SELECT k.column1 AS id, 1 AS rev, k.column2 AS task, k.column3 AS kind, "
		"count(DISTINCT d.student_id) AS students, " COUNT_IF(OWED) " AS owed, "
		COUNT_IF(MET) " AS met, " FORMS COUNT_IF("d.state IN ('soon', 'open')") " AS "
		"open, " COUNT_IF("d.state = 'overdue'") " AS overdue, "
		COUNT_IF("d.state = 'exempt'") " AS exempt, "
		PERCENT(COUNT_IF(MET), COUNT_IF(OWED)) " AS percent FROM (VALUES (1, 'visit', "
		"'visit'), (2, 'talk', 'talk'), (3, 'talk', 'talk_frequent'), (6, 'talk', "
		"'talk_change'), (4, 'feedback', 'feedback_student'), (5, 'feedback', "
		"'feedback_guardians')) k LEFT JOIN duty d ON d.kind = k.column3 AND "
		REPORT_OF_GROUP("d") "GROUP BY k.column1 ORDER BY k.column2 = 'feedback', "
		"k.column1",
		false },
	[GRADES] = { "inspection.grades",
		EACH "SELECT * FROM (SELECT grade AS id, 1 AS rev, grade, " SUMS "FROM each "
		"GROUP BY grade UNION ALL SELECT 0, 1, '', " SUMS "FROM each HAVING count(*)) "
		"ORDER BY id = 0, id",
		false },
	[MENTORS] = { "inspection.mentors",
		EACH "SELECT e.*, m.staff_no, m.name FROM (SELECT iif(mentor_id, mentor_id, -1) "
		"AS id, 1 AS rev, " SUMS "FROM each GROUP BY mentor_id) e LEFT JOIN mentor m ON "
		"m.id = e.id ORDER BY e.id < 0, m.staff_no",
		false },
	[LACKING] = { "inspection.lacking",
		EACH "SELECT e.student_id AS id, 1 AS rev, s.student_no, s.name AS student, "
		SQL_CLASS_NAME " AS class_name, m.name AS mentor, " NONE("e.visits", "e.visited")
		" AS visit, " NONE("e.talks", "e.talked") " AS talk, "
		NONE("e.letters", "e.handed") " AS feedback FROM each e CROSS JOIN my_student s "
		"ON s.id = e.student_id CROSS JOIN class c ON c.id = e.class_id LEFT JOIN mentor "
		"m ON m.id = e.mentor_id WHERE CASE :kind WHEN 'mentor' THEN e.mentor_id = 0 "
		"WHEN 'visit' THEN e.visits > 0 AND e.visited = 0 WHEN 'talk' THEN e.talks > 0 "
		"AND e.talked = 0 WHEN 'feedback' THEN e.letters > 0 AND e.handed = 0 ELSE "
		"e.mentor_id = 0 OR (e.visits > 0 AND e.visited = 0) OR (e.talks > 0 AND "
		"e.talked = 0) OR (e.letters > 0 AND e.handed = 0) END ORDER BY e.grade, "
		"c.number, c.id, e.seat, s.student_no",
		false },
};
/* clang-format on */
const struct sql_table report_inspection_sql = SQL_TABLE(statements);

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ------------------------------------------------------------- the three tasks */

static const struct choice tasks[] = {
	{ "visit", N_("home visits"), NULL },
	{ "talk", N_("talks"), NULL },
	{ "feedback", N_("written feedback"), NULL },
	{ 0 },
};

enum { FORM_HOME, FORM_SCHOOL, FORM_PHONE, FORM_VIDEO, FORM_OTHER, FORM_DECLINED, FORM_COLUMNS };

#define FORM_FIELDS                                                                                \
	REPORT_COUNT(FORM_HOME, "home", N_("at home"),                                             \
		     N_("visits that were owed and met at the student's home"), 6),                \
		REPORT_COUNT(FORM_SCHOOL, "school", N_("at school"),                               \
			     N_("of those declined at home, made at school instead"), 6),          \
		REPORT_COUNT(FORM_PHONE, "phone", N_("by phone"),                                  \
			     N_("of those declined at home, made by phone instead"), 6),           \
		REPORT_COUNT(FORM_VIDEO, "video", N_("by video"),                                  \
			     N_("of those declined at home, made by video instead"), 6),           \
		REPORT_COUNT(FORM_OTHER, "otherwise", N_("otherwise"),                             \
			     N_("of those declined at home, made in another form instead"), 6),    \
		REPORT_COUNT(FORM_DECLINED, "declined", N_("declined"),                            \
			     N_("visits that the family declined at home and that were made in "   \
				"another form, with the reason on record: the four before this "   \
				"together. They are among what is done, and never among the "      \
				"visits at home"),                                                 \
			     6)

enum { OF_STUDENTS = FORM_COLUMNS, OF_OWED, OF_MET, OF_OPEN, OF_OVERDUE, OF_EXEMPT, OF_PERCENT };

static const struct field task_fields[] = {
	REPORT_CHOICE(0, "task", N_("Task"), N_("one of the three that the plan asks for"), 8,
		      tasks),
	REPORT_CHOICE(1, "kind", N_("of it"), N_("which part of the task"), 10, occasion_choices),
	REPORT_COUNT(OF_STUDENTS, "students", N_("Students"),
		     N_("students for whom it is owed or exempt"), 6),
	REPORT_COUNT(OF_OWED, "owed", N_("owed"),
		     N_("obligations that the rules and key dates of this year make: done, overdue "
			"and still to do; what is exempt is not among them"),
		     6),
	REPORT_COUNT(OF_MET, "met", N_("done"), N_("of what is owed, what has been met"), 6),
	FORM_FIELDS,
	REPORT_COUNT(OF_OPEN, "open", N_("to do"),
		     N_("of what is owed, what is not met and whose last day is to come"), 6),
	REPORT_COUNT(OF_OVERDUE, "overdue", N_("overdue"),
		     N_("of what is owed, what is not met although its last day is over"), 6),
	REPORT_COUNT(OF_EXEMPT, "exempt", N_("exempt"),
		     N_("what an approved exemption spares; not among what is owed"), 6),
	REPORT_COUNT(OF_PERCENT, "percent", N_("%"), N_("done of what is owed, rounded down"), 4),
	{ 0 },
};

static const char *const task_bar[] = { "met", "overdue", "open", NULL };

enum { OF_VISITS = 1 }; /* the row */
static const struct report_drill task_drills[] = {
	{ "owed", "duties", NULL, "owed", 0 },
	{ "met", "duties", NULL, "met", 0 },
	{ "open", "duties", NULL, "not_yet", 0 },
	{ "overdue", "duties", NULL, "overdue", 0 },
	{ "exempt", "duties", NULL, "exempt", 0 },
	{ "home", "duties", "visit", "home", OF_VISITS },
	{ "school", "duties", "visit", "school", OF_VISITS },
	{ "phone", "duties", "visit", "phone", OF_VISITS },
	{ "video", "duties", "visit", "video", OF_VISITS },
	{ "otherwise", "duties", "visit", "other", OF_VISITS },
	{ "declined", "duties", "visit", "elsewhere", OF_VISITS },
	{ 0 },
};

const struct report report_tasks = {
	.name = "tasks",
	.label = N_("The three tasks"),
	.about = N_("Home visits, talks and written feedback: what is done of what is owed. Visits "
		    "that the family declined at home are counted apart, by the form they were "
		    "made in."),
	.key = REPORT_OF_KIND,
	.scope = REPORT_OF_GROUPS,
	.bar = task_bar,
	.sql = &statements[TASKS],
	.fields = task_fields,
	.columns = NAMES("task", "kind", "students", "owed", "met", "home", "school", "phone",
			 "video", "otherwise", "declined", "open", "overdue", "exempt", "percent"),
	.drills = task_drills,
};

/* ---------------------------------------------------- by grade and by mentor */

enum {
	STUDENTS = FORM_COLUMNS,
	VISITS,
	VISITED,
	TALKS,
	TALKED,
	LETTERS,
	HANDED,
	NO_VISIT,
	NO_TALK,
	NO_LETTER,
	VISITS_PERCENT,
	TALKS_PERCENT,
	LETTERS_PERCENT
};

#define SUM_FIELDS                                                                                 \
	REPORT_COUNT(STUDENTS, "students", N_("Students"), N_("students enrolled today"), 5),      \
		REPORT_COUNT(VISITS, "visits", N_("visits owed"),                                  \
			     N_("home visits that the rules ask for, without those exempt"), 6),   \
		REPORT_COUNT(VISITED, "visited", N_("visits done"),                                \
			     N_("of those, met in whatever form"), 6),                             \
		FORM_FIELDS,                                                                       \
		REPORT_COUNT(NO_VISIT, "no_visit", N_("no visit yet"),                             \
			     N_("students who are owed visits and have had none this year"), 6),   \
		REPORT_COUNT(VISITS_PERCENT, "visits_percent", N_("visits %"),                     \
			     N_("visits done of those owed, rounded down"), 6),                    \
		REPORT_COUNT(TALKS, "talks", N_("talks owed"),                                     \
			     N_("talks at key dates and after major changes, without those "       \
				"exempt"),                                                         \
			     6),                                                                   \
		REPORT_COUNT(TALKED, "talked", N_("talks done"), N_("of those, met"), 6),          \
		REPORT_COUNT(NO_TALK, "no_talk", N_("no talk yet"),                                \
			     N_("students who are owed talks and have had none this year"), 6),    \
		REPORT_COUNT(TALKS_PERCENT, "talks_percent", N_("talks %"),                        \
			     N_("talks done of those owed, rounded down"), 6),                     \
		REPORT_COUNT(LETTERS, "letters", N_("feedback owed"),                              \
			     N_("written feedback to students and to guardians, each for itself"), \
			     6),                                                                   \
		REPORT_COUNT(HANDED, "handed", N_("feedback done"), N_("of those, handed over"),   \
			     6),                                                                   \
		REPORT_COUNT(NO_LETTER, "no_letter", N_("no feedback yet"),                        \
			     N_("students who are owed feedback and had none handed over yet"),    \
			     6),                                                                   \
		REPORT_COUNT(LETTERS_PERCENT, "letters_percent", N_("feedback %"),                 \
			     N_("feedback handed over of that owed, rounded down"), 6)

#define SUM_COLUMNS                                                                                \
	"students", "visits", "visited", "home", "school", "phone", "video", "otherwise",          \
		"declined", "no_visit", "visits_percent", "talks", "talked", "no_talk",            \
		"talks_percent", "letters", "handed", "no_letter", "letters_percent"

static const struct report_drill sum_drills[] = {
	{ "students", "students", NULL, NULL, 0 },
	{ "visits", "duties", "visit", "owed", 0 },
	{ "visited", "duties", "visit", "met", 0 },
	{ "home", "duties", "visit", "home", 0 },
	{ "school", "duties", "visit", "school", 0 },
	{ "phone", "duties", "visit", "phone", 0 },
	{ "video", "duties", "visit", "video", 0 },
	{ "otherwise", "duties", "visit", "other", 0 },
	{ "declined", "duties", "visit", "elsewhere", 0 },
	{ "talks", "duties", "talks", "owed", 0 },
	{ "talked", "duties", "talks", "met", 0 },
	{ "letters", "duties", "feedback", "owed", 0 },
	{ "handed", "duties", "feedback", "met", 0 },
	{ "no_visit", "lacking", "visit", NULL, 0 },
	{ "no_talk", "lacking", "talk", NULL, 0 },
	{ "no_letter", "lacking", "feedback", NULL, 0 },
	{ 0 },
};

static const struct field grade_fields[] = {
	REPORT_WORD(FIELD_TEXT, 0, "grade", N_("Grade"),
		    N_("the grade; the last row is the school as a whole"), 8,
		    .words = &report_grade_words),
	SUM_FIELDS,
	{ 0 },
};

const struct report report_task_grades = {
	.name = "task-grades",
	.label = N_("The three tasks by grade"),
	.about = N_("Home visits by their form, talks and feedback, grade by grade; and how many "
		    "students have had none yet of what they are owed."),
	.key = REPORT_OF_GRADE,
	.scope = REPORT_OF_GROUPS,
	.sql = &statements[GRADES],
	.fields = grade_fields,
	.columns = NAMES("grade", SUM_COLUMNS),
	.drills = sum_drills,
};

static const struct field mentor_fields[] = {
	REPORT_WORD(FIELD_NAME, 0, "name", N_("Mentor"), N_("who leads them; empty: nobody"), 8,
		    .words = NULL),
	REPORT_TEXT(1, "staff_no", N_("Staff no."), N_("the school's number for the mentor"), 8),
	SUM_FIELDS,
	{ 0 },
};

const struct report report_task_mentors = {
	.name = "task-mentors",
	.label = N_("The three tasks by mentor"),
	.about = N_("The same for the students whom each mentor leads today. It says what is owed "
		    "to them and done, by whomever; it is no score."),
	.key = REPORT_OF_MENTOR,
	.scope = REPORT_OF_MENTORS,
	.persons = true,
	.sql = &statements[MENTORS],
	.fields = mentor_fields,
	.columns = NAMES("name", "staff_no", SUM_COLUMNS),
	.drills = sum_drills,
};

/* -------------------------------------------------------- who has none yet */

static const struct choice some[] = {
	{ "none", N_("none yet"), NULL },
	{ "some", N_("begun"), NULL },
	{ 0 },
};

static const struct field lacking_fields[] = {
	REPORT_WORD(FIELD_NAME, 0, "student", N_("Student"), N_("as registered"), 8, .words = NULL),
	REPORT_WORD(FIELD_CODE, 1, "student_no", N_("Student no."),
		    N_("the school's number for the student"), 12, .words = NULL),
	REPORT_TEXT(2, "class_name", N_("Class"), N_("of this school year"), 7),
	REPORT_WORD(FIELD_NAME, 3, "mentor", N_("Mentor"),
		    N_("who leads the student today; empty: nobody"), 8, .words = NULL),
	REPORT_CHOICE(4, "visit", N_("Visit"),
		      N_("of the home visits owed this year; empty: none is owed"), 8, some),
	REPORT_CHOICE(5, "talk", N_("Talk"), N_("of the talks owed this year; empty: none is owed"),
		      8, some),
	REPORT_CHOICE(6, "feedback", N_("Feedback"),
		      N_("of the written feedback owed this year; empty: none is owed"), 8, some),
	{ 0 },
};

const struct report report_lacking = {
	.name = "lacking",
	.label = N_("Who has none yet"),
	.about = N_("Students without a mentor, or without any visit, talk or feedback yet "
		    "although they are owed some this year. Whoever has had one is not here; "
		    "what is still owed to them stands among the obligations."),
	.key = REPORT_OF_STUDENT,
	.persons = true,
	.sql = &statements[LACKING],
	.fields = lacking_fields,
	.columns =
		NAMES("student", "student_no", "class_name", "mentor", "visit", "talk", "feedback"),
};
