/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the import share: the run (import.c) and the kinds of row
 * (import_rows.c). */
#ifndef IMPORT_PRIVATE_H
#define IMPORT_PRIVATE_H

#include "model/import.h"

struct sheet_row {
	size_t number;
	size_t count;
	const char **cell;
	const char *problem; /* what daoshi-table said of it, or NULL */
	size_t problem_column;
};

struct import {
	struct session *s;
	const struct import_options *o;
	struct import_report *report;
	const struct import_format *format;
	struct arena arena;
	struct sheet_row *rows;
	size_t row_count, row_room;
	size_t header;               /* index of the header's row */
	const struct field **column; /* the field of each column, or NULL */
	size_t column_count;
	const char *only_stage;
	const char *joined;
	int64_t *seen; /* ids of students in the file */
	size_t seen_count;
	struct buf classes; /* "|九(3)|九(4)|": the classes in the file */
};

enum outcome { ROW_BAD, ROW_ADDED, ROW_CHANGED, ROW_UNCHANGED };

/* One kind of file. */
struct import_format {
	const char *name;
	const struct field *const *tables; /* where headers are looked up, in order; NULL ends */
	const char *const *required;       /* names of fields without which there is no header */
	const char *key;                   /* field that must not occur twice, or NULL */
	size_t size;                       /* of a row's struct */
	/* Saves one row; on ROW_BAD *e says why, its field the column. */
	enum outcome (*save)(struct import *im, const struct sheet_row *row, void *thing,
			     struct err *e);
	bool (*finish)(struct import *im, struct err *e); /* after the last row; may be NULL */
};
extern const struct import_format import_formats[IMPORT_KINDS];

/* True if the file has a column for the field. */
bool import_has(const struct import *im, const char *field);
void import_note(struct import *im, size_t row, const char *level, const char *column,
		 const char *value, const char *text);

#endif
