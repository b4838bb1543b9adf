/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals of the character sets that schools have, and locales that are not there. */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

TestSuite(ui_terminal_charset, .fini = daoshi_tidy);

static const char *const locales[] = { "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "zh_CN.GBK" };
enum { LOCALES = sizeof locales / sizeof *locales };

/* The path is kept here: where it comes from, the making of a locale asks for another. */
static struct terminal *open_with(const struct terminal_options *o)
{
	char path[PATH_MAX];
	const char *argv[] = {
		path, "--db", daoshi_path("school.db"), "--today", DAOSHI_TODAY, NULL
	};

	snprintf(path, sizeof path, "%s", run_beside("daoshi"));
	return terminal_start(o, argv);
}

static struct terminal *open_in(const char *locale)
{
	return open_with(&(struct terminal_options){ .locale = locale });
}

/* --------------------------------------------------------------- how it looks */

/* Whatever the characters' widths, the layout is the same to the cell. */
Test(ui_terminal_charset, the_checklist_is_the_same_everywhere, .init = desk_demo)
{
	for (int i = 0; i < LOCALES; i++) {
		struct terminal *t = open_in(locales[i]);

		terminal_expect_with_looks(t, "terminal-checklist");
		desk_leave(t);
	}
}

Test(ui_terminal_charset, a_form_is_the_same_everywhere, .init = desk_school)
{
	for (int i = 0; i < LOCALES; i++) {
		struct terminal *t = open_in(locales[i]);

		terminal_press(t, "5 Tab*3 1 3 Tab*2");
		terminal_type(t,
			      "今天家访，孩子在家很好，也愿意帮助同学，和家长谈了一个小时，约好下月"
			      "再来。\n第二行。");
		terminal_expect_with_looks(t, "terminal-form");
		terminal_press(t, "Esc 1");
		desk_leave(t);
	}
}

static void add_odd_names(void)
{
	static const char csv[] = "学号,姓名,性别,班级,座号,监护人\n"
				  "S4,王\U00020BB7宁,男,六(1),3,赵─│家长\n"
				  "S5,阿·测试,男,六(1),4,赵䶮\n"
				  "S6,王e\u0301囍,男,六(1),5,赵α\n"
				  "S7,－－－,男,六(1),6,“赵”\n";
	struct run r;

	desk_school();
	daoshi_file("more.csv", csv, sizeof csv - 1);
	r = DAOSHI("import", "students", daoshi_path("more.csv"));
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
}

/* What the set lacks is spelled out; box drawing, dots and quotes have two cells there. */
Test(ui_terminal_charset, odd_names_keep_the_columns, .init = add_odd_names)
{
	static const char *const pictures[] = { "terminal-names", "terminal-names",
						"terminal-names-gb18030", "terminal-names-gbk" };

	for (int i = 0; i < LOCALES; i++) {
		struct terminal *t = open_in(locales[i]);

		terminal_press(t, "F2");
		terminal_expect(t, pictures[i]);
		desk_leave(t);
	}
}

/* The cursor is behind what is shown, be it spelled out. */
Test(ui_terminal_charset, a_name_spelled_out_is_edited_where_it_is_seen, .init = add_odd_names)
{
	struct terminal *t = open_in("zh_CN.GBK");

	terminal_press(t, "F2 Down*2 C-e");
	cr_expect_str_eq(terminal_row(t, 2), "> 姓名*      王<U+20BB7>宁");
	cr_expect_eq(terminal_state(t).col, 26, "%d", terminal_state(t).col);
	terminal_press(t, "Left");
	cr_expect_eq(terminal_state(t).col, 24, "%d", terminal_state(t).col);
	terminal_press(t, "Left");
	cr_expect_eq(terminal_state(t).col, 15, "%d", terminal_state(t).col);
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* And it is never changed by having been looked at. */
Test(ui_terminal_charset, what_the_set_lacks_is_kept, .init = add_odd_names)
{
	struct terminal *t = open_in("zh_CN.GBK");
	struct run r;

	terminal_press(t, "F2 Down*2 C-e Tab*6");
	terminal_type(t, "路");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	desk_leave(t);
	r = DAOSHI("list", "students", "--format", "json");
	cr_expect(strstr(buf_str(&r.out), "\"王\U00020BB7宁\""), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), "\"路\""), "%s", buf_str(&r.out));
	run_release(&r);
}

/* --------------------------------------------------------------- what is typed */

/* With characters of two bytes that UTF-8 terminals show in one cell, edited in the midst. */
static void expect_typed(const char *locale, const char *text)
{
	struct terminal *t = open_in(locale);
	struct buf row = { 0 }, note = { 0 };
	struct run r;

	terminal_press(t, "5 Tab*5");
	terminal_type(t, text);
	terminal_press(t, "Home");
	terminal_type(t, "头");
	terminal_press(t, "End Left");
	terminal_type(t, "腰");
	terminal_press(t, "Backspace");
	terminal_type(t, "尾");
	buf_printf(&note, "头%s", text);
	buf_splice(&note, note.len - strlen("。"), 0, "尾", strlen("尾"));
	buf_printf(&row, "> 内容   %s", buf_str(&note));
	cr_expect_str_eq(terminal_row(t, 8), buf_str(&row), "%s: %s", locale, terminal_row(t, 8));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	desk_leave(t);
	r = DAOSHI("list", "contacts", "--format", "json");
	cr_expect(strstr(buf_str(&r.out), buf_str(&note)), "%s: %s", locale, buf_str(&r.out));
	run_release(&r);
	buf_release(&row);
	buf_release(&note);
}

Test(ui_terminal_charset, chinese_arrives_and_is_saved, .init = desk_school)
{
	for (int i = 0; i < LOCALES; i++)
		expect_typed(locales[i], "家访“学习”·①Ⅲ─│℃αⅹ，约35分钟。");
	/* of four bytes in GB18030, and none in GBK */
	for (int i = 0; i < LOCALES - 1; i++)
		expect_typed(locales[i], "王\U00020BB7㐂䶮。");
}

/* ------------------------------------------------------- locales that are not */

/* The screen is in Chinese and UTF-8, whatever the server's locale is said to be. */
Test(ui_terminal_charset, a_missing_locale_paints_chinese_all_the_same, .init = desk_demo)
{
	char no_locales[PATH_MAX + 16];
	const char *const environments[][4] = {
		{ "LC_ALL=zh_CN.UTF-8", no_locales, NULL },
		{ "LC_ALL=zh_CN.GBK", no_locales, NULL },
		{ "LC_ALL=en_US.UTF-8", no_locales, NULL },
		{ "LC_ALL=no_such", NULL },
		{ "LC_ALL=C", NULL },
		{ "LC_ALL=POSIX", NULL },
		{ "LC_ALL=", NULL },
		{ "LC_ALL", "LANG", NULL },
		{ "LC_ALL", "LANG=C", "LANGUAGE=en", NULL },
		{ "LC_ALL", "LANG=zh_CN.UTF-8", "LC_CTYPE=C", NULL },
	};

	snprintf(no_locales, sizeof no_locales, "LOCPATH=%s", daoshi_path(""));
	for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
		struct terminal *t =
			open_with(&(struct terminal_options){ .env = environments[i] });

		cr_expect(terminal_shows(t, "待办"), "%s\n%s", environments[i][0],
			  terminal_text(t));
		terminal_expect_with_looks(t, "terminal-checklist");
		terminal_press(t, "5 Tab*5");
		terminal_type(t, "写得进");
		cr_expect(terminal_shows(t, "写得进"), "%s\n%s", environments[i][0],
			  terminal_text(t));
		terminal_press(t, "Esc 1");
		desk_leave(t);
	}
}
