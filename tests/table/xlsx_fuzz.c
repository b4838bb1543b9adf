/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mutated workbooks: bytes of the archive, and bytes of its parts before they are packed, so that
 * the readers of XML see them. Whatever they are, the stream ends properly (reading.c asserts it)
 * and nothing crashes (it would be cut short). Each test plays a fixed seed.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "support/workbook.h"

enum { ROUNDS = 150 };

static uint32_t state;

static uint32_t roll(size_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return n ? (uint32_t)(state % n) : 0;
}

/* Pieces that readers of workbooks stumble over. */
static const char *const words[] = { "<",
				     ">",
				     "\"",
				     "&#0;",
				     "&amp;",
				     "<v>",
				     "</c>",
				     "<!--",
				     "<![CDATA[",
				     "<!DOCTYPE a [",
				     "<?x?>",
				     "_xD800_",
				     "_x0000_",
				     "99999999999",
				     "-1",
				     "1e308",
				     "A1:XFD1048576",
				     "XFD1048576",
				     " r='1'",
				     " t='s'",
				     " table:number-columns-repeated='16384'",
				     " table:number-rows-repeated='1048576'",
				     "\xEF\xBB\xBF",
				     "\xFF\xFE",
				     "\xED\xA0\x80" };

static void mutate(struct buf *b)
{
	const char *word = words[roll(sizeof words / sizeof *words)];
	size_t at = roll(b->len + 1), left = b->len - at, cut = roll(left < 40 ? left + 1 : 40);

	switch (roll(4)) {
	case 0:
		buf_splice(b, at, 0, word, strlen(word));
		break;
	case 1:
		buf_splice(b, at, cut, word, strlen(word));
		break;
	case 2:
		buf_splice(b, at, roll(8) ? cut : left, "", 0);
		break;
	default:
		if (left)
			b->at[at] = (char)roll(256);
	}
}

static void begin(uint32_t seed)
{
	/* To look for leaks takes a sanitizer thrice as long as the rest; other tests let it. */
	setenv("ASAN_OPTIONS", "detect_leaks=0:allocator_may_return_null=1", 1);
	state = seed;
}

static void read_mutant(const struct buf *book)
{
	static const char *const sheets[] = { NULL, NULL, "1", "二" };
	struct reading r;

	reading_book(&r, book, sheets[roll(4)]);
	reading_release(&r);
}

static const char xlsx_rows[] =
	"<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
	"<row r='2'><c r='A2' s='1'><v>46266.5</v></c><c r='B2' t='inlineStr'><is><t>王</t></is>"
	"</c><c r='C2'><f>A1</f><v>2</v></c><c r='D2' t='e'><v>#N/A</v></c></row>";
static const struct xlsx small = {
	.rows = xlsx_rows,
	.behind = "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='A2:A9'/></mergeCells>",
	.strings = "<si><t>学_x000D_号</t></si><si><r><t>姓</t></r><r><t>名</t></r></si>",
	.xfs = "<xf numFmtId='0'/><xf numFmtId='176'/>",
	.formats = "<numFmt numFmtId='176' formatCode='yyyy\"年\"m\"月\"'/>",
	.sheets = "<sheet name='一' r:id='rId1'/><sheet name='二' r:id='rId2'/>",
};

Test(table_xlsx_fuzz, bytes_of_the_archive)
{
	struct buf whole = { 0 }, mutant = { 0 };

	begin(20260901);
	workbook_xlsx(&whole, &small);
	for (int i = 0; i < ROUNDS; i++) {
		buf_clear(&mutant);
		buf_add(&mutant, whole.at, roll(4) ? whole.len : roll(whole.len));
		for (uint32_t n = 1 + roll(6); n; n--)
			mutate(&mutant);
		read_mutant(&mutant);
	}
	buf_release(&whole);
	buf_release(&mutant);
}

static const char *mutant_of(struct buf *b, const char *text)
{
	buf_clear(b);
	buf_text(b, text);
	for (uint32_t n = roll(4); n; n--)
		mutate(b);
	return buf_str(b);
}

Test(table_xlsx_fuzz, the_parts_of_an_xlsx)
{
	struct buf parts[6] = { { 0 } }, book = { 0 };

	begin(20261112);
	for (int i = 0; i < ROUNDS; i++) {
		struct xlsx x = small;

		x.rows = mutant_of(&parts[0], small.rows);
		x.behind = mutant_of(&parts[1], small.behind);
		if (!roll(3)) {
			x.strings = mutant_of(&parts[2], small.strings);
			x.xfs = mutant_of(&parts[3], small.xfs);
			x.formats = mutant_of(&parts[4], small.formats);
			x.sheets = mutant_of(&parts[5], small.sheets);
		}
		buf_clear(&book);
		workbook_xlsx(&book, &x);
		read_mutant(&book);
	}
	for (size_t i = 0; i < 6; i++)
		buf_release(&parts[i]);
	buf_release(&book);
}

static const char ods_styles[] = "<style:style style:name='h' style:family='table'>"
				 "<style:table-properties table:display='false'/></style:style>";
static const char ods_tables[] =
	"<table:table table:name='一' table:style-name='h'/><table:table table:name='二'>"
	"<table:table-row><table:table-cell office:value-type='string' "
	"table:number-columns-spanned='2'><text:p>学<text:s text:c='2'/>号</text:p>"
	"</table:table-cell><table:covered-table-cell/></table:table-row>"
	"<table:table-row table:number-rows-repeated='2'><table:table-cell "
	"office:value-type='float' office:value='12' table:number-columns-repeated='3'>"
	"<text:p>0012</text:p></table:table-cell><table:table-cell office:value-type='date' "
	"office:date-value='2026-09-01T08:30:00'/></table:table-row></table:table>";

Test(table_xlsx_fuzz, the_part_of_an_ods)
{
	struct buf styles = { 0 }, tables = { 0 }, book = { 0 };

	begin(20270118);
	for (int i = 0; i < ROUNDS; i++) {
		buf_clear(&book);
		workbook_ods(&book, mutant_of(&styles, ods_styles), mutant_of(&tables, ods_tables));
		read_mutant(&book);
	}
	buf_release(&styles);
	buf_release(&tables);
	buf_release(&book);
}
