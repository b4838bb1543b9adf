/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_TRAINING_FORM_H
#define SCREEN_TRAINING_FORM_H

#include <stdint.h>

#include "ui/list.h"

/* A session; with id 0 a new one. The list gets its cursor on what was saved. */
bool training_form_open(struct list *sessions, int64_t id, struct err *e);

extern const struct action training_form_actions[];

#endif
