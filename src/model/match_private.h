/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the matching share: lots and results (match.c), the flow (match_flow.c), its
 * queue (match_queue.c). */
#ifndef MATCH_PRIVATE_H
#define MATCH_PRIVATE_H

#include "model/match.h"

/*
 * What a step costs: sums of counts, the more important ones in front. Each place holds up to three
 * counts of 20 bits, or one larger sum; a negative one borrows from the one in front, as in any
 * number, and the order stays right.
 *   0  left out, below the lower bound, first rank
 *   1  second to fourth rank
 *   2  fifth rank, penalties (40 bits)
 *   3  those who waited (24 bits), loads (36 bits)
 *   4  lots
 */
enum { COST_PLACES = 5, COUNT_BITS = 20 };
struct cost {
	int64_t at[COST_PLACES];
};

static inline struct cost cost_add(struct cost a, const struct cost *b)
{
	for (int i = 0; i < COST_PLACES; i++)
		a.at[i] += b->at[i];
	return a;
}

static inline struct cost cost_sub(struct cost a, const struct cost *b)
{
	for (int i = 0; i < COST_PLACES; i++)
		a.at[i] -= b->at[i];
	return a;
}

static inline bool cost_less(const struct cost *a, const struct cost *b)
{
	for (int i = 0; i < COST_PLACES; i++)
		if (a->at[i] != b->at[i])
			return a->at[i] < b->at[i];
	return false;
}

/* Nodes by their distance, the nearest first; one of the same distance by its number. */
struct queue {
	size_t *node, *place; /* a heap; where each node stands in it */
	size_t count;
	const struct cost *distance; /* of every node */
};
void queue_init(struct queue *q, size_t nodes, const struct cost *distance);
void queue_add(struct queue *q, size_t node);
void queue_nearer(struct queue *q, size_t node); /* its distance has become less */
size_t queue_take(struct queue *q);
void queue_release(struct queue *q);

void match_result_init(const struct match_problem *p, struct match_result *out);
/* Counts what was filled in. */
void match_result_count(const struct match_problem *p, struct match_result *out);

#endif
