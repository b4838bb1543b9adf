/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GBK had no place for some characters, names among them, and gave them private codes, which later
 * editions of GB18030 replaced: the 䶮 of an old system is U+E863, of a new one U+4DAE. Unfolded,
 * they are two people.
 */
#ifndef TABLE_PRIVATE_USE_H
#define TABLE_PRIVATE_USE_H

#include <stddef.h>

#include "base/mem.h"

/* Puts the proper characters into UTF-8 text in place of those codes. */
void private_use_fold(struct buf *text);

/* How many private characters are in the text, of those outside ASCII (through *others). */
size_t private_use_count(const char *text, size_t *others);

#endif
