/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TABLE_OUT_XLSX_H
#define TABLE_OUT_XLSX_H

#include <xlsxwriter.h>

#include "out.h"

enum xlsx_format {
	XLSX_TEXT,
	XLSX_LINES, /* text of several */
	XLSX_NUMBER,
	XLSX_DAY,
	XLSX_HEADER,
	XLSX_TITLE,
	XLSX_FORMATS
};

/* Choices that are kept on a sheet of their own, one column each. */
struct xlsx_choices {
	const char **texts;
	size_t count;
};

struct xlsx {
	lxw_workbook *book;
	lxw_format *formats[XLSX_FORMATS];
	lxw_worksheet *sheet; /* being written */
	lxw_row_t header, at; /* the row that comes next */
	size_t columns;
	size_t rows, cells; /* written so far, in all sheets */
	struct buf room;
	struct buf way;
	struct xlsx_choices lists[ROWSTREAM_CELLS];
	size_t list_count;
};

bool xlsx_add_sheet(struct xlsx *x, const char *name, struct err *e);
bool xlsx_put_text(struct out *o, size_t column, const char *text, enum xlsx_format format,
		   struct err *e);
/* What the cells below the header offer and say. */
bool xlsx_add_choices(struct out *o, struct err *e);
/* The sheet that long lists stand on, hidden. */
bool xlsx_write_lists(struct out *o, struct err *e);

#endif
