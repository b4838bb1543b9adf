/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_COST_H
#define MATCH_COST_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What a step costs: sums of counts, the more important ones in front. Each place holds up to three
 * counts of 20 bits, or a larger sum; a negative one borrows from the one in front, as in any
 * number, and the order stays right.
 *   0  left out, below the lower bound, first rank
 *   1  second to fourth rank
 *   2  fifth rank (20 bits), penalties (40 bits)
 */
enum { COST_PLACES = 3, COUNT_BITS = 20, LEFT_OUT_BITS = 2 * COUNT_BITS };
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

static inline bool cost_is(const struct cost *a, const struct cost *b)
{
	return a->at[0] == b->at[0] && a->at[1] == b->at[1] && a->at[2] == b->at[2];
}

#endif
