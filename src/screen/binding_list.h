/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_BINDING_LIST_H
#define SCREEN_BINDING_LIST_H

#include "ui/ui.h"

/* Every action with its keys, which can be made others. A place. */
bool binding_list_show(struct view *v, struct err *e);

extern const struct action binding_list_actions[];

#endif
