/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates, filled in and imported as they are. */
#include "model/template.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/i18n.h"
#include "expect.h"
#include "importing.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_template, .init = begin, .fini = end);

static const struct {
	enum import_kind kind;
	const char *cells[13];
	const char *counts;
} rows[] = {
	{ IMPORT_STUDENTS,
	  { "0012", "王测试", "male", "六(1)", "7", "2014-03-05", "样例路1号", "王家长", "母亲",
	    "13900000000", "T1", "导师1" },
	  "1 added, 0 changed, 0 unchanged, 0 wrong, 1 missing, saved" },
	{ IMPORT_MENTORS,
	  { "007", "乙测试", "语文", "13900000001", "12", "active" },
	  "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved" },
	{ IMPORT_PREFERENCES,
	  { "S1", "学生1", "六(1)", "导师1", "", "" },
	  "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved" },
	{ IMPORT_MENTOR_PREFERENCES,
	  { "T1", "导师1", "S1", "学生1", "1" },
	  "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved" },
	{ IMPORT_ASSIGNMENTS,
	  { "S1", "学生1", "T1", "导师1", "lead" },
	  "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved" },
};

static void fill_in(size_t i, enum table_format format, const char *path)
{
	struct table_out t;

	cr_assert(table_out_begin(&t, path, format, true, &e), "%s", e.text);
	MUST(template_write(&s, rows[i].kind, &t, &e), e);
	for (const char *const *cell = rows[i].cells; *cell; cell++)
		table_out_cell(&t, *cell);
	table_out_end_row(&t);
	cr_assert(table_out_end(&t, &e), "%s", e.text);
}

static void import_filled(size_t i, enum table_format format, const char *lang)
{
	const char *path = scratch_path(format == TABLE_XLSX ? "t.xlsx" : "t.csv");
	const struct import_options o = { .kind = rows[i].kind, .path = path };
	struct import_report report;
	struct buf found = { 0 };

	fill_in(i, format, path);
	cr_assert(import_run(&s, &o, &report, &e), "%s", e.text);
	report_findings(&report, &found);
	cr_expect_str_eq(report_counts(&report), rows[i].counts, "%s, %s: %s", lang, path,
			 buf_str(&found));
	cr_expect_str_eq(report.left_out, "", "%s, %s: %s", lang, path, report.left_out);
	buf_release(&found);
	import_report_release(&report);
}

Test(model_template, as_a_workbook)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		import_filled(i, TABLE_XLSX, "en");
}

Test(model_template, as_csv)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		import_filled(i, TABLE_CSV, "en");
}

/* Its headers are known to the import in Chinese too. */
Test(model_template, in_chinese)
{
	i18n_init("zh");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		import_filled(i, TABLE_CSV_GB18030, "zh");
}

Test(model_template, for_whoever_may_import)
{
	struct table_out t;

	school_as(&s, 1);
	cr_assert(table_out_begin(&t, scratch_path("t.xlsx"), TABLE_XLSX, true, &e), "%s", e.text);
	cr_expect_not(template_write(&s, IMPORT_STUDENTS, &t, &e));
	cr_expect_eq(e.kind, ERR_DENIED, "%s", e.text);
	table_out_abandon(&t);
}
