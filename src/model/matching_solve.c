/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An input as numbers alone, and solved. Where both sides choose, those whom deferred acceptance
 * leaves without a mentor get the places that are left, by a second flow; nobody gives way to them,
 * so that nobody who named a mentor has a reason to complain.
 */
#include <stdlib.h>
#include <string.h>

#include "matching_private.h"

/* The parts of a problem that are made here; `of` says which students they are. */
struct problem {
	struct arena arena;
	struct match_problem p;
	size_t *of;
};

#define MADE(problem, count, type) arena_alloc(&(problem)->arena, ((count) + 1) * sizeof(type))

static bool is_among(const struct match_member *m, size_t count, int mentor)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m[middle].mentor == mentor)
			return true;
		if (m[middle].mentor < mentor)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Those of a pool with a base are written out. */
static void make_pools(const struct match_input *in, struct problem *q)
{
	struct match_pool *pool = MADE(q, in->pools, *pool);
	struct match_member *member;
	size_t count = 0;

	for (size_t i = 0; i < in->pools; i++) {
		const struct input_pool *p = &in->pool[i];

		if (p->base >= 0)
			p = &in->pool[p->base];
		count += p->end - p->first;
	}
	member = MADE(q, count, *member);
	count = 0;
	for (size_t i = 0; i < in->pools; i++) {
		const struct input_pool *p = &in->pool[i],
					*base = p->base < 0 ? p : &in->pool[p->base];

		pool[i].first = count;
		for (size_t k = base->first; k < base->end; k++)
			if (p == base || !is_among(in->member + p->first, p->end - p->first,
						   in->member[k].mentor))
				member[count++] = in->member[k];
		pool[i].end = count;
	}
	q->p.pools = in->pools;
	q->p.pool = pool;
	q->p.member = member;
}

static void make_mentors(const struct match_input *in, struct problem *q, const int *taken)
{
	struct match_mentor *mentor = MADE(q, in->mentors, *mentor);

	for (size_t i = 0; i < in->mentors; i++) {
		const struct input_mentor *m = &in->mentor[i];
		int more = taken ? taken[i] : 0, room = m->most - m->held - more;

		mentor[i] = (struct match_mentor){ .capacity = room > 0 ? room : 0,
						   .least = m->least > more ? m->least - more : 0,
						   .others = m->held + more };
	}
	q->p.mentors = in->mentors;
	q->p.mentor = mentor;
}

/* Those without a mentor in `but`, or all of them; `named`: with the options alone for which the
 * student or a condition has asked. */
static void make_students(const struct match_input *in, struct problem *q,
			  const struct match_result *but, bool named)
{
	size_t *first = MADE(q, in->students, *first), options = 0;
	struct match_option *option = MADE(q, in->options, *option);
	int *pool_of = MADE(q, in->students, *pool_of), *waited = MADE(q, in->students, *waited);

	q->of = MADE(q, in->students, *q->of);
	for (size_t i = 0; i < in->students; i++) {
		const struct input_student *st = &in->student[i];

		if (but && but->mentor[i] != MATCH_NOBODY)
			continue;
		q->of[q->p.students] = i;
		pool_of[q->p.students] = st->pool;
		waited[q->p.students] = st->waited;
		first[q->p.students++] = options;
		for (size_t k = in->first[i]; k < in->first[i + 1]; k++)
			if (!named || st->only || in->option[k].rank < MATCH_UNASKED)
				option[options++] = in->option[k];
	}
	first[q->p.students] = options;
	q->p.first = first;
	q->p.option = option;
	q->p.pool_of = pool_of;
	q->p.waited = waited;
}

static void make_problem(const struct match_input *in, struct problem *q)
{
	*q = (struct problem){ .p = { .aim = in->aim, .seed = in->seed } };
	make_pools(in, q);
}

/* ------------------------------------------------------------------------- solving */

/* Indexes of a part become those of the whole. */
static void widen(const struct problem *q, struct match_shortage *shortage)
{
	for (size_t i = 0; i < shortage->students; i++)
		shortage->student[i] = q->of[shortage->student[i]];
}

/* Lots are those of the first run, so that each student has one. */
static bool fill(const struct match_input *in, struct match_result *out,
		 struct match_shortage *shortage)
{
	struct problem q;
	struct match_result rest;
	int *taken = mem_alloc((in->mentors + 1) * sizeof *taken);
	bool lacking;

	memset(taken, 0, (in->mentors + 1) * sizeof *taken);
	for (size_t i = 0; i < in->students; i++)
		if (out->mentor[i] != MATCH_NOBODY)
			taken[out->mentor[i]]++;
	make_problem(in, &q);
	make_mentors(in, &q, taken);
	make_students(in, &q, out, false);
	match_solve(&q.p, &rest);
	for (size_t i = 0; i < q.p.students; i++) {
		out->mentor[q.of[i]] = rest.mentor[i];
		out->rank[q.of[i]] = rest.rank[i];
		out->placed += rest.mentor[i] != MATCH_NOBODY;
		out->of_rank[rest.rank[i]] += rest.mentor[i] != MATCH_NOBODY;
	}
	lacking = shortage && match_find_shortage(&q.p, &rest, shortage);
	if (lacking)
		widen(&q, shortage);
	match_release(&rest);
	arena_release(&q.arena);
	free(taken);
	return lacking;
}

bool match_input_solve(const struct match_input *in, struct match_result *out,
		       struct match_shortage *shortage)
{
	struct problem q;
	bool lacking = false;

	make_problem(in, &q);
	make_mentors(in, &q, NULL);
	make_students(in, &q, NULL, in->both);
	if (in->both) {
		match_stable(&q.p, out);
	} else {
		q.p.bonds = in->bonds;
		q.p.bond = in->bond;
		match_solve(&q.p, out);
		lacking = shortage && match_find_shortage(&q.p, out, shortage);
	}
	arena_release(&q.arena);
	if (in->both)
		lacking = fill(in, out, shortage);
	if (shortage && !lacking)
		*shortage = (struct match_shortage){ 0 };
	return lacking;
}
