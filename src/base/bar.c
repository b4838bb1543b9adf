/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bar.h"

#include <string.h>

/* The part that has the most too few cells, or too many, for what it is; those that have but one
 * cell give none away. */
static size_t worst(const int64_t *parts, size_t count, const int *share, double per_cell, int sign)
{
	double most = 0;
	size_t at = count;

	for (size_t i = 0; i < count; i++) {
		double lack = sign * ((double)parts[i] / per_cell - share[i]);

		if (!parts[i] || (sign < 0 && share[i] <= 1))
			continue;
		if (at == count || lack > most) {
			most = lack;
			at = i;
		}
	}
	return at;
}

void bar_share(const int64_t *parts, size_t count, int cells, int *share)
{
	double total = 0;
	int left = cells;

	for (size_t i = 0; i < count; i++)
		total += (double)parts[i];
	memset(share, 0, count * sizeof *share);
	if (total <= 0 || cells <= 0)
		return;
	for (size_t i = 0; i < count; i++) {
		share[i] = (int)((double)parts[i] * cells / total);
		share[i] = share[i] || !parts[i] ? share[i] : 1;
		left -= share[i];
	}
	while (left) {
		int step = left > 0 ? 1 : -1;
		size_t at = worst(parts, count, share, total / cells, step);

		if (at == count) { /* fewer cells than parts: the last ones go */
			at--;
			while (!share[at])
				at--;
		}
		share[at] += step;
		left -= step;
	}
}

void bar_text(struct buf *out, const int64_t *parts, const char *marks, int cells)
{
	int share[BAR_PARTS];
	size_t count = strlen(marks);

	bar_share(parts, count, cells, share);
	for (size_t i = 0; i < count; i++)
		for (int n = 0; n < share[i]; n++)
			buf_char(out, marks[i]);
}
