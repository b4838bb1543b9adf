/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of what is still to come: where a date may mean two days, the later one is meant. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"

static bool is_weekday(const char *s)
{
	static const char *const words[] = { "周", "星期", "礼拜" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncmp(s, words[i], strlen(words[i])))
			return true;
	return false;
}

static bool is_day_of_month(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	return digits && digits <= 2 && (!s[digits] || !strcmp(s + digits, "日"));
}

/* The same day of the month after it, where that has one. */
static void next_month(int *days)
{
	int year, month, day;

	date_to_civil(*days, &year, &month, &day);
	year += month == 12;
	month = month % 12 + 1;
	if (date_exists(year, month, day))
		*days = date_from_civil(year, month, day);
}

bool date_read_ahead(const char *typed, int today, int *days, struct err *e)
{
	struct buf half = { 0 };

	if (!date_read(typed, today, days, e))
		return false;
	if (today == DATE_NO_TODAY || *days >= today)
		return true;
	text_half(&half, typed);
	if (is_weekday(buf_str(&half)))
		*days += 7;
	else if (is_day_of_month(buf_str(&half)))
		next_month(days);
	buf_release(&half);
	return true;
}
