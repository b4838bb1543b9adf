/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of cells out of separated text. `text` is UTF-8 without NUL.
 *
 * Rows are numbered as a spreadsheet numbers them, from 1: a blank line is a row, a line break
 * inside a quoted cell is not.
 */
#ifndef TABLE_CSV_H
#define TABLE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/rowstream.h"

struct csv {
	const char *at, *end; /* what is still to be read */
	const char *separator;
	size_t row;                    /* number of the row last read */
	size_t count;                  /* its cells: at most ROWSTREAM_CELLS are kept */
	size_t start[ROWSTREAM_CELLS]; /* where in `cells` each begins */
	struct buf cells;              /* NUL-terminated each */
	size_t cell;                   /* where the cell being read begins */
	bool dropped;                  /* it is too long and keeps nothing */
	const char *problem;           /* NULL, or a sentence (a msgid) why the row is not whole */
	size_t problem_column;         /* from 1 */
	bool unclosed;                 /* the last cell's quotation mark was never closed */
	bool line_ended;               /* a line break followed the row */
};

/* `text` and `separator` must outlive the reading. */
void csv_begin(struct csv *c, const char *text, size_t len, const char *separator);
/* False when there is no row left. A cell that is too long is read as an empty one. */
bool csv_next(struct csv *c);
const char *csv_cell(const struct csv *c, size_t i);
bool csv_blank(const struct csv *c); /* nothing but blanks in the row */
void csv_release(struct csv *c);

/* The row in which `text` ends. */
size_t csv_last_row(const char *text, size_t len, const char *separator);

#endif
