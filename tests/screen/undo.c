/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back what was saved, wherever one is, and doing it again. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_undo, .init = desk_school, .fini = daoshi_tidy);

Test(screen_undo, a_visit_taken_back_and_done_again)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down Enter C-s");
	terminal_wait_text(t, "已1123");
	terminal_press(t, "C-u");
	terminal_expect(t, "undo-visit");
	cr_expect_eq(terminal_state(t).row, 4); /* it keeps its place */
	terminal_press(t, "C-d");
	terminal_expect(t, "undo-visit-again");
	cr_expect_eq(terminal_state(t).row, 4);
	terminal_press(t, "u");
	terminal_wait_text(t, "已撤销「家访，");
	cr_expect_not(terminal_shows(t, "已1123"));
	terminal_press(t, "U");
	terminal_wait_text(t, "已1123");
	desk_leave(t);
}

/* Whatever was saved last, wherever it was; each u goes one further back. */
Test(screen_undo, goes_back_through_what_was_saved_on_other_screens)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 C-s");
	terminal_press(t, "F3 C-e End");
	terminal_type(t, "甲");
	terminal_press(t, "C-s F2 Down*2 C-e End");
	terminal_type(t, "乙");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "孙测试乙");
	terminal_press(t, "u");
	terminal_wait_text(t, "已撤销「已保存 孙测试乙」。按 Ctrl-D 重做。");
	terminal_wait_cursor_row(t, "孙测试 ");
	terminal_press(t, "F4");
	terminal_wait_text(t, "1 条记录");
	terminal_press(t, "u");
	terminal_wait_text(t, "已撤销「已保存 甲测试甲」");
	terminal_wait_text(t, "1 条记录");
	terminal_press(t, "u");
	terminal_wait_text(t, "已撤销「谈话，赵测试，2026-11-23」");
	terminal_wait_text(t, "0 条记录");
	terminal_press(t, "u");
	terminal_expect(t, "undo-nothing");
	terminal_press(t, "F12 C-d*3 F2");
	terminal_wait_text(t, "孙测试乙");
	terminal_press(t, "C-d");
	terminal_wait_text(t, "没有可以重做的");
	desk_leave(t);
}

Test(screen_undo, in_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "U");
	terminal_wait_text(t, "There is nothing that was taken back and could be done again.");
	terminal_press(t, "2 C-s u");
	terminal_expect(t, "undo-english");
	desk_leave(t);
}

Test(screen_undo, what_is_saved_anew_ends_the_doing_again)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s u Down 1 C-s C-d");
	terminal_wait_text(t, "没有可以重做的");
	terminal_press(t, "F4");
	terminal_wait_text(t, "1 条记录");
	desk_leave(t);
}

Test(screen_undo, what_was_withdrawn_and_removed_comes_back)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s F4 F8 1");
	terminal_wait_text(t, "0 条记录");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销「撤回：家访，赵测试，2026-11-23」。");
	terminal_wait_text(t, "1 条记录");
	terminal_press(t, "C-y F8 1");
	terminal_wait_text(t, "节点已删除。");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销「删除节点「开学」」。");
	desk_leave(t);
}

/* The field has an undo of its own, and a half-filled form is not left for another. */
Test(screen_undo, a_form_keeps_its_keys)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s F2 C-e End");
	terminal_type(t, "uU");
	terminal_wait_text(t, "赵测试uU");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "> 姓名*  ");
	cr_expect_not(terminal_shows(t, "已撤销"));
	terminal_press(t, "C-d Esc");
	cr_expect_not(terminal_shows(t, "重做"));
	desk_leave(t);
}

/* What is typed to find somebody is text, and Ctrl-U clears it as in a shell. */
Test(screen_undo, a_find_keeps_its_keys)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s F2 /");
	terminal_type(t, "u测");
	terminal_wait_text(t, "查找：u测");
	terminal_press(t, "C-u*2");
	cr_expect_not(terminal_shows(t, "u测"));
	cr_expect_not(terminal_shows(t, "已撤销"));
	terminal_type(t, "孙");
	terminal_wait_text(t, "1 名学生");
	terminal_press(t, "Enter C-u");
	terminal_wait_text(t, "已撤销「家访，赵测试");
	terminal_wait_text(t, "1 名学生"); /* what was found stays */
	desk_leave(t);
}

/* The student whose screen this is goes with it. */
Test(screen_undo, the_screen_of_what_is_gone_is_left)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F9");
	terminal_type(t, "李测试\n\nS4\n601");
	terminal_press(t, "C-s /");
	terminal_type(t, "李测试");
	terminal_press(t, "Enter Enter");
	terminal_wait_text(t, "李测试");
	terminal_press(t, "u");
	terminal_expect(t, "undo-student");
	desk_leave(t);
}

Test(screen_undo, marks_of_attendance_one_by_one)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t F9 Tab 3 Tab");
	terminal_type(t, "师德讲座");
	terminal_press(t, "C-s Enter Space Space C-u");
	terminal_wait_text(t, "已撤销「乙测试 到会");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销「甲测试 到会");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销「已保存 师德讲座」。");
	desk_leave(t);
}

/* ------------------------------------------------------------------------- two */

Test(screen_undo, another_sees_it_and_has_nothing_to_take_back)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "Down Enter C-s");
	terminal_wait_text(b, "已1123");
	terminal_press(b, "u");
	terminal_wait_text(b, "已没有可以撤销的了");
	terminal_press(a, "u");
	terminal_wait_text(b, "待22  已0");
	desk_leave(a);
	desk_leave(b);
}

Test(screen_undo, what_another_changed_since_stays)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "F2 C-e End");
	terminal_type(a, "甲");
	terminal_press(a, "C-s");
	terminal_press(b, "F2");
	terminal_wait_text(b, "赵测试甲");
	terminal_press(b, "C-e End");
	terminal_type(b, "乙");
	terminal_press(b, "C-s");
	terminal_wait_text(a, "赵测试甲乙");
	terminal_press(a, "u");
	terminal_expect(a, "undo-changed-since");
	terminal_press(b, "u");
	terminal_wait_text(a, "赵测试甲 ");
	desk_leave(a);
	desk_leave(b);
}

/* The form that was open before saves over neither what was taken back nor what came after. */
Test(screen_undo, a_form_that_was_open_is_not_saved_unasked)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "2 C-s");
	terminal_press(b, "F4");
	terminal_wait_text(b, "1 条记录");
	terminal_press(b, "Enter S-Tab");
	terminal_type(b, "写了一半");
	terminal_press(a, "u Down 2 C-s");
	terminal_wait_text(a, "已记录：谈话，钱测试");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "这条已被他人删除。您写的内容还在这里。");
	terminal_press(b, "2 Esc 1");
	cr_expect_not(terminal_shows(b, "写了一半"));
	desk_leave(a);
	desk_leave(b);
}

/* Somebody else's record has its number by now. */
Test(screen_undo, done_again_beside_what_came_since)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "2 C-s u");
	terminal_press(b, "Down 1 C-s");
	terminal_wait_text(a, "已1123");
	terminal_press(a, "C-d F4");
	terminal_wait_text(a, "2 条记录");
	terminal_wait_text(a, "钱测试");
	terminal_wait_text(a, "赵测试");
	desk_leave(a);
	desk_leave(b);
}

/* -------------------------------------------------------------------- the rest */

Test(screen_undo, a_small_window_shows_the_whole_sentence)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "F2 C-e End");
	terminal_type(t, "甲");
	terminal_press(t, "C-s");
	desk_script("UPDATE student SET rev = rev + 1");
	terminal_press(t, "u");
	terminal_expect(t, "undo-60x16");
	desk_leave(t);
}

Test(screen_undo, a_year_that_was_closed_meanwhile)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 C-s");
	desk_script("UPDATE school_year SET closed_on = '2026-11-23'");
	terminal_press(t, "u");
	terminal_wait_text(t, "其间有学年归档、重新开放或结转");
	terminal_press(t, "F4");
	terminal_wait_text(t, "1 条记录");
	desk_leave(t);
}
