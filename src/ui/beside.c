/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/beside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/wrap.h"
#include "ui/key.h"
#include "ui/ui.h"

enum { MARGIN = 2 };

struct beside_part {
	enum style style;
	const char *text;
};

struct beside_row {
	size_t part, start, len;
};

void beside_title(struct beside *b, const char *title)
{
	b->title = arena_text(&b->arena, title);
}

void beside_add(struct beside *b, enum style style, const char *text)
{
	if (b->count == b->room) {
		b->room = b->room ? 2 * b->room : 32;
		b->parts = mem_grow(b->parts, b->room * sizeof *b->parts);
	}
	b->parts[b->count++] =
		(struct beside_part){ .style = style, .text = arena_text(&b->arena, text) };
	b->width = 0;
}

void beside_release(struct beside *b)
{
	arena_release(&b->arena);
	free(b->parts);
	free(b->rows);
	*b = (struct beside){ 0 };
}

void beside_clear(struct beside *b)
{
	beside_release(b);
}

/* ------------------------------------------------------------------- wrapping */

static void add_row(struct beside *b, size_t part, size_t start, size_t len)
{
	if (b->row_count == b->row_room) {
		b->row_room = b->row_room ? 2 * b->row_room : 64;
		b->rows = mem_grow(b->rows, b->row_room * sizeof *b->rows);
	}
	b->rows[b->row_count++] = (struct beside_row){ part, start, len };
}

/* What was on top before stays there, however the rows are cut anew. */
static void wrap_parts(struct beside *b, int width)
{
	struct beside_row top = { 0 };
	struct wrap wrap = { 0 };

	if (b->top < b->row_count)
		top = b->rows[b->top];
	b->row_count = 0;
	b->top = 0;
	b->width = width;
	for (size_t i = 0; i < b->count; i++) {
		const char *text = b->parts[i].text;

		wrap_text(&wrap, text, strlen(text), width);
		for (size_t row = 0; row < wrap.rows; row++) {
			if (i < top.part || (i == top.part && wrap.start[row] <= top.start))
				b->top = b->row_count;
			add_row(b, i, wrap.start[row], wrap_row_length(&wrap, row, text, width));
		}
	}
	wrap_release(&wrap);
}

/* ------------------------------------------------------------------- scrolling */

static void scroll(struct beside *b, long by)
{
	long last = (long)b->row_count - b->page, top = (long)b->top + by;

	if (top > last)
		top = last;
	b->top = top > 0 ? (size_t)top : 0;
}

bool beside_key(struct beside *b, int key)
{
	long all = (long)b->row_count, page = b->page > 1 ? b->page - 1 : 1;
	const struct {
		int key;
		long by;
	} steps[] = { { K_UP, -1 },     { K_DOWN, 1 },    { K_PGUP, -page },
		      { K_PGDN, page }, { K_HOME, -all }, { K_END, all } };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].key == key) {
			scroll(b, steps[i].by);
			return true;
		}
	return false;
}

/* -------------------------------------------------------------------- painting */

int beside_width(int cols)
{
	enum { BOTH = 80 };

	return cols < BOTH ? 0 : cols * 2 / 5;
}

/* The title, and which rows of how many are seen. */
static void paint_title(const struct beside *b, int row, int col, int width, bool here)
{
	struct buf part = { 0 };
	int used = 0;

	if ((int)b->row_count > b->page) {
		buf_printf(&part, "%zu-%zu/%zu", b->top + 1, b->top + (size_t)b->page,
			   b->row_count);
		used = text_width(buf_str(&part));
		term_paint(row, col + width - used, used, STYLE_DIM, buf_str(&part));
	}
	if (here)
		term_paint(row, col - MARGIN, 1, STYLE_STRONG, ">");
	term_paint(row, col, width - used - 1, STYLE_HEAD, b->title ? b->title : "");
	buf_release(&part);
}

void beside_paint(struct beside *b, int row, int col, int rows, int cols, bool here)
{
	int width = cols - MARGIN - 1;
	struct buf line = { 0 };

	if (b->width != width)
		wrap_parts(b, width);
	b->page = rows - 1;
	scroll(b, 0);
	paint_title(b, row, col + MARGIN, width, here);
	for (int i = 0; i < b->page && b->top + (size_t)i < b->row_count; i++) {
		const struct beside_row *r = &b->rows[b->top + (size_t)i];
		const struct beside_part *part = &b->parts[r->part];

		buf_clear(&line);
		buf_add(&line, part->text + r->start, r->len);
		term_paint(row + 1 + i, col + MARGIN, width, part->style, buf_str(&line));
	}
	buf_release(&line);
}
