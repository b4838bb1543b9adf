/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mentor's yearly record, for assessment, promotion and honours (clause 六(四)).
 *
 * What is owed is counted by obligation, as everywhere: in time, late, or not yet. Nothing is
 * counted by how often something was recorded, or how much was written.
 */
#include "base/i18n.h"
#include "model/key_date.h"
#include "report_private.h"

#define YEAR                                                                                       \
	"y AS (SELECT starts, min(ends, :today) AS till, ends FROM school_year WHERE id = :year)"
#define MINE                                                                                       \
	", mine AS MATERIALIZED (SELECT * FROM duty d WHERE " REPORT_OF_DUTY(                      \
		"d") "), "                                                                         \
		     "of_year AS MATERIALIZED (SELECT a.student_id, a.role, max(a.starts, "        \
		     "y.starts) AS starts, "                                                       \
		     "min(a.ends, y.till) AS ends FROM my_assignment a CROSS JOIN y "              \
		     "WHERE a.mentor_id = :mentor AND a.starts <= a.ends AND a.starts <= y.till "  \
		     "AND a.ends >= y.starts AND NOT :own), "                                      \
		     "sent AS MATERIALIZED (SELECT r.date, r.closed_on FROM my_referral r CROSS "  \
		     "JOIN y "                                                                     \
		     "WHERE r.mentor_id = :mentor AND r.date <= y.till "                           \
		     "AND coalesce(r.closed_on, '9999-12-31') >= y.starts), "                      \
		     "been AS MATERIALIZED (SELECT t.level, t.credits FROM attendance a CROSS "    \
		     "JOIN training t "                                                            \
		     "ON t.id = a.training_id WHERE a.mentor_id = :mentor AND t.school_year_id = " \
		     ":year), "                                                                    \
		     "asked AS (SELECT CAST(value AS INTEGER) AS credits FROM rule "               \
		     "WHERE school_year_id = :year AND name = 'training_credits' AND value > 0) "
/* One figure: a number alone, in tenths; or an obligation's states. */
#define NOTHING "NULL, NULL, NULL, NULL, NULL, NULL "
#define ROW(id, section, figure, count)                                                            \
	"SELECT " id ", '" section "', '" figure "', NULL, " count ", " NOTHING
#define MORE          "UNION ALL "
#define IF(condition) "count(*) FILTER (WHERE " condition ") "
/* clang-format off */
#define STATES \
	"10 * " IF("state <> 'exempt'") ", " IF("state = 'met'") ", " \
	IF("state = 'met' AND NOT late") ", " IF("late") ", " IF("state IN ('open', 'soon')") \
	", " IF("state = 'overdue'") ", " IF("state = 'exempt'") "FROM mine "
/* clang-format on */
#define DUTIES(id, section, kind_code)                                                             \
	"SELECT " id ", '" section "', '" kind_code "', NULL, " STATES "WHERE kind = '" kind_code  \
	"' "

enum { RECORD };

/* clang-format off */
static const struct sql statements[] = {
	[RECORD] = { "report.record",
		"WITH " YEAR MINE ", n (id, section, figure, occasion, count, met, in_time, "
		"late, open, overdue, exempt) AS ("
		ROW("1", "load", "led", "10 * coalesce(sum(students), 0)") "FROM covered d WHERE "
		REPORT_OF_GROUP("d") MORE
		ROW("2", "load", "led_year", "10 * count(DISTINCT student_id)") "FROM of_year "
		"WHERE role = 'lead' HAVING NOT :own " MORE
		ROW("3", "load", "average",
		"CAST(round(coalesce(sum(julianday(ends) - julianday(starts) + 1) * 10 / "
		"(SELECT julianday(till) - julianday(starts) + 1 FROM y), 0)) AS INTEGER)")
		"FROM of_year WHERE role = 'lead' HAVING NOT :own " MORE
		ROW("4", "load", "co_year", "10 * count(DISTINCT student_id)") "FROM of_year "
		"WHERE role = 'co' HAVING NOT :own " MORE
		ROW("5", "load", "capacity", "10 * coalesce(nullif(capacity, 0), :capacity)")
		"FROM mentor WHERE id = :mentor " MORE DUTIES("10", "visits", "visit") MORE
		ROW("11", "visits", "home",
		"10 * " IF("kind = 'visit' AND state = 'met' AND NOT elsewhere")) "FROM mine "
		MORE ROW("12", "visits", "elsewhere", "10 * " IF("elsewhere")) "FROM mine " MORE
		"SELECT 1000 + key_date_id, 'talks', 'talk', min(occasion), " STATES "WHERE kind "
		"= 'talk' GROUP BY key_date_id " MORE DUTIES("21", "talks", "talk_frequent")
		"HAVING count(*) " MORE DUTIES("22", "talks", "talk_change") MORE
		DUTIES("30", "feedback", "feedback_student") MORE
		DUTIES("31", "feedback", "feedback_guardians") MORE
		ROW("40", "referrals", "opened", "10 * " IF("date >= y.starts")) "FROM sent "
		"CROSS JOIN y " MORE
		ROW("41", "referrals", "closed",
		"10 * " IF("closed_on BETWEEN y.starts AND y.till")) "FROM sent CROSS JOIN y "
		MORE
		ROW("42", "referrals", "still_open",
		"10 * " IF("coalesce(closed_on, '9999') > y.till")) "FROM sent CROSS JOIN y " MORE
		DUTIES("43", "referrals", "referral") MORE
		ROW("50", "contacts", "met_students", "10 * count(DISTINCT d.student_id)") "FROM "
		"covered d CROSS JOIN my_contact_student k ON k.student_id = d.student_id WHERE "
		REPORT_OF_GROUP("d") "AND d.student_id AND k.school_year_id = :year AND "
		"k.mentor_id = d.mentor_id AND k.withdrawn = 0 AND k.kind <> 'change' HAVING NOT "
		":fixed " MORE ROW("60", "training", "sessions", "10 * count(level)") "FROM been "
		MORE ROW("61", "training", "city", "coalesce(sum(credits), 0)") "FROM been WHERE "
		"level = 'city' " MORE
		ROW("62", "training", "district", "coalesce(sum(credits), 0)") "FROM been WHERE "
		"level = 'district' " MORE
		ROW("63", "training", "school", "coalesce(sum(credits), 0)") "FROM been WHERE "
		"level = 'school' " MORE
		ROW("64", "training", "credits", "coalesce(sum(credits), 0)") "FROM been " MORE
		ROW("65", "training", "asked", "credits") "FROM asked " MORE
		ROW("66", "training", "lacking",
		"max(0, credits - (SELECT coalesce(sum(credits), 0) FROM been))") "FROM asked ) "
		"SELECT n.id, 1 AS rev, section, figure, figure AS definition, occasion, "
		REPORT_TERM "n.count, met, in_time, late, n.open, overdue, exempt FROM n LEFT "
		"JOIN key_date k ON k.id = n.id - 1000 ORDER BY CASE WHEN n.id > 1000 THEN 20 "
		"ELSE n.id END, k.opens, k.id",
		false },
};
/* clang-format on */
const struct sql_table report_record_sql = SQL_TABLE(statements);

/* ------------------------------------------------------------------ figures */

static const struct choice sections[] = {
	{ "load", N_("Leading students"), NULL }, { "visits", N_("Home visiting"), NULL },
	{ "talks", N_("Talking"), NULL },         { "feedback", N_("Feedback"), NULL },
	{ "referrals", N_("Referrals"), NULL },   { "contacts", N_("In touch"), NULL },
	{ "training", N_("Training"), NULL },     { 0 },
};

static const struct choice figures[] = {
	{ "led", N_("today"), NULL },
	{ "led_year", N_("during the year"), NULL },
	{ "average", N_("on average"), NULL },
	{ "co_year", N_("as co-mentor"), NULL },
	{ "capacity", N_("as a rule at most"), NULL },
	{ "visit", N_("home visits"), NULL },
	{ "home", N_("of these at home"), NULL },
	{ "elsewhere", N_("in another form"), NULL },
	{ "talk", N_("at a key date"), NULL },
	{ "talk_frequent", N_("of the term"), NULL },
	{ "talk_change", N_("after a major change"), NULL },
	{ "feedback_student", N_("to students"), NULL },
	{ "feedback_guardians", N_("to guardians"), NULL },
	{ "opened", N_("opened"), NULL },
	{ "closed", N_("closed"), NULL },
	{ "still_open", N_("still open"), NULL },
	{ "referral", N_("followed up"), NULL },
	{ "met_students", N_("students met"), NULL },
	{ "sessions", N_("trainings attended"), NULL },
	{ "city", N_("credits, city"), NULL },
	{ "district", N_("credits, district"), NULL },
	{ "school", N_("credits, school"), NULL },
	{ "credits", N_("credits in all"), NULL },
	{ "asked", N_("credits asked for"), NULL },
	{ "lacking", N_("credits lacking"), NULL },
	{ 0 },
};

static const struct choice definitions[] = {
	{ "led",
	  N_("students whom the mentor leads today; of a closed year on the day it was closed"),
	  NULL },
	{ "led_year", N_("students whom the mentor led on any day of the year so far"), NULL },
	{ "average", N_("students led, averaged over the days of the year so far"), NULL },
	{ "co_year",
	  N_("students beside whose lead the mentor stood on any day of the year so far"), NULL },
	{ "capacity", N_("as many as the mentor should lead as a rule"), NULL },
	{ "visit", N_("visits owed to the students led today, whoever led them when it was met"),
	  NULL },
	{ "home", N_("of the visits done, those at the student's home"), NULL },
	{ "elsewhere",
	  N_("of the visits done, those replaced by another form because the family declined"),
	  NULL },
	{ "talk", N_("talks owed to the students led today for this key date"), NULL },
	{ "talk_frequent", N_("talks owed to the students led today whatever the occasion"), NULL },
	{ "talk_change", N_("talks owed after a major change in the life of a student led today"),
	  NULL },
	{ "feedback_student",
	  N_("written feedback owed to the students led today, when handed over"), NULL },
	{ "feedback_guardians", N_("the same feedback owed to their guardians, when handed over"),
	  NULL },
	{ "opened", N_("referrals by the mentor that began in the year, of students in sight"),
	  NULL },
	{ "closed", N_("referrals by the mentor that were closed in the year, with an outcome"),
	  NULL },
	{ "still_open", N_("referrals by the mentor that are not closed"), NULL },
	{ "referral", N_("follow-ups of referrals owed to the students led today"), NULL },
	{ "met_students",
	  N_("students led today with whom, or whose family, the mentor had a visit, talk, call, "
	     "message or feedback this year, once or often"),
	  NULL },
	{ "sessions", N_("trainings of the year at which the mentor was"), NULL },
	{ "city", N_("credits of trainings held by the city"), NULL },
	{ "district", N_("credits of trainings held by the district"), NULL },
	{ "school", N_("credits of trainings held by the school"), NULL },
	{ "credits", N_("credits of all trainings of the year"), NULL },
	{ "asked", N_("credits that the school asks of each mentor in a year"), NULL },
	{ "lacking", N_("what is lacking of the credits asked for"), NULL },
	{ 0 },
};

/* ------------------------------------------------------------------ columns */

#define STATE(i, column, title, definition)                                                        \
	{                                                                                          \
		.name = column, .label = title, .help = definition, .kind = FIELD_INT,             \
		.flags = FIELD_RIGHT | FIELD_DERIVED, .offset = offsetof(struct report_row, n[i]), \
		.width = 6                                                                         \
	}

static const struct field record_fields[] = {
	REPORT_CHOICE(0, "section", N_("Part"), N_("what the figure is about"), 10, sections),
	REPORT_CHOICE(1, "figure", N_("Figure"), N_("what is counted"), 16, figures),
	REPORT_TEXT(2, "occasion", N_("Occasion"), N_("the key date of a talk"), 8),
	REPORT_CHOICE(4, "term", N_("Term"), N_("in which the key date is"), 6, key_date_terms),
	REPORT_NUMBER(FIELD_TENTHS, 0, "count", N_("Amount"),
		      N_("so many; of obligations what is owed, without what is exempt"), 6),
	STATE(1, "met", N_("done"), N_("of what is owed, what has been met, in time or late")),
	STATE(2, "in_time", N_("in time"),
	      N_("of what is done, what was met on its last day or before")),
	STATE(3, "late", N_("late"), N_("of what is done, what was met after its last day")),
	STATE(4, "open", N_("to do"), N_("of what is owed, what is not met and not overdue")),
	STATE(5, "overdue", N_("overdue"),
	      N_("of what is owed, what is not met although its last day is over")),
	STATE(6, "exempt", N_("exempt"),
	      N_("what an approved exemption spares; not among what is owed")),
	REPORT_CHOICE(3, "definition", N_("How it is counted"), N_("what the figure says"), 40,
		      definitions),
	{ 0 },
};

#define OF_DUTY(row, kind_code)                                                                    \
	{ "count", "duties", kind_code, "owed", row }, { "met", "duties", kind_code, "met", row }, \
		{ "in_time", "duties", kind_code, "in_time", row },                                \
		{ "late", "duties", kind_code, "late", row },                                      \
		{ "open", "duties", kind_code, "not_yet", row },                                   \
		{ "overdue", "duties", kind_code, "overdue", row },                                \
	{                                                                                          \
		"exempt", "duties", kind_code, "exempt", row                                       \
	}

static const struct report_drill drills[] = {
	{ "count", "students", NULL, NULL, 1 },
	{ "count", "assignments", NULL, "lead", 2 },
	{ "count", "assignments", NULL, "lead", 3 },
	{ "count", "assignments", NULL, "co", 4 },
	OF_DUTY(10, "visit"),
	{ "count", "duties", "visit", "home", 11 },
	{ "count", "duties", "visit", "elsewhere", 12 },
	OF_DUTY(REPORT_KEY_DATES, "talk"),
	OF_DUTY(21, "talk_frequent"),
	OF_DUTY(22, "talk_change"),
	OF_DUTY(30, "feedback_student"),
	OF_DUTY(31, "feedback_guardians"),
	{ "count", "referrals", NULL, "opened", 40 },
	{ "count", "referrals", NULL, "closed", 41 },
	{ "count", "referrals", NULL, "open", 42 },
	OF_DUTY(43, "referral"),
	{ "count", "contacts", NULL, NULL, 50 },
	{ "count", "attendance", NULL, NULL, 60 },
	{ "count", "attendance", "city", NULL, 61 },
	{ "count", "attendance", "district", NULL, 62 },
	{ "count", "attendance", "school", NULL, 63 },
	{ "count", "attendance", NULL, NULL, 64 },
	{ 0 },
};

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

const struct report report_record = {
	.name = "record",
	.label = N_("Yearly record of a mentor"),
	.about = N_("What a mentor did in the year, for the assessment. Obligations are counted in "
		    "time, late or not yet, and go with the student: what was met before a change "
		    "of mentor stays met. Nothing is counted by how often or how much was "
		    "recorded."),
	.key = REPORT_OF_KEY_DATE,
	.scope = REPORT_OF_MENTORS,
	.years = REPORT_CLOSED_TOO,
	.persons = true,
	.of_one = true,
	.sql = &statements[RECORD],
	.fields = record_fields,
	.columns = NAMES("section", "figure", "occasion", "term", "count", "met", "in_time", "late",
			 "open", "overdue", "exempt", "definition"),
	.fixed = NAMES("section", "figure", "count", "met", "open", "overdue", "exempt",
		       "definition"),
	.drills = drills,
};
