/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks, written by the real daoshi-table and unpacked. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/table_out.h"
#include "support/scratch.h"
#include "support/unpacked.h"

static struct table_out t;
static struct err e;
static struct buf sheet;

static void begin(void)
{
	i18n_init("en");
	scratch_make();
	cr_assert(table_out_begin(&t, scratch_path("out.xlsx"), TABLE_XLSX, false, &e), "%s",
		  e.text);
}

static void end(void)
{
	buf_release(&sheet);
	scratch_remove();
}

TestSuite(table_workbooks, .init = begin, .fini = end);

static void column(const char *label, enum table_kind kind)
{
	table_out_column(&t, label, 8, kind, NULL);
}

static void row(const char *a, const char *b, const char *c)
{
	table_out_cell(&t, a);
	table_out_cell(&t, b);
	table_out_cell(&t, c);
	table_out_end_row(&t);
}

static void write_out(void)
{
	cr_assert(table_out_end(&t, &e), "%s", e.text);
	workbook_part(scratch_path("out.xlsx"), "xl/worksheets/sheet1.xml", &sheet);
}

static void expect_cell(const char *at, const char *words)
{
	cr_expect(strstr(workbook_cell(&sheet, at), words), "%s: %s is not in %s", at, words,
		  workbook_cell(&sheet, at));
}

Test(table_workbooks, text_numbers_and_days)
{
	table_out_sheet(&t, "学生", NULL);
	column("学号", TABLE_TEXT);
	column("人数", TABLE_NUMBER);
	column("日期", TABLE_DAY);
	row("0012", "15", "2026-11-23");
	row("13900000000", "<5", "1899-12-31");
	row(NULL, "1.5", "not yet");
	row("", "007", "");
	write_out();
	expect_cell("A1", "<t>学号</t>");
	expect_cell("A2", "t=\"inlineStr\"><is><t>0012</t>");
	expect_cell("A3", "t=\"inlineStr\"><is><t>13900000000</t>");
	expect_cell("B2", "><v>15</v>");
	expect_cell("B3", "<t>&lt;5</t>");
	expect_cell("B4", "><v>1.5</v>");
	expect_cell("B5", "<t>007</t>");
	expect_cell("C2", "><v>46349</v>");
	expect_cell("C3", "<t>1899-12-31</t>");
	expect_cell("C4", "<t>not yet</t>");
	cr_expect_str_eq(workbook_cell(&sheet, "A4"), "");
	cr_expect_str_eq(t.told, "");
}

Test(table_workbooks, no_text_becomes_a_formula)
{
	static const char *const rows[][2] = {
		{ "=1+1", "<t>=1+1</t>" },
		{ "+1", "<t>+1</t>" },
		{ "-1", "<t>-1</t>" },
		{ "@SUM(A1)", "<t>@SUM(A1)</t>" },
		{ "\t=1", "_x0009_=1" },
		{ "\r=1", "_x000D_=1" },
		{ "=HYPERLINK(\"x\")", "HYPERLINK(\"x\")</t>" },
	};
	char at[8];

	table_out_sheet(&t, "学生", NULL);
	column("姓名", TABLE_TEXT);
	column("人数", TABLE_NUMBER);
	column("日期", TABLE_DAY);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		row(rows[i][0], rows[i][0], rows[i][0]);
	write_out();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int c = 'A'; c <= 'C'; c++) {
			snprintf(at, sizeof at, "%c%zu", c, i + 2);
			if (strcmp(rows[i][0], "-1") != 0 || c != 'B')
				cr_expect(strstr(workbook_cell(&sheet, at), "inlineStr"), "%s", at);
		}
	cr_expect_not(strstr(buf_str(&sheet), "<f>"));
	expect_cell("B4", "><v>-1</v>"); /* a count below nought is one */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(at, sizeof at, "A%zu", i + 2);
		if (*rows[i][0] != '\t' && *rows[i][0] != '\r' && !strchr(rows[i][0], '"'))
			expect_cell(at, rows[i][1]);
	}
}

/* What looks like a spreadsheet's code for a character is text all the same; what XML has no place
 * for is spelled out and told. */
Test(table_workbooks, characters_that_cannot_be_held)
{
	table_out_sheet(&t, "学生", NULL);
	column("姓名", TABLE_TEXT);
	column("备注", TABLE_TEXT);
	column("住址", TABLE_TEXT);
	row("_x0041_",
	    "a\xEF\xBF\xBE"
	    "b",
	    "𠂇䶮&<>");
	row("\x01", "一\n二", "_x");
	write_out();
	expect_cell("A2", "<t>_x005F_x0041_</t>");
	expect_cell("B2", "a&lt;U+FFFE&gt;b");
	expect_cell("C2", "<t>𠂇䶮&amp;&lt;&gt;</t>");
	expect_cell("A3", "_x0001_");
	expect_cell("B3", "一\n二");
	expect_cell("C3", "<t>_x</t>");
	cr_expect_str_eq(t.told, "1 character cannot stand in such a file and is spelled out (row "
				 "1, column 备注: U+FFFE).");
}

Test(table_workbooks, sheets_have_names_that_spreadsheets_take)
{
	static const struct {
		const char *name, *mended;
	} rows[] = {
		{ "六(1)", "name=\"六(1)\"" },
		{ "六(1)", "name=\"六(1) (2)\"" },
		{ "a/b:c*d?e[f]\\g", "name=\"a／b：c＊d？e［f］＼g\"" },
		{ "'quoted'", "name=\"quoted\"" },
		{ "", "name=\"Table\"" },
		{ "history", "name=\"history (2)\"" },
		{ "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
		  "name=\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\"" },
		{ "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一三",
		  "name=\"一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)\"" },
		{ "ABC", "name=\"ABC\"" },
		{ "abc", "name=\"abc (2)\"" },
	};
	struct buf book = { 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		table_out_sheet(&t, rows[i].name, NULL);
		column("姓名", TABLE_TEXT);
	}
	write_out();
	workbook_part(scratch_path("out.xlsx"), "xl/workbook.xml", &book);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(strstr(buf_str(&book), rows[i].mended), "%s is not in %s", rows[i].mended,
			  buf_str(&book));
	buf_release(&book);
}

Test(table_workbooks, header_title_filter_and_widths)
{
	table_out_sheet(&t, "学生", "2026学年第一学期  学生");
	table_out_column(&t, "学号", 12, TABLE_TEXT, NULL);
	table_out_column(&t, "备注", 500, TABLE_TEXT, NULL);
	table_out_column(&t, "与学生的关系", 2, TABLE_TEXT, NULL);
	row("1", "2", "3");
	write_out();
	expect_cell("A1", "<t>2026学年第一学期  学生</t>");
	expect_cell("B2", "<t>备注</t>");
	expect_cell("C3", "<t>3</t>");
	cr_expect(strstr(sheet.at, "ySplit=\"2\" topLeftCell=\"A3\""), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "<autoFilter ref=\"A2:C3\"/>"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "min=\"1\" max=\"1\" width=\"13.7"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "min=\"2\" max=\"2\" width=\"61.7"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "min=\"3\" max=\"3\" width=\"15.7"), "%s", sheet.at);
}

/* On A4, as wide as it, with the header on every sheet; nothing long is cut off. */
Test(table_workbooks, printed_as_it_is)
{
	static const char longer[] = "我校现有学生605人，其中600人有导师，5人还没有。共有45位导师，"
				     "平均每位带13.3名学生。";
	struct buf book = { 0 };

	table_out_sheet(&t, "答", "t");
	column("问题", TABLE_TEXT);
	column("回答", TABLE_TEXT);
	column("号", TABLE_TEXT);
	row("1", longer, "3");
	table_out_sheet(&t, "宽", NULL);
	for (int i = 0; i < 3; i++)
		table_out_column(&t, "回答", 60, TABLE_TEXT, NULL);
	row("1", "2", "3");
	write_out();
	workbook_part(scratch_path("out.xlsx"), "xl/workbook.xml", &book);
	expect_cell("B3", "s=\"4\""); /* of lines */
	expect_cell("A3", "s=\"3\"");
	cr_expect(strstr(sheet.at, "<row r=\"3\" ht=\"150\" customHeight=\"1\">"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "<pageSetUpPr fitToPage=\"1\"/>"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" "
				   "orientation=\"portrait\""),
		  "%s", sheet.at);
	cr_expect(strstr(book.at,
			 "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'答'!$2:$2"),
		  "%s", book.at);
	buf_clear(&sheet);
	workbook_part(scratch_path("out.xlsx"), "xl/worksheets/sheet2.xml", &sheet);
	cr_expect(strstr(sheet.at, "orientation=\"landscape\""), "%s", sheet.at);
	buf_release(&book);
}

Test(table_workbooks, choices_and_hints)
{
	static const char *const sexes[] = { "男", "女", NULL }, *const odd[] = { "a,b", "c",
										  NULL };
	static const char *names[201];
	char room[200][24];
	struct buf other = { 0 };

	for (int i = 0; i < 200; i++) {
		snprintf(room[i], sizeof room[i], "导师%d", i);
		names[i] = room[i];
	}
	table_out_sheet(&t, "学生", NULL);
	table_out_column(&t, "性别", 4, TABLE_TEXT, sexes);
	table_out_column(&t, "导师", 8, TABLE_TEXT, names);
	table_out_offer(&t);
	table_out_column(&t, "班级", 8, TABLE_TEXT, odd);
	table_out_hint(&t, "例如 九(3)");
	write_out();
	cr_expect(strstr(sheet.at, "<formula1>\"男,女\"</formula1>"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "sqref=\"A2:A1048576\""), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "<formula1>'_choices'!$A$1:$A$200</formula1>"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "errorStyle=\"warning\""), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "<formula1>'_choices'!$B$1:$B$2</formula1>"), "%s", sheet.at);
	cr_expect(strstr(sheet.at, "prompt=\"例如 九(3)\""), "%s", sheet.at);
	workbook_part(scratch_path("out.xlsx"), "xl/worksheets/sheet2.xml", &other);
	cr_expect(strstr(workbook_cell(&other, "A200"), "导师199"));
	cr_expect(strstr(workbook_cell(&other, "B1"), "a,b"));
	workbook_part(scratch_path("out.xlsx"), "xl/comments1.xml", &other);
	cr_expect(strstr(buf_str(&other), "<comment ref=\"C1\""), "%s", buf_str(&other));
	buf_release(&other);
}

/* --------------------------------------------------------------- what is too much */

/* Nothing is left lying about. */
static void expect_files(int expected)
{
	DIR *dir = opendir(scratch_folder());
	int n = -2; /* . and .. */

	cr_assert(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	cr_expect_eq(n, expected, "%d files", n);
}

static void expect_refusal(enum err_kind kind, const char *words)
{
	cr_expect_not(table_out_end(&t, &e));
	cr_expect_eq(e.kind, kind, "%s", e.text);
	cr_expect(strstr(e.text, words), "%s", e.text);
	expect_files(0);
}

Test(table_workbooks, a_text_longer_than_a_cell)
{
	static char longest[32769];

	memset(longest, 'x', sizeof longest - 1);
	table_out_sheet(&t, "学生", NULL);
	column("姓名", TABLE_TEXT);
	column("备注", TABLE_TEXT);
	column("住址", TABLE_TEXT);
	row("a", longest + 1, "c");
	row("a", longest, "c");
	expect_refusal(ERR_INVALID, "Row 2 holds more than 32767 characters in its column 备注");
}

Test(table_workbooks, more_columns_than_are_taken)
{
	table_out_sheet(&t, "学生", NULL);
	for (int i = 0; i < 513; i++)
		column("姓名", TABLE_TEXT);
	expect_refusal(ERR_INVALID, "more than 512 columns");
}

/* They go on on a second sheet, with their header. */
Test(table_workbooks, more_rows_than_a_sheet_has)
{
	table_out_sheet(&t, "学生", NULL);
	column("人数", TABLE_NUMBER);
	for (int i = 0; i < 1048577; i++) {
		table_out_cell(&t, "1");
		table_out_end_row(&t);
	}
	cr_assert(table_out_end(&t, &e), "%s", e.text);
	cr_assert_eq(workbook_sheets(scratch_path("out.xlsx")), 2);
	workbook_part(scratch_path("out.xlsx"), "xl/worksheets/sheet2.xml", &sheet);
	expect_cell("A1", "人数");
	expect_cell("A3", "><v>1</v>");
	cr_expect_str_eq(workbook_cell(&sheet, "A4"), "");
}

/* -------------------------------------------------------------------- failures */

static void many_rows(int count)
{
	table_out_sheet(&t, "学生", NULL);
	column("姓名", TABLE_TEXT);
	column("备注", TABLE_TEXT);
	column("住址", TABLE_TEXT);
	for (int i = 0; i < count; i++)
		row("王小明", "家访谈了很久", "样例路250弄23号");
}

Test(table_workbooks, given_up)
{
	many_rows(100);
	table_out_abandon(&t);
	expect_files(0);
}

/* The writer ends before its time: it is told, and nothing stays. */
Test(table_workbooks, the_writer_is_killed)
{
	many_rows(100);
	cr_assert(!kill(t.child.child, SIGKILL));
	many_rows(100000); /* to nobody, and no signal for us */
	expect_refusal(ERR_IO, "could not be written to its end. Nothing was written.");
}

static void fill_disk(rlim_t bytes)
{
	cr_assert(!prlimit(t.child.child, RLIMIT_FSIZE, &(struct rlimit){ bytes, bytes }, NULL));
}

/* Wherever it is that the disk is full: libxlsxwriter does not look everywhere. */
Test(table_workbooks, the_disk_is_full)
{
	static const rlim_t sizes[] = { 0, 4096, 100000, 200000, 1000000 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (i)
			cr_assert(table_out_begin(&t, scratch_path("out.xlsx"), TABLE_XLSX, false,
						  &e),
				  "%s", e.text);
		fill_disk(sizes[i]);
		many_rows(20000);
		expect_refusal(ERR_IO, "room");
		e = (struct err){ 0 };
	}
}

Test(table_workbooks, a_file_that_is_there)
{
	struct stat st;

	many_rows(1);
	write_out();
	cr_assert(!stat(scratch_path("out.xlsx"), &st));
	cr_expect_eq(st.st_mode & 0777, 0600, "%o", st.st_mode);
	cr_expect_not(table_out_begin(&t, scratch_path("out.xlsx"), TABLE_XLSX, false, &e));
	cr_expect_eq(e.kind, ERR_CONFLICT, "%s", e.text);
	cr_expect_not(table_out_end(&t, &e));
	table_out_abandon(&t);
	e = (struct err){ 0 };
	cr_assert(table_out_begin(&t, scratch_path("out.xlsx"), TABLE_XLSX, true, &e), "%s",
		  e.text);
	many_rows(1);
	cr_assert(table_out_end(&t, &e), "%s", e.text);
	workbook_part(scratch_path("out.xlsx"), "xl/worksheets/sheet1.xml", &sheet);
	expect_cell("A2", "王小明");
	expect_files(1);
}

/* Said before the first row is read. */
Test(table_workbooks, a_target_that_cannot_be)
{
	table_out_abandon(&t);
	cr_expect_not(table_out_begin(&t, scratch_folder(), TABLE_XLSX, true, &e));
	cr_expect(strstr(e.text, "This is a folder"), "%s", e.text);
	cr_expect_not(table_out_begin(&t, scratch_path("nobody/x"), TABLE_XLSX, true, &e));
	cr_expect(strstr(e.text, "The folder of"), "%s", e.text);
	expect_files(0);
}
