/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bar.h"

#include <string.h>

#include "base/bar.h"

void bar_paint(int row, int col, int cells, const int64_t *parts, const char *marks,
	       const enum style *styles)
{
	int share[BAR_PARTS];
	size_t count = strlen(marks);

	bar_share(parts, count, cells, share);
	for (size_t i = 0; i < count; i++) {
		struct buf part = { 0 };

		for (int n = 0; n < share[i]; n++)
			buf_char(&part, marks[i]);
		col += term_paint(row, col, share[i], styles[i], buf_str(&part));
		buf_release(&part);
	}
}
