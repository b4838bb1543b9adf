/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which campus, grade or group mentors, classes and students are of. */
#ifndef BELONGING_LIST_H
#define BELONGING_LIST_H

#include <stdbool.h>

#include "ui/ui.h"

bool belonging_list_show(struct view *v, struct err *e);
/* A new one; there is nothing to change in one that is there. */
bool belonging_form_open(struct ui *ui, struct err *e);

extern const struct action belonging_list_actions[], belonging_form_actions[];

#endif
