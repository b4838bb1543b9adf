/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ics.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

void ics_line(struct buf *out, const char *name, const char *value)
{
	struct buf line = { 0 };
	size_t used = 0, len;

	buf_printf(&line, "%s:%s", name, value);
	for (const char *s = buf_str(&line); *s; s += len) {
		text_decode(s, &len);
		if (used + len > ICS_LINE) {
			buf_text(out, "\r\n ");
			used = 1;
		}
		buf_add(out, s, len);
		used += len;
	}
	buf_text(out, "\r\n");
	buf_release(&line);
}

void ics_text(struct buf *out, const char *name, const char *text)
{
	struct buf value = { 0 };

	for (; *text; text++) {
		if (*text == '\n')
			buf_text(&value, "\\n");
		else if (strchr(",;\\", *text))
			buf_printf(&value, "\\%c", *text);
		else if ((unsigned char)*text >= ' ' && *text != 0x7F)
			buf_char(&value, *text);
	}
	ics_line(out, name, buf_str(&value));
	buf_release(&value);
}

/* 2026-11-25 as 20261125. */
static void add_day(struct buf *out, const char *iso)
{
	for (; *iso; iso++)
		if (*iso != '-')
			buf_char(out, *iso);
}

static void add_moment(struct buf *out, const char *name, const char *day, int minute)
{
	struct buf value = { 0 };

	add_day(&value, day);
	buf_printf(&value, "T%02d%02d00", minute / 60, minute % 60);
	ics_line(out, name, value.at);
	buf_release(&value);
}

static void whole_day(struct buf *out, const char *day, const char *next)
{
	struct buf from = { 0 }, to = { 0 };

	add_day(&from, day);
	add_day(&to, next);
	ics_line(out, "DTSTART;VALUE=DATE", buf_str(&from));
	ics_line(out, "DTEND;VALUE=DATE", buf_str(&to));
	buf_release(&from);
	buf_release(&to);
}

void ics_span(struct buf *out, const char *day, const char *time, int minutes)
{
	enum { DAY = 24 * 60 };
	iso_date next;
	int hour, minute;

	date_shift(day, 1, next);
	if (!time || sscanf(time, "%2d:%2d", &hour, &minute) != 2) {
		whole_day(out, day, next);
		return;
	}
	minute += hour * 60;
	add_moment(out, "DTSTART", day, minute);
	minutes += minute;
	add_moment(out, "DTEND", minutes < DAY ? day : next, minutes % DAY);
}
