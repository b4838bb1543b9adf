/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows that change their size, whatever is being done in them. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void open_school(void)
{
	desk_school();
	t = desk_open(24, 80);
}

static void done(void)
{
	terminal_close(t);
	daoshi_tidy();
}

TestSuite(ui_terminal_size, .init = open_school, .fini = done);

static const struct {
	int rows, cols;
} sizes[] = { { 16, 60 }, { 40, 120 }, { 10, 40 }, { 60, 200 }, { 16, 60 }, { 24, 80 } };
enum { SIZES = sizeof sizes / sizeof *sizes };

/* Head, key bar and cursor are in their places; too small a window says what it needs. */
static void expect_whole(int rows, int cols)
{
	struct display_state s = terminal_state(t);

	if (rows < 16 || cols < 60) {
		char want[256];

		snprintf(want, sizeof want, "窗口为 %d 行 %d 列。\ndaoshi 需要 16 行 60 列。\n",
			 rows, cols);
		cr_expect(!strncmp(terminal_text(t), want, strlen(want)), "%s", terminal_text(t));
		cr_expect_eq(strspn(terminal_text(t) + strlen(want), "\n"), (size_t)rows - 2);
		return;
	}
	cr_expect(strstr(terminal_row(t, 0), "11-23 周一"), "%s", terminal_text(t));
	cr_expect(strstr(terminal_row(t, rows - 1), "Esc") ||
			  strstr(terminal_row(t, rows - 1), "Enter"),
		  "%s", terminal_text(t));
	cr_expect(s.row < rows && s.col < cols);
}

/* Through all sizes, and back to the very same screen; `typed` is never lost from sight. */
static void go_through_sizes(const char *typed)
{
	struct display_state before = terminal_state(t), after;
	struct buf first = { 0 };

	buf_text(&first, terminal_text(t));
	for (int i = 0; i < SIZES; i++) {
		terminal_resize(t, sizes[i].rows, sizes[i].cols);
		expect_whole(sizes[i].rows, sizes[i].cols);
		cr_expect(sizes[i].cols < 60 || terminal_shows(t, typed), "%dx%d\n%s",
			  sizes[i].cols, sizes[i].rows, terminal_text(t));
	}
	after = terminal_state(t);
	cr_expect_str_eq(terminal_text(t), buf_str(&first), "%s", terminal_text(t));
	cr_expect(before.row == after.row && before.col == after.col &&
		  before.cursor_shown == after.cursor_shown);
	buf_release(&first);
}

Test(ui_terminal_size, in_a_list)
{
	terminal_press(t, "Down Right");
	go_through_sizes(">  钱测试");
	terminal_press(t, "F2 Down*2");
	go_through_sizes(">  孙测试");
}

Test(ui_terminal_size, in_a_search)
{
	terminal_press(t, "F2 /");
	terminal_type(t, "测试");
	go_through_sizes("查找：测试");
}

Test(ui_terminal_size, in_a_form)
{
	terminal_press(t, "F2 C-e Tab*7");
	terminal_type(t, "家长改");
	go_through_sizes("赵家长家长改");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
}

Test(ui_terminal_size, in_a_note)
{
	terminal_press(t, "5 Tab*5");
	terminal_type(t,
		      "今天家访，孩子在家很好，也愿意帮助同学，和家长谈了一个小时，约好下月再来。"
		      "第二行还没写完");
	terminal_press(t, "Left*3");
	go_through_sizes("第二行还没写完");
	terminal_type(t, "都");
	cr_expect(terminal_shows(t, "第二行还都没写完"), "%s", terminal_text(t));
}

Test(ui_terminal_size, in_a_question)
{
	terminal_press(t, "F2 C-e x Esc");
	go_through_sizes("放弃修改吗？  1 放弃  2 继续修改");
	terminal_press(t, "2");
	cr_expect(terminal_shows(t, "赵测试x"), "%s", terminal_text(t));
}

Test(ui_terminal_size, in_help_and_menu)
{
	terminal_press(t, "F1 Down*6");
	go_through_sizes(">  4");
	terminal_press(t, "Esc F10");
	go_through_sizes("F2");
}

Test(ui_terminal_size, in_a_line_that_is_asked_for)
{
	terminal_press(t, "F2 F8");
	go_through_sizes("2026-11-23");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "2026-11-23"), "%s", terminal_text(t));
}

/* ------------------------------------------------------- in a window too small */

/* What is typed while nothing can be seen of it is there afterwards. */
Test(ui_terminal_size, what_is_typed_in_a_window_too_small_is_kept)
{
	terminal_press(t, "5 Tab*5");
	terminal_type(t, "一");
	terminal_resize(t, 10, 40);
	terminal_type(t, "二");
	terminal_resize(t, 1, 1);
	terminal_type(t, "三");
	terminal_resize(t, 2, 500);
	terminal_type(t, "四");
	terminal_resize(t, 24, 80);
	cr_expect(terminal_shows(t, "> 内容   一二三四\n"), "%s", terminal_text(t));
}

Test(ui_terminal_size, a_question_is_answered_in_a_window_too_small)
{
	terminal_press(t, "F2 F8");
	terminal_resize(t, 10, 40);
	terminal_press(t, "Backspace 2");
	terminal_resize(t, 5, 10);
	terminal_press(t, "Backspace 4");
	terminal_resize(t, 24, 80);
	terminal_press(t, "End");
	cr_expect(terminal_shows(t, "2026-11-24"), "%s", terminal_text(t));
}

Test(ui_terminal_size, a_question_about_a_long_name_leaves_room_for_its_answer)
{
	terminal_press(t, "F2 F9");
	for (int i = 0; i < 10; i++)
		terminal_type(t, "很长的姓名一二三四五");
	terminal_press(t, "Tab*2");
	terminal_type(t, "S9");
	terminal_press(t, "Tab");
	terminal_type(t, "六(1)");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	terminal_press(t, "/");
	terminal_type(t, "很长");
	terminal_press(t, "Enter F8 Backspace 4");
	cr_expect(terminal_shows(t, "2026-11-24"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
}

/* --------------------------------------------------------------- at random */

Test(ui_terminal_size, two_hundred_times_while_typing)
{
	struct buf typed = { 0 };
	uint32_t state = 5;

	terminal_press(t, "5 Tab*5");
	for (int i = 0; i < 200; i++) {
		static const char *const words[] = { "家访，", "好", "a", "12", "。" };

		state = state * 1103515245 + 12345;
		terminal_send(t, words[state >> 16 & 3], strlen(words[state >> 16 & 3]));
		buf_text(&typed, words[state >> 16 & 3]);
		terminal_resize(t, 1 + (int)(state >> 8 & 63), 1 + (int)(state >> 20 & 127));
	}
	terminal_resize(t, 24, 80);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	struct run r = DAOSHI("list", "contacts", "--format", "json");

	cr_expect(strstr(buf_str(&r.out), buf_str(&typed)), "%s\n%s", buf_str(&r.out),
		  buf_str(&typed));
	run_release(&r);
	buf_release(&typed);
}
