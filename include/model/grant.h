/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grants: more than an account's role gives, until a day. The office grants a student, a class or a
 * grade; and whoever must know of a student at once, and is not allowed to, takes an emergency
 * access oneself, which the office is shown until somebody there has looked at it.
 *
 * A grant is never deleted. One that is ended today had its last day yesterday.
 */
#ifndef MODEL_GRANT_H
#define MODEL_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct grant {
	int64_t id, rev;
	int64_t account_id;
	int64_t student_id, class_id; /* one of these, or the grade */
	const char *grade;
	const char *starts, *ends; /* the last day */
	int64_t writes, sensitive, emergency;
	const char *reason;
	const char *approver;   /* a login; of an emergency: none */
	const char *seen_by;    /* of the office, an emergency */
	const char *made_at;    /* UTC */
	const char *class_name; /* what the class is saved by */
	const char *may;        /* grant_rights: what writes and sensitive are saved by */
	/* from queries only */
	const char *login, *who; /* of the account: its login, and its mentor's name or the login */
	const char *what;        /* the student, the class or the grade */
	const char *student, *student_no;
	int64_t number;    /* the id, to name it by */
	const char *state; /* "unseen", an emergency; "in_force", "later", "ended" */
};

extern const struct field grant_fields[];
extern const struct choice grant_rights[];

/* Emergencies that nobody has looked at first; then those that end soonest; ended ones last, the
 * latest first. The office's alone, as all of these but the emergency. */
bool grant_list(struct session *s, struct rowset *out, struct err *e);
bool grant_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Emergencies that nobody of the office has looked at; 0 for whoever is not of the office. */
bool grant_unseen(struct session *s, int64_t *count, struct err *e);

enum { GRANT_DAYS = 366 }; /* the longest */
/*
 * Adds (id 0; from today on, unless said) or changes; whoever saves it approves it. Refused at the
 * field concerned: no account, or one that is locked or sees everybody already; not one of student,
 * class and grade; no last day, one that is past, before the first, or further than GRANT_DAYS; no
 * reason. An emergency access, and what has ended, stay as they are.
 */
bool grant_save(struct session *s, struct grant *g, struct err *e);
/* In force no longer. */
bool grant_end(struct session *s, int64_t id, int64_t rev, struct err *e);
/* An emergency was looked at. */
bool grant_see(struct session *s, int64_t id, int64_t rev, struct err *e);

enum { EMERGENCY_DAYS = 1, EMERGENCY_MOST = ACCESS_EMERGENCY_DAYS, EMERGENCY_REASON = 4 };
struct emergency {
	int64_t id, rev;    /* none: it is asked for, and kept as a grant */
	const char *who;    /* the number or the whole name of exactly one student of the school */
	const char *reason; /* EMERGENCY_REASON characters at least */
	int64_t days;       /* after today */
};
extern const struct field emergency_fields[];
/* Read access to one student, sensitive notes too; the session sees the student from now on. */
bool grant_break_glass(struct session *s, const struct emergency *x, int64_t *student_id,
		       struct err *e);

#endif
