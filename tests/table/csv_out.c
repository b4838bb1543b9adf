/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files, written by the real daoshi-table. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/i18n.h"
#include "base/table_out.h"
#include "support/scratch.h"

static struct table_out t;
static struct err e;

static void begin(void)
{
	i18n_init("en");
	scratch_make();
}

TestSuite(table_csv_out, .init = begin, .fini = scratch_remove);

static void write_one(enum table_format format, const char *cell)
{
	cr_assert(table_out_begin(&t, scratch_path("out.csv"), format, true, &e), "%s", e.text);
	table_out_sheet(&t, "学生", "not in a CSV file");
	table_out_column(&t, "姓名", 8, TABLE_TEXT, NULL);
	table_out_column(&t, "人数", 4, TABLE_NUMBER, NULL);
	table_out_cell(&t, cell);
	table_out_cell(&t, "-1");
	table_out_end_row(&t);
	cr_assert(table_out_end(&t, &e), "%s", e.text);
}

static void expect_file(const char *text)
{
	struct buf got = { 0 };

	scratch_read("out.csv", &got);
	cr_expect_str_eq(buf_str(&got), text);
	buf_release(&got);
}

Test(table_csv_out, utf8_has_its_mark)
{
	write_one(TABLE_CSV, "王\"小\",明\n");
	expect_file("\xEF\xBB\xBF姓名,人数\r\n\"王\"\"小\"\",明\n\",-1\r\n");
	cr_expect_str_eq(t.told, "");
}

/* Rare names too, which GBK has no place for. */
Test(table_csv_out, gb18030)
{
	write_one(TABLE_CSV_GB18030, "王䶮𠂇");
	expect_file("\xD0\xD5\xC3\xFB,\xC8\xCB\xCA\xFD\r\n"
		    "\xCD\xF5\xFE\x9F\xFE\x51,-1\r\n");
	cr_expect_str_eq(t.told, "");
}

Test(table_csv_out, no_text_becomes_a_formula)
{
	static const char *const rows[][2] = {
		{ "=1", "\"'=1\"" },
		{ "+1", "\"'+1\"" },
		{ "-1", "\"'-1\"" },
		{ "@x", "\"'@x\"" },
		{ "\tx", "\"'\tx\"" },
		{ "\rx", "\"'\rx\"" },
		{ "＝1", "\"'＝1\"" },
		{ "1=1", "1=1" },
		{ "'=1", "'=1" },
		{ "=\"a\"", "\"'=\"\"a\"\"\"" },
		{ "", "" },
	};
	struct buf line = { 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		buf_clear(&line);
		table_csv_cell(&line, rows[i][0], false);
		cr_expect_str_eq(buf_str(&line), rows[i][1]);
	}
	buf_clear(&line);
	table_csv_cell(&line, "-1", true);
	cr_expect_str_eq(buf_str(&line), "-1");
	buf_release(&line);
}

/* Told, and not dropped. */
Test(table_csv_out, sheets_that_it_has_no_place_for)
{
	cr_assert(table_out_begin(&t, scratch_path("out.csv"), TABLE_CSV, false, &e), "%s", e.text);
	for (int i = 0; i < 2; i++) {
		table_out_sheet(&t, "学生", NULL);
		table_out_column(&t, i ? "b" : "a", 8, TABLE_TEXT, NULL);
		table_out_cell(&t, i ? "2" : "1");
		table_out_end_row(&t);
	}
	cr_assert(table_out_end(&t, &e), "%s", e.text);
	expect_file("\xEF\xBB\xBF"
		    "a\r\n1\r\n");
	cr_expect(strstr(t.told, "holds one table"), "%s", t.told);
}

/* Bytes that are no text would end the stream. */
Test(table_csv_out, broken_text)
{
	write_one(TABLE_CSV, "a\xFFz");
	expect_file("\xEF\xBB\xBF姓名,人数\r\na<FF>z,-1\r\n");
}

Test(table_csv_out, formats_by_name)
{
	cr_expect_eq(table_format_named("xlsx"), TABLE_XLSX);
	cr_expect_eq(table_format_named("csv"), TABLE_CSV);
	cr_expect_eq(table_format_named("gb18030"), TABLE_CSV_GB18030);
	cr_expect_eq(table_format_named("ods"), TABLE_FORMATS);
}
