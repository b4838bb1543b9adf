/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/calendar.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { MOST_OCTETS = 75, MOST_UIDS = 512 };

/* ------------------------------------------------------------------- as lines */

static void expect_line(const char *at, size_t len)
{
	cr_assert_leq(len, MOST_OCTETS, "%zu octets: %.*s", len, (int)len, at);
	cr_assert(text_valid(at, len), "a part of a character: %.*s", (int)len, at);
	for (size_t i = 0; i < len; i++)
		cr_assert((unsigned char)at[i] >= ' ' && at[i] != 0x7F, "a control character: %.*s",
			  (int)len, at);
}

/* Checked as it stands, and then as it is meant: one line a property, ended by \n. */
static void unfold(const char *text, size_t len, struct buf *out)
{
	const char *end = text + len;

	while (text < end) {
		const char *cr = memchr(text, '\r', (size_t)(end - text));

		cr_assert(cr && cr + 1 < end && cr[1] == '\n', "a line without CR LF: %.80s", text);
		expect_line(text, (size_t)(cr - text));
		if (*text == ' ') {
			cr_assert_gt(out->len, 0, "it begins with a folded line");
			buf_splice(out, out->len - 1, 1, "", 0);
			text++;
		}
		cr_assert(cr > text, "an empty line");
		buf_add(out, text, (size_t)(cr - text));
		buf_char(out, '\n');
		text = cr + 2;
	}
}

/* ------------------------------------------------------------------- as events */

struct seen {
	const char *uids[MOST_UIDS];
	size_t events;
	int uid, stamp, start;
	char from[16], to[16];
	struct arena arena;
};

static bool is_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

/* 20261128, 20261128T163000; in UTC with a Z behind it. */
static void expect_moment(const char *value, bool day, bool utc)
{
	size_t len = strlen(value);

	cr_assert(len >= 8 && is_digits(value, 8), "%s", value);
	if (day) {
		cr_assert_eq(len, 8, "%s", value);
		return;
	}
	cr_assert(len == (utc ? 16 : 15) && value[8] == 'T' && is_digits(value + 9, 6), "%s",
		  value);
	cr_assert(!utc || value[15] == 'Z', "%s", value);
	cr_assert(strncmp(value + 9, "24", 2) < 0 && value[11] < '6' && value[13] < '6', "%s",
		  value);
}

static void expect_escaped(const char *value)
{
	for (const char *s = value; *s; s++) {
		cr_assert(*s != ',' && *s != ';', "not escaped: %s", value);
		if (*s == '\\')
			cr_assert(*++s && strchr("n,;\\", *s), "escaped for nothing: %s", value);
	}
}

static void take_uid(struct seen *seen, const char *value)
{
	cr_assert(*value);
	for (size_t i = 0; i < seen->events; i++)
		cr_assert_str_neq(seen->uids[i], value, "two events of one UID");
	cr_assert_lt(seen->events, MOST_UIDS);
	seen->uids[seen->events] = arena_text(&seen->arena, value);
	seen->uid++;
}

static void take_property(struct seen *seen, const char *name, const char *value)
{
	bool day = strstr(name, ";VALUE=DATE") != NULL;

	if (!strcmp(name, "UID")) {
		take_uid(seen, value);
	} else if (!strcmp(name, "DTSTAMP")) {
		expect_moment(value, false, true);
		seen->stamp++;
	} else if (!strncmp(name, "DTSTART", 7)) {
		expect_moment(value, day, false);
		strcpy(seen->from, value);
		seen->start++;
	} else if (!strncmp(name, "DTEND", 5)) {
		expect_moment(value, day, false);
		strcpy(seen->to, value);
	} else if (!strcmp(name, "SEQUENCE")) {
		cr_assert(*value && is_digits(value, strlen(value)), "%s", value);
	} else if (!strcmp(name, "SUMMARY") || !strcmp(name, "LOCATION") ||
		   !strcmp(name, "DESCRIPTION")) {
		expect_escaped(value);
	}
}

static void begin_event(struct seen *seen)
{
	seen->uid = seen->stamp = seen->start = 0;
	seen->from[0] = seen->to[0] = '\0';
}

static void end_event(struct seen *seen)
{
	cr_assert(seen->uid == 1 && seen->stamp == 1 && seen->start == 1,
		  "event %zu: %d UID, %d DTSTAMP, %d DTSTART", seen->events, seen->uid, seen->stamp,
		  seen->start);
	cr_assert_eq(strlen(seen->from), strlen(seen->to), "%s to %s", seen->from, seen->to);
	cr_assert_lt(strcmp(seen->from, seen->to), 0, "%s to %s", seen->from, seen->to);
	seen->events++;
}

size_t calendar_expect(const char *text, size_t len)
{
	enum { OUTSIDE, CALENDAR, EVENT, AFTER } at = OUTSIDE;
	struct seen seen = { 0 };
	struct buf lines = { 0 };
	int version = 0, product = 0;
	char *rest;

	unfold(text, len, &lines);
	rest = lines.at;
	for (char *line; rest && *rest && (line = strsep(&rest, "\n"));) {
		char *name = strsep(&line, ":");

		cr_assert(line && *name && at != AFTER, "no property: %s", name);
		if (!strcmp(name, "BEGIN")) {
			cr_assert_str_eq(line, at == OUTSIDE ? "VCALENDAR" : "VEVENT");
			cr_assert_neq(at, EVENT);
			at = at == OUTSIDE ? CALENDAR : EVENT;
			begin_event(&seen);
		} else if (!strcmp(name, "END")) {
			cr_assert_str_eq(line, at == EVENT ? "VEVENT" : "VCALENDAR");
			if (at == EVENT)
				end_event(&seen);
			at = at == EVENT ? CALENDAR : AFTER;
		} else if (at == EVENT) {
			take_property(&seen, name, line);
		} else {
			version += !strcmp(name, "VERSION") && !strcmp(line, "2.0");
			product += !strcmp(name, "PRODID");
		}
	}
	cr_assert(at == AFTER && version == 1 && product == 1);
	buf_release(&lines);
	arena_release(&seen.arena);
	return seen.events;
}

/* --------------------------------------------------------------------- looking */

static void unescape(const char *value, struct buf *out)
{
	for (; *value; value++) {
		if (*value == '\\')
			value++;
		buf_char(out, *value == 'n' && value[-1] == '\\' ? '\n' : *value);
	}
}

const char *calendar_value(const char *text, size_t event, const char *name)
{
	static struct buf values[4];
	static size_t at;
	struct buf lines = { 0 };
	struct buf *out = &values[at = (at + 1) % 4];
	size_t n = 0;
	char *rest;

	buf_clear(out);
	unfold(text, strlen(text), &lines);
	rest = lines.at;
	for (char *line; rest && *rest && (line = strsep(&rest, "\n"));) {
		char *whole = strsep(&line, ":"), *plain = strsep(&whole, ";");

		n += !strcmp(plain, "BEGIN") && !strcmp(line, "VEVENT");
		if (n == event + 1 && !strcmp(plain, name))
			unescape(line, out);
	}
	buf_release(&lines);
	return buf_str(out);
}
