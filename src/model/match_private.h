/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the matching share. match_flow.c holds who sits where and moves people along a
 * way; match_way.c finds the cheapest one; match.c is the order of the steps; match_lot.c
 * lets lots decide between equals, and loads what is then left; match_bond.c keeps bonds:
 * match_weigh.c says what may be gained, match_place.c tries it, match_back.c takes it back.
 */
#ifndef MATCH_PRIVATE_H
#define MATCH_PRIVATE_H

#include "base/mem.h"
#include "match_back.h"
#include "match_search.h"
#include "model/match.h"

struct seats {
	int *student;
	int count, room;
};

/* Where a student is. */
struct held {
	int option;  /* as way.option */
	int mentor;  /* NONE */
	int seat;    /* in the list of that mentor, or of nobody */
	int penalty; /* of the mentor as a member of the pool */
	bool fixed;  /* is not to be moved */
	bool in;     /* has had a turn */
};

/* The best free seat of a pool is sought from where the last one was: what was
 * passed over is no better than `level`, since loads only grow, and what flow_go frees is seen. */
struct cursor {
	struct cost level;
	int load;
	size_t at;
	bool stands;
};

/* Nodes are the mentors, then the pools, nobody, the sink. */
struct flow {
	const struct match_problem *p;
	struct arena arena;
	int nobody, sink, nodes;
	struct node *node;
	struct seats *seats; /* of mentors and of nobody */
	struct held *held;   /* of students */
	struct cursor *cursor;
	int *least; /* of mentors: so many seats count as the lower bound so far */
	unsigned search;
	int target;         /* of the search */
	int *queue, queued; /* a heap, the nearest first, from 1 */
	int *taken;         /* nodes whose distance is final */
	int taken_count;
	struct cost of_rank[MATCH_RANKS + 1];
	struct cost total;
	int *order; /* students: who comes first has the first turn */
	struct back back;
	struct trail trail;
};

void flow_init(struct flow *f, const struct match_problem *p, const uint32_t *lot);
void flow_release(struct flow *f);
/* Of the seat after `count`. */
struct cost flow_cost_of_seat(const struct flow *f, int mentor, int count);
/* Of where the student is. */
struct cost flow_cost_held(const struct flow *f, int student);
/* The pool's penalty of a mentor; false: not a member, or one without places. */
bool flow_find_member(const struct flow *f, int pool, int mentor, int *penalty);
void flow_leave(struct flow *f, int student);
void flow_take(struct flow *f, int student, int option, int mentor);
/* From the end of a way back to its start, everybody on it moves on. */
void flow_move_along(struct flow *f, int end);

static inline struct cost flow_cost_of_option(const struct flow *f, int option)
{
	struct cost c;

	if (option >= 0) {
		c = f->of_rank[f->p->option[option].rank];
		c.at[2] += f->p->option[option].penalty;
		return c;
	}
	c = f->of_rank[MATCH_UNASKED];
	if (option == HELD_NOBODY)
		c.at[0] += (int64_t)1 << LEFT_OUT_BITS;
	return c;
}

static inline int flow_pool_of(const struct flow *f, int student)
{
	return f->p->pool_of ? f->p->pool_of[student] : NONE;
}

static inline int flow_node_of_option(const struct flow *f, int student, int option)
{
	if (option >= 0)
		return f->p->option[option].mentor;
	return option == HELD_POOL ? (int)f->p->mentors + flow_pool_of(f, student) : f->nobody;
}

static inline bool is_mentor(const struct flow *f, int node)
{
	return (size_t)node < f->p->mentors;
}

/* A new student takes the cheapest way in; into `mentor`, or to nobody, alone where that is not
 * NONE. False, and nothing done: the student may not have that mentor, or nobody there can be
 * moved. */
bool flow_enter(struct flow *f, int student, int mentor);
/* Lower bounds, once all have entered: others change to mentors who have fewer, as far as nobody
 * is left out for it. */
void flow_meet_bounds(struct flow *f);

/* Among results of the same cost: in their turn students get the best rank that those before leave
 * them; after that loads are evened out. */
void flow_settle(struct flow *f);

/* Moves whom bonds are about, and fixes them. */
void flow_keep_bonds(struct flow *f);

/* The lots of so many students: a permutation, from the seed alone. */
void match_draw(uint64_t seed, uint32_t *lot, size_t students);
void match_result_init(const struct match_problem *p, struct match_result *out);
/* Counts and sums up what was filled in. */
void match_result_count(const struct match_problem *p, struct match_result *out);

#endif
