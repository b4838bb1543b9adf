/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bar in text: n of m, part by part, in so many cells of one character each (#####!!..), which
 * every terminal and character set has.
 */
#ifndef BASE_BAR_H
#define BASE_BAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum { BAR_PARTS = 8 };

/*
 * How many of the cells each part takes: all of them together, or none where all parts are 0. A
 * part that is not 0 has a cell at least, as long as there are cells: one overdue among thousands
 * is to be seen. A part beside others never fills the bar.
 */
void bar_share(const int64_t *parts, size_t count, int cells, int *share);

/* The bar itself, a mark for each part: marks "#!.", three parts. */
void bar_text(struct buf *out, const int64_t *parts, const char *marks, int cells);

#endif
