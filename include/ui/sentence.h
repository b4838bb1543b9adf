/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence said to whoever sits there, whole: in as many rows as it takes. */
#ifndef UI_SENTENCE_H
#define UI_SENTENCE_H

#include "ui/term.h"

int sentence_rows(const char *text, int cells);
/* From `row` on. */
void sentence_paint(const char *text, enum style style, int row, int col, int cells);
/* Ends in this row and takes rows above it as well where it is long. Returns its first row. */
int sentence_paint_up(const char *text, enum style style, int row, int cols);

#endif
