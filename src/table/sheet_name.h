/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TABLE_SHEET_NAME_H
#define TABLE_SHEET_NAME_H

#include <stdbool.h>

#include "base/mem.h"

/* A name as spreadsheets take it: of 31 characters at most, none of []:*?/\ in it, no apostrophe at
 * its ends, and no other sheet's, which `taken` says. */
void sheet_name(struct buf *out, const char *name, bool (*taken)(const void *arg, const char *name),
		const void *arg);

#endif
