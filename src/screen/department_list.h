/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The departments that students are referred to. */
#ifndef SCREEN_DEPARTMENT_LIST_H
#define SCREEN_DEPARTMENT_LIST_H

#include "ui/list.h"

bool department_form_open(struct ui *ui, int64_t id, struct err *e); /* 0: a new one */
bool department_list_show(struct view *v, struct err *e);
/* The list to pick from: those that are offered. */
struct list *department_list_new(struct ui *ui);

extern const struct action department_list_actions[], department_form_actions[];

#endif
