/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of A4, set in type: letters, each on a page of its own, or plain text. */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include <cairo.h>
#include <pango/pangocairo.h>
#include <stdbool.h>

#include "base/mem.h"
#include "base/page.h"
#include "base/paper.h"

struct sheet {
	cairo_surface_t *surface;
	cairo_t *to;
	double y;      /* in points, from the top of the page */
	bool marked;   /* something stands on this page */
	size_t pages;  /* that are finished */
	size_t letter; /* counted from 1 */
	void (*runs_on)(size_t letter);
	struct buf lacking; /* characters that no typeface has, the first few */
	/* the letter at hand */
	struct sheet_line {
		enum letter_part part;
		PangoLayout *layout; /* NULL: a rule */
		double before, height;
	} * lines;
	size_t count, room;
};

/* False where there is no typeface with Chinese characters. `runs_on` is told which letters take
 * more than a page. */
bool sheet_begin(struct sheet *s, void (*runs_on)(size_t letter));
void sheet_letter(struct sheet *s);
void sheet_line(struct sheet *s, enum letter_part part, const char *text);
void sheet_plain(struct sheet *s, const char *text);
/* True where all of it was written. */
bool sheet_end(struct sheet *s);

#endif
