/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A student asks for another mentor in the course of the year (双向选择、动态调整, clause 五(一)).
 * Put down by the office, by the student's lead mentor, class teacher or grade head; the mentor
 * asked and the mentor left say yes or no, each in an own session or through the office (on
 * paper); when both said yes the office assigns, which ends the one and begins the other. One open
 * request a student. All of it can be undone.
 *
 * The mentor asked sees the request and answers it, and sees and writes nothing else about the
 * student (model/access.c): the name and class stand in the request for that.
 *
 * A request is moot once the year is over, the student has left, has the mentor asked already or
 * another than when it was put down, or the mentor asked has left. That is looked up and stored
 * nowhere, so that nothing which changes a mentor has to know of requests. A moot one waits for
 * nobody, can be withdrawn, and is closed when the student asks again.
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
	int64_t student_id, from_id, to_id; /* from_id 0: had no mentor */
	const char *who;      /* the student's name and class, also where the student is not seen */
	const char *asked_on; /* "": today */
	const char *reason;   /* both mentors read it */
	const char *to_says, *to_on, *from_says, *from_on; /* "yes", "no", "" */
	const char *state;                                 /* change_request_states */
	const char *closed_on;
	/* from queries only */
	const char *student_no, *from, *to;
	const char *waits_for; /* "to", "from", "both", "office", "": nobody any more */
	const char *moot;      /* why it is: change_request_moots */
};
extern const struct field change_request_fields[];
extern const struct choice change_request_states[], change_request_answers[],
	change_request_moots[];

/* Those that wait for this session first, then for others; `open` alone, or all of this school
 * year. A mentor sees those of own students and those that ask for him or her. */
bool change_request_list(struct session *s, bool open, struct rowset *out, struct err *e);
/* The open one, moot or not, or none. */
bool change_request_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
				    struct err *e);
bool change_request_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* How many wait for what this session can say: an own answer, the office's assigning. */
bool change_request_waiting(struct session *s, int64_t *count, struct err *e);
/* The sentence for so many, with the way to them. */
void change_request_tell(int64_t waiting, struct buf *out);
/* Whether it waits for this mentor's answer. */
bool change_request_waits_for(const struct change_request *r, int64_t mentor_id);

/* Refused at the field: the mentor who leads the student already, one who has left, a student with
 * an open request or not enrolled, a day to come or of another year. */
bool change_request_ask(struct session *s, struct change_request *r, struct err *e);
/* `side`: "to", "from". A no closes it as refused; while it is open an answer may be changed. */
bool change_request_say(struct session *s, int64_t id, int64_t rev, const char *side, bool yes,
			struct err *e);
/* The office assigns from today; refused until both said yes. ERR_NEED_REASON past the capacity;
 * a CONFLICT where somebody changed the request or the student's mentor meanwhile. */
bool change_request_grant(struct session *s, int64_t id, int64_t rev, const char *reason,
			  struct err *e);
bool change_request_withdraw(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
