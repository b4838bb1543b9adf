/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LIST_PRIVATE_H
#define UI_LIST_PRIVATE_H

#include "ui/list.h"

/* Puts the rows that are shown in order. */
void list_sort(struct list *l);
bool list_is_marked(const struct list *l, int64_t id);
/* Takes the marks off rows that were there and are not any more. */
void list_unmark_gone(struct list *l, const struct rowset *before);

/* How well the row fits what was typed. */
int list_fit(const struct list *l, const void *row);
bool list_find_begin(struct view *v, struct err *e);
void list_find_add(struct list *l, const char *text, size_t len);
bool list_find_key(struct list *l, int key);
void list_find_end(struct list *l, bool keep);

void list_paint(struct view *v, int rows, int cols);
void list_about(struct view *v, struct buf *out);

#endif
