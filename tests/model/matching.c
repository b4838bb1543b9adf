/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what is on file to a proposal, to assignments and back. */
#include "model/matching.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/assignment.h"
#include "model/mentor.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Three mentors, of whom the first may have two students; six students of two classes. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 6; n++)
		school_add_student(&s, n, n <= 3 ? "六(1)" : "七(2)", "2026-09-01");
	school_script(&s, "UPDATE mentor SET capacity = 2 WHERE staff_no = 'T1'");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_matching, .init = begin, .fini = end);

#define STUDENT "(SELECT id FROM student WHERE student_no = 'S%d')"
#define MENTOR  "(SELECT id FROM mentor WHERE staff_no = 'T%d')"

static void choose(int student, int rank, int mentor)
{
	char script[400];

	snprintf(script, sizeof script,
		 "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, answered_on)"
		 " VALUES (2026, " STUDENT ", %d, " MENTOR ", '2026-11-01')",
		 student, rank, mentor);
	school_script(&s, script);
}

/* Of a mentor and a student, either of them 0 for none. */
static void ask(const char *kind, int weight, int student, int mentor, int number)
{
	char script[400];

	snprintf(script, sizeof script,
		 "INSERT INTO condition (school_year_id, kind, weight, student_id, mentor_id, "
		 "number) VALUES (2026, '%s', %d, " STUDENT ", " MENTOR ", nullif(%d, -1))",
		 kind, weight, student, mentor, number);
	school_script(&s, script);
}

static const struct match_asked usual = {
	.method = "students", .aim = "most_first", .who = "all", .seed = 7
};

static int64_t propose(const struct match_asked *asked)
{
	int64_t run;

	MUST(match_propose(&s, asked, &run, &e), e);
	return run;
}

/* Of the pairs, in the order of classes. */
static const char *pairs(int64_t run, const char *field)
{
	struct rowset set;
	const char *all;

	MUST(match_pair_list(&s, run, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

static int64_t rev_of(int64_t run)
{
	struct rowset set;
	int64_t rev;

	MUST(match_run_get(&s, run, &set, &e), e);
	rev = ((const struct match_run *)rowset_at(&set, 0))->rev;
	rowset_release(&set);
	return rev;
}

/* Who leads whom today: "S1:T1 S2:T3". */
static const char *leads(void)
{
	return file_text(
		"school.db",
		"SELECT group_concat(x, ' ') FROM (SELECT student_no || ':' || staff_no AS "
		"x FROM assignment a JOIN student s ON s.id = student_id JOIN mentor m ON "
		"m.id = mentor_id WHERE role = 'lead' AND a.ends >= a.starts AND a.ends >= "
		"'2026-11-23' ORDER BY student_no)");
}

static struct match_confirmed confirm(int64_t run)
{
	struct match_confirmed done;

	MUST(match_confirm(&s, run, rev_of(run), NULL, NULL, &done, &e), e);
	return done;
}

Test(model_matching, choices_are_granted_as_far_as_there_are_places)
{
	int64_t run;

	for (int n = 1; n <= 3; n++)
		choose(n, 1, 1);
	choose(1, 2, 2);
	choose(2, 2, 2);
	choose(3, 2, 3);
	choose(4, 1, 3);
	run = propose(&usual);
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) || ' ' || sum(rank = 1) || ' ' || "
						"sum(rank = 2) || ' ' || sum(rank = 0) FROM "
						"match_pair"),
			 "6 3 1 2");
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(n) FROM (SELECT count(*) AS n "
						"FROM match_pair GROUP BY mentor_id ORDER BY "
						"mentor_id)"),
			 "2,2,2");
	cr_expect_str_eq(pairs(run, "lot"), pairs(run, "lot"));
	cr_expect_str_eq(leads(), "");
}

Test(model_matching, a_confirmed_one_is_taken_back_exactly)
{
	char before[300], query[] =
				  "SELECT group_concat(id || ' ' || mentor_id || ' ' || starts || "
				  "' ' || ends) FROM assignment WHERE ends >= starts";
	struct match_confirmed done;
	size_t kept;
	int64_t run;

	school_lead(&s, 1, 2, "2026-09-01");
	school_lead(&s, 2, 3, "2026-09-01");
	choose(1, 1, 1);
	choose(2, 1, 3);
	snprintf(before, sizeof before, "%s", file_text("school.db", query));
	run = propose(&usual);
	done = confirm(run);
	cr_expect_eq(done.assigned, 5);
	cr_expect_eq(done.unchanged, 1);
	cr_expect_eq(done.without, 0);
	cr_expect(strstr(leads(), "S1:T1 S2:T3"), "%s", leads());
	MUST(match_withdraw(&s, run, rev_of(run), &kept, &e), e);
	cr_expect_eq(kept, 0);
	cr_expect_str_eq(file_text("school.db", query), before);
}

Test(model_matching, moved_by_hand_and_kept_in_the_next)
{
	struct match_asked again = usual;
	struct rowset set;
	int64_t run;

	choose(1, 1, 1);
	choose(1, 2, 3);
	run = propose(&usual);
	MUST(match_pair_list(&s, run, &set, &e), e);
	MUST(match_move(&s, rowset_id(&set, 0), 1, school_mentor(&s, 3), &e), e);
	REFUSED(match_move(&s, rowset_id(&set, 0), 1, school_mentor(&s, 2), &e), &e, ERR_CONFLICT,
		"", "meanwhile");
	rowset_release(&set);
	again.keep = 1;
	again.seed = 99;
	run = propose(&again);
	cr_expect_str_eq(file_text("school.db", "SELECT staff_no || ' ' || rank || ' ' || by_hand "
						"FROM match_pair p JOIN mentor m ON m.id = "
						"mentor_id WHERE by_hand AND run_id = 2"),
			 "T3 2 1");
}

Test(model_matching, the_same_comes_out_again)
{
	bool same = false;
	int64_t run;

	choose(1, 1, 1);
	ask("campus", 0, 0, 0, -1);
	ask("forbidden", 3, 2, 2, -1);
	run = propose(&usual);
	MUST(match_again(&s, run, &same, &e), e);
	cr_expect(same);
	school_script(&s, "UPDATE match_pair SET solved_id = (SELECT id FROM mentor WHERE id <> "
			  "solved_id LIMIT 1) WHERE id = 2");
	MUST(match_again(&s, run, &same, &e), e);
	cr_expect_not(same);
}
