/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks put together from the XML of their parts. */
#ifndef SUPPORT_WORKBOOK_H
#define SUPPORT_WORKBOOK_H

#include <stddef.h>

#include "base/mem.h"

/* A part of an archive; `len` 0: as long as its text. Ended by zeros. */
struct part {
	const char *name, *text;
	size_t len;
};
/* Adds the archive. */
void workbook_zip(struct buf *out, const struct part *parts);

/* What of an xlsx is not as usual: one sheet, 学生, with the rows given. */
struct xlsx {
	const char *rows;    /* of its sheetData */
	const char *behind;  /* what stands behind the sheetData */
	const char *strings; /* the si elements; NULL: there is no such part */
	const char *xfs;     /* the styles: what cellXfs holds; NULL: there is no such part */
	const char *formats; /* what numFmts holds */
	const char *book_pr; /* attributes of workbookPr */
	const char *sheets;  /* the sheet elements, with the relations rId1 to rId3, all sheets */
	const char *sheet2, *sheet3; /* the sheetData of these */
};
void workbook_xlsx(struct buf *out, const struct xlsx *x);

/* A cell with an inline text, and a row of one such. */
#define TEXT_CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define TEXT_ROW(text)  "<row>" TEXT_CELL(text) "</row>"

/* An ods of what stands in its office:spreadsheet, and of the automatic styles. */
void workbook_ods(struct buf *out, const char *styles, const char *tables);

/* Puts others in place of those bytes, everywhere, as many. */
void workbook_swap(struct buf *book, const char *from, const char *to);

#endif
