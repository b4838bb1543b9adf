/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of what is still to come. */
#include <criterion/criterion.h>

#include "base/date.h"

static void expect_days(const char *const (*rows)[2], size_t count, int today)
{
	for (size_t i = 0; i < count; i++) {
		struct err e = { 0 };
		iso_date day;
		int days;

		cr_assert(date_read_ahead(rows[i][0], today, &days, &e), "%s", e.text);
		date_to_iso(days, day);
		cr_expect_str_eq(day, rows[i][1], "%s: %s", rows[i][0], day);
	}
}

/* From Monday, 23 November 2026. */
Test(base_date_ahead, the_next_such_day)
{
	static const char *const rows[][2] = {
		{ "周一", "2026-11-23" },    { "周三", "2026-11-25" },
		{ "周日", "2026-11-29" },    { "星期五", "2026-11-27" },
		{ "下周三", "2026-12-02" },  { "上周五", "2026-11-20" },
		{ "23", "2026-11-23" },      { "3", "2026-12-03" },
		{ "３", "2026-12-03" },      { "30", "2026-11-30" },
		{ "1203", "2026-12-03" },    { "1120", "2027-11-20" },
		{ "+3", "2026-11-26" },      { "明天", "2026-11-24" },
		{ "0110", "2027-01-10" },    { "2026-11-20", "2026-11-20" },
		{ "3号", "2026-12-03" },     { "3日", "2026-12-03" },
		{ "23号", "2026-11-23" },    { "0620", "2027-06-20" },
		{ "620", "2027-06-20" },     { "6-20", "2027-06-20" },
		{ "6/20", "2027-06-20" },    { "6.20", "2027-06-20" },
		{ "6月20日", "2027-06-20" }, { "11月20号", "2027-11-20" },
		{ "11-23", "2026-11-23" },   { "１１。２０", "2027-11-20" },
		{ "fri", "2026-11-27" },     { "Friday", "2026-11-27" },
		{ "mon", "2026-11-23" },     { "TUE", "2026-11-24" },
		{ " 周日", "2026-11-29" },   { " 3", "2026-12-03" },
		{ "　周三", "2026-11-25" },  { "　６２０", "2027-06-20" },
		{ "周 三", "2026-11-25" },   { "31", "2026-12-31" },
		{ "31日", "2026-12-31" },    { "上上周五", "2026-11-13" },
	};

	expect_days(rows, sizeof rows / sizeof *rows, date_from_civil(2026, 11, 23));
}

/* What says how far back it is, or its year, is meant so. */
Test(base_date_ahead, what_means_one_day_stays_in_the_past)
{
	static const char *const rows[][2] = {
		{ "-3", "2026-11-20" },        { "昨天", "2026-11-22" },
		{ "3天前", "2026-11-20" },     { "100天前", "2026-08-15" },
		{ "t-1", "2026-11-22" },       { "－３", "2026-11-20" },
		{ "20261120", "2026-11-20" },  { "2026年6月20日", "2026-06-20" },
		{ "2026.6.20", "2026-06-20" }, { "yesterday", "2026-11-22" },
		{ "本周一", "2026-11-23" },
	};

	expect_days(rows, sizeof rows / sizeof *rows, date_from_civil(2026, 11, 23));
}

Test(base_date_ahead, of_the_next_month_or_year_that_has_the_day)
{
	struct err e = { 0 };
	int days;

	cr_assert(date_read_ahead("31", date_from_civil(2026, 11, 25), &days, &e));
	cr_expect_eq(days, date_from_civil(2026, 12, 31));
	cr_assert(date_read_ahead("30", date_from_civil(2027, 1, 31), &days, &e));
	cr_expect_eq(days, date_from_civil(2027, 3, 30));
	cr_assert(date_read_ahead("0229", date_from_civil(2028, 3, 1), &days, &e));
	cr_expect_eq(days, date_from_civil(2032, 2, 29));
	cr_assert(date_read_ahead("30", date_from_civil(2026, 12, 31), &days, &e));
	cr_expect_eq(days, date_from_civil(2027, 1, 30));
}

Test(base_date_ahead, what_is_no_date)
{
	struct err e = { 0 };
	int days;

	static const char *const words[] = { "zz", "0", "32", "99日", "1131", "3x", "" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cr_expect_not(date_read_ahead(words[i], date_from_civil(2026, 11, 23), &days, &e),
			      "%s", words[i]);
	cr_expect_not(date_read_ahead("周三", DATE_NO_TODAY, &days, &e));
}
