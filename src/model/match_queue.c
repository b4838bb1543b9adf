/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/mem.h"
#include "match_private.h"

void queue_init(struct queue *q, size_t nodes, const struct cost *distance)
{
	q->node = mem_alloc((nodes + 1) * sizeof *q->node);
	q->place = mem_alloc(nodes * sizeof *q->place);
	q->count = 0;
	q->distance = distance;
}

void queue_release(struct queue *q)
{
	free(q->node);
	free(q->place);
}

static bool before(const struct queue *q, size_t a, size_t b)
{
	if (cost_less(&q->distance[a], &q->distance[b]))
		return true;
	return a < b && !cost_less(&q->distance[b], &q->distance[a]);
}

static void put(struct queue *q, size_t place, size_t node)
{
	q->node[place] = node;
	q->place[node] = place;
}

void queue_nearer(struct queue *q, size_t node)
{
	size_t i = q->place[node];

	for (; i > 1 && before(q, node, q->node[i / 2]); i /= 2)
		put(q, i, q->node[i / 2]);
	put(q, i, node);
}

void queue_add(struct queue *q, size_t node)
{
	put(q, ++q->count, node);
	queue_nearer(q, node);
}

size_t queue_take(struct queue *q)
{
	size_t nearest = q->node[1], last = q->node[q->count--], i = 1, next;

	while ((next = 2 * i) <= q->count) {
		if (next < q->count && before(q, q->node[next + 1], q->node[next]))
			next++;
		if (!before(q, q->node[next], last))
			break;
		put(q, i, q->node[next]);
		i = next;
	}
	if (q->count)
		put(q, i, last);
	return nearest;
}
