/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is a workbook, by its first bytes and whatever its name. */
#ifndef TABLE_WORKBOOK_H
#define TABLE_WORKBOOK_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"

bool workbook_is(const struct buf *bytes);
/* Writes the frames of `sheet` (see book_write). What is no xlsx is refused with a sentence that
 * says what it is and how it becomes one. */
bool workbook_write(const struct buf *bytes, const char *sheet, FILE *out, struct err *e);

/* Sentences (msgids) for what it may be instead. */
extern const char workbook_encrypted[], workbook_is_text[], workbook_is_slides[],
	workbook_is_other[];

#endif
