/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training of mentors: this year's sessions; from there who was there, and everybody's credits. */
#ifndef SCREEN_TRAINING_H
#define SCREEN_TRAINING_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Ctrl-T. */
bool training_list_show(struct view *v, struct err *e);
/* Those where one mentor was. */
bool training_list_of(struct ui *ui, int64_t mentor_id, const char *name, struct err *e);

extern const struct action training_list_actions[], training_of_mentor_actions[];

#endif
