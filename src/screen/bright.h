/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bright spots: one line, noted from wherever one is. */
#ifndef SCREEN_BRIGHT_H
#define SCREEN_BRIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Of the student of a list, or all that are marked; of the student of a form; of anybody, who is
 * asked for first. */
extern const struct action bright_actions[], bright_form_actions[];
bool bright_anyone(struct view *v, struct err *e);

/* Of one student, from a screen that knows who that is; 0: who is asked for. */
bool bright_note_one(struct ui *ui, int64_t student_id, struct err *e);
/* Corrects the line. */
bool bright_edit(struct ui *ui, int64_t id, struct err *e);
bool bright_remove(struct ui *ui, int64_t id, struct err *e);

#endif
