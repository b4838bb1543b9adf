/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An input as numbers alone, and solved: first for those who may have one mentor alone, as a pair
 * that is fixed must hold before anybody else has a choice. Where both sides choose, those whom
 * deferred acceptance leaves without a mentor get the places that are left, by a second flow;
 * nobody gives way to them, so that nobody who named a mentor has a reason to complain.
 */
#include <stdlib.h>
#include <string.h>

#include "matching_private.h"

/* Of some of the students; `of` says which these are. */
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
		int more = taken[i], room = m->most - m->held - more;

		mentor[i] = (struct match_mentor){ .capacity = room > 0 ? room : 0,
						   .least = m->least > more ? m->least - more : 0,
						   .others = m->held + more };
	}
	q->p.mentors = in->mentors;
	q->p.mentor = mentor;
}

enum part {
	GIVEN, /* who may have one mentor alone: they come first, whatever others choose */
	OPEN,  /* all others */
	LEFT,  /* of these, who are without a mentor */
};

static bool is_of(const struct match_input *in, const struct match_result *so_far, enum part part,
		  size_t student)
{
	if (part == GIVEN || in->student[student].only)
		return part == GIVEN && in->student[student].only;
	return part == OPEN || so_far->mentor[student] == MATCH_NOBODY;
}

/* `named`: with the options alone that the student has named. */
static void make_students(const struct match_input *in, struct problem *q,
			  const struct match_result *so_far, enum part part, bool named)
{
	size_t *first = MADE(q, in->students, *first), options = 0;
	struct match_option *option = MADE(q, in->options, *option);
	int *pool_of = MADE(q, in->students, *pool_of), *waited = MADE(q, in->students, *waited);

	q->of = MADE(q, in->students, *q->of);
	for (size_t i = 0; i < in->students; i++) {
		const struct input_student *st = &in->student[i];

		if (!is_of(in, so_far, part, i))
			continue;
		q->of[q->p.students] = i;
		if (in->favoured == i + 1)
			q->p.favoured = q->p.students + 1;
		pool_of[q->p.students] = st->pool;
		waited[q->p.students] = st->waited;
		first[q->p.students++] = options;
		for (size_t k = in->first[i]; k < in->first[i + 1]; k++)
			if (!named || in->option[k].rank < MATCH_UNASKED)
				option[options++] = in->option[k];
	}
	first[q->p.students] = options;
	q->p.first = first;
	q->p.option = option;
	q->p.pool_of = pool_of;
	q->p.waited = waited;
}

/* Of the students of this part. */
static void make_bonds(const struct match_input *in, struct problem *q)
{
	size_t *place = MADE(q, in->students, *place);
	struct match_bond *bond = MADE(q, in->bonds, *bond);

	for (size_t i = 0; i < in->students; i++)
		place[i] = SIZE_MAX;
	for (size_t i = 0; i < q->p.students; i++)
		place[q->of[i]] = i;
	for (size_t i = 0; i < in->bonds; i++) {
		struct match_bond b = in->bond[i];

		b.a = place[b.a];
		b.b = place[b.b];
		if (b.a != SIZE_MAX && b.b != SIZE_MAX)
			bond[q->p.bonds++] = b;
	}
	q->p.bond = bond;
}

/* ------------------------------------------------------------------------- solving */

/* Places that are taken so far, by mentor. */
static void make_problem(const struct match_input *in, struct problem *q,
			 const struct match_result *so_far)
{
	int *taken;

	*q = (struct problem){ .p = { .aim = in->aim, .seed = in->seed } };
	taken = MADE(q, in->mentors, *taken);
	memset(taken, 0, (in->mentors + 1) * sizeof *taken);
	for (size_t i = 0; i < in->students; i++)
		if (so_far->mentor[i] != MATCH_NOBODY)
			taken[so_far->mentor[i]]++;
	make_pools(in, q);
	make_mentors(in, q, taken);
}

/* Indexes of a part become those of the whole. A lot is drawn once, by those who are open. */
static void take_over(const struct problem *q, const struct match_result *part, bool lots,
		      struct match_result *out, struct match_shortage *shortage)
{
	for (size_t i = 0; i < q->p.students; i++) {
		out->mentor[q->of[i]] = part->mentor[i];
		out->rank[q->of[i]] = part->rank[i];
		if (lots)
			out->lot[q->of[i]] = part->lot[i];
		if (part->mentor[i] == MATCH_NOBODY)
			continue;
		out->placed++;
		out->of_rank[part->rank[i]]++;
	}
	for (size_t i = 0; shortage && i < shortage->students; i++)
		shortage->student[i] = q->of[shortage->student[i]];
}

/* True, with the shortage, where somebody of the part is left out for want of places. */
static bool solve_part(const struct match_input *in, enum part part, struct match_result *out,
		       struct match_shortage *shortage)
{
	bool stable = part == OPEN && in->both, lacking = false;
	struct match_result result;
	struct problem q;

	make_problem(in, &q, out);
	make_students(in, &q, out, part, stable);
	if (!in->both && part == OPEN)
		make_bonds(in, &q);
	if (stable)
		match_stable(&q.p, &result);
	else
		match_solve(&q.p, &result);
	if (!stable && shortage && !shortage->student)
		lacking = match_find_shortage(&q.p, &result, shortage);
	take_over(&q, &result, part == OPEN, out, lacking ? shortage : NULL);
	match_release(&result);
	arena_release(&q.arena);
	return lacking;
}

bool match_input_solve(const struct match_input *in, struct match_result *out,
		       struct match_shortage *shortage)
{
	bool lacking;

	*out = (struct match_result){ 0 };
	if (shortage)
		*shortage = (struct match_shortage){ 0 };
	out->mentor = mem_alloc((in->students + 1) * sizeof *out->mentor);
	out->rank = mem_alloc((in->students + 1) * sizeof *out->rank);
	out->lot = mem_alloc((in->students + 1) * sizeof *out->lot);
	for (size_t i = 0; i < in->students; i++) {
		out->mentor[i] = MATCH_NOBODY;
		out->rank[i] = MATCH_UNASKED;
		out->lot[i] = 0;
	}
	lacking = solve_part(in, GIVEN, out, shortage);
	lacking = solve_part(in, OPEN, out, lacking ? NULL : shortage) || lacking;
	if (in->both)
		lacking = solve_part(in, LEFT, out, lacking ? NULL : shortage) || lacking;
	return lacking;
}
