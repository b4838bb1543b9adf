/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may work with the file, and with whose records: accounts, grants, emergencies. */
#ifndef SCREEN_ACCOUNT_H
#define SCREEN_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/list.h"

/* Places of the menu. */
bool account_list_show(struct view *v, struct err *e);
bool grant_list_show(struct view *v, struct err *e);
bool emergency_show(struct view *v, struct err *e);

/* The list to pick from. */
struct list *account_list_new(struct ui *ui);
bool account_form_open(struct ui *ui, int64_t id, struct err *e); /* 0: a new one */
bool grant_form_open(struct ui *ui, int64_t id, struct err *e);
/* For the student who was looked for, by what was typed, and not found; may be "". */
bool emergency_open(struct ui *ui, const char *who, struct err *e);

/* The office's notice of emergencies: in row 0 while there are any that nobody has looked at, and
 * in the status line when there are more than before. */
void emergency_look(struct ui *ui);

extern const struct action account_list_actions[], account_form_actions[], grant_list_actions[],
	grant_form_actions[], emergency_form_actions[];

#endif
