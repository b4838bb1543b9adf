/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one school year to the next, in its holidays. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_rollover, .init = desk_demo, .fini = daoshi_tidy);

static struct terminal *open_on(const char *day, int rows, int cols, const char *lang)
{
	const struct terminal_options o = { .rows = rows, .cols = cols };

	return desk_open_with(&o, (const char *const[]){ "--today", day, "--lang", lang, NULL });
}

static struct terminal *open_in_july(void)
{
	return open_on("2027-07-05", 24, 80, "zh");
}

/* Out of the form, with or without a question. */
static void leave_form(struct terminal *t)
{
	terminal_press(t, "Esc");
	if (strstr(terminal_row(t, 0), "学年结转"))
		terminal_press(t, "1");
	terminal_press(t, "F12");
	terminal_wait_text(t, "待办");
	desk_leave(t);
}

Test(screen_rollover, the_form_asks_what_there_is_to_choose)
{
	struct terminal *t = open_in_july();

	terminal_press(t, "C-y C-o");
	terminal_expect(t, "rollover-form");
	leave_form(t);
}

Test(screen_rollover, a_school_of_all_grades_is_asked_who_goes_on)
{
	struct terminal *t;

	desk_script("INSERT INTO class (stage, entry_year, number) VALUES "
		    "('primary', 2022, 1), ('senior', 2026, 1)");
	t = open_on("2027-07-05", 16, 60, "zh");
	terminal_press(t, "C-y C-o");
	terminal_expect(t, "rollover-form-60x16");
	leave_form(t);
}

Test(screen_rollover, a_dry_run_lists_every_change)
{
	struct terminal *t;

	/* one left, one is missing, one mentor has left */
	desk_script("UPDATE enrolment SET ends = '2027-01-31', reason = '转学' "
		    "WHERE school_year_id = 2026 AND student_id = (SELECT max(id) FROM student);"
		    "UPDATE student SET missing_since = '2027-02-20' "
		    "WHERE id = (SELECT max(id) - 1 FROM student);"
		    "UPDATE mentor SET status = 'left' WHERE id = 2");
	t = open_in_july();
	terminal_press(t, "C-y C-o C-s");
	terminal_expect(t, "rollover-dry-run");
	terminal_press(t, "F6");
	terminal_expect(t, "rollover-filter");
	terminal_press(t, "4");
	terminal_expect(t, "rollover-left");
	terminal_press(t, "F6 5");
	terminal_expect(t, "rollover-missing");
	terminal_press(t, "F6 7");
	terminal_expect(t, "rollover-ended");
	terminal_press(t, "F6 8 Down*2");
	terminal_wait_text(t, "期中：2027-10-26 至 2027-11-15"); /* whole, below */
	terminal_press(t, "Esc");
	leave_form(t);
	EXPECT_RUN(DAOSHI("--today", "2027-07-05", "rollover", "--undo"), 3, "",
		   "There is no roll-over to undo.");
}

Test(screen_rollover, done_and_taken_back)
{
	struct terminal *t = open_in_july();

	terminal_press(t, "C-y C-o Tab 2 C-s C-s");
	terminal_wait_text(t, "2 先不结转");
	terminal_press(t, "2"); /* not yet */
	terminal_wait_text(t, "尚未改动");
	terminal_press(t, "F8");
	terminal_wait_text(t, "还没有改动");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "按 F8 可撤销");
	terminal_expect(t, "rollover-done");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已经结转过了");
	terminal_press(t, "F8 2 F8");
	terminal_wait_text(t, "向2027学年的结转？");
	terminal_press(t, "1");
	terminal_wait_text(t, "已撤销向2027学年的结转");
	terminal_press(t, "F12");
	terminal_wait_text(t, "待办");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("--today", "2027-07-05", "rollover", "--undo"), 3, "",
		   "There is no roll-over to undo.");
}

/* The list is empty, until the year is rolled over. */
Test(screen_rollover, in_september)
{
	struct terminal *t = open_on("2027-09-06", 24, 80, "zh");

	terminal_press(t, "C-y C-o");
	terminal_wait_text(t, "旧学年已结束");
	terminal_press(t, "C-s C-s 1");
	terminal_wait_text(t, "按 F8 可撤销");
	terminal_press(t, "Esc F12");
	terminal_wait_text(t, "待办");
	terminal_expect(t, "rollover-september");
	desk_leave(t);
}

Test(screen_rollover, undone_from_the_form_later)
{
	struct run r = DAOSHI("--today", "2027-07-05", "rollover");
	struct terminal *t;

	run_release(&r);
	t = open_on("2027-09-06", 24, 80, "en");
	terminal_press(t, "C-y C-o F8");
	terminal_wait_text(t, "1 yes, undo it");
	terminal_press(t, "1");
	terminal_wait_text(t, "The roll-over to 2027 is undone.");
	terminal_press(t, "F8");
	terminal_wait_text(t, "There is no roll-over to undo.");
	terminal_press(t, "C-s");
	terminal_expect(t, "rollover-english");
	terminal_press(t, "Esc Esc F12");
	terminal_wait_text(t, "To do");
	desk_leave(t);
}

Test(screen_rollover, what_is_refused_is_said_in_the_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-y C-o C-s");
	terminal_wait_text(t, "2026学年还在第一学期，2027-02-15 起才能结转。");
	leave_form(t);
}

Test(screen_rollover, mentors_have_no_such_key)
{
	struct terminal *t;

	desk_as_mentor("T1001");
	t = open_in_july();
	terminal_press(t, "C-y C-o");
	terminal_wait_text(t, "请联系德育处");
	desk_leave(t);
}
