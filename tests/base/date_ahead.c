/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of what is still to come. */
#include <criterion/criterion.h>

#include "base/date.h"

/* From Monday, 23 November 2026. */
Test(base_date_ahead, the_next_such_day)
{
	static const char *const rows[][2] = {
		{ "周一", "2026-11-23" },   { "周三", "2026-11-25" },
		{ "周日", "2026-11-29" },   { "星期五", "2026-11-27" },
		{ "下周三", "2026-12-02" }, { "上周五", "2026-11-20" },
		{ "23", "2026-11-23" },     { "3", "2026-12-03" },
		{ "３", "2026-12-03" },     { "30", "2026-11-30" },
		{ "1203", "2026-12-03" },   { "1120", "2026-11-20" },
		{ "+3", "2026-11-26" },     { "明天", "2026-11-24" },
		{ "0110", "2027-01-10" },   { "2026-11-20", "2026-11-20" },
	};
	int today = date_from_civil(2026, 11, 23);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct err e = { 0 };
		iso_date day;
		int days;

		cr_assert(date_read_ahead(rows[i][0], today, &days, &e), "%s", e.text);
		date_to_iso(days, day);
		cr_expect_str_eq(day, rows[i][1], "%s: %s", rows[i][0], day);
	}
}

Test(base_date_ahead, a_day_that_the_next_month_lacks_is_of_this_one)
{
	struct err e = { 0 };
	int days;

	cr_assert(date_read_ahead("30", date_from_civil(2027, 1, 31), &days, &e));
	cr_expect_eq(days, date_from_civil(2027, 1, 30));
	cr_assert(date_read_ahead("30", date_from_civil(2026, 12, 31), &days, &e));
	cr_expect_eq(days, date_from_civil(2027, 1, 30));
}

Test(base_date_ahead, what_is_no_date)
{
	struct err e = { 0 };
	int days;

	cr_expect_not(date_read_ahead("zz", 0, &days, &e));
	cr_expect_not(date_read_ahead("周三", DATE_NO_TODAY, &days, &e));
}
