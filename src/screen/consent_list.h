/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_CONSENT_LIST_H
#define SCREEN_CONSENT_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/form.h"

/* Whoever is enrolled without a consent that covers records and home visits. */
bool consent_missing_show(struct view *v, struct err *e);
/* One student's, of all years. */
bool consent_list_open(struct ui *ui, int64_t student_id, const char *who, struct err *e);
/* `id` 0: a new one, from today, of what is asked for. */
bool consent_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e);
extern const struct action consent_missing_actions[], consent_list_actions[],
	consent_form_actions[];

/* Of a contact: where the school asks for a consent to home visits and one of the students has
 * none, whether what was written is kept all the same. False without an error: they go on editing.
 */
bool consent_may_keep(struct form *f, struct err *e);

#endif
