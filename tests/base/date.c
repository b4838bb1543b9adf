/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(base_date, .init = utf8);

static int day(const char *iso)
{
	int days;

	cr_assert(date_from_iso(iso, &days), "%s", iso);
	return days;
}

/* Against the C library, day by day. */
Test(base_date, two_hundred_years_round)
{
	static const char *const names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	int first = date_from_civil(1900, 1, 1), last = date_from_civil(2100, 12, 31);

	cr_assert_eq(last - first + 1, 201 * 365 + 49);
	for (int days = first; days <= last; days++) {
		time_t t = (time_t)days * 86400;
		struct tm tm;
		int y, m, d, again;
		iso_date iso;

		gmtime_r(&t, &tm);
		date_to_civil(days, &y, &m, &d);
		cr_assert(y == tm.tm_year + 1900 && m == tm.tm_mon + 1 && d == tm.tm_mday);
		cr_assert(date_exists(y, m, d));
		cr_assert_eq(date_from_civil(y, m, d), days);
		cr_assert_str_eq(date_weekday_name(days), names[tm.tm_wday]);
		date_to_iso(days, iso);
		cr_assert(date_from_iso(iso, &again));
		cr_assert_eq(again, days);
	}
}

Test(base_date, exists)
{
	cr_expect(date_exists(2024, 2, 29));
	cr_expect(date_exists(2000, 2, 29));
	cr_expect_not(date_exists(2026, 2, 29));
	cr_expect_not(date_exists(1900, 2, 29));
	cr_expect_not(date_exists(2026, 4, 31));
	cr_expect_not(date_exists(2026, 0, 1));
	cr_expect_not(date_exists(2026, 13, 1));
	cr_expect_not(date_exists(2026, 1, 0));
	cr_expect_not(date_exists(0, 1, 1));
	cr_expect_not(date_exists(10000, 1, 1));
}

Test(base_date, iso_is_strict)
{
	static const char *const bad[] = {
		"",           "2026",       "2026-1-05",   "2026-01-5",
		"2026/01/05", "2026-02-30", "2026-01-05 ", " 2026-01-05",
		"0000-01-01", "2026-01-0x", "20260105",    "2026-01-05T"
	};
	int days = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_expect_not(date_from_iso(bad[i], &days), "%s", bad[i]);
	cr_assert_eq(days, 7);
}

Test(base_date, shift)
{
	static const struct {
		const char *from;
		int by;
		const char *to;
	} cases[] = {
		{ "2024-02-28", 1, "2024-02-29" },  { "2024-03-01", -1, "2024-02-29" },
		{ "2026-12-31", 1, "2027-01-01" },  { "2026-11-23", 0, "2026-11-23" },
		{ DATE_OPEN, -1, "9999-12-30" },    { DATE_OPEN, 1, DATE_OPEN },
		{ "0001-01-01", -1, "0001-01-01" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		iso_date to;

		date_shift(cases[i].from, cases[i].by, to);
		cr_expect_str_eq(to, cases[i].to);
	}
}

Test(base_date, a_year_later)
{
	static const struct {
		const char *from;
		int by;
		const char *to;
	} cases[] = {
		{ "2026-09-01", 1, "2027-09-01" },  { "2027-02-28", 1, "2028-02-28" },
		{ "2028-02-29", 1, "2029-02-28" },  { "2028-02-29", 4, "2032-02-29" },
		{ "2028-02-29", -1, "2027-02-28" }, { "2026-12-31", 0, "2026-12-31" },
		{ "no date", 1, "no date" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		iso_date to;

		date_shift_years(cases[i].from, cases[i].by, to);
		cr_expect_str_eq(to, cases[i].to, "%s %+d: %s", cases[i].from, cases[i].by, to);
	}
}

/* ------------------------------------------------------------- as typed */

/* On Monday 2026-11-23. */
static void expect_read(const char *const (*cases)[2], size_t count)
{
	int today = day("2026-11-23");

	for (size_t i = 0; i < count; i++) {
		struct err e = { 0 };
		iso_date iso = "";
		int days;

		if (date_read(cases[i][0], today, &days, &e))
			date_to_iso(days, iso);
		cr_expect_str_eq(iso, cases[i][1], "%s gives %s", cases[i][0], iso);
	}
}
#define EXPECT_READ(cases) expect_read((cases), sizeof(cases) / sizeof *(cases))

Test(base_date, read)
{
	static const char *const cases[][2] = {
		{ "2026-11-23", "2026-11-23" },
		{ "2026/11/23", "2026-11-23" },
		{ "2026.11.23", "2026-11-23" },
		{ "2026.1.5", "2026-01-05" },
		{ "20261123", "2026-11-23" },
		{ "2026年11月23日", "2026-11-23" },
		{ "2026年1月5日", "2026-01-05" },
		{ "2026年1月5号", "2026-01-05" },
		{ "2026年1月5", "2026-01-05" },
		{ "２０２６－１１－２３", "2026-11-23" },
		{ "２０２６／１１／２３", "2026-11-23" },
		{ " 2026 - 11 - 23 ", "2026-11-23" },
		{ "2024-02-29", "2024-02-29" },
		{ "t", "2026-11-23" },
		{ "T", "2026-11-23" },
		{ "ｔ", "2026-11-23" },
		{ "今天", "2026-11-23" },
		{ "昨天", "2026-11-22" },
		{ "前天", "2026-11-21" },
		{ "大前天", "2026-11-20" },
		{ "明天", "2026-11-24" },
		{ "后天", "2026-11-25" },
		{ "-3", "2026-11-20" },
		{ "－３", "2026-11-20" },
		{ "+1", "2026-11-24" },
		{ "+0", "2026-11-23" },
		{ "周一", "2026-11-23" },
		{ "周二", "2026-11-17" },
		{ "周日", "2026-11-22" },
		{ "星期天", "2026-11-22" },
		{ "礼拜五", "2026-11-20" },
		{ "上周五", "2026-11-20" },
		{ "上周一", "2026-11-16" },
		{ "下周一", "2026-11-30" },
		{ "下星期日", "2026-12-06" },
		{ "11-23", "2026-11-23" },
		{ "11/20", "2026-11-20" },
		{ "1123", "2026-11-23" },
		{ "905", "2026-09-05" },
		{ "0105", "2027-01-05" }, /* nearer than last January */
		{ "0601", "2026-06-01" },
		{ "11月23日", "2026-11-23" },
		{ "9月5号", "2026-09-05" },
		{ "9月5", "2026-09-05" },
		{ "23", "2026-11-23" },
		{ "3", "2026-11-03" },
		{ "３日", "2026-11-03" },
		{ "23日", "2026-11-23" },
	};

	EXPECT_READ(cases);
}

/* The keys of . / - while it is on. */
Test(base_date, read_as_an_input_method_types_it)
{
	static const char *const cases[][2] = {
		{ "１１－２０", "2026-11-20" },
		{ "11。20", "2026-11-20" },
		{ "11、20", "2026-11-20" },
		{ "11——20", "2026-11-20" },
		{ "11—20", "2026-11-20" },
		{ "11·20", "2026-11-20" },
		{ "２０２６。１１。２０", "2026-11-20" },
		{ "２０２６、１１、２０", "2026-11-20" },
		{ "＋１", "2026-11-24" },
	};

	EXPECT_READ(cases);
}

Test(base_date, read_words_and_weeks)
{
	static const char *const cases[][2] = {
		{ "大后天", "2026-11-26" },       { "t-3", "2026-11-20" },
		{ "ｔ＋１", "2026-11-24" },       { "3天前", "2026-11-20" },
		{ "１０天后", "2026-12-03" },     { "星期三", "2026-11-18" },
		{ "周5", "2026-11-20" },          { "本周三", "2026-11-25" },
		{ "本周一", "2026-11-23" },       { "这周日", "2026-11-29" },
		{ "这个星期五", "2026-11-27" },   { "上上周五", "2026-11-13" },
		{ "上上上星期一", "2026-11-02" }, { "上个礼拜三", "2026-11-18" },
		{ "下下周一", "2026-12-07" },     { "today", "2026-11-23" },
		{ "Yesterday", "2026-11-22" },    { "tomorrow", "2026-11-24" },
		{ "fri", "2026-11-20" },          { "Monday", "2026-11-23" },
	};

	EXPECT_READ(cases);
}

Test(base_date, read_refuses)
{
	static const char *const cases[] = {
		"",
		"x",
		"2026",
		"2026-02-29",
		"2026-13-01",
		"2026-11-23-1",
		"26-11-23",
		"261123",
		"20261301",
		"11-31",
		"11月",
		"2026年",
		"2026年11月",
		"1123月",
		"2026月11年23",
		"11年23月",
		"5月6月",
		"-",
		"+",
		"-3x",
		"+4000",
		"-99999999999999999999",
		"周八",
		"上周",
		"上",
		"上下周五",
		"上上上上上周五",
		"本上周五",
		"周五前",
		"周0",
		"3天",
		"天前",
		"-3天前",
		"t-",
		"tt",
		"t3",
		"11。。20",
		"11，20",
		"fr",
		"frid",
		"fridays",
		"0",
		"32",
		"2026-11-",
		"11-",
		"今天天",
		"2026--11-23",
		"\xFF",
		"99999999",
		"123456789012",
		"２０２６－１１－３１",
		"2026-11-23\n",
		"11-23-",
	};
	int today = day("2026-11-23"), days;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = { 0 };

		cr_expect_not(date_read(cases[i], today, &days, &e), "\"%s\"", cases[i]);
		cr_expect_eq(e.kind, ERR_INVALID);
		cr_expect(strstr(e.text, "is no date"), "%s", e.text);
	}
}

/* In a file nothing is relative. */
Test(base_date, read_without_today_takes_whole_dates_alone)
{
	static const char *const no[] = { "t",   "今天",   "-1",     "+1",   "周一",  "3天前",
					  "fri", "本周三", "上周五", "1123", "11-23", "23" };
	struct err e;
	int days;

	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		cr_expect_not(date_read(no[i], DATE_NO_TODAY, &days, &e), "%s", no[i]);
	cr_assert(date_read("20261123", DATE_NO_TODAY, &days, &e));
	cr_assert(date_read("2026年11月23日", DATE_NO_TODAY, &days, &e));
	cr_assert_eq(days, day("2026-11-23"));
}

/* What stands beside a date while it is typed, key by key. */
Test(base_date, says_what_it_lacks)
{
	static const char no_day[] = "there is no such day", part[] = "not a date yet",
			  none[] = "no date; ? says how to write one";
	static const struct {
		const char *typed, *lacks;
	} cases[] = {
		{ "", "" },
		{ " ", "" },
		{ "2", "" },
		{ "20", "" },
		{ "202", "" },
		{ "2026", part },
		{ "2026-", part },
		{ "2026-1", part },
		{ "2026-11", part },
		{ "2026-11-", part },
		{ "2026-11-2", "" },
		{ "2026-11-23", "" },
		{ "2026-11-31", no_day },
		{ "2026年", part },
		{ "2026年11月", part },
		{ "20261", part },
		{ "2026112", part },
		{ "20261131", no_day },
		{ "9", "" },
		{ "99", no_day },
		{ "11-", part },
		{ "11。", part },
		{ "11-3", "" },
		{ "11-31", no_day },
		{ "1131", no_day },
		{ "-", part },
		{ "+", part },
		{ "t-", part },
		{ "今", part },
		{ "大前", part },
		{ "上", part },
		{ "上上", part },
		{ "上周", part },
		{ "周", part },
		{ "礼", part },
		{ "星期", part },
		{ "本", part },
		{ "3天", part },
		{ "f", part },
		{ "yester", part },
		{ "周八", none },
		{ "x", none },
		{ "今天天", none },
		{ "2026--11", none },
		{ "26-11-23", none },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(date_lacks(cases[i].typed, day("2026-11-23")), cases[i].lacks,
				 "\"%s\": %s", cases[i].typed,
				 date_lacks(cases[i].typed, day("2026-11-23")));
	cr_expect_str_eq(date_lacks("11-23", DATE_NO_TODAY), part);
}

Test(base_date, near_the_turn_of_the_year)
{
	struct err e;
	int days;

	cr_assert(date_read("1220", day("2027-01-10"), &days, &e));
	cr_assert_eq(days, day("2026-12-20"));
	cr_assert(date_read("1-5", day("2026-12-28"), &days, &e));
	cr_assert_eq(days, day("2027-01-05"));
	cr_assert(date_read("周三", day("2027-01-01"), &days, &e));
	cr_assert_eq(days, day("2026-12-30"));
	cr_assert(date_read("2-29", day("2024-06-01"), &days, &e));
	cr_assert_eq(days, day("2024-02-29"));
	cr_assert_not(date_read("2-29", day("2026-06-01"), &days, &e));
}

/* Whatever is read is a day that exists, and its ISO text reads as the same day. */
Test(base_date, anything_typed_reads_as_a_day_or_not_at_all)
{
	static const char *const parts[] = {
		"2026", "11", "2",  "29", "-",  "/", "年", "月", "天",
		"日",   "+",  "周", "上", "三", "t", "0",  " ",  "前"
	};
	int today = day("2026-11-23"), read = 0;

	srand(6);
	for (int i = 0; i < 50000; i++) {
		char s[64] = "";
		struct err e;
		iso_date iso;
		int days, again;

		for (int n = rand() % 7; n; n--)
			strcat(s, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
		cr_assert(date_read(s, today, &days, &e) || *date_lacks(s, today) ||
				  strspn(s, " ") == strlen(s),
			  "\"%s\" lacks nothing", s);
		if (!date_read(s, today, &days, &e))
			continue;
		cr_assert(!*date_lacks(s, today), "%s", s);
		read++;
		date_to_iso(days, iso);
		cr_assert(date_read(iso, DATE_NO_TODAY, &again, &e), "%s", s);
		cr_assert_eq(again, days, "%s", s);
	}
	cr_assert_gt(read, 1000);
}

/* ---------------------------------------------------------------- words */

Test(base_date, names)
{
	int monday = day("2026-11-23");

	cr_expect_str_eq(date_weekday_name(monday), "Mon");
	cr_expect_str_eq(date_weekday_name(monday - 1), "Sun");
	cr_expect_str_eq(date_weekday_name(date_from_civil(1969, 12, 31)), "Wed");
}

Test(base_date, tells_a_day_beside_today)
{
	static const struct {
		int by;
		const char *told;
	} cases[] = {
		{ 0, "Mon today" },
		{ -1, "Sun yesterday" },
		{ 1, "Tue tomorrow" },
		{ -2, "Sat 2 days ago" },
		{ 2, "Wed in 2 days" },
		{ -3, "Fri 3 days ago" },
		{ 7, "Mon in 7 days" },
		{ -365, "Sun 365 days ago" },
		{ -999, "Wed 999 days ago" },
		{ -1000, "Tue" },
		{ 4000, "Thu" },
	};
	int monday = day("2026-11-23");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf told = { 0 };

		date_tell(monday + cases[i].by, monday, &told);
		cr_expect_str_eq(buf_str(&told), cases[i].told, "%s", buf_str(&told));
		buf_release(&told);
	}
}

Test(base_date, now)
{
	char before[20], now[20], after[20];
	time_t t = time(NULL);
	struct tm tm;

	strftime(before, sizeof before, "%Y-%m-%d %H:%M:%S", gmtime_r(&t, &tm));
	date_now_utc(now);
	t = time(NULL);
	strftime(after, sizeof after, "%Y-%m-%d %H:%M:%S", gmtime_r(&t, &tm));
	cr_assert_leq(strcmp(before, now), 0);
	cr_assert_leq(strcmp(now, after), 0);
}

/* The day of the system's zone: at any moment it is another one at the two ends of the world. */
Test(base_date, today_is_local)
{
	int west, east;

	do { /* again if the time passed midnight in between */
		setenv("TZ", "XXX12", 1);
		tzset();
		west = date_today();
		setenv("TZ", "XXX-14", 1);
		tzset();
		east = date_today();
		setenv("TZ", "XXX12", 1);
		tzset();
	} while (west != date_today());
	cr_assert(east == west + 1 || east == west + 2, "%d %d", west, east);
}
