/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/paragraph.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/wrap.h"

/* One paragraph: its label, and the rest in rows. */
struct part {
	const char *label, *text;
	size_t label_len, text_len;
	int hang, cells; /* where the rows begin, and how wide they are */
	struct wrap wrap;
};

/* The paragraph at `text`; returns the next one, NULL behind the last. */
static const char *cut(struct part *p, const char *text, int cells)
{
	size_t len = strcspn(text, "\n"), label = strcspn(text, "\t\n");

	p->label = text;
	p->label_len = label < len ? label : 0;
	p->text = label < len ? text + label + 1 : text;
	p->text_len = len - (size_t)(p->text - text);
	p->hang = text_width_n(text, p->label_len);
	p->cells = cells - p->hang;
	wrap_text(&p->wrap, p->text, p->text_len, p->cells);
	return text[len] && text[len + 1] ? text + len + 1 : NULL;
}

int paragraph_rows(const char *text, int cells)
{
	struct part p = { 0 };
	int rows = 0;

	while (text && *text) {
		text = cut(&p, text, cells);
		rows += (int)p.wrap.rows;
	}
	wrap_release(&p.wrap);
	return rows;
}

static void paint_row(const struct part *p, size_t i, enum style style, int row, int col)
{
	struct buf line = { 0 };

	if (i == 0 && p->label_len) {
		buf_add(&line, p->label, p->label_len);
		term_paint(row, col, p->hang, style, buf_str(&line));
		buf_clear(&line);
	}
	buf_add(&line, p->text + p->wrap.start[i], wrap_row_length(&p->wrap, i, p->text, p->cells));
	term_paint(row, col + p->hang, p->cells, style, buf_str(&line));
	buf_release(&line);
}

void paragraph_paint(const char *text, enum style style, int row, int col, int rows, int cells,
		     int from)
{
	struct part p = { 0 };
	int at = 0;

	while (text && *text) {
		text = cut(&p, text, cells);
		for (size_t i = 0; i < p.wrap.rows; i++, at++)
			if (at >= from && at < from + rows)
				paint_row(&p, i, style, row + at - from, col);
	}
	wrap_release(&p.wrap);
}
