/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans: a home visit or a talk that is meant to be on a day. A plan meets nothing; the contact
 * that follows does, and closes the plan.
 *
 * A student has at most one open plan of a kind for an occasion (a talk's key date, or none in
 * particular): whoever plans it again moves it. A plan stays with the student when the mentor
 * changes: it is its own mentor's as long as that one has the student, as lead or as co-mentor, and
 * from then on the lead's.
 *
 * A contact closes, for each of its students, the open plan of its kind that is nearest to its day:
 * one for the same occasion before one for none; but no plan that was made after that day. Taken
 * back, or changed so that it would not have, it leaves the plan open again. An open plan whose day
 * is over is missed, until it is recorded, moved or cancelled, or the school year ends.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct contact;

struct plan {
	int64_t id, rev;
	int64_t student_id, mentor_id;
	const char *kind;    /* plan_kinds */
	int64_t key_date_id; /* the occasion of a talk; 0: none in particular */
	const char *date;
	const char *time;  /* "16:30", or "" */
	const char *place; /* "" of a visit: at home */
	const char *note;
	const char *made_on;
	int64_t contact_id; /* what came of it; 0: open */
	/* from queries only */
	const char *student, *student_no, *class_name, *mentor, *key_date;
	const char *address;          /* the student's */
	const char *location;         /* the place, or the address for a visit at home */
	const char *near;             /* the same for comparing: model/address.h */
	const char *guardian, *phone; /* of the guardian entered first */
	const char *state;            /* plan_states */
};

extern const struct field plan_fields[];
extern const struct choice plan_kinds[], plan_states[];

struct plan_filter {
	int64_t mentor_id;     /* whose they are; 0: all */
	bool missed;           /* those alone whose day is over */
	const char *from, *to; /* ISO; NULL: the school year's ends */
};
/* Open ones of this school year, by day and time. */
bool plan_list(struct session *s, const struct plan_filter *f, struct rowset *out, struct err *e);
bool plan_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* The student's open ones of this school year. */
bool plan_list_of_student(struct session *s, int64_t student_id, struct rowset *out, struct err *e);
/*
 * Students who are still owed a home visit that nobody has planned, by address: a mentor's, or with
 * 0 all. Rows are as if planned for the last day, with the obligation's state, and with the
 * student's id for their own.
 */
bool plan_list_unplanned(struct session *s, int64_t mentor_id, struct rowset *out, struct err *e);
/* Those near each other together. */
void plan_sort_near(struct rowset *set);

/* The student's open plan of that kind and occasion (0: none in particular); 0 for none. */
bool plan_find(struct session *s, int64_t student_id, const char *kind, int64_t key_date_id,
	       int64_t *id, struct err *e);

/*
 * Adds p for each of the students, moving the open plan of the same kind and occasion where there
 * is one (*moved counts those, and may be NULL); or changes the one with p->id. All or none.
 * Refused at the field concerned: no student, a day that is over or outside the school year, a
 * student who is not enrolled then or has no mentor, a time that is none, an occasion of another
 * school year, of a visit, or whose window opens later, a change that would make two of one
 * occasion; whatever is of a closed year. A rev that is not the stored one is a CONFLICT. The day
 * of one that is missed may stay while something else is changed.
 */
bool plan_save(struct session *s, const int64_t *student_ids, size_t count, struct plan *p,
	       size_t *moved, struct err *e);
/* Cancelled, all or none: as if they had never been. */
bool plan_cancel(struct session *s, const struct row_head *plans, size_t count, struct err *e);

/*
 * The same as plan_list, as a calendar file (RFC 5545): text/calendar, appended to `out`. Telephone
 * numbers and notes only where they are asked for. *count: how many. A plan is known by its id and
 * the file's, and counts its changes, so that a calendar takes it over anew and not twice.
 */
bool plan_calendar(struct session *s, const struct plan_filter *f, bool phones, bool notes,
		   struct buf *out, size_t *count, struct err *e);

/* After a contact was saved, inside its door: which plans it closes now. */
bool plans_follow(struct session *s, const struct contact *c, bool is_new, struct err *e);
/* After it was withdrawn, likewise. */
bool plans_reopen(struct session *s, int64_t contact_id, struct err *e);

#endif
