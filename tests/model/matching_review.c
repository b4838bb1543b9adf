/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a proposal before it is confirmed, and of a mentor for one student. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/condition.h"
#include "model/matching.h"
#include "model/preference.h"
#include "support/school.h"

static struct session s;
static struct err e;
static struct buf said;
static int64_t seed = 3;

/* Three mentors with places for two, two and three; six students, two classes. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 6; n++)
		school_add_student(&s, n, n <= 3 ? "六(1)" : "七(2)", "2026-09-01");
	school_script(&s, "UPDATE mentor SET capacity = 2 + (staff_no = 'T3')");
}

static void end(void)
{
	buf_release(&said);
	school_end(&s);
}

TestSuite(model_matching_review, .init = begin, .fini = end);

#define STUDENT "(SELECT id FROM student WHERE student_no = 'S%d')"
#define MENTOR  "(SELECT id FROM mentor WHERE staff_no = 'T%d')"

static void choose(int student, int rank, int mentor)
{
	char script[300];

	snprintf(script, sizeof script,
		 "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, answered_on)"
		 " VALUES (2026, " STUDENT ", %d, " MENTOR ", '2026-11-01')",
		 student, rank, mentor);
	school_script(&s, script);
}

/* -1: no number. */
static void ask(const char *kind, int weight, int student, int mentor, int number)
{
	char script[300];

	snprintf(script, sizeof script,
		 "INSERT INTO condition (school_year_id, kind, weight, student_id, mentor_id, "
		 "number) VALUES (2026, '%s', %d, " STUDENT ", " MENTOR ", nullif(%d, -1))",
		 kind, weight, student, mentor, number);
	school_script(&s, script);
}

static void ask_of_two(const char *kind, int weight, int a, int b)
{
	char script[300];

	snprintf(script, sizeof script,
		 "INSERT INTO condition (school_year_id, kind, weight, student_id, other_id) "
		 "VALUES (2026, '%s', %d, " STUDENT ", " STUDENT ")",
		 kind, weight, a, b);
	school_script(&s, script);
}

static void like(int mentor, int student, int place)
{
	char script[300];

	snprintf(script, sizeof script,
		 "INSERT INTO mentor_preference (school_year_id, mentor_id, student_id, place) "
		 "VALUES (2026, " MENTOR ", " STUDENT ", nullif(%d, 0))",
		 mentor, student, place);
	school_script(&s, script);
}

static int64_t propose(const char *method, const char *who, int64_t leaving)
{
	const struct match_asked asked = {
		.method = method, .aim = "most_first", .who = who, .leaving = leaving, .seed = seed
	};
	int64_t run;

	MUST(match_propose(&s, &asked, &run, &e), e);
	return run;
}

static const char *why(int64_t run, int student)
{
	buf_clear(&said);
	MUST(match_why(&s, run, school_student(&s, student), &said, &e), e);
	return buf_str(&said);
}

static const char *effects(int64_t run, int student, int mentor)
{
	buf_clear(&said);
	MUST(match_effects(&s, run, school_student(&s, student),
			   mentor ? school_mentor(&s, mentor) : 0, &said, &e),
	     e);
	return buf_str(&said);
}

static const char *warnings(int64_t run)
{
	struct rowset set;

	MUST(match_warnings(&s, run, &set, &e), e);
	buf_clear(&said);
	for (size_t i = 0; i < set.count; i++) {
		const struct match_warning *w = rowset_at(&set, i);

		buf_printf(&said, "%s: %s\n", w->kind, w->text);
	}
	rowset_release(&set);
	return buf_str(&said);
}

#define SAYS(text, words) cr_expect(strstr((text), (words)), "%s", buf_str(&said))

static void give(int student, int mentor)
{
	char script[300];

	snprintf(script, sizeof script,
		 "UPDATE match_pair SET mentor_id = " MENTOR " WHERE student_id = " STUDENT, mentor,
		 student);
	school_script(&s, script);
}

/* ------------------------------------------------------------------------- reasons */

Test(model_matching_review, who_got_the_last_place_and_by_what)
{
	char expected[300];
	int64_t run;
	int last = 0;

	for (int n = 1; n <= 3; n++)
		choose(n, 1, 1);
	run = propose("students", "all", 0);
	sscanf(file_text("school.db", "SELECT substr(student_no, 2) FROM match_pair p JOIN student "
				      "s ON s.id = student_id WHERE rank = 0 AND student_no < "
				      "'S4'"),
	       "%d", &last);
	snprintf(expected, sizeof expected, "%s",
		 file_text("school.db",
			   "SELECT 'Choice 1, 导师1: full with 2. Its last place went to ' || "
			   "s.name || ', who had chosen it as number 1 and drew lot ' || p.lot || "
			   "' of 6; this student drew ' || (SELECT lot FROM match_pair o JOIN "
			   "student t ON t.id = o.student_id WHERE o.rank = 0 AND t.student_no < "
			   "'S4') FROM match_pair p JOIN student s ON s.id = p.student_id WHERE "
			   "p.rank = 1 ORDER BY p.lot LIMIT 1"));
	SAYS(why(run, last), expected);
	SAYS(why(run, last), "was filled in: the lightest load of all possible mentors");
	SAYS(why(run, 4), "Named no mentor.");
	SAYS(why(run, last % 3 + 1), "Choice 1, 导师1: granted.");
}

/* The third has a second choice, the others have none: so it is whoever's lot is the higher. */
Test(model_matching_review, lots_that_decided_nothing_are_not_named)
{
	for (int n = 1; n <= 3; n++)
		choose(n, 1, 1);
	choose(3, 2, 2);
	for (seed = 1; seed <= 8; seed++) {
		int64_t run = propose("students", "all", 0);

		SAYS(why(run, 3), "who had chosen it as number 1; only so most students on the "
				  "whole have what they chose.");
		SAYS(why(run, 3), "Choice 2, 导师2: granted.");
	}
}

Test(model_matching_review, what_a_choice_could_not_be_for)
{
	int64_t run;

	choose(1, 1, 1);
	choose(1, 2, 2);
	choose(2, 1, 3);
	ask("forbidden", 0, 1, 1, -1);
	ask("capacity", 0, 0, 2, 0);
	ask("fixed", 0, 2, 1, -1);
	run = propose("students", "all", 0);
	SAYS(why(run, 1), "Choice 1, 导师1: this pair is excluded by a condition.");
	SAYS(why(run, 1), "Choice 2, 导师2: takes no students this year.");
	SAYS(why(run, 2), "Choice 1, 导师3: another mentor is fixed by a condition.");
	SAYS(why(run, 2), "导师1 is fixed by a condition.");
}

Test(model_matching_review, the_mentors_order_where_both_choose)
{
	int64_t run;

	for (int n = 1; n <= 4; n++)
		choose(n, 1, 1);
	choose(4, 2, 2);
	like(1, 1, 2);
	like(1, 2, 1);
	like(1, 3, 3);
	like(2, 4, 0);
	run = propose("both", "all", 0);
	SAYS(why(run, 3),
	     "Its last place went to 学生1, who is number 2 in the mentor's own order; "
	     "this student is number 3.");
	SAYS(why(run, 4), "Choice 2, 导师2: the mentor has said no to this student.");
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) FROM match_pair p JOIN "
						"mentor_preference q USING (student_id, mentor_id) "
						"WHERE place IS NULL"),
			 "0");
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) FROM match_pair WHERE mentor_id "
						"IS NULL"),
			 "0");
}

/* ------------------------------------------------------------------------- warnings */

Test(model_matching_review, the_exact_shortage_is_named)
{
	int64_t run;

	for (int n = 1; n <= 3; n++)
		ask("fixed", 0, n, 1, -1);
	run = propose("students", "all", 0);
	SAYS(warnings(run), "shortage: These 3 students may only have these 1 mentors, who have 2 "
			    "places: 1 are lacking. Students: 学生1, 学生2, 学生3; mentors: "
			    "导师1.");
	SAYS(warnings(run), "has no place.");
}

/* Not "these 0 mentors are full". */
Test(model_matching_review, whom_no_mentor_may_have)
{
	int64_t run;

	for (int mentor = 1; mentor <= 3; mentor++)
		ask("forbidden", 0, 2, mentor, -1);
	run = propose("students", "all", 0);
	SAYS(warnings(run), "shortage: No mentor at all is possible for these 1 students, by "
			    "conditions or because mentors said no: 学生2.");
	SAYS(why(run, 2), "No place: by conditions, or because mentors said no, no mentor at all "
			  "is possible.");
}

Test(model_matching_review, what_must_be_and_what_had_better)
{
	int64_t run;

	ask("fixed", 0, 1, 1, -1);
	ask("fixed", 0, 2, 3, -1);
	ask("fixed", 0, 3, 3, -1);
	ask_of_two("together", 5, 1, 2);
	ask_of_two("apart", 5, 2, 3);
	run = propose("students", "all", 0);
	SAYS(warnings(run), "学生1 and 学生2 had better be together, and have two mentors.");
	SAYS(warnings(run), "学生2 and 学生3 had better be apart, and have the same mentor.");
}

Test(model_matching_review, loads_conditions_and_changes)
{
	int64_t run;

	ask("forbidden", 0, 1, 1, -1);
	ask("forbidden", 9, 2, 1, -1);
	ask("least", 0, 0, 2, 2);
	ask_of_two("apart", 0, 1, 2);
	run = propose("students", "all", 0);
	cr_expect_str_eq(warnings(run), "");
	for (int n = 1; n <= 4; n++)
		give(n, n < 4 ? 1 : 3);
	SAYS(warnings(run), "over: 导师1 would have");
	SAYS(warnings(run), "broken: 学生1 and 导师1: this pair is excluded by a condition.");
	SAYS(warnings(run), "wished: 学生2 and 导师1: this pair is excluded by a condition.");
	SAYS(warnings(run), "together: 学生1 and 学生2 are to be apart, and have the same mentor.");
	give(5, 3);
	give(6, 3);
	SAYS(warnings(run), "under: 导师2 would have 0 students, at least 2 are asked for.");
	school_lead(&s, 4, 2, NULL);
	SAYS(warnings(run), "changed: 学生4 was given the mentor 导师2 since this was worked out.");
}

/* Nothing of it is left to be solved, and so it was passed over in silence. */
Test(model_matching_review, two_bound_whose_mentors_are_both_fixed)
{
	int64_t run;

	ask("fixed", 0, 1, 1, -1);
	ask("fixed", 0, 2, 3, -1);
	ask_of_two("together", 0, 1, 2);
	run = propose("students", "all", 0);
	cr_expect_str_eq(warnings(run), "together: 学生1 and 学生2 are to be together, and have "
					"two mentors.\n");
	SAYS(effects(run, 2, 2), "It is to have the same mentor as 学生1.");
}

Test(model_matching_review, of_one_name_two_mentors_are_told_apart)
{
	struct rowset set;
	int64_t run;

	school_script(&s, "UPDATE mentor SET name = '张伟' WHERE staff_no IN ('T1', 'T3')");
	choose(1, 1, 3);
	run = propose("students", "all", 0);
	SAYS(why(run, 1), "Choice 1, 张伟 T3: granted.");
	SAYS(effects(run, 1, 1), "张伟 T1: ");
	MUST(match_pair_list(&s, run, &set, &e), e);
	cr_expect_str_eq(((const struct match_pair *)rowset_at(&set, 0))->mentor, "张伟 T3");
	cr_expect_str_eq(((const struct match_pair *)rowset_at(&set, 0))->staff_no, "T3");
	rowset_release(&set);
	MUST(preference_list(&s, false, &set, &e), e);
	cr_expect_str_eq(((const struct preference *)rowset_at(&set, 0))->name[0], "张伟 T3");
	rowset_release(&set);
	ask("fixed", 0, 2, 1, -1);
	MUST(condition_list(&s, &set, &e), e);
	cr_expect_str_eq(((const struct condition *)rowset_at(&set, 0))->mentor, "张伟 T1");
	rowset_release(&set);
}

Test(model_matching_review, what_moving_would_do)
{
	int64_t run;

	choose(1, 1, 1);
	choose(2, 1, 1);
	choose(3, 1, 2);
	choose(3, 2, 3);
	ask("forbidden", 0, 3, 1, -1);
	run = propose("students", "all", 0);
	SAYS(effects(run, 3, 1), "导师1: 2 students become 3, at most 2.");
	SAYS(effects(run, 3, 1), "more than 导师1 may have");
	SAYS(effects(run, 3, 1), "学生3 has not named this mentor, and has choice 1 now.");
	SAYS(effects(run, 3, 1), "Against what must hold: this pair is excluded by a condition.");
	SAYS(effects(run, 3, 3), "Choice 2 of 学生3 instead of choice 1.");
	SAYS(effects(run, 3, 2), "学生3 has 导师2 already; nothing would change.");
	SAYS(effects(run, 3, 0), "学生3 would have no mentor.");
	cr_expect_str_eq(file_text("school.db", "SELECT sum(by_hand) FROM match_pair"), "0");
}

/* ----------------------------------------------------------------- during the year */

Test(model_matching_review, a_mentor_leaves)
{
	struct match_confirmed done;
	int64_t run;

	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 1, "2026-09-01");
	school_lead(&s, 3, 2, "2026-09-01");
	school_lead(&s, 4, 2, "2026-09-01");
	school_lead(&s, 5, 3, "2026-09-01");
	run = propose("students", "leaving", school_mentor(&s, 1));
	MUST(match_confirm(&s, run, 1, NULL, NULL, &done, &e), e);
	cr_expect_eq(done.assigned, 2);
	cr_expect_str_eq(
		file_text("school.db",
			  "SELECT group_concat(student_no || staff_no, ' ') FROM (SELECT "
			  "student_no, staff_no FROM assignment a JOIN student s ON s.id = "
			  "student_id JOIN mentor m ON m.id = mentor_id WHERE a.ends = "
			  "'9999-12-31' ORDER BY student_no)"),
		"S1T3 S2T3 S3T2 S4T2 S5T3");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(ends) FROM assignment WHERE "
						"mentor_id = (SELECT id FROM mentor WHERE staff_no "
						"= 'T1')"),
			 "2026-11-22,2026-11-22");
}

Test(model_matching_review, offers_for_one_student)
{
	struct rowset set;

	choose(6, 1, 1);
	choose(6, 2, 3);
	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 1, "2026-09-01");
	school_lead(&s, 3, 3, "2026-09-01");
	MUST(match_offers(&s, school_student(&s, 6), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T3 T2");
	cr_expect_str_eq(rows_field(&set, "rank"), "2 -");
	cr_expect_str_eq(rows_field(&set, "load"), "1 0");
	cr_expect_str_eq(row_field(&set, 0, "why"), "choice 2; 1 of 3 students");
	rowset_release(&set);
}
