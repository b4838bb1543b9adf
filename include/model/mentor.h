/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors: every teacher, as a rule (clause 五(一)), with what they have on their hands. */
#ifndef MODEL_MENTOR_H
#define MODEL_MENTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct mentor {
	int64_t id, rev;
	const char *staff_no;       /* unique */
	const char *name, *reading; /* the name as the school spells it; as a rule nothing */
	const char *subject, *phone;
	int64_t capacity;   /* students at most "as a rule"; 0: the school's rule */
	const char *status; /* "active"; "training" (待培养); "left" */
	/* from queries only */
	int64_t load;                     /* students led today, where one may know it */
	const char *load_of;              /* "12/15" */
	int64_t overdue, soon, open, met; /* obligations, mentor_count_work fills them */
	const char *search;               /* base/find.h */
};

extern const struct field mentor_fields[];
extern const struct choice mentor_statuses[];

/* All but those who left, unless asked for, by staff number. */
bool mentor_list(struct session *s, bool with_left, struct rowset *out, struct err *e);
/* Fills the counts of obligations in a list of mentors: one pass over the whole school. */
bool mentor_count_work(struct session *s, struct rowset *mentors, struct err *e);
bool mentor_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* 0 and no error when there is none. */
bool mentor_find_no(struct session *s, const char *staff_no, int64_t *id, struct err *e);
/* By name, where exactly one mentor has it; *count says how many have. */
bool mentor_find_name(struct session *s, const char *name, int64_t *id, int64_t *count,
		      struct err *e);
/* Adds (id 0) or changes. A mentor with students cannot be set to "left". */
bool mentor_save(struct session *s, struct mentor *m, struct err *e);
/* The mentor's effective capacity, and the load of a day (ISO). */
bool mentor_load(struct session *s, int64_t id, const char *day, int64_t *load, int64_t *capacity,
		 struct err *e);

/* Whom a list means by a name that two have. Over all mentors: WITH SQL_CALLED, then `called` in
 * the place of `mentor`; SQL_MENTOR_CALLED is for a few. */
#define SQL_CALLED                                                                                 \
	"called AS MATERIALIZED (SELECT id, staff_no, name || iif(count(*) OVER (PARTITION BY "    \
	"name) > 1, ' ' || staff_no, '') AS name FROM mentor) "
#define SQL_MENTOR_CALLED(m)                                                                       \
	m ".name || iif(EXISTS (SELECT 1 FROM mentor o WHERE o.name = " m ".name AND o.id <> " m   \
	  ".id), ' ' || " m ".staff_no, '')"

#endif
