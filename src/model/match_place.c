/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students in hand are put down at one mentor, where that is best. */
#include "match_bond.h"

/* ------------------------------------------------------------------------- moves */

void bonding_enter(struct bonding *w, int student)
{
	flow_enter(w->f, student, NONE);
	w->down[student] = false;
}

void bonding_stay(struct bonding *w, int student)
{
	w->f->held[student].fixed = true;
	w->down[student] = true;
	w->at[student] = w->f->held[student].mentor;
}

static void free_one(struct bonding *w, int student)
{
	w->f->held[student].fixed = false;
	w->down[student] = false;
}

void bonding_take_up(struct bonding *w)
{
	for (int i = 0; i < w->count; i++) {
		free_one(w, w->set[i]);
		if (w->f->held[w->set[i]].in)
			flow_go(w->f, w->set[i]);
	}
}

void bonding_lift(struct bonding *w, struct mark to)
{
	flow_back(w->f, to);
	for (int i = 0; i < w->count; i++)
		free_one(w, w->set[i]);
}

static bool put_down(struct bonding *w, int mentor)
{
	for (int i = 0; i < w->count; i++) {
		if (!flow_enter(w->f, w->set[i], mentor))
			return false;
		bonding_stay(w, w->set[i]);
	}
	return true;
}

bool bonding_place(struct bonding *w)
{
	struct verdict best = { 0 }, v;
	struct candidate c;
	struct mark out;
	int chosen = NONE, here = NONE;

	bonding_take_up(w);
	bonding_weigh(w);
	out = w->f->trail.at;
	while (bonding_take_nearest(w, &c) && (chosen == NONE || verdict_less(&c.least, &best))) {
		bonding_lift(w, out);
		here = put_down(w, c.node) ? c.node : NONE;
		v = bonding_verdict(w);
		if (here == NONE || v.left_out > w->left_out ||
		    (chosen != NONE && !verdict_less(&v, &best)))
			continue;
		best = v;
		chosen = here;
	}
	if (here != chosen || chosen == NONE)
		bonding_lift(w, out);
	if (chosen != NONE)
		return here == chosen || put_down(w, chosen);
	for (int i = 0; i < w->count; i++)
		bonding_enter(w, w->set[i]);
	return false;
}
