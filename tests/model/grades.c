/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grades.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "support/school.h"

TestSuite(model_grades, .init = school_language);

static const char *code(int64_t grades)
{
	static char kept[80];
	struct buf text = { 0 };

	grades_code(grades, &text);
	snprintf(kept, sizeof kept, "%s", buf_str(&text));
	buf_release(&text);
	return kept;
}

Test(model_grades, as_people_write_them)
{
	static const struct {
		const char *typed, *code;
	} rows[] = {
		{ "6", "6" },
		{ "六", "6" },
		{ "6-9", "6-9" },
		{ "６－９", "6-9" },
		{ " 6 - 9 ", "6-9" },
		{ "6~9", "6-9" },
		{ "六至九", "6-9" },
		{ "六年级到九年级", "6-9" },
		{ "1-5,9", "1-5 9" },
		{ "1-5年级、9年级", "1-5 9" },
		{ "六 七", "6-7" },
		{ "六七九", "6-7 9" },
		{ "九、六", "6 9" },
		{ "预备", "6" },
		{ "初三", "9" },
		{ "高一-高三", "10-12" },
		{ "高一至高三", "10-12" },
		{ "十二", "12" },
		{ "职三", "15" },
		{ "小学", "1-5" },
		{ "初中、高中", "6-12" },
		{ "中职", "13-16" },
		{ "全部", "1-16" },
		{ "All", "1-16" },
		{ "毕业年级", "5 9 12 15" },
		{ "毕业班", "5 9 12 15" },
		{ "graduating", "5 9 12 15" },
		{ "毕业年级和初一", "5 7 9 12 15" },
		{ "无", "0" },
		{ "none", "0" },
		{ "0", "0" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t grades = -1, again = -1;

		cr_expect(grades_read(rows[i].typed, &grades), "%s", rows[i].typed);
		cr_expect_str_eq(code(grades), rows[i].code, "%s: %s", rows[i].typed, code(grades));
		cr_expect(grades_read(code(grades), &again) && again == grades, "%s",
			  rows[i].typed);
	}
}

Test(model_grades, what_is_none)
{
	static const char *const rows[] = { "",    " ",   "、",   "17",   "9-6", "6-",    "-6",
					    "0-5", "六-", "六十", "moon", "6x",  "全部x", "6;;x" };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t grades = -1;

		cr_expect_not(grades_read(rows[i], &grades), "%s", rows[i]);
		cr_expect_eq(grades, -1, "%s", rows[i]);
	}
}

/* What is shown in a field can be typed there again. */
Test(model_grades, every_set_is_read_as_it_is_shown)
{
	struct field f = { .name = "grades", .label = "Grades", .words = &grade_words };

	for (int64_t set = 0; set < 1 << 17; set += 2) {
		struct buf shown = { 0 };
		int64_t again = -1;
		const char *kept = code(set);

		field_show(&f, &kept, &shown);
		cr_expect(grades_read(buf_str(&shown), &again) && again == set, "%s: %s", kept,
			  buf_str(&shown));
		buf_release(&shown);
	}
}
