/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages to print: one HTML file in itself, laid out for A4, that every browser prints as it is.
 * Nothing in it is fetched, and nothing in it runs.
 */
#ifndef BASE_PAGE_H
#define BASE_PAGE_H

#include "base/mem.h"
#include "base/rowset.h"

struct page {
	struct buf out; /* the file, once it is ended */
};

/* All texts are plain; what HTML would read in them is escaped. */
void page_begin(struct page *p, const char *title);
void page_heading(struct page *p, int level, const char *text); /* 1 to 3 */
void page_text(struct page *p, const char *text);               /* a paragraph for each line */
void page_note(struct page *p, const char *text);               /* the same, small: a definition */
/* A name and its value, a line. */
void page_line(struct page *p, const char *label, const char *text);
/* The named columns (ended by NULL), as people read them; the header comes again on every page. */
void page_table(struct page *p, const struct rowset *set, const char *const *columns);
void page_break(struct page *p);
void page_end(struct page *p);
void page_release(struct page *p);

#endif
