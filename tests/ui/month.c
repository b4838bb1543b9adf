/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month that a day is chosen in: the program's own, on Monday 2026-11-23. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(ui_month, .init = desk_school, .fini = daoshi_tidy);

static void leave(struct terminal *t)
{
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃"))
		terminal_press(t, "1");
	desk_leave(t);
}

Test(ui_month, stands_over_the_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 Space");
	terminal_expect_with_looks(t, "month");
	terminal_press(t, "Up*2 Left");
	terminal_expect_with_looks(t, "month-moved");
	terminal_press(t, "Enter");
	cr_expect_str_eq(terminal_row(t, 3), "> 日期*  2026-11-08   周日 15天前");
	leave(t);
}

Test(ui_month, fits_a_small_window)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct terminal *t = desk_open_with(&small, (const char *const[]){ NULL });

	/* August has six weeks in 2026 */
	terminal_press(t, "5 Space PgUp*3");
	terminal_expect(t, "month-60x16");
	terminal_press(t, "Esc");
	leave(t);
}

Test(ui_month, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "5 Space Right");
	terminal_expect(t, "month-english");
	terminal_press(t, "Esc Esc");
	desk_leave(t);
}

Test(ui_month, keys_move_by_day_week_and_month)
{
	static const struct {
		const char *keys, *day;
	} cases[] = {
		{ "", "2026-11-23" },
		{ "Left", "2026-11-22" },
		{ "Right*8", "2026-12-01" },
		{ "Up", "2026-11-16" },
		{ "Down", "2026-11-30" },
		{ "PgUp", "2026-10-23" },
		{ "PgDn*2", "2027-01-23" },
		{ "Right*8 PgUp", "2026-11-01" },
		/* a month without the day has its last one */
		{ "PgUp Down Right PgDn", "2026-11-30" },
		{ "PgUp Down Right PgDn*4", "2027-02-28" },
		{ "PgUp*5 Left*3 Home", "2026-11-23" },
	};
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, "5 Space");
		terminal_press(t, cases[i].keys);
		terminal_press(t, "Enter");
		cr_expect(strstr(terminal_row(t, 3), cases[i].day), "%s: %s", cases[i].keys,
			  terminal_row(t, 3));
		terminal_press(t, "Esc");
		if (terminal_shows(t, "放弃"))
			terminal_press(t, "1");
	}
	desk_leave(t);
}

/* From what stands there, also in part; what is no day begins today. */
Test(ui_month, begins_with_what_was_typed)
{
	static const char *const cases[][2] = {
		{ "1003", "2026-10-03" },
		{ "上周五", "2026-11-20" },
		{ "99", "2026-11-23" },
		{ "11-", "2026-11-23" },
	};
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, "5");
		terminal_type(t, cases[i][0]);
		terminal_type(t, "　");     /* the blank of an input method */
		terminal_press(t, "Space"); /* takes it, as Enter does */
		cr_expect(strstr(terminal_row(t, 3), cases[i][1]), "%s: %s", cases[i][0],
			  terminal_text(t));
		terminal_press(t, "Esc 1");
	}
	desk_leave(t);
}

/* Of what is to come the day that is shown beside it: 3 is of the next month. */
Test(ui_month, begins_with_the_day_beside_a_plans_date)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "9 3");
	cr_expect(terminal_shows(t, "= 2026-12-03"), "%s", terminal_text(t));
	terminal_press(t, "Space Enter");
	cr_expect(terminal_shows(t, "2026-12-03   周四"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(ui_month, esc_leaves_what_was_typed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 1 1 2 0 Space Up Esc");
	cr_expect_str_eq(terminal_row(t, 3), "> 日期*  1120   = 2026-11-20 周五 3天前");
	/* it is one change more, which is undone like one */
	terminal_press(t, "Space Down Enter C-u*2");
	cr_expect_str_eq(terminal_row(t, 3), "> 日期*  1120   = 2026-11-20 周五 3天前");
	leave(t);
}

/* The same behind a question, where the day is told beside it, or above where there is no room. */
Test(ui_month, a_question_for_a_day_has_it_too)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F8");
	terminal_type(t, "11—20");
	terminal_expect(t, "month-question-typed");
	terminal_press(t, "Space");
	terminal_expect(t, "month-question");
	terminal_press(t, "Left Enter -");
	cr_expect(terminal_shows(t, "2026-11-18   周三 5天前"), "%s", terminal_text(t));
	terminal_press(t, "?");
	cr_expect(terminal_shows(t, "或 3天前"), "%s", terminal_text(t));
	terminal_resize(t, 16, 60);
	terminal_press(t, "9 9");
	terminal_expect(t, "month-question-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* The program ends from within it, and no question is left behind. */
Test(ui_month, the_program_can_be_ended_there)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F8 Space");
	desk_leave(t);
}
