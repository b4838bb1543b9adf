/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and numbers in forms: the program's own, on 2026-11-23. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void open_desk(void)
{
	desk_school();
	t = desk_open(24, 80);
}

static void leave_desk(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(ui_form_date, .init = open_desk, .fini = leave_desk);

/* Into a fresh form whose date holds today. A case is keys, or "=" and text to type. */
static void expect_date(const char *keys, const char *row)
{
	terminal_press(t, "5");
	if (*keys == '=')
		terminal_type(t, keys + 1);
	else
		terminal_press(t, keys);
	cr_expect_str_eq(terminal_row(t, 3), row, "%s: %s", keys, terminal_row(t, 3));
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃"))
		terminal_press(t, "1");
}

struct date_case {
	const char *keys, *row;
};

static void expect_dates(const struct date_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_date(cases[i].keys, cases[i].row);
}
#define EXPECT_DATES(cases) expect_dates((cases), sizeof(cases) / sizeof *(cases))

Test(ui_form_date, the_first_key_replaces_it_and_the_day_is_shown_beside)
{
	static const struct date_case cases[] = {
		{ "", "> 日期*  2026-11-23   周一 今天" },
		{ "3", "> 日期*  3   = 2026-11-03 周二 20天前" },
		{ "1 1 2 0", "> 日期*  1120   = 2026-11-20 周五 3天前" },
		{ "1 1 / 2 0", "> 日期*  11/20   = 2026-11-20 周五 3天前" },
		{ "2 0 2 6 - 1 1 - 2 0", "> 日期*  2026-11-20   周五 3天前" },
		{ "t", "> 日期*  t   = 2026-11-23 周一 今天" },
		{ "=昨天", "> 日期*  昨天   = 2026-11-22 周日 昨天" },
		{ "=上周五", "> 日期*  上周五   = 2026-11-20 周五 3天前" },
		{ "=１１２０", "> 日期*  １１２０   = 2026-11-20 周五 3天前" },
		{ "9 9", "> 日期*  99   没有这一天" },
		{ "9 Backspace", "> 日期*" },
	};

	EXPECT_DATES(cases);
}

Test(ui_form_date, signs_step_a_day_and_count_days)
{
	static const struct date_case cases[] = {
		{ "-", "> 日期*  2026-11-22   周日 昨天" },
		{ "+", "> 日期*  2026-11-24   周二 明天" },
		{ "- - -", "> 日期*  2026-11-20   周五 3天前" },
		{ "+ + - -", "> 日期*  2026-11-23   周一 今天" },
		{ "- 3", "> 日期*  -3   = 2026-11-20 周五 3天前" },
		{ "- - 3", "> 日期*  -3   = 2026-11-20 周五 3天前" },
		{ "+ 7", "> 日期*  +7   = 2026-11-30 周一 7天后" },
		{ "=－", "> 日期*  2026-11-22   周日 昨天" },
		{ "=－３", "> 日期*  -3   = 2026-11-20 周五 3天前" },
		{ "Backspace*10 -", "> 日期*  2026-11-22   周日 昨天" },
		{ "- 9 Backspace*2 +", "> 日期*  2026-11-24   周二 明天" },
	};

	EXPECT_DATES(cases);
}

Test(ui_form_date, days_are_counted_by_any_number)
{
	static const struct date_case cases[] = {
		{ "- 1 2", "> 日期*  -12   = 2026-11-11 周三 12天前" },
		{ "+ 1 0", "> 日期*  +10   = 2026-12-03 周四 10天后" },
	};

	EXPECT_DATES(cases);
}

/* As the field's own help has it. */
Test(ui_form_date, a_month_and_day_may_have_a_hyphen)
{
	static const struct date_case cases[] = {
		{ "1 1 - 2 0", "> 日期*  11-20   = 2026-11-20 周五 3天前" },
		{ "9 - 1", "> 日期*  9-1   = 2026-09-01 周二 83天前" },
	};

	EXPECT_DATES(cases);
}

/* What it is, or what it lacks, on every key. */
Test(ui_form_date, what_is_no_date_yet_says_so_before_enter)
{
	static const struct date_case cases[] = {
		{ "1", "> 日期*  1   = 2026-11-01 周日 22天前" },
		{ "1 1", "> 日期*  11   = 2026-11-11 周三 12天前" },
		{ "1 1 -", "> 日期*  11-   还不是完整的日期" },
		{ "1 1 - 3 1", "> 日期*  11-31   没有这一天" },
		{ "2 0 2 6", "> 日期*  2026   还不是完整的日期" },
		{ "=上周", "> 日期*  上周   还不是完整的日期" },
		{ "x", "> 日期*  x   读不出日期，按 ? 看写法" },
		{ "2 0 2 5 1 1 2 3", "> 日期*  20251123   = 2025-11-23 周日 365天前 不在本学年" },
		{ "=本周三", "> 日期*  本周三   = 2026-11-25 周三 后天" },
		{ "=上上周五", "> 日期*  上上周五   = 2026-11-13 周五 10天前" },
		{ "=3天前", "> 日期*  3天前   = 2026-11-20 周五 3天前" },
	};

	EXPECT_DATES(cases);
}

/* As the keys come with an input method on. */
Test(ui_form_date, chinese_punctuation_parts_month_and_day)
{
	static const struct date_case cases[] = {
		{ "=１１－２０", "> 日期*  １１－２０   = 2026-11-20 周五 3天前" },
		{ "=11。20", "> 日期*  11。20   = 2026-11-20 周五 3天前" },
		{ "=11、20", "> 日期*  11、20   = 2026-11-20 周五 3天前" },
		{ "=＋", "> 日期*  2026-11-24   周二 明天" },
		{ "=＋２", "> 日期*  +2   = 2026-11-25 周三 后天" },
	};

	EXPECT_DATES(cases);
}

/* The help line has not all of them. */
Test(ui_form_date, a_question_mark_lists_the_spellings)
{
	static const char *const marks[] = { "?", "？" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		terminal_press(t, "5");
		terminal_type(t, marks[i]);
		cr_expect(terminal_shows(t, "-3 或 3天前，+1，周五（最近的一个）"), "%s",
			  terminal_text(t));
		cr_expect_str_eq(terminal_row(t, 3), "> 日期*  2026-11-23   周一 今天");
		terminal_press(t, "Esc");
	}
}

/* Whoever has moved or deleted in it means to keep the rest. */
Test(ui_form_date, it_is_corrected_in_place)
{
	static const struct date_case cases[] = {
		{ "Backspace 5", "> 日期*  2026-11-25   周三 后天" },
		{ "Left*2 Delete 1", "> 日期*  2026-11-13   周五 10天前" },
	};

	EXPECT_DATES(cases);
}

Test(ui_form_date, undo_brings_back_what_was_replaced)
{
	static const struct date_case cases[] = {
		{ "3 C-u*2", "> 日期*  2026-11-23   周一 今天" },
		{ "- C-u*2", "> 日期*  2026-11-23   周一 今天" },
		{ "3 C-u*2 C-r*2", "> 日期*  3   = 2026-11-03 周二 20天前" },
	};

	EXPECT_DATES(cases);
}

/* What is refused leaves what was there. */
Test(ui_form_date, a_paste_too_long_for_it_leaves_it)
{
	struct buf text = { 0 };

	while (text.len < 300)
		buf_text(&text, "2026-11-23 ");
	terminal_press(t, "5");
	terminal_paste(t, buf_str(&text));
	cr_expect_str_eq(terminal_row(t, 3), "> 日期*  2026-11-23   周一 今天");
	cr_expect(terminal_shows(t, "放不下"), "%s", terminal_text(t));
	buf_release(&text);
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃"))
		terminal_press(t, "1");
}

/* Numbers are replaced like dates; other text is not. */
Test(ui_form_date, the_first_digit_replaces_a_number)
{
	terminal_press(t, "F2 C-e Tab*4");
	cr_expect(terminal_shows(t, "> 座号       1\n"));
	terminal_press(t, "2");
	cr_expect(terminal_shows(t, "> 座号       2\n"), "%s", terminal_text(t));
	terminal_press(t, "7");
	cr_expect(terminal_shows(t, "> 座号       27\n"), "%s", terminal_text(t));
	terminal_press(t, "Tab S-Tab 8");
	cr_expect(terminal_shows(t, "> 座号       8\n"), "%s", terminal_text(t));
	terminal_press(t, "Tab*3 7");
	cr_expect(terminal_shows(t, "> 监护人     赵家长7\n"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
}

Test(ui_form_date, what_is_no_number_is_refused_at_its_field)
{
	terminal_press(t, "F2 C-e Tab*4 x Enter");
	cr_expect(terminal_shows(t, "不是整数"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	cr_expect(terminal_shows(t, "> 座号       x\n"), "%s", terminal_text(t));
	terminal_press(t, "C-u*2 C-s");
	cr_expect(terminal_shows(t, "已保存"), "%s", terminal_text(t));
}
