/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/mem.h"

/* Adds the text in its quotes; bytes that are no UTF-8 become U+FFFD. */
void json_text(struct buf *out, const char *text);

#endif
