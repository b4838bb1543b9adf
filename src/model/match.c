/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lots, results, and why somebody is left out. */
#include "model/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_private.h"

/* ------------------------------------------------------------------------- lots */

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014): the same on every machine. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* Below `count`, each as likely: what would favour the lower ones is thrown away. */
static uint64_t draw_below(uint64_t *state, uint64_t count)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % count, drawn;

	do
		drawn = next_random(state);
	while (drawn >= limit);
	return drawn % count;
}

void match_draw(uint64_t seed, uint32_t *lot, size_t students)
{
	for (size_t i = 0; i < students; i++)
		lot[i] = (uint32_t)i + 1;
	for (size_t i = students; i > 1; i--) {
		size_t other = (size_t)draw_below(&seed, i);
		uint32_t kept = lot[i - 1];

		lot[i - 1] = lot[other];
		lot[other] = kept;
	}
}

static void favour(uint32_t *lot, size_t students, size_t student)
{
	for (size_t i = 0; i < students; i++)
		lot[i] -= lot[i] > lot[student];
	lot[student] = (uint32_t)students;
}

/* ---------------------------------------------------------------------- results */

void match_result_init(const struct match_problem *p, struct match_result *out)
{
	*out = (struct match_result){ 0 };
	out->mentor = mem_alloc((p->students + 1) * sizeof *out->mentor);
	out->rank = mem_alloc((p->students + 1) * sizeof *out->rank);
	out->lot = mem_alloc((p->students + 1) * sizeof *out->lot);
	out->broken = mem_alloc(p->bonds + 1);
	for (size_t i = 0; i < p->students; i++) {
		out->mentor[i] = MATCH_NOBODY;
		out->rank[i] = MATCH_UNASKED;
	}
	match_draw(p->seed, out->lot, p->students);
	if (p->favoured)
		favour(out->lot, p->students, p->favoured - 1);
}

void match_result_count(const struct match_problem *p, struct match_result *out)
{
	for (size_t i = 0; i < p->students; i++) {
		if (out->mentor[i] == MATCH_NOBODY)
			continue;
		out->placed++;
		out->of_rank[out->rank[i]]++;
	}
	for (size_t i = 0; i < p->bonds; i++) {
		int a = out->mentor[p->bond[i].a], b = out->mentor[p->bond[i].b];

		out->broken[i] = p->bond[i].apart ? a == b && a != MATCH_NOBODY
						  : a != b || a == MATCH_NOBODY;
		out->bonds_broken += out->broken[i];
	}
}

void match_release(struct match_result *r)
{
	free(r->mentor);
	free(r->rank);
	free(r->lot);
	free(r->broken);
	*r = (struct match_result){ 0 };
}

/* ------------------------------------------------------------ students alone choose */

/* Who has nothing to choose comes last: the others find room, and the rest is spread over what they
 * leave. */
static void enter_all(struct flow *f)
{
	const struct match_problem *p = f->p;

	for (int choosing = 1; choosing >= 0; choosing--)
		for (size_t i = 0; i < p->students; i++) {
			int student = f->order[i];

			if ((p->first[student + 1] > p->first[student]) == choosing)
				flow_enter(f, student, NONE);
		}
}

void match_solve(const struct match_problem *p, struct match_result *out)
{
	struct flow f;

	match_result_init(p, out);
	flow_init(&f, p, out->lot);
	enter_all(&f);
	flow_meet_bounds(&f);
	flow_settle(&f);
	if (p->bonds) {
		flow_keep_bonds(&f);
		flow_settle(&f); /* the others */
	}
	for (size_t i = 0; i < p->students; i++) {
		const struct held *h = &f.held[i];

		out->mentor[i] = h->mentor;
		out->rank[i] = h->option >= 0 ? p->option[h->option].rank : MATCH_UNASKED;
	}
	flow_release(&f);
	match_result_count(p, out);
}

/* --------------------------------------------------------------------- shortage */

/* Whoever is left out may have these mentors; those who hold them may have others: until nothing
 * is added. None of them has a free place, or else somebody could have been moved. */
struct reached {
	const struct match_problem *p;
	const struct match_result *r;
	bool *student, *mentor, *pool;
	size_t *queue, first, last; /* of students */
	size_t *next, *held;        /* who holds the same mentor, and who first: + 1; 0: nobody */
};

static void reach_student(struct reached *w, size_t student)
{
	if (w->student[student])
		return;
	w->student[student] = true;
	w->queue[w->last++] = student;
}

static void reach_mentor(struct reached *w, size_t mentor)
{
	if (w->mentor[mentor])
		return;
	w->mentor[mentor] = true;
	for (size_t i = w->held[mentor]; i; i = w->next[i - 1])
		reach_student(w, i - 1);
}

static void reach_all_of(struct reached *w, size_t student)
{
	const struct match_problem *p = w->p;
	int pool = p->pool_of ? p->pool_of[student] : -1;

	for (size_t i = p->first[student]; i < p->first[student + 1]; i++)
		reach_mentor(w, (size_t)p->option[i].mentor);
	if (pool < 0 || w->pool[pool])
		return;
	w->pool[pool] = true;
	for (size_t i = p->pool[pool].first; i < p->pool[pool].end; i++)
		reach_mentor(w, (size_t)p->member[i].mentor);
}

static void reached_init(struct reached *w, struct arena *a, const struct match_problem *p,
			 const struct match_result *r)
{
	*w = (struct reached){ .p = p, .r = r };
	w->student = arena_alloc(a, p->students + 1);
	w->mentor = arena_alloc(a, p->mentors + 1);
	w->pool = arena_alloc(a, p->pools + 1);
	w->queue = arena_alloc(a, (p->students + 1) * sizeof *w->queue);
	w->next = arena_alloc(a, (p->students + 1) * sizeof *w->next);
	w->held = arena_alloc(a, (p->mentors + 1) * sizeof *w->held);
	memset(w->student, 0, p->students + 1);
	memset(w->mentor, 0, p->mentors + 1);
	memset(w->pool, 0, p->pools + 1);
	memset(w->held, 0, (p->mentors + 1) * sizeof *w->held);
	for (size_t i = p->students; i-- > 0;) {
		if (r->mentor[i] == MATCH_NOBODY)
			continue;
		w->next[i] = w->held[r->mentor[i]];
		w->held[r->mentor[i]] = i + 1;
	}
}

static size_t *listed(const bool *those, size_t count, size_t *listed_count)
{
	size_t *list = mem_alloc(count * sizeof *list);

	*listed_count = 0;
	for (size_t i = 0; i < count; i++)
		if (those[i])
			list[(*listed_count)++] = i;
	return list;
}

bool match_find_shortage(const struct match_problem *p, const struct match_result *r,
			 struct match_shortage *out)
{
	struct arena arena = { 0 };
	struct reached w;

	*out = (struct match_shortage){ 0 };
	if (r->placed == p->students)
		return false;
	reached_init(&w, &arena, p, r);
	for (size_t i = 0; i < p->students; i++)
		if (r->mentor[i] == MATCH_NOBODY)
			reach_student(&w, i);
	while (w.first < w.last)
		reach_all_of(&w, w.queue[w.first++]);
	out->student = listed(w.student, p->students, &out->students);
	out->mentor = listed(w.mentor, p->mentors, &out->mentors);
	for (size_t i = 0; i < out->mentors; i++)
		out->places += (size_t)p->mentor[out->mentor[i]].capacity;
	arena_release(&arena);
	return true;
}

void match_shortage_release(struct match_shortage *s)
{
	free(s->student);
	free(s->mentor);
	*s = (struct match_shortage){ 0 };
}
