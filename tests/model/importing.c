/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "importing.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/scratch.h"

void import_text(struct session *s, struct import_options o, const char *csv,
		 struct import_report *report)
{
	struct err e = { 0 };

	scratch_write("roster.csv", csv, strlen(csv));
	o.path = scratch_path("roster.csv");
	cr_assert(import_run(s, &o, report, &e), "%s (%s)", e.text, e.detail);
}

const char *report_counts(const struct import_report *r)
{
	static char text[200];

	snprintf(text, sizeof text,
		 "%zu added, %zu changed, %zu unchanged, %zu wrong, %zu missing, %s", r->added,
		 r->changed, r->unchanged, r->errors, r->missing,
		 r->written ? "saved" : "not saved");
	cr_expect_eq(r->rows, r->added + r->changed + r->unchanged + r->errors);
	return text;
}

void report_findings(const struct import_report *report, struct buf *out)
{
	for (size_t i = 0; i < report->findings.count; i++) {
		const struct finding *f = rowset_at(&report->findings, i);

		buf_printf(out, "%d %s|%s|%s|%s\n", (int)f->row, f->level, f->column, f->value,
			   f->text);
	}
}

void expect_import(struct session *s, struct import_options o, const char *csv, const char *counts,
		   const char *findings, const char *file, int line)
{
	struct import_report report;
	struct buf told = { 0 };

	import_text(s, o, csv, &report);
	report_findings(&report, &told);
	cr_expect_str_eq(report_counts(&report), counts, "%s:%d: %s", file, line,
			 report_counts(&report));
	cr_expect_str_eq(buf_str(&told), findings, "%s:%d: told is\n%s", file, line,
			 buf_str(&told));
	buf_release(&told);
	import_report_release(&report);
}
