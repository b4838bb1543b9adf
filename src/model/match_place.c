/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where students in hand are best put down, at one mentor. Potentials tell for each mentor what
 * that costs at least, so that few are tried. */
#include "match_bond.h"

/* ---------------------------------------------------------------------- verdicts */

int64_t bonding_left_out(const struct cost *c)
{
	int64_t half = (int64_t)1 << (LEFT_OUT_BITS - 1);

	return (c->at[0] + half) >> LEFT_OUT_BITS;
}

bool verdict_less(const struct verdict *a, const struct verdict *b)
{
	if (a->left_out != b->left_out)
		return a->left_out < b->left_out;
	if (a->broken != b->broken)
		return a->broken < b->broken;
	return cost_less(&a->cost, &b->cost);
}

bool bonding_is_broken(const struct bonding *w, const struct match_bond *b)
{
	int x = w->at[b->a], y = w->at[b->b];

	if (!w->down[b->a] || !w->down[b->b])
		return false;
	return b->apart ? x == y && x != NONE : x != y || x == NONE;
}

static bool is_in_hand(const struct bonding *w, size_t student)
{
	for (int i = 0; i < w->count; i++)
		if ((size_t)w->set[i] == student)
			return true;
	return false;
}

/* Adds the bonds of those in hand, one between two of them once. */
static void add_bonds(const struct bonding *w, struct verdict *v)
{
	for (int i = 0; i < w->count; i++) {
		size_t student = (size_t)w->set[i];

		for (size_t k = w->first[student]; k < w->first[student + 1]; k++) {
			const struct match_bond *b = &w->p->bond[w->own[k]];

			if (!bonding_is_broken(w, b) || (b->b == student && is_in_hand(w, b->a)))
				continue;
			v->broken += b->weight == 0;
			v->cost.at[2] += b->weight;
		}
	}
}

static struct verdict verdict_of(const struct bonding *w, struct cost total)
{
	struct verdict v = { bonding_left_out(&total), 0, total };

	add_bonds(w, &v);
	return v;
}

struct verdict bonding_verdict(const struct bonding *w)
{
	return verdict_of(w, w->f->total);
}

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

static void take_up(struct bonding *w, int student)
{
	w->f->held[student].fixed = false;
	w->down[student] = false;
	if (w->f->held[student].in)
		flow_go(w->f, student);
}

void bonding_take_up(struct bonding *w)
{
	for (int i = 0; i < w->count; i++)
		take_up(w, w->set[i]);
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

/* ----------------------------------------------------------------- where it is best */

/* `node`: a mentor or nobody. */
static bool price_of(const struct bonding *w, int student, int node, struct cost *least)
{
	const struct match_problem *p = w->p;
	bool found = false;
	int penalty;

	if (node == w->f->nobody) {
		*least = flow_cost_of_option(w->f, HELD_NOBODY);
		return true;
	}
	for (size_t i = p->first[student]; i < p->first[student + 1]; i++) {
		struct cost c = flow_cost_of_option(w->f, (int)i);

		if (p->option[i].mentor != node || (found && !cost_less(&c, least)))
			continue;
		*least = c;
		found = true;
	}
	if (flow_find_member(w->f, flow_pool_of(w->f, student), node, &penalty)) {
		struct cost c = flow_cost_of_option(w->f, HELD_POOL);

		c.at[2] += penalty;
		if (!found || cost_less(&c, least))
			*least = c;
		found = true;
	}
	return found;
}

/* What it costs at least with those in hand there, one alone maybe left out: by weak duality,
 * whoever gives way costs no less than the difference of potentials. */
static bool estimate(struct bonding *w, int node, struct verdict *v)
{
	const struct flow *f = w->f;
	struct cost all = f->total, c;

	if (is_mentor(f, node) ? w->count > w->p->mentor[node].capacity
			       : node != f->nobody || w->count > 1)
		return false;
	for (int i = 0; i < w->count; i++) {
		if (!price_of(w, w->set[i], node, &c))
			return false;
		all = cost_add(all, &c);
		all = cost_add(all, &f->node[f->sink].potential);
		all = cost_sub(all, &f->node[node].potential);
	}
	for (int i = 0; i < w->count; i++) {
		w->at[w->set[i]] = is_mentor(f, node) ? node : NONE;
		w->down[w->set[i]] = true;
	}
	*v = verdict_of(w, all);
	for (int i = 0; i < w->count; i++)
		w->down[w->set[i]] = false;
	return v->left_out <= w->left_out;
}

static int nearest(const struct bonding *w)
{
	int best = NONE;

	for (int node = 0; node <= w->f->nobody; node++)
		if (!w->tried[node] &&
		    (best == NONE || verdict_less(&w->least[node], &w->least[best])))
			best = node;
	return best;
}

bool bonding_place(struct bonding *w)
{
	struct verdict best = { 0 }, v;
	int chosen = NONE, m;

	bonding_take_up(w);
	for (m = 0; m <= w->f->nobody; m++)
		w->tried[m] = !estimate(w, m, &w->least[m]);
	while ((m = nearest(w)) != NONE) {
		w->tried[m] = true;
		if (chosen != NONE && !verdict_less(&w->least[m], &best))
			break;
		if (put_down(w, m)) {
			v = verdict_of(w, w->f->total);
			if (v.left_out <= w->left_out &&
			    (chosen == NONE || verdict_less(&v, &best))) {
				best = v;
				chosen = m;
			}
		}
		bonding_take_up(w);
	}
	if (chosen != NONE)
		return put_down(w, chosen);
	for (int i = 0; i < w->count; i++)
		bonding_enter(w, w->set[i]);
	return false;
}
