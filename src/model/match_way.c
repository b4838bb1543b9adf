/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cheapest way. One student after the other takes it to the sink, and those on it move on by
 * one; so what is held is the best for those who have had their turn.
 *
 * Potentials keep every step's reduced cost from being negative, and the search ends where its
 * target is reached. Pools are wide: their mentors are looked at one by one only where the best
 * free seat among them is not the nearest thing anyway.
 */
#include "match_private.h"

static const struct cost nothing;

void search_reach(struct flow *f, int node, const struct cost *distance, struct way way)
{
	struct node *n = &f->node[node], *target = &f->node[f->target];
	bool first = n->seen != f->search;

	if (target->seen == f->search && !cost_less(distance, &target->distance))
		return;
	if (!first && !cost_less(distance, &n->distance))
		return;
	n->seen = f->search;
	n->distance = *distance;
	n->way = way;
	if (first)
		queue_add(f, node);
	else
		queue_nearer(f, node);
}

/* The cost of the way so far, `sum`, is distance + potential, but for the new student's own. */
static void reach(struct flow *f, int node, const struct cost *sum, struct way way)
{
	struct cost distance;

	if (f->node[node].done == f->search)
		return;
	distance = cost_sub(*sum, &f->node[node].potential);
	search_reach(f, node, &distance, way);
}

static void reach_option(struct flow *f, int student, int from, int option,
			 const struct cost *before)
{
	struct cost step = flow_cost_of_option(f, option), sum = cost_add(*before, &step);

	reach(f, flow_node_of_option(f, student, option), &sum,
	      (struct way){ student, from, option });
}

static void reach_options(struct flow *f, int student, int from, const struct cost *before)
{
	const struct match_problem *p = f->p;

	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		if (p->mentor[p->option[i].mentor].capacity > 0)
			reach_option(f, student, from, (int)i, before);
	if (flow_pool_of(f, student) >= 0)
		reach_option(f, student, from, HELD_POOL, before);
	reach_option(f, student, from, HELD_NOBODY, before);
}

/* Students lie far apart in memory: what is looked at soon is fetched by then. */
static void fetch(const struct flow *f, const struct seats *s, int i)
{
	const char *option;

	if (i + 4 < s->count)
		__builtin_prefetch(&f->p->first[s->student[i + 4]]);
	if (i + 2 >= s->count)
		return;
	__builtin_prefetch(&f->held[s->student[i + 2]]);
	option = (const char *)&f->p->option[f->p->first[s->student[i + 2]]];
	__builtin_prefetch(option);
	__builtin_prefetch(option + 64);
}

static void reach_from_seats(struct flow *f, int node, const struct cost *sum)
{
	const struct seats *s = &f->seats[node];

	for (int i = 0; i < s->count; i++) {
		const struct held *h = &f->held[s->student[i]];
		struct cost held, before = *sum;

		fetch(f, s, i);
		if (h->fixed)
			continue;
		held = flow_cost_of_option(f, h->option);
		before = cost_sub(before, &held);
		before.at[2] -= h->penalty;
		reach_options(f, s->student[i], node, &before);
	}
}

static bool has_room(const struct flow *f, int mentor)
{
	return f->seats[mentor].count < f->p->mentor[mentor].capacity;
}

static void reach_sink(struct flow *f, int node, const struct cost *sum)
{
	struct cost all = *sum;

	if (is_mentor(f, node)) {
		struct cost seat = flow_cost_of_seat(f, node, f->seats[node].count);

		all = cost_add(all, &seat);
	}
	reach(f, f->sink, &all, (struct way){ NONE, node, NONE });
}

/* ------------------------------------------------------------------------- pools */

/* The best free seat: by its cost, then the lightest load. */
static const struct match_member *find_free_seat(struct flow *f, int pool)
{
	const struct match_pool *of = &f->p->pool[pool];
	struct cursor *c = &f->cursor[pool], best = { .stands = false };
	size_t count = of->end - of->first;

	for (size_t n = 0; n < count; n++) {
		size_t at = of->first + (c->at + n) % count;
		const struct match_member *m = &f->p->member[at];
		struct cursor here = { .at = at - of->first, .stands = true };

		if (!has_room(f, m->mentor))
			continue;
		here.level = flow_cost_of_seat(f, m->mentor, f->seats[m->mentor].count);
		here.level.at[2] += m->penalty;
		here.load = f->seats[m->mentor].count + f->p->mentor[m->mentor].others;
		if (!best.stands || cost_less(&here.level, &best.level) ||
		    (cost_is(&here.level, &best.level) && here.load < best.load))
			best = here;
		if (c->stands && here.load == c->load && cost_is(&here.level, &c->level))
			break;
	}
	*c = best;
	return best.stands ? &f->p->member[of->first + best.at] : NULL;
}

/* False: none is free, or another way may be better. */
static bool reach_free_seat(struct flow *f, int node, const struct cost *sum)
{
	const struct match_member *best = find_free_seat(f, node - (int)f->p->mentors);
	struct cost seat, distance, way = *sum;

	if (!best || f->node[best->mentor].done == f->search || f->target != f->sink)
		return false;
	way.at[2] += best->penalty;
	seat = flow_cost_of_seat(f, best->mentor, f->seats[best->mentor].count);
	distance = cost_add(way, &seat);
	distance = cost_sub(distance, &f->node[f->sink].potential);
	if (cost_less(&f->node[node].distance, &distance))
		return false; /* not at once: something nearer may be behind the pool */
	reach(f, best->mentor, &way, (struct way){ NONE, node, NONE });
	reach_sink(f, best->mentor, &way);
	return f->node[f->sink].way.from == best->mentor && f->node[best->mentor].way.from == node;
}

static void reach_from_pool(struct flow *f, int node, const struct cost *sum)
{
	const struct match_pool *pool = &f->p->pool[(size_t)node - f->p->mentors];

	if (reach_free_seat(f, node, sum))
		return;
	for (size_t i = pool->first; i < pool->end; i++) {
		const struct match_member *m = &f->p->member[i];
		struct cost way = *sum;

		if (f->p->mentor[m->mentor].capacity <= 0)
			continue;
		way.at[2] += m->penalty;
		reach(f, m->mentor, &way, (struct way){ NONE, node, NONE });
	}
}

/* ------------------------------------------------------------------------ search */

/* One less at the mentor or left out, wherever there is one. */
static void reach_from_sink(struct flow *f, const struct cost *sum)
{
	for (int m = 0; is_mentor(f, m); m++) {
		struct cost seat = flow_cost_of_seat(f, m, f->seats[m].count - 1), way;

		way = cost_sub(*sum, &seat);
		if (f->seats[m].count && m != f->target)
			reach(f, m, &way, (struct way){ NONE, f->sink, NONE });
	}
	if (f->seats[f->nobody].count)
		reach(f, f->nobody, sum, (struct way){ NONE, f->sink, NONE });
}

static void reach_from(struct flow *f, int node)
{
	struct cost sum = cost_add(f->node[node].distance, &f->node[node].potential);

	if (node == f->sink) {
		reach_from_sink(f, &sum);
	} else if (is_mentor(f, node)) {
		if (has_room(f, node))
			reach_sink(f, node, &sum);
		reach_from_seats(f, node, &sum);
	} else if (node == f->nobody) {
		/* the sink is as near, and nothing behind those left out is nearer */
		reach_sink(f, node, &sum);
		if (f->target != f->sink)
			reach_from_seats(f, node, &sum);
	} else {
		reach_from_pool(f, node, &sum);
	}
}

/* Nodes that were not reached in time stand as much further off as the target. */
static void raise_potentials(struct flow *f)
{
	struct cost all = f->node[f->target].distance;

	for (int i = 0; i < f->taken_count; i++) {
		struct node *n = &f->node[f->taken[i]];
		struct cost less = cost_sub(n->distance, &all);

		flow_keep_potential(f, f->taken[i]);
		n->potential = cost_add(n->potential, &less);
	}
}

void search_begin(struct flow *f, int target)
{
	f->search++;
	f->target = target;
	f->queued = 0;
	f->taken_count = 0;
}

int search_take(struct flow *f)
{
	int node;

	if (!f->queued)
		return NONE;
	node = queue_take(f);
	f->node[node].done = f->search;
	f->taken[f->taken_count++] = node;
	return node;
}

static bool search(struct flow *f)
{
	int node;

	while ((node = search_take(f)) != NONE) {
		if (node == f->target) {
			raise_potentials(f);
			return true;
		}
		reach_from(f, node);
	}
	return false;
}

static void reach_only(struct flow *f, int student, int mentor)
{
	const struct match_problem *p = f->p;
	int penalty;

	if (mentor == f->nobody) {
		reach_option(f, student, NONE, HELD_NOBODY, &nothing);
		return;
	}
	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		if (p->option[i].mentor == mentor && p->mentor[mentor].capacity > 0)
			reach_option(f, student, NONE, (int)i, &nothing);
	if (flow_find_member(f, flow_pool_of(f, student), mentor, &penalty)) {
		struct cost sum = flow_cost_of_option(f, HELD_POOL);

		sum.at[2] += penalty;
		reach(f, mentor, &sum, (struct way){ student, NONE, HELD_POOL });
	}
}

bool flow_enter(struct flow *f, int student, int mentor)
{
	search_begin(f, f->sink);
	if (mentor == NONE)
		reach_options(f, student, NONE, &nothing);
	else
		reach_only(f, student, mentor);
	if (!search(f))
		return false;
	flow_move_along(f, f->sink);
	return true;
}

/* Bounds that count from the start would first spread everybody, and then have to bring most of
 * them back. So they come last, seat by seat. The way of nobody who comes, from the mentor's own
 * seats, is as dear as the bound is worth: what is found is either cheaper or there is none. */
static void meet_bound(struct flow *f, int mentor)
{
	const struct match_mentor *m = &f->p->mentor[mentor];
	int least = m->least < m->capacity ? m->least : m->capacity;
	int count = f->seats[mentor].count;

	f->least[mentor] = count < least ? count : least;
	f->total.at[0] -= (int64_t)f->least[mentor] << COUNT_BITS;
	while (f->least[mentor] < least) {
		struct cost most = f->node[f->sink].potential;

		most.at[0] += (int64_t)1 << COUNT_BITS;
		search_begin(f, mentor);
		reach(f, f->sink, &f->node[f->sink].potential, (struct way){ NONE, NONE, NONE });
		reach(f, mentor, &most, (struct way){ NONE, f->sink, NONE });
		search(f);
		if (f->node[mentor].way.student == NONE && f->node[mentor].way.from == f->sink) {
			f->least[mentor] = least;
			return;
		}
		f->least[mentor]++;
		flow_move_along(f, mentor);
	}
}

void flow_meet_bounds(struct flow *f)
{
	for (int m = 0; is_mentor(f, m); m++)
		meet_bound(f, m);
}
