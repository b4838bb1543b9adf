/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets, merged cells, and archives as one program or another writes them. */
#include <criterion/criterion.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "support/run.h"
#include "support/workbook.h"

#define SHEET(name, more, n) "<sheet name='" name "' sheetId='" n "' " more " r:id='rId" n "'/>"

/* A chart, a hidden sheet with rows, a blank one, one with rows. */
static const struct xlsx four = {
	.sheets = SHEET("图", "", "4") SHEET("码表", "state='hidden'", "1") SHEET("空", "", "2")
		SHEET("六年级 2", "state='visible'", "3"),
	.rows = TEXT_ROW("hidden"),
	.sheet2 = TEXT_ROW(" ") "<row><c s='1'/></row>",
	.sheet3 = TEXT_ROW("shown"),
};

static void read_four(struct reading *r, const char *sheet)
{
	struct buf book = { 0 };

	workbook_xlsx(&book, &four);
	reading_book(r, &book, sheet);
	buf_release(&book);
}

Test(table_xlsx_book, the_first_visible_sheet_with_rows_is_read)
{
	struct reading r;

	read_four(&r, NULL);
	cr_assert(r.ok, "%s", r.e.text);
	cr_assert_eq(r.sheet_count, 3, "the hidden one is not told of");
	cr_expect_str_eq(r.sheet[0], "图");
	cr_expect_str_eq(r.sheet[1], "空");
	cr_expect_str_eq(r.sheet[2], "六年级 2");
	cr_expect_eq(r.chosen, 3);
	cr_expect_str_eq(reading_cell(&r, 1, 1), "shown");
	reading_release(&r);
}

Test(table_xlsx_book, a_sheet_is_named_or_counted)
{
	static const char *const asked[] = { "六年级 2", "六年级2", "六年级　２", "3", " ３ " };

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct reading r;

		read_four(&r, asked[i]);
		cr_expect(r.ok && r.chosen == 3, "%s: %s", asked[i], r.e.text);
		reading_release(&r);
	}
}

Test(table_xlsx_book, a_sheet_that_cannot_be_read)
{
	static const struct {
		const char *asked, *words;
	} cases[] = {
		{ "码表", "The sheet \"码表\" is hidden" },
		{ "图", "The sheet \"图\" is a chart" },
		{ "1", "The sheet \"图\" is a chart" },
		{ "空", "The sheet \"空\" holds blank rows only" },
		{ "七年级", "no sheet \"七年级\" in the workbook; it has: 图, 空, 六年级 2" },
		{ "0", "no sheet \"0\"" },
		{ "4", "no sheet \"4\"" },
		{ "-1", "no sheet \"-1\"" },
		{ "99999999999999999999", "no sheet" },
		{ "　", "no sheet" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;

		read_four(&r, cases[i].asked);
		assert_refused(&r, cases[i].words);
	}
}

/* A name that is a number is a name first. */
Test(table_xlsx_book, a_sheet_called_by_a_number)
{
	struct buf book = { 0 };
	struct reading r;

	workbook_xlsx(&book, &(struct xlsx){ .sheets = SHEET("2", "", "1") SHEET("1", "", "2"),
					     .rows = TEXT_ROW("two"),
					     .sheet2 = TEXT_ROW("one") });
	reading_book(&r, &book, "2");
	cr_expect_str_eq(reading_cell(&r, 1, 1), "two", "%s", r.e.text);
	reading_release(&r);
	buf_release(&book);
}

/* ---------------------------------------------------------------- merged cells */

#define ROW(n, cells) "<row r='" n "'>" cells "</row>"
#define CELL(text)    "<c t='str'><v>" text "</v></c>"
#define NO_CELL       "<c/>"

Test(table_xlsx_book, what_is_merged_counts_wherever_it_is_seen)
{
	static const char title[] = ROW("1", CELL("名册"));
	static const char upper[] = ROW("2", CELL("学号") CELL("姓名") CELL("监护人") NO_CELL);
	static const char lower[] = ROW("3", NO_CELL NO_CELL CELL("姓名") CELL("电话"));
	static const char first[] = ROW("4", CELL("1") CELL("王") NO_CELL NO_CELL CELL("六(1)"));
	static const char others[] =
		ROW("5", CELL("2") CELL("李")) "<row r='6'/>" ROW("8", CELL("3") CELL("赵"));
	static const char merges[] =
		"<mergeCells><mergeCell ref='E4:E6'/><mergeCell ref='A1:F1'/><mergeCell "
		"ref='A2:A3'/><mergeCell ref='C2:D2'/><mergeCell ref='B2:B3'/><mergeCell "
		"ref='XFE1:A1'/><mergeCell ref='A9'/></mergeCells>";
	static const char *const seen[][6] = {
		{ "1", "名册", "(none)", "(none)", "(none)", "(none)" },
		{ "2", "学号", "姓名", "监护人", "监护人", "(none)" },
		{ "3", "学号", "姓名", "姓名", "电话", "(none)" },
		{ "4", "1", "王", "", "", "六(1)" },
		{ "5", "2", "李", "", "", "六(1)" },
		{ "8", "3", "赵", "(none)", "(none)", "(none)" },
	};
	struct buf rows = { 0 }, book = { 0 };
	struct reading r;

	buf_printf(&rows, "%s%s%s%s%s", title, upper, lower, first, others);
	workbook_xlsx(&book, &(struct xlsx){ .rows = rows.at, .behind = merges });
	reading_book(&r, &book, NULL);
	cr_assert(r.ok, "%s", r.e.text);
	cr_expect_eq(r.row_count, 6);
	for (size_t i = 0; i < 6; i++)
		for (size_t k = 1; k < 6; k++)
			cr_expect_str_eq(reading_cell(&r, strtoul(seen[i][0], NULL, 10), k),
					 seen[i][k], "row %s column %zu", seen[i][0], k);
	reading_release(&r);
	buf_release(&rows);
	buf_release(&book);
}

/* Below the headers two merged cells are one value, not two. */
Test(table_xlsx_book, merged_columns_far_down_are_one)
{
	struct buf rows = { 0 }, book = { 0 };
	struct reading r;

	for (int i = 1; i <= 21; i++)
		buf_printf(&rows, "<row><c t='str'><v>%d</v></c>" TEXT_CELL("王") "</row>", i);
	workbook_xlsx(&book, &(struct xlsx){ .rows = rows.at,
					     .behind = "<mergeCells><mergeCell ref='B20:C20'/>"
						       "<mergeCell ref='B21:C21'/></mergeCells>" });
	reading_book(&r, &book, NULL);
	cr_expect_str_eq(reading_cell(&r, 20, 3), "王");
	cr_expect_str_eq(reading_cell(&r, 21, 3), "(none)");
	reading_release(&r);
	buf_release(&rows);
	buf_release(&book);
}

/* -------------------------------------------------------------------- archives */

#define RELATION(id, type, target)                                                                 \
	"<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"
#define RELATIONS(more) "<Relationships xmlns='urn:r'>" more "</Relationships>"
#define WORKBOOK(prefix)                                                                           \
	"<workbook " prefix "><sheets><sheet name='一' r:id='a'/></sheets></workbook>"
#define ROWS   "<sheetData><row><c t='s'><v>0</v></c></row></sheetData>"
#define SST    "<sst><si><t>王</t></si></sst>"
#define STRICT "xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'"

static const struct part relative[] = {
	{ "_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "xl/workbook.xml")), 0 },
	{ "xl/_rels/workbook.xml.rels",
	  RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
			    RELATION("b", "sharedStrings", "sharedStrings.xml")),
	  0 },
	{ "xl/workbook.xml", WORKBOOK(STRICT), 0 },
	{ "xl/worksheets/sheet1.xml", "<worksheet " STRICT ">" ROWS "</worksheet>", 0 },
	{ "xl/sharedStrings.xml", SST, 0 },
	{ 0 },
};
static const struct part absolute[] = {
	{ "_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "/xl/workbook.xml")), 0 },
	{ "xl/_rels/workbook.xml.rels",
	  RELATIONS(RELATION("a", "worksheet", "/xl/worksheets/sheet1.xml")
			    RELATION("b", "sharedStrings", "../xl/./sharedStrings.xml")),
	  0 },
	{ "xl/workbook.xml", WORKBOOK(""), 0 },
	{ "xl/worksheets/sheet1.xml", "<worksheet>" ROWS "</worksheet>", 0 },
	{ "xl/sharedStrings.xml", SST, 0 },
	{ 0 },
};
/* No folder, no relations of the package, backslashes, other letters, a blank in a name. */
static const struct part odd[] = {
	{ "[Content_Types].xml", "<Types/>", 0 },
	{ "xl\\_rels\\workbook.xml.rels",
	  RELATIONS(RELATION("a", "worksheet", "Worksheets\\Sheet%201.xml")
			    RELATION("b", "sharedStrings", "SharedStrings.xml")),
	  0 },
	{ "xl\\workbook.xml", WORKBOOK(""), 0 },
	{ "xl\\worksheets\\sheet 1.xml", "<worksheet>" ROWS "</worksheet>", 0 },
	{ "xl\\sharedStrings.xml", SST, 0 },
	{ 0 },
};
static const struct part prefixed[] = {
	{ "_rels/.rels", RELATIONS(RELATION("r", "officeDocument", "book.xml")), 0 },
	{ "_rels/book.xml.rels",
	  RELATIONS(RELATION("a", "worksheet", "s.xml") RELATION("b", "sharedStrings", "t.xml")),
	  0 },
	{ "book.xml",
	  "<x:workbook xmlns:x='urn:x'><x:sheets><x:sheet name='一' y:id='a'/></x:sheets>"
	  "</x:workbook>",
	  0 },
	{ "s.xml",
	  "<x:worksheet><x:sheetData><x:row><x:c t='s'><x:v>0</x:v></x:c></x:row></x:sheetData>"
	  "</x:worksheet>",
	  0 },
	{ "t.xml", "<x:sst><x:si><x:t>王</x:t></x:si></x:sst>", 0 },
	{ 0 },
};

Test(table_xlsx_book, archives_as_one_program_or_another_writes_them)
{
	static const struct {
		const char *what;
		const struct part *parts;
	} cases[] = { { "relative and strict", relative },
		      { "absolute", absolute },
		      { "odd names", odd },
		      { "prefixed", prefixed } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf book = { 0 };
		struct reading r;

		workbook_zip(&book, cases[i].parts);
		reading_book(&r, &book, NULL);
		cr_expect(r.ok, "%s: %s", cases[i].what, r.e.text);
		cr_expect_str_eq(reading_cell(&r, 1, 1), "王", "%s", cases[i].what);
		reading_release(&r);
		buf_release(&book);
	}
}

static void to_utf16(struct buf *out, const char *xml)
{
	char *from = (char *)(uintptr_t)xml, bytes[4096], *to = bytes;
	size_t left = strlen(xml), room = sizeof bytes;
	iconv_t cd = iconv_open("UTF-16", "UTF-8");

	cr_assert(iconv(cd, &from, &left, &to, &room) != (size_t)-1 && !left);
	iconv_close(cd);
	buf_add(out, bytes, sizeof bytes - room);
}

Test(table_xlsx_book, parts_in_utf16)
{
	struct buf utf16[5] = { { 0 } }, book = { 0 };
	struct part parts[6] = { { 0 } };
	struct reading r;

	for (size_t i = 0; i < 5; i++) {
		to_utf16(&utf16[i], relative[i].text);
		parts[i] = (struct part){ relative[i].name, utf16[i].at, utf16[i].len };
	}
	workbook_zip(&book, parts);
	reading_book(&r, &book, NULL);
	cr_expect_str_eq(reading_cell(&r, 1, 1), "王", "%s", r.e.text);
	reading_release(&r);
	buf_release(&book);
	for (size_t i = 0; i < 5; i++)
		buf_release(&utf16[i]);
}

/* ---------------------------------------------------------------------- ways in */

Test(table_xlsx_book, the_name_of_a_file_may_be_wrong)
{
	static const struct table_source plain;
	struct buf book = { 0 }, text = { 0 };
	struct reading r;

	workbook_zip(&book, relative);
	reading_named(&r, "roster.CSV", &book, &plain);
	cr_assert(r.ok, "%s", r.e.text);
	cr_expect(r.note && strstr(r.note, "a workbook, though"), "%s", r.note);
	cr_expect_str_eq(reading_cell(&r, 1, 1), "王");
	reading_release(&r);
	reading_named(&r, "roster.dat", &book, &plain);
	cr_expect(r.ok && !r.note);
	reading_release(&r);
	buf_text(&text, "学号,姓名\n1,王\n");
	reading_named(&r, "roster.xlsx", &text, &plain);
	cr_assert(r.ok, "%s", r.e.text);
	cr_expect(r.note && strstr(r.note, "text, though"), "%s", r.note);
	cr_expect_str_eq(reading_cell(&r, 2, 2), "王");
	reading_release(&r);
	reading_named(&r, "roster.csv", &text,
		      &(struct table_source){ .sheet = "学生", .path = NULL });
	assert_refused(&r, "A sheet is named");
	buf_release(&text);
	buf_release(&book);
}

Test(table_xlsx_book, standard_input)
{
	struct buf book = { 0 };
	const char *const argv[] = {
		run_beside("daoshi-table"), "read", "--lang", "en", "--", "-", NULL
	};
	struct run r;

	workbook_zip(&book, relative);
	r = run_program(argv, &(struct run_options){ .in = book.at, .in_len = book.len });
	cr_expect_eq(r.code, 0);
	cr_expect_str_eq(buf_str(&r.out), "I\tsheet\t一\nI\tchosen\t1\nR\t1\t王\nZ\t1\n");
	run_release(&r);
	buf_release(&book);
}
