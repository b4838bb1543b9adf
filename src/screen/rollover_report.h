/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_ROLLOVER_REPORT_H
#define SCREEN_ROLLOVER_REPORT_H

#include "model/rollover.h"
#include "ui/ui.h"

/* Tries the roll-over out and lists its changes, from where it can be done. False where it is
 * refused. */
bool rollover_report_open(struct ui *ui, const struct rollover_options *options, struct err *e);

/* Takes the last roll-over back, after a question. *undone: whether the answer was yes. */
bool rollover_ask_undo(struct view *v, bool *undone, struct err *e);

extern const struct action rollover_report_actions[];

#endif
