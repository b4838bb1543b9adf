/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of columns by hand, what is remembered of it, and what is seen of a file before. */
#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/import_preview.h"
#include "model/undo.h"
#include "support/school.h"
#include "support/scratch.h"
#include "support/workbook.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_columns, .init = begin, .fini = end);

#define MAP(...) ((const struct import_map[]){ __VA_ARGS__, { 0 } })

static const char odd[] = "名册\n编号,名儿,班,备注\nX1,王甲,六(1),a\nX2,王乙,六(1),b\n";
static const struct import_map said[] = { { 0, "编号", "student_no" },
					  { 0, "名儿", "姓名" },
					  { 0 } };

/* The columns as "A 编号 student_no said", a line each; or the sentence of the refusal. */
static const char *seen(struct import_options o, const char *csv)
{
	static struct buf text;
	struct import_preview p;

	buf_clear(&text);
	e = (struct err){ 0 };
	scratch_write("roster.csv", csv, strlen(csv));
	o.path = scratch_path("roster.csv");
	if (!import_preview(&s, &o, &p, &e))
		buf_text(&text, e.text);
	for (size_t i = 0; i < p.columns.count; i++) {
		const struct import_column *c = rowset_at(&p.columns, i);

		buf_printf(&text, "%s %s %s %s\n", c->column, c->header, c->field, c->how);
	}
	import_preview_release(&p);
	return buf_str(&text);
}

static void expect_said(struct import_options o, const char *csv, const char *counts,
			const char *said_on)
{
	struct import_report report;

	import_text(&s, o, csv, &report);
	cr_expect_str_eq(report_counts(&report), counts);
	cr_expect_str_eq(report.said_on, said_on);
	import_report_release(&report);
}

#define TWO_ADDED "2 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved"
#define TWO_SAME  "0 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved"

Test(model_import_columns, what_is_said_is_remembered_with_the_import)
{
	expect_said((struct import_options){ .map = said }, odd, TWO_ADDED, "");
	cr_expect_str_eq(file_text("school.db", "SELECT kind || columns || said_on "
						"FROM import_layout"),
			 "students{\"A\":\"student_no\",\"B\":\"name\"}2026-11-23");
	expect_said((struct import_options){ 0 }, odd, TWO_SAME, "2026-11-23");
	/* titles, other rows and empty cells at the end make no other layout; blanks neither */
	expect_said((struct import_options){ 0 }, "编 号,名儿,班,备注,\nX2,王乙,六(1),b,\n",
		    "0 added, 0 changed, 1 unchanged, 0 wrong, 1 missing, saved", "2026-11-23");
}

Test(model_import_columns, nothing_is_remembered_of_a_dry_run_nor_of_what_failed)
{
	expect_said((struct import_options){ .map = said, .dry_run = true }, odd,
		    "2 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, not saved", "");
	expect_said((struct import_options){ .map = said },
		    "编号,名儿,班\nX1,王甲,六(1)\nX2,,六(1)\n",
		    "1 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved", "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM import_layout"), 0);
}

Test(model_import_columns, another_order_or_kind_is_another_layout)
{
	struct import_options o = { .kind = IMPORT_MENTORS };

	expect_said((struct import_options){ .map = said }, odd, TWO_ADDED, "");
	cr_expect(strstr(seen((struct import_options){ 0 }, "名儿,编号,班\n王甲,X1,六(1)\n"),
			 "A 名儿  unknown\n"));
	cr_expect(strstr(seen(o, odd), "B 名儿  unknown\n"), "%s", seen(o, odd));
}

Test(model_import_columns, what_is_said_later_counts_and_what_is_as_the_header_goes)
{
	static const char csv[] = "学号,姓名,班级,学籍号\nS1,王甲,六(1),G1\nS2,王乙,六(1),G2\n";

	expect_said((struct import_options){ .map = MAP({ 0, "学籍号", "student_no" }) }, csv,
		    TWO_ADDED, "");
	cr_expect_str_eq(seen((struct import_options){ 0 }, csv),
			 "A 学号  twice\nB 姓名 name known\nC 班级 class_name known\n"
			 "D 学籍号 student_no remembered\n");
	/* as the headers have it: there is nothing to remember any more */
	expect_said(
		(struct import_options){ .map = MAP({ 0, "学号", "student_no" }, { 0, "D", "" }) },
		csv, "2 added, 0 changed, 0 unchanged, 0 wrong, 2 missing, saved", "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM import_layout"), 0);
}

Test(model_import_columns, forgotten)
{
	struct import_options o = { .path = scratch_path("roster.csv") };
	iso_date said_on;

	expect_said((struct import_options){ .map = said }, odd, TWO_ADDED, "");
	MUST(import_forget(&s, &o, said_on, &e), e);
	cr_expect_str_eq(said_on, "2026-11-23");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM import_layout"), 0);
	MUST(import_forget(&s, &o, said_on, &e), e);
	cr_expect_str_eq(said_on, "");
}

Test(model_import_columns, taken_back_with_the_import)
{
	struct undo u;
	struct buf told = { 0 };

	MUST(undo_begin(&u, &s, &e), e);
	expect_said((struct import_options){ .map = said }, odd, TWO_ADDED, "");
	undo_name(&u, "an import");
	MUST(undo_take_back(&u, &told, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM import_layout"), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 0);
	buf_release(&told);
}

/* A mapping that cannot be is refused with a sentence, before anything is read by it. */
Test(model_import_columns, what_cannot_be_said)
{
	static const char *const csv = "学号,姓名,姓名,班级\nS1,王甲,王乙,六(1)\n";
	static const struct {
		struct import_map map[3];
		int64_t header;
		const char *sentence;
	} rows[] = {
		{ { { 0, "电话", "guardian_phone" } },
		  0,
		  "The file has no column \"电话\". It has: A 学号, B 姓名, C 姓名, D 班级." },
		{ { { 0, "E", "seat" } }, 0, "The file has no column \"E\"." },
		{ { { 0, "", "seat" } }, 0, "The file has no column \"\"." },
		{ { { 600, NULL, "seat" } }, 0, "The file has no column \"WB\"." },
		{ { { 0, "姓名", "name" } },
		  0,
		  "The header \"姓名\" stands over columns B and C; name the one that is meant by "
		  "its letter." },
		{ { { 0, "B", "moon" } }, 0, "No column can be \"moon\". There are: " },
		{ { { 0, "B", "missing_since" } }, 0, "No column can be \"missing_since\"." },
		{ { { 0, "B", "seat" }, { 0, "C", "seat" } },
		  0,
		  "Columns B and C are both said to be Seat; leave one of them out." },
		{ { { 0, "B", "seat" }, { 0, "b", "name" } },
		  0,
		  "Column B is said to be two things; say one of them." },
		{ { { 0, "D", "seat" } },
		  9,
		  "Row 9 of the file holds nothing; which row is its header?" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct import_options o = { .map = rows[i].map, .header = rows[i].header };
		const char *got = seen(o, csv);

		cr_expect(strstr(got, rows[i].sentence) == got, "%zu: %s", i, got);
		cr_expect_eq(e.kind, ERR_INVALID);
	}
}

static const char *refused(struct import_options o, const char *csv)
{
	struct import_report report;

	e = (struct err){ 0 };
	scratch_write("roster.csv", csv, strlen(csv));
	o.path = scratch_path("roster.csv");
	cr_expect_not(import_run(&s, &o, &report, &e));
	import_report_release(&report);
	return e.text;
}

Test(model_import_columns, what_is_needed_must_be_said)
{
	cr_expect_str_eq(
		refused((struct import_options){ .map = MAP({ 0, "编号", "student_no" }) }, odd),
		"No column is known as Name: say which one it is.");
	cr_expect_str_eq(refused((struct import_options){ .map = MAP({ 0, "学号", "" }) },
				 "学号,姓名\nS1,王甲\n"),
			 "No column is known as Student no.: say which one it is.");
	/* any row has letters: none of them says where the header is */
	cr_expect_str_eq(
		refused((struct import_options){ .map = MAP({ 0, "A", "student_no" },
							    { 0, "B", "name" }) },
			"X1,王甲\nX2,王乙\n"),
		"No row of the file is known to be its header; say which one it is, or that "
		"there is none.");
}

Test(model_import_columns, a_file_without_a_header_goes_by_letters_and_is_not_remembered)
{
	struct import_options o = { .header = IMPORT_NO_HEADER,
				    .map = MAP({ 0, "A", "student_no" }, { 0, "B", "name" },
					       { 0, "C", "class_name" }) };

	expect_said(o, "X1,王甲,六(1),a\nX2,王乙,六(1)\n", TWO_ADDED, "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM import_layout"), 0);
	EXPECT_IMPORT(&s, OPTIONS(.header = IMPORT_NO_HEADER, .map = o.map), "X1,王甲,月亮\n",
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "1 error|C|月亮|\"月亮\" is no class; write it as 九(3)\n");
}

/* Headers may be anything: doubled, empty, long, with signs that a terminal would act on. */
Test(model_import_columns, hostile_headers)
{
	struct buf csv = { 0 };
	struct import_preview p;
	struct import_options o = { .path = scratch_path("roster.csv") };

	buf_text(&csv, "学号,姓名,\"\033[31m\xE2\x80\xAE名\",,");
	for (int i = 0; i < 3000; i++)
		buf_text(&csv, "长");
	for (int i = 5; i < 512; i++)
		buf_text(&csv, ",列");
	buf_text(&csv, "\nS1,王甲\n");
	scratch_write("roster.csv", csv.at, csv.len);
	MUST(import_preview(&s, &o, &p, &e), e);
	cr_expect_eq(p.columns.count, 512);
	cr_expect_str_eq(((const struct import_column *)rowset_at(&p.columns, 511))->column, "SR");
	import_preview_release(&p);
	o.map = MAP({ 0, "列", "seat" });
	REFUSED(import_preview(&s, &o, &p, &e), &e, ERR_INVALID, "",
		"The header \"列\" stands over columns F and G;");
	import_preview_release(&p);
	o.map = MAP({ 0, "没有", "seat" });
	REFUSED(import_preview(&s, &o, &p, &e), &e, ERR_INVALID, "",
		"A 学号, B 姓名, C ^[[31m<U+202E>名, D, E 长长");
	import_preview_release(&p);
	buf_release(&csv);
}

Test(model_import_columns, what_a_preview_tells)
{
	struct import_options o = { .path = scratch_path("roster.csv") };
	static const char csv[] = "名册\n代号,姓名,电话\nS1,王甲,13900000001\nS1,王乙,\n";
	struct import_preview p;
	struct buf text = { 0 };

	scratch_write("roster.csv", csv, sizeof csv - 1);
	MUST(import_preview(&s, &o, &p, &e), e);
	cr_expect_eq(p.header, 2);
	cr_expect(p.guessed);
	cr_expect_eq(p.row_count, 4);
	cr_expect_eq(p.rows[3].number, 4);
	import_preview_say(&p, &text);
	cr_expect_str_eq(buf_str(&text),
			 "Student no. not found. Row 2 may be the header. UTF-8, comma.");
	/* what differs, and a phone as it is shown everywhere */
	cr_expect_str_eq(((const struct import_column *)rowset_at(&p.columns, 0))->samples, "S1");
	cr_expect_str_eq(((const struct import_column *)rowset_at(&p.columns, 2))->samples,
			 "139****0001");
	import_preview_release(&p);
	buf_release(&text);
}

Test(model_import_columns, a_preview_knows_another_kind)
{
	static const struct {
		const char *csv;
		enum import_kind fits;
	} rows[] = {
		{ "工号,姓名,学科\nT1,甲,语文\n", IMPORT_MENTORS },
		{ "登录名,角色,工号\nt1,导师,T1\n", IMPORT_ACCOUNTS },
		{ "教工号,教师姓名,教研组,办公电话\nT1,甲,语文,021\n", IMPORT_MENTORS },
		{ "工号,姓名,性别,教研组,电话\nT1,甲,女,语文,021\n", IMPORT_MENTORS },
		/* what was chosen has more of them, but for the number */
		{ "学籍,姓名,性别,班级\nS1,甲,女,六(1)\n", IMPORT_KINDS },
		{ "学号,姓名\nS1,甲\n", IMPORT_KINDS }, /* it is what was chosen */
		{ "a,b\n1,2\n", IMPORT_KINDS },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct import_options o = { .path = scratch_path("roster.csv") };
		struct import_preview p;

		scratch_write("roster.csv", rows[i].csv, strlen(rows[i].csv));
		MUST(import_preview(&s, &o, &p, &e), e);
		cr_expect_eq(p.fits, rows[i].fits, "%zu", i);
		import_preview_release(&p);
	}
}

/* ---------------------------------------------------------------------- a workbook */

#define SHEET(name, n) "<sheet name='" name "' sheetId='" n "' r:id='rId" n "'/>"
#define ROW(n, cells)  "<row r='" n "'>" cells "</row>"

/* A sheet of notes named by a number, and the roster behind it: what is asked for is read, rows are
 * numbered as the spreadsheet does, and cells that end early are no fault of a row. */
Test(model_import_columns, the_sheet_that_is_asked_for)
{
	static const struct xlsx x = {
		.sheets = SHEET("2", "1") SHEET("名册", "2"),
		.rows = TEXT_ROW("说明"),
		.sheet2 = ROW("3", TEXT_CELL("学号") TEXT_CELL("姓名") TEXT_CELL("班级")
					   TEXT_CELL("电话"))
			ROW("5", TEXT_CELL("X1") TEXT_CELL("王甲") TEXT_CELL("六(1)"))
				ROW("9", TEXT_CELL("X2") TEXT_CELL("") TEXT_CELL("六(1)")),
	};
	struct import_options o = { .path = scratch_path("roster.xlsx"), .partial = true };
	struct import_preview p;
	struct import_report report;
	struct buf book = { 0 }, told = { 0 };

	workbook_xlsx(&book, &x);
	scratch_write("roster.xlsx", book.at, book.len);
	MUST(import_preview(&s, &o, &p, &e), e);
	cr_assert_eq(p.sheets.count, 2);
	cr_expect_eq(((const struct import_sheet *)rowset_at(&p.sheets, 0))->chosen, 1);
	cr_expect_str_eq(p.lacking, "Student no., Name");
	import_preview_release(&p);
	REFUSED(import_run(&s, &o, &report, &e), &e, ERR_INVALID, "",
		"No row of sheet 1 of 2 is a header with the columns Student no., Name: name "
		"another sheet");
	import_report_release(&report);
	o.sheet = "名册";
	MUST(import_run(&s, &o, &report, &e), e);
	cr_expect_str_eq(report_counts(&report),
			 "1 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, saved");
	cr_expect_str_eq(report.sheet, "名册");
	report_findings(&report, &told);
	cr_expect_str_eq(buf_str(&told), "9 error|姓名||Name is missing; it must be filled in\n");
	import_report_release(&report);
	buf_release(&book);
	buf_release(&told);
}
