/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_REPORT_PACK_FORM_H
#define SCREEN_REPORT_PACK_FORM_H

#include "ui/ui.h"

/* Asks where the inspection pack is to be written, and with whose names. */
bool report_pack_open(struct view *v, struct err *e);
extern const struct action report_pack_actions[];

#endif
