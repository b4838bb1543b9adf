/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What daoshi-table made of a file, read through base/table.h from the real program. The reading
 * itself asserts that the stream is well formed: information first, rows in ascending order, a
 * problem only of the row before it, an end that is either whole or a refusal with a sentence.
 */
#ifndef TESTS_TABLE_READING_H
#define TESTS_TABLE_READING_H

#include "base/err.h"
#include "base/mem.h"
#include "base/table.h"

enum { READING_SHEETS = 16 };

struct read_row {
	size_t number, count;
	const char **cell;
	const char *problem; /* NULL or the first P frame's sentence */
	size_t problem_column, problems;
};

struct reading {
	bool ok;      /* the stream came to its end */
	struct err e; /* else the refusal */
	const char *encoding, *separator, *note;
	const char *sheet[READING_SHEETS]; /* of a workbook, which has no encoding */
	size_t sheet_count, chosen;
	struct read_row *rows;
	size_t row_count, row_room;
	struct arena arena;
};

/* `encoding`, `separator`: as --encoding and --separator, NULL to be found out. */
void reading_file(struct reading *r, const char *path, const char *encoding, const char *separator);
void reading_bytes(struct reading *r, const char *bytes, size_t len, const char *encoding,
		   const char *separator);
void reading_text(struct reading *r, const char *text);
/* A workbook; `sheet` as --sheet. */
void reading_book(struct reading *r, const struct buf *bytes, const char *sheet);
/* A file of that name, wherever. */
void reading_named(struct reading *r, const char *name, const struct buf *bytes,
		   const struct table_source *source);
void reading_release(struct reading *r);

/* By the row's number and the column, both from 1; "(none)" where there is no such cell. */
const char *reading_cell(const struct reading *r, size_t row, size_t column);

/* The whole of a file below tests/data. */
void sample_load(struct buf *out, const char *name);

/* Refused with a sentence that has these words in it. Releases the reading. */
void assert_refused(struct reading *r, const char *words);

#endif
