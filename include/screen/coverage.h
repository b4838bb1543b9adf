/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coverage at a glance: the school, its grades and classes, and the rows behind every figure. */
#ifndef SCREEN_COVERAGE_H
#define SCREEN_COVERAGE_H

#include <stdbool.h>

#include "model/coverage.h"
#include "ui/ui.h"

/* Ctrl-R. */
bool coverage_show(struct view *v, struct err *e);
extern const struct action coverage_actions[];

/* The obligations that a figure counts; `title` in words. */
bool coverage_duty_open(struct ui *ui, const struct coverage_of *of, const char *title,
			struct err *e);
extern const struct action coverage_duty_actions[];

#endif
