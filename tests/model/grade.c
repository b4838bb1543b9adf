/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grade.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/school.h"

TestSuite(model_grade);

struct form {
	const char *grade, *text;
	const char *only_stage; /* of the school; NULL: it has several */
	int64_t year;
	const char *shown, *stage;
	int64_t entry_year, number;
};

static void expect_read(const struct form *f)
{
	struct class_key k = { 0 };
	struct buf shown = { 0 };
	struct err e = { 0 };

	if (!class_read(f->grade, f->text, f->year, f->only_stage, &k, &e)) {
		cr_expect_fail("%s + %s: %s", f->grade ? f->grade : "", f->text, e.text);
		return;
	}
	class_show(&k, f->year, &shown);
	cr_expect(!strcmp(k.stage, f->stage) && k.entry_year == f->entry_year &&
			  k.number == f->number && !strcmp(buf_str(&shown), f->shown),
		  "%s + %s is %s: %s %d, %d", f->grade ? f->grade : "", f->text, buf_str(&shown),
		  k.stage, (int)k.entry_year, (int)k.number);
	buf_release(&shown);
}

Test(model_grade, forms_in_one_column)
{
	static const struct form forms[] = {
		{ NULL, "六(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "六（3）班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, " 六 ( 3 ) 班 ", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "六年级3班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "六年级（3）班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "六年级三班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "6.3", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "6-3", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "６（３）", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "603", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "603班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "预备(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "预初3班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "初中预备(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ NULL, "初一(3)班", NULL, 2026, "七(3)", "junior", 2025, 3 },
		{ NULL, "初三(12)班", NULL, 2026, "九(12)", "junior", 2023, 12 },
		{ NULL, "初九(1)", NULL, 2026, "九(1)", "junior", 2023, 1 },
		{ NULL, "九(二十一)班", NULL, 2026, "九(21)", "junior", 2023, 21 },
		{ NULL, "九年级第十班", NULL, 2026, "九(10)", "junior", 2023, 10 },
		{ NULL, "一(2)", NULL, 2026, "一(2)", "primary", 2026, 2 },
		{ NULL, "101", NULL, 2026, "一(1)", "primary", 2026, 1 },
		{ NULL, "小五2班", NULL, 2026, "五(2)", "primary", 2022, 2 },
		{ NULL, "小学三年级99班", NULL, 2026, "三(99)", "primary", 2024, 99 },
		{ NULL, "高一(5)", NULL, 2026, "高一(5)", "senior", 2026, 5 },
		{ NULL, "高中三年级5班", NULL, 2026, "高三(5)", "senior", 2024, 5 },
		{ NULL, "1203", NULL, 2026, "高三(3)", "senior", 2024, 3 },
		{ NULL, "10.5", NULL, 2026, "高一(5)", "senior", 2026, 5 },
		{ NULL, "职一(1)", NULL, 2026, "职一(1)", "vocational", 2026, 1 },
		{ NULL, "职高四年级1班", NULL, 2026, "职四(1)", "vocational", 2023, 1 },
		{ NULL, "中职2(1)", NULL, 2026, "职二(1)", "vocational", 2025, 1 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		expect_read(&forms[i]);
}

Test(model_grade, cohorts)
{
	static const struct form forms[] = {
		{ NULL, "高2016级10班", NULL, 2016, "高一(10)", "senior", 2016, 10 },
		{ NULL, "高2016级10班", NULL, 2018, "高三(10)", "senior", 2016, 10 },
		{ NULL, "高中2016级（10）班", "junior", 2017, "高二(10)", "senior", 2016, 10 },
		{ NULL, "初2028届3班", NULL, 2026, "八(3)", "junior", 2024, 3 },
		{ NULL, "初2028届3班", NULL, 2027, "九(3)", "junior", 2024, 3 },
		{ NULL, "小2031届1班", NULL, 2026, "一(1)", "primary", 2026, 1 },
		{ NULL, "高2029届2班", NULL, 2026, "高一(2)", "senior", 2026, 2 },
		{ NULL, "职2029届2班", NULL, 2026, "职一(2)", "vocational", 2026, 2 },
		{ NULL, "2024级3班", "junior", 2026, "八(3)", "junior", 2024, 3 },
		{ NULL, "2024级3班", "primary", 2026, "三(3)", "primary", 2024, 3 },
		{ NULL, "2028届3班", "junior", 2026, "八(3)", "junior", 2024, 3 },
		{ NULL, "２０２４级(3)班", "senior", 2026, "高三(3)", "senior", 2024, 3 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		expect_read(&forms[i]);
}

Test(model_grade, forms_in_two_columns)
{
	static const struct form forms[] = {
		{ "六年级", "3班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "六年级", "3", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "六年级", "三", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "六年级", "（3）班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "六年级", "第3班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "六", "十二班", NULL, 2026, "六(12)", "junior", 2026, 12 },
		{ "6", "3", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "６", "３班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "预备", "3", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "初一", "3班", NULL, 2026, "七(3)", "junior", 2025, 3 },
		{ "高一年级", "5班", NULL, 2026, "高一(5)", "senior", 2026, 5 },
		/* a class that says it all beside a grade that says the same, or nothing */
		{ "六年级", "六(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "6", "603", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "预备", "六（3）班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "八年级", "2024级3班", "junior", 2026, "八(3)", "junior", 2024, 3 },
		{ "初中", "六(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
		{ "", "六(3)班", NULL, 2026, "六(3)", "junior", 2026, 3 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		expect_read(&forms[i]);
}

Test(model_grade, what_is_no_class_is_refused_with_what_was_written)
{
	static const struct {
		const char *grade, *text, *only_stage, *quoted;
	} forms[] = {
		{ NULL, NULL, NULL, "" },
		{ NULL, "", NULL, "" },
		{ NULL, "月亮", NULL, "月亮" },
		{ NULL, "3班", NULL, "3班" }, /* without its grade */
		{ NULL, "六年级", NULL, "六年级" },
		{ NULL, "六(0)班", NULL, "六(0)班" },
		{ NULL, "六(100)班", NULL, "六(100)班" },
		{ NULL, "六(3)班甲", NULL, "六(3)班甲" },
		{ NULL, "六(3)(4)", NULL, "六(3)(4)" },
		{ NULL, "600", NULL, "600" },
		{ NULL, "1703", NULL, "1703" },
		{ NULL, "0(3)", NULL, "0(3)" },
		{ NULL, "17(3)", NULL, "17(3)" },
		{ NULL, "99999999999999999999", NULL, "99999999999999999999" },
		{ NULL, "小六(3)", NULL, "小六(3)" },
		{ NULL, "初四(3)", NULL, "初四(3)" },
		{ NULL, "高四(3)", NULL, "高四(3)" },
		{ NULL, "职五(3)", NULL, "职五(3)" },
		{ NULL, "2024级3班", NULL, "2024级3班" }, /* of which stage? */
		{ NULL, "1989级3班", "junior", "1989级3班" },
		{ NULL, "2024级", "junior", "2024级" },
		{ NULL, "2021级3班", "junior", "2021级3班" }, /* has left */
		{ NULL, "2027级3班", "junior", "2027级3班" }, /* has not entered */
		{ NULL, "高2016级10班", NULL, "高2016级10班" },
		{ NULL, "初2026届3班", NULL, "初2026届3班" },
		{ "七年级", "六(3)班", NULL, "七年级 六(3)班" }, /* which of the two? */
		{ "七年级", "2024级3班", "junior", "七年级 2024级3班" },
		{ "六年级", "", NULL, "六年级 " },
		{ "六年级", "100", NULL, "六年级 100" },
		{ "十七年级", "3", NULL, "十七年级 3" },
		{ NULL, "月\033亮", NULL, "月^[亮" },
	};

	school_language();
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct class_key k = { .stage = "before" };
		struct err e = { 0 };
		char sentence[200];

		snprintf(sentence, sizeof sentence, "\"%s\" is no class; write it as 九(3)",
			 forms[i].quoted);
		cr_expect_not(class_read(forms[i].grade, forms[i].text, 2026, forms[i].only_stage,
					 &k, &e),
			      "%s is %s %d, %d", forms[i].quoted, k.stage, (int)k.entry_year,
			      (int)k.number);
		cr_expect_str_eq(e.text, sentence);
		cr_expect(e.kind == ERR_INVALID && !strcmp(e.field, "class_name"));
		cr_expect_str_eq(k.stage, "before", "%s: the result was touched", forms[i].quoted);
	}
}

static const struct {
	const char *name;
	int first, last; /* grades */
} stages[] = {
	{ "primary", 1, 5 },
	{ "junior", 6, 9 },
	{ "senior", 10, 12 },
	{ "vocational", 13, 16 },
};
enum { STAGES = sizeof stages / sizeof *stages };

Test(model_grade, what_is_shown_is_read_again)
{
	for (int g = GRADE_MIN; g <= GRADE_MAX; g++) {
		int stage = 0;

		while (g > stages[stage].last)
			stage++;
		for (int n = 1; n <= 99; n++) {
			struct form f = { NULL,
					  NULL,
					  NULL,
					  2026,
					  NULL,
					  stages[stage].name,
					  2026 - (g - stages[stage].first),
					  n };
			struct buf shown = { 0 };

			buf_printf(&shown, "%s(%d)", grade_name(g), n);
			f.text = f.shown = buf_str(&shown);
			expect_read(&f);
			buf_release(&shown);
		}
	}
	cr_expect_str_empty(grade_name(GRADE_MIN - 1));
	cr_expect_str_empty(grade_name(GRADE_MAX + 1));
}

Test(model_grade, sets_of_grades_are_bits)
{
	for (int g = 0; g < 31; g++) {
		bool graduates = g == 5 || g == 9 || g == 12 || g == 15;

		cr_expect_eq(GRADES_ALL >> g & 1, g >= GRADE_MIN && g <= GRADE_MAX, "%d", g);
		cr_expect_eq(GRADES_GRADUATING >> g & 1, graduates, "%d", g);
	}
}

/* ------------------------------------------------------------ the same in SQL */

static struct session s;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

static const struct sql all_classes = { "test.classes",
					"SELECT c.stage, c.entry_year, c.number, " SQL_GRADE
					", " SQL_CLASS_NAME " FROM class c",
					false };

/* The classes that are in their stage in that year; how many. */
static int compare_year(int year)
{
	struct err e = { 0 };
	struct cursor c;
	int compared = 0;

	cr_assert(cursor_open(&c, s.db, &all_classes, WITH(INT("year", year)), &e), "%s", e.detail);
	while (cursor_next(&c)) {
		struct class_key k = { cursor_text(&c, 0), cursor_int(&c, 1), cursor_int(&c, 2) };
		struct buf shown = { 0 };
		int i = 0, grade;

		while (strcmp(stages[i].name, k.stage))
			i++;
		grade = year - (int)k.entry_year + stages[i].first;
		if (grade < stages[i].first || grade > stages[i].last)
			continue;
		class_show(&k, year, &shown);
		cr_expect(
			cursor_int(&c, 3) == grade && !strcmp(cursor_text(&c, 4), buf_str(&shown)),
			"%s of %d in %d: SQL says %d %s, C says %d %s", k.stage, (int)k.entry_year,
			year, (int)cursor_int(&c, 3), cursor_text(&c, 4), grade, buf_str(&shown));
		buf_release(&shown);
		compared++;
	}
	cr_assert(cursor_close(&c));
	return compared;
}

Test(model_grade, sql_says_the_same, .init = begin, .fini = end)
{
	school_script(&s,
		      "WITH RECURSIVE n (n) AS (SELECT 1 UNION SELECT n + 1 FROM n WHERE n < 99),"
		      " y (y) AS (SELECT 2010 UNION SELECT y + 1 FROM y WHERE y < 2030),"
		      " s (s) AS (VALUES ('primary'), ('junior'), ('senior'), ('vocational'))"
		      " INSERT INTO class (stage, entry_year, number) SELECT s, y, n FROM s, y, n");
	/* 5 + 4 + 3 + 4 grades of 99 classes each, once four years of entry are behind */
	for (int year = 2014; year <= 2030; year++)
		cr_expect_eq(compare_year(year), 16 * 99, "%d", year);
}
