/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_ATTENDANCE_LIST_H
#define SCREEN_ATTENDANCE_LIST_H

#include <stdint.h>

#include "ui/ui.h"

/* Who was at the session: the sheet that was signed, as a list. */
bool attendance_list_open(struct ui *ui, int64_t training_id, struct err *e);

extern const struct action attendance_list_actions[];

#endif
