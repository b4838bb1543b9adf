/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

Test(screen_checklist, shows_a_mentors_year, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_expect_with_looks(t, "checklist");
	desk_leave(t);
}

Test(screen_checklist, fits_a_small_window, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(16, 60);

	terminal_expect(t, "checklist-60x16");
	terminal_press(t, "Right*6");
	terminal_expect(t, "checklist-60x16-right");
	desk_leave(t);
}

Test(screen_checklist, shows_the_other_term_in_a_wide_window, .init = desk_demo,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 120);

	terminal_expect(t, "checklist-120x24");
	desk_leave(t);
}

Test(screen_checklist, says_what_to_do_when_it_is_empty, .init = daoshi_folder, .fini = daoshi_tidy)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	struct terminal *t = desk_open(24, 80);

	terminal_expect(t, "checklist-empty");
	terminal_press(t, "Enter Tab Space Down Right F5 1 Esc");
	terminal_expect(t, "checklist-empty-after-keys");
	desk_leave(t);
}

Test(screen_checklist, speaks_english, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_expect(t, "checklist-english");
	desk_leave(t);
}

/* The least record: two keys from the cell. */
Test(screen_checklist, records_a_visit_from_its_cell, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_wait_text(t, "赵测试");
	terminal_press(t, "Enter");
	terminal_expect(t, "checklist-visit");
	terminal_press(t, "C-s");
	terminal_expect(t, "checklist-visited");
	terminal_press(t, "Enter"); /* and the cell opens what met it */
	terminal_wait_text(t, "录入于");
	desk_leave(t);
}

/* The window of a talk at the start of term is over: recorded for it all the same. */
Test(screen_checklist, records_a_late_talk_for_its_occasion, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down Right Enter");
	terminal_expect(t, "checklist-talk");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已1123");
	desk_leave(t);
}

Test(screen_checklist, delivers_one_feedback_twice, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 120);

	terminal_press(t, "Right*5 Enter");
	terminal_expect(t, "checklist-feedback");
	terminal_press(t, "C-s Right Enter");
	terminal_wait_text(t, "第一学期  反馈"); /* the same one, with both deliveries */
	cr_expect(strstr(terminal_row(t, 4), "2026-11-23"), "%s", terminal_text(t));
	cr_expect(strstr(terminal_row(t, 6), "2026-11-23"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	terminal_expect(t, "checklist-feedback-given");
	desk_leave(t);
}

Test(screen_checklist, opens_for_a_chosen_mentor, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 Down Enter");
	terminal_expect(t, "checklist-of-another");
	terminal_press(t, "q");
	terminal_wait_text(t, "位导师");
	desk_leave(t);
}
