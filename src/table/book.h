/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of a workbook are, whatever its kind, and which of them is read. */
#ifndef TABLE_BOOK_H
#define TABLE_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "grid.h"
#include "pack.h"

enum sheet_kind { SHEET_ROWS, SHEET_CHART, SHEET_OTHER };

struct book_sheet {
	const char *name;
	const char *part; /* where it stands in the archive */
	enum sheet_kind kind;
	bool hidden;
};

struct book {
	struct pack *pack;
	struct arena arena;
	struct book_sheet *sheets; /* as the file has them */
	size_t count, room;
};

/* A kind of workbook. `rows` reads a sheet into the grid; with `look` it may end, true, once the
 * grid has a row. */
struct book_format {
	bool (*rows)(struct book *b, size_t sheet, struct grid *g, bool look, struct err *e);
};

void book_add(struct book *b, const char *name, const char *part, enum sheet_kind kind,
	      bool hidden);
void book_release(struct book *b);

/*
 * Writes the sheets' names, the chosen one's place and its rows. `asked` is a name or, where no
 * sheet has it, a place among those that are not hidden, as the tabs stand; NULL or "": the first
 * with rows. Hidden sheets are not told of and not read: nobody sees what would come from them.
 */
bool book_write(struct book *b, const struct book_format *format, const char *asked, FILE *out,
		struct err *e);

#endif
