/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages to print: one HTML file in itself, laid out for A4, that every browser prints as it is.
 * Nothing in it is fetched, and nothing in it runs. The same calls make the plain text that goes to
 * a printer that takes no HTML.
 */
#ifndef BASE_PAGE_H
#define BASE_PAGE_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/rowset.h"

struct page {
	struct buf out; /* the file, once it is ended; what is taken out of it before is written */
	/* private */
	bool plain, fresh; /* text and not HTML; nothing on this page yet */
	bool across;       /* what stands since the last break lies across */
	size_t start;      /* where that begins in `out` */
};

/* Of plain text: an A4 sheet of a printer of 10 signs an inch, 6 lines an inch. */
enum { PAGE_COLUMNS = 76 };

/* All texts are plain; what HTML would read in them is escaped. `style`: more CSS; NULL: none. */
void page_begin(struct page *p, const char *title);
void page_begin_styled(struct page *p, const char *title, const char *style);
void page_begin_plain(struct page *p);                          /* a form feed between pages */
void page_heading(struct page *p, int level, const char *text); /* 1 to 3 */
void page_text(struct page *p, const char *text);               /* a paragraph for each line */
void page_note(struct page *p, const char *text);               /* the same, small: a definition */
/* A name and its value, a line. */
void page_line(struct page *p, const char *label, const char *text);
/* The named columns (ended by NULL), as people read them; the header comes again on every page.
 * Where one is too wide for it, all between two breaks lies across the paper: a heading stays with
 * it. */
void page_table(struct page *p, const struct rowset *set, const char *const *columns);
void page_break(struct page *p);
void page_end(struct page *p);
void page_release(struct page *p);

/* What HTML shows as that text, also within an attribute's quotes. No control character and no mark
 * that turns the direction of writing comes through. */
void page_escape(struct buf *out, const char *text);

#endif
