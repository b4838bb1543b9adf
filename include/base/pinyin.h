/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How Chinese characters are read, and which of them are one: from Unicode's Unihan, by a table
 * that is made when the program is built (src/base/pinyin.awk says from what).
 *
 * Readings are syllables without tones, ü is v, separated by commas, the commonest first:
 * "ceng,zeng".
 */
#ifndef BASE_PINYIN_H
#define BASE_PINYIN_H

#include <stdint.h>

/* Every reading of today; "" where none is known. */
const char *pinyin_of(uint32_t cp);

/* Where `name`, of folded characters, begins with a surname that is read in its own way: the
 * readings that come first there, of each of the surname's characters, separated by blanks: "mo qi"
 * for 万俟. Else "". */
const char *pinyin_surname(const char *name);

/* The character that stands for all its traditional, simplified and other shapes; most characters
 * stand for themselves. */
uint32_t pinyin_fold(uint32_t cp);

#endif
