/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/near.h"

#include <string.h>

/* Levenshtein's distance in bytes; a word longer than any name is far from all of them. */
static size_t distance(const char *a, const char *b)
{
	enum { LONGEST = 32 };
	size_t row[LONGEST + 1], n = strlen(b);

	if (strlen(a) > LONGEST || n > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t change = diagonal + (a[i - 1] != b[j - 1]), less;

			diagonal = row[j];
			less = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			row[j] = change < less ? change : less;
		}
	}
	return row[n];
}

const char *near_name(const char *word, const char *const *names)
{
	size_t best = strlen(word) / 2 + 1;
	const char *nearest = NULL;

	for (; *names; names++) {
		size_t far = distance(word, *names);

		if (far < best) {
			best = far;
			nearest = *names;
		}
	}
	return nearest;
}
