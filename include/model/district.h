/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many schools' figures (model/figures.h) beside each other and in all (clause 六(二)). They come
 * from figure files, or from schools' own files, which are opened one after another for reading
 * alone. Held at a time is one file and, of each school, its figures: some kilobytes.
 *
 * The district is a user's own machine: with a site's rights figure files alone are taken, and read
 * with the user's.
 */
#ifndef MODEL_DISTRICT_H
#define MODEL_DISTRICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/figures.h"

struct district {
	int64_t year; /* 0: whatever the first school's is */
	struct district_school *schools;
	size_t count, room;
};

void district_release(struct district *d);

/*
 * Takes a school's figures from a file. Refused, with a sentence that does not name the file: one
 * that cannot be read or is none, another year, a school that is there already. Of two of one
 * school the newer stays: *replaced then names the file whose place it took, else it is NULL.
 */
bool district_add(struct district *d, const char *path, int today, const char **replaced,
		  struct err *e);

/* A school's row, and one for all. Which columns say something goes by the group. */
struct district_row {
	int64_t id, rev;   /* the place in the list, counted from 1; 0 */
	const char *level; /* "school"; "all" */
	const char *code, *school, *day;
	int64_t schools; /* that are counted */
	int64_t hidden;  /* of those, whose figures are of few and not told */
	int64_t grade;
	const char *kind; /* code of the occasion, the form, the level */
	const char *name; /* of the grade or kind, for people */
	int64_t students, without_mentor, mentors, without_students, past_capacity;
	int64_t owed, met, open, soon, overdue, exempt, elsewhere, percent;
	int64_t visited;
	int64_t sessions, attended, credits;
};
extern const struct field district_fields[];

/* Rows of a group: each school's, by code and name, then those of all schools. */
void district_rows(const struct district *d, enum figure_group group, struct rowset *out);

#endif
