/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list shows, into a file; templates from the import. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "support/desk.h"
#include "support/unpacked.h"

TestSuite(screen_exporting, .init = desk_school, .fini = daoshi_tidy);

static void expect_said(const struct terminal *t, const char *sentence)
{
	cr_assert(terminal_shows(t, sentence), "%s is not said in\n%s", sentence, terminal_text(t));
}

static bool is_there(const char *name)
{
	struct stat st;

	return !stat(daoshi_path(name), &st);
}

static struct terminal *open_form(const char *keys, const char *name)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, keys);
	terminal_press(t, "C-]");
	terminal_wait_text(t, "导出列表");
	desk_retype(t, daoshi_path(name));
	return t;
}

static void expect_cell(const char *name, const char *at, const char *words)
{
	struct buf sheet = { 0 };

	workbook_part(daoshi_path(name), "xl/worksheets/sheet1.xml", &sheet);
	cr_expect(strstr(workbook_cell(&sheet, at), words), "%s: %s", at,
		  workbook_cell(&sheet, at));
	buf_release(&sheet);
}

Test(screen_exporting, what_is_proposed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-]");
	terminal_expect(t, "export-form");
	terminal_press(t, "Down 2");
	expect_said(t, "~/daoshi-students-1123.csv");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* Its columns, its order, what is found in it, and no more of a number than it shows. */
Test(screen_exporting, what_the_list_shows)
{
	struct terminal *t = open_form("F2 /", "s.xlsx");

	terminal_press(t, "C-s");
	expect_said(t, "将有 3 行师生信息离开本系统");
	terminal_press(t, "1");
	terminal_wait_text(t, "共 3 行");
	desk_leave(t);
	expect_cell("s.xlsx", "A1", "学生  3 名学生  2026-11-23</t>");
	expect_cell("s.xlsx", "A2", "<t>姓名</t>");
	expect_cell("s.xlsx", "A3", "<t>赵测试</t>");
	expect_cell("s.xlsx", "C3", "><v>1</v>");
}

Test(screen_exporting, they_would_rather_not)
{
	struct terminal *t = open_form("F2", "s.xlsx");

	terminal_press(t, "C-s 2");
	expect_said(t, "> 文件*");
	cr_expect_not(is_there("s.xlsx"));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_exporting, a_target_that_cannot_be_is_told_at_the_field)
{
	struct terminal *t = open_form("F3", "nobody/s.xlsx");

	terminal_press(t, "C-s");
	expect_said(t, "文件夹不存在");
	desk_retype(t, daoshi_path("s.xlsx"));
	daoshi_file("s.xlsx", "old", 3);
	terminal_press(t, "C-s");
	expect_said(t, "已有同名文件");
	terminal_press(t, "1 1");
	terminal_wait_text(t, "共 2 行");
	desk_leave(t);
	expect_cell("s.xlsx", "A3", "<t>");
}

/* A workbook that is called .csv opens as neither. */
Test(screen_exporting, a_name_of_another_kind_of_file)
{
	static const struct {
		const char *format, *name, *sentence;
	} cases[] = {
		{ "1", "s.csv", "以 .csv 结尾，写出的却是 xlsx 文件" },
		{ "1", "s.XLS", "以 .xls 结尾" },
		{ "2", "s.xlsx", "写出的却是 csv 文件" },
		{ "3", "s.html", "写出的却是 csv 文件" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct terminal *t = open_form("F2", "x");

		terminal_press(t, "Down");
		terminal_press(t, cases[i].format);
		terminal_press(t, "Up");
		desk_retype(t, daoshi_path(cases[i].name));
		terminal_press(t, "C-s");
		expect_said(t, cases[i].sentence);
		terminal_press(t, "Esc 1");
		desk_leave(t);
		cr_expect_not(is_there(cases[i].name));
	}
}

/* The list shows the newest 5,000. */
Test(screen_exporting, what_the_list_has_no_room_for)
{
	static const char many[] =
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 5602) "
		"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary, "
		"created_at) SELECT 100000 + i, 2026, 'talk', date('2026-11-20', -(i / 100) || "
		"' days'), 1, 'n' || i, '2026-11-20 08:00:00' FROM n;"
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date, "
		"mentor_id, withdrawn) SELECT id, 1, school_year_id, kind, date, mentor_id, 0 FROM "
		"contact WHERE id >= 100000";
	struct terminal *t;
	struct run r;
	size_t lines = 0;

	desk_script(many);
	t = open_form("F4", "c.csv");
	expect_said(t, "全部 5603 行");
	terminal_press(t, "Tab 2 C-s");
	expect_said(t, "将有 5603 行师生信息离开本系统");
	terminal_press(t, "1");
	terminal_wait_text(t, "共 5603 行");
	/* in another order the list's own are sorted, and no others */
	terminal_press(t, "F7 3 C-]");
	terminal_wait_text(t, "列表中现有的 5000 行");
	terminal_press(t, "Esc");
	desk_leave(t);
	r = run_program((const char *const[]){ "/bin/cat", daoshi_path("c.csv"), NULL }, NULL);
	for (const char *at = buf_str(&r.out); (at = strchr(at, '\n')); at++)
		lines++;
	cr_expect_eq(lines, 5604, "%zu", lines);
	cr_expect(strstr(buf_str(&r.out), ",n0\r\n") && strstr(buf_str(&r.out), ",n5602\r\n"));
	run_release(&r);
}

/* Help says what the program can do, and is nobody's list. */
Test(screen_exporting, not_from_help)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F1 C-]");
	expect_said(t, "此列表不能写入文件");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_exporting, a_template)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-g C-t");
	terminal_expect(t, "export-template");
	terminal_press(t, "Tab");
	desk_retype(t, daoshi_path("t.xlsx"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "模板已写入");
	terminal_press(t, "Esc");
	desk_leave(t);
	expect_cell("t.xlsx", "A1", "<t>学号</t>");
}
