/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's file as bytes, and what can be said of it before anybody looks for text in it.
 */
#ifndef TABLE_FILE_H
#define TABLE_FILE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

/* Adds the whole file to `out`; "-" is standard input. Refused, with a sentence: what is no regular
 * file or cannot be read, is empty or has more than `most` bytes. */
bool file_read(struct buf *out, const char *path, size_t most, struct err *e);
/* The same of a roster or template, of 64 MiB at most and neither a web page nor a PDF. */
bool file_load(struct buf *out, const char *path, struct err *e);

#endif
