/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all forms do, on the program's own: walking, choosing, required fields, errors, leaving. */
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

TestSuite(ui_form, .init = open_desk, .fini = leave_desk);

/* A row of the screen that begins so, sign and all. */
static void expect_row(const char *begins)
{
	char line[256] = "\n";
	struct buf screen = { 0 };

	strcat(line, begins);
	buf_printf(&screen, "\n%s", terminal_text(t));
	cr_expect(strstr(buf_str(&screen), line), "no row \"%s\" in\n%s", begins, terminal_text(t));
	buf_release(&screen);
}

static void expect_said(const char *sentence)
{
	cr_expect(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static const char *listed(const char *what, const char *format)
{
	static struct buf out;
	struct run r = DAOSHI("list", what, "--format", format);

	buf_clear(&out);
	buf_text(&out, buf_str(&r.out));
	run_release(&r);
	return buf_str(&out);
}

/* ------------------------------------------------------------------ walking */

Test(ui_form, enter_and_down_walk_and_the_last_enter_saves)
{
	static const char *const fields[] = { "姓名*", "性别",     "学号*", "班级",
					      "座号",  "出生日期", "住址",  "监护人",
					      "关系",  "电话",     "入学" };

	terminal_press(t, "F2 C-e");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct buf row = { 0 };

		buf_printf(&row, "> %s", fields[i]);
		expect_row(buf_str(&row));
		terminal_press(t, i % 2 ? "Down" : "Enter");
		buf_release(&row);
	}
	expect_said("已保存");
}

Test(ui_form, tab_goes_round)
{
	terminal_press(t, "F2 C-e S-Tab");
	expect_row("> 入学");
	terminal_press(t, "Tab");
	expect_row("> 姓名*");
	terminal_press(t, "Tab");
	expect_row("> 性别");
	terminal_press(t, "S-Tab*2");
	expect_row("> 入学");
	terminal_press(t, "Esc");
}

/* The edges hold, where Tab would go round. */
Test(ui_form, up_and_down_stop_at_the_edges)
{
	terminal_press(t, "F2 C-e Up");
	expect_row("> 姓名*");
	terminal_press(t, "Down*20");
	expect_row("> 入学");
	terminal_press(t, "Up*3");
	expect_row("> 监护人");
	terminal_press(t, "Esc");
}

Test(ui_form, each_field_says_what_it_is_for)
{
	terminal_press(t, "F2 C-e");
	expect_said("与学籍登记一致");
	terminal_press(t, "Tab");
	cr_expect_not(terminal_shows(t, "与学籍登记一致"));
	terminal_press(t, "Tab");
	expect_said("按学校的写法");
	terminal_press(t, "Esc");
}

/* ----------------------------------------------------------------- choosing */

Test(ui_form, a_choice_by_its_digit_and_by_arrows)
{
	static const char *const steps[][2] = {
		{ "5", "> 方式    1 面谈  2 上门  3 在校  4 电话 [5 视频] 6 其他" },
		{ "Right", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频 [6 其他]" },
		{ "Right", "> 方式   [1 面谈] 2 上门  3 在校  4 电话  5 视频  6 其他" },
		{ "Left", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频 [6 其他]" },
		{ "7", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频 [6 其他]" },
		{ "x", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频 [6 其他]" },
		{ "３", "> 方式    1 面谈  2 上门 [3 在校] 4 电话  5 视频  6 其他" },
		/* once more takes it off */
		{ "3", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频  6 其他" },
		{ "Left", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频 [6 其他]" },
		{ "6", "> 方式    1 面谈  2 上门  3 在校  4 电话  5 视频  6 其他" },
		{ "Right", "> 方式   [1 面谈] 2 上门  3 在校  4 电话  5 视频  6 其他" },
	};

	terminal_press(t, "2 Tab*2");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		terminal_press(t, steps[i][0]);
		expect_row(steps[i][1]);
	}
	terminal_press(t, "C-s");
	cr_expect(strstr(listed("contacts", "csv"), ",in_person,"), "%s",
		  listed("contacts", "csv"));
}

Test(ui_form, several_topics_each_by_its_digit)
{
	terminal_press(t, "5 Tab*3 3 1 6");
	expect_row("> 主题   [1 理想] 2 心理 [3 学习] 4 生活  5 生涯 [6 同伴]");
	terminal_press(t, "3 ２ Left Right");
	expect_row("> 主题   [1 理想][2 心理] 3 学习  4 生活  5 生涯 [6 同伴]");
	terminal_press(t, "C-s");
	cr_expect(strstr(listed("contacts", "csv"), "ideals psychology peers"), "%s",
		  listed("contacts", "csv"));
}

Test(ui_form, somebody_is_picked_by_what_is_typed)
{
	terminal_press(t, "5 S-Tab");
	terminal_type(t, "孙");
	expect_row(" 1 名学生");
	terminal_press(t, "Enter");
	expect_row("> 学生*  赵测试 孙测试");
	terminal_press(t, "Backspace"); /* the last one */
	expect_row("> 学生*  赵测试\n");
	terminal_press(t, "Backspace");
	expect_row("> 学生*\n");
	cr_expect_not(terminal_shows(t, "赵测试"));
	terminal_press(t, "Enter"); /* nobody yet: the list */
	expect_row(" 3 名学生");
	terminal_press(t, "Down Enter");
	expect_row("> 学生*  钱测试");
	terminal_press(t, "Space Esc"); /* looked at the list, and stayed */
	expect_row("> 学生*  钱测试");
	terminal_press(t, "C-s");
	expect_said("已记录：消息，钱测试");
}

/* ------------------------------------------------------- required, and wrong */

Test(ui_form, all_that_is_missing_or_wrong_is_shown_at_once)
{
	terminal_press(t, "F2 F9 Tab*4 x Tab 9 9 9 9 9 C-s");
	terminal_expect(t, "form-errors");
	/* each goes when it is mended */
	terminal_type(t, "李测试");
	cr_expect_not(terminal_shows(t, "缺少姓名"), "%s", terminal_text(t));
	cr_expect(terminal_shows(t, "缺少学号"), "%s", terminal_text(t));
	terminal_press(t, "Tab*4 3");
	cr_expect_not(terminal_shows(t, "不是整数"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	expect_row("> 学号*");
	terminal_type(t, "S9");
	terminal_press(t, "C-s");
	expect_row("> 出生日期");
	terminal_press(t, "C-k Backspace*5 C-s");
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃修改"))
		terminal_press(t, "1");
}

/* What the school finds wrong is shown at its field too, and nothing typed is lost. */
Test(ui_form, what_is_refused_when_saved_is_shown_at_its_field)
{
	terminal_press(t, "F2 F9");
	terminal_type(t, "李测试\n\nS1\n六(1)\n");
	terminal_press(t, "C-s");
	expect_row("> 学号*      S1");
	expect_said("已有另一名学生使用");
	expect_row("  姓名*      李测试");
	terminal_press(t, "End");
	terminal_type(t, "9");
	terminal_press(t, "C-s");
	expect_said("已保存 李测试");
}

Test(ui_form, a_wrong_field_is_told_when_it_is_left)
{
	terminal_press(t, "F2 C-e Tab*5");
	terminal_type(t, "2012-02-30");
	terminal_press(t, "Tab");
	expect_row("  出生日期   2012-02-30");
	expect_said("不是日期");
	expect_row("> 住址");
	terminal_press(t, "Esc 1");
}

Test(ui_form, undo_is_the_fields_own)
{
	terminal_press(t, "F2 C-e");
	terminal_type(t, "很好 也");
	terminal_press(t, "C-u");
	expect_row("> 姓名*      赵测试很好");
	terminal_press(t, "C-_ C-r");
	expect_row("> 姓名*      赵测试很好");
	terminal_press(t, "Tab*6 x C-u*3");
	expect_row("  姓名*      赵测试很好");
	terminal_press(t, "Esc 1");
}

/* --------------------------------------------------------------- leaving it */

Test(ui_form, esc_asks_only_when_something_was_changed)
{
	static const struct {
		const char *keys;
		bool asks;
	} cases[] = {
		{ "F2 C-e", false },
		{ "F2 C-e Tab*12 S-Tab*3", false },
		{ "F2 C-e End Home Left Right C-Left", false },
		{ "F2 C-e x", true },
		{ "F2 C-e Backspace", true },
		{ "F2 C-e x Tab", true }, /* also when it was read already */
		{ "F2 C-e Tab 2", true },
		{ "5", false }, /* filled in for one, and no work lost */
		{ "5 Tab*3 1", true },
		{ "5 S-Tab Space Esc", false },
		{ "5 S-Tab Backspace", true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, cases[i].keys);
		terminal_press(t, "Esc");
		cr_expect_eq(terminal_shows(t, "放弃修改"), cases[i].asks, "%s: %s", cases[i].keys,
			     terminal_text(t));
		if (terminal_shows(t, "放弃修改"))
			terminal_press(t, "1");
		terminal_press(t, "F12");
	}
}

/* What was typed and undone is no change. */
Test(ui_form, what_was_undone_is_not_asked_about)
{
	terminal_press(t, "F2 C-e x C-u Esc");
	cr_expect_not(terminal_shows(t, "放弃修改"));
	if (terminal_shows(t, "放弃修改"))
		terminal_press(t, "1");
}

Test(ui_form, the_question_is_answered_by_a_digit_alone)
{
	terminal_press(t, "F2 C-e x Esc");
	expect_said("放弃修改");
	terminal_press(t, "y Enter Space C-q q F2");
	expect_said("放弃修改");
	terminal_press(t, "Esc"); /* go on */
	expect_row("> 姓名*      赵测试x");
	terminal_press(t, "C-q"); /* ending asks as well */
	expect_said("放弃修改");
	terminal_press(t, "2");
	expect_row("> 姓名*      赵测试x");
	terminal_press(t, "Esc １");
	expect_row(" 3 名学生");
}

/* Letters that are commands elsewhere type, and places are out of reach. */
Test(ui_form, what_types_something_runs_no_command)
{
	terminal_press(t, "F2 C-e");
	terminal_type(t, "q?/j");
	terminal_press(t, "F3 F12 C-g");
	expect_row("> 姓名*      赵测试q?/j");
	terminal_press(t, "F1");
	expect_said("按 Enter 执行");
	terminal_press(t, "Esc");
	expect_row("> 姓名*      赵测试q?/j");
	terminal_press(t, "Esc 1");
}

/* ------------------------------------------------------------- the form's help */

/* No key that does nothing in it. */
Test(ui_form, the_help_tells_of_what_the_form_asks_for)
{
	static const struct {
		const char *keys, *space;
	} cases[] = {
		{ "5", "空格          需要选人的项目从名单中选取；日期打开月历" },
		{ "F2 C-e", "空格          日期项：打开月历选日子" },
		{ "F3 C-e", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, cases[i].keys);
		terminal_press(t, "F1 End");
		if (cases[i].space)
			expect_said(cases[i].space);
		else
			cr_expect_not(terminal_shows(t, "   空格"), "%s", terminal_text(t));
		terminal_press(t, "Esc Esc F12");
	}
}

/* What people write in a field of words of its own. */
Test(ui_form, a_question_mark_tells_of_grades)
{
	terminal_press(t, "C-y F9 PgDn");
	expect_row("> 年级*");
	terminal_press(t, "C-a C-k");
	terminal_type(t, "？"); /* says it, and is not typed */
	expect_row("> 年级*\n");
	expect_said("如：6-9");
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃修改"))
		terminal_press(t, "1");
}

/* The first and the last field; a text has pages of its own. */
Test(ui_form, pages_go_to_the_ends)
{
	terminal_press(t, "5 PgDn");
	expect_row("> 内容");
	terminal_press(t, "PgUp");
	expect_row("> 内容");
	terminal_press(t, "S-Tab PgUp");
	expect_row("> 学生*");
	terminal_press(t, "Esc");
}
