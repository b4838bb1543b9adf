/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who cannot attend normally: all of them, and the form for one absence. */
#ifndef ABSENCE_LIST_H
#define ABSENCE_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

bool absence_list_show(struct view *v, struct err *e);
/* id 0: a new one of the student. */
bool absence_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e);
/* Asks for the last day of one that is not over. */
bool absence_ask_end(struct view *v, int64_t id, struct err *e);

extern const struct action absence_list_actions[], absence_form_actions[];

#endif
