/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ics.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/calendar.h"

static void begin(struct buf *out)
{
	ics_line(out, "BEGIN", "VCALENDAR");
	ics_line(out, "VERSION", "2.0");
	ics_line(out, "PRODID", "x");
	ics_line(out, "BEGIN", "VEVENT");
	ics_line(out, "UID", "1");
	ics_line(out, "DTSTAMP", "20261123T080910Z");
}

static void end(struct buf *out)
{
	ics_line(out, "END", "VEVENT");
	ics_line(out, "END", "VCALENDAR");
}

/* However long, and wherever the fold falls in a character: read again, it is the same. */
Test(base_ics, a_text_comes_back)
{
	static const char *const units[] = { "a",  "é", "家", "𠮷", "a家",
					     "\\", ",", ";",  "\n", "b,家;" };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		for (int count = 0; count < 90; count++) {
			struct buf text = { 0 }, out = { 0 };

			for (int k = 0; k < count; k++)
				buf_text(&text, units[i]);
			begin(&out);
			ics_span(&out, "2026-11-28", NULL, 0);
			ics_text(&out, "SUMMARY", buf_str(&text));
			end(&out);
			cr_assert_eq(calendar_expect(out.at, out.len), 1);
			cr_assert_str_eq(calendar_value(out.at, 0, "SUMMARY"), buf_str(&text));
			buf_release(&text);
			buf_release(&out);
		}
}

Test(base_ics, lines_are_folded_at_75_octets)
{
	struct buf out = { 0 };

	ics_line(&out, "X",
		 "1234567890123456789012345678901234567890123456789012345678901234567890123");
	cr_expect_str_eq(out.at,
			 "X:1234567890123456789012345678901234567890123456789012345678901234"
			 "567890123\r\n");
	buf_clear(&out);
	ics_line(&out, "X",
		 "12345678901234567890123456789012345678901234567890123456789012345678901234");
	cr_expect_str_eq(out.at,
			 "X:1234567890123456789012345678901234567890123456789012345678901234"
			 "567890123\r\n 4\r\n");
	buf_release(&out);
}

Test(base_ics, control_characters_are_left_out)
{
	struct buf out = { 0 };

	ics_text(&out, "X", "a\r\nb\tc\033d\177");
	cr_expect_str_eq(out.at, "X:a\\nbcd\r\n");
	buf_release(&out);
}

Test(base_ics, spans)
{
	static const struct {
		const char *day, *time;
		int minutes;
		const char *from, *to;
	} rows[] = {
		{ "2026-11-28", "16:30", 60, "20261128T163000", "20261128T173000" },
		{ "2026-11-28", "23:30", 60, "20261128T233000", "20261129T003000" },
		{ "2026-12-31", "23:00", 60, "20261231T230000", "20270101T000000" },
		{ "2026-11-28", "00:00", 30, "20261128T000000", "20261128T003000" },
		{ "2026-11-30", "", 60, "20261130", "20261201" },
		{ "2028-02-28", NULL, 60, "20280228", "20280229" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		begin(&out);
		ics_span(&out, rows[i].day, rows[i].time, rows[i].minutes);
		end(&out);
		cr_expect_eq(calendar_expect(out.at, out.len), 1);
		cr_expect_str_eq(calendar_value(out.at, 0, "DTSTART"), rows[i].from);
		cr_expect_str_eq(calendar_value(out.at, 0, "DTEND"), rows[i].to);
		buf_release(&out);
	}
}
