/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_IMPORT_REPORT_H
#define SCREEN_IMPORT_REPORT_H

#include "model/import.h"
#include "ui/ui.h"

/* Tries the import out and lists its findings, from where it can be done. The options are
 * copied. False when the file cannot be read as a roster. */
bool import_report_open(struct ui *ui, const struct import_options *options, struct err *e);

extern const struct action import_report_actions[];

#endif
