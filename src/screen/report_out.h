/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_OUT_H
#define SCREEN_REPORT_OUT_H

#include "model/report.h"
#include "ui/ui.h"

/* Asks for a file, or a printer, for a report; `words`: what it is limited to, or "". */
bool report_out_open(struct ui *ui, const struct report *r, const struct report_of *of,
		     const char *words, struct err *e);
extern const struct action report_out_actions[];

#endif
