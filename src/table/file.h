/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's file as bytes, and what can be said of it before anybody looks for text in it.
 */
#ifndef TABLE_FILE_H
#define TABLE_FILE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

/* Adds the whole file to `out`. Refused, with a sentence: what is no regular file or cannot be
 * read, is empty or larger than 64 MiB, a web page, a PDF. */
bool file_load(struct buf *out, const char *path, struct err *e);

#endif
