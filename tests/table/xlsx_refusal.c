/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no workbook, what is damaged, and what is made to harm: a sentence each. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rowstream.h"
#include "reading.h"
#include "support/workbook.h"

static void refuse(const struct buf *book, const char *words)
{
	struct reading r;

	reading_book(&r, book, NULL);
	assert_refused(&r, words);
}

static void refuse_xlsx(const struct xlsx *x, const char *words)
{
	struct buf book = { 0 };

	workbook_xlsx(&book, x);
	refuse(&book, words);
	buf_release(&book);
}

/* --------------------------------------------------------------- of other kinds */

#define RELS(target)                                                                               \
	"<Relationships><Relationship Id='r' Type='x/officeDocument' Target='" target              \
	"'/></Relationships>"

Test(table_xlsx_refusal, archives_that_are_no_workbook)
{
	static const struct {
		const char *words;
		struct part parts[4];
	} cases[] = {
		{ "text document",
		  { { "_rels/.rels", RELS("word/document.xml"), 0 },
		    { "word/document.xml", "<w:document/>", 0 } } },
		{ "slides",
		  { { "_rels/.rels", RELS("ppt/presentation.xml"), 0 },
		    { "ppt/presentation.xml", "<p/>", 0 } } },
		{ "no workbook, whatever its name",
		  { { "_rels/.rels", RELS("a.xml"), 0 }, { "a.xml", "<a/>", 0 } } },
		{ "binary workbook",
		  { { "_rels/.rels", RELS("xl/workbook.bin"), 0 },
		    { "xl/workbook.bin", "x", 0 } } },
		{ "file of Numbers", { { "Index/Document.iwa", "x", 0 } } },
		{ "archive (zip)", { { "roster.csv", "a,b\n", 0 } } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf book = { 0 };

		workbook_zip(&book, cases[i].parts);
		refuse(&book, cases[i].words);
		buf_release(&book);
	}
}

#define OLE      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define BYTES(s) s, sizeof s - 1

Test(table_xlsx_refusal, containers_of_older_programs)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *words;
	} cases[] = {
		{ BYTES(OLE "\0\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0\0"),
		  "protected by a password" },
		{ BYTES(OLE "\0\0W\0o\0r\0k\0b\0o\0o\0k\0\0\0"), "xls or et" },
		{ BYTES(OLE "B\0o\0o\0k\0"), "xls or et" },
		{ BYTES(OLE "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "text document" },
		{ BYTES(OLE), "another program" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf bytes = { 0 };

		buf_add(&bytes, cases[i].bytes, cases[i].len);
		refuse(&bytes, cases[i].words);
		buf_release(&bytes);
	}
}

/* --------------------------------------------------------------------- damaged */

Test(table_xlsx_refusal, broken_archives)
{
	struct buf whole = { 0 }, book = { 0 };

	workbook_xlsx(&whole, &(struct xlsx){ .rows = TEXT_ROW("王") });
	buf_add(&book, whole.at, whole.len / 2);
	refuse(&book, "damaged or was not saved to its end");
	buf_clear(&book);
	buf_add(&book, whole.at, whole.len);
	workbook_swap(&book, "PK\001\002", "PK\001\003");
	refuse(&book, "damaged");
	buf_clear(&book);
	buf_text(&book, "PK\003\004");
	refuse(&book, "damaged");
	buf_release(&book);
	buf_release(&whole);
}

Test(table_xlsx_refusal, parts_that_are_missing_or_there_twice)
{
	static const struct {
		const char *from, *to;
	} swaps[] = {
		{ "xl/worksheets/sheet1.xml", "xl/worksheets/sheet9.xml" },
		{ "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml" },
		{ "xl/workbook.xml", "xl/werkboek.xml" },
	};

	for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++) {
		struct buf book = { 0 };

		workbook_xlsx(&book, &(struct xlsx){ .rows = TEXT_ROW("王") });
		workbook_swap(&book, swaps[i].from, swaps[i].to);
		refuse(&book, "damaged");
		buf_release(&book);
	}
}

Test(table_xlsx_refusal, wrong_xml)
{
	static const struct {
		const char *rows, *words;
	} cases[] = {
		{ "<row>", "damaged" },
		{ "<row><c></row>", "damaged" },
		{ "<row><c t='str'><v>\x01</v></c></row>", "damaged" },
		{ "<row><c t='str'><v>\xFF</v></c></row>", "damaged" },
		{ "<row><c t='str'><v>&wang;</v></c></row>", "damaged" },
		{ "<row r='3'/><row r='2'/>", "damaged" },
		{ "<row r='3'/><row r='3'/>", "damaged" },
		{ "<row r='0'/>", "damaged" },
		{ "<row r='1048577'/>", "damaged" },
		{ "<row r='1048576'/><row/>", "damaged" },
		{ "<row r='99999999999999999999'/>", "damaged" },
		{ "<row r='1x'/>", "damaged" },
		{ "<row><c r='XFE1'/></row>", "damaged" },
		{ "<row><c r='A1048577'/></row>", "damaged" },
		{ "<row><c r='ZZZZZZZZZZZZZZZ1'/></row>", "damaged" },
		{ "<row><c r='1'/></row>", "damaged" },
		{ "<row><c r='A'/></row>", "damaged" },
		{ "<row><c r=''/></row>", "damaged" },
		{ "", "No visible sheet" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		refuse_xlsx(&(struct xlsx){ .rows = cases[i].rows }, cases[i].words);
}

Test(table_xlsx_refusal, a_workbook_of_hidden_sheets_or_of_none)
{
	refuse_xlsx(&(struct xlsx){ .rows = TEXT_ROW("王"),
				    .sheets = "<sheet name='1' state='veryHidden' r:id='rId1'/>" },
		    "No visible sheet");
	refuse_xlsx(&(struct xlsx){ .sheets = "<sheet name='1' r:id='rId9'/>" }, "damaged");
	refuse_xlsx(&(struct xlsx){ .sheets = "" }, "damaged");
}

/* ------------------------------------------------------------- made to do harm */

static void repeat(struct buf *out, const char *what, size_t times)
{
	while (times--)
		buf_text(out, what);
}

static void refuse_rows(const struct buf *rows, const char *words)
{
	refuse_xlsx(&(struct xlsx){ .rows = rows->at }, words);
}

Test(table_xlsx_refusal, elements_nested_without_end)
{
	struct buf rows = { 0 };

	repeat(&rows, "<row>", 100000);
	repeat(&rows, "</row>", 100000);
	refuse_rows(&rows, "damaged");
	buf_release(&rows);
}

Test(table_xlsx_refusal, a_million_columns)
{
	struct buf rows = { 0 };

	buf_text(&rows, TEXT_ROW("王") "<row>");
	repeat(&rows, "<c/>", 1000000);
	buf_text(&rows, "</row>");
	refuse_rows(&rows, "damaged");
	buf_release(&rows);
}

Test(table_xlsx_refusal, a_tag_of_megabytes)
{
	struct buf rows = { 0 };

	buf_text(&rows, "<row spans='");
	repeat(&rows, "0123456789 abcdefghij ", 200000);
	buf_text(&rows, "'/>");
	refuse_rows(&rows, "damaged");
	buf_release(&rows);
}

Test(table_xlsx_refusal, entities_in_entities)
{
	static const char bomb[] =
		"<!DOCTYPE worksheet [<!ENTITY a \"wwwwwwwwww\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;\">]><worksheet><sheetData><row><c t='str'>"
		"<v>&c;</v></c></row></sheetData></worksheet>";
	static const struct part parts[] = {
		{ "xl/workbook.xml",
		  "<workbook><sheets><sheet name='1' r:id='a'/></sheets></workbook>", 0 },
		{ "xl/_rels/workbook.xml.rels",
		  "<Relationships><Relationship Id='a' Type='x/worksheet' Target='s.xml'/>"
		  "</Relationships>",
		  0 },
		{ "xl/s.xml", bomb, 0 },
		{ 0 },
	};
	struct buf book = { 0 };

	workbook_zip(&book, parts);
	refuse(&book, "document type");
	buf_release(&book);
}

/* 40 MB of the same that pack to a thousandth. */
Test(table_xlsx_refusal, an_archive_that_grows_without_measure)
{
	struct buf rows = { 0 };

	repeat(&rows, "                                        ", 1000000);
	refuse_rows(&rows, "far more than a table");
	buf_release(&rows);
}

Test(table_xlsx_refusal, more_parts_than_any_workbook)
{
	enum { PARTS = 10001 };
	struct part *parts = mem_alloc((PARTS + 1) * sizeof *parts);
	char(*names)[16] = mem_alloc(PARTS * sizeof *names);
	struct buf book = { 0 };

	for (size_t i = 0; i < PARTS; i++) {
		snprintf(names[i], sizeof names[i], "%zu", i);
		parts[i] = (struct part){ names[i], "x", 1 };
	}
	workbook_zip(&book, parts);
	refuse(&book, "far more than a table");
	free(parts);
	free(names);
	buf_release(&book);
}

/* One long text, and cells that all refer to it: 200 KB that would become 300 MB. */
Test(table_xlsx_refusal, a_text_told_for_ever)
{
	struct buf text = { 0 }, rows = { 0 };

	buf_text(&text, "<si><t>");
	repeat(&text, "0123456789", 6000);
	buf_text(&text, "</t></si>");
	for (int i = 0; i < 5000; i++)
		buf_text(&rows, "<row><c t='s'><v>0</v></c></row>");
	refuse_xlsx(&(struct xlsx){ .rows = rows.at, .strings = text.at }, "far more than a table");
	buf_release(&text);
	buf_release(&rows);
}

/* ------------------------------------------------------- large, and yet honest */

Test(table_xlsx_refusal, a_million_blank_rows_are_none)
{
	struct buf rows = { 0 }, book = { 0 };
	struct reading r;

	buf_text(&rows, "<row r=\"1\">" TEXT_CELL("王") "</row>");
	for (int i = 2; i <= 1048576; i++)
		buf_printf(&rows, "<row r=\"%d\" spans=\"1:2\"><c r=\"A%d\" s=\"1\"/></row>", i, i);
	workbook_xlsx(&book, &(struct xlsx){ .rows = rows.at });
	reading_book(&r, &book, NULL);
	cr_assert(r.ok, "%s", r.e.text);
	cr_expect_eq(r.row_count, 1);
	reading_release(&r);
	buf_release(&rows);
	buf_release(&book);
}

Test(table_xlsx_refusal, rows_that_hold_too_much_name_their_place)
{
	struct buf rows = { 0 }, book = { 0 };
	struct reading r;

	buf_text(&rows, "<row>" TEXT_CELL("1") "<c r='SS1' t='str'><v>far</v></c></row><row>");
	buf_text(&rows, TEXT_CELL("2") "<c t='str'><v>");
	repeat(&rows, "x", 64 * 1024 + 1);
	buf_text(&rows, "</v></c></row><row>");
	for (int i = 0; i < 80; i++) {
		buf_text(&rows, "<c t='str'><v>");
		repeat(&rows, "y", 60000);
		buf_text(&rows, "</v></c>");
	}
	buf_text(&rows, "</row>");
	workbook_xlsx(&book, &(struct xlsx){ .rows = rows.at });
	reading_book(&r, &book, NULL);
	cr_assert(r.ok && r.row_count == 3, "%s", r.e.text);
	cr_expect(strstr(r.rows[0].problem, "512 cells") &&
		  r.rows[0].problem_column == ROWSTREAM_CELLS + 1);
	cr_expect(strstr(r.rows[1].problem, "64 KB") && r.rows[1].problem_column == 2);
	cr_expect(strstr(r.rows[2].problem, "4 MB"));
	reading_release(&r);
	buf_release(&rows);
	buf_release(&book);
}
