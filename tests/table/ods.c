/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "support/workbook.h"

#define TABLE(rows)         "<table:table table:name='一'>" rows "</table:table>"
#define ROW(cells)          "<table:table-row>" cells "</table:table-row>"
#define CELL(attrs, inside) "<table:table-cell " attrs ">" inside "</table:table-cell>"
#define TEXT(text)          CELL("office:value-type='string'", "<text:p>" text "</text:p>")

static void read_ods(struct reading *r, const char *styles, const char *tables, const char *sheet)
{
	struct buf book = { 0 };

	workbook_ods(&book, styles, tables);
	reading_named(r, "roster.ods", &book, &(struct table_source){ NULL, NULL, NULL, sheet });
	buf_release(&book);
}

/* ----------------------------------------------------------------------- cells */

static const struct cell {
	const char *what, *xml, *shown, *problem;
} cells[] = {
	{ "text", TEXT("王小明"), "王小明", NULL },
	{ "text in pieces", TEXT("王<text:span>小<text:a>明</text:a></text:span>"), "王小明",
	  NULL },
	{ "two paragraphs",
	  CELL("office:value-type='string'",
	       "<text:p>一</text:p><text:p>二<text:line-break/>三</text:p>"),
	  "一\n二\n三", NULL },
	{ "blanks", TEXT("一<text:s text:c='2'/>二<text:s/>三"), "一  二 三", NULL },
	{ "a reading is none of the text",
	  TEXT("<text:ruby><text:ruby-base>王</text:ruby-base><text:ruby-text>wang</text:ruby-text>"
	       "</text:ruby>"),
	  "王", NULL },
	{ "a note is none of the text",
	  CELL("office:value-type='string'",
	       "<office:annotation><text:p>seen</text:p></office:annotation><text:p>王</text:p>"),
	  "王", NULL },
	{ "text as an attribute", CELL("office:value-type='string' office:string-value='王'", ""),
	  "王", NULL },
	{ "text without a kind", CELL("", "<text:p>王</text:p>"), "王", NULL },
	{ "a long number as text", TEXT("310101201001011234"), "310101201001011234", NULL },
	{ "text in scientific notation", TEXT("3.10101E+17"), "3.10101E+17", "scientific" },
	{ "a number", CELL("office:value-type='float' office:value='12'", "<text:p>12.00</text:p>"),
	  "12", NULL },
	{ "with zeros before it",
	  CELL("office:value-type='float' office:value='12'", "<text:p>0012</text:p>"), "0012",
	  NULL },
	{ "zeros of another number",
	  CELL("office:value-type='float' office:value='12'", "<text:p>0013</text:p>"), "12",
	  NULL },
	{ "an ID number",
	  CELL("office:value-type='float' office:value='3.10101201001011E+017'", ""),
	  "3.10101201001011E+17", "15 digits" },
	{ "a share", CELL("office:value-type='percentage' office:value='0.5'", ""), "0.5", NULL },
	{ "money", CELL("office:value-type='currency' office:currency='CNY' office:value='3'", ""),
	  "3", NULL },
	{ "no number", CELL("office:value-type='float' office:value='x'", ""), "x", "damaged" },
	{ "a day",
	  CELL("office:value-type='date' office:date-value='2026-09-01'", "<text:p>9/1</text:p>"),
	  "2026-09-01", NULL },
	{ "a moment", CELL("office:value-type='date' office:date-value='2026-09-01T08:30:00'", ""),
	  "2026-09-01 08:30", NULL },
	{ "no day", CELL("office:value-type='date' office:date-value='2026-02-30'", ""),
	  "2026-02-30", "no day" },
	{ "a time", CELL("office:value-type='time' office:time-value='PT08H30M00S'", ""), "08:30",
	  NULL },
	{ "no time", CELL("office:value-type='time' office:time-value='8'", ""), "8", "damaged" },
	{ "true", CELL("office:value-type='boolean' office:boolean-value='true'", ""), "TRUE",
	  NULL },
	{ "an error",
	  CELL("table:formula='of:=X' office:value-type='string' office:string-value='' "
	       "calcext:value-type='error'",
	       "<text:p>#N/A</text:p>"),
	  "#N/A", "error" },
	{ "a formula's number",
	  CELL("table:formula='of:=1+1' office:value-type='float' office:value='2'", ""), "2",
	  NULL },
	{ "a formula never reckoned", CELL("table:formula='of:=1+1'", ""), "",
	  "without its result" },
	{ "blank", CELL("table:style-name='ce1'", ""), "", NULL },
};

Test(table_ods, each_kind_of_cell)
{
	enum { COUNT = sizeof cells / sizeof *cells };
	struct buf tables = { 0 };
	struct reading r;

	buf_text(&tables, "<table:table table:name='一'>");
	for (size_t i = 0; i < COUNT; i++)
		buf_printf(&tables, ROW("%s%s"), TEXT("学号"), cells[i].xml);
	buf_text(&tables, "</table:table>");
	read_ods(&r, NULL, tables.at, NULL);
	cr_assert(r.ok && r.row_count == COUNT, "%s", r.e.text);
	for (size_t i = 0; i < COUNT; i++) {
		const struct read_row *row = &r.rows[i];
		const char *shown = row->count > 1 ? row->cell[1] : "";

		cr_expect_str_eq(shown, cells[i].shown, "%s: %s", cells[i].what, shown);
		cr_expect(!row->problem == !cells[i].problem, "%s: %s", cells[i].what,
			  row->problem);
		if (row->problem && cells[i].problem)
			cr_expect(strstr(row->problem, cells[i].problem), "%s: %s", cells[i].what,
				  row->problem);
	}
	reading_release(&r);
	buf_release(&tables);
}

/* ------------------------------------------------------------------------ rows */

Test(table_ods, repeated_and_merged)
{
	static const char tables[] = TABLE(
		"<table:table-header-rows>" ROW(
			"<table:table-cell table:number-columns-spanned='2' "
			"table:number-rows-spanned='2' office:value-type='string'>"
			"<text:p>学号</text:p></table:table-cell><table:covered-table-cell/>" TEXT(
				"姓名"))
			ROW("<table:covered-table-cell table:number-columns-repeated='2'/>" TEXT(
				"名")) "</table:table-header-rows>"
				       "<table:table-row table:number-rows-repeated='3'/>"
				       "<table:table-row-group><table:table-row "
				       "table:number-rows-repeated='2'>"
				       "<table:table-cell table:number-columns-repeated='2' "
				       "office:value-type='float' "
				       "office:value='7'/><table:table-cell "
				       "table:number-columns-repeated='16382'/>"
				       "</table:table-row></table:table-row-group>"
				       "<table:table-row "
				       "table:number-rows-repeated='1048569'><table:table-cell "
				       "table:number-columns-repeated='16384'/></table:table-row>");
	static const char *const seen[][4] = { { "1", "学号", "学号", "姓名" },
					       { "2", "学号", "学号", "名" },
					       { "6", "7", "7", "(none)" },
					       { "7", "7", "7", "(none)" } };
	struct reading r;

	read_ods(&r, NULL, tables, NULL);
	cr_assert(r.ok, "%s", r.e.text);
	cr_expect_eq(r.row_count, 4);
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 1; k < 4; k++)
			cr_expect_str_eq(reading_cell(&r, strtoul(seen[i][0], NULL, 10), k),
					 seen[i][k], "row %s column %zu", seen[i][0], k);
	reading_release(&r);
}

Test(table_ods, hidden_sheets_are_left_out)
{
	static const char styles[] =
		"<style:style style:name='h' style:family='table'><style:table-properties "
		"table:display='false'/></style:style><style:style style:name='s' "
		"style:family='table'><style:table-properties table:display='true'/></style:style>";
	static const char tables[] = "<table:table table:name='码表' table:style-name='h'>" ROW(
		TEXT("h")) "</table:table>"
			   "<table:table table:name='空' table:style-name='s'>" ROW(TEXT(
				   " ")) "</table:table>"
					 "<table:table table:name='学生' table:style-name='s'>" ROW(
						 TEXT("s")) "</table:table>"
							    "<table:table table:name='导师'>" ROW(
								    TEXT("m")) "</table:table>";
	struct reading r;

	read_ods(&r, styles, tables, NULL);
	cr_assert(r.ok && r.sheet_count == 3, "%s", r.e.text);
	cr_expect_eq(r.chosen, 2);
	cr_expect_str_eq(reading_cell(&r, 1, 1), "s");
	reading_release(&r);
	read_ods(&r, styles, tables, "导师");
	cr_expect_str_eq(reading_cell(&r, 1, 1), "m", "%s", r.e.text);
	reading_release(&r);
	read_ods(&r, styles, tables, "码表");
	assert_refused(&r, "hidden");
}

/* -------------------------------------------------------------------- refusals */

Test(table_ods, what_is_refused)
{
	static const struct {
		const char *tables, *words;
	} cases[] = {
		{ "", "damaged" },
		{ TABLE(""), "No visible sheet" },
		{ TABLE(ROW("<table:table-cell table:number-columns-repeated='16385'/>")),
		  "damaged" },
		{ TABLE(ROW("<table:table-cell table:number-columns-repeated='x'/>")), "damaged" },
		{ TABLE("<table:table-row table:number-rows-repeated='1048577'/>"), "damaged" },
		{ TABLE("<table:table-row table:number-rows-repeated='1048576'/>" ROW("")),
		  "damaged" },
		/* a few hundred bytes that would be 10 GB of rows */
		{ TABLE("<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
			"table:number-columns-repeated='512' office:value-type='string'><text:p>"
			"0123456789 0123456789</text:p></table:table-cell></table:table-row>"),
		  "far more than a table" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;

		read_ods(&r, NULL, cases[i].tables, NULL);
		assert_refused(&r, cases[i].words);
	}
}

Test(table_ods, documents_of_other_kinds)
{
	static const struct {
		const char *content, *manifest, *words;
	} cases[] = {
		{ "<o:document-content><o:body><o:text/></o:body></o:document-content>",
		  "<manifest/>", "text document" },
		{ "<o:document-content><o:body><o:presentation/></o:body></o:document-content>",
		  "<manifest/>", "slides" },
		{ "<o:document-content><o:body><o:drawing/></o:body></o:document-content>",
		  "<manifest/>", "another program" },
		{ "\x01\x02\x03",
		  "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
		  "protected by a password" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf book = { 0 };
		struct reading r;

		workbook_zip(&book, (const struct part[]){
					    { "content.xml", cases[i].content, 0 },
					    { "META-INF/manifest.xml", cases[i].manifest, 0 },
					    { 0 } });
		reading_book(&r, &book, NULL);
		assert_refused(&r, cases[i].words);
		buf_release(&book);
	}
}
