/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar of a report's row: which parts it has, and what stands for each. */
#ifndef MODEL_REPORT_BAR_H
#define MODEL_REPORT_BAR_H

#include "base/bar.h"
#include "base/page.h"
#include "model/report.h"

enum { REPORT_BAR_CELLS = 14 };

struct report_bar {
	size_t count;
	int64_t parts[BAR_PARTS];
	char marks[BAR_PARTS + 1];             /* the marks of what is owed are coverage's */
	const struct field *fields[BAR_PARTS]; /* what each part counts */
};

/* `row` NULL: its marks alone. False where it has none, or where it would tell what the row's
 * figures do not. */
bool report_bar(const struct report *r, const struct report_row *row, struct report_bar *out);
/* "# done  ! overdue" */
void report_bar_tell(const struct report_bar *bar, struct buf *out);
/* The named columns of its rows on a page, with their bars. */
void report_page_rows(struct page *p, const struct report *r, const struct rowset *rows,
		      const char *const *columns);

#endif
