/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the matching share: what the file says (matching_facts.c), whom a student may
 * have (matching_fit.c), the input of a run (matching_gather.c), its JSON (matching_input.c), how
 * it is solved (matching_solve.c).
 */
#ifndef MATCHING_PRIVATE_H
#define MATCHING_PRIVATE_H

#include "matching_facts.h"

/* ------------------------------------------------------------------------- input */

struct input_mentor {
	int64_t id;
	int most, held, least; /* least: that are still to come */
};
struct input_student {
	int64_t id, before;
	int waited, pool;
	enum match_bar only; /* why there is one mentor alone */
};
/* Mentors for many: those of `base` without `minus`, or, base -1, those listed. */
struct input_pool {
	int base;
	size_t first, end; /* of member; of a base alone the penalties count */
};
/* A choice that could not be granted. */
struct input_refused {
	size_t student;
	int64_t mentor_id;
	int rank;
	enum match_bar bar;
};
/* Who was given a mentor by a person before, and so is not solved. */
struct input_hand {
	int64_t student_id, mentor_id, before;
	int rank; /* as match_pair has it */
};

/* The place in a mentor's order of whoever is not in it: behind all who are. */
enum { MATCH_UNLISTED = 1000 };

struct match_input {
	bool both;
	enum match_aim aim;
	uint64_t seed;
	size_t favoured; /* as match_problem has it; not kept */
	int64_t leaving;
	size_t mentors, students, options, pools, members, bonds, refusals, hands;
	struct input_mentor *mentor;
	struct input_student *student;
	size_t *first; /* of each student's options, and one more */
	struct match_option *option;
	struct input_pool *pool;
	struct match_member *member;
	struct match_bond *bond;
	struct input_refused *refused; /* by student and rank */
	struct input_hand *hand;
};
void match_input_release(struct match_input *in);
void match_gather(const struct facts *f, const struct match_asked *asked, struct match_input *out);

/* As it is kept. Ids and numbers alone. */
void match_input_write(const struct match_input *in, struct buf *out);
/* False for what was not written by it. */
bool match_input_read(const char *json, struct match_input *out);
/* Of a stored run; NOT_FOUND. The caller releases it, also after a failure. */
bool match_input_load(struct session *s, int64_t run, struct match_input *out, struct err *e);

/* MATCH_NOBODY, SIZE_MAX: none. */
int match_input_mentor(const struct match_input *in, int64_t id);
size_t match_input_student(const struct match_input *in, int64_t id);
/* Whether the student could have the mentor at all. */
bool match_input_may(const struct match_input *in, size_t student, int mentor);

/* Solves it. `shortage` may be NULL; it is filled, and true returned, where somebody is left out.
 * The caller releases both. */
bool match_input_solve(const struct match_input *in, struct match_result *out,
		       struct match_shortage *shortage);

/* ------------------------------------------------------------------------- pairs */

/* The pair of a student in a run; its `result` is the run's state. NOT_FOUND. */
bool match_pair_of(struct session *s, int64_t run, int64_t student_id, struct rowset *out,
		   struct err *e);
/* What the student chose this mentor as when the run was made: 1 to 5; 0: not named. */
int64_t match_rank_of(const struct match_input *in, int64_t student_id, int64_t mentor_id);

/* ------------------------------------------------------------------------- looking */

/* A run beside what the file says by now. */
struct match_look {
	struct rowset run;
	const struct match_run *of;
	struct facts facts;
	int64_t *mentor; /* of each pupil in the run; 0: nobody; -1: is not in it */
};
/* The caller releases it, also after a failure. */
bool match_look_at(struct session *s, int64_t run, struct match_look *out, struct err *e);
void match_look_release(struct match_look *l);

/* ----------------------------------------------------- confirming and withdrawing */

struct match_kept {
	iso_date starts;
	char state[12];
	int64_t year;
	const char *made; /* of the arena */
};
/* A run that is still at that rev; else a CONFLICT. */
bool match_kept_load(struct session *s, int64_t id, int64_t rev, struct arena *arena,
		     struct match_kept *out, struct err *e);

/* Every assignment of a run's students, by id. */
struct match_state {
	int64_t id, rev, student_id;
	iso_date starts, ends;
};
struct match_states {
	struct match_state *at; /* the caller frees it */
	size_t count;
};
bool match_states_load(struct session *s, int64_t run, struct match_states *out, struct err *e);
const struct match_state *match_state_of(const struct match_states *all, int64_t id);

/* ------------------------------------------------------------------------- words */

/* "nobody" for 0, "-" for a student who is not to be seen. */
const char *match_mentor_name(struct session *s, int64_t id, struct arena *arena);
const char *match_student_name(struct session *s, int64_t id, struct arena *arena);
/* "not of the same campus" … for the end of a sentence. */
const char *match_bar_words(enum match_bar bar);

#endif
