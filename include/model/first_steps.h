/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a school has come from an empty file to its first checklist. */
#ifndef MODEL_FIRST_STEPS_H
#define MODEL_FIRST_STEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/session.h"

struct first_steps {
	int64_t students, mentors; /* enrolled this year; not gone */
	int64_t led;               /* students of those who have a lead mentor */
	/* Somebody changed a key date or a rule of this year, and none waits for a review: that its
	 * defaults were only looked at leaves no trace. */
	bool year_checked;
	bool departments_checked; /* the same of the departments, which come with usual names */
};

bool first_steps_count(struct session *s, struct first_steps *out, struct err *e);

#endif
