/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text file of a user's, passed on as it is. */
#ifndef TABLE_TEXT_H
#define TABLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* In one R frame. Refused: what is no file, is empty, longer than `most`, or holds a NUL. */
bool text_pass_on(const char *path, size_t most, struct err *e);

#endif
