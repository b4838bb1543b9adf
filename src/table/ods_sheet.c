/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one sheet. Equal neighbours are written once with their number, rows as well as
 * cells, and the blank ones behind a table may be a million. */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/private_use.h"
#include "bounds.h"
#include "number.h"
#include "ods_private.h"
#include "xml.h"

enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384, BLANKS_MOST = 1000 };

enum {
	DOCUMENT = 1,
	BODY,
	SPREADSHEET,
	TABLE,
	GROUP,
	ROW,
	CELL,
	COVERED,
	PARAGRAPH,
	INNER,
	BLANKS,
	TAB,
	BREAK
};

#define ROWS_OF(in)                                                                                \
	{ in, "table-row", ROW }, { in, "table-row-group", GROUP }, { in, "table-rows", GROUP },   \
	{                                                                                          \
		in, "table-header-rows", GROUP                                                     \
	}
/* Readings (ruby-text) and notes are none of the text. */
#define TEXT_OF(in)                                                                                \
	{ in, "span", INNER }, { in, "a", INNER }, { in, "ruby", INNER },                          \
		{ in, "ruby-base", INNER }, { in, "s", BLANKS }, { in, "tab", TAB },               \
	{                                                                                          \
		in, "line-break", BREAK                                                            \
	}

static const struct xml_step steps[] = { { XML_TOP, "document-content", DOCUMENT },
					 { DOCUMENT, "body", BODY },
					 { BODY, "spreadsheet", SPREADSHEET },
					 { SPREADSHEET, "table", TABLE },
					 ROWS_OF(TABLE),
					 ROWS_OF(GROUP),
					 { ROW, "table-cell", CELL },
					 { ROW, "covered-table-cell", COVERED },
					 { CELL, "p", PARAGRAPH },
					 TEXT_OF(PARAGRAPH),
					 TEXT_OF(INNER),
					 { 0 } };

struct span {
	size_t first, last, last_row;
};

struct reading {
	struct grid *grid;
	bool look;
	size_t wanted, tables; /* the sheet to be read; those begun */

	size_t row, row_times; /* being read; how often it stands there */
	struct span spans[ROWSTREAM_CELLS];
	size_t span_count;

	size_t column, times; /* of the cell */
	char type[12];
	bool formula, error, paragraphs;
	struct buf value, text; /* as the attribute has it; as it is shown */
};

/* ----------------------------------------------------------------------- cells */

/* 000123 is shown, 123 is the value: the zeros belong to it. */
static bool shows_zeros(const char *text, const char *value)
{
	return *text == '0' && strlen(text) < 100 && text[strspn(text, "0123456789")] == '\0' &&
	       strtod(text, NULL) == strtod(value, NULL);
}

static const char *show_number(struct reading *r, struct buf *shown)
{
	static const struct number_format plain;

	if (!shows_zeros(buf_str(&r->text), buf_str(&r->value)))
		return number_show(shown, buf_str(&r->value), &plain, false);
	buf_text(shown, buf_str(&r->text));
	return NULL;
}

static const char *show(struct reading *r, struct buf *shown)
{
	const char *type = r->type, *value = buf_str(&r->value);

	if (r->formula && !*type && !r->paragraphs)
		return grid_no_result;
	if (!strcmp(type, "float") || !strcmp(type, "percentage") || !strcmp(type, "currency"))
		return show_number(r, shown);
	if (!strcmp(type, "date"))
		return number_show_moment(shown, value);
	if (!strcmp(type, "time"))
		return number_show_duration(shown, value);
	if (!strcmp(type, "boolean")) {
		buf_text(shown, xml_true(value) ? "TRUE" : "FALSE");
		return NULL;
	}
	buf_text(shown, r->paragraphs ? buf_str(&r->text) : value);
	private_use_fold(shown);
	if (r->error)
		return grid_is_error;
	return ident_is_scientific(buf_str(shown)) ? number_scientific : NULL;
}

static size_t count_of(const char *said, size_t most)
{
	unsigned long n;

	if (!said)
		return 1;
	return xml_number(said, most, &n) ? n : most + 1;
}

static void fail(struct xml *x, const char *why)
{
	pack_damaged(why, x->e);
	xml_fail(x);
}

static void begin_cell(struct xml *x, const char *const *attrs)
{
	static const char *const values[] = { "office:value", "office:date-value",
					      "office:time-value", "office:boolean-value",
					      "office:string-value" };
	struct reading *r = x->arg;
	const char *type = xml_attr(attrs, "office:value-type");
	const char *kind = xml_attr(attrs, "calcext:value-type");
	size_t columns = count_of(xml_attr(attrs, "number-columns-spanned"), COLUMNS_MOST);
	size_t rows = count_of(xml_attr(attrs, "number-rows-spanned"), ROWS_MOST);

	r->times = count_of(xml_attr(attrs, "number-columns-repeated"), COLUMNS_MOST);
	if (r->column + r->times > COLUMNS_MOST) {
		fail(x, "no such column");
		return;
	}
	snprintf(r->type, sizeof r->type, "%s", type ? type : "");
	r->formula = xml_attr(attrs, "formula") != NULL;
	r->error = kind && !strcmp(kind, "error");
	r->paragraphs = false;
	buf_clear(&r->text);
	buf_clear(&r->value);
	for (size_t i = 0; type && i < sizeof values / sizeof *values; i++)
		if (xml_attr(attrs, values[i]))
			buf_text(&r->value, xml_attr(attrs, values[i]));
	if ((columns > 1 || rows > 1) && r->span_count < ROWSTREAM_CELLS)
		r->spans[r->span_count++] =
			(struct span){ r->column, r->column + columns - 1, r->row + rows - 1 };
}

static void end_cell(struct reading *r)
{
	struct buf shown = { 0 };
	const char *problem = show(r, &shown);

	for (size_t i = 0; i < r->times && i <= ROWSTREAM_CELLS; i++)
		grid_cell(r->grid, r->column + i, buf_str(&shown), problem);
	r->column += r->times;
	buf_release(&shown);
}

/* ------------------------------------------------------------------------ rows */

static void begin_row(struct xml *x, const char *const *attrs)
{
	struct reading *r = x->arg;

	r->row_times = count_of(xml_attr(attrs, "number-rows-repeated"), ROWS_MOST);
	r->column = r->span_count = 0;
	if (r->row + r->row_times > ROWS_MOST + 1)
		fail(x, "too many rows");
	else
		grid_begin_row(r->grid, r->row);
}

static void end_row(struct xml *x)
{
	struct reading *r = x->arg;
	size_t times = r->grid->own || r->grid->wide ? r->row_times : 1;

	for (size_t i = 0; i < r->span_count; i++)
		grid_span(r->grid, r->spans[i].first, r->spans[i].last, r->spans[i].last_row);
	for (size_t i = 0; i < times && !r->grid->full; i++) {
		r->grid->row = r->row + i;
		grid_end_row(r->grid);
	}
	r->row += r->row_times;
	if (r->grid->full)
		xml_fail_large(x);
	else if (r->look && r->grid->rows)
		xml_stop(x);
}

/* ------------------------------------------------------------------------ text */

static void add_text(struct reading *r, const char *s, size_t len)
{
	if (r->text.len <= CELL_MOST)
		buf_add(&r->text, s, len);
}

/* A break in the part is none in the text. */
static void text(struct xml *x, int element, const char *s, size_t len)
{
	if (element != PARAGRAPH && element != INNER)
		return;
	for (size_t i = 0; i < len; i++)
		add_text(x->arg, s[i] == '\n' || s[i] == '\r' || s[i] == '\t' ? " " : s + i, 1);
}

static void begin_inline(struct reading *r, int element, const char *const *attrs)
{
	size_t times = element == BLANKS ? count_of(xml_attr(attrs, "c"), BLANKS_MOST) : 1;

	if (element == PARAGRAPH) {
		if (r->paragraphs)
			add_text(r, "\n", 1);
		r->paragraphs = true;
	}
	for (size_t i = 0; element >= BLANKS && i < times; i++)
		add_text(r, element == BLANKS ? " " : element == TAB ? "\t" : "\n", 1);
}

/* ----------------------------------------------------------------------- whole */

static void begin(struct xml *x, int element, const char *const *attrs)
{
	struct reading *r = x->arg;

	if (element == TABLE)
		r->tables++;
	if (r->tables != r->wanted)
		return;
	if (element == TABLE)
		r->row = 1;
	else if (element == ROW)
		begin_row(x, attrs);
	else if (element == CELL)
		begin_cell(x, attrs);
	else if (element == COVERED)
		r->column += count_of(xml_attr(attrs, "number-columns-repeated"), COLUMNS_MOST);
	else if (element >= PARAGRAPH)
		begin_inline(r, element, attrs);
}

static void end(struct xml *x, int element)
{
	struct reading *r = x->arg;

	if (r->tables != r->wanted)
		return;
	if (element == CELL)
		end_cell(r);
	else if (element == ROW)
		end_row(x);
	else if (element == TABLE)
		xml_stop(x);
}

bool ods_rows(struct book *b, size_t sheet, struct grid *g, bool look, struct err *e)
{
	static struct reading r;
	struct xml x = { .steps = steps, .arg = &r, .begin = begin, .text = text, .end = end };
	int64_t at;
	bool ok;

	r = (struct reading){ .grid = g, .look = look, .wanted = sheet + 1 };
	ok = pack_need(b->pack, b->sheets[sheet].part, false, &at, e) &&
	     xml_read(&x, b->pack, at, e);
	buf_release(&r.text);
	buf_release(&r.value);
	return ok;
}
