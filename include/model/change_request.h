/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A student asks for another mentor in the course of the year (双向选择、动态调整, clause 五(一)).
 * Put down by the office, by the student's mentor, class teacher or grade head; the mentor asked
 * and the mentor left say yes or no, each in an own session or through the office; when both said
 * yes the office assigns, which ends the one and begins the other. One open request a student.
 */
#ifndef MODEL_CHANGE_REQUEST_H
#define MODEL_CHANGE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct change_request {
	int64_t id, rev;
	int64_t student_id, from_id, to_id;
	const char *who; /* the student's name and class, as the mentor asked reads it */
	const char *asked_on, *reason;
	const char *to_says, *to_on, *from_says, *from_on; /* "yes", "no", "" */
	const char *state;                                 /* change_request_states */
	const char *closed_on;
	/* from queries only */
	const char *student_no, *from, *to;
	const char *waits_for; /* "to", "from", "office", "": nobody any more */
};
extern const struct field change_request_fields[];
extern const struct choice change_request_states[];

/* Those that wait first; `open` alone, or all of this school year. A mentor sees those of own
 * students and those that ask for him or her. */
bool change_request_list(struct session *s, bool open, struct rowset *out, struct err *e);
bool change_request_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Refused at the field: the mentor who leads the student already, one who has left, a student with
 * an open request. */
bool change_request_ask(struct session *s, struct change_request *r, struct err *e);
/* `side`: "to", "from". A no closes it as refused. */
bool change_request_say(struct session *s, int64_t id, int64_t rev, const char *side, bool yes,
			struct err *e);
/* The office assigns from today; refused until both said yes; ERR_NEED_REASON past the capacity. */
bool change_request_grant(struct session *s, int64_t id, int64_t rev, const char *reason,
			  struct err *e);
bool change_request_withdraw(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
