/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_PEOPLE_LIST_H
#define SCREEN_PEOPLE_LIST_H

#include "ui/ui.h"

/* Everybody, to be found from wherever one is. */
bool people_list_show(struct view *v, struct err *e);

extern const struct action people_list_actions[];

#endif
