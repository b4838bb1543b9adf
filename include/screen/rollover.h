/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one school year to the next: a form for the choices, a dry run with every change, the
 * roll-over itself, and its undoing. */
#ifndef SCREEN_ROLLOVER_H
#define SCREEN_ROLLOVER_H

#include "ui/ui.h"

bool rollover_open(struct ui *ui, struct err *e);

extern const struct action rollover_form_actions[];

#endif
