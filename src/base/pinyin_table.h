/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that pinyin.awk makes. Constant and without pointers: what nobody looks at is never
 * read from the disk. */
#ifndef PINYIN_TABLE_H
#define PINYIN_TABLE_H

#include <stdint.h>

enum { PINYIN_PAGE = 64, PINYIN_FOLDS = 0x8000 };

/* A character's page, then its entry there: where its readings stand in the pool (0: none), with
 * PINYIN_FOLDS where another character stands for it. */
extern const uint16_t pinyin_page[], pinyin_pages;
extern const uint16_t pinyin_entry[][PINYIN_PAGE];
extern const char pinyin_pool[]; /* "ceng,zeng" */

extern const struct pinyin_fold {
	uint32_t from, to;
} pinyin_folds[]; /* by `from` */
extern const uint16_t pinyin_fold_count;

extern const char pinyin_surnames[]; /* "单于 chan yu", each ended by a NUL, "" at the end */

/* What keys are made by: their form, to be counted up with each change of it, and a sum of this
 * table. */
#define PINYIN_KEYS "1."
extern const char pinyin_keys[];

#endif
