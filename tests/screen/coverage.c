/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coverage at a glance, and the way from each figure to the rows it counts. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/desk.h"

/* A made-up school with gaps: students whom nobody leads, a mentor past the capacity and one
 * without students, visits that took another form. */
static void gaps(void)
{
	desk_demo();
	desk_script("UPDATE assignment SET ends = date(starts, '-1 day') "
		    "WHERE id % 11 = 0 AND ends = '9999-12-31';"
		    "UPDATE mentor SET capacity = 10 WHERE staff_no = 'T1002';"
		    "INSERT INTO mentor (staff_no, name) VALUES ('T9', '欧阳测试');"
		    "UPDATE contact SET mode = 'school', reason = '家长婉拒' "
		    "WHERE kind = 'visit' AND id % 3 = 0;"
		    "UPDATE account SET mentor_id = NULL");
}

/* Nobody has anything of one's own, and nothing is due soon: that column is empty. */
static void plain_gaps(void)
{
	gaps();
	desk_script("DELETE FROM referral; DELETE FROM exemption;"
		    "DELETE FROM contact_student WHERE kind = 'change';"
		    "DELETE FROM contact WHERE kind = 'change'");
}

TestSuite(screen_coverage, .init = gaps, .fini = daoshi_tidy);

static struct terminal *open_it(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-r");
	return t;
}

Test(screen_coverage, the_school_and_its_grades)
{
	struct terminal *t = open_it(24, 80);

	terminal_expect_with_looks(t, "coverage");
	desk_leave(t);
}

Test(screen_coverage, one_key_goes_through_the_groupings)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "F6");
	terminal_expect(t, "coverage-by-class");
	terminal_press(t, "F6");
	terminal_expect(t, "coverage-by-occasion");
	terminal_press(t, "F6");
	terminal_expect(t, "coverage-by-mentor");
	terminal_press(t, "F6");
	terminal_wait_text(t, "按年级");
	desk_leave(t);
}

Test(screen_coverage, fits_a_small_window)
{
	struct terminal *t = open_it(16, 60);

	terminal_expect(t, "coverage-60x16");
	terminal_press(t, "Right*7");
	terminal_expect(t, "coverage-60x16-right");
	terminal_press(t, "Enter");
	terminal_expect(t, "coverage-60x16-rows");
	desk_leave(t);
}

Test(screen_coverage, fits_a_large_window)
{
	struct terminal *t = open_it(40, 120);

	terminal_expect(t, "coverage-120x40");
	desk_leave(t);
}

Test(screen_coverage, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-r F6*2");
	terminal_expect(t, "coverage-english");
	desk_leave(t);
}

Test(screen_coverage, an_empty_school_says_what_to_do, .init = daoshi_folder)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "Enter Tab Right Down");
	terminal_expect(t, "coverage-empty");
	terminal_press(t, "2");
	terminal_expect(t, "coverage-empty-idle");
	desk_leave(t);
}

/* ---------------------------------------------------------- behind the figures */

/* The number in a cell of the row: the n-th after the bar. */
static int figure(const struct terminal *t, int row, int n)
{
	const char *at = strpbrk(terminal_row(t, row), "#!.");

	cr_assert(at, "%s", terminal_text(t));
	at += strspn(at, "#!=.");
	for (; n; n--) {
		at += strspn(at, " ");
		at += strcspn(at, " ");
	}
	return atoi(at);
}

/* The rows that a key opens say their own number in row 1. */
static void expect_rows(struct terminal *t, const char *keys, int count, const char *unit)
{
	char words[64];

	terminal_press(t, keys);
	snprintf(words, sizeof words, "%d %s", count, unit);
	cr_expect(!strncmp(terminal_row(t, 1) + 1, words, strlen(words)), "%s: not %s\n%s", keys,
		  words, terminal_text(t));
}

Test(screen_coverage, each_figure_opens_as_many_rows, .init = plain_gaps)
{
	static const struct {
		int cell;
		const char *keys, *unit;
	} rows[] = {
		{ 0, "Enter", "名学生" },     { 1, "Right Enter", "名学生" },
		{ 2, "Right*2 Enter", "项" }, { 3, "Right*4 Enter", "项" },
		{ 4, "Right*5 Enter", "项" },
	};
	struct terminal *t = open_it(24, 80);

	for (int row = 3; row < 6; row++)
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			int count;

			terminal_press(t, "F12 C-r");
			for (int down = 3; down < row; down++)
				terminal_press(t, "Down");
			count = figure(t, row, rows[i].cell);
			cr_assert_gt(count, 0, "%s", terminal_text(t));
			expect_rows(t, rows[i].keys, count, rows[i].unit);
		}
	desk_leave(t);
}

Test(screen_coverage, a_grade_opens_into_its_classes_and_a_class_into_its_rows)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "Down Tab");
	terminal_expect(t, "coverage-grade");
	terminal_press(t, "Down Tab");
	terminal_expect_with_looks(t, "coverage-class-rows");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "导师");
	terminal_press(t, "Esc*2");
	terminal_expect(t, "coverage-grade-back");
	desk_leave(t);
}

Test(screen_coverage, what_is_missing_can_be_recorded_from_its_row, .init = plain_gaps)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "F6*2 Down Right*4 Enter");
	terminal_wait_text(t, "45 项");
	terminal_press(t, "1 C-s");
	terminal_wait_text(t, "44 项");
	terminal_press(t, "Esc");
	terminal_expect(t, "coverage-visit-recorded");
	desk_leave(t);
}

Test(screen_coverage, digits_list_who_is_amiss)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "1");
	terminal_expect(t, "coverage-without-mentor");
	terminal_press(t, "Esc 2");
	terminal_expect(t, "coverage-without-students");
	terminal_press(t, "Esc 3");
	terminal_expect(t, "coverage-past-capacity");
	desk_leave(t);
}

Test(screen_coverage, a_mentors_students_are_the_mentors_checklist)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "F6*3 Down*2 Enter");
	terminal_wait_text(t, "彭明子 导师");
	terminal_press(t, "Esc Up Enter");
	terminal_wait_text(t, "无导师");
	desk_leave(t);
}

Test(screen_coverage, nothing_behind_an_empty_figure, .init = plain_gaps)
{
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "Right*6 Enter");
	terminal_wait_text(t, "这里没有可列的明细");
	desk_leave(t);
}

/* ------------------------------------------------------------------ other years */

Test(screen_coverage, a_closed_year_shows_what_was_fixed)
{
	desk_script("UPDATE school_year SET closed_on = '2026-08-20' WHERE id = 2025;"
		    "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		    "SELECT 2025, e.class_id, 1, 'student', 'enrolled', count(*) FROM enrolment e "
		    "WHERE school_year_id = 2025 GROUP BY class_id;"
		    "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		    "SELECT 2025, e.class_id, 1, 'visit', 'met', count(*) FROM enrolment e "
		    "WHERE school_year_id = 2025 GROUP BY class_id;"
		    "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		    "VALUES (2025, NULL, 1, 'mentor', 'active', 15)");
	struct terminal *t = open_it(24, 80);

	terminal_press(t, "4");
	terminal_wait_text(t, "2025");
	terminal_press(t, "2");
	terminal_expect(t, "coverage-closed");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "已结学年的数字不再变动");
	terminal_press(t, "1");
	terminal_wait_text(t, "已结学年的数字不再变动");
	terminal_press(t, "Down Tab");
	terminal_wait_text(t, "年级");
	terminal_press(t, "Esc 4 1");
	terminal_wait_text(t, "按年级");
	cr_expect(!terminal_shows(t, "2025"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_coverage, a_mentor_is_told_that_it_is_the_offices)
{
	desk_as_mentor("T1001");
	struct terminal *t = open_it(24, 80);

	terminal_expect(t, "coverage-mentor");
	desk_leave(t);
}
