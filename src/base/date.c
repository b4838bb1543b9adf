/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/text.h"

/* -------------------------------------------------------------- reckoning */

/* Days from civil and back: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2014). */
int date_from_civil(int y, int m, int d)
{
	int era, yoe, doy, doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

void date_to_civil(int days, int *year, int *month, int *day)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

bool date_exists(int y, int m, int d)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= length[m - 1] + (m == 2 && leap);
}

/* 1 Monday … 7 Sunday, as ISO 8601 */
static int weekday(int days)
{
	return ((days + 3) % 7 + 7) % 7 + 1; /* 1970-01-01 was a Thursday */
}

int date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return date_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void date_now_utc(char out[20])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(out, 20, "%Y-%m-%d %H:%M:%S", &tm);
}

void date_show_utc(const char *utc, char out[20])
{
	struct tm tm = { 0 };
	time_t then;

	snprintf(out, 20, "%s", utc);
	if (!strptime(utc, "%Y-%m-%d %H:%M:%S", &tm))
		return;
	then = timegm(&tm);
	localtime_r(&then, &tm);
	strftime(out, 20, "%Y-%m-%d %H:%M", &tm);
}

/* -------------------------------------------------------------------- ISO */

enum { FIRST = -719162, LAST = 2932896 }; /* 0001-01-01 and 9999-12-31 */

bool date_from_iso(const char *s, int *days)
{
	static const char shape[] = "dddd-dd-dd";
	int y, m, d;

	for (size_t i = 0; i < sizeof shape; i++)
		if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
			return false;
	y = atoi(s);
	m = atoi(s + 5);
	d = atoi(s + 8);
	if (!date_exists(y, m, d))
		return false;
	*days = date_from_civil(y, m, d);
	return true;
}

void date_to_iso(int days, iso_date out)
{
	int y, m, d;

	/* DATE_OPEN and a day stays DATE_OPEN: year 10000 would sort before everything */
	days = days > LAST ? LAST : days < FIRST ? FIRST : days;
	date_to_civil(days, &y, &m, &d);
	/* the masks tell the compiler what the calendar already holds: it fits */
	snprintf(out, sizeof(iso_date), "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
		 (unsigned)d % 100);
}

void date_copy(iso_date to, const char *from)
{
	size_t len = strnlen(from, sizeof(iso_date) - 1);

	memcpy(to, from, len);
	to[len] = '\0';
}

void date_shift(const char *from, int by, iso_date out)
{
	int days = 0;

	if (date_from_iso(from, &days))
		date_to_iso(days + by, out);
	else
		snprintf(out, sizeof(iso_date), "%s", from);
}

void date_shift_years(const char *from, int years, iso_date out)
{
	int days = 0, y, m, d;

	if (!date_from_iso(from, &days)) {
		snprintf(out, sizeof(iso_date), "%s", from);
		return;
	}
	date_to_civil(days, &y, &m, &d);
	if (!date_exists(y + years, m, d))
		d--;
	date_to_iso(date_from_civil(y + years, m, d), out);
}

/* ------------------------------------------------------------ as it is typed */

/* The numbers of a date as typed, and what stands after each: '-' for any of - / . */
struct numbers {
	int count, n[3];
	size_t digits[3];
	char after[3]; /* - y m d, or 0 at the end */
};

static char mark(const char **s)
{
	static const struct {
		const char *text;
		char mark;
	} marks[] = { { "-", '-' },  { "/", '-' },  { ".", '-' }, { "年", 'y' },
		      { "月", 'm' }, { "日", 'd' }, { "号", 'd' } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!strncmp(*s, marks[i].text, strlen(marks[i].text))) {
			*s += strlen(marks[i].text);
			return marks[i].mark;
		}
	}
	return 0;
}

/* Counted from the end: a day may bear its word, before it stand the month's and the year's. */
static bool marks_fit(const struct numbers *t)
{
	static const char words[] = "dmy";

	for (int i = 0; i < t->count; i++) {
		char after = t->after[t->count - 1 - i];

		if (after != words[i] && after != (i ? '-' : 0))
			return false;
	}
	return t->count > 0;
}

static bool split(const char *s, struct numbers *t)
{
	*t = (struct numbers){ 0 };
	while (*s) {
		size_t len = strspn(s, "0123456789");

		if (!len || len > 8 || t->count == 3)
			return false;
		t->n[t->count] = atoi(s);
		t->digits[t->count] = len;
		s += len;
		t->after[t->count++] = mark(&s);
	}
	return marks_fit(t);
}

/* Month and day without a year: the nearest such day, since a teacher in January who types 1220
 * means last December. */
static bool nearest(int month, int day, int today, int *days)
{
	int y, m, d, best = 0;
	bool found = false;

	date_to_civil(today, &y, &m, &d);
	for (int i = y - 1; i <= y + 1; i++) {
		int at;

		if (!date_exists(i, month, day))
			continue;
		at = date_from_civil(i, month, day);
		if (!found || abs(at - today) < abs(best - today))
			best = at;
		found = true;
	}
	*days = best;
	return found;
}

static bool civil(int y, int m, int d, int *days)
{
	if (!date_exists(y, m, d))
		return false;
	*days = date_from_civil(y, m, d);
	return true;
}

static bool read_numbers(const char *s, int today, int *days)
{
	struct numbers t;
	int n, y, m, d;

	if (!split(s, &t))
		return false;
	n = t.n[0];
	if (t.count == 3)
		return t.digits[0] == 4 && civil(n, t.n[1], t.n[2], days);
	if (t.count == 1 && t.digits[0] == 8)
		return civil(n / 10000, n / 100 % 100, n % 100, days);
	if (today == DATE_NO_TODAY)
		return false;
	if (t.count == 2)
		return nearest(n, t.n[1], today, days);
	if (t.digits[0] == 4 || t.digits[0] == 3)
		return nearest(n / 100, n % 100, today, days);
	date_to_civil(today, &y, &m, &d);
	return t.digits[0] <= 2 && civil(y, m, n, days);
}

/* 周一, 星期天, 上周五, 下周三 */
static bool read_weekday(const char *s, int today, int *days)
{
	static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
	int week = 0, monday = today - weekday(today) + 1;
	bool named = false;

	if (!strncmp(s, "上", 3) || !strncmp(s, "下", 3)) {
		week = !strncmp(s, "上", 3) ? -7 : 7;
		named = true;
		s += 3;
	}
	if (!strncmp(s, "周", 3))
		s += 3;
	else if (!strncmp(s, "星期", 6) || !strncmp(s, "礼拜", 6))
		s += 6;
	else
		return false;
	for (int i = 0; i < 8; i++) {
		if (strcmp(s, names[i]))
			continue;
		*days = monday + week + (i < 7 ? i : 6);
		if (!named && *days > today) /* 周五, said on a Monday: the one that was */
			*days -= 7;
		return true;
	}
	return false;
}

static bool read_relative(const char *s, int today, int *days)
{
	static const struct {
		const char *word;
		int by;
	} words[] = { { "t", 0 },     { "今天", 0 },  { "今日", 0 },    { "昨天", -1 },
		      { "昨日", -1 }, { "前天", -2 }, { "大前天", -3 }, { "明天", 1 },
		      { "明日", 1 },  { "后天", 2 } };
	char *end;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!strcmp(s, words[i].word)) {
			*days = today + words[i].by;
			return true;
		}
	}
	if ((*s == '-' || *s == '+') && s[1] >= '0' && s[1] <= '9') {
		long by = strtol(s, &end, 10);

		if (*end || by <= -4000 || by >= 4000)
			return false;
		*days = today + (int)by;
		return true;
	}
	return read_weekday(s, today, days);
}

/* Half-width, without blanks, T as t. */
static void plain(struct buf *out, const char *typed)
{
	struct buf half = { 0 };

	text_half(&half, typed);
	for (const char *s = buf_str(&half); *s; s++)
		if (*s != ' ')
			buf_char(out, *s == 'T' ? 't' : *s);
	buf_release(&half);
}

bool date_read(const char *typed, int today, int *days, struct err *e)
{
	struct buf folded = { 0 };
	const char *s;
	bool ok;

	plain(&folded, typed);
	s = buf_str(&folded);
	ok = (today != DATE_NO_TODAY && read_relative(s, today, days)) ||
	     read_numbers(s, today, days);
	if (!ok) {
		struct buf shown = { 0 };

		err_set(e, ERR_INVALID, _("\"%s\" is no date; write it as 2026-11-23"),
			text_quote(&shown, typed));
		buf_release(&shown);
	}
	buf_release(&folded);
	return ok;
}

const char *date_weekday_name(int days)
{
	static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
					     N_("Fri"), N_("Sat"), N_("Sun") };

	return _(names[weekday(days) - 1]);
}

const char *date_relative_name(int days, int today)
{
	switch (days - today) {
	case 0:
		return _("today");
	case -1:
		return _("yesterday");
	case 1:
		return _("tomorrow");
	default:
		return date_weekday_name(days);
	}
}
