/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of one record. */
#ifndef SCREEN_HISTORY_LIST_H
#define SCREEN_HISTORY_LIST_H

#include "ui/list.h"

/* Of what the cursor is on, in any list that says of which table its rows are. */
bool history_show(struct view *v, struct err *e);

extern const struct action history_list_actions[];

#endif
