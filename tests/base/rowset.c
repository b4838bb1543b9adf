/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rowset.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

struct thing {
	struct row_head head;
	const char *name;
};

static const struct field fields[] = {
	{ FIELD(struct thing, name), .label = "Name", .kind = FIELD_TEXT },
	{ 0 },
};

Test(base_rowset, rows_keep_their_place_while_it_grows)
{
	struct rowset set;

	rowset_init(&set, fields, sizeof(struct thing));
	for (int i = 0; i < 1000; i++) {
		struct thing *t = rowset_add(&set);

		cr_assert(t->head.id == 0 && t->head.rev == 0 && !t->name);
		t->head.id = i * 7;
		t->name = arena_printf(&set.arena, "name %d", i);
	}
	cr_assert_eq(set.count, 1000);
	for (int i = 0; i < 1000; i++) {
		const struct thing *t = rowset_at(&set, (size_t)i);
		char name[32];

		snprintf(name, sizeof name, "name %d", i);
		cr_assert_eq(rowset_id(&set, (size_t)i), i * 7);
		cr_assert_str_eq(field_text(fields, t), name);
	}
	rowset_release(&set);
}

Test(base_rowset, release_leaves_it_ready)
{
	struct rowset set;

	rowset_init(&set, fields, sizeof(struct thing));
	for (int round = 0; round < 3; round++) {
		struct thing *t = rowset_add(&set);

		cr_assert_eq(set.count, 1);
		cr_assert_null(t->name, "a row is zeroed, used before or not");
		t->name = arena_text(&set.arena, "x");
		rowset_release(&set);
		cr_assert_eq(set.count, 0);
		cr_assert_eq(set.fields, fields);
		cr_assert_eq(set.stride, sizeof(struct thing));
	}
}
