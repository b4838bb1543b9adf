/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist on exact cases of what one student alone is owed, or is spared. */
#include <criterion/criterion.h>

#include "story.h"

TestSuite(model_checklist_own, .fini = story_end);

Test(model_checklist_own, the_talk_after_a_change)
{
	static const char three[] = "UPDATE rule SET value = '3' WHERE name = 'change_days'";
	static const struct story rows[] = {
		{ "nothing happened", SCHOOL_TODAY, LED, "Change", "not in the list", NULL },
		{ "a week", SCHOOL_TODAY, LED "change 1 2026-11-20", "Change", "soon 2026-11-27",
		  NULL },
		{ "as the rule says", SCHOOL_TODAY, LED "change 1 2026-11-20", "Change",
		  "soon 2026-11-23", three },
		{ "over", SCHOOL_TODAY, LED "change 1 2026-11-15", "Change", "overdue 2026-11-22",
		  NULL },
		{ "a talk the same day", SCHOOL_TODAY, LED "change 1 2026-11-20,talk 1 2026-11-20",
		  "Change", "met 2026-11-20", NULL },
		{ "the day before", SCHOOL_TODAY, LED "talk 1 2026-11-19,change 1 2026-11-20",
		  "Change", "soon 2026-11-27", NULL },
		{ "one for a key date", SCHOOL_TODAY,
		  LED "change 1 2026-11-15,talk 2 2026-11-20 Mid 1", "Change", "met 2026-11-20",
		  NULL },
		{ "a call is no talk", SCHOOL_TODAY, LED "change 1 2026-11-20,call 1 2026-11-20",
		  "Change", "soon 2026-11-27", NULL },
		{ "taken back", SCHOOL_TODAY, LED "change 1 2026-11-20,withdraw", "Change",
		  "not in the list", NULL },
		{ "exempt from talks", SCHOOL_TODAY,
		  LED "change 1 2026-11-20,exempt talk 2026-11-23 2026-11-23", "Change",
		  "exempt 2026-11-23", NULL },
	};

	EXPECT_ROWS(rows);
}

/* The year before is written past the model, which takes records of this one alone. */
Test(model_checklist_own, a_change_in_the_last_days_of_the_year_before)
{
	static const char before[] =
		"INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025, "
		"'2025-09-01', '2026-02-15', '2026-08-31');"
		"INSERT INTO mentor (id, staff_no, name) VALUES (7, 'T7', 'M');"
		"INSERT INTO student (id, student_no, name) VALUES (1, 'S0', 'N');"
		"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at) "
		"VALUES (1, 2025, 'change', '2026-08-28', 7, '');"
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date, "
		"mentor_id, withdrawn) VALUES (1, 1, 2025, 'change', '2026-08-28', 7, 0);"
		"INSERT INTO class (id, stage, entry_year, number) VALUES (1, 'junior', 2026, 1);"
		"INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends) "
		"VALUES (1, 2026, 1, '2026-09-01', '2027-08-31');";
	static const struct {
		const char *more, *state;
	} rows[] = {
		{ "", "soon 2026-09-04" },
		{ "UPDATE contact SET date = '2026-08-25'", "soon 2026-09-01" },
		{ "UPDATE contact SET date = '2026-08-24'", "not in the list" },
		{ "INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at) "
		  "VALUES (2, 2025, 'talk', '2026-08-30', 7, '');"
		  "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, "
		  "date, mentor_id, withdrawn) VALUES (2, 1, 2025, 'talk', '2026-08-30', 7, 0)",
		  "not in the list" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		school_begin(&story_session, "2026-09-01");
		school_script(&story_session, before);
		school_script(&story_session, rows[i].more);
		cr_expect_str_eq(story_standing(OWED_FOR_STUDENT, 1, "Change"), rows[i].state, "%s",
				 rows[i].more);
		school_end(&story_session);
	}
}

Test(model_checklist_own, referrals_until_their_outcome)
{
	static const struct story rows[] = {
		{ "open", SCHOOL_TODAY, LED "refer 2026-11-20 2026-12-31 -", "D", "open 2026-12-31",
		  NULL },
		{ "soon", SCHOOL_TODAY, LED "refer 2026-11-20 2026-12-01 -", "D", "soon 2026-12-01",
		  NULL },
		{ "overdue", SCHOOL_TODAY, LED "refer 2026-11-01 2026-11-22 -", "D",
		  "overdue 2026-11-22", NULL },
		{ "of the year before", SCHOOL_TODAY, LED "refer 2026-03-01 2026-04-01 -", "D",
		  "overdue 2026-04-01", NULL },
		{ "closed", SCHOOL_TODAY, LED "refer 2026-11-01 2026-11-22 2026-11-21", "D",
		  "met 2026-11-21", NULL },
		{ "closed in the year before", SCHOOL_TODAY,
		  LED "refer 2026-03-01 2026-04-01 2026-08-31", "D", "not in the list", NULL },
		{ "nothing exempts from it", SCHOOL_TODAY,
		  LED "refer 2026-11-20 2026-12-31 -,exempt all 2026-11-01 2026-12-31", "D",
		  "open 2026-12-31", NULL },
	};

	EXPECT_ROWS(rows);
}

Test(model_checklist_own, exemptions)
{
	static const struct story rows[] = {
		{ "today in it", SCHOOL_TODAY, LED "exempt visit 2026-11-23 2026-11-23", "Visit",
		  "exempt 2026-11-23", NULL },
		{ "over yesterday", SCHOOL_TODAY, LED "exempt visit 2026-11-01 2026-11-22", "Visit",
		  "open 2027-08-31", NULL },
		{ "to begin tomorrow", SCHOOL_TODAY, LED "exempt visit 2026-11-24 2026-12-24",
		  "Visit", "open 2027-08-31", NULL },
		{ "the last day in it", SCHOOL_TODAY, LED "exempt talk 2026-11-15 2026-11-15",
		  "Mid 1", "exempt 2026-11-15", NULL },
		{ "from other things", SCHOOL_TODAY, LED "exempt feedback 2026-11-01 2026-11-30",
		  "Mid 1", "overdue 2026-11-15", NULL },
		{ "from all", SCHOOL_TODAY, LED "exempt all 2026-11-01 2026-11-30", "Let. G",
		  "exempt 2026-11-30", NULL },
		{ "done all the same", SCHOOL_TODAY,
		  LED "exempt all 2026-11-01 2026-11-30,talk 1 2026-11-02", "Mid 1",
		  "met 2026-11-02", NULL },
		{ "where nothing was owed", SCHOOL_TODAY,
		  "join 2026-11-20 601,lead 1 2026-11-20,exempt all 2026-11-20 2026-11-30", "Mid 1",
		  "not_applicable 2026-11-15", NULL },
	};

	EXPECT_ROWS(rows);
}
