/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going from screen to screen, the help, the menu, and leaving. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/wait.h>

#include "support/desk.h"

TestSuite(screen_places, .init = desk_school, .fini = daoshi_tidy);

static void expect_exit(struct terminal *t)
{
	int status = terminal_wait_exit(t);

	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ended with %x", status);
	cr_expect(terminal_left_sane(t), "%s", terminal_text(t));
	terminal_close(t);
}

/* ------------------------------------------------------------------ the help */

Test(screen_places, the_help_of_a_list)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F1");
	terminal_expect(t, "help-students");
	terminal_press(t, "End");
	terminal_expect(t, "help-students-end");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "3 名学生");
	desk_leave(t);
}

Test(screen_places, the_help_of_a_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 F1");
	terminal_expect(t, "help-form");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "新增：家访");
	desk_leave(t);
}

/* Each screen's own keys, which no other has. */
Test(screen_places, the_help_of_every_screen)
{
	static const struct {
		const char *keys, *own, *back;
	} screens[] = {
		{ "F12", "登记这一格的工作", "F12" },
		{ "F2", "学生离校，记录保留", "Esc" },
		{ "F2 Enter", "打开记录、转介、监护人", "Esc Esc" },
		{ "F3", "这是我", "Esc" },
		{ "F4", "撤回记录", "Esc" },
		{ "C-t", "新增一场培训", "Esc" },
		{ "C-t F6", "这位导师参加了哪些培训", "Esc Esc" },
		{ "C-x", "今天结案", "Esc" },
		{ "C-x C-e", "停用这个部门", "Esc Esc" },
		{ "C-g", "列出选项的项目", "Esc" },
		{ "F2 Enter Enter", "删除这位监护人", "Esc Esc Esc" },
		{ "F2 F5", "选取", "Esc Esc" },
		{ "F10 Down*13 Enter", "给这项操作再加一个按键", "Esc" },
	};
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		terminal_press(t, screens[i].keys);
		terminal_press(t, "F1");
		cr_expect(terminal_shows(t, screens[i].own) && terminal_shows(t, "按 Enter 执行"),
			  "%s: %s", screens[i].keys, terminal_text(t));
		terminal_press(t, "Esc");
		terminal_press(t, screens[i].back);
		terminal_wait_text(t, "测试学校");
	}
	desk_leave(t);
}

Test(screen_places, what_the_help_lists_can_be_done_from_there)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down ? /");
	terminal_type(t, "谈话");
	terminal_press(t, "Enter Enter");
	terminal_wait_text(t, "新增：谈话");
	terminal_wait_text(t, "学生*  钱测试");
	terminal_press(t, "F1 Enter"); /* Ctrl-S */
	terminal_wait_text(t, "已记录：谈话，钱测试，2026-11-23。");
	terminal_press(t, "F1 Down Enter"); /* Right: nothing to run, and nothing breaks */
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

Test(screen_places, the_help_fits_a_small_window)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "F1");
	terminal_expect(t, "help-60x16");
	terminal_press(t, "Esc F10");
	terminal_expect(t, "menu-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_places, the_help_speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "F1");
	terminal_expect(t, "help-english");
	terminal_press(t, "Esc F10");
	terminal_expect(t, "menu-english");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ------------------------------------------------------------------ the menu */

Test(screen_places, the_menu_leads_everywhere)
{
	static const struct {
		const char *keys, *title;
	} places[] = {
		{ "Enter", "3 名学生" },
		{ "Down Enter", "2 位导师" },
		{ "Down*2 Enter", "0 条记录" },
		{ "Down*3 Enter", "5 名学生和导师" },
		{ "Down*4 Enter", "测试学校" },
		{ "Down*5 Enter", "0 项转介" },
		{ "Down*6 Enter", "0 项预约" },
		{ "Down*7 Enter", "学生3" },
		{ "Down*8 Enter", "26 张报表" },
		{ "Down*9 Enter", "方案 0 个" },
		{ "Down*10 Enter", "0 场培训" },
		{ "Down*11 Enter", "第二" },
		{ "Down*13 Enter", "自定按键 0 项" },
		{ "Down*14 Enter", "0 条常用语" },
		{ "Down*15 Enter", "草稿 0 份" },
		{ "Down*16 Enter", "缺同意书的学生" },
		{ "Down*17 Enter", "目前没有登记在案的不能到校的学生" },
		{ "Down*18 Enter", "必须 0 条" },
		{ "Down*19 Enter", "共 0 对" },
		{ "Down*20 Enter", "共 0 条" },
		{ "Down*21 Enter", "已填 0，未填 3" },
		{ "Down*22 Enter", "看哪位导师的意愿" },
		{ "Esc", "已填 0，未填 3" },
		{ "Down*23 Enter", "待答复 0" },
		{ "Down*24 Enter", "超过保存期限" },
		{ "Down*25 Enter", "1 个账号" },
		{ "Down*26 Enter", "0 项授权" },
		{ "Down*27 Enter", "谁的闪光点" },
		{ "Esc", "0 项授权" },
		{ "Down*12 Enter", "导入名单" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F10");
	terminal_expect(t, "menu");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		terminal_press(t, "F10");
		terminal_press(t, places[i].keys);
		terminal_wait_text(t, places[i].title);
	}
	desk_leave(t);
}

/* It says F3 beside the mentors. */
Test(screen_places, a_key_that_the_menu_names_works_in_it)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F10 F3");
	cr_expect(terminal_shows(t, "2 位导师"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ------------------------------------------------------------------ there and back */

Test(screen_places, esc_goes_back_step_by_step)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter");
	terminal_wait_text(t, "赵测试 六(1)");
	terminal_press(t, "F3 Enter");
	terminal_wait_text(t, "甲测试 导师 2/15");
	terminal_press(t, "F4");
	terminal_wait_text(t, "0 条记录");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "甲测试 导师 2/15");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "2 位导师");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "赵测试 六(1)");
	terminal_press(t, "C-c"); /* the same as Esc */
	terminal_wait_text(t, "3 名学生");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "已是首页。按 q 退出程序。");
	desk_leave(t);
}

/* Places do not pile up: the one that is open already is gone back to. */
Test(screen_places, a_place_that_is_open_is_returned_to)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down Enter F4 F3 F2");
	terminal_wait_cursor_row(t, "钱测试");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

Test(screen_places, f12_goes_home_from_anywhere)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter F3 Enter F4 F12");
	terminal_wait_text(t, "测试学校");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "已是首页。");
	desk_leave(t);
}

/* A form is finished first; a place's key must not throw it away. */
Test(screen_places, a_form_keeps_the_places_out)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 F2 F3 F4 F10 F12 C-g");
	terminal_wait_text(t, "新增：家访");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "测试学校");
	desk_leave(t);
}

/* ------------------------------------------------------------------ leaving */

Test(screen_places, q_ends_it)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "q");
	expect_exit(t);
	t = desk_open(24, 80);
	terminal_type(t, "ｑ"); /* with an input method on */
	expect_exit(t);
}

Test(screen_places, ctrl_q_asks_where_something_would_be_lost)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 S-Tab*2");
	terminal_type(t, "写了一半");
	terminal_press(t, "C-q");
	terminal_wait_text(t, "放弃修改吗？");
	terminal_press(t, "2 C-q");
	terminal_wait_text(t, "写了一半");
	terminal_press(t, "1");
	expect_exit(t);
}

/* Below a picker, too. */
Test(screen_places, ctrl_q_asks_for_the_form_under_a_dialog)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "1 S-Tab*2");
	terminal_type(t, "写了一半");
	terminal_press(t, "Up*3 Space");
	terminal_wait_text(t, "2 位导师");
	terminal_press(t, "C-q");
	terminal_wait_text(t, "放弃修改吗？");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "2 位导师");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "写了一半");
	terminal_press(t, "C-q 1");
	expect_exit(t);
}

/* On a colleague's checklist q goes back; a bar that says "quit" frightens, or misleads. */
Test(screen_places, the_bar_says_what_q_does)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 Enter");
	cr_expect(!terminal_shows(t, "q 退出"), "%s", terminal_row(t, 23));
	terminal_press(t, "q");
	terminal_wait_text(t, "2 位导师");
	desk_leave(t);
}
