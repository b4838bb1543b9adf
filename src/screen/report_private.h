/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_PRIVATE_H
#define SCREEN_REPORT_PRIVATE_H

#include "app_private.h"
#include "report_narrow.h"
#include "screen/report_view.h"

struct report_view {
	struct list list;
	struct list_class class; /* with this report's fields */
	const char *first[2];    /* the column that stays in view */
	const struct report *report;
	struct report_of of;         /* what led here, */
	struct buf words;            /* in words */
	struct report_narrow narrow; /* by F6 */
};

/* The column at the cursor; its field is NULL where that is the bar. */
const struct list_column *report_column_at(const struct list *l);
bool report_is_few(const struct field *f, const void *row);
/* False where nothing was chosen. */
bool report_tell_narrow(const struct report_view *v, struct buf *out);

#endif
