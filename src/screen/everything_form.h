/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_EVERYTHING_FORM_H
#define SCREEN_EVERYTHING_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Asks where all that is held on a student is to be written. */
extern const struct action everything_actions[];
bool everything_open(struct ui *ui, int64_t student_id, const char *student_no, struct err *e);

#endif
