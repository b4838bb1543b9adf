/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What daoshi-table (base/table.h) does with texts as they are. */
#ifndef BASE_TABLE_TEXT_H
#define BASE_TABLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* All of a user's text file, added as it is, also what is no UTF-8. Refused: what is no file, is
 * empty, larger than `most` bytes, or holds a NUL. */
bool table_read_bytes(const char *path, size_t most, struct buf *out, struct err *e);
/* A message goes to the mail system of this machine, which takes the addressees from its header. */
bool table_mail(const char *bytes, size_t len, struct err *e);
/* Files are opened with the user's own rights, and there are such: this process has no others. */
bool table_rights_are_own(void);

#endif
