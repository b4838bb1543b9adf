/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_LIST_H
#define SCREEN_REPORT_LIST_H

#include "ui/ui.h"

/* A place. */
bool report_list_show(struct view *v, struct err *e);
extern const struct action report_list_actions[];

#endif
