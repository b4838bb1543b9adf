/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_LIST_ROWS_H
#define SCREEN_LIST_ROWS_H

#include "ui/list.h"

/* The rows that a run told, or a file has, as those of a list, numbered from 1. Their text stays
 * where it is, which has to live as long as the list or until that is read again. */
void list_put_rows(struct list *l, const struct rowset *rows);

#endif
