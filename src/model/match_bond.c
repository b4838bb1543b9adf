/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bonds: match.h says what is promised. A group, students who must be together, is taken out and
 * put down where all of it costs least (match_place.c), everybody else but those already put down
 * giving way as best they can. Afterwards two groups at a time are taken up once more.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match_bond.h"

enum { PASSES = 4 };

/* Whom no mentor can have together are parted, the last one first. */
static void settle(struct bonding *w, const int *students, int count)
{
	int *set = w->set, all = w->count;

	w->set = mem_alloc((size_t)count * sizeof *w->set);
	memcpy(w->set, students, (size_t)count * sizeof *w->set);
	w->count = count;
	if (!bonding_place(w)) {
		if (count == 1) {
			bonding_stay(w, w->set[0]);
		} else {
			settle(w, students, count - 1);
			settle(w, students + count - 1, 1);
		}
	}
	free(w->set);
	w->set = set;
	w->count = all;
}

/* ------------------------------------------------------------------------ groups */

static void take_in_hand(struct bonding *w, int group)
{
	for (int i = group; i != NONE; i = w->next[i])
		w->set[w->count++] = i;
}

/* They stay where they are if nothing is broken. */
static void settle_group(struct bonding *w, int group)
{
	const struct flow *f = w->f;
	struct verdict v;
	bool same = true;

	w->count = 0;
	take_in_hand(w, group);
	for (int i = 0; i < w->count; i++) {
		same = same && f->held[w->set[i]].mentor == f->held[group].mentor;
		bonding_stay(w, w->set[i]);
	}
	v = bonding_verdict(w);
	if (same && !v.broken && cost_is(&v.cost, &f->total))
		return;
	for (int i = 0; i < w->count; i++) {
		f->held[w->set[i]].fixed = false;
		w->down[w->set[i]] = false;
		w->moved[w->set[i]] = true;
	}
	settle(w, w->set, w->count);
}

static void put_back(struct bonding *w, const int *mentor)
{
	bonding_take_up(w);
	for (int i = 0; i < w->count; i++) {
		flow_enter(w->f, w->set[i], mentor[i] != NONE ? mentor[i] : w->f->nobody);
		bonding_stay(w, w->set[i]);
	}
}

/* First the one then the other, or both at once. */
enum manner { A_FIRST, B_FIRST, AT_ONCE };

static bool try_again(struct bonding *w, int a_count, enum manner manner)
{
	struct verdict before = bonding_verdict(w), after;
	int *mentor = mem_alloc((size_t)w->count * sizeof *mentor), b_count = w->count - a_count;
	bool better;

	for (int i = 0; i < w->count; i++)
		mentor[i] = w->at[w->set[i]];
	bonding_take_up(w);
	for (int i = 0; i < w->count; i++)
		bonding_enter(w, w->set[i]);
	if (manner == AT_ONCE) {
		settle(w, w->set, w->count);
	} else {
		int a = manner == A_FIRST ? 0 : a_count, b = manner == A_FIRST ? a_count : 0;

		settle(w, w->set + a, manner == A_FIRST ? a_count : b_count);
		if (b_count)
			settle(w, w->set + b, manner == A_FIRST ? b_count : a_count);
	}
	after = bonding_verdict(w);
	better = verdict_less(&after, &before);
	if (!better)
		put_back(w, mentor);
	free(mentor);
	return better;
}

static bool better_bond(struct bonding *w, const struct match_bond *b)
{
	int a_group = w->group[b->a], b_group = w->group[b->b], a_count;
	bool better;

	if (!w->moved[b->a] && !w->moved[b->b])
		return false;
	w->count = 0;
	take_in_hand(w, a_group);
	a_count = w->count;
	if (a_group == b_group)
		return bonding_is_broken(w, b) && try_again(w, a_count, AT_ONCE);
	take_in_hand(w, b_group);
	better = try_again(w, a_count, A_FIRST);
	better = try_again(w, a_count, B_FIRST) || better;
	return (!b->apart && try_again(w, a_count, AT_ONCE)) || better;
}

static void better_all(struct bonding *w)
{
	bool better = true;

	for (int pass = 0; pass < PASSES && better; pass++) {
		better = false;
		for (size_t i = 0; i < w->p->bonds; i++)
			better = better_bond(w, &w->p->bond[i]) || better;
	}
}

/* ------------------------------------------------------------------------- start */

static void join(struct bonding *w, int a, int b)
{
	int head = w->group[a] < w->group[b] ? w->group[a] : w->group[b];
	int other = w->group[a] < w->group[b] ? w->group[b] : w->group[a], last = head;

	if (head == other)
		return;
	while (w->next[last] != NONE)
		last = w->next[last];
	w->next[last] = other;
	for (; other != NONE; other = w->next[other])
		w->group[other] = head;
}

static void list_bonds(struct bonding *w)
{
	const struct match_problem *p = w->p;

	memset(w->first, 0, (p->students + 2) * sizeof *w->first);
	for (size_t i = 0; i < p->bonds; i++) {
		w->first[p->bond[i].a + 2]++;
		w->first[p->bond[i].b + 2]++;
	}
	for (size_t i = 2; i <= p->students + 1; i++)
		w->first[i] += w->first[i - 1];
	for (size_t i = 0; i < p->bonds; i++) {
		w->own[w->first[p->bond[i].a + 1]++] = i;
		w->own[w->first[p->bond[i].b + 1]++] = i;
	}
}

static void bonding_init(struct bonding *w, struct flow *f)
{
	const struct match_problem *p = f->p;

	*w = (struct bonding){ .f = f, .p = p, .left_out = bonding_left_out(&f->total) };
	w->at = arena_alloc(&w->arena, (p->students + 1) * sizeof *w->at);
	w->down = arena_alloc(&w->arena, p->students + 1);
	w->moved = arena_alloc(&w->arena, p->students + 1);
	w->group = arena_alloc(&w->arena, (p->students + 1) * sizeof *w->group);
	w->next = arena_alloc(&w->arena, (p->students + 1) * sizeof *w->next);
	w->first = arena_alloc(&w->arena, (p->students + 2) * sizeof *w->first);
	w->own = arena_alloc(&w->arena, 2 * p->bonds * sizeof *w->own);
	w->set = arena_alloc(&w->arena, 2 * p->bonds * sizeof *w->set);
	w->tried = arena_alloc(&w->arena, (size_t)f->nodes);
	w->least = arena_alloc(&w->arena, (size_t)f->nodes * sizeof *w->least);
	memset(w->down, 0, p->students + 1);
	memset(w->moved, 0, p->students + 1);
	for (int i = 0; i < (int)p->students; i++) {
		w->group[i] = i;
		w->next[i] = NONE;
	}
	list_bonds(w);
	for (size_t i = 0; i < p->bonds; i++)
		if (!p->bond[i].apart && !p->bond[i].weight)
			join(w, (int)p->bond[i].a, (int)p->bond[i].b);
	for (size_t i = 0; i < p->pools; i++)
		f->cursor[i].stands = false; /* loads may have become less */
}

/* Those who need several seats at once come first. */
void flow_keep_bonds(struct flow *f)
{
	struct bonding w;

	bonding_init(&w, f);
	for (int several = 1; several >= 0; several--)
		for (size_t i = 0; i < f->p->students; i++) {
			int student = f->order[i];

			if (w.first[student + 1] > w.first[student] &&
			    w.group[student] == student && (w.next[student] != NONE) == several)
				settle_group(&w, student);
		}
	better_all(&w);
	arena_release(&w.arena);
}
