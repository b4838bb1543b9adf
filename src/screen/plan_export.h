/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_PLAN_EXPORT_H
#define SCREEN_PLAN_EXPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/* Asks where a calendar file is to be; of one mentor, or with 0 of all. */
extern const struct action plan_export_actions[];
bool plan_export_open(struct ui *ui, int64_t mentor_id, struct err *e);

#endif
