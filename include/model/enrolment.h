/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which class a student is in, from when to when. Called inside the door, by model/student. */
#ifndef MODEL_ENROLMENT_H
#define MODEL_ENROLMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/grade.h"
#include "model/session.h"

/* Puts the student into the class and number from `from` (ISO) to the end of the school year. A
 * student who is in another class that day leaves it the day before; the same class with another
 * number is corrected in place. */
bool enrolment_set(struct session *s, int64_t student_id, const struct class_key *class,
		   int64_t seat, const char *from, struct err *e);

/* Ends whatever enrolment holds after `last_day`. *ended: whether there was one. */
bool enrolment_end(struct session *s, int64_t student_id, const char *last_day, const char *reason,
		   bool *ended, struct err *e);

/* The stage of every class in the file when they all have the same, else NULL. */
bool enrolment_only_stage(struct session *s, struct arena *arena, const char **stage,
			  struct err *e);

/* Whether anybody is enrolled in this school year yet. */
bool enrolment_any(struct session *s, bool *any, struct err *e);

/* Whether the student was enrolled on the day. */
bool enrolment_on(struct session *s, int64_t student_id, const char *day, bool *enrolled,
		  struct err *e);

#endif
