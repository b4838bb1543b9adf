/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches among the nodes of a flow. */
#ifndef MATCH_SEARCH_H
#define MATCH_SEARCH_H

#include "match_cost.h"

struct flow;

enum { NONE = -1, HELD_POOL = -1, HELD_NOBODY = -2 };

/* How a node was reached: by a student who moves there from another node (NONE: who comes new), or
 * without one, from a pool to a mentor, or from the sink to whoever may have one less. */
struct way {
	int student, from;
	int option; /* of match_problem.option; HELD_POOL, HELD_NOBODY */
};

struct node {
	struct cost potential, distance;
	struct way way;
	unsigned seen, done; /* in which search */
	unsigned place;      /* in the queue */
};

/* Nodes by their distance, the nearest first; one of the same distance by its number. */
void queue_add(struct flow *f, int node);
void queue_nearer(struct flow *f, int node); /* its distance has become less */
int queue_take(struct flow *f);

/* A search for `target`, and a node on it by a way: kept where it is the nearest so far, and nearer
 * than the target, since what is not is of no use. */
void search_begin(struct flow *f, int target);
void search_reach(struct flow *f, int node, const struct cost *distance, struct way way);
/* The nearest node, whose distance is final; NONE. */
int search_take(struct flow *f);

#endif
