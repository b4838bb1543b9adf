/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_GUARDIAN_FORM_H
#define SCREEN_GUARDIAN_FORM_H

#include <stdint.h>

#include "ui/ui.h"

/* One guardian of the student; with id 0 a new one. */
bool guardian_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e);

extern const struct action guardian_form_actions[];

#endif
