/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_UI_PRIVATE_H
#define UI_UI_PRIVATE_H

#include "ui/ui.h"

/* What was typed into every view goes where it outlives the program. False: somewhere it does not,
 * and the status line says so. */
bool keep_typed(struct ui *ui, bool end);
void keep_where_due(struct ui *ui);
/* A key has come, and is worked off next. */
void keep_count(struct ui *ui, int key);

#endif
