/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A school that shows whatever gets out of it. Students are numbered 71 to 76. Every text about
 * student 74 holds a number from 74000 to 74999, and so is the id of every row about that student;
 * no other text or number has five digits that begin so. 74500 stands in names, 74600 in what the
 * student is reached by, 74700 in notes, 74800 in sensitive ones. What a statement returns can thus
 * be searched for what it should not know of.
 *
 *   mentor 1   leads 71 and 72, is co-mentor of 73
 *   mentor 2   leads 73 and 74
 *   mentor 3   leads 75, led 71 until yesterday, leads 76 from tomorrow on
 *   mentor 4   has nobody, and was co-mentor of 74 until two days ago
 *
 * 71 and 72 ask for mentor 2, 73 and 74 for mentor 3, 75 for mentor 4; 74300 stands for a name in
 * such a request, 74400 for its reason.
 *
 * 71 to 73 are in one class of grade 6, 74 and 75 in another, 76 is in grade 7. A contact of 71 and
 * 74 and one of 72 and 75 belong to both; their texts name neither. One of 71 and 73 is sensitive.
 */
#ifndef TESTS_MODEL_CANARY_H
#define TESTS_MODEL_CANARY_H

#include "db/db.h"
#include "model/session.h"

enum { CANARY_MENTORS = 4, CANARY_NOBODY = 3 }; /* who sees no student */

/* Whoever may be at work; the first ones are the mentors. Students by their number. */
struct canary_person {
	const char *what;
	const char *account; /* what an UPDATE sets */
	const char *grants;  /* rows of access_grant; "former": a day of former students; NULL */
	const char *sees, *writes, *notes, *sensitive;
	const char *shows; /* "n" names, "r" phones and addresses */
	const char *asks;  /* may ask for another mentor for them */
	const char *asked; /* is asked for by them */
};
extern const struct canary_person canary_people[];
extern const size_t canary_people_count;

/* In place of school_begin; school_end goes with it. */
void canary_begin(struct session *s);
/* In place of school_as. */
void canary_as(struct session *s, size_t person);

struct canary {
	size_t statements, rows; /* so many were run, and read */
	size_t found;            /* foreign numbers read; statements that changed foreign rows */
	struct buf told;         /* the first of them, a line each */
};

/* As the person of the session: runs every statement that reads, and those of `more` (ended by a
 * zeroed row; NULL: none), with every combination of what its parameters may be, and looks for
 * numbers of what the person is not to see. What is not even prepared brings nothing. */
void canary_read(struct session *s, const struct sql *more, struct canary *out);
/* The same for every statement that writes, each undone after it has been looked at: rows about
 * students outside the scope, and those of contacts that are theirs too, must be as they were. */
void canary_write(struct session *s, const struct sql *more, struct canary *out);
/* Whether the one or the other finds anything; goes no further than that. */
bool canary_finds(struct session *s, bool writes, const struct sql *more);
void canary_release(struct canary *c);

#endif
