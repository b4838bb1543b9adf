/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What match_bond.c and match_place.c share. */
#ifndef MATCH_BOND_H
#define MATCH_BOND_H

#include "match_private.h"

struct verdict {
	int64_t left_out, broken;
	struct cost cost; /* with the weights of what is broken */
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
	bool *tried;         /* nodes */
	struct verdict *least;
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
/* Those in hand are put down together where it is best; false: nowhere without leaving out more,
 * and then they are in, and free. */
bool bonding_place(struct bonding *w);

#endif
