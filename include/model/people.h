/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Students and mentors as they are looked for: read once, then found at every key
 * (base/find.h). Those enrolled in this school year whom the session may see, and the mentors who
 * have not left.
 */
#ifndef MODEL_PEOPLE_H
#define MODEL_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/find.h"
#include "base/rowset.h"
#include "model/session.h"

struct person {
	int64_t id, rev;  /* of the student or the mentor */
	const char *kind; /* "student", "mentor" */
	const char *name;
	const char *class_name, *student_no, *mentor; /* of a student */
	const char *staff_no;                         /* of a mentor */
	const char *left_on;                          /* a student's last day, where it is over */
	int64_t own;                                  /* of the mentor who is logged in */
	const char *search;
};

extern const struct field person_fields[];
extern const struct choice person_kinds[];

enum people_kind { PEOPLE_STUDENTS = 1 << 0, PEOPLE_MENTORS = 1 << 1 };

struct people {
	struct rowset all; /* of struct person */
	/* private: what is looked at for each of them, close together */
	struct sought *sought;
	struct buf texts;
	uint32_t *hit; /* room for all, while somebody is looked for */
};

/* `kinds` are enum people_kind. Release it also after a failure. */
bool people_load(struct session *s, unsigned kinds, struct people *p, struct err *e);
void people_release(struct people *p);

struct people_hit {
	const struct person *person; /* lasts as long as the people */
	enum find_fit fit;
};

/*
 * The best ones first, at most `most` of them: of equal fit one's own students before others, those
 * who have left last, else students before mentors and in the order of lists. Returns how many
 * there are in all; *whole, when not NULL, how many of them fit as a whole.
 */
size_t people_find(const struct people *p, const char *typed, struct people_hit *out, size_t most,
		   size_t *whole);

#endif
