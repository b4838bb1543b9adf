/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_LIST_EXPORT_H
#define SCREEN_LIST_EXPORT_H

#include "ui/list.h"

/* What the list shows, its columns, rows and order, into a file. */
bool list_export_open(struct ui *ui, struct list *l, struct err *e);
extern const struct action list_export_actions[];

#endif
