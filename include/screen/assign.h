/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigning mentors to the students chosen in a list of students. */
#ifndef SCREEN_ASSIGN_H
#define SCREEN_ASSIGN_H

#include "ui/ui.h"

/* A picker of mentors, and then the form. */
bool assign_chosen(struct view *v, struct err *e);
extern const struct action assign_actions[]; /* F5 */
extern const struct action assign_form_actions[];

#endif
