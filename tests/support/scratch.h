/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of a test's own, under $TMPDIR or /tmp. */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

#include <stddef.h>

#include "base/mem.h"

/* Makes the folder, and takes it away with all that is in it: .init and .fini of a test. */
void scratch_make(void);
void scratch_remove(void);

/* The folder, and a path in it; static storage, eight at a time. */
const char *scratch_folder(void);
const char *scratch_path(const char *name);
void scratch_write(const char *name, const void *bytes, size_t len);
/* Appended to out; the test ends when the file cannot be read. */
void scratch_read(const char *name, struct buf *out);

#endif
