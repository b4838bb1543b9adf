/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one sheet, as they come. Which cells are merged stands behind them all, so the part
 * is read for that first. */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "xlsx.h"
#include "xml.h"

enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384, MERGES_MOST = 100000 };

/* ------------------------------------------------------------------- addresses */

/* "BC12": column from 0, row from 1. */
static bool read_address(const char *s, size_t *column, size_t *row)
{
	const char *at = s;

	*column = *row = 0;
	for (; (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z' && *column <= COLUMNS_MOST; at++)
		*column = *column * 26 + (size_t)((*at | 0x20) - 'a' + 1);
	if (at == s || *column > COLUMNS_MOST)
		return false;
	--*column;
	for (s = at; *at >= '0' && *at <= '9' && *row <= ROWS_MOST; at++)
		*row = *row * 10 + (size_t)(*at - '0');
	return at != s && *row && *row <= ROWS_MOST;
}

/* ----------------------------------------------------------------------- cells */

enum { WORKSHEET = 1, SHEET_DATA, ROW, CELL, FORMULA, VALUE, INLINE, INLINE_T, RUN, RUN_T };

static const struct xml_step row_steps[] = { { XML_TOP, "worksheet", WORKSHEET },
					     { WORKSHEET, "sheetData", SHEET_DATA },
					     { SHEET_DATA, "row", ROW },
					     { ROW, "c", CELL },
					     { CELL, "f", FORMULA },
					     { CELL, "v", VALUE },
					     { CELL, "is", INLINE },
					     { INLINE, "t", INLINE_T },
					     { INLINE, "r", RUN },
					     { RUN, "t", RUN_T },
					     { 0 } };

struct merge {
	size_t top, bottom, left, right;
};

struct reading {
	const struct xlsx *x;
	struct grid *grid;
	bool look, seen;
	struct merge *merges; /* by their top row */
	size_t merge_count, merge_room, merge_at;

	size_t row;    /* being read */
	bool unsaid;   /* the row has no number of its own */
	size_t column; /* behind the last cell */
	char type[12];
	unsigned long style;
	bool formula, value, inlined;
	struct buf raw, text;
};

static const char *show_string(struct reading *r, const char *raw)
{
	xlsx_text(&r->text, raw);
	return ident_is_scientific(buf_str(&r->text)) ? number_scientific : NULL;
}

static const char *show_shared(struct reading *r, const char *raw)
{
	const struct xlsx_strings *from = &r->x->strings;
	unsigned long n;

	if (!xml_number(raw, UINT32_MAX, &n) || n >= from->count)
		return number_damaged;
	buf_text(&r->text, from->text.at + from->start[n]);
	return ident_is_scientific(buf_str(&r->text)) ? number_scientific : NULL;
}

static const char *show_number(struct reading *r, const char *raw)
{
	static const struct number_format plain;
	const struct xlsx_styles *from = &r->x->styles;

	return number_show(&r->text, raw,
			   r->style < from->count ? &from->formats[r->style] : &plain,
			   r->x->from_1904);
}

static const char *show(struct reading *r)
{
	const char *raw = buf_str(&r->raw), *type = r->type;

	raw += strcmp(type, "str") && !r->inlined ? strspn(raw, " \t\r\n") : 0;
	if (!strcmp(type, "str") || !strcmp(type, "inlineStr") || r->inlined)
		return show_string(r, raw);
	if (!*raw)
		return NULL;
	if (!strcmp(type, "s"))
		return show_shared(r, raw);
	if (!*type || !strcmp(type, "n"))
		return show_number(r, raw);
	if (!strcmp(type, "d"))
		return number_show_moment(&r->text, raw);
	buf_text(&r->text, !strcmp(type, "b") ? (xml_true(raw) ? "TRUE" : "FALSE") : raw);
	return !strcmp(type, "b") ? NULL : !strcmp(type, "e") ? grid_is_error : number_damaged;
}

static void end_cell(struct reading *r)
{
	bool unsaved =
		r->formula && !r->inlined && (!r->value || (!r->raw.len && strcmp(r->type, "str")));
	const char *problem = unsaved ? grid_no_result : show(r);

	grid_cell(r->grid, r->column, buf_str(&r->text), problem);
	r->column++;
}

/* ------------------------------------------------------------------------ rows */

static void fail(struct xml *x, const char *why)
{
	pack_damaged(why, x->e);
	xml_fail(x);
}

static void begin_row(struct xml *x, const char *const *attrs)
{
	struct reading *r = x->arg;
	const char *said = xml_attr(attrs, "r");
	unsigned long row = r->row + 1;

	r->unsaid = !said;
	r->column = 0;
	if ((said && !xml_number(said, ROWS_MOST, &row)) || row <= r->row || row > ROWS_MOST) {
		fail(x, "rows out of order");
		return;
	}
	r->row = row;
	grid_begin_row(r->grid, row);
}

/* Where a row has no number, its first cell's address may have it. */
static bool place_cell(struct reading *r, const char *said)
{
	size_t row;

	if (!said)
		return r->column < COLUMNS_MOST;
	if (!read_address(said, &r->column, &row))
		return false;
	if (r->unsaid && row > r->row) {
		if (r->grid->own)
			return false;
		r->row = row;
		grid_begin_row(r->grid, row);
	}
	return true;
}

static void begin_cell(struct xml *x, const char *const *attrs)
{
	struct reading *r = x->arg;
	const char *type = xml_attr(attrs, "t");

	if (!place_cell(r, xml_attr(attrs, "r"))) {
		fail(x, "no such cell address");
		return;
	}
	snprintf(r->type, sizeof r->type, "%s", type ? type : "");
	xml_number(xml_attr(attrs, "s"), UINT32_MAX, &r->style);
	r->formula = r->value = r->inlined = false;
	buf_clear(&r->raw);
	buf_clear(&r->text);
}

static void end_row(struct xml *x)
{
	struct reading *r = x->arg;

	while (r->merge_at < r->merge_count && r->merges[r->merge_at].top <= r->row) {
		const struct merge *m = &r->merges[r->merge_at++];

		if (m->top == r->row)
			grid_span(r->grid, m->left, m->right, m->bottom);
	}
	grid_end_row(r->grid);
	if (r->grid->full)
		xml_fail_large(x);
	else if (r->look && r->grid->rows)
		xml_stop(x);
}

static void begin(struct xml *x, int element, const char *const *attrs)
{
	struct reading *r = x->arg;

	r->seen = true;
	if (element == ROW)
		begin_row(x, attrs);
	else if (element == CELL)
		begin_cell(x, attrs);
	else if (element == FORMULA)
		r->formula = true;
	else if (element == VALUE)
		r->value = true;
	else if (element == INLINE)
		r->inlined = true;
}

static void text(struct xml *x, int element, const char *s, size_t len)
{
	struct reading *r = x->arg;
	bool wanted = element == VALUE || element == INLINE_T || element == RUN_T;

	if (wanted && r->raw.len < XLSX_RAW_MOST)
		buf_add(&r->raw, s, len);
}

static void end(struct xml *x, int element)
{
	if (element == CELL)
		end_cell(x->arg);
	else if (element == ROW)
		end_row(x);
}

/* ---------------------------------------------------------------- merged cells */

enum { MERGES = 2, MERGE };

static const struct xml_step merge_steps[] = { { XML_TOP, "worksheet", WORKSHEET },
					       { WORKSHEET, "mergeCells", MERGES },
					       { MERGES, "mergeCell", MERGE },
					       { 0 } };

static int by_top(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	if (x->top != y->top)
		return x->top < y->top ? -1 : 1;
	return (x->left > y->left) - (x->left < y->left);
}

static void add_merge(struct xml *x, int element, const char *const *attrs)
{
	struct reading *r = x->arg;
	const char *ref = element == MERGE ? xml_attr(attrs, "ref") : NULL;
	const char *colon = ref ? strchr(ref, ':') : NULL;
	struct merge m;

	if (!colon || !read_address(ref, &m.left, &m.top) ||
	    !read_address(colon + 1, &m.right, &m.bottom) || r->merge_count == MERGES_MOST)
		return;
	if (r->merge_count == r->merge_room) {
		r->merge_room = r->merge_room ? 2 * r->merge_room : 64;
		r->merges = mem_grow(r->merges, r->merge_room * sizeof *r->merges);
	}
	r->merges[r->merge_count++] = m;
}

static bool read_merges(struct reading *r, struct pack *p, int64_t at, struct err *e)
{
	struct xml x = { .steps = merge_steps, .arg = r, .begin = add_merge };

	if (!xml_read(&x, p, at, e))
		return false;
	if (r->merge_count)
		qsort(r->merges, r->merge_count, sizeof *r->merges, by_top);
	return true;
}

/* ----------------------------------------------------------------------- whole */

bool xlsx_rows(struct book *b, size_t sheet, struct grid *g, bool look, struct err *e)
{
	struct reading r = { .x = (const struct xlsx *)b, .grid = g, .look = look };
	struct xml x = { .steps = row_steps, .arg = &r, .begin = begin, .text = text, .end = end };
	int64_t at;
	bool ok = pack_need(b->pack, b->sheets[sheet].part, false, &at, e) &&
		  (look || read_merges(&r, b->pack, at, e)) && xml_read(&x, b->pack, at, e);

	if (ok && !r.seen)
		ok = pack_damaged("no worksheet", e);
	free(r.merges);
	buf_release(&r.raw);
	buf_release(&r.text);
	return ok;
}
