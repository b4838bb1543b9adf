/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/preference.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/check.h"
#include "model/undo.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are in 六(1) and S3 in 六(2); mentor 1 leads S1; mentor 4 has left. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 4; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 3; n++)
		school_add_student(&s, n, n == 3 ? "六(2)" : "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T4'");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_preference, .init = begin, .fini = end);

/* Its texts stand until eight more are read. */
static struct preference stored(int student)
{
	static struct rowset sets[8];
	static size_t next;
	struct rowset *set = &sets[next++ % 8];

	rowset_release(set);
	MUST(preference_get(&s, school_student(&s, student), set, &e), e);
	return *(const struct preference *)rowset_at(set, 0);
}

/* As if a form had been open since the answer was read; mentors by number, 0 for none. */
static struct preference answer(int student, int first, int second, int third)
{
	struct preference p = stored(student);

	p.choice1 = first ? school_mentor(&s, first) : 0;
	p.choice2 = second ? school_mentor(&s, second) : 0;
	p.choice3 = third ? school_mentor(&s, third) : 0;
	p.anybody = p.answered_on = NULL;
	return p;
}

static void save(int student, int first, int second, int third)
{
	struct preference p = answer(student, first, second, third);

	MUST(preference_save(&s, &p, &e), e);
}

/* "S1 answered 2 1, S2 missing" of each, in the order of the list. */
static const char *listed(bool missing)
{
	static struct buf text;
	struct rowset set;

	buf_clear(&text);
	MUST(preference_list(&s, missing, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct preference *p = rowset_at(&set, i);

		buf_printf(&text, "%s%s %s", i ? ", " : "", p->student_no, p->state);
		for (int k = 0; k < PREFERENCE_RANKS && p->choice[k]; k++)
			buf_printf(&text, " %s", p->name[k] + strlen("导师"));
	}
	rowset_release(&set);
	return buf_str(&text);
}

Test(model_preference, the_list_says_who_answered_what_and_who_not)
{
	struct preference any = answer(3, 0, 0, 0);

	cr_expect_str_eq(listed(true), "S1 missing, S2 missing, S3 missing");
	save(1, 2, 1, 3);
	any.anybody = "yes";
	MUST(preference_save(&s, &any, &e), e);
	cr_expect_str_eq(listed(false), "S1 answered 2 1 3, S2 missing, S3 anybody");
	cr_expect_str_eq(listed(true), "S2 missing");
	cr_expect_str_eq(stored(1).mentor, "导师1");
	cr_expect_str_eq(stored(1).answered_on, SCHOOL_TODAY);
}

/* Two that change places are no mentor named twice. */
Test(model_preference, a_save_replaces_all_of_the_student)
{
	save(1, 1, 2, 3);
	save(1, 2, 1, 0);
	cr_expect_str_eq(listed(false), "S1 answered 2 1, S2 missing, S3 missing");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM preference"), 2);
	MUST(preference_remove(&s, school_student(&s, 1), stored(1).rev, &e), e);
	cr_expect_str_eq(listed(false), "S1 missing, S2 missing, S3 missing");
}

/* Nor does it count as a change for the audit. */
Test(model_preference, what_is_as_it_was_is_not_written)
{
	int64_t rev;

	save(1, 1, 2, 0);
	rev = stored(1).rev;
	save(1, 1, 2, 0);
	cr_expect_eq(stored(1).rev, rev);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE name = 'preference'"),
		     2);
}

static const struct refusal {
	int choices[5];
	const char *anybody, *answered_on;
	const char *field, *words;
} refusals[] = {
	{ { 1, 2, 1, 0, 0 }, NULL, NULL, "choice3", "choice 1 already" },
	{ { 1, 0, 3, 0, 0 }, NULL, NULL, "choice2", "Choice 2 is empty" },
	{ { 0, 2, 0, 0, 0 }, NULL, NULL, "choice1", "Choice 1 is empty" },
	{ { 1, 2, 3, 0, 1 }, NULL, NULL, "choice4", "Choice 4 is empty, and choice 5" },
	{ { 1, 4, 0, 0, 0 }, NULL, NULL, "choice2", "导师4 has left" },
	{ { 1, 99, 0, 0, 0 }, NULL, NULL, "choice2", "no such mentor" },
	{ { 1, 0, 0, 0, 0 }, "yes", NULL, "anybody", "Either" },
	{ { 0, 0, 0, 0, 0 }, NULL, NULL, "choice1", "Name a mentor" },
	{ { 1, 0, 0, 0, 0 }, NULL, "2026-11-24", "answered_on", "in the future" },
};

Test(model_preference, what_cannot_be_is_refused_at_its_field)
{
	save(1, 3, 0, 0);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *r = &refusals[i];
		struct preference p = answer(1, 0, 0, 0);

		for (int k = 0; k < 5; k++)
			p.choice[k] = r->choices[k]; /* ids are the numbers here */
		p.anybody = r->anybody;
		p.answered_on = r->answered_on;
		REFUSED(preference_save(&s, &p, &e), &e, ERR_INVALID, r->field, r->words);
	}
	cr_expect_str_eq(listed(false), "S1 answered 3, S2 missing, S3 missing");
}

/* The student's answer stands until the student is asked again. */
Test(model_preference, who_left_after_being_chosen_stays_in_the_answer)
{
	save(1, 2, 3, 0);
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T3'");
	save(1, 1, 3, 0);
	cr_expect_str_eq(listed(false), "S1 answered 1 3, S2 missing, S3 missing");
}

Test(model_preference, who_is_not_enrolled_today_has_no_say)
{
	struct rowset set;
	int64_t id = school_student(&s, 2);

	school_script(&s, "UPDATE enrolment SET ends = '2026-11-22' WHERE student_id = 2");
	cr_expect_str_eq(listed(false), "S1 missing, S3 missing");
	REFUSED(preference_get(&s, id, &set, &e), &e, ERR_NOT_FOUND, "", "enrolled today");
	rowset_release(&set);
}

/* ------------------------------------------------------------- together and back */

/* Also where the answers between came and went, so that the same rows were counted. */
Test(model_preference, an_answer_that_changed_meanwhile_is_a_conflict)
{
	struct preference first, mine;

	save(1, 1, 2, 0);
	first = stored(1);
	mine = answer(1, 1, 2, 3);
	save(1, 3, 2, 0);
	REFUSED(preference_save(&s, &mine, &e), &e, ERR_CONFLICT, "", "this student's choices");
	REFUSED(preference_remove(&s, mine.id, first.rev, &e), &e, ERR_CONFLICT, "", "");
	MUST(preference_remove(&s, mine.id, stored(1).rev, &e), e);
	save(1, 2, 1, 0);
	REFUSED(preference_save(&s, &mine, &e), &e, ERR_CONFLICT, "", "");
	cr_expect_str_eq(listed(false), "S1 answered 2 1, S2 missing, S3 missing");
}

Test(model_preference, taken_back_as_one_and_done_again)
{
	struct undo undo;
	struct buf said = { 0 };

	MUST(undo_begin(&undo, &s, &e), e);
	save(1, 1, 2, 3);
	undo_name(&undo, "Saved.");
	save(1, 2, 0, 0);
	undo_name(&undo, "Saved again.");
	MUST(undo_take_back(&undo, &said, &e), e);
	cr_expect_str_eq(listed(false), "S1 answered 1 2 3, S2 missing, S3 missing");
	MUST(undo_take_back(&undo, &said, &e), e);
	cr_expect_str_eq(listed(false), "S1 missing, S2 missing, S3 missing");
	MUST(undo_do_again(&undo, &said, &e), e);
	cr_expect_str_eq(listed(false), "S1 answered 1 2 3, S2 missing, S3 missing");
	buf_release(&said);
}

Test(model_preference, a_closed_year_is_as_it_was)
{
	struct preference p;

	save(1, 1, 2, 0);
	p = answer(1, 2, 0, 0);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-20' WHERE id = 2026");
	REFUSED(preference_save(&s, &p, &e), &e, ERR_INVALID, "", "is closed");
	REFUSED(preference_remove(&s, p.id, p.rev, &e), &e, ERR_INVALID, "", "is closed");
}

Test(model_preference, the_check_finds_a_choice_without_the_one_before)
{
	struct rowset found;

	save(1, 1, 2, 3);
	school_script(&s, "DELETE FROM preference WHERE rank = 2");
	MUST(check_run(&s, &found, NULL, &e), e);
	cr_expect(strstr(rows_field(&found, "name"), "preference"), "%s",
		  rows_field(&found, "name"));
	rowset_release(&found);
}

/* ------------------------------------------------------------------------ who may */

static void as(const char *account)
{
	struct buf script = { 0 };

	buf_printf(&script, "UPDATE account SET %s WHERE login = '%s'", account, s.login);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

Test(model_preference, a_class_teacher_keeps_those_of_the_class)
{
	struct preference foreign = answer(3, 1, 0, 0);

	as("role = 'class_teacher', mentor_id = NULL, class_id = (SELECT id FROM class "
	   "WHERE number = 1)");
	cr_expect_str_eq(listed(false), "S1 missing, S2 missing");
	save(2, 1, 2, 0);
	cr_expect_str_eq(listed(false), "S1 missing, S2 answered 1 2");
	REFUSED(preference_save(&s, &foreign, &e), &e, ERR_NOT_FOUND, "", "");
	MUST(preference_remove(&s, school_student(&s, 2), stored(2).rev, &e), e);
}

Test(model_preference, mentors_and_who_looks_on_change_nothing)
{
	static const char *const accounts[] = {
		"role = 'mentor', mentor_id = 1",
		"role = 'principal', mentor_id = NULL",
		"role = 'inspector', mentor_id = NULL",
	};
	struct preference p;

	save(1, 1, 2, 0);
	p = answer(1, 2, 0, 0);
	for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++) {
		as(accounts[i]);
		REFUSED(preference_save(&s, &p, &e), &e, ERR_DENIED, "", "");
		REFUSED(preference_remove(&s, p.id, p.rev, &e), &e, ERR_DENIED, "", "");
	}
}

/* Of who is not one's own, no choice is to be seen, not even of oneself. */
Test(model_preference, a_mentor_sees_those_of_ones_own_students)
{
	save(1, 2, 1, 0);
	save(2, 1, 0, 0);
	school_as(&s, 1);
	cr_expect_str_eq(listed(false), "S1 answered 2 1");
}
