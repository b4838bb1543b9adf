/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report on the screen, whichever it is: its figures, and from each the way to what it counts. */
#ifndef SCREEN_REPORT_VIEW_H
#define SCREEN_REPORT_VIEW_H

#include <stdbool.h>

#include "model/report.h"
#include "ui/ui.h"

/* `of` NULL: all in the session's scope; `words`: what it is limited to, or "". */
bool report_view_open(struct ui *ui, const struct report *r, const struct report_of *of,
		      const char *words, struct err *e);

/* Of a report about groups or mentors, and of one about students. */
extern const struct action report_view_actions[], report_student_actions[];

#endif
