/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of what is still to come: where a date may mean two days, the later one is meant. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "date_private.h"

/* Of no week in particular. */
static bool is_weekday(const char *s)
{
	static const char *const words[] = { "周",  "星期", "礼拜", "mon", "tue",
					     "wed", "thu",  "fri",  "sat", "sun" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncmp(s, words[i], strlen(words[i])))
			return true;
	return false;
}

static bool ends(const char *s)
{
	return !*s || !strcmp(s, "日") || !strcmp(s, "号");
}

/* 0: it is written as something else. */
static int day_of_month(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	return digits && digits <= 2 && ends(s + digits) ? atoi(s) : 0;
}

/* Of what is a date: 0620, or two numbers. One of three has its year. */
static bool is_month_and_day(const char *s)
{
	size_t first = strspn(s, "0123456789"), between, second;

	if (!first || ends(s + first))
		return first == 3 || first == 4;
	s += first;
	between = strcspn(s, "0123456789");
	second = strspn(s + between, "0123456789");
	return second && ends(s + between + second);
}

/* That day of this month or of the next one that has it. */
static bool in_a_month(int day, int today, int *days)
{
	int year, month, this_day;

	date_to_civil(today, &year, &month, &this_day);
	for (int i = 0; i < 12; i++) {
		int y = year + (month + i - 1) / 12, m = (month + i - 1) % 12 + 1;

		if (!date_exists(y, m, day))
			continue;
		*days = date_from_civil(y, m, day);
		if (*days >= today)
			return true;
	}
	return false;
}

/* 29 February is of a leap year. */
static void in_a_year(int today, int *days)
{
	enum { BETWEEN_LEAP_YEARS = 8 };
	int year, month, day;

	date_to_civil(*days, &year, &month, &day);
	for (int i = 1; *days < today && i <= BETWEEN_LEAP_YEARS; i++)
		if (date_exists(year + i, month, day))
			*days = date_from_civil(year + i, month, day);
}

bool date_read_ahead(const char *typed, int today, int *days, struct err *e)
{
	struct buf folded = { 0 };
	bool ok;

	if (today == DATE_NO_TODAY)
		return date_read(typed, today, days, e);
	date_plain(&folded, typed);
	/* first, as this month may lack the day */
	ok = in_a_month(day_of_month(buf_str(&folded)), today, days);
	if (!ok && (ok = date_read(typed, today, days, e)) && *days < today) {
		if (is_weekday(buf_str(&folded)))
			*days += 7;
		else if (is_month_and_day(buf_str(&folded)))
			in_a_year(today, days);
	}
	buf_release(&folded);
	return ok;
}
