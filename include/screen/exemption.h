/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exemptions: the form for one, or for several students at once. */
#ifndef SCREEN_EXEMPTION_H
#define SCREEN_EXEMPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/ui.h"

bool exemption_open(struct ui *ui, int64_t id, struct err *e);
/* A new one; what is below is a list of students. */
bool exemption_start(struct ui *ui, const int64_t *ids, size_t count, struct err *e);

/* The digit that exempts the students chosen in a list of students. */
extern const struct action exemption_actions[];

extern const struct action exemption_form_actions[];

#endif
