/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order the checklist's columns stand, and what is written over them. */
#ifndef SCREEN_CHECKLIST_COLUMNS_H
#define SCREEN_CHECKLIST_COLUMNS_H

#include "model/checklist.h"

/* What is at hand comes first: what single students have of their own, the visit, the talks of this
 * term and those overdue, the feedback, and then what is of the other term, which a narrow window
 * scrolls to. */
enum column_rank { COLUMN_OWN, COLUMN_VISITS, COLUMN_TALKS, COLUMN_FEEDBACK, COLUMN_LATER };

int column_rank(const struct session *s, const struct checklist *c, size_t occasion);
/* Talks of the other term have the same names: it stands before them. Lasts as long as the list. */
const char *column_label(const struct session *s, struct checklist *c, size_t occasion);

#endif
