/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_GUARDIAN_LIST_H
#define SCREEN_GUARDIAN_LIST_H

#include "ui/list.h"

/* One student's guardians, to pick from. */
struct list *guardian_list_new(struct ui *ui, int64_t student_id);

#endif
