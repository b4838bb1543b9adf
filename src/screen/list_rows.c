/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list_rows.h"

#include <string.h>

void list_put_rows(struct list *l, const struct rowset *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct row_head *row = rowset_add(&l->rows);

		memcpy(row, rowset_at(rows, i), rows->stride);
		row->id = (int64_t)i + 1;
	}
}
