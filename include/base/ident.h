/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that name people and how they are shown.
 *
 * National student numbers (学籍号: G, J or L and 18 digits) contain the ID number of GB 11643-1999
 * (6 region, 8 birth, 3 order, 1 check by ISO 7064 MOD 11-2), so both are masked on every screen
 * and in every export.
 */
#ifndef BASE_IDENT_H
#define BASE_IDENT_H

#include <stdbool.h>

#include "base/mem.h"

/* Adds s neutralised, with the middle starred of every national number in it; a number with a wrong
 * check character counts too, since it shows the birth date all the same. */
void ident_mask(struct buf *out, const char *s);

/* 1.23E+17: what a spreadsheet makes of a long number. Its digits are lost. */
bool ident_is_scientific(const char *s);

/* Empty, or 5 to 20 digits with + - ( ) and one extension. */
bool ident_is_phone(const char *s);
/* Adds 13812345678 as 138****5678; of a shorter one the last digits alone are left. */
void ident_mask_phone(struct buf *out, const char *s);
/* What such a masked number looks like: digits, and stars in the place of others. */
bool ident_is_masked_phone(const char *s);
/* 13812345678 as 138 1234 5678; others as they are. */
void ident_group_phone(struct buf *out, const char *s);

#endif
