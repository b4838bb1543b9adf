/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_NARROW_H
#define SCREEN_REPORT_NARROW_H

#include "model/report.h"
#include "ui/ui.h"

/* What somebody chose to see of a report, beside what led there. */
struct report_narrow {
	struct report_of of;
	char group[100]; /* its grade, class or mentor in words */
};

/* Asks for it. False for Esc, and on failure. */
bool report_narrow_ask(struct view *v, const struct report *r, struct report_narrow *n,
		       struct err *e);
/* What led there, narrowed. */
void report_narrow_by(struct report_of *of, const struct report_narrow *n);
void report_narrow_tell(const struct report_narrow *n, struct buf *out);

/* False for Esc, and on failure. */
bool report_pick_mentor(struct ui *ui, int64_t *id, struct buf *words, struct err *e);

#endif
