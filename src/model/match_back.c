/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A student goes again, and what was tried is taken back.
 *
 * Whoever may fill a seat is sought backwards from it. Few would gain by the seat, while from the
 * other end, wherever there may be one less at no cost, is most of the school.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_private.h"

/* --------------------------------------------------------------------- who may come */

/* From counts, which stand two further on, where the lists of `count` things begin; `first[i + 1]`
 * is where the next one of thing i goes, and so in the end where they end. */
static void begin_lists(size_t *first, size_t count)
{
	for (size_t i = 2; i <= count + 1; i++)
		first[i] += first[i - 1];
}

static size_t *no_lists(struct flow *f, size_t count)
{
	size_t *first = arena_alloc(&f->arena, (count + 2) * sizeof *first);

	memset(first, 0, (count + 2) * sizeof *first);
	return first;
}

static void list_named(struct flow *f)
{
	const struct match_problem *p = f->p;
	size_t *first = no_lists(f, p->mentors), options = p->first[p->students];

	for (size_t i = 0; i < options; i++)
		first[p->option[i].mentor + 2]++;
	begin_lists(first, p->mentors);
	f->back.named = arena_alloc(&f->arena, (options + 1) * sizeof *f->back.named);
	for (size_t s = 0; s < p->students; s++)
		for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
			f->back.named[first[p->option[i].mentor + 1]++] =
				(struct named){ (int)s, (int)i };
	f->back.first_named = first;
}

static void list_pools(struct flow *f)
{
	const struct match_problem *p = f->p;
	size_t *first = no_lists(f, p->mentors), count = 0;

	for (size_t i = 0; i < p->pools; i++)
		for (size_t k = p->pool[i].first; k < p->pool[i].end; k++, count++)
			first[p->member[k].mentor + 2]++;
	begin_lists(first, p->mentors);
	f->back.pool = arena_alloc(&f->arena, (count + 1) * sizeof *f->back.pool);
	for (size_t i = 0; i < p->pools; i++)
		for (size_t k = p->pool[i].first; k < p->pool[i].end; k++)
			f->back.pool[first[p->member[k].mentor + 1]++] =
				(struct membership){ (int)i, k };
	f->back.first_pool = first;
}

static void list_students(struct flow *f)
{
	const struct match_problem *p = f->p;
	size_t *first = no_lists(f, p->pools);

	for (int s = 0; s < (int)p->students; s++)
		if (flow_pool_of(f, s) >= 0)
			first[flow_pool_of(f, s) + 2]++;
	begin_lists(first, p->pools);
	f->back.student = arena_alloc(&f->arena, (p->students + 1) * sizeof *f->back.student);
	for (int s = 0; s < (int)p->students; s++)
		if (flow_pool_of(f, s) >= 0)
			f->back.student[first[flow_pool_of(f, s) + 1]++] = s;
	f->back.first_student = first;
}

void flow_look_back(struct flow *f)
{
	list_named(f);
	list_pools(f);
	list_students(f);
	f->trail.kept = true;
	for (size_t i = 0; i < f->p->pools; i++)
		f->cursor[i].stands = false; /* loads may have become less */
}

/* ------------------------------------------------------------------------- a seat */

/* Pools look there first if it is the best they have. */
static void seat_freed(struct flow *f, int mentor)
{
	const struct back *b = &f->back;
	int count = f->seats[mentor].count;
	struct cost seat = flow_cost_of_seat(f, mentor, count);

	if (count >= f->p->mentor[mentor].capacity)
		return;
	for (size_t i = b->first_pool[mentor]; i < b->first_pool[mentor + 1]; i++) {
		struct cursor *c = &f->cursor[b->pool[i].pool], here = { .stands = true };

		here.level = seat;
		here.level.at[2] += f->p->member[b->pool[i].member].penalty;
		here.load = count + f->p->mentor[mentor].others;
		here.at = b->pool[i].member - f->p->pool[b->pool[i].pool].first;
		if (c->stands && (cost_less(&here.level, &c->level) ||
				  (cost_is(&here.level, &c->level) && here.load < c->load)))
			*c = here;
	}
}

/* From `node`, by a step of that cost, to where `sum`, distance less potential, is known. */
static void reach_back(struct flow *f, int node, struct cost step, const struct cost *sum,
		       struct way way)
{
	struct cost distance;

	if (f->node[node].done == f->search)
		return;
	distance = cost_add(step, sum);
	distance = cost_add(distance, &f->node[node].potential);
	search_reach(f, node, &distance, way);
}

static void reach_student(struct flow *f, int student, int option, int node, const struct cost *sum)
{
	const struct held *h = &f->held[student];
	struct cost step = flow_cost_of_option(f, option), held;

	if (h->fixed || !h->in)
		return;
	held = flow_cost_held(f, student);
	step = cost_sub(step, &held);
	reach_back(f, h->mentor != NONE ? h->mentor : f->nobody, step, sum,
		   (struct way){ student, node, option });
}

static void reach_back_from(struct flow *f, int node)
{
	const struct back *b = &f->back;
	struct cost sum = cost_sub(f->node[node].distance, &f->node[node].potential);
	struct cost step = { { 0 } };
	size_t pool = (size_t)node - f->p->mentors;

	if (node == f->nobody) { /* one less left out: nobody need be sent there for it */
		reach_back(f, f->sink, step, &sum, (struct way){ NONE, node, NONE });
		return;
	}
	if (!is_mentor(f, node)) {
		for (size_t i = b->first_student[pool]; i < b->first_student[pool + 1]; i++)
			reach_student(f, b->student[i], HELD_POOL, node, &sum);
		return;
	}
	if (f->seats[node].count) {
		step = flow_cost_of_seat(f, node, f->seats[node].count - 1);
		step = cost_sub((struct cost){ { 0 } }, &step);
		reach_back(f, f->sink, step, &sum, (struct way){ NONE, node, NONE });
	}
	for (size_t i = b->first_named[node]; i < b->first_named[node + 1]; i++)
		reach_student(f, b->named[i].student, b->named[i].option, node, &sum);
	for (size_t i = b->first_pool[node]; i < b->first_pool[node + 1]; i++) {
		step = (struct cost){ .at[2] = f->p->member[b->pool[i].member].penalty };
		reach_back(f, (int)f->p->mentors + b->pool[i].pool, step, &sum,
			   (struct way){ NONE, node, NONE });
	}
}

/* Nodes from which the seat was not reached in time stand as near as the sink. */
static void raise_potentials(struct flow *f)
{
	struct cost all = f->node[f->sink].distance;

	for (int i = 0; i < f->taken_count; i++) {
		struct node *n = &f->node[f->taken[i]];
		struct cost more = cost_sub(all, &n->distance);

		flow_keep_potential(f, f->taken[i]);
		n->potential = cost_add(n->potential, &more);
	}
}

/* From the sink to the seat; way.from is where it goes on. */
static void move_towards(struct flow *f, int mentor)
{
	for (int node = f->node[f->sink].way.from; node != mentor;) {
		struct way w = f->node[node].way;
		int there = w.from;

		if (!is_mentor(f, there))
			there = f->node[there].way.from;
		flow_leave(f, w.student);
		flow_take(f, w.student, w.option, there);
		node = there;
	}
}

void flow_go(struct flow *f, int student)
{
	int mentor = f->held[student].mentor, node;
	struct cost seat, stays, none = { { 0 } };

	flow_leave(f, student);
	if (mentor == NONE)
		return;
	search_begin(f, f->sink);
	seat = flow_cost_of_seat(f, mentor, f->seats[mentor].count);
	stays = cost_sub(f->node[f->sink].potential, &seat);
	stays = cost_sub(stays, &f->node[mentor].potential);
	search_reach(f, f->sink, &stays, (struct way){ NONE, mentor, NONE });
	search_reach(f, mentor, &none, (struct way){ NONE, NONE, NONE });
	while ((node = search_take(f)) != f->sink)
		reach_back_from(f, node);
	raise_potentials(f);
	node = f->node[f->sink].way.from;
	move_towards(f, mentor);
	if (is_mentor(f, node))
		seat_freed(f, node);
}

/* ------------------------------------------------------------------------- a trail */

void flow_keep_step(struct flow *f, int student, bool took)
{
	struct trail *t = &f->trail;
	const struct held *h = &f->held[student];

	if (!t->kept)
		return;
	if (t->at.steps == t->room.steps) {
		t->room.steps = t->room.steps ? 2 * t->room.steps : 64;
		t->step = mem_grow(t->step, t->room.steps * sizeof *t->step);
	}
	t->step[t->at.steps++] = (struct step){ student, h->option, h->mentor, took };
}

void flow_keep_potential(struct flow *f, int node)
{
	struct trail *t = &f->trail;

	if (!t->kept)
		return;
	if (t->at.raises == t->room.raises) {
		t->room.raises = t->room.raises ? 2 * t->room.raises : 64;
		t->raised = mem_grow(t->raised, t->room.raises * sizeof *t->raised);
	}
	t->raised[t->at.raises++] = (struct raised){ node, f->node[node].potential };
}

void flow_forget(struct flow *f)
{
	f->trail.at = (struct mark){ 0 };
}

void flow_back(struct flow *f, struct mark to)
{
	struct trail *t = &f->trail;

	t->kept = false;
	for (size_t i = t->at.raises; i-- > to.raises;)
		f->node[t->raised[i].node].potential = t->raised[i].before;
	for (size_t i = t->at.steps; i-- > to.steps;) {
		const struct step *s = &t->step[i];

		if (s->took)
			flow_leave(f, s->student);
		else
			flow_take(f, s->student, s->option, s->mentor);
	}
	for (size_t i = to.steps; i < t->at.steps; i++)
		if (t->step[i].took && t->step[i].mentor != NONE)
			seat_freed(f, t->step[i].mentor);
	t->at = to;
	t->kept = true;
}
