/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A half-filled form as it was left, on the screen again. */
#ifndef SCREEN_DRAFT_OPEN_H
#define SCREEN_DRAFT_OPEN_H

#include "base/draft.h"
#include "ui/ui.h"

/* "home visit, 王某": what it is, and about whom. */
void draft_tell(struct ui *ui, const struct draft *d, struct buf *out);
/* Of the file by that name. Where its row is gone it is a new one, and that is said. */
bool draft_open(struct ui *ui, const char *name, struct err *e);
/* For good. */
bool draft_discard(struct ui *ui, const char *name, struct err *e);

#endif
