/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_H
#define SCREEN_REPORT_H

#include "ui/list.h"

/* What a run reported as the rows of a list, numbered from 1. Their text stays the report's, which
 * has to live as long as the list or until that is read again. */
void report_show(struct list *l, const struct rowset *reported);

#endif
