/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that were left half-filled: offered at the start, and listed. */
#ifndef SCREEN_DRAFT_LIST_H
#define SCREEN_DRAFT_LIST_H

#include "ui/ui.h"

/* Over the first screen: a question about one, the list of several. */
bool drafts_offer(struct ui *ui, struct err *e);
/* A place. */
bool draft_list_show(struct view *v, struct err *e);

extern const struct action draft_list_actions[];

#endif
