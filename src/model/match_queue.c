/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match_private.h"

static bool before(const struct flow *f, int a, int b)
{
	const struct cost *x = &f->node[a].distance, *y = &f->node[b].distance;

	for (int i = 0; i < COST_PLACES; i++)
		if (x->at[i] != y->at[i])
			return x->at[i] < y->at[i];
	return a > b;
}

static void put(struct flow *f, unsigned place, int node)
{
	f->queue[place] = node;
	f->node[node].place = place;
}

void queue_nearer(struct flow *f, int node)
{
	unsigned i = f->node[node].place;

	for (; i > 1 && before(f, node, f->queue[i / 2]); i /= 2)
		put(f, i, f->queue[i / 2]);
	put(f, i, node);
}

void queue_add(struct flow *f, int node)
{
	put(f, (unsigned)++f->queued, node);
	queue_nearer(f, node);
}

int queue_take(struct flow *f)
{
	int nearest = f->queue[1], last = f->queue[f->queued--];
	unsigned i = 1, next, count = (unsigned)f->queued;

	while ((next = 2 * i) <= count) {
		if (next < count && before(f, f->queue[next + 1], f->queue[next]))
			next++;
		if (!before(f, f->queue[next], last))
			break;
		put(f, i, f->queue[next]);
		i = next;
	}
	if (count)
		put(f, i, last);
	return nearest;
}
