/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table that comes as frames (base/table_out.c), written as one of the kinds of file there are.
 * A row is held at a time, and the columns of a sheet.
 */
#ifndef TABLE_OUT_H
#define TABLE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/rowstream.h"
#include "base/table_out.h"
#include "target.h"

struct out_column {
	enum table_kind kind;
	int cells;
	const char *label, *hint; /* hint NULL: none */
	const char **choices;
	size_t choice_count;
	bool others; /* are taken too */
};

struct out_sheet {
	const char *name, *title; /* title NULL: none */
	struct out_column columns[ROWSTREAM_CELLS];
	size_t count;
};

struct out {
	const struct out_class *class;
	void *own; /* the class's */
	struct target target;
	struct arena arena;
	struct out_sheet sheet;
	size_t rows; /* of the sheet, as they come */
	/* what could not be held as it was: in how many cells, and the first of them */
	size_t lost;
	char lost_first[120];
	bool more_sheets; /* than the file can hold */
};

struct out_class {
	bool (*begin)(struct out *o, struct err *e);
	bool (*sheet)(struct out *o, struct err *e); /* once its columns are known */
	bool (*row)(struct out *o, const char *const *cells, size_t count, struct err *e);
	bool (*end)(struct out *o, struct err *e); /* the target is whole after it */
	void (*release)(struct out *o);
	bool many_sheets;
};

extern const struct out_class out_xlsx, out_csv, out_csv_gb18030;

/* Standard input as such a file; "-": behind the last frame on standard output. */
bool out_write(const char *path, enum table_format format, bool replace, struct err *e);
/* A character of a cell that the file cannot hold is written as it is spelled out, and told. */
void out_spell(struct out *o, size_t column, uint32_t cp, struct buf *to);

#endif
