/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigning mentors to the students chosen in a list of students. */
#ifndef SCREEN_ASSIGN_H
#define SCREEN_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

/* A picker of mentors, and then the form. */
bool assign_chosen(struct view *v, struct err *e);
/* The form; it asks for the mentor first, or leaves that to whoever fills it. What is below is a
 * list of students. */
bool assign_start(struct ui *ui, const int64_t *ids, size_t count, bool ask, struct err *e);
extern const struct action assign_actions[]; /* F5 */
extern const struct action assign_form_actions[];

#endif
