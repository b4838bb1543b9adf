/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an import: its rows (import_sheet.c), what its columns are (import_columns.c), and
 * what somebody said of them (import_said.c, import_layout.c). */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include "db/digest.h"
#include "model/import.h"

struct import_format;

struct sheet_row {
	size_t number;
	size_t count;
	const char **cell;
	const char *problem; /* what daoshi-table said of it, or NULL */
	size_t problem_column;
	const char *instead; /* why it is not taken although nothing is wrong with it, or NULL */
};

/* Why a column is what it is; the codes are import_hows. */
enum column_how { COLUMN_UNKNOWN, COLUMN_KNOWN, COLUMN_SAID, COLUMN_REMEMBERED, COLUMN_TWICE };

struct sheet_column {
	const struct field *field; /* or NULL */
	const struct field *match; /* what its header is known as, whoever is that by now */
	enum column_how how;
};

struct sheet {
	struct arena arena;
	struct sheet_row *rows;
	size_t count, room;
	bool headless; /* there is no header: columns go by their letters */
	bool guessed;  /* nothing says that this row is it */
	size_t header; /* index of the header's row */
	size_t first;  /* and of the first row below it */
	struct sheet_column *column;
	size_t column_count;
	const char **letters;             /* of columns without a header */
	const char *encoding, *separator; /* as found out, or as asked for; NULL: of a workbook */
	const char **sheets;
	size_t sheet_count, chosen; /* of a workbook; from 1 */
	char layout[DIGEST_TEXT];
	const char *said_on; /* when something was said of such files; NULL: nothing was */
};

enum { IMPORT_FIRST_ROWS = 40 }; /* for what is found out from a file's beginning */
/* A zeroed sheet is ready; release it in any case. `most`: so many rows are enough; 0: all. */
bool sheet_read(struct sheet *sheet, const struct import_options *o, size_t most, struct err *e);
void sheet_release(struct sheet *sheet);
const char *sheet_header(const struct sheet *sheet, size_t column); /* "" for none */
size_t sheet_column(const struct sheet *sheet, const char *field);  /* column_count for none */
bool sheet_has(const struct sheet *sheet, const char *field);

/* Finds the header, below titles, and what each column is. A header may be guessed, and columns
 * that are needed be lacking; false where what is said of columns cannot be. */
bool sheet_lay_out(struct session *s, struct sheet *sheet, const struct import_options *o,
		   struct err *e);
/* When it was said what some columns are; "" where all are as said now, or known. */
const char *sheet_said_on(const struct sheet *sheet);
/* Whether the header is one, and has the columns that are needed. */
bool sheet_check(const struct sheet *sheet, const struct import_options *o, struct err *e);
/* The labels of needed fields that are no column; nothing where there are none such. */
void sheet_lacking(const struct sheet *sheet, const struct import_format *format, struct buf *out);
/* The field that a header, or a name, stands for; NULL for none. */
const struct field *format_field(const struct import_format *format, const char *header);

/* "A", "AB": of a column counted from 0. */
enum { COLUMN_LETTERS = 8 };
void column_letters(size_t column, char out[COLUMN_LETTERS]);
size_t column_lettered(const char *letters); /* SIZE_MAX for no such */

/* Finding out what the columns are, with a row tried as the header. */
struct laying {
	struct sheet *sheet;
	const struct import_format *format;
	const struct import_options *o;
	const struct import_map *remembered; /* NULL: nothing is */
};
/* Takes what is said of one column. */
bool laying_say(const struct laying *l, const struct import_map *m, struct err *e);
/* Takes those of what is said that name a header of the row, as letters do of any; their number. */
size_t laying_try_said(const struct laying *l);
/* Takes what was said before of columns of which nothing is said now. */
void laying_remember(const struct laying *l);

/* By which a row is known again if it is a header: its cells in their order. */
void layout_digest(const struct sheet_row *header, char out[DIGEST_TEXT]);
/* What was said of such files. *said_on is NULL where nothing was. */
bool layout_read(struct session *s, const struct import_format *format, const char *layout,
		 struct arena *arena, const struct import_map **map, const char **said_on,
		 struct err *e);
/* Keeps what is said of this one, inside the door. */
bool layout_keep(struct session *s, const struct import_format *format, const struct sheet *sheet,
		 struct err *e);

#endif
