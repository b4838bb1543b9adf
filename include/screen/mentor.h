/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors: the list with what they have on their hands, and the form. */
#ifndef SCREEN_MENTOR_H
#define SCREEN_MENTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/list.h"

/* F3. */
bool mentor_list_show(struct view *v, struct err *e);
/* The list to pick from. */
struct list *mentor_list_new(struct ui *ui);
/* Which mentors it shows. */
enum mentors_shown { MENTORS_THERE, MENTORS_ALL, MENTORS_WITHOUT_STUDENTS, MENTORS_PAST_CAPACITY };
bool mentor_list_open(struct ui *ui, enum mentors_shown shown, struct err *e);
bool mentor_form_open(struct ui *ui, int64_t id, struct err *e); /* 0: a new one */

extern const struct action mentor_list_actions[], mentor_form_actions[];

#endif
