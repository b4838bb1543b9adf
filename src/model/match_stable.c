/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deferred acceptance: each student asks the mentors in the order of the own list; a mentor keeps
 * the best of those who have asked so far, and sends away the rest, who go on asking.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "match_private.h"

struct keeper {
	size_t *kept; /* a heap of students, the one least liked first */
	size_t count;
};

struct asking {
	const struct match_problem *p;
	struct match_result *r;
	struct arena arena;
	struct keeper *keeper;
	size_t *next;   /* the option that each student asks next */
	size_t *option; /* the one that is held */
};

/* Whether the mentor of whom both are options would rather have `a`. */
static bool is_liked_more(const struct asking *k, size_t a, size_t b)
{
	int liked_a = k->p->option[k->option[a]].liked, liked_b = k->p->option[k->option[b]].liked;

	return liked_a != liked_b ? liked_a < liked_b : k->r->lot[a] > k->r->lot[b];
}

static void sift_up(struct asking *k, struct keeper *m, size_t i)
{
	for (; i && is_liked_more(k, m->kept[(i - 1) / 2], m->kept[i]); i = (i - 1) / 2) {
		size_t above = m->kept[(i - 1) / 2];

		m->kept[(i - 1) / 2] = m->kept[i];
		m->kept[i] = above;
	}
}

static void sift_down(struct asking *k, struct keeper *m)
{
	size_t i = 0, child;

	while ((child = 2 * i + 1) < m->count) {
		size_t here = m->kept[i];

		if (child + 1 < m->count && is_liked_more(k, m->kept[child], m->kept[child + 1]))
			child++;
		if (!is_liked_more(k, here, m->kept[child]))
			return;
		m->kept[i] = m->kept[child];
		m->kept[child] = here;
		i = child;
	}
}

enum { NOBODY_SENT = -1 };

/* Who is sent away: the student, another, or nobody. */
static long ask(struct asking *k, size_t student, size_t option)
{
	size_t mentor = (size_t)k->p->option[option].mentor;
	struct keeper *m = &k->keeper[mentor];
	size_t least;

	k->option[student] = option;
	if (k->p->mentor[mentor].capacity <= 0)
		return (long)student;
	if (m->count < (size_t)k->p->mentor[mentor].capacity) {
		m->kept[m->count] = student;
		sift_up(k, m, m->count++);
		return NOBODY_SENT;
	}
	least = m->kept[0];
	if (!is_liked_more(k, student, least))
		return (long)student;
	m->kept[0] = student;
	sift_down(k, m);
	return (long)least;
}

static void go_asking(struct asking *k, size_t student)
{
	long without = (long)student;

	while (without != NOBODY_SENT && k->next[without] < k->p->first[without + 1])
		without = ask(k, (size_t)without, k->next[without]++);
	if (without != NOBODY_SENT)
		k->option[without] = SIZE_MAX;
}

static void asking_init(struct asking *k, const struct match_problem *p, struct match_result *r)
{
	*k = (struct asking){ .p = p, .r = r };
	k->keeper = arena_alloc(&k->arena, (p->mentors + 1) * sizeof *k->keeper);
	k->next = arena_alloc(&k->arena, (p->students + 1) * sizeof *k->next);
	k->option = arena_alloc(&k->arena, (p->students + 1) * sizeof *k->option);
	for (size_t i = 0; i < p->mentors; i++) {
		size_t room = p->mentor[i].capacity > 0 ? (size_t)p->mentor[i].capacity : 0;

		k->keeper[i] = (struct keeper){
			arena_alloc(&k->arena, (room + 1) * sizeof *k->keeper[i].kept), 0
		};
	}
	for (size_t i = 0; i < p->students; i++) {
		k->next[i] = p->first[i];
		k->option[i] = SIZE_MAX;
	}
}

void match_stable(const struct match_problem *p, struct match_result *out)
{
	struct asking k;

	match_result_init(p, out);
	asking_init(&k, p, out);
	for (size_t i = 0; i < p->students; i++)
		go_asking(&k, i);
	for (size_t i = 0; i < p->students; i++) {
		if (k.option[i] == SIZE_MAX)
			continue;
		out->mentor[i] = p->option[k.option[i]].mentor;
		out->rank[i] = p->option[k.option[i]].rank;
	}
	match_result_count(p, out);
	arena_release(&k.arena);
}
