/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits where. Nodes are the mentors, the pools, nobody, and behind them the sink; a student is
 * what leads from one node to another: whoever holds a seat at one may be moved to another of their
 * options.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_private.h"

/* ------------------------------------------------------------------------ costs */

/* Ranks in the order of what matters: first, second … are wished for; or else without any, fifth,
 * fourth … are to be avoided. */
static void add_rank(const struct match_problem *p, int rank, struct cost *c)
{
	int place = p->aim == MATCH_MOST_FIRST ? rank : MATCH_RANKS - rank;
	int64_t step = p->aim == MATCH_MOST_FIRST ? -1 : 1;

	if (place >= MATCH_RANKS)
		return;
	if (place == 0)
		c->at[0] += step;
	else if (place < 4)
		c->at[1] += step * ((int64_t)1 << COUNT_BITS * (3 - place));
	else
		c->at[2] += step * ((int64_t)1 << 2 * COUNT_BITS);
}

struct cost flow_cost_of_seat(const struct flow *f, int mentor, int count)
{
	struct cost c = { { 0 } };

	if (count < f->least[mentor])
		c.at[0] = -((int64_t)1 << COUNT_BITS);
	return c;
}

/* ------------------------------------------------------------------------- nodes */

bool flow_find_member(const struct flow *f, int pool, int mentor, int *penalty)
{
	size_t low, high, end;

	if (pool < 0 || f->p->mentor[mentor].capacity <= 0)
		return false;
	low = f->p->pool[pool].first;
	high = end = f->p->pool[pool].end;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->p->member[middle].mentor < mentor)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == end || f->p->member[low].mentor != mentor)
		return false;
	*penalty = f->p->member[low].penalty;
	return true;
}

/* Who waited longest comes first, and among those the higher lot. */
static void put_in_order(struct flow *f, const uint32_t *lot)
{
	const struct match_problem *p = f->p;
	int n = (int)p->students, at = 0;
	int *by_lot = mem_alloc((p->students + 1) * sizeof *by_lot);

	for (int i = 0; i < n; i++)
		by_lot[n - (int)lot[i]] = i;
	for (int waited = MATCH_WAITED_MOST; waited >= 0; waited--)
		for (int i = 0; i < n; i++)
			if ((p->waited ? p->waited[by_lot[i]] : 0) == waited)
				f->order[at++] = by_lot[i];
	free(by_lot);
}

void flow_init(struct flow *f, const struct match_problem *p, const uint32_t *lot)
{
	*f = (struct flow){ .p = p };
	f->nobody = (int)(p->mentors + p->pools);
	f->sink = f->nobody + 1;
	f->nodes = f->sink + 1;
	for (int rank = 0; rank <= MATCH_UNASKED; rank++)
		add_rank(p, rank, &f->of_rank[rank]);
	f->node = arena_alloc(&f->arena, (size_t)f->nodes * sizeof *f->node);
	f->seats = arena_alloc(&f->arena, (size_t)f->nodes * sizeof *f->seats);
	f->queue = arena_alloc(&f->arena, (size_t)(f->nodes + 1) * sizeof *f->queue);
	f->taken = arena_alloc(&f->arena, (size_t)f->nodes * sizeof *f->taken);
	f->cursor = arena_alloc(&f->arena, (p->pools + 1) * sizeof *f->cursor);
	f->held = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->held);
	f->order = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->order);
	memset(f->node, 0, (size_t)f->nodes * sizeof *f->node);
	memset(f->seats, 0, (size_t)f->nodes * sizeof *f->seats);
	f->least = arena_alloc(&f->arena, (p->mentors + 1) * sizeof *f->least);
	memset(f->least, 0, (p->mentors + 1) * sizeof *f->least);
	memset(f->cursor, 0, (p->pools + 1) * sizeof *f->cursor);
	memset(f->held, 0, (p->students + 1) * sizeof *f->held);
	put_in_order(f, lot);
}

void flow_release(struct flow *f)
{
	for (int i = 0; i < f->nodes; i++)
		free(f->seats[i].student);
	free(f->trail.step);
	free(f->trail.raised);
	arena_release(&f->arena);
}

/* ------------------------------------------------------------------------ moving */

static struct seats *seats_of(struct flow *f, int student)
{
	int mentor = f->held[student].mentor;

	return &f->seats[mentor >= 0 ? mentor : f->nobody];
}

struct cost flow_cost_held(const struct flow *f, int student)
{
	struct cost c = flow_cost_of_option(f, f->held[student].option);

	c.at[2] += f->held[student].penalty;
	return c;
}

void flow_take(struct flow *f, int student, int option, int mentor)
{
	struct held *h = &f->held[student];
	struct seats *s;
	struct cost c;

	*h = (struct held){ .option = option, .mentor = mentor, .fixed = h->fixed, .in = true };
	if (option == HELD_POOL)
		flow_find_member(f, flow_pool_of(f, student), mentor, &h->penalty);
	s = seats_of(f, student);
	if (mentor >= 0) {
		c = flow_cost_of_seat(f, mentor, s->count);
		f->total = cost_add(f->total, &c);
	}
	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 16;
		s->student = mem_grow(s->student, (size_t)s->room * sizeof *s->student);
	}
	h->seat = s->count;
	s->student[s->count++] = student;
	c = flow_cost_held(f, student);
	f->total = cost_add(f->total, &c);
	flow_keep_step(f, student, true);
}

void flow_leave(struct flow *f, int student)
{
	struct held *h = &f->held[student];
	struct seats *s = seats_of(f, student);
	struct cost c = flow_cost_held(f, student);
	int last = s->student[--s->count];

	flow_keep_step(f, student, false);
	s->student[h->seat] = last;
	f->held[last].seat = h->seat;
	f->total = cost_sub(f->total, &c);
	if (h->mentor >= 0) {
		c = flow_cost_of_seat(f, h->mentor, s->count);
		f->total = cost_sub(f->total, &c);
	}
	h->in = false;
}

void flow_move_along(struct flow *f, int end)
{
	for (int node = end; node != NONE;) {
		struct way w = f->node[node].way;
		int option = w.option;

		if (node == f->sink) { /* where a seat is free */
			node = w.from;
			continue;
		}
		if (w.student == NONE &&
		    w.from == f->sink) { /* one less here, for one more there */
			node = f->sink;
			continue;
		}
		if (w.student == NONE) { /* from a pool to one of its mentors */
			w = f->node[w.from].way;
			option = HELD_POOL;
		}
		if (f->held[w.student].in)
			flow_leave(f, w.student);
		flow_take(f, w.student, option, node == f->nobody ? NONE : node);
		node = w.from;
	}
}
