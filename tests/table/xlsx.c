/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as the programs write them, one row of a table each. */
#include <criterion/criterion.h>
#include <string.h>

#include "reading.h"
#include "support/workbook.h"

/* ----------------------------------------------------------------------- cells */

static const char strings[] =
	"<si><t>王小明</t></si>"
	"<si><r><t>王</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">小红 </t></r></si>"
	"<si><t>佐藤</t><rPh sb=\"0\" eb=\"2\"><t>サトウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
	"<si><t/></si><si/>"
	"<si><t>一_x000D_\n二&#13;&#10;三</t></si>"
	"<si><t>a_x005F_x000D_b_x4E00__xD83D__xDE00__xD83D_</t></si>"
	"<si><t><![CDATA[<王>&amp;]]></t></si>"
	"<si><t>310101201001011234</t></si>"
	"<si><t>3.10101E+17</t></si>"
	"<si><t>&#xE863;</t></si>";

static const struct cell {
	const char *what, *xml, *shown, *problem;
} cells[] = {
	{ "shared text", "<c t='s'><v>0</v></c>", "王小明", NULL },
	{ "rich text", "<c t='s'><v>1</v></c>", "王小红 ", NULL },
	{ "a reading is none of the text", "<c t='s'><v>2</v></c>", "佐藤", NULL },
	{ "shared text of nothing", "<c t='s'><v>3</v></c>", "", NULL },
	{ "shared text without a text", "<c t='s'><v>4</v></c>", "", NULL },
	{ "breaks in all spellings", "<c t='s'><v>5</v></c>", "一\n二\n三", NULL },
	{ "escapes", "<c t='s'><v>6</v></c>", "a_x000D_b一😀_xD83D_", NULL },
	{ "CDATA", "<c t='s'><v>7</v></c>", "<王>&amp;", NULL },
	{ "a long number as text", "<c t='s'><v>8</v></c>", "310101201001011234", NULL },
	{ "text in scientific notation", "<c t='s'><v>9</v></c>", "3.10101E+17", "scientific" },
	{ "a private code of old GBK", "<c t='s'><v>10</v></c>", "䶮", NULL },
	{ "a text that is not there", "<c t='s'><v>11</v></c>", "", "damaged" },
	{ "a negative index", "<c t='s'><v>-1</v></c>", "", "damaged" },
	{ "an index out of all range", "<c t='s'><v>99999999999999999999</v></c>", "", "damaged" },
	{ "inline text", "<c t='inlineStr'><is><t>王</t></is></c>", "王", NULL },
	{ "inline rich text", "<c t='inlineStr'><is><r><t>王</t></r><r><t>红</t></r></is></c>",
	  "王红", NULL },
	{ "inline text as a value", "<c t='inlineStr'><v>王</v></c>", "王", NULL },
	{ "an integer", "<c><v>2026060101</v></c>", "2026060101", NULL },
	{ "written as Java writes it", "<c t='n'><v>2.026060101E9</v></c>", "2026060101", NULL },
	{ "a fraction of two", "<c><v>0.30000000000000004</v></c>", "0.3", NULL },
	{ "as a fraction of ten it is whole", "<c><v>12.0</v></c>", "12", NULL },
	{ "nothing below nought", "<c><v>-0</v></c>", "0", NULL },
	{ "14 digits", "<c><v>99999999999999</v></c>", "99999999999999", NULL },
	{ "15 digits", "<c><v>123456789012345</v></c>", "123456789012345", "15 digits" },
	{ "an ID number", "<c><v>310101201001011000</v></c>", "3.10101201001011E+17", "15 digits" },
	{ "too small for its digits", "<c><v>1.5E-7</v></c>", "1.5E-07", "scientific" },
	{ "no number", "<c><v>zwölf</v></c>", "zwölf", "damaged" },
	{ "a number of another kind", "<c><v>0x10</v></c>", "0x10", "damaged" },
	{ "endless", "<c><v>1e999</v></c>", "1e999", "damaged" },
	{ "not a number", "<c><v>nan</v></c>", "nan", "damaged" },
	{ "true", "<c t='b'><v>1</v></c>", "TRUE", NULL },
	{ "false", "<c t='b'><v>0</v></c>", "FALSE", NULL },
	{ "an error", "<c t='e'><v>#N/A</v></c>", "#N/A", "error" },
	{ "an error of a formula", "<c t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!", "error" },
	{ "a kind nobody knows", "<c t='q'><v>1</v></c>", "1", "damaged" },
	{ "a day as text", "<c t='d'><v>2026-09-01</v></c>", "2026-09-01", NULL },
	{ "a moment as text", "<c t='d'><v>2026-09-01T08:30:00Z</v></c>", "2026-09-01 08:30",
	  NULL },
	{ "no day as text", "<c t='d'><v>2026-13-01</v></c>", "2026-13-01", "no day" },
	{ "a formula's number", "<c><f>1+1</f><v>2</v></c>", "2", NULL },
	{ "a formula's text", "<c t='str'><f>A1&amp;B1</f><v>王_x000D_</v></c>", "王\n", NULL },
	{ "a formula's empty text", "<c t='str'><f>\"\"</f><v></v></c>", "", NULL },
	{ "a formula never reckoned", "<c><f>A1</f></c>", "", "without its result" },
	{ "the same, as openpyxl has it", "<c><f>A1</f><v/></c>", "", "without its result" },
	{ "a shared formula never reckoned", "<c t='str'><f t='shared' si='0'/></c>", "",
	  "without its result" },
	{ "blank with a style", "<c s='3'/>", "", NULL },
	{ "an empty value", "<c><v> </v></c>", "", NULL },
	{ "an extension's value is none",
	  "<c><v>1</v><extLst><ext><v>2</v><is><t>3</t></is></ext></extLst></c>", "1", NULL },
	{ "with a prefix", "<x:c t='str'><x:v>王</x:v></x:c>", "王", NULL },
};

/* Each behind a cell that keeps its row from being blank. */
static void add_row(struct buf *rows, const char *cell)
{
	buf_printf(rows, "<row>%s%s</row>", TEXT_CELL("学号"), cell);
}

static void read_xlsx(struct reading *r, const struct xlsx *x)
{
	struct buf book = { 0 };

	workbook_xlsx(&book, x);
	reading_book(r, &book, NULL);
	cr_assert(r->ok, "%s", r->e.text);
	buf_release(&book);
}

/* The second cell of a row, from 0. */
static void assert_cell(const struct reading *r, size_t row, const char *what, const char *shown,
			const char *problem)
{
	const struct read_row *is = &r->rows[row];
	const char *cell = is->count > 1 ? is->cell[1] : "";

	cr_expect_str_eq(cell, shown, "%s: \"%s\"", what, cell);
	cr_expect_eq(is->problem != NULL, problem != NULL, "%s: %s", what, is->problem);
	if (problem && is->problem) {
		cr_expect(strstr(is->problem, problem), "%s: %s", what, is->problem);
		cr_expect_eq(is->problem_column, 2, "%s", what);
	}
}

Test(table_xlsx, each_kind_of_cell)
{
	enum { COUNT = sizeof cells / sizeof *cells };
	struct buf rows = { 0 };
	struct reading r;

	for (size_t i = 0; i < COUNT; i++)
		add_row(&rows, cells[i].xml);
	read_xlsx(&r, &(struct xlsx){ .rows = rows.at, .strings = strings });
	cr_assert_eq(r.row_count, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_cell(&r, i, cells[i].what, cells[i].shown, cells[i].problem);
	reading_release(&r);
	buf_release(&rows);
}

/* --------------------------------------------------------------------- formats */

/* By number where the format has no code. */
static const struct format {
	const char *code, *value, *shown, *problem;
} formats[] = {
	{ "14", "46266", "2026-09-01", NULL },
	{ "15", "46266", "2026-09-01", NULL },
	{ "22", "46266.354166666664", "2026-09-01 08:30", NULL },
	{ "22", "46266", "2026-09-01", NULL },
	{ "20", "0.35416666666666669", "08:30", NULL },
	{ "21", "46266.354176", "08:30:01", NULL },
	{ "46", "1.5", "36:00", NULL },
	{ "31", "46266", "2026-09-01", NULL },
	{ "57", "46266", "2026-09-01", NULL },
	{ "32", "0.5", "12:00", NULL },
	{ "34", "46266", "2026-09-01", NULL },
	{ "34", "0.5", "12:00", NULL },
	{ "1", "46266", "46266", NULL },
	{ "11", "2026060101", "2026060101", NULL },
	{ "49", "2026060101", "2026060101", NULL },
	{ "14", "1", "1900-01-01", NULL },
	{ "14", "59", "1900-02-28", NULL },
	{ "14", "60", "60", "no day" },
	{ "14", "61", "1900-03-01", NULL },
	{ "14", "0", "0", "no day" },
	{ "14", "-1", "-1", "no day" },
	{ "14", "2958465", "9999-12-31", NULL },
	{ "14", "2958466", "2958466", "no day" },
	{ "14", "1e300", "1E+300", "no day" },
	{ "14", "46265.9999999999", "2026-09-01", NULL },
	{ "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "46266", "2026-09-01", NULL },
	{ "[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "46266", "2026-09-01", NULL },
	{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46266", "2026-09-01", NULL },
	{ "yyyy年m月d日", "46266", "2026-09-01", NULL },
	{ "[DBNum1][$-804]yyyy年m月", "46266", "2026-09-01", NULL },
	{ "m/d", "46266", "2026-09-01", NULL },
	{ "mmm", "46266", "2026-09-01", NULL },
	{ "[$-804]aaaa", "46266", "2026-09-01", NULL },
	{ "e-m-d", "46266", "2026-09-01", NULL },
	{ "yyyy/m/d\\ h:mm;@", "46266.25", "2026-09-01 06:00", NULL },
	{ "[$-409]h:mm:ss AM/PM", "0.75", "18:00", NULL },
	{ "上午/下午h&quot;时&quot;mm&quot;分&quot;", "0.75", "18:00", NULL },
	{ "[h]:mm", "1.25", "30:00", NULL },
	{ "mm:ss", "0.0104166667", "00:15", NULL },
	{ "General", "46266", "46266", NULL },
	{ "G/通用格式", "46266", "46266", NULL },
	{ "[Red]0.00", "1.5", "1.5", NULL },
	{ "0.00E+00", "2026060101", "2026060101", NULL },
	{ "#,##0;[Red]-#,##0", "1234", "1234", NULL },
	{ "0", "7", "7", NULL },
	{ "0&quot;号&quot;", "7", "7", NULL },
	{ "000000", "123", "000123", NULL },
	{ "000000", "12345678", "12345678", NULL },
	{ "&quot;S&quot;00000", "12", "S00012", NULL },
	{ "\\S00000;@", "12", "S00012", NULL },
	{ "000-0000-0000", "13900000001", "13900000001", NULL },
	{ "000", "1.5", "1.5", NULL },
	{ "000", "123456789012345678", "1.23456789012346E+17", "15 digits" },
	{ "&quot;day&quot;0.0", "3", "3", NULL },
	{ "&quot;never ended", "3", "3", NULL },
	{ "[h", "3", "3", NULL },
	{ "\\", "3", "3", NULL },
	{ "", "3", "3", NULL },
};

static bool is_known(const char *code)
{
	size_t len = strlen(code);

	return len && len <= 2 && *code != '0' && strspn(code, "0123456789") == len;
}

/* Each format with a style of its own. */
static void read_formats(struct reading *r, const struct format *f, size_t count,
			 const char *book_pr)
{
	struct buf rows = { 0 }, xfs = { 0 }, codes = { 0 }, cell = { 0 };

	for (size_t i = 0; i < count; i++) {
		buf_clear(&cell);
		buf_printf(&cell, "<c s='%zu'><v>%s</v></c>", i, f[i].value);
		add_row(&rows, cell.at);
		if (is_known(f[i].code)) {
			buf_printf(&xfs, "<xf numFmtId='%s'/>", f[i].code);
			continue;
		}
		buf_printf(&xfs, "<xf numFmtId='%zu'/>", 176 + i);
		buf_printf(&codes, "<numFmt numFmtId='%zu' formatCode='%s'/>", 176 + i, f[i].code);
	}
	read_xlsx(r, &(struct xlsx){ .rows = rows.at,
				     .xfs = xfs.at,
				     .formats = codes.at,
				     .book_pr = book_pr });
	cr_assert_eq(r->row_count, count);
	buf_release(&rows);
	buf_release(&xfs);
	buf_release(&codes);
	buf_release(&cell);
}

static void assert_formats(const struct format *f, size_t count, const char *book_pr)
{
	struct reading r;

	read_formats(&r, f, count, book_pr);
	for (size_t i = 0; i < count; i++)
		assert_cell(&r, i, f[i].code, f[i].shown, f[i].problem);
	reading_release(&r);
}

Test(table_xlsx, a_format_says_what_a_number_is)
{
	assert_formats(formats, sizeof formats / sizeof *formats, NULL);
}

Test(table_xlsx, a_workbook_that_counts_from_1904)
{
	static const struct format late[] = { { "14", "44804", "2026-09-01", NULL },
					      { "14", "0", "1904-01-01", NULL },
					      { "22", "60.5", "1904-03-01 12:00", NULL } };
	static const struct format early = { "14", "44804", "2022-08-31", NULL };

	assert_formats(late, 3, "date1904='1'");
	assert_formats(late, 3, "date1904='true'");
	assert_formats(&early, 1, "date1904='0'");
}

static void assert_style(const char *style, const char *xfs, const char *codes)
{
	struct buf rows = { 0 }, cell = { 0 };
	struct reading r;

	buf_printf(&cell, "<c s='%s'><v>46266</v></c>", style);
	add_row(&rows, cell.at);
	read_xlsx(&r, &(struct xlsx){ .rows = rows.at, .xfs = xfs, .formats = codes });
	cr_expect_str_eq(reading_cell(&r, 1, 2), "46266", "style %s of %s", style, xfs);
	reading_release(&r);
	buf_release(&rows);
	buf_release(&cell);
}

Test(table_xlsx, a_style_that_is_not_there_is_plain)
{
	assert_style("3", NULL, NULL);
	assert_style("3", "<xf numFmtId='14'/>", NULL);
	assert_style("-1", "<xf numFmtId='0'/>", NULL);
	assert_style("0", "<xf numFmtId='99999999'/>", NULL);
}

/* LibreOffice and WPS give a code of their own to a number below 164. */
Test(table_xlsx, a_code_in_the_file_beats_what_is_known)
{
	assert_style("0", "<xf numFmtId='14'/>", "<numFmt numFmtId='14' formatCode='0'/>");
}

/* ------------------------------------------------------------------- addresses */

static const struct place {
	const char *what, *rows;
	size_t row, column; /* where 王 is, alone */
} places[] = {
	{ "with addresses", "<row r='3'><c r='B3' t='str'><v>王</v></c></row>", 3, 2 },
	{ "cells without", "<row r='3'><c/><c t='str'><v>王</v></c></row>", 3, 2 },
	{ "rows without", "<row/><row><c r='B2' t='str'><v>王</v></c></row>", 2, 2 },
	{ "rows without, but their cells", "<row><c r='B7' t='str'><v>王</v></c></row>", 7, 2 },
	{ "neither", "<row/><row/><row><c/><c t='str'><v>王</v></c></row>", 3, 2 },
	{ "behind one with", "<row r='1'><c r='AA1'/><c t='str'><v>王</v></c></row>", 1, 28 },
	{ "not in order", "<row r='1'><c r='C1'/><c r='A1' t='str'><v>王</v></c></row>", 1, 1 },
	{ "small letters", "<row r='1'><c r='b1' t='str'><v>王</v></c></row>", 1, 2 },
	{ "twice, the later counts",
	  "<row r='1'><c r='A1' t='str'><v>李</v></c><c r='A1' t='str'><v>王</v></c></row>", 1, 1 },
	{ "the last row", "<row r='1048576'><c r='A1048576' t='str'><v>王</v></c></row>", 1048576,
	  1 },
	{ "the last column kept", "<row r='1'><c r='SR1' t='str'><v>王</v></c></row>", 1, 512 },
};

Test(table_xlsx, where_a_cell_stands)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const struct place *p = &places[i];
		struct reading r;

		read_xlsx(&r, &(struct xlsx){ .rows = p->rows });
		cr_expect_eq(r.row_count, 1, "%s", p->what);
		cr_expect_str_eq(reading_cell(&r, p->row, p->column), "王", "%s", p->what);
		reading_release(&r);
	}
}

Test(table_xlsx, blank_rows_and_formatted_ones_are_passed_over)
{
	struct reading r;

	read_xlsx(&r, &(struct xlsx){ .rows = "<row r='2'/><row r='3' ht='20'><c r='A3' "
					      "s='1'/></row>" TEXT_ROW("　 ")
						      TEXT_ROW("王") "<row r='900'/>" });
	cr_assert_eq(r.row_count, 1);
	cr_expect_eq(r.rows[0].number, 5);
	cr_expect_eq(r.rows[0].count, 1);
	reading_release(&r);
}

Test(table_xlsx, each_bad_cell_of_a_row_is_told)
{
	struct reading r;

	read_xlsx(&r,
		  &(struct xlsx){
			  .rows = "<row><c/><c t='e'><v>#REF!</v></c><c/><c><f>A1</f></c></row>" });
	cr_expect_eq(r.rows[0].problems, 2);
	cr_expect_eq(r.rows[0].problem_column, 2);
	reading_release(&r);
}
