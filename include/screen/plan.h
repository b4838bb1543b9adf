/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned visits and talks: the list, the form, and the calendar file for a phone. */
#ifndef SCREEN_PLAN_H
#define SCREEN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

/* Ctrl-K: a place. */
bool plan_list_show(struct view *v, struct err *e);

/* What a new plan's form begins with. */
struct plan_start {
	const char *kind; /* "visit", "talk" */
	const int64_t *student_ids;
	size_t student_count;
	int64_t key_date_id;
	const char *from; /* the first day that counts, ISO; NULL: any */
	bool marked;      /* in the list on top; the marks go once it is saved */
};
/* The open plan of one student alone, where there is one of that kind and occasion, is opened
 * instead; of a visit it is asked whether a talk is meant. */
bool plan_start(struct ui *ui, const struct plan_start *start, struct err *e);
/* Without looking for one that is there. */
bool plan_start_new(struct ui *ui, const struct plan_start *start, struct err *e);
bool plan_open(struct ui *ui, int64_t id, struct err *e);
/* The form that records what was planned, filled from it; for the key date where the plan names
 * none (0: none). */
bool plan_record(struct ui *ui, int64_t id, int64_t key_date_id, struct err *e);

/* The key that plans for the students chosen in a list of students. */
extern const struct action plan_actions[];

extern const struct action plan_list_actions[], plan_form_actions[];

#endif
