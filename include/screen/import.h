/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters in: a form for the file, a dry run with its findings, the import. */
#ifndef SCREEN_IMPORT_H
#define SCREEN_IMPORT_H

#include "ui/ui.h"

bool import_open(struct view *v, struct err *e);
extern const struct action import_form_actions[];

#endif
