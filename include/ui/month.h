/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month to choose a day in, over the screen that asked. */
#ifndef UI_MONTH_H
#define UI_MONTH_H

#include "ui/ui.h"

/* Begins with *day, a day number. False for Esc: left as it was. */
bool month_pick(struct ui *ui, int *day);

#endif
