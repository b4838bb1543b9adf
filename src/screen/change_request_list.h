/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who ask for another mentor: all of them, with the answers, and the form to ask. */
#ifndef CHANGE_REQUEST_LIST_H
#define CHANGE_REQUEST_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* A place. */
bool change_request_list_show(struct view *v, struct err *e);
/* The same, at that request. */
bool change_request_list_open(struct ui *ui, int64_t id, struct err *e);
/* The form for a new one; student_id 0: it asks whose. */
bool change_request_form_open(struct ui *ui, int64_t student_id, struct err *e);
/* That somebody waits for an answer of this session, in the status line. */
void change_request_look(struct ui *ui);

extern const struct action change_request_list_actions[], change_request_form_actions[];
/* In lists of students. */
extern const struct action change_request_actions[];

#endif
