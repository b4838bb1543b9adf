/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of the user's, from standard input: as a whole or not at all. */
#ifndef TABLE_WRITE_H
#define TABLE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Written beside it, brought to the disk, and then given its name, for its owner alone to read.
 * Refused, with a sentence: a file that is there (a CONFLICT, unless it is to be replaced), what is
 * no regular file, a folder that is not there or not writable, an input of another size. */
bool file_write(const char *path, size_t size, bool replace, struct err *e);

#endif
