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
/* To the file that was typed in the field `path`; one that is there is asked about. An error is
 * shown at that field; false without one: another name. */
bool export_write(struct form *f, const char *typed, struct buf *text, struct err *e);
/* The same for what is made at its path: a CONFLICT where there is a file and `replace` is false.
 */
typedef bool export_maker(void *arg, const char *path, bool replace, struct err *e);
bool export_make(struct form *f, const char *typed, export_maker *make, void *arg, struct err *e);
/* The same for a table, which is written after it and ended by the caller. */
bool export_begin(struct form *f, const char *typed, enum table_format format, struct table_out *t,
		  struct err *e);
/* Ends it, and says that so many rows are in the file, or what it could not hold. */
bool export_end(struct form *f, const char *typed, struct table_out *t, size_t rows, struct err *e);

/* "~/daoshi-students-1126.xlsx", of today. */
void export_name(const struct view *v, const char *what, struct buf *out);
/* In which kind of file: a field `format`, and when it changes the end of the name in `path`. */
extern const struct choice export_formats[];
void export_rename(struct form *f, const char *path, const char *format);

#endif
