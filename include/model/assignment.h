/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who mentors whom, from when to when. One lead mentor at a time, who owes what the checklist
 * shows; co-mentors beside (clause 五(一), last sentence). A change ends the old one the day
 * before.
 */
#ifndef MODEL_ASSIGNMENT_H
#define MODEL_ASSIGNMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct assignment {
	int64_t id, rev;
	int64_t student_id, mentor_id;
	const char *mentor, *role; /* "lead", "co" */
	const char *starts, *ends, *reason;
};

extern const struct field assignment_fields[];
extern const struct choice assignment_roles[];

/* A student's mentors, the newest first. */
bool assignment_list(struct session *s, int64_t student_id, struct rowset *out, struct err *e);

struct assign {
	const int64_t *student_ids;
	size_t count;
	int64_t mentor_id;
	const char *role;   /* "lead", "co" */
	const char *from;   /* ISO; NULL: today, or the first day of enrolment for a student who
			     * had no lead mentor yet in this school year */
	const char *reason; /* may be NULL, but see below */
	/* Who led each of them when they were chosen, 0 for nobody; NULL: nobody looked. */
	const int64_t *leads;
};

/*
 * Assigns all of the students, or none. Students who have this mentor already are left alone;
 * *changed counts the others. Without a reason, ERR_NEED_REASON where the mentor would lead more
 * students than the capacity (五(一): 原则上不超过15名, so a warning, never a ban). A student whom
 * another leads by now than in `leads`, and not this mentor, is a CONFLICT.
 */
bool assignment_make(struct session *s, const struct assign *a, size_t *changed, struct err *e);

/* The same for several mentors, all or none; their loads are looked at when all is assigned, so
 * that mentors who swap students are not past the capacity in between. */
bool assignment_make_all(struct session *s, const struct assign *all, size_t count, size_t *changed,
			 struct err *e);

/* Ends one before its time, such as a co-mentor's. Refused at field "ends": a day before it began,
 * or outside the school year. A rev that is not the stored one is a CONFLICT. */
bool assignment_end(struct session *s, int64_t id, int64_t rev, const char *last_day,
		    const char *reason, struct err *e);

/* Ends every assignment of the student that holds after `last_day`. Inside the door. */
bool assignment_end_all(struct session *s, int64_t student_id, const char *last_day,
			const char *reason, struct err *e);

#endif
