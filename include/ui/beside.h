/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pane of text to be read: paragraphs, wrapped to its width, scrolled by rows. It stands beside a
 * form (ui/form.h); it edits nothing.
 */
#ifndef UI_BESIDE_H
#define UI_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "ui/term.h"

/* Zeroed is ready. */
struct beside {
	struct arena arena;
	const char *title;
	struct beside_part *parts; /* paragraphs */
	size_t count, room;
	/* how it is shown */
	struct beside_row *rows;
	size_t row_count, row_room;
	int width; /* that the rows are wrapped to; 0: not yet */
	size_t top;
	int page; /* rows painted last */
};

void beside_title(struct beside *b, const char *title);
/* One more paragraph, which may have line breaks; "" is a blank row. */
void beside_add(struct beside *b, enum style style, const char *text);
void beside_clear(struct beside *b);
void beside_release(struct beside *b);

/* How many of a window's columns it gets beside a form; 0: there is no room for both. */
int beside_width(int cols);
/* `here`: the keys are its own. */
void beside_paint(struct beside *b, int row, int col, int rows, int cols, bool here);
/* Scrolls; false for a key that does not. */
bool beside_key(struct beside *b, int key);

#endif
