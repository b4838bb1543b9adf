/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text being edited: UTF-8, a cursor between grapheme clusters, undo, soft wrap. It knows neither
 * keys nor the terminal.
 */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/wrap.h"

enum edit_act {
	EDIT_LEFT,
	EDIT_RIGHT,
	EDIT_WORD_LEFT,
	EDIT_WORD_RIGHT,
	EDIT_UP, /* and the next six by rows as they are shown */
	EDIT_DOWN,
	EDIT_PAGE_UP,
	EDIT_PAGE_DOWN,
	EDIT_ROW_HOME,
	EDIT_ROW_END,
	EDIT_TOP,
	EDIT_BOTTOM,
	EDIT_NEWLINE, /* from here on the text changes */
	EDIT_BACKSPACE,
	EDIT_DELETE,
	EDIT_KILL_WORD, /* the one before the cursor */
	EDIT_KILL_REST, /* of the line */
	EDIT_KILL_ALL,
	EDIT_UNDO,
	EDIT_REDO,
};

struct edit_change;

struct edit {
	struct buf text;
	size_t cursor; /* bytes */
	bool lines;    /* may hold line breaks */
	size_t max;    /* characters */
	bool changed;
	/* how it is shown */
	struct wrap wrap;
	int width, page;
	int column;    /* that Up and Down keep to; -1: the cursor's own */
	size_t window; /* of one line: the first byte shown */
	/* what was done, and how much of it stands */
	struct edit_change *done;
	size_t done_count, done_at, done_room;
	bool forgotten; /* some of it, so that undoing does not lead to the beginning */
	bool typing;    /* the next character typed joins the last change */
};

/* Zeroed is ready to be released. */
void edit_init(struct edit *e, const char *text, bool lines, size_t max);
void edit_release(struct edit *e);

const char *edit_text(const struct edit *e);
bool edit_changed(const struct edit *e); /* since edit_init */

struct edit_report {
	size_t dropped; /* control and invisible characters left out */
	size_t room;    /* characters that would have fitted */
};
/*
 * Typed or pasted text, at the cursor, as one change. Line breaks of all kinds become \n, or a
 * blank where there are no lines; tabs become a blank. False, and nothing inserted, where it does
 * not fit.
 */
bool edit_insert(struct edit *e, const char *text, size_t len, struct edit_report *report);
/* The same in place of so many bytes before the cursor. */
bool edit_replace(struct edit *e, size_t cut, const char *text, size_t len,
		  struct edit_report *report);
/* False when it had no effect. */
bool edit_do(struct edit *e, enum edit_act act);

/* Many lines: wraps to the width, `page` rows being shown at a time. */
void edit_layout(struct edit *e, int width, int page);
/* Row and cell of the cursor. */
void edit_where(const struct edit *e, size_t *row, int *column);
/* One line in so many cells: what is shown of it, and the cursor's cell. */
void edit_window(struct edit *e, int width, size_t *from, size_t *len, int *column);

#endif
