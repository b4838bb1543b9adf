/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist on exact, readable cases: what happened to one student, and how one occasion of the
 * year stands then.
 */
#include "model/checklist.h"

#include <criterion/criterion.h>

#include "expect.h"
#include "model/student.h"
#include "story.h"

TestSuite(model_checklist, .fini = story_end);

/* ------------------------------------------------------------------------- states */

Test(model_checklist, states)
{
	static const struct story rows[] = {
		{ "nothing done, far off", SCHOOL_TODAY, LED, "Visit", "open 2027-08-31", NULL },
		{ "nothing done, over", SCHOOL_TODAY, LED, "Mid 1", "overdue 2026-11-15", NULL },
		{ "done", SCHOOL_TODAY, LED "talk 1 2026-11-02", "Mid 1", "met 2026-11-02", NULL },
		{ "without a mentor it is owed too", SCHOOL_TODAY, IN_SIXTH, "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "of a student who left", SCHOOL_TODAY, LED "leave 2026-11-22", "Visit",
		  "not in the list", NULL },
		{ "on a student's last day", SCHOOL_TODAY, LED "leave " SCHOOL_TODAY, "Visit",
		  "open 2027-08-31", NULL },
	};

	EXPECT_ROWS(rows);
}

/* The last day is at most so many days away: 14, or what the rule says. */
Test(model_checklist, due_soon)
{
	static const char seven[] = "UPDATE rule SET value = '7' WHERE name = 'due_soon'",
			  none[] = "UPDATE rule SET value = '0' WHERE name = 'due_soon'";
	static const struct story rows[] = {
		{ "15 days before", "2026-10-31", LED, "Mid 1", "open 2026-11-15", NULL },
		{ "14 days before", "2026-11-01", LED, "Mid 1", "soon 2026-11-15", NULL },
		{ "the last day", "2026-11-15", LED, "Mid 1", "soon 2026-11-15", NULL },
		{ "the day after", "2026-11-16", LED, "Mid 1", "overdue 2026-11-15", NULL },
		{ "8 of 7 days", "2026-11-07", LED, "Mid 1", "open 2026-11-15", seven },
		{ "7 of 7 days", "2026-11-08", LED, "Mid 1", "soon 2026-11-15", seven },
		{ "1 of 0 days", "2026-11-14", LED, "Mid 1", "open 2026-11-15", none },
		{ "0 of 0 days", "2026-11-15", LED, "Mid 1", "soon 2026-11-15", none },
		{ "a letter, 15 days", "2027-06-15", LED, "Let. S", "open 2027-06-30", NULL },
		{ "a letter, 14 days", "2027-06-16", LED, "Let. G", "soon 2027-06-30", NULL },
		{ "a letter, over", "2027-07-01", LED, "Let. S", "overdue 2027-06-30", NULL },
		{ "a visit, 14 days", "2027-08-17", LED, "Visit", "soon 2027-08-31", NULL },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, who_was_not_there_owes_nothing)
{
	static const struct story rows[] = {
		{ "joined on the last day", SCHOOL_TODAY, "join 2026-09-21 601", "Start 1",
		  "overdue 2026-09-21", NULL },
		{ "joined the day after", SCHOOL_TODAY, "join 2026-09-22 601", "Start 1",
		  "not_applicable 2026-09-21", NULL },
		{ "but what was done counts", SCHOOL_TODAY,
		  "join 2026-10-12 601,lead 1 2026-10-12,talk 1 2026-10-20 Start 1", "Start 1",
		  "met 2026-10-20", NULL },
		{ "away for the whole window", SCHOOL_TODAY,
		  IN_SIXTH "leave 2026-10-25,back 2026-11-16", "Mid 1", "not_applicable 2026-11-15",
		  NULL },
		{ "there on the first day", SCHOOL_TODAY,
		  IN_SIXTH "leave 2026-10-26,back 2026-11-16", "Mid 1", "overdue 2026-11-15",
		  NULL },
		{ "back on the last day", SCHOOL_TODAY, IN_SIXTH "leave 2026-10-25,back 2026-11-15",
		  "Mid 1", "overdue 2026-11-15", NULL },
		{ "a window before having left", SCHOOL_TODAY,
		  IN_SIXTH "leave 2026-10-25,back 2026-11-16", "Start 1", "overdue 2026-09-21",
		  NULL },
		{ "a window to come", SCHOOL_TODAY, "join 2026-10-12 601", "Final 1",
		  "open 2027-01-24", NULL },
		{ "a visit is of the whole year", SCHOOL_TODAY, "join 2026-11-20 601", "Visit",
		  "open 2027-08-31", NULL },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, graduating_grades)
{
	static const struct story rows[] = {
		{ "sixth", SCHOOL_TODAY, "join 2026-09-01 六(1)", "Grad", "none", NULL },
		{ "eighth", SCHOOL_TODAY, "join 2026-09-01 八(1)", "Grad", "none", NULL },
		{ "ninth", SCHOOL_TODAY, "join 2026-09-01 九(1)", "Grad", "open 2027-06-06", NULL },
		{ "fifth", SCHOOL_TODAY, "join 2026-09-01 五(1)", "Grad", "open 2027-06-06", NULL },
		{ "fourth", SCHOOL_TODAY, "join 2026-09-01 四(1)", "Grad", "none", NULL },
		{ "twelfth", SCHOOL_TODAY, "join 2026-09-01 高三(1)", "Grad", "open 2027-06-06",
		  NULL },
		{ "eleventh", SCHOOL_TODAY, "join 2026-09-01 高二(1)", "Grad", "none", NULL },
		{ "a talk of a sixth in it", "2027-05-20", LED "talk 1 2027-05-12", "Grad", "none",
		  NULL },
		{ "a talk of a ninth in it", "2027-05-20",
		  "join 2026-09-01 九(1),talk 1 2027-05-12", "Grad", "met 2027-05-12", NULL },
	};

	EXPECT_ROWS(rows);
}

/* ------------------------------------------------------------------------- visits */

Test(model_checklist, whose_visit_counts)
{
	static const struct story rows[] = {
		{ "the lead's", SCHOOL_TODAY, LED "visit 1 2026-09-10", "Visit", "met 2026-09-10",
		  NULL },
		{ "on the lead's first day", SCHOOL_TODAY,
		  IN_SIXTH "lead 1 2026-10-12,visit 1 2026-10-12", "Visit", "met 2026-10-12",
		  NULL },
		{ "the lead's, the day before leading", SCHOOL_TODAY,
		  IN_SIXTH "lead 1 2026-10-12,visit 1 2026-10-11", "Visit", "open 2027-08-31",
		  NULL },
		{ "an earlier mentor's, while leading", SCHOOL_TODAY,
		  LED "visit 1 2026-09-10,lead 2 2026-10-12", "Visit", "met 2026-09-10", NULL },
		{ "an earlier mentor's, afterwards", SCHOOL_TODAY,
		  LED "lead 2 2026-10-12,visit 1 2026-10-20", "Visit", "met 2026-10-20", NULL },
		{ "a later mentor's, before leading", SCHOOL_TODAY,
		  LED "lead 2 2026-10-12,visit 2 2026-10-11", "Visit", "open 2027-08-31", NULL },
		{ "a later mentor's, in time", SCHOOL_TODAY,
		  LED "lead 2 2026-10-12,visit 2 2026-10-12", "Visit", "met 2026-10-12", NULL },
		{ "one's who is to lead", SCHOOL_TODAY, LED "lead 2 2026-12-01,visit 2 2026-11-20",
		  "Visit", "open 2027-08-31", NULL },
		{ "a stranger's", SCHOOL_TODAY, LED "visit 3 2026-09-10", "Visit",
		  "open 2027-08-31", NULL },
		{ "a co-mentor's", SCHOOL_TODAY, LED "co 3 2026-09-01,visit 3 2026-09-10", "Visit",
		  "open 2027-08-31", NULL },
		{ "one's whose leading was corrected", SCHOOL_TODAY,
		  IN_SIXTH "lead 1 2026-10-12,lead 2 2026-10-12,visit 1 2026-10-20", "Visit",
		  "met 2026-10-20", NULL },
		{ "a withdrawn one", SCHOOL_TODAY, LED "visit 1 2026-09-10,withdraw", "Visit",
		  "open 2027-08-31", NULL },
		{ "another after the withdrawn one", SCHOOL_TODAY,
		  LED "visit 1 2026-09-10,withdraw,visit 1 2026-09-20", "Visit", "met 2026-09-20",
		  NULL },
		{ "a call is no visit", SCHOOL_TODAY, LED "call 1 2026-09-10", "Visit",
		  "open 2027-08-31", NULL },
		{ "after the day the school has set", "2027-01-20", LED "visit 1 2027-01-15",
		  "Visit", "met 2027-01-15",
		  "UPDATE rule SET value = '2026-12-31' WHERE name = 'visit_due'" },
		{ "none by the day the school has set", "2027-01-20", LED, "Visit",
		  "overdue 2026-12-31",
		  "UPDATE rule SET value = '2026-12-31' WHERE name = 'visit_due'" },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, several_visits_a_year)
{
	static const char two[] = "UPDATE rule SET value = '2' WHERE name = 'visits'",
			  none[] = "UPDATE rule SET value = '0' WHERE name = 'visits'";
	static const struct story rows[] = {
		{ "one done: the first", SCHOOL_TODAY, LED "visit 1 2026-09-10", "Visit1",
		  "met 2026-09-10", two },
		{ "one done: the second", SCHOOL_TODAY, LED "visit 1 2026-09-10", "Visit2",
		  "open 2027-08-31", two },
		{ "two done, the later entered first", SCHOOL_TODAY,
		  LED "visit 1 2026-10-20,visit 1 2026-09-10", "Visit2", "met 2026-10-20", two },
		{ "two done, by two mentors", SCHOOL_TODAY,
		  LED "visit 1 2026-09-10,lead 2 2026-10-12,visit 2 2026-10-20", "Visit2",
		  "met 2026-10-20", two },
		{ "two on one day", SCHOOL_TODAY, LED "visit 1 2026-09-10,visit 1 2026-09-10",
		  "Visit2", "met 2026-09-10", two },
		{ "a stranger's between", SCHOOL_TODAY, LED "visit 1 2026-09-10,visit 3 2026-09-20",
		  "Visit2", "open 2027-08-31", two },
		{ "one by the rule", SCHOOL_TODAY, LED, "Visit2", "not in the list", NULL },
		{ "none by the rule", SCHOOL_TODAY, LED, "Visit", "not in the list", none },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, visits_of_a_term)
{
	static const char term[] = "UPDATE rule SET value = 'term' WHERE name = 'visits_per'",
			  early[] = "UPDATE rule SET value = 'term' WHERE name = 'visits_per';"
				    "UPDATE rule SET value = '2027-01-10' WHERE name = 'visit_due'";
	static const struct story rows[] = {
		{ "the first term's", SCHOOL_TODAY, LED, "Visit 1", "open 2027-02-14", term },
		{ "the second term's", SCHOOL_TODAY, LED, "Visit 2", "open 2027-08-31", term },
		{ "in the first", SCHOOL_TODAY, LED "visit 1 2026-09-10", "Visit 1",
		  "met 2026-09-10", term },
		{ "for that alone", SCHOOL_TODAY, LED "visit 1 2026-09-10", "Visit 2",
		  "open 2027-08-31", term },
		{ "its last day", "2027-03-01", LED "visit 1 2027-02-14", "Visit 1",
		  "met 2027-02-14", term },
		{ "too late for it", "2027-03-01", LED "visit 1 2027-02-15", "Visit 1",
		  "overdue 2027-02-14", term },
		{ "in time for the other", "2027-03-01", LED "visit 1 2027-02-15", "Visit 2",
		  "met 2027-02-15", term },
		{ "a last day before the second term", SCHOOL_TODAY, LED, "Visit 2",
		  "open 2027-08-31", early },
	};

	EXPECT_ROWS(rows);
}

/* -------------------------------------------------------------------------- talks */

Test(model_checklist, talks_of_a_quota)
{
	static const char two[] = "UPDATE rule SET value = '2' WHERE name = 'talks'",
			  year[] = "UPDATE rule SET value = '1' WHERE name = 'talks';"
				   "UPDATE rule SET value = 'year' WHERE name = 'talks_per'";
	static const struct story rows[] = {
		{ "none by the rule", SCHOOL_TODAY, LED, "Talk", "not in the list", NULL },
		{ "two a term", SCHOOL_TODAY, LED, "Talk2 1", "open 2027-02-14", two },
		{ "and in the other", SCHOOL_TODAY, LED, "Talk2 2", "open 2027-08-31", two },
		{ "one for a key date counts", SCHOOL_TODAY, LED "talk 1 2026-11-20 Mid 1",
		  "Talk1 1", "met 2026-11-20", two },
		{ "once", SCHOOL_TODAY, LED "talk 1 2026-11-20 Mid 1", "Talk2 1", "open 2027-02-14",
		  two },
		{ "one for none too", SCHOOL_TODAY, LED "talk 1 2026-11-20,talk 2 2026-10-01",
		  "Talk2 1", "met 2026-11-20", two },
		{ "not in its term", "2027-03-01", LED "talk 1 2027-02-15", "Talk1 1",
		  "overdue 2027-02-14", two },
		{ "one a year", SCHOOL_TODAY, LED, "Talk", "open 2027-08-31", year },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, who_graduates_from_a_vocational_school)
{
	static const char four[] = "UPDATE rule SET value = '4' WHERE name = 'vocational_years'";
	static const struct story rows[] = {
		{ "the third year", SCHOOL_TODAY, "join 2026-09-01 职三(1)", "Grad",
		  "open 2027-06-06", NULL },
		{ "the second", SCHOOL_TODAY, "join 2026-09-01 职二(1)", "Grad", "none", NULL },
		{ "the third of four", SCHOOL_TODAY, "join 2026-09-01 职三(1)", "Grad", "none",
		  four },
		{ "the fourth", SCHOOL_TODAY, "join 2026-09-01 职四(1)", "Grad", "open 2027-06-06",
		  four },
		{ "others as ever", SCHOOL_TODAY, "join 2026-09-01 九(1)", "Grad",
		  "open 2027-06-06", four },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist, which_talk_counts)
{
	static const struct story rows[] = {
		{ "the day before the window", SCHOOL_TODAY, LED "talk 1 2026-10-25", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "its first day", SCHOOL_TODAY, LED "talk 1 2026-10-26", "Mid 1", "met 2026-10-26",
		  NULL },
		{ "its last day", SCHOOL_TODAY, LED "talk 1 2026-11-15", "Mid 1", "met 2026-11-15",
		  NULL },
		{ "the day after", SCHOOL_TODAY, LED "talk 1 2026-11-16", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "late, for it", SCHOOL_TODAY, LED "talk 1 2026-11-20 Mid 1", "Mid 1",
		  "met 2026-11-20", NULL },
		{ "early, for it", SCHOOL_TODAY, LED "talk 1 2026-10-20 Mid 1", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "in it, for another", SCHOOL_TODAY, LED "talk 1 2026-11-02 Start 1", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "late, for that other", SCHOOL_TODAY, LED "talk 1 2026-11-02 Start 1", "Start 1",
		  "met 2026-11-02", NULL },
		{ "of the same name in the other term", "2027-04-20", LED "talk 1 2027-04-15 Mid 1",
		  "Mid 2", "open 2027-05-02",
		  "UPDATE rule SET value = '7' WHERE name = 'due_soon'" },
		{ "the first of two dates it", SCHOOL_TODAY,
		  LED "talk 1 2026-11-10,talk 1 2026-11-02", "Mid 1", "met 2026-11-02", NULL },
		{ "a colleague's", SCHOOL_TODAY, LED "talk 3 2026-11-02", "Mid 1", "met 2026-11-02",
		  NULL },
		{ "a withdrawn one", SCHOOL_TODAY, LED "talk 1 2026-11-02,withdraw", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "a visit is no talk", SCHOOL_TODAY, LED "visit 1 2026-11-02", "Mid 1",
		  "overdue 2026-11-15", NULL },
		{ "in two windows at once: the one", SCHOOL_TODAY, LED "talk 1 2026-11-02", "Mid 1",
		  "met 2026-11-02", "UPDATE key_date SET due = '2026-11-10' WHERE id = 1" },
		{ "in two windows at once: the other", SCHOOL_TODAY, LED "talk 1 2026-11-02",
		  "Start 1", "met 2026-11-02",
		  "UPDATE key_date SET due = '2026-11-10' WHERE id = 1" },
	};

	EXPECT_ROWS(rows);
}

/* ------------------------------------------------------------------------ letters */

Test(model_checklist, a_letter_counts_when_it_is_delivered)
{
	static const struct story rows[] = {
		{ "written alone", "2027-06-20", LED "letter 1 2027-06-10 - -", "Let. S",
		  "soon 2027-06-30", NULL },
		{ "to the student: theirs", "2027-06-20", LED "letter 1 2027-06-10 2027-06-12 -",
		  "Let. S", "met 2027-06-12", NULL },
		{ "to the student: the guardians'", "2027-06-20",
		  LED "letter 1 2027-06-10 2027-06-12 -", "Let. G", "soon 2027-06-30", NULL },
		{ "to the guardians: theirs", "2027-06-20", LED "letter 1 2027-06-10 - 2027-06-14",
		  "Let. G", "met 2027-06-14", NULL },
		{ "to the guardians: the student's", "2027-06-20",
		  LED "letter 1 2027-06-10 - 2027-06-14", "Let. S", "soon 2027-06-30", NULL },
		{ "two letters, one party each", "2027-06-20",
		  LED "letter 1 2027-06-10 2027-06-12 -,letter 1 2027-06-11 - 2027-06-15", "Let. G",
		  "met 2027-06-15", NULL },
		{ "withdrawn", "2027-06-20",
		  LED "letter 1 2027-06-10 2027-06-12 2027-06-12,withdraw", "Let. S",
		  "soon 2027-06-30", NULL },
		{ "late", "2027-07-10", LED "letter 1 2027-07-05 2027-07-06 -", "Let. S",
		  "met 2027-07-06", NULL },
	};

	EXPECT_ROWS(rows);
}

/* ----------------------------------------------------------------------- leap day */

#define LED_IN_27 "join 2027-09-01 601,lead 1 2027-09-01,"

Test(model_checklist, leap_day)
{
	static const struct story rows[] = {
		{ "done on it", "2028-02-29", LED_IN_27 "talk 1 2028-02-29", "Start 2",
		  "met 2028-02-29", NULL },
		{ "15 days before, counted over it", "2028-02-29", LED_IN_27, "Start 2",
		  "open 2028-03-15", NULL },
		{ "16 days before", "2028-02-28", LED_IN_27, "Start 2", "open 2028-03-15", NULL },
		{ "14 days before", "2028-03-01", LED_IN_27, "Start 2", "soon 2028-03-15", NULL },
		{ "15 days before, without one", "2027-02-28", LED, "Start 2", "open 2027-03-15",
		  NULL },
		{ "a window that ends on it: then", "2028-02-29", LED_IN_27, "Start 2",
		  "soon 2028-02-29", "UPDATE key_date SET due = '2028-02-29' WHERE id = 4" },
		{ "a window that ends on it: after", "2028-03-01", LED_IN_27, "Start 2",
		  "overdue 2028-02-29", "UPDATE key_date SET due = '2028-02-29' WHERE id = 4" },
		{ "joined on it, for a window until then", "2028-03-20", "join 2028-02-29 601",
		  "Start 2", "overdue 2028-02-29",
		  "UPDATE key_date SET due = '2028-02-29' WHERE id = 4" },
		{ "joined after it, for a window until then", "2028-03-20", "join 2028-03-01 601",
		  "Start 2", "not_applicable 2028-02-29",
		  "UPDATE key_date SET due = '2028-02-29' WHERE id = 4" },
	};

	EXPECT_ROWS(rows);
}
