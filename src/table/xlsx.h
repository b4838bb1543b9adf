/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx and xlsm (ECMA-376, in both editions of its names), as the programs write it. */
#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H

#include <stdbool.h>
#include <stdio.h>

#include "book.h"
#include "bounds.h"
#include "number.h"
#include "pack.h"

/* As the file writes it, a text of CELL_MOST may be seven times as long, and no more is kept. */
enum { XLSX_RAW_MOST = 8 * CELL_MOST };

/* The texts that cells refer to by number: one after the other, NUL-terminated each. */
struct xlsx_strings {
	struct buf text;
	uint32_t *start;
	size_t count, room;
};

struct xlsx_styles {
	struct number_format *formats; /* of a cell's style */
	size_t count, room;
};

struct xlsx {
	struct book book; /* first: the sheets are read by way of it */
	const char *strings_part, *styles_part;
	bool from_1904;
	struct xlsx_strings strings;
	struct xlsx_styles styles;
};

/* What of the kind an archive is: the part that holds the workbook, in the arena; "" where it names
 * none. False, with a sentence, when it is damaged. */
bool xlsx_main_part(struct pack *p, struct arena *a, const char **part, struct err *e);
/* From the workbook's part on. */
bool xlsx_write(struct pack *p, const char *main_part, const char *sheet, FILE *out, struct err *e);

/* Its parts, in this order. */
bool xlsx_book_read(struct xlsx *x, const char *main_part, struct err *e);
bool xlsx_strings_read(struct xlsx *x, struct err *e);
bool xlsx_styles_read(struct xlsx *x, struct err *e);
/* As book_format's `rows`. */
bool xlsx_rows(struct book *b, size_t sheet, struct grid *g, bool look, struct err *e);

/* A text as cells hold it: _x000D_ and the like undone, breaks as \n. */
void xlsx_text(struct buf *out, const char *s);

#endif
