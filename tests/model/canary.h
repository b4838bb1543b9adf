/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A school that shows whatever gets out of it. Students are numbered 71 to 76. Every text about
 * student 74 holds a number from 74000 to 74999, and so is the id of every row about that student;
 * no other text or number has five digits that begin so. What a statement returns can thus be
 * searched for students it should not know of.
 *
 *   mentor 1   leads 71 and 72, is co-mentor of 73
 *   mentor 2   leads 73 and 74
 *   mentor 3   leads 75, led 71 until yesterday, leads 76 from tomorrow on
 *   mentor 4   has nobody, and was co-mentor of 74 until yesterday
 *
 * A contact of 71 and 74 and one of 72 and 75 belong to both; their texts name neither.
 */
#ifndef TESTS_MODEL_CANARY_H
#define TESTS_MODEL_CANARY_H

#include "db/db.h"
#include "model/session.h"

enum { CANARY_MENTORS = 4 };

/* In place of school_begin; school_as and school_end go with it. */
void canary_begin(struct session *s);

struct canary {
	size_t statements, rows; /* so many were run, and read */
	size_t found;            /* foreign numbers read; statements that changed foreign rows */
	struct buf told;         /* the first of them, a line each */
};

/* As the mentor of the session: runs every statement that reads, and those of `more` (ended by a
 * zeroed row; NULL: none), with every combination of what its parameters may be, and looks for
 * numbers of students outside the scope. What is not even prepared brings nothing. */
void canary_read(struct session *s, const struct sql *more, struct canary *out);
/* The same for every statement that writes, each undone after it has been looked at: rows about
 * students outside the scope, and those of contacts that are theirs too, must be as they were. */
void canary_write(struct session *s, const struct sql *more, struct canary *out);
void canary_release(struct canary *c);

#endif
