/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell of the checklist shows of an obligation. */
#ifndef SCREEN_CHECKLIST_CELL_H
#define SCREEN_CHECKLIST_CELL_H

#include "model/obligation.h"
#include "ui/term.h"

/* Its mark and its day; the look. */
enum style checklist_cell(const struct obligation *o, const char *today_iso, struct buf *out);
/* When it is planned for, as a sentence. */
void checklist_tell_plan(const struct obligation *o, const char *occasion, int today,
			 struct buf *out);

#endif
