/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in a file the header is, which column is what, and what shape a row has. */
#include <criterion/criterion.h>
#include <string.h>

#include "expect.h"
#include "importing.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_sheet, .init = begin, .fini = end);

#define STUDENTS OPTIONS(.kind = IMPORT_STUDENTS)
#define PARTIAL  OPTIONS(.kind = IMPORT_STUDENTS, .partial = true)

static const char *classes(void)
{
	struct rowset set;
	const char *text;

	MUST(student_list(&s, &set, &e), e);
	text = rows_field(&set, "class_name");
	rowset_release(&set);
	return text;
}

Test(model_import_sheet, a_header_below_titles)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "2026学年学生名册\n\n单位：测试学校,,\n学号,姓名,班级\n\nS1,学生1,六(1)\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	/* rows are numbered as a spreadsheet numbers them */
	EXPECT_IMPORT(&s, STUDENTS, "名册\n\n\n学号,姓名,班级\n\nS1,,六(1)\n",
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "6 error|姓名||Name is missing; it must be filled in\n");
}

Test(model_import_sheet, a_header_is_looked_for_in_twenty_rows)
{
	struct import_options o = { .kind = IMPORT_STUDENTS };
	struct import_report report;

	for (int titles = 19; titles <= 20; titles++) {
		struct buf csv = { 0 };

		for (int i = 0; i < titles; i++)
			buf_text(&csv, "title,of,it\n");
		buf_text(&csv, "学号,姓名,班级\nS1,学生1,六(1)\n");
		scratch_write("roster.csv", csv.at, csv.len);
		o.path = scratch_path("roster.csv");
		cr_expect_eq(import_run(&s, &o, &report, &e), titles == 19);
		import_report_release(&report);
		buf_release(&csv);
	}
	cr_expect_eq(e.kind, ERR_INVALID);
	cr_expect_str_eq(e.text,
			 "No row of the file is a header with the columns Student no., Name: say "
			 "which column is what, or mend the file. Its first row reads: title | of "
			 "| it");
}

Test(model_import_sheet, a_file_without_a_row)
{
	struct import_options o = { .kind = IMPORT_MENTORS };
	struct import_report report;

	scratch_write("roster.csv", "\n\n", 2);
	o.path = scratch_path("roster.csv");
	REFUSED(import_run(&s, &o, &report, &e), &e, ERR_INVALID, "",
		"The file holds blank rows only");
	import_report_release(&report);
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名\n",
		      "0 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
}

Test(model_import_sheet, columns_in_any_order_by_any_name)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "所在班级,＊学生姓名：,Sex,学籍号(必填),班内序号\n六(1),学生1,F,S1,7\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	struct rowset set;

	MUST(student_get(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "name"), "学生1");
	cr_expect_str_eq(row_field(&set, 0, "sex"), "f");
	cr_expect_str_eq(row_field(&set, 0, "seat"), "7");
	rowset_release(&set);
}

Test(model_import_sheet, columns_that_are_left_out_are_told)
{
	struct import_options o = { .kind = IMPORT_STUDENTS };
	struct import_report report;
	struct rowset set;

	/* 学籍号 is a second number; 年龄 is nothing that is kept; missing_since is for reading */
	import_text(&s, o,
		    "学号,姓名,年龄,班级,学籍号,,民族,missing_since\n"
		    "S1,学生1,12,六(1),G1,,汉族,2026-11-01\n",
		    &report);
	cr_expect_str_eq(report.left_out, "年龄, 学籍号, 民族, missing_since");
	cr_expect(report.added == 1 && report.written);
	import_report_release(&report);
	MUST(student_get(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "missing_since"), "-");
	rowset_release(&set);
}

Test(model_import_sheet, the_shape_of_rows)
{
	EXPECT_IMPORT(&s, PARTIAL,
		      "学号,姓名,班级\nS1,学生1\nS2,学生2,六(1),多余\nS3,学生3,六(1),,,\n"
		      "S4,学生4,六(1)\n",
		      "2 added, 0 changed, 0 unchanged, 2 wrong, 0 missing, saved",
		      "2 error|||The row has 2 cells where the header has 3: fill it up, or take "
		      "out what is too much.\n"
		      "3 error|||The row has 4 cells where the header has 3: fill it up, or take "
		      "out what is too much.\n");
}

/* What daoshi-table says of a cell is told like anything else. */
Test(model_import_sheet, a_cell_that_cannot_be_read)
{
	struct import_options o = { .kind = IMPORT_STUDENTS, .partial = true };
	struct import_report report;
	struct buf csv = { 0 }, told = { 0 };

	buf_text(&csv, "学号,姓名,班级\nS1,");
	for (int i = 0; i < 40000; i++)
		buf_text(&csv, "长");
	buf_text(&csv, ",六(1)\nS2,学生2,六(1)\n");
	import_text(&s, o, csv.at, &report);
	report_findings(&report, &told);
	cr_expect(report.errors == 1 && report.added == 1, "%s", report_counts(&report));
	cr_expect_str_eq(buf_str(&told), "2 error|姓名||The cell holds more than 64 KB of text: "
					 "shorten it, or take it out.\n");
	buf_release(&csv);
	buf_release(&told);
	import_report_release(&report);
}

/* ----------------------------------------------------------------------- classes */

Test(model_import_sheet, a_class_in_one_column_or_two)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,年级,班级\nS1,学生1,六年级,3班\nS2,学生2,预备,4\n"
		      "S3,学生3,,七(1)\nS4,学生4,八年级,802\n",
		      "4 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(classes(), "六(3) 六(4) 七(1) 八(2)");
}

Test(model_import_sheet, a_class_without_its_grade)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,年级,班级\nS1,学生1,,3班\nS2,学生2,六年级,\nS3,学生3,,\n"
		      "S4,学生4,七年级,六(3)班\n",
		      "0 added, 0 changed, 0 unchanged, 4 wrong, 0 missing, not saved",
		      "2 error|班级|3班|\"3班\" is no class; write it as 九(3)\n"
		      "3 error|班级||The class is missing; it must be filled in\n"
		      "4 error|班级||The class is missing; it must be filled in\n"
		      "5 error|班级|六(3)班|\"七年级 六(3)班\" is no class; write it as 九(3)\n");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名\nS1,学生1\n",
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "2 error|||The class is missing; it must be filled in\n");
}

Test(model_import_sheet, a_cohort_in_a_school_of_one_stage)
{
	static const char csv[] = "学号,姓名,班级\nS2,学生2,2024级3班\n";

	EXPECT_IMPORT(&s, STUDENTS, csv,
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "2 error|班级|2024级3班|\"2024级3班\" is no class; write it as 九(3)\n");
	school_add_student(&s, 1, "六(1)", NULL);
	EXPECT_IMPORT(&s, STUDENTS, csv,
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(classes(), "六(1) 八(3)");
}
