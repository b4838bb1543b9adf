/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

const char number_damaged[] =
	N_("The cell is damaged: enter it anew in the spreadsheet program, and save.");
static const char long_number[] =
	N_("A number of 15 digits or more, which spreadsheet programs round: make the column text "
	   "there, and enter the number anew.");
const char number_scientific[] =
	N_("A number in scientific notation, whose digits are lost: make the column text in the "
	   "spreadsheet program, and enter the number anew.");
static const char no_day[] =
	N_("This is no day of the calendar, though it is formatted as one: enter the date anew in "
	   "the spreadsheet program.");

enum { DAY = 24 * 60 * 60, LAST_DAY = 2958465, LEAP_BUG = 60 };

/* ------------------------------------------------------------ what was entered */

/* 15 digits are what a spreadsheet shows of a number, and what it means. */
static const char *show_plain(struct buf *out, double v)
{
	char text[40];

	if (v == trunc(v) && fabs(v) < 1e15)
		snprintf(text, sizeof text, "%.0f", v == 0 ? 0.0 : v);
	else
		snprintf(text, sizeof text, "%.15G", v);
	buf_text(out, text);
	if (fabs(v) >= 1e14)
		return long_number;
	return strchr(text, 'E') ? number_scientific : NULL;
}

static const char *show_padded(struct buf *out, double v, const struct number_format *f)
{
	if (v < 0 || v != trunc(v) || v >= 1e14)
		return show_plain(out, v);
	buf_printf(out, "%s%0*.0f%s", f->before ? f->before : "", f->digits, v,
		   f->after ? f->after : "");
	return NULL;
}

static void show_time(struct buf *out, long seconds)
{
	buf_printf(out, "%02ld:%02ld", seconds / 3600, seconds / 60 % 60);
	if (seconds % 60)
		buf_printf(out, ":%02ld", seconds % 60);
}

/* In 1900 day 60 is a 29 February that never was, and the days before it stand one too low. */
static const char *show_day(struct buf *out, long day, bool from_1904)
{
	iso_date iso;

	if (day > LAST_DAY || (!from_1904 && (day < 1 || day == LEAP_BUG)))
		return no_day;
	if (from_1904)
		day += date_from_civil(1904, 1, 1);
	else
		day += date_from_civil(1899, 12, day < LEAP_BUG ? 31 : 30);
	date_to_iso((int)day, iso);
	buf_text(out, iso);
	return NULL;
}

static const char *show_moment(struct buf *out, double v, enum number_kind kind, bool from_1904)
{
	double whole = floor(v);
	long day = (long)whole, seconds = lround((v - whole) * DAY);
	const char *problem;

	if (seconds == DAY) {
		day++;
		seconds = 0;
	}
	if (kind == NUMBER_EITHER)
		kind = day ? NUMBER_DAY_TIME : NUMBER_TIME;
	if (kind == NUMBER_DAY_TIME && !day && !from_1904)
		kind = NUMBER_TIME;
	if (kind == NUMBER_ELAPSED || kind == NUMBER_TIME) {
		show_time(out, kind == NUMBER_TIME ? seconds : day * DAY + seconds);
		return NULL;
	}
	problem = show_day(out, day, from_1904);
	if (!problem && kind == NUMBER_DAY_TIME && seconds) {
		buf_char(out, ' ');
		show_time(out, seconds);
	}
	return problem;
}

const char *number_show(struct buf *out, const char *digits, const struct number_format *f,
			bool from_1904)
{
	size_t was = out->len;
	const char *problem;
	char *end;
	double v = strtod(digits, &end);

	end += strspn(end, " \t\r\n");
	if (end == digits || *end || !isfinite(v) || strpbrk(digits, "xXpP")) {
		buf_text(out, digits);
		return number_damaged;
	}
	if (f->kind == NUMBER_PLAIN)
		return show_plain(out, v);
	if (f->kind == NUMBER_PADDED)
		return show_padded(out, v, f);
	if (v < 0 || v > LAST_DAY + 1)
		problem = no_day;
	else
		problem = show_moment(out, v, f->kind, from_1904);
	if (problem && out->len == was)
		show_plain(out, v);
	return problem;
}

const char *number_show_moment(struct buf *out, const char *iso)
{
	iso_date day = "";
	int days, hour = 0, minute = 0, second = 0;
	const char *time = strchr(iso, 'T');

	date_copy(day, iso);
	if (!date_from_iso(day, &days) || (iso[10] && iso[10] != 'T' && iso[10] != 'Z') ||
	    (time && sscanf(time, "T%2d:%2d:%2d", &hour, &minute, &second) < 2)) {
		buf_text(out, iso);
		return no_day;
	}
	buf_text(out, day);
	if (hour || minute || second) {
		buf_char(out, ' ');
		show_time(out, hour * 3600L + minute * 60 + second);
	}
	return NULL;
}

const char *number_show_duration(struct buf *out, const char *iso)
{
	int hours, minutes, seconds = 0;

	if (sscanf(iso, "PT%9dH%9dM%9dS", &hours, &minutes, &seconds) < 2 || hours < 0 ||
	    minutes < 0 || seconds < 0) {
		buf_text(out, iso);
		return number_damaged;
	}
	show_time(out, hours * 3600L + minutes * 60L + seconds);
	return NULL;
}

/* --------------------------------------------------------------------- formats */

/* What a code's letters ask for, outside its quoted text. */
struct letters {
	bool day, month, time, elapsed, other;
	int zeros;
	struct buf before, after;
};

static void take_text(struct letters *l, const char *s, size_t len)
{
	buf_add(l->zeros ? &l->after : &l->before, s, len);
}

/* [h] counts hours past a day; [$-804], [Red], [>=1], [DBNum1] say nothing about what it is. */
static const char *take_bracket(struct letters *l, const char *s)
{
	size_t len = strcspn(s, "]"), letters = strspn(s + 1, "hmsHMS");

	l->elapsed |= letters && letters + 1 == len && s[len];
	return s + len;
}

static const char *take_quoted(struct letters *l, const char *s)
{
	size_t len = strcspn(s + 1, "\"");

	take_text(l, s + 1, len);
	return s + len + !!s[len + 1];
}

/* E+ and E- belong to a number, a lone e is a year; AM/PM and its like begin with an a. */
static void take_letter(struct letters *l, const char *s)
{
	char c = (char)(*s | 0x20);

	if (c == 'e' && (s[1] == '+' || s[1] == '-'))
		l->other = true;
	else if (strchr("yde", c))
		l->day = true;
	else if (c == 'm')
		l->month = true;
	else if (c == 'h' || c == 's')
		l->time = true;
	else if (c == 'a' && !strncasecmp(s, "aaa", 3))
		l->day = true;
	else
		l->other = true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void take_code(struct letters *l, const char *s)
{
	static const char *const halves[] = { "AM/PM", "A/P" };

	for (; *s && *s != ';'; s++) {
		for (size_t i = 0; i < 2; i++)
			if (!strncasecmp(s, halves[i], strlen(halves[i])))
				s += strlen(halves[i]);
		if (!*s || *s == ';')
			return;
		if (*s == '[') {
			s = take_bracket(l, s);
		} else if (*s == '"') {
			s = take_quoted(l, s);
		} else if ((*s == '\\' || *s == '_' || *s == '*') && s[1]) {
			s++;
			if (s[-1] == '\\')
				take_text(l, s, 1);
		} else if (is_letter(*s)) {
			take_letter(l, s);
		} else if (*s == '0') {
			l->other |= l->after.len > 0;
			l->zeros++;
		} else if (strchr("#?.,%@/", *s)) {
			l->other = true;
		} else {
			take_text(l, s, 1);
		}
		if (!*s)
			return;
	}
}

/* 00123 is a name, and its zeros belong to it; 0 alone is a number. */
static struct number_format padded(struct arena *a, const struct letters *l)
{
	return (struct number_format){ NUMBER_PADDED, l->zeros, arena_text(a, buf_str(&l->before)),
				       arena_text(a, buf_str(&l->after)) };
}

struct number_format number_format_of(struct arena *a, const char *code)
{
	static const char *const general[] = { "General", "G/", "Standard" };
	struct number_format f = { 0 };
	struct letters l = { 0 };
	bool day, time;

	for (size_t i = 0; i < sizeof general / sizeof *general; i++)
		if (!strncasecmp(code, general[i], strlen(general[i])))
			return f;
	take_code(&l, code);
	time = l.time || l.elapsed;
	day = l.day || (l.month && !time);
	if (l.elapsed && !day)
		f.kind = NUMBER_ELAPSED;
	else if (day || time)
		f.kind = day && time ? NUMBER_DAY_TIME : day ? NUMBER_DAY : NUMBER_TIME;
	else if (l.zeros > 1 && l.zeros < 100 && !l.other)
		f = padded(a, &l);
	buf_release(&l.before);
	buf_release(&l.after);
	return f;
}

struct number_format number_format_known(unsigned long id)
{
	static const struct {
		unsigned char from, to, kind;
	} known[] = {
		{ 14, 17, NUMBER_DAY },  { 18, 21, NUMBER_TIME }, { 22, 22, NUMBER_DAY_TIME },
		{ 27, 31, NUMBER_DAY },  { 32, 33, NUMBER_TIME }, { 34, 35, NUMBER_EITHER },
		{ 36, 36, NUMBER_DAY },  { 45, 45, NUMBER_TIME }, { 46, 46, NUMBER_ELAPSED },
		{ 47, 47, NUMBER_TIME }, { 50, 54, NUMBER_DAY },  { 55, 56, NUMBER_EITHER },
		{ 57, 58, NUMBER_DAY },
	};
	struct number_format f = { 0 };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (id >= known[i].from && id <= known[i].to)
			f.kind = known[i].kind;
	return f;
}
