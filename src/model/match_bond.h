/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What match_bond.c, match_place.c and match_weigh.c share. */
#ifndef MATCH_BOND_H
#define MATCH_BOND_H

#include "match_private.h"

struct verdict {
	int64_t left_out, broken;
	struct cost cost; /* with the weights of what is broken */
};

/* What it costs at least to put those in hand down at a node. */
struct offer {
	struct cost sum, last; /* of those who may be there; of the last one */
	int count;             /* of these */
	unsigned weighing;
	bool near; /* somebody with a bond to one of them is there */
};
struct candidate {
	int node;
	struct verdict least;
};

struct bonding {
	struct flow *f;
	const struct match_problem *p;
	struct arena arena;
	int *at;             /* of students: the mentor; NONE: nobody */
	bool *down;          /* students who were put down */
	bool *moved;         /* students who were put down elsewhere than they were */
	int *group, *next;   /* of students: the first of the group; the next in it, NONE */
	size_t *first, *own; /* the bonds of each student, and where they begin */
	struct offer *offer; /* of nodes */
	struct candidate *candidate;
	int candidates;
	unsigned weighing;
	int64_t left_out; /* without bonds */
	int *set;         /* students in hand */
	int count;
};

/* Of what stands now, with the bonds of those in hand. */
struct verdict bonding_verdict(const struct bonding *w);
bool verdict_less(const struct verdict *a, const struct verdict *b);
bool bonding_is_broken(const struct bonding *w, const struct match_bond *b);
int64_t bonding_left_out(const struct cost *c);

/* In by any way, and not put down; where they are; and out. */
void bonding_enter(struct bonding *w, int student);
void bonding_stay(struct bonding *w, int student);
void bonding_take_up(struct bonding *w);
/* Back to when those in hand were out. */
void bonding_lift(struct bonding *w, struct mark to);
/* Those in hand are down: what it costs at least wherever they are, bonds apart. */
struct verdict bonding_least(const struct bonding *w);
/* Whether it may cost less than it does: with all at one mentor; with the first `a_count` at one
 * and the others at one, and a bond of that weight between the two broken. */
bool bonding_may_at_once(struct bonding *w, const struct verdict *stands);
bool bonding_may_one_by_one(struct bonding *w, int a_count, int weight,
			    const struct verdict *stands);
/* Those in hand are out: where they may be together, and there the least first. */
void bonding_weigh(struct bonding *w);
bool bonding_take_nearest(struct bonding *w, struct candidate *out);
/* Those in hand are put down together where it is best; false: nowhere without leaving out more,
 * and then they are in, and free. */
bool bonding_place(struct bonding *w);

#endif
