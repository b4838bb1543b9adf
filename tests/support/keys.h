/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SUPPORT_KEYS_H
#define SUPPORT_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Adds what a key sends on the terminal `term`, by its name as in terminal_press: ASCII, as it is
 * in every character set. False for a name that is none, or a key that the terminal lacks. */
bool key_bytes(const char *name, const char *term, struct buf *out);

#endif
