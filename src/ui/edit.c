/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "edit_private.h"

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
	e->cursor = edit_boundary(e, at + len);
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
		e->forgotten = true;
	}
	if (e->done_count == e->done_room) {
		e->done_room = e->done_room ? 2 * e->done_room : 16;
		e->done = mem_grow(e->done, e->done_room * sizeof *e->done);
	}
	e->done_at = e->done_count + 1;
	return &e->done[e->done_count++];
}

/* Typing on is one change; a word is where it ends. A longer piece was pasted. */
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
	bool typed = !cut && len <= 4;

	if (!cut && !len)
		return false;
	if (!typed || !join(e, at, cut, bytes, len)) {
		struct edit_change *c = new_change(e);

		*c = (struct edit_change){
			.at = at, .cut = cut, .len = len, .bytes = mem_alloc(cut + len + 1)
		};
		memcpy(c->bytes, edit_text(e) + at, cut);
		memcpy(c->bytes + cut, bytes, len);
	}
	e->typing = typed;
	apply(e, at, cut, bytes, len);
	return true;
}

static bool undo(struct edit *e)
{
	if (!e->done_at)
		return false;
	const struct edit_change *c = &e->done[--e->done_at];

	apply(e, c->at, c->len, c->bytes, c->cut);
	e->changed = e->done_at || e->forgotten;
	e->typing = false;
	return true;
}

static bool redo(struct edit *e)
{
	if (e->done_at == e->done_count)
		return false;
	const struct edit_change *c = &e->done[e->done_at++];

	apply(e, c->at, c->cut, c->bytes + c->cut, c->len);
	e->typing = false;
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

		step += !step; /* a NUL */
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

bool edit_replace(struct edit *e, size_t cut, const char *text, size_t len,
		  struct edit_report *report)
{
	struct buf bytes = { 0 }, rest = { 0 };
	size_t held;

	buf_text(&rest, edit_text(e));
	buf_splice(&rest, e->cursor - cut, cut, "", 0);
	held = text_count(buf_str(&rest));
	buf_release(&rest);
	*report = (struct edit_report){ .room = e->max > held ? e->max - held : 0 };
	/* a cell copied from a spreadsheet ends with a line break */
	while (!e->lines && len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	clean(e, text, len, &bytes, &report->dropped);
	bool fits = text_count(buf_str(&bytes)) <= report->room;

	if (fits)
		change(e, e->cursor - cut, cut, buf_str(&bytes), bytes.len);
	buf_release(&bytes);
	return fits;
}

bool edit_insert(struct edit *e, const char *text, size_t len, struct edit_report *report)
{
	return edit_replace(e, 0, text, len, report);
}

/* ------------------------------------------------------------------- acting */

/* Deletes what lies between the cursor and another place. */
static bool cut_to(struct edit *e, size_t to)
{
	size_t from = e->cursor < to ? e->cursor : to, end = e->cursor < to ? to : e->cursor;

	return change(e, from, end - from, "", 0);
}

static bool move_to(struct edit *e, size_t to)
{
	bool moved = to != e->cursor;

	e->cursor = to;
	e->column = -1;
	e->typing = false;
	return moved;
}

/* A column that Up or Down keeps to stays over a short row. */
static bool move_rows(struct edit *e, long step)
{
	size_t row;
	int column = e->column;

	if (column < 0)
		edit_where(e, &row, &column);
	if (!move_to(e, edit_row_target(e, step, column)))
		return false;
	e->column = column;
	return true;
}

bool edit_do(struct edit *e, enum edit_act act)
{
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
		return cut_to(e, edit_target(e, EDIT_LEFT));
	case EDIT_DELETE:
		return cut_to(e, edit_target(e, EDIT_RIGHT));
	case EDIT_KILL_WORD:
		return cut_to(e, edit_target(e, EDIT_WORD_LEFT));
	case EDIT_KILL_REST:
		return cut_to(e, edit_rest_of_line(e));
	case EDIT_KILL_ALL:
		e->cursor = 0;
		return cut_to(e, e->text.len);
	case EDIT_UNDO:
		return undo(e);
	case EDIT_REDO:
		return redo(e);
	default:
		return move_to(e, edit_target(e, act));
	}
}
