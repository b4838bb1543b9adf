/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of keys: another key, a second one, the usual one again. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/desk.h"

TestSuite(screen_keys, .init = desk_school, .fini = daoshi_tidy);

static void expect_said(const struct terminal *t, const char *sentence)
{
	cr_assert(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static void open_keys(struct terminal *t)
{
	terminal_press(t, "C-p");
	terminal_type(t, "各项操作的按键");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "自定按键");
}

/* The cursor on the action that does this. */
static void find(struct terminal *t, const char *what)
{
	terminal_press(t, "/ Esc /");
	terminal_type(t, what);
	terminal_press(t, "Enter");
}

static struct terminal *open_at(const char *what)
{
	struct terminal *t = desk_open(24, 80);

	open_keys(t);
	terminal_press(t, "/");
	terminal_type(t, what);
	terminal_press(t, "Enter");
	return t;
}

Test(screen_keys, every_command_with_its_keys)
{
	struct terminal *t = desk_open(24, 80);

	open_keys(t);
	terminal_expect(t, "keys");
	terminal_press(t, "End");
	terminal_expect(t, "keys-end");
	desk_leave(t);
}

Test(screen_keys, from_the_menu)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F10 /");
	terminal_type(t, "可自定");
	terminal_press(t, "Enter*2");
	terminal_wait_text(t, "自定按键 0 项");
	desk_leave(t);
}

Test(screen_keys, another_key_at_once_everywhere)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "Enter");
	terminal_expect(t, "keys-asked");
	terminal_press(t, "F11");
	terminal_expect(t, "keys-given");
	terminal_press(t, "F2");
	expect_said(t, "F11 修改");
	terminal_press(t, "C-e"); /* no more */
	terminal_wait_text(t, "3 名学生");
	terminal_press(t, "F1");
	expect_said(t, "F11           修改学生资料");
	terminal_press(t, "Esc F11");
	terminal_wait_text(t, "> 姓名*      赵测试");
	terminal_press(t, "Esc");
	desk_leave(t);
	t = desk_open(24, 80); /* and from then on */
	terminal_press(t, "F2 F11");
	terminal_wait_text(t, "> 姓名*      赵测试");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_keys, a_key_that_another_has)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "Enter F7");
	terminal_expect(t, "keys-taken");
	terminal_press(t, "2 Enter F7 Esc");
	expect_said(t, "自定按键 0 项");
	terminal_press(t, "Enter F7 1");
	expect_said(t, "修改学生资料：F7。");
	terminal_press(t, "F6");
	terminal_press(t, "Esc");
	terminal_expect(t, "keys-changed"); /* and who lost it */
	terminal_press(t, "F2 F7");
	terminal_wait_text(t, "> 姓名*      赵测试");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* What this person gave another action before is taken there too. */
Test(screen_keys, a_key_of_ones_own_is_taken_from_its_action)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "Enter F11");
	find(t, "新增一名学生");
	terminal_press(t, "Enter F11 1");
	expect_said(t, "新增一名学生：F11。");
	find(t, "修改学生资料");
	expect_said(t, "无按键");
	terminal_press(t, "F8");
	expect_said(t, "修改学生资料：已恢复默认按键。");
	expect_said(t, "Ctrl-E、e");
	desk_leave(t);
}

Test(screen_keys, its_usual_key_that_another_has_by_now)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "Enter F11");
	find(t, "新增一名学生");
	terminal_press(t, "Enter C-e");
	find(t, "修改学生资料");
	terminal_press(t, "F8");
	expect_said(t, "已恢复默认按键，但其中已给了别的操作的除外。");
	desk_leave(t);
}

Test(screen_keys, a_second_key)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "F9 F11");
	expect_said(t, "修改学生资料：Ctrl-E、e、F11。");
	terminal_press(t, "F9 F11");
	expect_said(t, "F11 已经是这项操作的按键。");
	terminal_press(t, "Enter x");
	expect_said(t, "输入法打开时收不到字母");
	terminal_press(t, "F9");
	terminal_type(t, "ｗ"); /* full-width */
	expect_said(t, "修改学生资料：x、w。");
	desk_leave(t);
}

static const struct {
	const char *action, *key, *said;
} refusals[] = {
	{ "修改学生资料", "F1", "F1 始终是帮助" },
	{ "修改学生资料", "F10", "F10 始终是菜单" },
	{ "修改学生资料", "C-q", "Ctrl-Q 始终是退出程序" },
	{ "修改学生资料", "Down", "下箭头 在列表里用来移动和查找" },
	{ "保存并关闭", "Enter", "Enter 在表单里用来输入和修改文字" },
	{ "退出程序", "C-q", "Ctrl-Q 已经是这项操作的按键。" },
};

Test(screen_keys, keys_that_must_stay)
{
	struct terminal *t = desk_open(24, 80);

	open_keys(t);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		find(t, refusals[i].action);
		terminal_press(t, "Enter");
		terminal_press(t, refusals[i].key);
		expect_said(t, refusals[i].said);
	}
	expect_said(t, "自定按键 0 项");
	desk_leave(t);
}

Test(screen_keys, esc_and_ctrl_c_leave_it_as_it_is)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "Enter Esc Enter C-c F9 Esc");
	expect_said(t, "自定按键 0 项");
	expect_said(t, "Ctrl-E、e");
	desk_leave(t);
}

Test(screen_keys, a_place_without_a_key_can_have_one)
{
	struct terminal *t = open_at("可自定");

	expect_said(t, "无按键");
	terminal_press(t, "Enter F11 F12 F10 F11");
	terminal_wait_text(t, "自定按键 1 项");
	terminal_press(t, "F12 F11");
	terminal_wait_text(t, "自定按键 1 项");
	desk_leave(t);
}

Test(screen_keys, all_the_usual_ones_again)
{
	struct terminal *t = open_at("修改学生资料");

	terminal_press(t, "0");
	expect_said(t, "还没有自定过按键。");
	terminal_press(t, "Enter F11");
	terminal_press(t, "0");
	expect_said(t, "全部恢复默认按键吗？已自定 1 项。  1 恢复  2 不恢复");
	terminal_press(t, "2");
	expect_said(t, "自定按键 1 项");
	terminal_type(t, "０");
	terminal_press(t, "1");
	expect_said(t, "全部操作已恢复默认按键。");
	terminal_press(t, "Esc F6");
	expect_said(t, "还没有自定过按键。按 F6 显示全部操作");
	desk_leave(t);
}

/* Somebody else's are not touched by it. */
Test(screen_keys, each_person_has_their_own)
{
	struct terminal *t;

	desk_script("INSERT INTO binding (login, action, keys) "
		    "VALUES ('somebody-else', 'student.edit', 'F11')");
	t = open_at("修改学生资料");
	expect_said(t, "Ctrl-E、e");
	terminal_press(t, "Enter x 0 1");
	desk_leave(t);
	desk_script("CREATE TABLE proof (one INTEGER CHECK (one = 1)); INSERT INTO proof "
		    "SELECT count(*) FROM binding");
}

/* Another session of the same person. */
Test(screen_keys, what_was_changed_elsewhere_holds_here_too)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2");
	desk_script("INSERT INTO binding (login, action, keys) "
		    "SELECT login, 'student.edit', 'F11' FROM account");
	terminal_wait_text(t, "F11 修改");
	desk_leave(t);
}

/* root may write everything, so that daoshi runs as nobody then. */
static struct terminal *start_reader(void)
{
	const char *argv[] = { "setpriv",
			       "--reuid=65534",
			       "--regid=65534",
			       "--clear-groups",
			       run_beside("daoshi"),
			       "--db",
			       daoshi_path("school.db"),
			       "--today",
			       DAOSHI_TODAY,
			       NULL };

	daoshi_give_away();
	cr_assert(!chmod(daoshi_path("."), 0755) && !chmod(daoshi_path("school.db"), 0444));
	return terminal_start(NULL, geteuid() ? argv + 4 : argv);
}

Test(screen_keys, a_file_that_may_only_be_read)
{
	static const char *const keys[] = { "Enter", "F9", "F8", "0" };
	struct terminal *t = start_reader();

	open_keys(t);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		terminal_press(t, keys[i]);
		expect_said(t, "文件只能读取，不能修改。");
		terminal_press(t, "Down");
	}
	desk_leave(t);
}

/* What stands beside a form is left by the key that opened it. */
Test(screen_keys, the_key_of_the_pane_beside_a_form)
{
	struct terminal *t;

	desk_script("INSERT INTO binding (login, action, keys) "
		    "SELECT login, 'form.read', 'F11' FROM account");
	t = desk_open(24, 80);
	terminal_press(t, "3");
	expect_said(t, "F11 看记录");
	expect_said(t, "> 闪光点");
	terminal_press(t, "F11 F11 Down");
	expect_said(t, "> 成长建议");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* As a mentor sees it: what one may not do has no key to be changed. */
Test(screen_keys, only_what_one_may_do)
{
	struct terminal *t;

	desk_as_mentor("T1");
	t = open_at("新增一名学生");
	expect_said(t, "0 项操作");
	terminal_press(t, "Enter F9 F8"); /* nothing there, nothing done */
	desk_leave(t);
}

Test(screen_keys, other_sizes_and_english)
{
	struct terminal *t = desk_open(16, 60);

	open_keys(t);
	terminal_expect(t, "keys-60x16");
	desk_leave(t);
	t = desk_open(40, 120);
	open_keys(t);
	terminal_expect(t, "keys-120x40");
	desk_leave(t);
	t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });
	terminal_press(t, "C-p");
	terminal_type(t, "keys of your own");
	terminal_press(t, "Enter Enter F7");
	terminal_expect(t, "keys-english");
	terminal_press(t, "Esc");
	desk_leave(t);
}
