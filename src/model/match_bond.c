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

	flow_forget(w->f);
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

/* First the one then the other, or both at once; they are out. */
enum manner { A_FIRST, B_FIRST, AT_ONCE };

static void settle_two(struct bonding *w, int a_count, enum manner manner)
{
	int b_count = w->count - a_count, *a = w->set, *b = w->set + a_count;

	if (manner == AT_ONCE) {
		settle(w, w->set, w->count);
		return;
	}
	if (manner == B_FIRST) {
		b = w->set;
		a = w->set + a_count;
		a_count = b_count;
		b_count = w->count - a_count;
	}
	for (int i = 0; i < b_count; i++)
		bonding_enter(w, b[i]);
	settle(w, a, a_count);
	settle(w, b, b_count);
}

/* Unless the bond is kept, breaking it is paid for; and nobody can keep it better than both at
 * once. Of groups that had to be parted that is not said. */
static bool can_be_better(struct bonding *w, const struct match_bond *b, int a_count,
			  enum manner manner, const struct verdict *stands)
{
	struct verdict least;

	if (stands->broken) {
		least = bonding_least(w);
		return verdict_less(&least, stands);
	}
	if (manner == AT_ONCE)
		return bonding_may_at_once(w, stands);
	return bonding_may_one_by_one(w, a_count, b->apart ? 0 : b->weight, stands);
}

/* Two groups with this bond between them, or one in which it is broken. */
static bool better_two(struct bonding *w, const struct match_bond *b, int a_count)
{
	struct verdict stands = bonding_verdict(w), after;
	bool one = a_count == w->count, any = false, can = false;
	enum manner last = b->apart && !one ? B_FIRST : AT_ONCE;

	for (enum manner manner = one ? AT_ONCE : A_FIRST; manner <= last; manner++) {
		if (manner != B_FIRST || any)
			can = can_be_better(w, b, a_count, manner, &stands);
		if (!can)
			continue;
		flow_forget(w->f);
		bonding_take_up(w);
		settle_two(w, a_count, manner);
		after = bonding_verdict(w);
		if (verdict_less(&after, &stands)) {
			stands = after;
			any = true;
			continue;
		}
		flow_back(w->f, (struct mark){ 0 });
		for (int i = 0; i < w->count; i++)
			bonding_stay(w, w->set[i]);
	}
	return any;
}

static bool better_bond(struct bonding *w, const struct match_bond *b)
{
	int a_group = w->group[b->a], b_group = w->group[b->b], a_count;

	if (!w->moved[b->a] && !w->moved[b->b])
		return false;
	w->count = 0;
	take_in_hand(w, a_group);
	a_count = w->count;
	if (a_group != b_group)
		take_in_hand(w, b_group);
	else if (!bonding_is_broken(w, b))
		return false;
	return better_two(w, b, a_count);
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
	w->offer = arena_alloc(&w->arena, (size_t)f->nodes * sizeof *w->offer);
	w->candidate = arena_alloc(&w->arena, (size_t)f->nodes * sizeof *w->candidate);
	memset(w->offer, 0, (size_t)f->nodes * sizeof *w->offer);
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
	flow_look_back(f);
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
