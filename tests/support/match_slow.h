/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small made-up schools, and the slow, obvious way to match them: every way is counted out. */
#ifndef SUPPORT_MATCH_SLOW_H
#define SUPPORT_MATCH_SLOW_H

#include "model/match.h"

enum { SMALL_STUDENTS = 8, SMALL_MENTORS = 5, SMALL_BONDS = 4, SMALL_POOLS = 2 };

/* A problem that owns its arrays. */
struct small {
	struct match_problem p;
	struct match_mentor mentor[SMALL_MENTORS];
	size_t first[SMALL_STUDENTS + 1];
	struct match_option option[SMALL_STUDENTS * SMALL_MENTORS];
	struct match_pool pool[SMALL_POOLS];
	struct match_member member[SMALL_POOLS * SMALL_MENTORS];
	int pool_of[SMALL_STUDENTS], waited[SMALL_STUDENTS];
	struct match_bond bond[SMALL_BONDS];
};

/* What it may have. */
struct small_most {
	int students, mentors, capacity, bonds;
};

/* Of a seed alone. Pools, penalties, bounds, both aims; where both sides choose, neither pools nor
 * bounds, and every mentor in every list, with an opinion of everybody. */
void small_draw(struct small *s, unsigned long seed, struct small_most most);
void small_draw_both(struct small *s, unsigned long seed, struct small_most most);

/* What counts, the most important first; less is better. */
enum {
	SLOW_LEFT_OUT,
	SLOW_BROKEN, /* bonds that must hold */
	SLOW_LEAST,
	SLOW_RANK,
	SLOW_PENALTY = SLOW_RANK + MATCH_RANKS, /* and broken bonds of some weight */
	SLOW_TURN,                              /* ranks in the order of the lots */
	SLOW_LOAD = SLOW_TURN + SMALL_STUDENTS,
	SLOW_COSTS
};
struct slow {
	long cost[SLOW_COSTS];
};

/* How a student may get a mentor; the last one is MATCH_NOBODY. */
struct slow_seat {
	int mentor, rank, penalty;
};
enum { SLOW_SEATS = 2 * SMALL_MENTORS + 1 };
size_t slow_seats(const struct match_problem *p, size_t student, struct slow_seat *out);

/* Of a result, which is looked at too: a mentor whom the student may not have, or too many at one,
 * fails the test. */
struct slow slow_cost(const struct match_problem *p, const struct match_result *r);
struct slow slow_best(const struct match_problem *p, const uint32_t *lot);
/* As many as can be placed, by augmenting paths (Kuhn 1955). */
size_t slow_places(const struct match_problem *p);

#endif
