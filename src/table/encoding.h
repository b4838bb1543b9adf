/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding a file is in, and its text in UTF-8.
 */
#ifndef TABLE_ENCODING_H
#define TABLE_ENCODING_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

enum { ENCODING_NAME = 40 };

/*
 * Adds to `text` what `bytes` read: whole, without a byte order mark, without NUL, and with the
 * private codes of old GBK names made proper characters. `name` gets what they were read as;
 * `asked` is the user's choice, NULL or "" to find it out. Bytes that are no text in that encoding
 * are refused with the row where they stand.
 */
bool encoding_read(struct buf *text, char name[ENCODING_NAME], const struct buf *bytes,
		   const char *asked, struct err *e);

#endif
