/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCREEN_EXPORT_FILE_H
#define SCREEN_EXPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "ui/form.h"

/* "12 students' data leave this system." False: they would rather not. */
bool export_ask(struct ui *ui, size_t students);
/* To the file that was typed in the field `path`; one that is there is asked about. An error is
 * shown at that field; false without one: another name. */
bool export_write(struct form *f, const char *typed, const struct buf *text, struct err *e);

#endif
