/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom students would like for a mentor: all of them, the form of one, and slips keyed fast; and
 * whom mentors would like. */
#ifndef PREFERENCE_LIST_H
#define PREFERENCE_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Places. */
bool preference_list_show(struct view *v, struct err *e);
bool mentor_preference_list_show(struct view *v, struct err *e); /* asks for the mentor first */

bool preference_form_open(struct ui *ui, int64_t student_id, struct err *e);
/* Removes an answer, after asking. *removed may be NULL. */
bool preference_ask_remove(struct view *v, int64_t student_id, bool *removed, struct err *e);
bool preference_slips_open(struct view *v, struct err *e);

extern const struct action preference_list_actions[], preference_form_actions[],
	preference_slips_actions[], mentor_preference_list_actions[];

#endif
