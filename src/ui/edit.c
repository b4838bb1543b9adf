/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* `cut` bytes at `at` were replaced by `len` others; one block of memory holds both. */
struct edit_change {
	size_t at, cut, len;
	char *bytes; /* what was cut, then what came */
};

enum { DONE_MOST = 1000 };

void edit_init(struct edit *e, const char *text, bool lines, size_t max)
{
	*e = (struct edit){ .lines = lines, .max = max, .column = -1, .width = 40, .page = 10 };
	buf_text(&e->text, text);
	e->cursor = e->text.len;
	edit_layout(e, e->width, e->page);
}

static void forget(struct edit *e, size_t from)
{
	for (size_t i = from; i < e->done_count; i++)
		free(e->done[i].bytes);
	e->done_count = from;
}

void edit_release(struct edit *e)
{
	forget(e, 0);
	free(e->done);
	buf_release(&e->text);
	wrap_release(&e->wrap);
	*e = (struct edit){ 0 };
}

const char *edit_text(const struct edit *e)
{
	return buf_str(&e->text);
}

bool edit_changed(const struct edit *e)
{
	return e->changed;
}

/* ----------------------------------------------------------------- changing */

static void apply(struct edit *e, size_t at, size_t cut, const char *bytes, size_t len)
{
	buf_splice(&e->text, at, cut, bytes, len);
	e->cursor = at + len;
	e->changed = true;
	e->column = -1;
	edit_layout(e, e->width, e->page);
}

static struct edit_change *new_change(struct edit *e)
{
	forget(e, e->done_at);
	if (e->done_count == DONE_MOST) { /* the oldest half goes */
		size_t half = DONE_MOST / 2;

		for (size_t i = 0; i < half; i++)
			free(e->done[i].bytes);
		memmove(e->done, e->done + half, (DONE_MOST - half) * sizeof *e->done);
		e->done_count -= half;
	}
	if (e->done_count == e->done_room) {
		e->done_room = e->done_room ? 2 * e->done_room : 16;
		e->done = mem_grow(e->done, e->done_room * sizeof *e->done);
	}
	e->done_at = e->done_count + 1;
	return &e->done[e->done_count++];
}

/* Typing on is one change; a word is where it ends. */
static bool join(struct edit *e, size_t at, size_t cut, const char *bytes, size_t len)
{
	struct edit_change *last = e->done_at ? &e->done[e->done_at - 1] : NULL;

	if (!e->typing || !last || cut || last->cut || last->at + last->len != at ||
	    *bytes == ' ' || *bytes == '\n')
		return false;
	forget(e, e->done_at);
	last->bytes = mem_grow(last->bytes, last->len + len);
	memcpy(last->bytes + last->len, bytes, len);
	last->len += len;
	return true;
}

static bool change(struct edit *e, size_t at, size_t cut, const char *bytes, size_t len)
{
	if (!cut && !len)
		return false;
	if (!join(e, at, cut, bytes, len)) {
		struct edit_change *c = new_change(e);

		*c = (struct edit_change){
			.at = at, .cut = cut, .len = len, .bytes = mem_alloc(cut + len + 1)
		};
		memcpy(c->bytes, edit_text(e) + at, cut);
		memcpy(c->bytes + cut, bytes, len);
	}
	e->typing = !cut && len <= 4;
	apply(e, at, cut, bytes, len);
	return true;
}

static bool undo(struct edit *e)
{
	if (!e->done_at)
		return false;
	const struct edit_change *c = &e->done[--e->done_at];

	apply(e, c->at, c->len, c->bytes, c->cut);
	return true;
}

static bool redo(struct edit *e)
{
	if (e->done_at == e->done_count)
		return false;
	const struct edit_change *c = &e->done[e->done_at++];

	apply(e, c->at, c->cut, c->bytes + c->cut, c->len);
	return true;
}

/* ---------------------------------------------------------------- inserting */

/* Characters that would have to be spelled out on the screen cannot have been meant. */
static bool is_visible(uint32_t cp, struct buf *scratch)
{
	struct buf plain = { 0 };
	bool same;

	buf_clear(scratch);
	text_show_cp(scratch, cp);
	text_encode(&plain, cp);
	same = !strcmp(buf_str(scratch), buf_str(&plain));
	buf_release(&plain);
	return same;
}

static void clean(const struct edit *e, const char *text, size_t len, struct buf *out,
		  size_t *dropped)
{
	struct buf scratch = { 0 };
	size_t step;

	for (size_t at = 0; at < len; at += step) {
		uint32_t cp = text_decode(text + at, &step);

		if (cp == '\r' && at + 1 < len && text[at + 1] == '\n')
			continue;
		if (cp == '\r' || cp == '\n')
			buf_char(out, e->lines ? '\n' : ' ');
		else if (cp == '\t')
			buf_char(out, ' ');
		else if (cp < 0x7F && cp >= ' ')
			buf_char(out, (char)cp);
		else if (cp != UINT32_MAX && cp && is_visible(cp, &scratch))
			text_encode(out, cp);
		else
			++*dropped;
	}
	buf_release(&scratch);
}

bool edit_insert(struct edit *e, const char *text, size_t len, struct edit_report *report)
{
	struct buf bytes = { 0 };
	size_t held = text_count(edit_text(e));

	*report = (struct edit_report){ .room = e->max > held ? e->max - held : 0 };
	/* a cell copied from a spreadsheet ends with a line break */
	while (!e->lines && len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	clean(e, text, len, &bytes, &report->dropped);
	bool fits = text_count(buf_str(&bytes)) <= report->room;

	if (fits)
		change(e, e->cursor, 0, buf_str(&bytes), bytes.len);
	buf_release(&bytes);
	return fits;
}

/* ------------------------------------------------------------------- moving */

static size_t next(const struct edit *e, size_t at)
{
	return text_next(edit_text(e), e->text.len, at);
}

static size_t prev(const struct edit *e, size_t at)
{
	return text_prev(edit_text(e), e->text.len, at);
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

static size_t line_end(const struct edit *e)
{
	const char *nl = memchr(edit_text(e) + e->cursor, '\n', e->text.len - e->cursor);

	return nl ? (size_t)(nl - e->text.at) : e->text.len;
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

static bool move_rows(struct edit *e, long step)
{
	size_t row;
	int column;

	edit_where(e, &row, &column);
	if (e->column >= 0)
		column = e->column;
	long to = (long)row + step, last = (long)e->wrap.rows - 1;

	to = to < 0 ? 0 : to > last ? last : to;
	if (!e->lines || to == (long)row)
		return false;
	e->cursor = at_column(e, (size_t)to, column);
	e->column = column;
	return true;
}

static bool move_to(struct edit *e, size_t to)
{
	bool moved = to != e->cursor;

	e->cursor = to;
	e->column = -1;
	e->typing = false;
	return moved;
}

static size_t target(const struct edit *e, enum edit_act act)
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

bool edit_do(struct edit *e, enum edit_act act)
{
	size_t at = e->cursor;

	switch (act) {
	case EDIT_UP:
	case EDIT_DOWN:
		return move_rows(e, act == EDIT_UP ? -1 : 1);
	case EDIT_PAGE_UP:
	case EDIT_PAGE_DOWN:
		return move_rows(e, act == EDIT_PAGE_UP ? -e->page : e->page);
	case EDIT_NEWLINE:
		return edit_insert(e, "\n", 1, &(struct edit_report){ 0 });
	case EDIT_BACKSPACE:
		return change(e, prev(e, at), at - prev(e, at), "", 0);
	case EDIT_DELETE:
		return change(e, at, next(e, at) - at, "", 0);
	case EDIT_KILL_WORD:
		return change(e, word_left(e), at - word_left(e), "", 0);
	case EDIT_KILL_REST:
		return change(e, at, (at == line_end(e) ? next(e, at) : line_end(e)) - at, "", 0);
	case EDIT_KILL_ALL:
		return change(e, 0, e->text.len, "", 0);
	case EDIT_UNDO:
		return undo(e);
	case EDIT_REDO:
		return redo(e);
	default:
		return move_to(e, target(e, act));
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

	if (e->window > e->cursor || e->window > e->text.len)
		e->window = e->cursor;
	/* one cell is kept for a cursor at the end */
	while (text_width_n(text + e->window, e->cursor - e->window) >= width)
		e->window = next(e, e->window);
	*from = e->window;
	*len = text_fit(text + e->window, width, &used);
	*column = text_width_n(text + e->window, e->cursor - e->window);
}
