/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GBK had no place for some characters, names among them, and gave them private codes, which later
 * editions of GB18030 replaced: the 䶮 of an old system is U+E863, of a new one U+4DAE. Unfolded,
 * they are two people.
 */
#ifndef BASE_PRIVATE_USE_H
#define BASE_PRIVATE_USE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* The proper character in place of such a code; any other is its own. */
uint32_t private_use_proper(uint32_t cp);
/* Puts the proper characters into UTF-8 text in place of those codes. */
void private_use_fold(struct buf *text);

/* How many private characters are in the text, of those outside ASCII (through *others). */
size_t private_use_count(const char *text, size_t *others);

#endif
