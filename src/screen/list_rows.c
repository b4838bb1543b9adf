/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <string.h>

void report_show(struct list *l, const struct rowset *reported)
{
	for (size_t i = 0; i < reported->count; i++) {
		struct row_head *row = rowset_add(&l->rows);

		memcpy(row, rowset_at(reported, i), reported->stride);
		row->id = (int64_t)i + 1;
	}
}
