/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of some rows are hidden, so that none of few persons is told of, also not by subtraction.
 */
#include <stdlib.h>

#include "coverage_private.h"

void few_begin(struct few *f, size_t rows_most)
{
	f->rows = 0;
	f->counts = mem_alloc((rows_most + 1) * f->columns * sizeof *f->counts);
	f->hidden = mem_alloc((rows_most + 1) * sizeof *f->hidden);
}

void few_release(struct few *f)
{
	free(f->counts);
	free(f->hidden);
}

static int64_t count_at(const struct few *f, size_t row, size_t column)
{
	return f->counts[row * f->columns + column];
}

static bool is_somebody(const struct few *f, size_t row)
{
	for (size_t i = 0; i < f->columns; i++)
		if (count_at(f, row, i))
			return true;
	return false;
}

static int64_t sum(const struct few *f, size_t column, bool hidden_alone)
{
	int64_t all = 0;

	for (size_t i = 0; i < f->rows; i++)
		if (*f->hidden[i] || !hidden_alone)
			all += count_at(f, i, column);
	return all;
}

static size_t hidden_count(const struct few *f)
{
	size_t count = 0;

	for (size_t i = 0; i < f->rows; i++)
		count += *f->hidden[i];
	return count;
}

/* The smallest group still shown that has any in the column. */
static bool mark_smallest(struct few *f, size_t column)
{
	size_t smallest = f->rows;

	for (size_t i = 0; i < f->rows; i++)
		if (!*f->hidden[i] && count_at(f, i, column) &&
		    (smallest == f->rows || count_at(f, i, 0) < count_at(f, smallest, 0)))
			smallest = i;
	if (smallest < f->rows)
		*f->hidden[smallest] = true;
	return smallest < f->rows;
}

void few_mark(struct few *f)
{
	bool more = true;

	for (size_t i = 0; i < f->rows; i++)
		*f->hidden[i] |= is_somebody(f, i) && count_at(f, i, 0) < COVERAGE_FEW;
	if (!hidden_count(f))
		return;
	while (more && (hidden_count(f) < 2 || sum(f, 0, true) < COVERAGE_FEW))
		more = mark_smallest(f, 0);
	for (size_t i = 0; i < f->columns; i++)
		if (sum(f, i, false) && !sum(f, i, true))
			mark_smallest(f, i);
}
