/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rowset.h"

#include <stdlib.h>
#include <string.h>

void rowset_init(struct rowset *set, const struct field *fields, size_t stride)
{
	*set = (struct rowset){ .fields = fields, .stride = stride };
}

void *rowset_add(struct rowset *set)
{
	if (set->count == set->capacity) {
		set->capacity = set->capacity ? set->capacity * 2 : 32;
		set->rows = mem_grow(set->rows, set->capacity * set->stride);
	}
	return memset(set->rows + set->count++ * set->stride, 0, set->stride);
}

void *rowset_at(const struct rowset *set, size_t i)
{
	return set->rows + i * set->stride;
}

int64_t rowset_id(const struct rowset *set, size_t i)
{
	return ((const struct row_head *)rowset_at(set, i))->id;
}

void rowset_release(struct rowset *set)
{
	arena_release(&set->arena);
	free(set->rows);
	*set = (struct rowset){ .fields = set->fields, .stride = set->stride };
}
