/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* More tabs nobody finds his way among; their names go to whoever asks for one. */
enum { SHEETS_MOST = 1000 };

void book_add(struct book *b, const char *name, const char *part, enum sheet_kind kind, bool hidden)
{
	if (b->count == SHEETS_MOST)
		return;
	if (b->count == b->room) {
		b->room = b->room ? 2 * b->room : 16;
		b->sheets = mem_grow(b->sheets, b->room * sizeof *b->sheets);
	}
	b->sheets[b->count++] = (struct book_sheet){ .name = arena_text(&b->arena, name),
						     .part = arena_text(&b->arena, part),
						     .kind = kind,
						     .hidden = hidden };
}

void book_release(struct book *b)
{
	free(b->sheets);
	arena_release(&b->arena);
}

/* ------------------------------------------------------------------- which one */

static bool refuse_kind(const struct book_sheet *s, struct err *e)
{
	struct buf shown = { 0 };

	text_quote(&shown, s->name);
	if (s->hidden)
		err_set(e, ERR_INVALID,
			_("The sheet \"%s\" is hidden: show it in the spreadsheet program and "
			  "save, "
			  "or name another one."),
			buf_str(&shown));
	else
		err_set(e, ERR_INVALID,
			_("The sheet \"%s\" is a chart or a macro and holds no rows: name another "
			  "one."),
			buf_str(&shown));
	buf_release(&shown);
	return false;
}

static bool refuse_name(const struct book *b, const char *asked, struct err *e)
{
	struct buf shown = { 0 }, names = { 0 };

	for (size_t i = 0; i < b->count && names.len < 200; i++) {
		if (b->sheets[i].hidden)
			continue;
		buf_text(&names, names.len ? _(", ") : "");
		text_quote(&names, b->sheets[i].name);
	}
	err_set(e, ERR_INVALID, _("There is no sheet \"%s\" in the workbook; it has: %s"),
		text_quote(&shown, asked), buf_str(&names));
	buf_release(&shown);
	buf_release(&names);
	return false;
}

/* The place among those not hidden, from 1; and what has the place, `count` when nothing. */
static size_t place_of(const struct book *b, size_t sheet)
{
	size_t place = 0;

	for (size_t i = 0; i <= sheet; i++)
		place += !b->sheets[i].hidden;
	return place;
}

static size_t at_place(const struct book *b, unsigned long place)
{
	size_t i = 0;

	while (i < b->count && (b->sheets[i].hidden || place_of(b, i) != place))
		i++;
	return i;
}

/* Exactly; else as one who types it means it; else by its place. */
static size_t find(const struct book *b, const char *asked)
{
	struct buf want = { 0 }, have = { 0 };
	size_t found = b->count;
	char *end;
	unsigned long place;

	for (size_t i = 0; found == b->count && i < b->count; i++)
		if (!strcmp(b->sheets[i].name, asked))
			found = i;
	text_fold(&want, asked);
	for (size_t i = 0; found == b->count && want.len && i < b->count; i++) {
		buf_clear(&have);
		text_fold(&have, b->sheets[i].name);
		if (!strcmp(buf_str(&have), buf_str(&want)))
			found = i;
	}
	place = strtoul(buf_str(&want), &end, 10);
	if (found == b->count && want.len && !*end)
		found = at_place(b, place);
	buf_release(&want);
	buf_release(&have);
	return found;
}

/* The first that has rows. */
static bool look(struct book *b, const struct book_format *format, size_t *chosen, struct err *e)
{
	static struct grid g;

	*chosen = b->count;
	for (size_t i = 0; i < b->count && *chosen == b->count; i++) {
		bool ok;

		if (b->sheets[i].hidden || b->sheets[i].kind != SHEET_ROWS)
			continue;
		grid_begin(&g, NULL);
		ok = format->rows(b, i, &g, true, e);
		if (ok && g.rows)
			*chosen = i;
		grid_release(&g);
		if (!ok)
			return false;
	}
	return *chosen < b->count ||
	       err_set(e, ERR_INVALID, "%s",
		       _("No visible sheet of the workbook holds a row: save the table to it once "
			 "more."));
}

static bool choose(struct book *b, const struct book_format *format, const char *asked,
		   size_t *chosen, struct err *e)
{
	const struct book_sheet *s;

	if (!asked || !*asked)
		return look(b, format, chosen, e);
	*chosen = find(b, asked);
	if (*chosen == b->count)
		return refuse_name(b, asked, e);
	s = &b->sheets[*chosen];
	return (!s->hidden && s->kind == SHEET_ROWS) || refuse_kind(s, e);
}

/* --------------------------------------------------------------------- writing */

static void write_sheets(const struct book *b, size_t chosen, FILE *out)
{
	for (size_t i = 0; i < b->count; i++) {
		if (b->sheets[i].hidden)
			continue;
		frame_begin(out, 'I');
		frame_cell(out, "sheet");
		frame_cell(out, b->sheets[i].name);
		frame_end(out);
	}
	frame_begin(out, 'I');
	frame_cell(out, "chosen");
	frame_number(out, place_of(b, chosen));
	frame_end(out);
}

bool book_write(struct book *b, const struct book_format *format, const char *asked, FILE *out,
		struct err *e)
{
	static struct grid g;
	struct buf shown = { 0 };
	size_t chosen;
	bool ok;

	if (!choose(b, format, asked, &chosen, e))
		return false;
	write_sheets(b, chosen, out);
	grid_begin(&g, out);
	ok = format->rows(b, chosen, &g, false, e);
	if (ok && !g.rows)
		ok = err_set(e, ERR_INVALID,
			     _("The sheet \"%s\" holds blank rows only: name another one, or save "
			       "the table to it once more."),
			     text_quote(&shown, b->sheets[chosen].name));
	if (ok) {
		frame_begin(out, 'Z');
		frame_number(out, g.rows);
		frame_end(out);
	}
	grid_release(&g);
	buf_release(&shown);
	return ok;
}
