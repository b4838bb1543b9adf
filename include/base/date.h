/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendar days. Kept and compared as ISO text (YYYY-MM-DD), reckoned as a day number: days since
 * 1970-01-01 in the proleptic Gregorian calendar, so that a difference is a subtraction.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* An open end: later than every date, so that ranges need no special case in SQL or here. */
#define DATE_OPEN "9999-12-31"

typedef char iso_date[11];

int date_from_civil(int year, int month, int day); /* of an existing day */
bool date_exists(int year, int month, int day);
void date_to_civil(int days, int *year, int *month, int *day);
int date_today(void); /* in the system's time zone */

/* Strict ISO; false for anything else, impossible days included. */
bool date_from_iso(const char *s, int *days);
void date_to_iso(int days, iso_date out); /* never past DATE_OPEN nor before year 1 */
/* What is longer than a date is cut off. */
void date_copy(iso_date to, const char *from);
/* ISO text moved by so many days. `from` must be strict ISO. */
void date_shift(const char *from, int days, iso_date out);
/* The same day of another year; 29 February becomes the 28th where there is none. */
void date_shift_years(const char *from, int years, iso_date out);
/* UTC now, as YYYY-MM-DD HH:MM:SS, for created_at columns. */
void date_now_utc(char out[20]);
/* The same moment by the system's clock, without its seconds; what is no such text as it is. */
void date_show_utc(const char *utc, char out[20]);

/*
 * A date as people write it, full-width digits and an input method's punctuation included:
 * 2026-11-23, 2026/11/23, 2026.11.23, 20261123, 2026年11月23日; and, only where `today` is not
 * DATE_NO_TODAY, relative to it: 今天 昨天 前天 大前天 明天 t, -3, +1, t-3, 3天前, 周一 (the last
 * one up to today), 本周三, 上周五, 上上周五, 下周一, 11-23, 1123, 11月23日 (the nearest such day),
 * 23, 23日 (of this month). Fills *e with what is wrong.
 */
enum { DATE_NO_TODAY = -1000000 };
bool date_read(const char *typed, int today, int *days, struct err *e);
/* The same of what is to come: 周三 is the next one from today on, 3 and 3日 are of the next month
 * that has the day where this month's is over, 1120 is next year's where this year's is. */
bool date_read_ahead(const char *typed, int today, int *days, struct err *e);
/* Why it is no date, or not yet, in a few words for beside it while it is typed; "" where it is one
 * or nothing stands there. */
const char *date_lacks(const char *typed, int today);

int date_weekday(int days); /* 1 Monday … 7 Sunday, as ISO 8601 */
/* "周一" or "Mon", in the user's language. */
const char *date_weekday_name(int days);
/* "周五 3天前"; far off the weekday alone. Appended. */
void date_tell(int days, int today, struct buf *out);

#endif
