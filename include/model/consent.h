/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a guardian agreed to for a student (个人信息保护法 art. 31: under 14 a guardian's consent;
 * 未成年人网络保护条例 art. 32). A consent is never removed: it is taken back, from a day on, and
 * both stay on record.
 */
#ifndef MODEL_CONSENT_H
#define MODEL_CONSENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct consent {
	int64_t id, rev;
	int64_t student_id;
	const char *given_by;
	const char *covers; /* consent_covers, by blanks */
	const char *given_on, *withdrawn_on;
	const char *note;
	/* from queries only */
	const char *student, *student_no, *class_name;
	const char *state; /* "holds", "withdrawn" */
};
extern const struct field consent_fields[];
extern const struct choice consent_covers[]; /* records, visits, sensitive, photos */

/* Of all in sight; the last given first. */
bool consent_list(struct session *s, struct rowset *out, struct err *e);
bool consent_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
			     struct err *e);
bool consent_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

/* Adds (id 0) or changes, with a day on which it was taken back. Refused at the field: days to
 * come, one taken back before it was given. */
bool consent_save(struct session *s, struct consent *c, struct err *e);

/* What today's consents of a student cover, in the order of consent_covers; "" for none. */
bool consent_of_student(struct session *s, int64_t student_id, struct arena *arena,
			const char **covers, struct err *e);
/* Whether the school asks for it, and there is none that covers this for one of the students. */
bool consent_is_missing(struct session *s, const int64_t *student_ids, size_t count,
			const char *what, bool *missing, struct err *e);

/* Who is enrolled today, and has no consent that covers records and visits. */
struct consent_lack {
	int64_t id, rev; /* the student's */
	const char *student_no, *name, *class_name, *mentor;
	const char *lacks; /* consent_covers */
};
extern const struct field consent_lack_fields[];
bool consent_missing(struct session *s, struct rowset *out, struct err *e);

#endif
