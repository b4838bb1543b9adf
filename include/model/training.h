/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training of mentors by city, district and school (clause 五(四)): sessions, who was there,
 * credits.
 */
#ifndef MODEL_TRAINING_H
#define MODEL_TRAINING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct training {
	int64_t id, rev;
	const char *date, *level; /* training_levels */
	const char *title, *place;
	int64_t credits; /* in tenths, for each who was there */
	/* from queries only */
	int64_t no;       /* the id, for whoever names a session by it */
	int64_t attended; /* mentors who were there */
};

/* A mentor beside a session. The head is the mentor's. */
struct attendee {
	int64_t id, rev;
	const char *staff_no, *name, *subject;
	int64_t there; /* 1 or 0 */
};

/* A mentor's year. The head is the mentor's; credits in tenths. */
struct credits {
	int64_t id, rev;
	const char *staff_no, *name, *subject;
	int64_t sessions;
	int64_t city, district, school, total;
};

extern const struct field training_fields[], attendee_fields[], credits_fields[];
extern const struct choice training_levels[];

/* Of a school year, the newest first; with a mentor (0: all), those where that one was. Who sees
 * nothing of colleagues is given one's own whatever is asked for, here and below. */
bool training_list(struct session *s, int64_t year, int64_t mentor_id, struct rowset *out,
		   struct err *e);
bool training_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* This year's by day and title, where there is exactly one; *count says how many there are. */
bool training_find(struct session *s, const char *date, const char *title, int64_t *id,
		   int64_t *count, struct err *e);

/*
 * Adds (id 0) to this school year, or changes. May be planned ahead. Refused at the field: a date
 * outside its school year, or in the future though somebody was there already. Refused whole: a
 * school year that is closed.
 */
bool training_save(struct session *s, struct training *t, struct err *e);
/* With its attendance: nobody has credits for it any more. More than `attended` are a CONFLICT, so
 * that no attendance goes that nobody was told of. */
bool training_remove(struct session *s, int64_t id, int64_t rev, int64_t attended, struct err *e);

/* All who have not left, and whoever was there, by staff number. */
bool training_attendance(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Says of all these mentors, or none, that they were there or were not. *changed counts those of
 * whom it was otherwise. Refused before the day has come, and in a year that is closed. */
bool training_attend(struct session *s, int64_t id, const int64_t *mentor_ids, size_t count,
		     bool there, size_t *changed, struct err *e);

/* All who have not left, and whoever has credits of that year, by staff number. */
bool training_credits(struct session *s, int64_t year, struct rowset *out, struct err *e);

#endif
