/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bright spots (闪光点): one line about a student, noted at the moment it is seen, and read again
 * when the year's letter is written (clause 五(三)3). They meet no obligation and are counted by
 * nobody.
 */
#ifndef MODEL_BRIGHT_SPOT_H
#define MODEL_BRIGHT_SPOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct bright_spot {
	int64_t id, rev;
	int64_t student_id;
	int64_t mentor_id; /* who saw it; 0: the office */
	const char *date, *text;
	const char *created_at;
	/* from queries only */
	const char *student_no, *student, *mentor;
};

extern const struct field bright_spot_fields[];

/* Of this school year, the newest first. */
bool bright_spot_list(struct session *s, struct rowset *out, struct err *e);
/* One student's, of all years, in the order in which they were seen. */
bool bright_spot_list_of_student(struct session *s, int64_t student_id, struct rowset *out,
				 struct err *e);
bool bright_spot_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

/*
 * Adds the line for each of the students, as seen by whoever is logged in, or changes one (id not
 * 0, which leaves whose it is). Refused at the field concerned: no text, a day in the future, in a
 * closed year, or on which a student was not enrolled.
 */
bool bright_spot_save(struct session *s, const int64_t *student_ids, size_t count,
		      struct bright_spot *b, struct err *e);
/* Whoever noted it, and the office; but nobody where its year is closed. */
bool bright_spot_may_change(struct session *s, const struct bright_spot *b, struct err *e);
bool bright_spot_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
