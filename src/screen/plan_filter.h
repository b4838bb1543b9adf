/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_PLAN_FILTER_H
#define SCREEN_PLAN_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* What the list of plans shows: its rows are plans, or, of those who are still owed a visit,
 * students. */
enum plans_which { PLANS_OPEN, PLANS_OWED, PLANS_MISSED };

struct plans_shown {
	enum plans_which which;
	int64_t mentor_id; /* 0: all in sight */
	char what[512];    /* whose, in words, where that was chosen */
};

/* Asks what is to be shown. False for Esc, and with an error. */
bool plan_filter_ask(struct view *v, struct plans_shown *shown, struct err *e);

#endif
