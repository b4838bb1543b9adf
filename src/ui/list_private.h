/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LIST_PRIVATE_H
#define UI_LIST_PRIVATE_H

#include "ui/list.h"

/* Puts the rows that are shown in order. */
void list_sort(struct list *l);
bool list_is_marked(const struct list *l, int64_t id);

void list_paint(struct view *v, int rows, int cols);
void list_about(struct view *v, struct buf *out);

#endif
