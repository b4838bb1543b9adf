/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the import share: the file (import_sheet.c) and its columns (import_columns.c),
 * what was said of them (import_said.c, import_layout.c), the run (import.c) and what it tells
 * (import_finding.c), and the kinds of row (import_students.c, import_rows.c, import_accounts.c).
 */
#ifndef IMPORT_PRIVATE_H
#define IMPORT_PRIVATE_H

#include <time.h>

#include "db/digest.h"
#include "model/import.h"

struct sheet_row {
	size_t number;
	size_t count;
	const char **cell;
	const char *problem; /* what daoshi-table said of it, or NULL */
	size_t problem_column;
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

struct import {
	struct session *s;
	const struct import_options *o;
	struct import_report *report;
	const struct import_format *format;
	struct sheet sheet;
	struct arena arena;
	const char *only_stage;
	const char *joined;
	struct timespec begun;
	int percent;   /* told last; 0: nothing was told yet */
	int64_t *seen; /* ids of students in the file */
	size_t seen_count;
	void *led;          /* tsearch(3): whom the file gave a mentor, and in which row */
	struct buf classes; /* "|九(3)|九(4)|": the classes in the file */
};

enum outcome { ROW_BAD, ROW_ADDED, ROW_CHANGED, ROW_UNCHANGED };

/* A column, or another in its place, without which a row is no header. */
struct import_need {
	const char *field, *or_field;
};

/* One kind of file. */
struct import_format {
	const char *name;
	const struct field *const *tables; /* where headers are looked up, in order; NULL ends */
	const struct import_need *needs;   /* ended by a zeroed row */
	const char *key;                   /* field that must not occur twice, or NULL */
	const char *doubled; /* N_(): the sentence for it, with %zu for the first row */
	unsigned may;        /* rights that it takes, besides MAY_IMPORT */
	size_t size;         /* of a row's struct */
	/* Saves one row; on ROW_BAD *e says why, its field the column. */
	enum outcome (*save)(struct import *im, const struct sheet_row *row, void *thing,
			     struct err *e);
	bool (*finish)(struct import *im, struct err *e); /* after the last row; may be NULL */
};
#define IMPORT_DOUBLED                                                                             \
	N_("The same number stands in row %zu already; one of the two must be mended.")
extern const struct import_format import_students, import_mentors, import_assignments,
	import_accounts;
const struct import_format *import_format_of(enum import_kind kind);

/* By staff number, else by name: exactly one mentor, or a sentence; 0 where neither is given. */
bool import_find_mentor(struct import *im, const char *no, const char *name, int64_t *id,
			struct err *e);
/* `role` may be NULL or "": the lead. */
bool import_assign(struct import *im, int64_t student_id, int64_t mentor_id, const char *role,
		   bool *changed, struct err *e);
/* Takes what the file has into the stored thing and tells each difference; false for none. */
bool import_merge(struct import *im, const struct sheet_row *row, const struct field *fields,
		  void *stored, const void *read);

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

/* Something to tell about a row; `value` is what the file has. */
void import_note(struct import *im, size_t row, const char *level, const char *column,
		 const char *value, const char *text);

#endif
