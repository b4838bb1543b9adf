/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text to be read where a window has room: paragraphs, one a line, each wrapped to the width. What
 * stands before a tab is the paragraph's label, and its later rows begin beneath what follows it.
 */
#ifndef UI_PARAGRAPH_H
#define UI_PARAGRAPH_H

#include "ui/term.h"

/* More cells than this in a row are hard to read. */
enum { PARAGRAPH_MOST = 76 };

int paragraph_rows(const char *text, int cells);
/* `rows` of them, those before `from` left out. */
void paragraph_paint(const char *text, enum style style, int row, int col, int rows, int cells,
		     int from);

#endif
