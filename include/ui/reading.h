/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page to be read: paragraphs, wrapped to the window and scrolled. A screen says which. */
#ifndef UI_READING_H
#define UI_READING_H

#include "ui/beside.h"
#include "ui/ui.h"

struct reading;

struct reading_class {
	/* Adds the heading and the paragraphs to r->text, which is empty. */
	bool (*load)(struct reading *r, struct err *e);
	void (*title)(const struct reading *r, struct buf *out);
	void (*about)(const struct reading *r, struct buf *out);
};

struct reading {
	struct view view; /* first: a reading is a view */
	const struct reading_class *class;
	struct beside text;
};

/* A view of so many bytes, at least a struct reading. */
void *reading_new(size_t size, struct ui *ui, const struct reading_class *class,
		  const struct action *actions);
/* A paragraph for each line. */
void reading_add_lines(struct reading *r, const char *lines);

/* What can be done in every one. */
extern const struct action reading_actions[];

#endif
