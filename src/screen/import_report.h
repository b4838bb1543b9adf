/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_IMPORT_REPORT_H
#define SCREEN_IMPORT_REPORT_H

#include "model/import.h"
#include "ui/list.h"

/* Tries the import out and lists its findings, from where it can be done. The options are
 * copied. False when the file cannot be read as a roster. */
bool import_report_open(struct ui *ui, const struct import_options *options, struct err *e);

extern const struct action import_report_actions[];

/* Every text of the options to the arena. */
void import_keep_options(struct import_options *o, struct arena *arena);

/* The file's first rows, and its columns, each of which can be said to be another field; Ctrl-S
 * tries that out. `said` may be NULL: why it is opened. The options are copied. */
bool import_columns_open(struct ui *ui, const struct import_options *options, const char *said,
			 struct err *e);

extern const struct action import_columns_actions[];

/* Paints rows of the file, a column each beneath its letter, around the row of the header and with
 * the column `at` in view. Returns the rows it took. */
struct import_preview;
int import_raw_paint(const struct import_preview *p, size_t at, int y, int rows, int cols);

#endif
