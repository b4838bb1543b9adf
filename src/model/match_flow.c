/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flow of least cost. Nodes are the mentors, the pools, nobody, and behind them the sink; a
 * student is what leads from one node to another: whoever holds a seat at one may be moved to
 * another of their options. One student after the other takes the cheapest way to the sink, and
 * those on the way move on by one; so what is held is the best for those who have had their turn.
 *
 * Potentials keep every step's reduced cost from being negative, and the search ends where the sink
 * is reached. Pools are wide: their mentors are looked at one by one only where the best free seat
 * among them is not the nearest thing anyway.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_private.h"

enum { NONE = -1, HELD_POOL = -1, HELD_NOBODY = -2 };

/* How a node was reached: by a student who moves there from another node, or without one, from a
 * pool to a mentor. `from` NONE: it is the new student. */
struct way {
	long student, from;
	long option; /* of match_problem.option; HELD_POOL, HELD_NOBODY */
};

struct seats {
	size_t *student;
	size_t count, room;
};

struct flow {
	const struct match_problem *p;
	struct arena arena;
	size_t nobody, sink, nodes;
	struct cost *potential, *distance;
	struct way *way;
	unsigned *seen, *done; /* in which search */
	unsigned search;
	struct queue queue;
	struct seats *held;  /* of each node but the sink: the seats of a mentor, who uses a pool */
	long *option;        /* of each student, as way.option */
	long *mentor;        /* of each student: where the seat is; NONE */
	size_t *seat, *user; /* the student's place in the lists of the mentor and of the pool */
	size_t *taken;       /* nodes whose distance is final */
	size_t taken_count;
	uint32_t *lot;
	struct cost of_rank[MATCH_RANKS + 1];
};

/* ------------------------------------------------------------------------ costs */

static int place_of_rank(const struct match_problem *p, int rank)
{
	return p->aim == MATCH_MOST_FIRST ? rank : MATCH_RANKS - rank;
}

/* Ranks in the order of what matters: first, second … are wished for; or else without any, fifth,
 * fourth … are to be avoided. */
static void add_rank(const struct match_problem *p, int rank, struct cost *c)
{
	int place = place_of_rank(p, rank);
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

static struct cost cost_of(const struct flow *f, size_t student, int rank, int penalty)
{
	int waited = f->p->waited ? f->p->waited[student] : 0;
	struct cost c = f->of_rank[rank];

	c.at[2] += penalty;
	c.at[3] = (int64_t)(waited * rank) << 36;
	c.at[4] = (int64_t)f->lot[student] * rank;
	return c;
}

static struct cost cost_of_option(const struct flow *f, size_t student, long option)
{
	const struct match_option *o = &f->p->option[option >= 0 ? option : 0];
	struct cost c;

	if (option >= 0)
		return cost_of(f, student, o->rank, o->penalty);
	c = cost_of(f, student, MATCH_UNASKED, 0);
	if (option == HELD_NOBODY)
		c.at[0] += (int64_t)1 << 2 * COUNT_BITS;
	return c;
}

/* Of one more student. */
static struct cost cost_of_seat(const struct flow *f, size_t mentor)
{
	const struct match_mentor *m = &f->p->mentor[mentor];
	struct cost c = { { 0 } };

	if ((int64_t)f->held[mentor].count < m->least)
		c.at[0] = -((int64_t)1 << COUNT_BITS);
	c.at[3] = (int64_t)f->held[mentor].count;
	return c;
}

/* ------------------------------------------------------------------------- nodes */

static size_t node_of_pool(const struct flow *f, size_t pool)
{
	return f->p->mentors + pool;
}

static bool is_mentor(const struct flow *f, size_t node)
{
	return node < f->p->mentors;
}

static long pool_of(const struct flow *f, size_t student)
{
	return f->p->pool_of ? f->p->pool_of[student] : NONE;
}

static size_t node_of_option(const struct flow *f, size_t student, long option)
{
	if (option >= 0)
		return (size_t)f->p->option[option].mentor;
	return option == HELD_POOL ? node_of_pool(f, (size_t)pool_of(f, student)) : f->nobody;
}

static bool has_room(const struct flow *f, size_t mentor)
{
	return (int64_t)f->held[mentor].count < f->p->mentor[mentor].capacity;
}

static void flow_init(struct flow *f, const struct match_problem *p, uint32_t *lot)
{
	*f = (struct flow){ .p = p, .lot = lot };
	f->nobody = p->mentors + p->pools;
	f->sink = f->nobody + 1;
	f->nodes = f->sink + 1;
	for (int rank = 0; rank <= MATCH_UNASKED; rank++)
		add_rank(p, rank, &f->of_rank[rank]);
	f->potential = arena_alloc(&f->arena, f->nodes * sizeof *f->potential);
	f->distance = arena_alloc(&f->arena, f->nodes * sizeof *f->distance);
	f->way = arena_alloc(&f->arena, f->nodes * sizeof *f->way);
	f->seen = arena_alloc(&f->arena, f->nodes * sizeof *f->seen);
	f->done = arena_alloc(&f->arena, f->nodes * sizeof *f->done);
	f->taken = arena_alloc(&f->arena, f->nodes * sizeof *f->taken);
	f->held = arena_alloc(&f->arena, f->nodes * sizeof *f->held);
	f->option = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->option);
	f->mentor = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->mentor);
	f->seat = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->seat);
	f->user = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->user);
	memset(f->potential, 0, f->nodes * sizeof *f->potential);
	memset(f->seen, 0, f->nodes * sizeof *f->seen);
	memset(f->done, 0, f->nodes * sizeof *f->done);
	memset(f->held, 0, f->nodes * sizeof *f->held);
	f->potential[f->sink].at[0] = -((int64_t)1 << COUNT_BITS); /* the cheapest seat there is */
	queue_init(&f->queue, f->nodes, f->distance);
}

static void flow_release(struct flow *f)
{
	for (size_t i = 0; i < f->nodes; i++)
		free(f->held[i].student);
	queue_release(&f->queue);
	arena_release(&f->arena);
}

/* ------------------------------------------------------------------------ search */

/* What is further off than the sink, by a way that is known, is of no use. */
static bool is_further(const struct flow *f, const struct cost *distance)
{
	return f->seen[f->sink] == f->search && !cost_less(distance, &f->distance[f->sink]);
}

/* The cost of the way so far is distance + potential, but for the new student's own. */
static void reach(struct flow *f, size_t node, const struct cost *sum, struct way way)
{
	struct cost distance = cost_sub(*sum, &f->potential[node]);
	bool first = f->seen[node] != f->search;

	if (f->done[node] == f->search || (!first && !cost_less(&distance, &f->distance[node])) ||
	    is_further(f, &distance))
		return;
	f->seen[node] = f->search;
	f->distance[node] = distance;
	f->way[node] = way;
	if (first)
		queue_add(&f->queue, node);
	else
		queue_nearer(&f->queue, node);
}

static void reach_option(struct flow *f, size_t student, long from, long option,
			 const struct cost *before)
{
	struct cost step = cost_of_option(f, student, option), sum = cost_add(*before, &step);

	reach(f, node_of_option(f, student, option), &sum,
	      (struct way){ (long)student, from, option });
}

/* Looks at the places that only the rank is in: most of what is looked at is further off. */
static bool is_hopeless(const struct flow *f, size_t node, int rank, const struct cost *before)
{
	const struct cost *limit = &f->distance[f->sink];

	if (f->done[node] == f->search)
		return true;
	if (f->seen[node] == f->search)
		limit = &f->distance[node]; /* no further than the sink */
	else if (f->seen[f->sink] != f->search)
		return false;
	for (int i = 0; i < 2; i++) {
		int64_t at = before->at[i] + f->of_rank[rank].at[i] - f->potential[node].at[i];

		if (at != limit->at[i])
			return at > limit->at[i];
	}
	return false;
}

static void reach_options(struct flow *f, size_t student, long from, const struct cost *before)
{
	for (size_t i = f->p->first[student]; i < f->p->first[student + 1]; i++) {
		const struct match_option *o = &f->p->option[i];

		if (f->p->mentor[o->mentor].capacity > 0 &&
		    !is_hopeless(f, (size_t)o->mentor, o->rank, before))
			reach_option(f, student, from, (long)i, before);
	}
	if (pool_of(f, student) >= 0)
		reach_option(f, student, from, HELD_POOL, before);
	reach_option(f, student, from, HELD_NOBODY, before);
}

/* Whoever holds a seat in the node, or uses the pool, may go elsewhere. */
static void reach_from_students(struct flow *f, size_t node, const struct cost *sum)
{
	for (size_t i = 0; i < f->held[node].count; i++) {
		size_t student = f->held[node].student[i];
		struct cost held = cost_of_option(f, student, f->option[student]);
		struct cost before = cost_sub(*sum, &held);

		reach_options(f, student, (long)node, &before);
	}
}

static int penalty_in(const struct flow *f, long pool, size_t mentor)
{
	const struct match_pool *of = &f->p->pool[pool];
	size_t low = of->first, high = of->end;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if ((size_t)f->p->member[middle].mentor <= mentor)
			low = middle;
		else
			high = middle;
	}
	return f->p->member[low].penalty;
}

/* A seat that somebody has by way of a pool may become another of that pool. */
static void reach_from_seats(struct flow *f, size_t mentor, const struct cost *sum)
{
	for (size_t i = 0; i < f->held[mentor].count; i++) {
		size_t student = f->held[mentor].student[i];
		long option = f->option[student];
		struct cost before = *sum, held;

		if (option == HELD_POOL) {
			before.at[2] -= penalty_in(f, pool_of(f, student), mentor);
			reach(f, node_of_option(f, student, option), &before,
			      (struct way){ (long)student, (long)mentor, HELD_POOL });
			continue;
		}
		held = cost_of_option(f, student, option);
		before = cost_sub(before, &held);
		reach_options(f, student, (long)mentor, &before);
	}
}

static void reach_sink(struct flow *f, size_t node, const struct cost *sum)
{
	struct cost all = *sum;

	if (is_mentor(f, node)) {
		struct cost seat = cost_of_seat(f, node);

		all = cost_add(all, &seat);
	}
	reach(f, f->sink, &all, (struct way){ NONE, (long)node, NONE });
}

/* The free seat of a pool that is the best; false: none is free, or another way may be better. */
static bool reach_free_seat(struct flow *f, size_t node, const struct cost *sum)
{
	const struct match_pool *pool = &f->p->pool[node - f->p->mentors];
	const struct match_member *best = NULL;
	struct cost least = { { 0 } }, distance, way = *sum;

	for (size_t i = pool->first; i < pool->end; i++) {
		const struct match_member *m = &f->p->member[i];
		struct cost c;

		if (!has_room(f, (size_t)m->mentor))
			continue;
		c = cost_of_seat(f, (size_t)m->mentor);
		c.at[2] += m->penalty;
		if (!best || cost_less(&c, &least)) {
			best = m;
			least = c;
		}
	}
	if (!best || f->done[best->mentor] == f->search)
		return false;
	distance = cost_add(*sum, &least);
	distance = cost_sub(distance, &f->potential[f->sink]);
	if (cost_less(&f->distance[node], &distance))
		return false; /* not at once: something nearer may be behind the pool */
	way.at[2] += best->penalty;
	reach(f, (size_t)best->mentor, &way, (struct way){ NONE, (long)node, NONE });
	reach_sink(f, (size_t)best->mentor, &way);
	return f->way[f->sink].from == best->mentor && f->way[best->mentor].from == (long)node;
}

static void reach_from_pool(struct flow *f, size_t node, const struct cost *sum)
{
	const struct match_pool *pool = &f->p->pool[node - f->p->mentors];

	if (reach_free_seat(f, node, sum))
		return;
	for (size_t i = pool->first; i < pool->end; i++) {
		struct cost way = *sum;

		if (f->p->mentor[f->p->member[i].mentor].capacity <= 0)
			continue;
		way.at[2] += f->p->member[i].penalty;
		reach(f, (size_t)f->p->member[i].mentor, &way,
		      (struct way){ NONE, (long)node, NONE });
	}
	reach_from_students(f, node, sum);
}

/* The cheapest way of a student to the sink. There is one: to nobody. */
static void search(struct flow *f, size_t student)
{
	const struct cost nothing = { { 0 } };

	f->search++;
	f->queue.count = 0;
	f->taken_count = 0;
	reach_options(f, student, NONE, &nothing);
	while (f->queue.count) {
		size_t node = queue_take(&f->queue);
		struct cost sum = cost_add(f->distance[node], &f->potential[node]);

		f->done[node] = f->search;
		f->taken[f->taken_count++] = node;
		if (node == f->sink)
			return;
		if (node == f->nobody || (is_mentor(f, node) && has_room(f, node)))
			reach_sink(f, node, &sum);
		if (is_mentor(f, node))
			reach_from_seats(f, node, &sum);
		else if (node == f->nobody)
			reach_from_students(f, node, &sum);
		else
			reach_from_pool(f, node, &sum);
	}
}

/* Nodes that were not reached in time stand as much further off as the sink. */
static void raise_potentials(struct flow *f)
{
	struct cost all = f->distance[f->sink];

	for (size_t i = 0; i < f->taken_count; i++) {
		size_t node = f->taken[i];
		struct cost less = cost_sub(f->distance[node], &all);

		f->potential[node] = cost_add(f->potential[node], &less);
	}
}

/* ------------------------------------------------------------------------ moving */

static void sit(struct seats *s, size_t student, size_t *place)
{
	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 16;
		s->student = mem_grow(s->student, s->room * sizeof *s->student);
	}
	place[student] = s->count;
	s->student[s->count++] = student;
}

static void rise(struct seats *s, size_t student, size_t *place)
{
	size_t last = s->student[--s->count];

	s->student[place[student]] = last;
	place[last] = place[student];
}

/* Nobody's seats and those of pools are kept in the list of users. */
static void leave(struct flow *f, size_t student)
{
	if (f->mentor[student] >= 0)
		rise(&f->held[f->mentor[student]], student, f->seat);
	if (f->option[student] < 0)
		rise(&f->held[node_of_option(f, student, f->option[student])], student, f->user);
}

static void take(struct flow *f, size_t student, long option, long mentor)
{
	f->option[student] = option;
	f->mentor[student] = mentor;
	if (mentor >= 0)
		sit(&f->held[mentor], student, f->seat);
	if (option < 0)
		sit(&f->held[node_of_option(f, student, option)], student, f->user);
}

/* From the sink back to the new student, everybody on the way moves on; `mentor` is where a seat is
 * free by then. */
static void move_along(struct flow *f)
{
	long node = f->way[f->sink].from, mentor = is_mentor(f, (size_t)node) ? node : NONE;

	for (;;) {
		struct way w = f->way[node];
		long left = NONE;

		if (w.student < 0) { /* from a pool to one of its mentors */
			mentor = node;
			node = w.from;
			continue;
		}
		if (w.from >= 0 && is_mentor(f, (size_t)w.from) && f->mentor[w.student] != w.from) {
			node = w.from; /* by way of the pool, out of it again: has just moved on */
			continue;
		}
		if (w.from != NONE) {
			left = f->mentor[w.student];
			leave(f, (size_t)w.student);
		}
		take(f, (size_t)w.student, w.option,
		     w.option >= 0           ? node
		     : w.option == HELD_POOL ? mentor
					     : NONE);
		if (w.from == NONE)
			return;
		mentor = left;
		node = w.from;
	}
}

void match_solve(const struct match_problem *p, struct match_result *out)
{
	struct flow f;

	match_result_init(p, out);
	flow_init(&f, p, out->lot);
	for (size_t i = 0; i < p->students; i++) {
		search(&f, i);
		raise_potentials(&f);
		move_along(&f);
	}
	for (size_t i = 0; i < p->students; i++) {
		out->mentor[i] = (int)f.mentor[i];
		out->rank[i] = f.option[i] >= 0 ? p->option[f.option[i]].rank : MATCH_UNASKED;
	}
	flow_release(&f);
	match_result_count(p, out);
}
