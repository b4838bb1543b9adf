/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sentence.h"

#include <string.h>

#include "base/mem.h"
#include "base/wrap.h"

int sentence_rows(const char *text, int cells)
{
	struct wrap wrap = { 0 };
	int rows;

	wrap_text(&wrap, text, strlen(text), cells);
	rows = (int)wrap.rows;
	wrap_release(&wrap);
	return rows;
}

void sentence_paint(const char *text, enum style style, int row, int col, int cells)
{
	struct wrap wrap = { 0 };
	struct buf line = { 0 };

	wrap_text(&wrap, text, strlen(text), cells);
	for (size_t i = 0; i < wrap.rows; i++) {
		buf_clear(&line);
		buf_add(&line, text + wrap.start[i], wrap_row_length(&wrap, i, text, cells));
		term_paint(row + (int)i, col, cells, style, buf_str(&line));
	}
	buf_release(&line);
	wrap_release(&wrap);
}

int sentence_paint_up(const char *text, enum style style, int row, int cols)
{
	int rows = sentence_rows(text, cols - 2);

	for (int i = 0; i < rows; i++)
		term_fill(row - i, STYLE_TEXT);
	row -= rows - 1;
	sentence_paint(text, style, row, 1, cols - 2);
	return row;
}
