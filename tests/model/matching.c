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
#include "model/undo.h"
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
	cr_expect_str_eq(pairs(run, "student"), "学生1 学生2 学生3 学生4 学生5 学生6");
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

/* Whom the list of siblings shows, whatever the number is written with. */
Test(model_matching, siblings_are_those_of_the_list)
{
	school_script(&s, "INSERT INTO guardian (student_id, name, phone) SELECT id, 'g', iif("
			  "student_no = 'S1', '+86 139-0000-0001', '13900000001') FROM student "
			  "WHERE student_no IN ('S1', 'S4')");
	choose(1, 1, 2);
	choose(4, 1, 2);
	ask("siblings", 0, 0, 0, 2);
	propose(&usual);
	cr_expect_str_eq(file_text("school.db", "SELECT count(DISTINCT mentor_id) FROM match_pair "
						"JOIN student s ON s.id = student_id WHERE "
						"student_no IN ('S1', 'S4')"),
			 "2");
}

Test(model_matching, ones_own_campus_and_not_that_of_the_class)
{
	school_script(&s, "INSERT INTO belonging (kind, name, class_id) SELECT DISTINCT 'campus', "
			  "'E', class_id FROM enrolment;"
			  "INSERT INTO belonging (kind, name, student_id) SELECT 'campus', 'W', id "
			  "FROM student WHERE student_no = 'S1';"
			  "INSERT INTO belonging (kind, name, mentor_id) SELECT 'campus', iif("
			  "staff_no = 'T3', 'W', 'E'), id FROM mentor");
	choose(1, 1, 2);
	choose(2, 1, 3);
	ask("campus", 0, 0, 0, -1);
	confirm(propose(&usual));
	cr_expect(strstr(leads(), "S1:T3"), "%s", leads());
	cr_expect_not(strstr(leads(), "S2:T3"), "%s", leads());
}

Test(model_matching, a_class_that_is_gone_binds_nobody)
{
	school_script(&s,
		      "INSERT INTO class (stage, entry_year, number) VALUES ('junior', 2019, 9);"
		      "INSERT INTO account (login, role, mentor_id, class_id) SELECT 'old', "
		      "'class_teacher', m.id, c.id FROM mentor m JOIN class c ON c.number = 9 "
		      "WHERE m.staff_no = 'T3'");
	choose(1, 1, 3);
	ask("class_teacher", 0, 0, 0, -1);
	confirm(propose(&usual));
	cr_expect(strstr(leads(), "S1:T3"), "%s", leads());
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

Test(model_matching, taken_back_and_done_again_by_the_session)
{
	struct buf told = { 0 };
	struct undo u;
	int64_t run;

	school_lead(&s, 1, 2, "2026-09-01");
	choose(1, 1, 1);
	MUST(undo_begin(&u, &s, &e), e);
	run = propose(&usual);
	undo_name(&u, "Matched.");
	confirm(run);
	undo_name(&u, "Confirmed.");
	cr_expect(strstr(leads(), "S1:T1"));
	MUST(undo_take_back(&u, &told, &e), e);
	cr_expect_str_eq(leads(), "S1:T2");
	cr_expect_str_eq(file_text("school.db", "SELECT state FROM match_run"), "proposed");
	MUST(undo_take_back(&u, &told, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) FROM match_run"), "0");
	MUST(undo_do_again(&u, &told, &e), e);
	MUST(undo_do_again(&u, &told, &e), e);
	cr_expect(strstr(leads(), "S1:T1"));
	buf_release(&told);
}

Test(model_matching, who_was_given_another_mentor_meanwhile_is_named)
{
	struct match_confirmed done;
	int64_t run = propose(&usual);

	school_script(&s, "UPDATE match_pair SET mentor_id = (SELECT id FROM mentor WHERE staff_no "
			  "= 'T2') WHERE student_id = (SELECT id FROM student WHERE student_no = "
			  "'S4')");
	school_lead(&s, 4, 3, NULL);
	REFUSED(match_confirm(&s, run, 1, NULL, NULL, &done, &e), &e, ERR_CONFLICT, "",
		"学生4 (导师3)");
	cr_expect_str_eq(leads(), "S4:T3");
	REFUSED(match_confirm(&s, run, 2, NULL, NULL, &done, &e), &e, ERR_CONFLICT, "",
		"this matching");
}

Test(model_matching, past_the_capacity_it_takes_a_reason)
{
	struct match_confirmed done;
	int64_t run = propose(&usual);

	school_script(&s, "UPDATE match_pair SET mentor_id = (SELECT id FROM mentor WHERE staff_no "
			  "= 'T1')");
	REFUSED(match_confirm(&s, run, 1, NULL, NULL, &done, &e), &e, ERR_NEED_REASON, "reason",
		"导师1 would have 6 students, where 2 is the most as a rule");
	cr_expect_str_eq(leads(), "");
	MUST(match_confirm(&s, run, 1, "2026-12-01", "a class more", &done, &e), e);
	cr_expect_eq(done.assigned, 6);
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(DISTINCT starts) FROM "
						"assignment"),
			 "2026-12-01");
}

Test(model_matching, what_changed_since_stays_when_it_is_withdrawn)
{
	int64_t run = propose(&usual);
	size_t kept;

	confirm(run);
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 1, 3, NULL);
	MUST(match_withdraw(&s, run, rev_of(run), &kept, &e), e);
	cr_expect_eq(kept, 1);
	cr_expect_str_eq(leads(), "S1:T3");
}

/* Its pairs go on over the summer: all students would be without a mentor, since that year. */
Test(model_matching, one_of_an_earlier_year_is_not_taken_back)
{
	int64_t run = propose(&usual);
	size_t kept;
	char before[200];

	confirm(run);
	snprintf(before, sizeof before, "%s", leads());
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025, "
			  "'2025-09-01', '2026-02-15', '2026-08-31');"
			  "UPDATE match_run SET school_year_id = 2025");
	REFUSED(match_withdraw(&s, run, rev_of(run), &kept, &e), &e, ERR_INVALID, "",
		"of an earlier school year");
	cr_expect_str_eq(leads(), before);
}

Test(model_matching, only_the_office_sees_and_does_it)
{
	struct match_confirmed done;
	struct rowset set;
	int64_t run = propose(&usual), other;
	bool same;
	size_t kept;

	school_as(&s, 1);
	REFUSED(match_propose(&s, &usual, &other, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(match_again(&s, run, &same, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(match_confirm(&s, run, 1, NULL, NULL, &done, &e), &e, ERR_DENIED, "",
		"ask the office");
	REFUSED(match_withdraw(&s, run, 1, &kept, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(match_move(&s, 1, 1, 0, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(match_pair_list(&s, run, &set, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&set);
	REFUSED(match_run_list(&s, &set, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&set);
}

Test(model_matching, old_proposals_go_and_confirmed_ones_stay)
{
	int64_t first = propose(&usual);

	confirm(first);
	for (int i = 0; i < MATCH_PROPOSALS_KEPT + 2; i++)
		propose(&usual);
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) || ' ' || min(id) || ' ' || "
						"group_concat(state = 'confirmed', '') FROM "
						"match_run"),
			 "21 1 100000000000000000000");
	cr_expect_str_eq(file_text("school.db", "SELECT count(DISTINCT run_id) FROM match_pair"),
			 "21");
}

Test(model_matching, what_is_asked_for_is_looked_at)
{
	struct match_asked asked = usual;
	int64_t run;

	asked.who = "leaving";
	REFUSED(match_propose(&s, &asked, &run, &e), &e, ERR_INVALID, "leaving",
		"Say which mentor leaves.");
	asked.leaving = school_mentor(&s, 2);
	REFUSED(match_propose(&s, &asked, &run, &e), &e, ERR_INVALID, "leaving", "leads nobody");
	asked.who = "without";
	for (int n = 1; n <= 6; n++)
		school_lead(&s, n, 3, NULL);
	REFUSED(match_propose(&s, &asked, &run, &e), &e, ERR_INVALID, "", "nobody to match");
	school_script(&s, "UPDATE mentor SET status = 'training'");
	REFUSED(match_propose(&s, &usual, &run, &e), &e, ERR_INVALID, "", "no mentor on duty");
}

/* In two earlier years the first choice was missed: who waited gets it before another. */
Test(model_matching, who_waited_comes_first_among_equals)
{
	struct match_asked asked = usual;

	school_script(&s, "UPDATE mentor SET capacity = 1 WHERE staff_no = 'T1'");
	choose(1, 1, 1);
	choose(2, 1, 1);
	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends) VALUES (2024, "
		      "'2024-09-01', '2025-02-15', '2025-08-31');"
		      "INSERT INTO match_run (school_year_id, made_at, login, method, aim, seed, "
		      "who, input, state) VALUES (2024, '', 'x', 'students', 'most_first', 1, "
		      "'all', '', 'confirmed');"
		      "INSERT INTO preference (school_year_id, student_id, rank, mentor_id, "
		      "answered_on) SELECT 2024, id, 1, 1, '2024-09-01' FROM student WHERE "
		      "student_no IN ('S1', 'S2');"
		      "INSERT INTO match_pair (run_id, student_id, mentor_id, rank, lot) SELECT "
		      "1, id, 2, iif(student_no = 'S1', 1, 0), 1 FROM student");
	asked.waited = 1;
	for (asked.seed = 1; asked.seed < 6; asked.seed++) {
		propose(&asked);
		cr_expect_str_eq(file_text("school.db",
					   "SELECT student_no FROM match_pair p JOIN student s ON "
					   "s.id = student_id WHERE rank = 1 AND run_id = (SELECT "
					   "max(id) FROM match_run)"),
				 "S2");
	}
}
