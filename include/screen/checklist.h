/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist: what a mentor still owes to whom, a row a student, a column an occasion. */
#ifndef SCREEN_CHECKLIST_H
#define SCREEN_CHECKLIST_H

#include <stdint.h>

#include "ui/ui.h"

/* Of one mentor; with 0, of everybody in sight. */
struct view *checklist_new(struct ui *ui, int64_t mentor_id);

extern const struct action checklist_actions[];

#endif
