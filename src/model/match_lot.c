/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between results of the same cost. By complementary slackness they are the flows that use no way
 * but the tight ones, whose cost is just the difference of potentials: so from one of them every
 * other is reached by sending people round in rings of such ways.
 *
 * In their turn students get the best rank that is on a ring through where they are, and keep it.
 * What is not on a ring now never will be: rings are turned round and taken away, and none is
 * added. So a search in vain parts what it has seen from the rest for good, and all of those
 * together cost no more than each part once for every part. At last loads are evened out along the
 * ways that are left, those of students whom nobody asked for (Harvey, Ladner, Lovász and Tamir,
 * Journal of Algorithms 59, 2006: a spread that no way improves is the best).
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_private.h"

struct settling {
	struct flow *f;
	struct arena arena;
	bool *tight_option, *tight_member, *tight_pool, *tight_out; /* …_pool, …_out: of students */
	bool *settled; /* students who have their rank */
	int *part;     /* of nodes; ways from one to another are on no ring */
	int parts;
	int first, last; /* of f->queue */
};

/* Behind those with a mentor comes who has none. */
static int rank_of(const struct flow *f, int option)
{
	if (option == HELD_NOBODY)
		return MATCH_UNASKED + 1;
	return option == HELD_POOL ? MATCH_UNASKED : f->p->option[option].rank;
}

/* ------------------------------------------------------------------------- tight */

static struct cost price_of(const struct flow *f, int student, int option)
{
	struct cost c = flow_cost_of_option(f, option);

	return cost_sub(c, &f->node[flow_node_of_option(f, student, option)].potential);
}

static bool is_tight(const struct flow *f, int student, int option, const struct cost *price)
{
	struct cost c = price_of(f, student, option);

	return cost_is(&c, price);
}

static void find_tight_of(struct settling *w, int student)
{
	const struct flow *f = w->f;
	const struct held *h = &f->held[student];
	struct cost price = price_of(f, student, h->option);

	if (h->fixed)
		return;
	for (size_t i = f->p->first[student]; i < f->p->first[student + 1]; i++)
		w->tight_option[i] = f->p->mentor[f->p->option[i].mentor].capacity > 0 &&
				     is_tight(f, student, (int)i, &price);
	w->tight_pool[student] =
		flow_pool_of(f, student) >= 0 && is_tight(f, student, HELD_POOL, &price);
	w->tight_out[student] = is_tight(f, student, HELD_NOBODY, &price);
}

static void find_tight_in(struct settling *w, size_t pool)
{
	const struct flow *f = w->f;
	const struct cost *from = &f->node[f->p->mentors + pool].potential;

	for (size_t i = f->p->pool[pool].first; i < f->p->pool[pool].end; i++) {
		const struct match_member *m = &f->p->member[i];
		struct cost there = *from;

		there.at[2] += m->penalty;
		w->tight_member[i] = f->p->mentor[m->mentor].capacity > 0 &&
				     cost_is(&there, &f->node[m->mentor].potential);
	}
}

/* Of the seat after `count`. */
static bool is_tight_seat(const struct flow *f, int mentor, int count)
{
	struct cost c = flow_cost_of_seat(f, mentor, count);

	c = cost_add(c, &f->node[mentor].potential);
	return cost_is(&c, &f->node[f->sink].potential);
}

static bool may_gain(const struct flow *f, int mentor)
{
	int count = f->seats[mentor].count;

	return count < f->p->mentor[mentor].capacity && is_tight_seat(f, mentor, count);
}

static bool may_lose(const struct flow *f, int mentor)
{
	int count = f->seats[mentor].count;

	return count > 0 && is_tight_seat(f, mentor, count - 1);
}

static bool *some(struct settling *w, size_t count)
{
	bool *all = arena_alloc(&w->arena, count + 1);

	memset(all, 0, count + 1);
	return all;
}

static void settling_init(struct settling *w, struct flow *f)
{
	const struct match_problem *p = f->p;
	size_t members = 0;

	*w = (struct settling){ .f = f };
	for (size_t i = 0; i < p->pools; i++)
		members = p->pool[i].end > members ? p->pool[i].end : members;
	w->tight_option = some(w, p->first[p->students]);
	w->tight_member = some(w, members);
	w->tight_pool = some(w, p->students);
	w->tight_out = some(w, p->students);
	w->settled = some(w, p->students);
	w->part = arena_alloc(&w->arena, (size_t)f->nodes * sizeof *w->part);
	memset(w->part, 0, (size_t)f->nodes * sizeof *w->part);
	for (size_t i = 0; i < p->students; i++)
		find_tight_of(w, (int)i);
	for (size_t i = 0; i < p->pools; i++)
		find_tight_in(w, i);
}

/* ------------------------------------------------------------------------ search */

static void begin(struct settling *w)
{
	w->f->search++;
	w->first = w->last = 0;
}

static void visit(struct settling *w, int node, int part, struct way way)
{
	struct node *n = &w->f->node[node];

	if (n->seen == w->f->search || w->part[node] != part)
		return;
	n->seen = w->f->search;
	n->way = way;
	w->f->queue[w->last++] = node;
}

/* Who has a rank keeps it. */
static bool may_move(const struct settling *w, int student, int option)
{
	const struct flow *f = w->f;

	return !w->settled[student] || (rank_of(f, option) == MATCH_UNASKED &&
					rank_of(f, f->held[student].option) == MATCH_UNASKED);
}

static void visit_option(struct settling *w, int student, int from, int option)
{
	int node = flow_node_of_option(w->f, student, option);

	if (may_move(w, student, option))
		visit(w, node, w->part[from], (struct way){ student, from, option });
}

static void visit_from_seats(struct settling *w, int node)
{
	const struct flow *f = w->f;
	const struct seats *s = &f->seats[node];

	for (int k = 0; k < s->count; k++) {
		int student = s->student[k];

		if (f->held[student].fixed)
			continue;
		for (size_t i = f->p->first[student]; i < f->p->first[student + 1]; i++)
			if (w->tight_option[i])
				visit_option(w, student, node, (int)i);
		if (w->tight_pool[student])
			visit_option(w, student, node, HELD_POOL);
		if (w->tight_out[student])
			visit_option(w, student, node, HELD_NOBODY);
	}
}

static bool is_nobody_tight(const struct flow *f)
{
	return cost_is(&f->node[f->nobody].potential, &f->node[f->sink].potential);
}

static void visit_from_sink(struct settling *w)
{
	const struct flow *f = w->f;
	struct way way = { NONE, f->sink, NONE };

	for (int m = 0; is_mentor(f, m); m++)
		if (may_lose(f, m))
			visit(w, m, w->part[f->sink], way);
	if (f->seats[f->nobody].count && is_nobody_tight(f))
		visit(w, f->nobody, w->part[f->sink], way);
}

static void visit_from(struct settling *w, int node)
{
	const struct flow *f = w->f;
	const struct match_pool *pool;

	if (node == f->sink) {
		visit_from_sink(w);
	} else if (is_mentor(f, node) || node == f->nobody) {
		visit_from_seats(w, node);
		if (is_mentor(f, node) ? may_gain(f, node) : is_nobody_tight(f))
			visit(w, f->sink, w->part[node], (struct way){ NONE, node, NONE });
	} else {
		pool = &f->p->pool[(size_t)node - f->p->mentors];
		for (size_t i = pool->first; i < pool->end; i++)
			if (w->tight_member[i])
				visit(w, f->p->member[i].mentor, w->part[node],
				      (struct way){ NONE, node, NONE });
	}
}

/* ------------------------------------------------------------------------- turns */

static bool try_option(struct settling *w, int student, int option)
{
	struct flow *f = w->f;
	int here = f->held[student].mentor >= 0 ? f->held[student].mentor : f->nobody;
	int there = flow_node_of_option(f, student, option);

	if (w->part[here] != w->part[there])
		return false;
	begin(w);
	visit(w, there, w->part[there], (struct way){ student, NONE, option });
	while (w->first < w->last && f->node[here].seen != f->search)
		visit_from(w, f->queue[w->first++]);
	if (f->node[here].seen == f->search) {
		flow_move_along(f, here);
		return true;
	}
	w->parts++;
	for (int i = 0; i < w->last; i++)
		w->part[f->queue[i]] = w->parts;
	return false;
}

/* Options are in the order of ranks; the pool is behind them. */
static void take_turn(struct settling *w, int student)
{
	struct flow *f = w->f;
	int rank = rank_of(f, f->held[student].option);
	bool better = false;

	for (size_t i = f->p->first[student]; i < f->p->first[student + 1] && !better; i++) {
		if (f->p->option[i].rank >= rank)
			break;
		better = w->tight_option[i] && try_option(w, student, (int)i);
	}
	if (!better && rank > MATCH_UNASKED && w->tight_pool[student])
		try_option(w, student, HELD_POOL);
	w->settled[student] = true;
}

/* ------------------------------------------------------------------------- loads */

static int load_of(const struct flow *f, int mentor)
{
	return f->seats[mentor].count + f->p->mentor[mentor].others;
}

/* One student less here, one more at somebody who has two less at least. What is seen in vain needs
 * no other look: whatever leads there, from a load that is no larger, finds nobody either. */
static void lighten(struct settling *w, int mentor)
{
	struct flow *f = w->f;
	int most = load_of(f, mentor) - 2;

	begin(w);
	f->node[f->sink].way = (struct way){ NONE, NONE, NONE };
	visit(w, mentor, 0, (struct way){ NONE, f->sink, NONE });
	f->node[f->sink].seen = f->search;
	while (w->first < w->last) {
		int node = f->queue[w->first++];

		if (is_mentor(f, node) && load_of(f, node) <= most && may_gain(f, node)) {
			flow_move_along(f, node);
			return;
		}
		visit_from(w, node);
	}
	for (int i = 0; i < w->last; i++)
		w->part[f->queue[i]] = 1;
}

static void even_out(struct settling *w)
{
	const struct flow *f = w->f;
	int most = 0;

	memset(w->part, 0, (size_t)f->nodes * sizeof *w->part);
	for (int m = 0; is_mentor(f, m); m++)
		most = load_of(f, m) > most ? load_of(f, m) : most;
	for (; most > 1; most--)
		for (int m = 0; is_mentor(f, m); m++)
			if (load_of(f, m) == most && may_lose(f, m) && !w->part[m])
				lighten(w, m);
}

void flow_settle(struct flow *f)
{
	struct settling w;

	settling_init(&w, f);
	for (size_t i = 0; i < f->p->students; i++)
		if (!f->held[f->order[i]].fixed)
			take_turn(&w, f->order[i]);
	even_out(&w);
	arena_release(&w.arena);
}
