/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report for people to keep: what it is called and says, as a page to print and as a workbook. */
#ifndef MODEL_REPORT_OUT_H
#define MODEL_REPORT_OUT_H

#include "base/page.h"
#include "base/table_out.h"
#include "model/report.h"

/* Its columns, and where its rows have definitions of their own those too, each with what it says.
 */
extern const struct field report_definition_fields[]; /* name, label, definition */
void report_definitions(const struct session *s, const struct report *r, const struct report_of *of,
			struct rowset *out);
/* Its rows as a page to print, of text where that was begun (page_begin_plain), and as two sheets
 * of a workbook: the rows, and what they say. */
bool report_page(struct session *s, const struct report *r, const struct report_of *of,
		 const struct rowset *rows, struct page *out, struct err *e);
bool report_sheets(struct session *s, const struct report *r, const struct report_of *of,
		   const struct rowset *rows, struct table_out *out, struct err *e);

#endif
