/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_IMPORT_REPORT_H
#define SCREEN_IMPORT_REPORT_H

#include "model/import_preview.h"
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
int import_raw_paint(const struct import_preview *p, size_t at, int y, int rows, int cols);

/* Lets the user pick what the column is: the name of a field, or "" to leave it out; NULL: neither.
 */
const char *import_pick_field(struct ui *ui, enum import_kind kind, const struct import_preview *p,
			      const struct import_column *c);
/* And a sheet, by its place from 1. */
bool import_pick_sheet(struct ui *ui, const struct import_preview *p, size_t *place);

#endif
