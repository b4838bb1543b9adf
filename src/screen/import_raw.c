/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a file, cell by cell. */
#include <stdio.h>

#include "base/text.h"
#include "import_report.h"
#include "model/import_preview.h"

enum { NUMBER = 5, GAP = 2, LEAST = 3, MOST = 14, FEW_ROWS = 3, MANY_ROWS = 5 };

struct raw {
	const struct import_preview *p;
	size_t from, count; /* rows of the file that are shown */
	size_t first;       /* column */
	size_t at;          /* column at the cursor */
	int cols;
};

static const char *cell_of(const struct raw *r, size_t row, size_t column)
{
	const struct import_raw_row *raw = &r->p->rows[r->from + row];

	return column < raw->count ? raw->cell[column] : "";
}

static int width_of(const struct raw *r, size_t column)
{
	int widest = LEAST;

	for (size_t i = 0; i < r->count; i++) {
		struct buf shown = { 0 };
		int width;

		text_show(&shown, cell_of(r, i, column));
		width = text_width(buf_str(&shown));
		widest = width > widest ? width : widest;
		buf_release(&shown);
	}
	return widest < MOST ? widest : MOST;
}

/* The header stays in view with what stands above it, if there is room for that. */
static void choose_rows(struct raw *r, int rows)
{
	size_t most = (size_t)(rows > MANY_ROWS + 1 ? MANY_ROWS : FEW_ROWS), header = 0;

	while (header < r->p->row_count && r->p->header > 0 &&
	       r->p->rows[header].number != (size_t)r->p->header)
		header++;
	if (header == r->p->row_count)
		header = 0;
	r->from = header && most > FEW_ROWS ? header - 1 : header;
	r->count = r->p->row_count - r->from < most ? r->p->row_count - r->from : most;
}

/* Scrolled sideways until the column at the cursor is whole. */
static void choose_columns(struct raw *r)
{
	int end = NUMBER;

	r->first = r->at;
	end += width_of(r, r->at);
	while (r->first > 0) {
		end += GAP + width_of(r, r->first - 1);
		if (end > r->cols)
			return;
		r->first--;
	}
}

static int paint_column(const struct raw *r, size_t column, int y, int x)
{
	const struct import_column *c = rowset_at(&r->p->columns, column);
	int width = width_of(r, column), cells = width < r->cols - x ? width : r->cols - x;
	bool here = column == r->at;

	/* a mark, because a look alone is lost on some terminals */
	if (here)
		term_paint(y, x - 1, 1, STYLE_STRONG, ">");
	term_paint(y, x, cells, here ? STYLE_STRONG : STYLE_HEAD, c->column);
	for (size_t i = 0; i < r->count; i++) {
		struct buf shown = { 0 }, cut = { 0 };
		bool header = (int64_t)r->p->rows[r->from + i].number == r->p->header;

		text_show(&shown, cell_of(r, i, column));
		text_pad(&cut, buf_str(&shown), cells, false);
		term_paint(y + 1 + (int)i, x, cells,
			   header ? STYLE_HEAD
			   : here ? STYLE_STRONG
				  : STYLE_TEXT,
			   buf_str(&cut));
		buf_release(&shown);
		buf_release(&cut);
	}
	return x + width + GAP;
}

int import_raw_paint(const struct import_preview *p, size_t at, int y, int rows, int cols)
{
	struct raw r = { .p = p, .at = at, .cols = cols };
	int x = NUMBER;

	if (rows < FEW_ROWS + 1 || !p->columns.count || !p->row_count)
		return 0;
	choose_rows(&r, rows);
	choose_columns(&r);
	for (size_t i = 0; i < r.count; i++) {
		char number[24];

		snprintf(number, sizeof number, "%*zu", NUMBER - GAP, p->rows[r.from + i].number);
		term_paint(y + 1 + (int)i, 0, NUMBER - 1, STYLE_DIM, number);
	}
	for (size_t i = r.first; i < p->columns.count && x + LEAST <= cols; i++)
		x = paint_column(&r, i, y, x);
	/* a blank row below, where there is one to spare */
	return (int)r.count + 1 + ((int)r.count + 1 < rows);
}
