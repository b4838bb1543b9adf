/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How students go again, and how what was tried is taken back: only where bonds are. */
#ifndef MATCH_BACK_H
#define MATCH_BACK_H

#include <stdbool.h>
#include <stddef.h>

#include "match_cost.h"

struct flow;

/* Who could fill a seat: whoever named the mentor, or has a pool that the mentor is in. */
struct named {
	int student, option;
};
struct membership {
	int pool;
	size_t member; /* of match_problem.member */
};
struct back {
	size_t *first_named, *first_pool; /* of mentors, and one more */
	struct named *named;
	struct membership *pool;
	size_t *first_student; /* of pools, and one more */
	int *student;
};

/* What was done, the last at the end, so that it can be taken back. */
struct step {
	int student, option, mentor;
	bool took; /* else left */
};
struct raised {
	int node;
	struct cost before;
};
struct mark {
	size_t steps, raises;
};
struct trail {
	struct step *step;
	struct raised *raised;
	struct mark at, room;
	bool kept;
};

/* What flow_go and flow_back need; from then on a trail is kept. */
void flow_look_back(struct flow *f);
/* A student goes, and whoever can make best use of the seat moves up. */
void flow_go(struct flow *f, int student);
/* Everybody is where they were at the mark, which no flow_forget has followed; whether they are
 * fixed is as it was left. */
void flow_back(struct flow *f, struct mark to);
void flow_forget(struct flow *f);
/* A potential is to change. */
void flow_keep_potential(struct flow *f, int node);
void flow_keep_step(struct flow *f, int student, bool took);

#endif
