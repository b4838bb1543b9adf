/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a sheet on their way out as frames. A row's cells may come in any order; what is
 * blank leaves no trace but in the numbers of the rows.
 *
 * What stands in merged cells is kept by the file once and seen everywhere: it counts for all rows
 * that they span, and in the first rows, where headers are, for all columns. A row of one cell is
 * a title, whose width says nothing.
 */
#ifndef TABLE_GRID_H
#define TABLE_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/rowstream.h"

struct grid_cell {
	size_t at; /* where in `text` it begins; 0: it is empty */
	const char *problem;
};

/* What a merged cell holds for the rows below. */
struct grid_carry {
	size_t last; /* the row it ends with */
	const char *problem;
	struct buf text;
};

struct grid {
	FILE *out;  /* NULL: only looked at */
	size_t row; /* being read; 0: none yet */
	size_t rows;
	struct buf text; /* of the row's cells, NUL-terminated each */
	struct grid_cell cell[ROWSTREAM_CELLS];
	size_t count;    /* up to the last cell that holds something */
	size_t own;      /* cells that hold something */
	bool wide;       /* something stands beyond the last cell that is kept */
	bool many_bytes; /* the row is too long */
	size_t bytes;    /* written */
	bool full;       /* more than a reader is to be given: nothing more is written */
	struct grid_carry carry[ROWSTREAM_CELLS];
};

void grid_begin(struct grid *g, FILE *out);
/* Rows are numbered from 1 and ascend. */
void grid_begin_row(struct grid *g, size_t row);
/* Of columns from 0. A problem (a msgid) makes it a cell that holds something. */
void grid_cell(struct grid *g, size_t column, const char *text, const char *problem);
/* Once the row has its cells: what stands in the first column counts to the last, and down to that
 * row. */
void grid_span(struct grid *g, size_t first, size_t last, size_t last_row);
void grid_end_row(struct grid *g);
void grid_release(struct grid *g);

/* Problems (msgids) that all kinds of workbook have. */
extern const char grid_no_result[], grid_is_error[];

#endif
