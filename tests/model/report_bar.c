/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars of reports, on paper too, and what reports can be narrowed to. */
#include "model/report_bar.h"
#include "model/report_out.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "model/report_choice.h"
#include "model/report_out.h"
#include "support/school.h"

static struct session s;
static struct err e;
static struct rowset rows;

/* S1 and S2 in 六(1), S3 in 九(2), none of whom has a mentor. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_add_student(&s, 3, "九(2)", "2026-09-01");
}

static void end(void)
{
	rowset_release(&rows);
	school_end(&s);
}

TestSuite(model_report_bar, .init = begin, .fini = end);

static void expect_bars(bool plain)
{
	const struct report *r = report_named("overview");
	struct page p = { 0 };

	MUST(report_load(&s, r, NULL, &rows, &e), e);
	if (plain)
		page_begin_plain(&p);
	MUST(report_page(&s, r, NULL, &rows, &p, &e), e);
	cr_expect(strstr(buf_str(&p.out), "!!!"), "%s", buf_str(&p.out));
	cr_expect(strstr(buf_str(&p.out), "! "), "no mark is told");
	cr_expect_eq(!strstr(buf_str(&p.out), "<html"), plain);
	page_release(&p);
}

Test(model_report_bar, a_page_has_bars_and_says_what_their_marks_are)
{
	expect_bars(false);
}

Test(model_report_bar, so_has_the_text_for_a_printer)
{
	expect_bars(true);
}

/* ---------------------------------------------------------------- what it is of */

Test(model_report_bar, the_classes_that_have_students_grade_by_grade)
{
	MUST(report_choices(&s, 0, &rows, &e), e);
	cr_expect_str_eq(rows_field(&rows, "name"), "六(1) 九(2)");
	cr_expect_str_eq(rows_field(&rows, "grade"), "6 9");
	rowset_release(&rows);
	MUST(report_choices(&s, 2025, &rows, &e), e);
	cr_expect_eq(rows.count, 0);
}

Test(model_report_bar, what_a_report_minds_is_what_its_statement_has)
{
	static const struct sql sql = { "x", "SELECT :class_name, :mentor WHERE :grade = 0",
					false };
	const struct report r = { .sql = &sql };

	cr_expect(report_takes(&r, "grade"));
	cr_expect(report_takes(&r, "mentor"));
	cr_expect_not(report_takes(&r, "class"));
}

/* ------------------------------------------------------------------------- bars */

static const struct field bar_fields[] = {
	REPORT_COUNT(0, "home", "Home", "", 4),
	REPORT_COUNT(1, "overdue", "Late", "", 4),
	REPORT_COUNT(2, "school", "School", "", 4),
	{ 0 },
};

Test(model_report_bar, a_bar_has_a_mark_for_each_part_and_hides_what_the_figures_hide)
{
	static const char *const parts[] = { "home", "overdue", "school", NULL };
	const struct report r = { .bar = parts, .fields = bar_fields };
	struct report_row row = { .n = { 3, 1, 2 } };
	struct report_bar bar;
	struct buf told = { 0 };

	cr_assert(report_bar(&r, &row, &bar));
	cr_expect_str_eq(bar.marks, "#!*");
	cr_expect_eq(bar.parts[0] + bar.parts[1] + bar.parts[2], 6);
	report_bar_tell(&bar, &told);
	cr_expect_str_eq(buf_str(&told), "# Home  ! Late  * School");
	buf_release(&told);
	row.n[2] = FIELD_FEW;
	cr_expect_not(report_bar(&r, &row, &bar));
	cr_expect_not(report_bar(&(const struct report){ .fields = bar_fields }, &row, &bar));
}
