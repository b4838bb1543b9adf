/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much a file may make us hold, and the sentences (msgids) for what is more. */
#ifndef TABLE_BOUNDS_H
#define TABLE_BOUNDS_H

#include "base/rowstream.h"

/* A row as a frame must fit into ROWSTREAM_LINE even when every byte of it is escaped. */
enum { CELL_MOST = 64 * 1024, ROW_MOST = 4 * 1024 * 1024 };
_Static_assert(2 * (ROW_MOST + ROWSTREAM_CELLS) + 64 < ROWSTREAM_LINE, "a row fits a frame");

extern const char bounds_long_cell[], bounds_long_row[], bounds_many_cells[];

/* From now on no more memory than a wellformed file can need: a second wall behind the counts. Not
 * under the address sanitizer, whose own memory it would count. */
void bounds_set(void);

#endif
