/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters from the screens: tests/data in, by Ctrl-G. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"
#include "support/workbook.h"

static void new_school(void)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", "zh", "init", "--name", "测试学校"), 0, "", "");
}

TestSuite(screen_importing, .init = new_school, .fini = daoshi_tidy);

#define MESSY "tests/data/students-messy-gb18030.csv"

/* The form, with the kind chosen and the file typed; then Ctrl-S tries it out. */
static void try_out(struct terminal *t, const char *kind, const char *path)
{
	terminal_press(t, "C-g S-Tab");
	terminal_press(t, kind);
	terminal_press(t, "Tab");
	terminal_type(t, path);
	terminal_press(t, "C-s");
}

/* Out of a dry run, and out of the form where that is still below it. */
static void leave_report(struct terminal *t)
{
	terminal_press(t, "Esc");
	if (strstr(terminal_row(t, 0), "Import a roster") || strstr(terminal_row(t, 0), "导入名单"))
		terminal_press(t, "Esc 1");
}

Test(screen_importing, the_form)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-g");
	terminal_expect(t, "import-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "缺少文件，请填写");
	terminal_press(t, "Esc"); /* nothing typed, nothing asked */
	terminal_wait_text(t, "欢迎使用");
	desk_leave(t);
}

Test(screen_importing, a_dry_run_lists_what_is_wrong)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", MESSY);
	terminal_expect(t, "import-dry-run");
	terminal_press(t, "Down");
	terminal_expect(t, "import-finding"); /* the sentence whole, below */
	terminal_press(t, "F7 3");
	leave_report(t);
	terminal_wait_text(t, "欢迎使用");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("todo"), 0, "", "");
}

Test(screen_importing, all_or_nothing_is_nothing_with_a_wrong_row)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", MESSY);
	terminal_press(t, "C-s");
	terminal_wait_text(t, "没有导入：有 6 行有误。");
	leave_report(t);
	terminal_wait_text(t, "欢迎使用");
	desk_leave(t);
}

Test(screen_importing, the_good_rows_where_asked_for)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-g");
	terminal_type(t, MESSY "\n");
	terminal_press(t, "2 C-s");
	terminal_wait_text(t, "未作改动。");
	terminal_press(t, "C-s");
	terminal_expect(t, "import-good-rows");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已经导入过了。按 Esc 返回。");
	terminal_press(t, "Esc F2");
	terminal_wait_text(t, "54 名学生");
	desk_leave(t);
}

Test(screen_importing, a_whole_school)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "2", "tests/data/mentors-gb18030.csv");
	terminal_expect(t, "import-nothing-wrong");
	terminal_press(t, "C-s Esc");
	try_out(t, "1", "tests/data/students-gb18030.csv");
	terminal_wait_text(t, "共 480 行（GB18030，逗号分隔）：新增 480");
	terminal_press(t, "C-s Esc");
	try_out(t, "3", "tests/data/assignments-utf8-bom.csv");
	terminal_wait_text(t, "共 440 行（UTF-8，逗号分隔）：新增 440");
	terminal_press(t, "C-s Esc F3");
	terminal_wait_text(t, "40 位导师");
	terminal_wait_text(t, "卢昕佳         11/15");
	terminal_press(t, "F2 F6 2");
	terminal_wait_text(t, "40 名学生  无导师");
	desk_leave(t);
}

/* The same roster once more, in other clothes, changes nothing. */
Test(screen_importing, each_encoding_and_separator)
{
	static const struct {
		const char *path, *found;
	} files[] = {
		{ "tests/data/students-utf8-bom.csv", "共 480 行（UTF-8，逗号分隔）" },
		{ "tests/data/students-utf8-semicolon.csv", "共 480 行（UTF-8，分号分隔）" },
		{ "tests/data/students-utf16le.txt", "共 480 行（UTF-16LE，制表符分隔）" },
		{ "tests/data/students-gb18030.csv", "共 480 行（GB18030，逗号分隔）" },
	};
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", files[0].path);
	terminal_press(t, "C-s Esc");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		try_out(t, "1", files[i].path);
		cr_expect(terminal_shows(t, files[i].found) && terminal_shows(t, "未变 480"),
			  "%s: %s", files[i].path, terminal_text(t));
		leave_report(t);
	}
	desk_leave(t);
}

Test(screen_importing, an_encoding_that_is_forced)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-g");
	terminal_type(t, "tests/data/students-gb18030.csv\n");
	terminal_press(t, "Down 1 C-s");
	terminal_expect(t, "import-wrong-encoding");
	terminal_press(t, "2 C-s");
	terminal_wait_text(t, "共 480 行（GB18030，逗号分隔）");
	leave_report(t);
	terminal_press(t, "C-g");
	terminal_type(t, "tests/data/students-utf8-semicolon.csv\n");
	terminal_press(t, "Down*2 3 C-s");
	terminal_wait_text(t, "没有认出学号、姓名");
	terminal_press(t, "Esc 2 C-s");
	terminal_wait_text(t, "共 480 行（UTF-8，分号分隔）");
	leave_report(t);
	desk_leave(t);
}

Test(screen_importing, files_without_the_columns)
{
	static const struct {
		const char *path, *sentence;
	} files[] = {
		{ "tests/data/students-big5.csv", "没有认出学号、姓名。请在对应的列上" },
		{ "tests/data/mentors-gb18030.csv", "这些列像是导师名单" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-g");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		desk_retype(t, files[i].path);
		terminal_press(t, "C-s");
		cr_expect(terminal_shows(t, files[i].sentence), "%s: %s", files[i].path,
			  terminal_text(t));
		terminal_press(t, "Esc");
	}
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* At work in the test's folder, where roster.csv is. */
static struct terminal *open_there(const char *roster)
{
	const struct terminal_options there = { .folder = daoshi_path(".") };

	daoshi_file("roster.csv", roster, strlen(roster));
	return desk_open_with(&there, (const char *const[]){ NULL });
}

Test(screen_importing, files_that_are_no_roster)
{
	static const char workbook[] = "PK\003\004\024\0\006\0 and the rest of it";
	struct terminal *t = open_there("");

	daoshi_file("roster.xlsx", workbook, sizeof workbook - 1);
	try_out(t, "1", "nowhere.csv");
	terminal_expect(t, "import-no-file");
	desk_retype(t, ".");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "这是文件夹，请指定其中的文件。");
	desk_retype(t, "roster.csv");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "文件是空的");
	desk_retype(t, "roster.xlsx");
	terminal_press(t, "C-s");
	terminal_expect(t, "import-workbook");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_importing, tells_what_would_change_and_who_is_missing)
{
	struct terminal *t;

	desk_roster("students", "学号,姓名,班级,电话\nS1,赵测试,六(1),\nS2,钱测试,六(1),\n");
	t = open_there("学号,姓名,性别,班级\nS1,赵试测,女,6.1\nS3,孙测试,男,6.1\n");
	try_out(t, "1", "roster.csv");
	terminal_expect(t, "import-changes");
	terminal_press(t, "Down*2");
	terminal_wait_text(t, "如已离校，请登记。");
	terminal_press(t, "C-s Esc F2 F6 5");
	terminal_wait_text(t, "1 名学生  不在名单");
	terminal_wait_text(t, "钱测试");
	desk_leave(t);
}

Test(screen_importing, a_reason_for_more_students_than_the_rule_says)
{
	struct terminal *t;

	desk_roster("mentors", "工号,姓名,上限\nT1,甲测试,1\n");
	t = open_there("学号,姓名,班级,导师\nS1,赵测试,六(1),甲测试\nS2,钱测试,六(1),甲测试\n");
	try_out(t, "1", "roster.csv");
	terminal_press(t, "Down");
	terminal_wait_text(t, "请填写理由");
	leave_report(t);
	terminal_press(t, "C-g");
	terminal_type(t, "roster.csv");
	terminal_press(t, "S-Tab*2");
	terminal_type(t, "兼任");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "有误 0。");
	terminal_press(t, "C-s Esc F3");
	terminal_wait_text(t, "甲测试           2/1 ");
	desk_leave(t);
}

Test(screen_importing, fits_a_small_window)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct terminal *t = desk_open_with(&small, (const char *const[]){ NULL });

	terminal_press(t, "C-g");
	terminal_expect(t, "import-form-60x16");
	terminal_type(t, MESSY);
	terminal_press(t, "C-s Down");
	terminal_expect(t, "import-60x16");
	leave_report(t);
	desk_leave(t);
}

Test(screen_importing, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-g");
	terminal_expect(t, "import-form-english");
	terminal_type(t, MESSY);
	terminal_press(t, "C-s Down");
	terminal_expect(t, "import-english");
	leave_report(t);
	desk_leave(t);
}

/* ----------------------------------------------------------------- the columns */

static const char odd[] = "2026学年名册\n"
			  "代号,名儿,班,家长,联系方式,备注\n"
			  "S8,赵测试,六(1),甲家长,13900000001,住校\n"
			  "S9,欧阳测试,六(1),乙家长,13900000002,\n";

Test(screen_importing, what_is_not_recognised_is_said)
{
	struct terminal *t = open_there(odd);

	try_out(t, "1", "roster.csv");
	terminal_expect(t, "import-columns-lacking");
	terminal_press(t, "Enter");
	terminal_expect(t, "import-columns-field");
	terminal_press(t, "Enter Enter");
	terminal_press(t, "Enter");
	terminal_expect(t, "import-columns-said");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "新增 2");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	/* the same file once more: the columns are known by now, and it is told */
	terminal_press(t, "Esc");
	try_out(t, "1", "roster.csv");
	terminal_expect(t, "import-columns-remembered");
	terminal_press(t, "C-e");
	terminal_wait_text(t, "列沿用");
	terminal_press(t, "F9");
	terminal_wait_text(t, "已不再沿用。");
	terminal_wait_text(t, "没有认出学号、姓名。");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

/* What was said of the columns is not said twice because of one wrong row. */
Test(screen_importing, the_good_rows_from_the_dry_run)
{
	struct terminal *t = open_there("代号,姓名,班级\nS8,赵测试,六(1)\n合计,,\n");

	try_out(t, "1", "roster.csv");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "A 列是什么");
	terminal_press(t, "Enter C-s C-s");
	terminal_wait_text(t, "没有导入：有 1 行有误。");
	terminal_press(t, "F6 F6");
	terminal_wait_text(t, "全对才导入：");
	terminal_press(t, "F6");
	terminal_wait_text(t, "导入正确的 1 行，有误的 1 行不导。");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存。共 2 行");
	terminal_press(t, "F6");
	terminal_wait_text(t, "已经导入过了。");
	terminal_press(t, "Esc F2");
	terminal_wait_text(t, "1 名学生");
	desk_leave(t);
}

Test(screen_importing, a_header_with_nothing_below_it)
{
	struct terminal *t = open_there("学号,姓名,班级\n\n,,\n");

	try_out(t, "1", "roster.csv");
	terminal_wait_text(t, "表头下面没有内容。");
	terminal_press(t, "C-s");
	cr_expect(!terminal_shows(t, "已保存"), "%s", terminal_text(t));
	leave_report(t);
	desk_leave(t);
}

/* The first sheet says how the others are filled in. */
Test(screen_importing, the_sheet_with_the_roster_is_found)
{
	static const struct xlsx x = {
		.sheets = "<sheet name='说明' sheetId='1' r:id='rId1'/>"
			  "<sheet name='名册' sheetId='2' r:id='rId2'/>",
		.rows = TEXT_ROW("请填在第二张表"),
		.sheet2 = "<row>" TEXT_CELL("学号") TEXT_CELL("姓名")
			TEXT_CELL("班级") "</row><row>" TEXT_CELL("S1") TEXT_CELL("赵测试")
				TEXT_CELL("六(1)") "</row>",
	};
	struct terminal *t = open_there("");
	struct buf book = { 0 };

	workbook_xlsx(&book, &x);
	daoshi_file("book.xlsx", book.at, book.len);
	try_out(t, "1", "book.xlsx");
	terminal_wait_text(t, "工作表：说明、[名册]");
	terminal_wait_text(t, "文件里有几张工作表");
	terminal_press(t, "C-s C-s");
	terminal_wait_text(t, "新增 1");
	terminal_press(t, "Esc");
	desk_leave(t);
	buf_release(&book);
}

Test(screen_importing, a_column_is_left_out_and_taken_again)
{
	struct terminal *t = open_there("学号,姓名,班级,电话,号码\nS8,赵测试,六(1),,G8\n");

	try_out(t, "1", "roster.csv");
	terminal_press(t, "C-e Delete");
	terminal_wait_text(t, "没有认出学号。");
	terminal_press(t, "C-s"); /* not without it */
	terminal_wait_text(t, "没有认出学号，请指定是哪一列。");
	terminal_press(t, "End Enter Enter");
	terminal_wait_text(t, "表头在第 1 行。");
	terminal_press(t, "Home");
	terminal_wait_text(t, "是您刚指定的");
	/* what another column was said to be moves here */
	terminal_press(t, "Enter");
	terminal_type(t, "学号\n");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "新增 1");
	terminal_press(t, "Esc Esc Esc 1");
	desk_leave(t);
}

Test(screen_importing, the_header_is_another_row_or_none)
{
	struct terminal *t = open_there("S8,赵测试,六(1)\nS9,钱测试,六(1)\n");

	try_out(t, "1", "roster.csv");
	terminal_press(t, "C-o 0 Enter");
	terminal_wait_text(t, "没有表头。");
	terminal_press(t, "Enter Enter Enter Enter C-s");
	terminal_wait_text(t, "缺少班级");
	terminal_press(t, "Esc C-o 9 Enter");
	terminal_wait_text(t, "第 9 行没有内容");
	terminal_press(t, "C-o x Enter");
	terminal_wait_text(t, "不是行号");
	terminal_press(t, "F6");
	terminal_wait_text(t, "只有这一张表");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

Test(screen_importing, columns_fit_a_small_window)
{
	const struct terminal_options small = { .rows = 16,
						.cols = 60,
						.folder = daoshi_path(".") };
	struct terminal *t;

	daoshi_file("roster.csv", odd, strlen(odd));
	t = desk_open_with(&small, (const char *const[]){ NULL });
	try_out(t, "1", "roster.csv");
	terminal_press(t, "End");
	terminal_expect(t, "import-columns-60x16");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

Test(screen_importing, columns_in_english)
{
	const struct terminal_options there = { .folder = daoshi_path(".") };
	struct terminal *t;

	daoshi_file("roster.csv", odd, strlen(odd));
	t = desk_open_with(&there, (const char *const[]){ "--lang", "en", NULL });
	try_out(t, "2", "roster.csv");
	terminal_expect(t, "import-columns-english");
	terminal_press(t, "Esc Esc 1");
	desk_leave(t);
}

/* ------------------------------------------------------------------ the report */

/* One has come here to see whether anything was changed. */
Test(screen_importing, the_outcome_stays_in_view)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", MESSY);
	terminal_press(t, "Down");
	cr_expect(strstr(terminal_row(t, 1), "未作改动"), "%s", terminal_row(t, 1));
	leave_report(t);
	desk_leave(t);
}

Test(screen_importing, what_is_done_is_not_offered_again)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "2", "tests/data/mentors-gb18030.csv");
	terminal_press(t, "C-s Down");
	cr_expect(!terminal_shows(t, "按 Ctrl-S 导入"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* A roster with a wrong row is mended and tried again, and nobody types a path twice. */
Test(screen_importing, esc_goes_back_to_the_form_as_it_was)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", MESSY);
	terminal_press(t, "Esc");
	cr_assert(terminal_shows(t, MESSY), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* 36 students are missing: the list is longer than the window, and the sentence than a row. */
Test(screen_importing, the_sentence_below_never_covers_its_row)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	try_out(t, "1", "tests/data/students-gb18030.csv");
	terminal_press(t, "C-s Esc");
	try_out(t, "1", MESSY);
	terminal_press(t, "End");
	terminal_wait_text(t, "enter that.");
	cr_expect(strstr(terminal_row(t, terminal_state(t).row), ">"), "%s", terminal_text(t));
	leave_report(t);
	desk_leave(t);
}

/* A colour alone says nothing on a terminal without any. */
Test(screen_importing, a_word_tells_wrong_from_mended)
{
	struct terminal *t = desk_open(24, 80);

	try_out(t, "1", MESSY);
	cr_expect(strstr(terminal_row(t, 3), "修正"), "%s", terminal_row(t, 3));
	cr_expect(strstr(terminal_row(t, 4), "有误"), "%s", terminal_row(t, 4));
	leave_report(t);
	desk_leave(t);
}
