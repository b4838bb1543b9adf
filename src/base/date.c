/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

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

int date_weekday(int days)
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

/* ------------------------------------------------------------------ in words */

const char *date_weekday_name(int days)
{
	static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
					     N_("Fri"), N_("Sat"), N_("Sun") };

	return _(names[date_weekday(days) - 1]);
}

void date_tell(int days, int today, struct buf *out)
{
	enum { FAR = 1000 }; /* a day of birth is not so many days ago to anybody */
	static const char *const near[] = { N_("2 days ago"), N_("yesterday"), N_("today"),
					    N_("tomorrow"), N_("in 2 days") };
	int by = days - today;

	buf_text(out, date_weekday_name(days));
	if (abs(by) >= FAR)
		return;
	buf_char(out, ' ');
	if (by >= -2 && by <= 2)
		buf_text(out, _(near[by + 2]));
	else
		buf_printf(out, by < 0 ? _("%d days ago") : _("in %d days"), abs(by));
}
