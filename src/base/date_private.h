/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_DATE_PRIVATE_H
#define BASE_DATE_PRIVATE_H

#include "base/mem.h"

/* A date as it is read: half-width, without blanks, in small letters. Appended. */
void date_plain(struct buf *out, const char *typed);

#endif
