/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the matching of this school year has to keep to (clause 五(一): 结合学校实际). A condition
 * must hold (weight 0), or costs its weight with each pair that breaks it. Belongings say which
 * campus, grade or group (社团, 选科, 教研组) a mentor, a class or a single student is of, as far
 * as nothing else does.
 */
#ifndef MODEL_CONDITION_H
#define MODEL_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

/*
 * Kinds, and what each names:
 *   of the school:   keep (who leads a student goes on), campus, grade, group (mentor and student
 *                    have one in common; who belongs nowhere fits everywhere), class_teacher (who
 *                    has the class by the account gets students of that class alone), siblings
 *                    (number 1: together, 2: apart; they share a guardian's telephone number),
 *                    least (number: students of each mentor at least)
 *   of a mentor:     capacity (number: students at most), least (number)
 *   of a student:    keep
 *   of both:         fixed, forbidden
 *   of two students: together, apart
 * capacity, and least of weight 0, are never soft.
 */
struct condition {
	int64_t id, rev;
	const char *kind;                        /* condition_kinds */
	int64_t weight;                          /* 0: it must hold; 1 to 1000 */
	int64_t student_id, other_id, mentor_id; /* 0: none */
	int64_t number;
	const char *note;
	/* from queries only */
	const char *student, *other, *mentor, *about; /* about: "of the school", or whom it names */
};
extern const struct field condition_fields[];
extern const struct choice condition_kinds[];

/* What a kind takes, so that forms and subcommands ask for that alone. */
enum condition_part {
	CONDITION_STUDENT = 1 << 0,
	CONDITION_OTHER = 1 << 1,
	CONDITION_MENTOR = 1 << 2,
	CONDITION_NUMBER = 1 << 3,
	CONDITION_SOFT = 1 << 4, /* may have a weight */
};
/* `needed` and `may` have, as sets of parts; zeros for a kind unknown here. */
struct condition_takes {
	unsigned needed, may;
};
struct condition_takes condition_takes(const char *kind);

/* Those of the school first, then by whom they name. */
bool condition_list(struct session *s, struct rowset *out, struct err *e);
bool condition_get(struct session *s, int64_t id, struct rowset *out, struct err *e);
/* Adds (id 0) or changes; refused at the field: what its kind does not take or needs, the same
 * twice, a pair both fixed and forbidden, siblings in two ways. */
bool condition_save(struct session *s, struct condition *c, struct err *e);
bool condition_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

struct belonging {
	int64_t id, rev;
	const char *kind; /* "campus", "grade", "group" */
	const char *name;
	int64_t mentor_id, class_id, student_id; /* one of them */
	const char *about, *of; /* from queries only: who, and "mentor", "class", "student" */
};
extern const struct field belonging_fields[];

bool belonging_list(struct session *s, struct rowset *out, struct err *e);
bool belonging_add(struct session *s, struct belonging *b, struct err *e);
bool belonging_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

#endif
