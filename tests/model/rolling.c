/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rolling.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"

void roll_over(struct session *s, const struct rollover_options *o, struct rollover_report *report)
{
	struct err e = { 0 };

	cr_assert(rollover_run(s, o, report, &e), "%s (%s)", e.text, e.detail);
	cr_assert_eq(report->written, !o->dry_run);
}

void roll_over_quietly(struct session *s, const struct rollover_options *o)
{
	struct rollover_report report;

	roll_over(s, o, &report);
	rollover_report_release(&report);
}

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

const char *changes_of(const struct rollover_report *report, enum rollover_what what)
{
	static char texts[4][2000];
	static int at;
	char *text = texts[at++ % 4];
	size_t len = 0, count = 0;

	*text = '\0';
	for (size_t i = 0; i < report->changes.count; i++) {
		const struct rollover_change *c = rowset_at(&report->changes, i);

		if (strcmp(c->what, rollover_code(what)))
			continue;
		count++;
		len += (size_t)snprintf(text + len, sizeof texts[0] - len, "%s%s %s %s %s %s",
					len ? ", " : "", or_dash(c->student_no),
					or_dash(c->from_class), or_dash(c->to_class),
					or_dash(c->mentor), or_dash(c->note));
		cr_assert_lt(len, sizeof texts[0]);
	}
	cr_expect_eq(count, report->count[what], "%s", rollover_code(what));
	return text;
}

const char *enrolled_in(int year)
{
	char query[500];

	snprintf(
		query, sizeof query,
		"SELECT group_concat(t, ', ') FROM (SELECT s.student_no || ' ' || c.stage || ' ' ||"
		" c.entry_year || ' ' || c.number AS t FROM enrolment e"
		" JOIN student s ON s.id = e.student_id JOIN class c ON c.id = e.class_id"
		" WHERE e.school_year_id = %d AND e.starts <= e.ends"
		" ORDER BY s.student_no, e.starts)",
		year);
	return file_text("school.db", query);
}

const char *assigned(void)
{
	return file_text("school.db",
			 "SELECT group_concat(t, ', ') FROM (SELECT s.student_no || ' ' || "
			 "m.staff_no || ' ' || a.role || ' ' || a.starts || ' ' || a.ends AS t "
			 "FROM assignment a JOIN student s ON s.id = a.student_id "
			 "JOIN mentor m ON m.id = a.mentor_id "
			 "ORDER BY s.student_no, a.role DESC, a.starts)");
}
