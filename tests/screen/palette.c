/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The palette: every command from everywhere, found as one types. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_palette, .init = desk_school, .fini = daoshi_tidy);

static void expect_first(const struct terminal *t, const char *row)
{
	cr_assert(!strncmp(terminal_row(t, 3), row, strlen(row)), "%s is not first in\n%s", row,
		  terminal_text(t));
}

Test(screen_palette, over_a_list)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-p");
	terminal_expect(t, "palette");
	terminal_type(t, "谈话");
	terminal_expect(t, "palette-found");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "新增：谈话");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_palette, over_a_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 C-p");
	terminal_expect(t, "palette-form");
	terminal_type(t, "保存并关闭");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "已记录：谈话");
	desk_leave(t);
}

/* What is typed, and what comes first for it. */
static const struct {
	const char *typed, *first;
} finds[] = {
	{ "家访", ">  1             记一次家访" },
	{ "标记", ">  空格          标记这一行" },
	{ "Record a home visit", ">  1             记一次家访" },
	{ "RECORD A CALL", ">  4             记一次电话" },
	{ "F9", "   按键" }, /* nothing in the checklist has it */
	{ "f12", ">  F12           待办" },
	{ "ctrl-t", ">  Ctrl-T        培训" },
	{ "C-t", ">  Ctrl-T        培训" },
	{ "ctrl-w", ">  /、Ctrl-W     查找" },
	{ "可自定", ">  无按键        按键" },
};

Test(screen_palette, finds_by_name_english_and_key)
{
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
		terminal_press(t, "C-p");
		terminal_type(t, finds[i].typed);
		if (finds[i].first[0] == '>')
			expect_first(t, finds[i].first);
		else
			cr_assert(terminal_shows(t, "没有找到"), "%s", terminal_text(t));
		terminal_press(t, "Esc Esc");
		terminal_wait_text(t, "测试学校");
	}
	desk_leave(t);
}

/* Whole or by its initials, best first. */
static const struct {
	const char *typed, *first;
} readings[] = {
	{ "jiyicijiafang", ">  1             记一次家访" },
	{ "jycjf", ">  1             记一次家访" },
	{ "xuesheng", ">  F2            学生：" },
	{ "xs", ">  F2            学生：" },
	{ "daoshi", ">  F3            导师：" },
	{ "peixun", ">  Ctrl-T        培训：" },
};

Test(screen_palette, finds_by_pinyin)
{
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		terminal_press(t, "C-p");
		terminal_type(t, readings[i].typed);
		expect_first(t, readings[i].first);
		terminal_press(t, "Esc Esc");
	}
	desk_leave(t);
}

Test(screen_palette, what_was_used_last_comes_first)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-p");
	terminal_type(t, "培训");
	terminal_press(t, "Enter C-p");
	terminal_type(t, "待办：");
	terminal_press(t, "Enter C-p");
	expect_first(t, ">  F12           待办");
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, "0 场培训");
	terminal_press(t, "C-p");
	expect_first(t, ">  Ctrl-T        培训");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* Before anything of it was painted. */
Test(screen_palette, typed_ahead)
{
	struct terminal *t = desk_open(24, 80);

	terminal_send(t, "\020f3\r", 4);
	terminal_wait_text(t, "2 位导师");
	desk_leave(t);
}

Test(screen_palette, a_colon_opens_it_where_nothing_is_typed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, ":");
	terminal_wait_text(t, "输入名称、拼音");
	terminal_press(t, "Esc");
	terminal_type(t, "："); /* with an input method on */
	terminal_wait_text(t, "输入名称、拼音");
	terminal_press(t, "Esc F2 C-e");
	terminal_type(t, ":");
	terminal_wait_text(t, "赵测试:");
	terminal_press(t, "C-p");
	terminal_wait_text(t, "输入名称、拼音");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

Test(screen_palette, its_keys)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-p");
	terminal_type(t, "家访 zzz");
	terminal_press(t, "Enter"); /* nothing found: nothing done */
	terminal_wait_text(t, "没有找到");
	terminal_press(t, "Backspace*4");
	expect_first(t, ">  1             记一次家访");
	terminal_paste(t, "\n记录");
	terminal_wait_text(t, "查找：家访记录");
	terminal_press(t, "Esc");
	expect_first(t, ">  Enter         登记这一格");
	terminal_press(t, "Backspace C-p"); /* again: closed */
	terminal_wait_text(t, "测试学校");
	terminal_press(t, "F1 C-p"); /* instead of the help, about the screen below it */
	expect_first(t, ">  Enter         登记这一格");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

/* ------------------------------------------------------------ places from a form */

static void go_to_training(struct terminal *t)
{
	terminal_press(t, "C-p");
	terminal_type(t, "ctrl-t");
	terminal_press(t, "Enter");
}

Test(screen_palette, a_place_leaves_the_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2");
	go_to_training(t);
	terminal_wait_text(t, "0 场培训");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

Test(screen_palette, a_form_that_was_changed_is_asked_about)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-e");
	terminal_type(t, "赵");
	go_to_training(t);
	terminal_wait_text(t, "放弃修改吗");
	terminal_press(t, "2");
	terminal_wait_text(t, "赵测试赵");
	go_to_training(t);
	terminal_press(t, "1");
	terminal_wait_text(t, "0 场培训");
	desk_leave(t);
}

/* A dialog waits within the form, and both are left. */
Test(screen_palette, a_place_leaves_a_dialog_and_its_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 F9 2 Space");
	terminal_wait_text(t, "哪位学生");
	go_to_training(t);
	terminal_wait_text(t, "0 场培训");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "0 条记录");
	desk_leave(t);
}

/* ------------------------------------------------------------------- the rest */

Test(screen_palette, what_one_may_not_do_is_left_out)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-p");
	terminal_type(t, "新增一名学生");
	expect_first(t, ">  F9、a         新增一名学生");
	terminal_press(t, "Esc Esc");
	desk_leave(t);
	desk_as_mentor("T1");
	t = desk_open(24, 80);
	terminal_press(t, "F2 C-p");
	terminal_type(t, "新增一名学生");
	terminal_wait_text(t, "没有找到");
	terminal_press(t, "Esc Esc");
	desk_leave(t);
}

Test(screen_palette, keys_as_bound)
{
	struct terminal *t;

	desk_script("INSERT INTO binding (login, action, keys) "
		    "SELECT login, 'app.palette', 'F11' FROM account");
	t = desk_open(24, 80);
	terminal_press(t, "C-p");
	terminal_wait_text(t, "测试学校");
	terminal_press(t, "F11");
	terminal_wait_text(t, "输入名称、拼音");
	terminal_press(t, "F11");
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

Test(screen_palette, before_there_is_a_school)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--db", "none.db", NULL });

	terminal_press(t, "C-p");
	expect_first(t, ">  Ctrl-S        建立");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_palette, other_sizes_and_english)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "C-p");
	terminal_expect(t, "palette-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
	t = desk_open(40, 120);
	terminal_press(t, "C-p");
	terminal_expect(t, "palette-120x40");
	terminal_press(t, "Esc");
	desk_leave(t);
	t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });
	terminal_press(t, "C-p");
	terminal_type(t, "record");
	terminal_expect(t, "palette-english");
	terminal_press(t, "Esc*2");
	desk_leave(t);
}
