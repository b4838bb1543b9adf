/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_PAGE_PRIVATE_H
#define BASE_PAGE_PRIVATE_H

#include "base/page.h"

/* A row's value as it stands on paper. */
void page_cell(const struct field *f, const void *row, struct buf *out);
/* The text without what no paper shows. */
void page_seen(struct buf *out, const char *text, size_t len);

void page_plain_heading(struct page *p, int level, const char *text);
void page_plain_text(struct page *p, const char *text, int indent);
void page_plain_line(struct page *p, const char *label, const char *text);
void page_plain_table(struct page *p, const struct rowset *set, const char *const *columns);
void page_plain_break(struct page *p);

#endif
