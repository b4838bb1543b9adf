/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_CREDIT_LIST_H
#define SCREEN_CREDIT_LIST_H

#include "ui/ui.h"

/* What each mentor was at in this school year, and the credits of it. */
bool credit_list_open(struct ui *ui, struct err *e);

extern const struct action credit_list_actions[];

#endif
