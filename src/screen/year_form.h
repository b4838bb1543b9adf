/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_YEAR_FORM_H
#define SCREEN_YEAR_FORM_H

#include "model/preview.h"
#include "ui/ui.h"

/* One key date; with id 0 a new one of that year. */
bool key_date_form_open(struct ui *ui, int64_t year, int64_t id, struct err *e);
bool rules_form_open(struct ui *ui, int64_t year, struct err *e);

extern const struct action key_date_form_actions[], rules_form_actions[];

#endif
