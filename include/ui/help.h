/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of actions, made from their rows: the help of a screen, and the menu of all places. */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "ui/ui.h"

/* Every key that has an effect in the view. */
bool help_open(struct view *v, struct err *e);
/* The actions of a table, to be chosen from; the chosen one is run on the view below. */
bool menu_open(struct view *v, const struct action *table, struct err *e);

/* What can be done in these lists, and in the palette (ui/palette.h). */
extern const struct action help_actions[];

#endif
