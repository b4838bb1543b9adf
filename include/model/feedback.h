/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written feedback at the end of the school year (clause 五(三)3), as one mentor gets on with it.
 */
#ifndef MODEL_FEEDBACK_H
#define MODEL_FEEDBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "model/session.h"

/* Of the students whom the mentor leads today: how many have one this year, and got it. */
struct feedback_progress {
	int64_t students, written, to_student, to_guardians;
};
bool feedback_progress_of(struct session *s, int64_t mentor_id, struct feedback_progress *out,
			  struct err *e);

#endif
