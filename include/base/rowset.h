/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result of a query: so many structs of one kind, with the field table that describes them,
 * and the arena that owns their text. Lists on the screen, subcommands and exports all show one.
 */
#ifndef BASE_ROWSET_H
#define BASE_ROWSET_H

#include <stddef.h>

#include "base/field.h"
#include "base/mem.h"

struct rowset {
	const struct field *fields;
	size_t stride; /* sizeof one struct */
	size_t count;
	/* private */
	size_t capacity;
	char *rows;
	struct arena arena;
};

/* Every kind of row begins with its id, so that a list can keep its place over a reload. */
struct row_head {
	int64_t id;
	int64_t rev;
};

void rowset_init(struct rowset *set, const struct field *fields, size_t stride);
void *rowset_add(struct rowset *set); /* a zeroed row; earlier pointers to rows become invalid */
void *rowset_at(const struct rowset *set, size_t i);
int64_t rowset_id(const struct rowset *set, size_t i);
void rowset_release(struct rowset *set);

#endif
