/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cursor goes, and where it is on the screen. */
#include <string.h>

#include "base/text.h"
#include "edit_private.h"

static size_t next(const struct edit *e, size_t at)
{
	return text_next(edit_text(e), e->text.len, at);
}

static size_t prev(const struct edit *e, size_t at)
{
	return text_prev(edit_text(e), e->text.len, at);
}

size_t edit_boundary(const struct edit *e, size_t at)
{
	size_t end = at ? next(e, prev(e, at)) : 0;

	return end > at ? end : at;
}

static bool blank(const struct edit *e, size_t at)
{
	return at < e->text.len && (e->text.at[at] == ' ' || e->text.at[at] == '\n');
}

/* A word here is what stands between blanks; in Chinese, which has none, a sentence's part. */
static bool word_end(const struct edit *e, size_t at)
{
	static const char *const stops = "，。！？；：、,.!?;:";
	size_t len;

	if (at >= e->text.len || blank(e, at))
		return true;
	text_decode(e->text.at + at, &len);
	for (const char *s = stops; *s;) {
		size_t step;

		text_decode(s, &step);
		if (step == len && !memcmp(s, e->text.at + at, len))
			return true;
		s += step;
	}
	return false;
}

static size_t word_left(const struct edit *e)
{
	size_t at = e->cursor;

	while (at && word_end(e, prev(e, at)))
		at = prev(e, at);
	while (at && !word_end(e, prev(e, at)))
		at = prev(e, at);
	return at;
}

static size_t word_right(const struct edit *e)
{
	size_t at = e->cursor;

	while (at < e->text.len && !word_end(e, at))
		at = next(e, at);
	while (at < e->text.len && word_end(e, at))
		at = next(e, at);
	return at;
}

/* At its end already: the line break too, so that lines are joined. */
size_t edit_rest_of_line(const struct edit *e)
{
	const char *end = memchr(edit_text(e) + e->cursor, '\n', e->text.len - e->cursor);
	size_t to = end ? (size_t)(end - e->text.at) : e->text.len;

	return to == e->cursor ? next(e, to) : to;
}

/* The last place in a row where the cursor may stand: before its line break, or before its last
 * cluster where the text goes on in the next row. */
static size_t row_last(const struct edit *e, size_t row)
{
	size_t end = e->wrap.start[row + 1];

	return row + 1 < e->wrap.rows ? prev(e, end) : end;
}

static size_t at_column(const struct edit *e, size_t row, int column)
{
	size_t at = e->wrap.start[row], last = row_last(e, row);
	int used = 0;

	while (at < last) {
		size_t to = next(e, at);

		used += text_width_n(e->text.at + at, to - at);
		if (used > column)
			break;
		at = to;
	}
	return at;
}

size_t edit_row_target(const struct edit *e, long step, int column)
{
	size_t row;
	int at;
	long to, last = (long)e->wrap.rows - 1;

	edit_where(e, &row, &at);
	to = (long)row + step;
	to = to < 0 ? 0 : to > last ? last : to;
	return to == (long)row ? e->cursor : at_column(e, (size_t)to, column);
}

size_t edit_target(const struct edit *e, enum edit_act act)
{
	size_t row;
	int column;

	edit_where(e, &row, &column);
	switch (act) {
	case EDIT_LEFT:
		return prev(e, e->cursor);
	case EDIT_RIGHT:
		return next(e, e->cursor);
	case EDIT_WORD_LEFT:
		return word_left(e);
	case EDIT_WORD_RIGHT:
		return word_right(e);
	case EDIT_ROW_HOME:
		return e->wrap.start[row];
	case EDIT_ROW_END:
		return row_last(e, row);
	case EDIT_TOP:
		return 0;
	default:
		return e->text.len;
	}
}

/* ------------------------------------------------------------------ showing */

void edit_layout(struct edit *e, int width, int page)
{
	e->width = width;
	e->page = page;
	wrap_text(&e->wrap, edit_text(e), e->text.len, e->lines ? width : 1 << 28);
}

void edit_where(const struct edit *e, size_t *row, int *column)
{
	size_t low = 0, high = e->wrap.rows;

	while (high - low > 1) { /* the last row that starts at or before the cursor */
		size_t middle = (low + high) / 2;

		if (e->wrap.start[middle] <= e->cursor)
			low = middle;
		else
			high = middle;
	}
	*row = low;
	*column = text_width_n(edit_text(e) + e->wrap.start[low], e->cursor - e->wrap.start[low]);
}

void edit_window(struct edit *e, int width, size_t *from, size_t *len, int *column)
{
	const char *text = edit_text(e);
	int used;

	if (width < 1) { /* no room, not even for the cursor */
		*from = e->cursor;
		*len = 0;
		*column = 0;
		return;
	}
	if (e->window > e->cursor)
		e->window = e->cursor;
	/* what was deleted at the end lets the beginning come back */
	while (e->window && text_width(text + prev(e, e->window)) < width)
		e->window = prev(e, e->window);
	/* one cell is kept for a cursor at the end */
	while (text_width_n(text + e->window, e->cursor - e->window) >= width)
		e->window = next(e, e->window);
	*from = e->window;
	*len = text_fit(text + e->window, width, &used);
	*column = text_width_n(text + e->window, e->cursor - e->window);
}
