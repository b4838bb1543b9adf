/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students: the list, the form, and everything about one of them. */
#ifndef SCREEN_STUDENT_H
#define SCREEN_STUDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/student.h"
#include "ui/list.h"

/* F2. */
bool student_list_show(struct view *v, struct err *e);
/* The list to pick from: all who are enrolled. */
struct list *student_list_new(struct ui *ui);

/* Only those the filter shows, `what` in words. The filter's texts are copied. */
bool student_list_open(struct ui *ui, const struct student_filter *filter, const char *what,
		       struct err *e);

bool student_form_open(struct ui *ui, int64_t id, struct err *e); /* 0: a new one */
bool student_detail_open(struct ui *ui, int64_t id, struct err *e);

extern const struct action student_list_actions[], student_detail_actions[], student_form_actions[];

#endif
