/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream of rows that daoshi and daoshi-table speak through a pipe: UTF-8, one frame a line,
 * cells separated by tabs, with \t \n \r \\ inside a cell escaped by a backslash.
 *
 *   I name value        how the file was read: encoding, separator; of a workbook, one for each
 *                       sheet ("sheet" and its name) and the one that is read ("chosen" and its
 *                       place, from 1)
 *   R row cell cell …   one row, numbered as a spreadsheet numbers it, from 1
 *   P row column text   what is wrong with a cell or a row; that row is not to be taken
 *   F text why          the file cannot be read or written at all; nothing follows. `why` may be
 *                       "exists" or "disk"
 *   Z rows              the end; a stream without it was cut short
 */
#ifndef BASE_ROWSTREAM_H
#define BASE_ROWSTREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/mem.h"

enum { ROWSTREAM_CELLS = 512, ROWSTREAM_LINE = 16 * 1024 * 1024 };

/* One frame as read. Zeroed is ready; the cells point into `line` and last until the next read. */
struct frame {
	char tag;
	size_t count;
	const char *cell[ROWSTREAM_CELLS + 2];
	struct buf line;
};

/* False at the end of the stream and at a line that is no frame. */
bool frame_read(struct frame *f, FILE *in);
void frame_release(struct frame *f);

/* Writing: a tag, then cells, then the end of the line. */
void frame_begin(FILE *out, char tag);
void frame_cell(FILE *out, const char *text);
void frame_number(FILE *out, size_t n);
void frame_end(FILE *out);

#endif
