/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it costs where students in hand are, and at least where they could be. By weak duality,
 * whoever gives way costs no less than the difference of potentials: so few places have to be
 * tried, and none for most students.
 */
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

struct verdict bonding_verdict(const struct bonding *w)
{
	struct verdict v = { bonding_left_out(&w->f->total), 0, w->f->total };

	add_bonds(w, &v);
	return v;
}

/* ------------------------------------------------------------------------ at one mentor */

static void add_offer(struct bonding *w, int i, int node, struct cost c)
{
	struct offer *o = &w->offer[node];

	if (o->weighing != w->weighing)
		*o = (struct offer){ .weighing = w->weighing };
	if (o->count == i) {
		o->count++;
		o->sum = cost_add(o->sum, &c);
		o->last = c;
	} else if (o->count == i + 1 && cost_less(&c, &o->last)) {
		o->sum = cost_sub(o->sum, &o->last);
		o->sum = cost_add(o->sum, &c);
		o->last = c;
	}
}

/* The i-th of those in hand; nobody is for one alone. */
static void add_offers(struct bonding *w, int i)
{
	const struct match_problem *p = w->p;
	int student = w->set[i], pool = flow_pool_of(w->f, student);
	struct cost c = flow_cost_of_option(w->f, HELD_POOL);

	for (size_t k = p->first[student]; k < p->first[student + 1]; k++)
		add_offer(w, i, p->option[k].mentor, flow_cost_of_option(w->f, (int)k));
	for (size_t k = pool < 0 ? 0 : p->pool[pool].first; pool >= 0 && k < p->pool[pool].end;
	     k++) {
		struct cost with = c;

		with.at[2] += p->member[k].penalty;
		add_offer(w, i, p->member[k].mentor, with);
	}
	if (w->count == 1)
		add_offer(w, i, w->f->nobody, flow_cost_of_option(w->f, HELD_NOBODY));
}

/* Where bonds to others count otherwise than elsewhere. */
static void find_near(struct bonding *w)
{
	for (int i = 0; i < w->count; i++) {
		size_t student = (size_t)w->set[i];

		for (size_t k = w->first[student]; k < w->first[student + 1]; k++) {
			const struct match_bond *b = &w->p->bond[w->own[k]];
			size_t other = b->a == student ? b->b : b->a;

			if (w->down[other] && w->at[other] != NONE)
				w->offer[w->at[other]].near = true;
		}
	}
}

/* With those in hand there as to bonds, and so far as to nothing else. */
static struct verdict verdict_at(struct bonding *w, int mentor)
{
	struct verdict v = { 0 };

	for (int i = 0; i < w->count; i++) {
		w->at[w->set[i]] = mentor;
		w->down[w->set[i]] = true;
	}
	add_bonds(w, &v);
	for (int i = 0; i < w->count; i++)
		w->down[w->set[i]] = false;
	return v;
}

static bool has_offer(const struct bonding *w, int node)
{
	const struct offer *o = &w->offer[node];

	return o->weighing == w->weighing && o->count == w->count &&
	       (!is_mentor(w->f, node) || w->count <= w->p->mentor[node].capacity);
}

/* By weak duality, whoever gives way costs no less than the difference of potentials: from `base`,
 * which has those of where they come from. */
static void weigh_all(struct bonding *w, struct cost base)
{
	const struct flow *f = w->f;
	struct verdict elsewhere;

	w->weighing++;
	w->candidates = 0;
	for (int i = 0; i < w->count; i++)
		add_offers(w, i);
	find_near(w);
	elsewhere = verdict_at(w, f->sink);
	for (int node = 0; node <= f->nobody; node++) {
		struct verdict v = elsewhere;

		if (!has_offer(w, node))
			continue;
		if (w->offer[node].near)
			v = verdict_at(w, node);
		v.cost = cost_add(v.cost, &base);
		v.cost = cost_add(v.cost, &w->offer[node].sum);
		for (int i = 0; i < w->count; i++)
			v.cost = cost_sub(v.cost, &f->node[node].potential);
		v.left_out = bonding_left_out(&v.cost);
		if (v.left_out <= w->left_out)
			w->candidate[w->candidates++] = (struct candidate){ node, v };
	}
}

static bool is_nearer(const struct candidate *a, const struct candidate *b)
{
	return verdict_less(&a->least, &b->least) ||
	       (a->node < b->node && !verdict_less(&b->least, &a->least));
}

bool bonding_take_nearest(struct bonding *w, struct candidate *out)
{
	int best = 0;

	if (!w->candidates)
		return false;
	for (int i = 1; i < w->candidates; i++)
		if (is_nearer(&w->candidate[i], &w->candidate[best]))
			best = i;
	*out = w->candidate[best];
	w->candidate[best] = w->candidate[--w->candidates];
	return true;
}

void bonding_weigh(struct bonding *w)
{
	struct cost base = w->f->total;

	for (int i = 0; i < w->count; i++)
		base = cost_add(base, &w->f->node[w->f->sink].potential);
	weigh_all(w, base);
}

/* ------------------------------------------------------------------------ without trying */

static struct cost cost_when_down(const struct bonding *w)
{
	const struct flow *f = w->f;
	struct cost base = f->total;

	for (int i = 0; i < w->count; i++) {
		const struct held *h = &f->held[w->set[i]];
		struct cost c = flow_cost_held(f, w->set[i]);

		base = cost_sub(base, &c);
		base = cost_add(base,
				&f->node[h->mentor != NONE ? h->mentor : f->nobody].potential);
	}
	return base;
}

static void lessen(const struct flow *f, int student, int option, struct cost *least)
{
	struct cost c = flow_cost_of_option(f, option);

	c = cost_sub(c, &f->node[flow_node_of_option(f, student, option)].potential);
	if (cost_less(&c, least))
		*least = c;
}

/* Of a student's ways to `mentor`, or NONE: to anywhere else, which a pool makes look no dearer
 * than it is; false: there is none. */
static bool least_way(const struct flow *f, int student, int mentor, struct cost *sum)
{
	static const struct cost most = { { INT64_MAX } };
	struct cost least = most;

	if (flow_pool_of(f, student) >= 0)
		lessen(f, student, HELD_POOL, &least);
	for (size_t k = f->p->first[student]; k < f->p->first[student + 1]; k++)
		if (f->p->option[k].mentor == mentor)
			lessen(f, student, (int)k, &least);
	if (cost_is(&least, &most))
		return false;
	*sum = cost_add(*sum, &least);
	return true;
}

static bool is_less_at(const struct bonding *w, int mentor, const struct verdict *than)
{
	struct verdict v = { .cost = cost_when_down(w) };

	for (int i = 0; i < w->count; i++)
		if (!least_way(w->f, w->set[i], mentor, &v.cost))
			return false;
	v.left_out = bonding_left_out(&v.cost);
	return verdict_less(&v, than);
}

/* Wherever one of them has not named, pools tell enough. */
static bool may_be_less_at_once(const struct bonding *w, const struct verdict *than)
{
	const struct match_problem *p = w->p;

	if (is_less_at(w, NONE, than))
		return true;
	for (int i = 0; i < w->count; i++)
		for (size_t k = p->first[w->set[i]]; k < p->first[w->set[i] + 1]; k++)
			if (is_less_at(w, p->option[k].mentor, than))
				return true;
	return false;
}

struct verdict bonding_least(const struct bonding *w)
{
	const struct flow *f = w->f;
	struct verdict v = { .cost = cost_when_down(w) };

	for (int i = 0; i < w->count; i++) {
		int student = w->set[i];
		struct cost least = { { INT64_MAX } };

		lessen(f, student, HELD_NOBODY, &least);
		if (flow_pool_of(f, student) >= 0)
			lessen(f, student, HELD_POOL, &least);
		for (size_t k = f->p->first[student]; k < f->p->first[student + 1]; k++)
			if (f->p->mentor[f->p->option[k].mentor].capacity > 0)
				lessen(f, student, (int)k, &least);
		v.cost = cost_add(v.cost, &least);
	}
	v.left_out = bonding_left_out(&v.cost);
	return v;
}

static bool find_least(struct bonding *w, struct verdict *least)
{
	struct candidate c;

	weigh_all(w, cost_when_down(w));
	if (!bonding_take_nearest(w, &c))
		return false;
	*least = c.least;
	return true;
}

static void stay_all(struct bonding *w)
{
	for (int i = 0; i < w->count; i++)
		bonding_stay(w, w->set[i]);
}

bool bonding_may_at_once(struct bonding *w, const struct verdict *stands)
{
	struct verdict least;
	bool found;

	if (!may_be_less_at_once(w, stands))
		return false;
	found = find_least(w, &least);
	stay_all(w);
	return found && verdict_less(&least, stands);
}

/* Each of the two by itself; `least` is of both, wherever they are. */
static bool find_least_of_two(struct bonding *w, int a_count, struct verdict *least)
{
	struct verdict other;
	int count = w->count;
	bool found;

	for (int i = 0; i < count; i++)
		w->down[w->set[i]] = false;
	w->count = a_count;
	found = find_least(w, least);
	w->set += a_count;
	w->count = count - a_count;
	found = found && find_least(w, &other);
	w->set -= a_count;
	w->count = count;
	stay_all(w);
	if (!found)
		return false;
	least->broken += other.broken;
	least->cost = cost_add(least->cost, &other.cost);
	least->cost = cost_sub(least->cost, &w->f->total);
	least->left_out = bonding_left_out(&least->cost);
	return true;
}

bool bonding_may_one_by_one(struct bonding *w, int a_count, int weight,
			    const struct verdict *stands)
{
	struct verdict least = bonding_least(w);

	least.cost.at[2] += weight;
	if (!verdict_less(&least, stands) || !find_least_of_two(w, a_count, &least))
		return false;
	least.cost.at[2] += weight;
	return verdict_less(&least, stands);
}
