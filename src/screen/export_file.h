/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_EXPORT_FILE_H
#define SCREEN_EXPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/table_out.h"
#include "ui/form.h"

/* "12 students' data leave this system." False: they would rather not. */
bool export_ask(struct ui *ui, size_t students);
/* What was typed, with ~/ for the folder of whoever has started the program, whatever the
 * environment says. */
void export_path(const char *typed, struct buf *out);
/* At the field `path`: a name that ends as another kind of file does. */
bool export_fits(const char *typed, const char *end, struct err *e);
/* To the file that was typed in the field `path`; one that is there is asked about. An error is
 * shown at that field; false without one: another name. */
bool export_write(struct form *f, const char *typed, struct buf *text, struct err *e);
/* The same for a table. *told: what the file could not hold has been said, in the place of what the
 * caller would say. */
typedef bool export_filler(void *arg, struct table_out *t, struct err *e);
bool export_table(struct form *f, const char *typed, enum table_format format, export_filler *fill,
		  void *arg, bool *told, struct err *e);

/* "~/daoshi-students-1126.xlsx", of today, into the field `path`. */
void export_propose(struct form *f, const char *what, const char *end);
/* What is written another way has another end of its name, in `path`; other names stay. */
void export_rename(struct form *f, const char *path, const char *end);
/* In which kind of file, for a field `format`; and how its name ends. */
extern const struct choice export_formats[];
const char *export_end(const char *format);

#endif
