/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as they are typed. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "date_private.h"

/* What was typed so far is. */
enum reading {
	READ_NOTHING, /* whatever may follow it */
	READ_PART,    /* it may become a date */
	READ_NO_DAY,  /* written as one, but there is none such */
	READ_DAY,
};

static bool take(const char **s, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*s, word, len))
		return false;
	*s += len;
	return true;
}

/* Whether the word begins so and goes on. */
static bool is_part(const char *s, const char *word)
{
	return *s && strlen(s) < strlen(word) && !strncmp(word, s, strlen(s));
}

/* -------------------------------------------------------------------- numbers */

/* The numbers of a date as typed, and what stands after each: '-' for any of - / . */
struct numbers {
	int count, n[3];
	size_t digits[3];
	char after[3]; /* - y m d, or 0 at the end */
};

/* With an input method on, the keys of . / - type 。 、 ——. */
static char mark(const char **s)
{
	static const struct {
		const char *text;
		char mark;
	} marks[] = { { "-", '-' },  { "/", '-' },  { ".", '-' },  { "。", '-' },
		      { "、", '-' }, { "——", '-' }, { "—", '-' },  { "·", '-' },
		      { "年", 'y' }, { "月", 'm' }, { "日", 'd' }, { "号", 'd' } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (take(s, marks[i].text))
			return marks[i].mark;
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

/* READ_DAY: whole, though perhaps no day. */
static enum reading split(const char *s, struct numbers *t)
{
	char last;

	*t = (struct numbers){ 0 };
	while (*s) {
		size_t len = strspn(s, "0123456789");

		if (!len || len > 8 || t->count == 3)
			return READ_NOTHING;
		t->n[t->count] = atoi(s);
		t->digits[t->count] = len;
		s += len;
		t->after[t->count++] = mark(&s);
	}
	if (marks_fit(t))
		return READ_DAY;
	last = t->count && t->count < 3 ? t->after[t->count - 1] : 0;
	return last == '-' || last == 'y' || last == 'm' ? READ_PART : READ_NOTHING;
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
	if (found)
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

/* 23, 905, 1123, 20261123; and those numbers on the way there. */
static enum reading read_one(int n, size_t digits, int today, int *days)
{
	enum { MONTHS = 12 };
	int y, m, d;

	if (digits == 8)
		return civil(n / 10000, n / 100 % 100, n % 100, days) ? READ_DAY : READ_NO_DAY;
	if (digits > 4 || today == DATE_NO_TODAY)
		return READ_PART;
	if (digits > 2) {
		if (nearest(n / 100, n % 100, today, days))
			return READ_DAY;
		return n / 100 > MONTHS ? READ_PART : READ_NO_DAY;
	}
	date_to_civil(today, &y, &m, &d);
	return civil(y, m, n, days) ? READ_DAY : READ_NO_DAY;
}

static enum reading read_numbers(const char *s, int today, int *days)
{
	struct numbers t;
	enum reading is = split(s, &t);

	if (is != READ_DAY)
		return is;
	if (t.count == 1)
		return read_one(t.n[0], t.digits[0], today, days);
	if (t.count == 2 && (t.digits[0] == 4 || today == DATE_NO_TODAY))
		return READ_PART;
	if (t.count == 2)
		return nearest(t.n[0], t.n[1], today, days) ? READ_DAY : READ_NO_DAY;
	if (t.digits[0] != 4)
		return READ_NOTHING;
	return civil(t.n[0], t.n[1], t.n[2], days) ? READ_DAY : READ_NO_DAY;
}

/* ---------------------------------------------------------------------- words */

static enum reading read_word(const char *s, int today, int *days)
{
	static const struct {
		const char *word;
		int by;
	} words[] = { { "t", 0 },          { "今天", 0 },    { "今日", 0 },    { "昨天", -1 },
		      { "昨日", -1 },      { "前天", -2 },   { "大前天", -3 }, { "明天", 1 },
		      { "明日", 1 },       { "后天", 2 },    { "大后天", 3 },  { "today", 0 },
		      { "yesterday", -1 }, { "tomorrow", 1 } };
	bool part = false;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!strcmp(s, words[i].word)) {
			*days = today + words[i].by;
			return READ_DAY;
		}
		part |= is_part(s, words[i].word);
	}
	return part ? READ_PART : READ_NOTHING;
}

/* -3, +1, t-3, 3天前, 3天后 */
static enum reading read_count(const char *s, int today, int *days)
{
	const char *digits;
	size_t len;
	long by;
	char sign = 0;

	if (*s == 't' && (s[1] == '-' || s[1] == '+'))
		s++;
	if (*s == '-' || *s == '+')
		sign = *s++;
	digits = s;
	len = strspn(s, "0123456789");
	s += len;
	if (!len || len > 4)
		return sign && !*s && !len ? READ_PART : READ_NOTHING;
	by = atoi(digits);
	if (!sign && take(&s, "天")) {
		if (!*s)
			return READ_PART;
		sign = take(&s, "前") ? '-' : take(&s, "后") ? '+' : '\0';
	}
	if (!sign || *s || by >= 4000)
		return READ_NOTHING;
	*days = today + (int)(sign == '-' ? -by : by);
	return READ_DAY;
}

/* Which week is meant: weeks from this one. False where none is named. */
static bool take_week(const char **s, int *weeks)
{
	static const char *const this_one[] = { "本", "这个", "这" };
	enum { MOST = 4 };
	bool named = false;

	*weeks = 0;
	for (size_t i = 0; !named && i < sizeof this_one / sizeof *this_one; i++)
		named = take(s, this_one[i]);
	while (!named && *weeks > -MOST && take(s, "上"))
		--*weeks;
	while (!named && *weeks >= 0 && *weeks < MOST && take(s, "下"))
		++*weeks;
	if (*weeks)
		take(s, "个");
	return named || *weeks;
}

/* 0 Monday … 6 Sunday; -1: none. */
static int named_day(const char *s)
{
	static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };

	if (*s >= '1' && *s <= '7' && !s[1])
		return *s - '1';
	for (int i = 0; i < 7; i++)
		if (!strcmp(s, names[i]))
			return i;
	return strcmp(s, "天") ? -1 : 6;
}

/* mon, fri, friday: the last one up to today */
static enum reading read_english(const char *s, int today, int *days)
{
	static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
					     "friday", "saturday", "sunday" };
	enum { SHORT = 3 };

	for (int i = 0; i < 7; i++) {
		size_t len = strlen(s);

		if (!len || strncmp(names[i], s, len))
			continue;
		if (len != SHORT && names[i][len])
			return READ_PART;
		*days = today - (date_weekday(today) - 1 - i + 7) % 7;
		return READ_DAY;
	}
	return READ_NOTHING;
}

/* 周一, 星期天, 上周五, 上上周五, 本周三, 下周三 */
static enum reading read_weekday(const char *s, int today, int *days)
{
	static const char *const words[] = { "周", "星期", "礼拜" };
	int weeks, day, monday = today - date_weekday(today) + 1;
	bool named = take_week(&s, &weeks), is_week = false;

	for (size_t i = 0; !is_week && i < sizeof words / sizeof *words; i++) {
		if (is_part(s, words[i]))
			return READ_PART;
		is_week = take(&s, words[i]);
	}
	if (!*s && (named || is_week))
		return READ_PART;
	day = named_day(s);
	if (!is_week || day < 0)
		return READ_NOTHING;
	*days = monday + 7 * weeks + day;
	if (!named && *days > today) /* 周五, said on a Monday: the one that was */
		*days -= 7;
	return READ_DAY;
}

typedef enum reading reader(const char *s, int today, int *days);

/* ------------------------------------------------------------------------ all */

void date_plain(struct buf *out, const char *typed)
{
	struct buf half = { 0 };

	text_half(&half, typed);
	for (const char *s = buf_str(&half); *s; s++)
		if (*s != ' ')
			buf_char(out, *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s);
	buf_release(&half);
}

static enum reading read_any(const char *typed, int today, int *days)
{
	static reader *const readers[] = { read_word, read_count, read_weekday, read_english,
					   read_numbers };
	enum { READERS = sizeof readers / sizeof *readers };
	enum reading best = READ_NOTHING;
	struct buf folded = { 0 };

	date_plain(&folded, typed);
	/* where nothing is relative, numbers alone are read */
	for (int i = today == DATE_NO_TODAY ? READERS - 1 : 0; i < READERS; i++) {
		enum reading is = readers[i](buf_str(&folded), today, days);

		best = is > best ? is : best;
		if (best == READ_DAY)
			break;
	}
	buf_release(&folded);
	return best;
}

bool date_read(const char *typed, int today, int *days, struct err *e)
{
	struct buf shown = { 0 };

	if (read_any(typed, today, days) == READ_DAY)
		return true;
	err_set(e, ERR_INVALID, _("\"%s\" is no date; write it as 2026-11-23"),
		text_quote(&shown, typed));
	buf_release(&shown);
	return false;
}

const char *date_lacks(const char *typed, int today)
{
	int days = 0;

	if (!typed[strspn(typed, " ")])
		return "";
	switch (read_any(typed, today, &days)) {
	case READ_DAY:
		return "";
	case READ_NO_DAY:
		return _("there is no such day");
	case READ_PART:
		return _("not a date yet");
	default:
		return _("no date; ? says how to write one");
	}
}
