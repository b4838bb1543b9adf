/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The school year: its key dates in a list, its rules in a form. */
#ifndef SCREEN_YEAR_H
#define SCREEN_YEAR_H

#include <stdbool.h>

#include "ui/ui.h"

/* Ctrl-Y. */
bool year_list_show(struct view *v, struct err *e);

extern const struct action year_list_actions[];

#endif
