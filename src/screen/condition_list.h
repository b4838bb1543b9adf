/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the matching of the year has to keep to, and whom the rule about siblings concerns. */
#ifndef CONDITION_LIST_H
#define CONDITION_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

bool condition_list_show(struct view *v, struct err *e);
/* id 0: a new one of that kind. */
bool condition_form_open(struct ui *ui, const char *kind, int64_t id, struct err *e);
bool sibling_list_show(struct view *v, struct err *e);

extern const struct action condition_list_actions[], condition_form_actions[],
	sibling_list_actions[];

#endif
