/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/match_slow.h"

#include <criterion/criterion.h>
#include <string.h>

/* ----------------------------------------------------------------- made-up schools */

static int random_below(unsigned long *seed, int n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (int)((*seed >> 33) % (unsigned)n);
}

static void add_options(struct small *s, unsigned long *seed, size_t student, bool all)
{
	int order[SMALL_MENTORS], mentors = (int)s->p.mentors;
	int count = all ? mentors : random_below(seed, mentors + 1);
	size_t at = s->first[student];

	for (int i = 0; i < mentors; i++) {
		int other = random_below(seed, i + 1);

		order[i] = order[other];
		order[other] = i;
	}
	for (int i = 0; i < count; i++)
		s->option[at++] = (struct match_option){
			order[i],
			i == count - 1 && !all && !random_below(seed, 3) ? MATCH_UNASKED : i,
			random_below(seed, 3) || all ? 0 : random_below(seed, 4),
			all ? random_below(seed, (int)s->p.students) : 0
		};
	s->first[student + 1] = at;
}

static void add_pools(struct small *s, unsigned long *seed)
{
	size_t members = 0;

	for (int i = 0; i < SMALL_POOLS; i++) {
		s->pool[i].first = members;
		for (int m = 0; m < (int)s->p.mentors; m++)
			if (random_below(seed, 3))
				s->member[members++] =
					(struct match_member){ m, random_below(seed, 3) };
		s->pool[i].end = members;
	}
}

static void add_bonds(struct small *s, unsigned long *seed, int most)
{
	for (int i = random_below(seed, most + 1); i > 0 && s->p.students > 1; i--) {
		size_t a = (size_t)random_below(seed, (int)s->p.students - 1);
		size_t b = a + 1 + (size_t)random_below(seed, (int)(s->p.students - a) - 1);

		s->bond[s->p.bonds++] =
			(struct match_bond){ a, b, random_below(seed, 2),
					     random_below(seed, 2) ? 0
								   : 1 + random_below(seed, 4) };
	}
}

static void draw(struct small *s, unsigned long seed, struct small_most most, bool both)
{
	*s = (struct small){ .p = { .students = (size_t)random_below(&seed, most.students) + 1,
				    .mentors = (size_t)random_below(&seed, most.mentors) + 1,
				    .mentor = s->mentor,
				    .first = s->first,
				    .option = s->option,
				    .pools = both ? 0 : SMALL_POOLS,
				    .pool = s->pool,
				    .member = s->member,
				    .pool_of = both ? NULL : s->pool_of,
				    .waited = s->waited,
				    .bond = s->bond,
				    .aim = random_below(&seed, 2) ? MATCH_MOST_FIRST
								  : MATCH_FEWEST_LAST,
				    .seed = (uint64_t)random_below(&seed, 1000) } };
	for (size_t i = 0; i < s->p.mentors; i++) {
		s->mentor[i].capacity = random_below(&seed, most.capacity) + both;
		s->mentor[i].least = random_below(&seed, 4) ? 0 : random_below(&seed, 3);
		s->mentor[i].others = random_below(&seed, 3) ? 0 : random_below(&seed, 3);
	}
	if (!both)
		add_pools(s, &seed);
	for (size_t i = 0; i < s->p.students; i++) {
		s->pool_of[i] = both ? -1 : random_below(&seed, SMALL_POOLS + 1) - 1;
		s->waited[i] = random_below(&seed, 3) ? 0 : random_below(&seed, 16);
		add_options(s, &seed, i, both);
	}
	add_bonds(s, &seed, most.bonds);
}

void small_draw(struct small *s, unsigned long seed, struct small_most most)
{
	draw(s, seed, most, false);
}

void small_draw_both(struct small *s, unsigned long seed, struct small_most most)
{
	draw(s, seed, most, true);
}

/* ------------------------------------------------------------------- counted out */

size_t slow_seats(const struct match_problem *p, size_t student, struct slow_seat *out)
{
	size_t n = 0;
	int pool = p->pool_of ? p->pool_of[student] : -1;

	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		out[n++] = (struct slow_seat){ p->option[i].mentor, p->option[i].rank,
					       p->option[i].penalty };
	for (size_t i = pool < 0 ? 0 : p->pool[pool].first; pool >= 0 && i < p->pool[pool].end; i++)
		out[n++] = (struct slow_seat){ p->member[i].mentor, MATCH_UNASKED,
					       p->member[i].penalty };
	out[n++] = (struct slow_seat){ MATCH_NOBODY, MATCH_UNASKED, 0 };
	return n;
}

/* The students' numbers, who comes first in front. */
static void put_in_turn(const struct match_problem *p, const uint32_t *lot, size_t *turn)
{
	for (size_t i = 0; i < p->students; i++) {
		size_t at = i;

		for (; at; at--) {
			size_t other = turn[at - 1];

			if (p->waited[other] != p->waited[i] ? p->waited[other] > p->waited[i]
							     : lot[other] > lot[i])
				break;
			turn[at] = other;
		}
		turn[at] = i;
	}
}

static struct slow cost_of(const struct match_problem *p, const struct slow_seat *of,
			   const size_t *turn)
{
	struct slow s = { { 0 } };
	long load[SMALL_MENTORS] = { 0 };

	for (size_t i = 0; i < p->students; i++) {
		int rank = of[i].rank;

		if (of[i].mentor < 0)
			s.cost[SLOW_LEFT_OUT]++;
		else
			load[of[i].mentor]++;
		if (p->aim == MATCH_MOST_FIRST && rank < MATCH_RANKS)
			s.cost[SLOW_RANK + rank]--;
		if (p->aim == MATCH_FEWEST_LAST && rank > 0)
			s.cost[SLOW_RANK + MATCH_RANKS - rank]++;
		s.cost[SLOW_PENALTY] += of[i].penalty;
	}
	for (size_t i = 0; i < p->students; i++)
		s.cost[SLOW_TURN + i] = of[turn[i]].rank + (of[turn[i]].mentor < 0);
	for (size_t m = 0; m < p->mentors; m++) {
		long all = load[m] + p->mentor[m].others, least = p->mentor[m].least;

		s.cost[SLOW_LEAST] -= load[m] < least ? load[m] : least;
		s.cost[SLOW_LOAD] += all * all;
	}
	for (size_t i = 0; i < p->bonds; i++) {
		const struct match_bond *b = &p->bond[i];
		bool same = of[b->a].mentor == of[b->b].mentor, out = of[b->a].mentor < 0;

		if (b->apart ? same && !out : !same || out)
			s.cost[b->weight ? SLOW_PENALTY : SLOW_BROKEN] += b->weight ? b->weight : 1;
	}
	return s;
}

struct slow slow_cost(const struct match_problem *p, const struct match_result *r)
{
	struct slow_seat of[SMALL_STUDENTS];
	size_t turn[SMALL_STUDENTS];
	int load[SMALL_MENTORS] = { 0 };

	put_in_turn(p, r->lot, turn);
	for (size_t i = 0; i < p->students; i++) {
		struct slow_seat seats[SLOW_SEATS];
		bool found = false;

		for (size_t n = slow_seats(p, i, seats), k = 0; k < n; k++)
			if (seats[k].mentor == r->mentor[i] && seats[k].rank == r->rank[i] &&
			    (!found || seats[k].penalty < of[i].penalty)) {
				of[i] = seats[k];
				found = true;
			}
		cr_assert(found, "student %zu has mentor %d with rank %d, who may not be", i,
			  r->mentor[i], r->rank[i]);
		if (r->mentor[i] >= 0)
			cr_assert_leq(++load[r->mentor[i]], p->mentor[r->mentor[i]].capacity);
	}
	return cost_of(p, of, turn);
}

struct trial {
	const struct match_problem *p;
	size_t turn[SMALL_STUDENTS];
	struct slow_seat of[SMALL_STUDENTS];
	int load[SMALL_MENTORS];
	struct slow best;
	bool found;
};

static bool is_less(const struct slow *a, const struct slow *b)
{
	for (int i = 0; i < SLOW_COSTS; i++)
		if (a->cost[i] != b->cost[i])
			return a->cost[i] < b->cost[i];
	return false;
}

static void try_all(struct trial *t, size_t student)
{
	struct slow_seat seats[SLOW_SEATS];
	struct slow s;

	if (student == t->p->students) {
		s = cost_of(t->p, t->of, t->turn);
		if (!t->found || is_less(&s, &t->best))
			t->best = s;
		t->found = true;
		return;
	}
	for (size_t n = slow_seats(t->p, student, seats), i = 0; i < n; i++) {
		int mentor = seats[i].mentor;

		if (mentor >= 0 && t->load[mentor] >= t->p->mentor[mentor].capacity)
			continue;
		t->of[student] = seats[i];
		if (mentor >= 0)
			t->load[mentor]++;
		try_all(t, student + 1);
		if (mentor >= 0)
			t->load[mentor]--;
	}
}

struct slow slow_best(const struct match_problem *p, const uint32_t *lot)
{
	struct trial t = { .p = p };

	put_in_turn(p, lot, t.turn);
	try_all(&t, 0);
	return t.best;
}

/* ------------------------------------------------------------------------ places */

static bool find_place(const struct match_problem *p, size_t student, int *mentor, bool *tried)
{
	struct slow_seat seats[SLOW_SEATS];

	for (size_t n = slow_seats(p, student, seats), k = 0; k < n; k++) {
		int m = seats[k].mentor, load = 0;

		if (m < 0 || tried[m])
			continue;
		tried[m] = true;
		for (size_t i = 0; i < p->students; i++)
			load += mentor[i] == m;
		for (size_t i = 0; i < p->students && load >= p->mentor[m].capacity; i++)
			if (mentor[i] == m && find_place(p, i, mentor, tried))
				load = 0;
		if (load < p->mentor[m].capacity) {
			mentor[student] = m;
			return true;
		}
	}
	return false;
}

size_t slow_places(const struct match_problem *p)
{
	int mentor[SMALL_STUDENTS];
	size_t placed = 0;

	memset(mentor, -1, sizeof mentor);
	for (size_t i = 0; i < p->students; i++) {
		bool tried[SMALL_MENTORS] = { false };

		placed += find_place(p, i, mentor, tried);
	}
	return placed;
}
