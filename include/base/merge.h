/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three versions of one thing: what somebody began from, what another has stored since, and what
 * the first one wants to store now. Nothing here decides for anybody: it tells who changed what,
 * and what it is to keep both.
 */
#ifndef BASE_MERGE_H
#define BASE_MERGE_H

#include "base/field.h"

struct merge {
	const void *base, *theirs, *mine;
};

enum merge_change {
	MERGE_NONE,   /* nobody */
	MERGE_SAME,   /* both, to the same */
	MERGE_THEIRS, /* they alone */
	MERGE_MINE,
	MERGE_BOTH, /* to one thing here and another there */
};
enum merge_change merge_of(const struct field *f, const struct merge *m);

/* Whether two things hold the same there. Of several codes or ids the order does not matter. */
bool merge_same(const struct field *f, const void *a, const void *b);

/* Whether both versions can be kept in one field: several codes or ids, and texts of many lines. */
bool merge_joins(const struct field *f);
/*
 * Both versions. Of codes and ids: what was taken out by either is out, what was put in is in. Of a
 * text: where each changed other lines, both changes; else theirs, and mine below it, with the
 * lines that both begin or end with but once, and what was there before where both only wrote on.
 */
void merge_join(const struct field *f, const struct merge *m, struct buf *out);

/* One field of a thing as another has it; the text stays where it is. */
void merge_take(const struct field *f, void *to, const void *from);

#endif
