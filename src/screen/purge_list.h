/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_PURGE_LIST_H
#define SCREEN_PURGE_LIST_H

#include "ui/list.h"

/* Whose records are past their period, and how long that is. */
bool purge_list_show(struct view *v, struct err *e);
extern const struct action purge_list_actions[], retention_form_actions[];

#endif
