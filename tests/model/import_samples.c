/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample rosters: what is told of each, and that every cell arrives. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/student.h"
#include "support/school.h"
#include "table/reading.h"

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

TestSuite(model_import_samples, .init = begin, .fini = end);

static void expect_sample(enum import_kind kind, const char *path, const char *counts,
			  const char *summary, const char *joined)
{
	struct import_options o = { .kind = kind, .path = path };
	struct import_report report;
	struct buf told = { 0 };

	MUST(import_run(&s, &o, &report, &e), e);
	cr_expect_str_eq(report_counts(&report), counts, "%s: %s", path, report_counts(&report));
	cr_expect_eq(report.findings.count, 0, "%s: %zu findings", path, report.findings.count);
	import_summary(&report, &told);
	cr_expect_str_eq(buf_str(&told), summary, "%s: %s", path, buf_str(&told));
	cr_expect_str_eq(report.joined, joined, "%s: joined %s", path, report.joined);
	buf_release(&told);
	import_report_release(&report);
}

/* One roster in four encodings: what the first brings, the others find there. */
Test(model_import_samples, one_roster_in_four_encodings)
{
	struct buf before = { 0 }, after = { 0 };

	expect_sample(
		IMPORT_STUDENTS, "tests/data/students-gb18030.csv",
		"480 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		"Saved. 480 rows (GB18030, comma): 480 added, 0 changed, 0 unchanged, 0 wrong.",
		"2026-09-01");
	content_of_file("school.db", NULL, &before);
	expect_sample(IMPORT_STUDENTS, "tests/data/students-utf8-bom.csv",
		      "0 added, 0 changed, 480 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 480 rows (UTF-8, comma): 0 added, 0 changed, 480 unchanged, 0 wrong.",
		      "");
	expect_sample(IMPORT_STUDENTS, "tests/data/students-utf8-semicolon.csv",
		      "0 added, 0 changed, 480 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 480 rows (UTF-8, semicolon): 0 added, 0 changed, 480 unchanged, 0 "
		      "wrong.",
		      "");
	expect_sample(
		IMPORT_STUDENTS, "tests/data/students-utf16le.txt",
		"0 added, 0 changed, 480 unchanged, 0 wrong, 0 missing, saved",
		"Saved. 480 rows (UTF-16LE, tab): 0 added, 0 changed, 480 unchanged, 0 wrong.", "");
	content_of_file("school.db", NULL, &after);
	cr_expect(!strcmp(before.at, after.at), "what is unchanged was written all the same");
	buf_release(&before);
	buf_release(&after);
}

Test(model_import_samples, mentors_and_who_mentors_whom)
{
	expect_sample(
		IMPORT_STUDENTS, "tests/data/students-gb18030.csv",
		"480 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		"Saved. 480 rows (GB18030, comma): 480 added, 0 changed, 0 unchanged, 0 wrong.",
		"2026-09-01");
	expect_sample(IMPORT_MENTORS, "tests/data/mentors-gb18030.csv",
		      "40 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 40 rows (GB18030, comma): 40 added, 0 changed, 0 unchanged, 0 wrong.",
		      "");
	expect_sample(IMPORT_ASSIGNMENTS, "tests/data/assignments-utf8-bom.csv",
		      "440 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 440 rows (UTF-8, comma): 440 added, 0 changed, 0 unchanged, 0 wrong.",
		      "");
	expect_sample(IMPORT_ASSIGNMENTS, "tests/data/assignments-utf8-bom.csv",
		      "0 added, 0 changed, 440 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 440 rows (UTF-8, comma): 0 added, 0 changed, 440 unchanged, 0 wrong.",
		      "");
	expect_sample(IMPORT_STUDENTS, "tests/data/preferences-utf8-bom.csv",
		      "0 added, 0 changed, 480 unchanged, 0 wrong, 0 missing, saved",
		      "Saved. 480 rows (UTF-8, comma): 0 added, 0 changed, 480 unchanged, 0 wrong. "
		      "Columns left out: 第一志愿, 第二志愿, 第三志愿.",
		      "");
}

Test(model_import_samples, files_that_are_no_rosters)
{
	static const struct {
		enum import_kind kind;
		const char *path, *words;
	} rows[] = {
		{ IMPORT_STUDENTS, "tests/data/students-big5.csv",
		  "with the columns Student no., Name: say which column is what, or mend the "
		  "file. Its first row reads: 2026060103 | 徐佑志 | 女 | 六年級 | 1班 | 3" },
		{ IMPORT_ASSIGNMENTS, "tests/data/preferences-utf8-bom.csv",
		  "with the columns Student no., Mentor: say which column is what, or mend the "
		  "file. Its first row reads: 学号 | 姓名 | 第一志愿 | 第二志愿 | 第三志愿" },
		{ IMPORT_MENTORS, "tests/data/students-gb18030.csv",
		  "with the columns Staff no., Name: say which column is what, or mend the file. "
		  "Its first row reads: 学号 | 姓名 | 性别 | 年级 | 班级 | 班内学号" },
		{ IMPORT_STUDENTS, "tests/data/nowhere.csv", "nowhere.csv" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct import_options o = { .kind = rows[i].kind, .path = rows[i].path };
		struct import_report report;

		cr_expect_not(import_run(&s, &o, &report, &e), "%s", rows[i].path);
		cr_expect(strstr(e.text, rows[i].words), "%s: %s", rows[i].path, e.text);
		cr_expect(!report.written && !report.rows && !report.findings.count);
		import_report_release(&report);
		e = (struct err){ 0 };
	}
}

/* ------------------------------------------------------------------- every cell */

static void expect_cell(const struct rowset *set, const char *field, const struct reading *r,
			size_t row, size_t column)
{
	cr_expect_str_eq(row_field(set, 0, field), reading_cell(r, row, column), "row %zu: %s", row,
			 field);
}

/* As it is stored: what is shown has only its ends. */
static const char *phone_of(const struct rowset *set)
{
	return field_text(field_find(set->fields, "guardian_phone"), rowset_at(set, 0));
}

/* 学号 姓名 性别 年级 班级 班内学号 监护人姓名 关系 联系电话 家庭住址 */
static void expect_row(const struct reading *r, size_t row)
{
	const char *grade = reading_cell(r, row, 4);
	struct rowset set;
	char class_name[32];
	int64_t id;

	MUST(student_find_no(&s, reading_cell(r, row, 1), &id, &e), e);
	MUST(student_get(&s, id, &set, &e), e);
	snprintf(class_name, sizeof class_name, "%.3s(%d)", grade, atoi(reading_cell(r, row, 5)));
	expect_cell(&set, "name", r, row, 2);
	cr_expect_str_eq(row_field(&set, 0, "sex"),
			 strcmp(reading_cell(r, row, 3), "男") ? "f" : "m");
	cr_expect_str_eq(row_field(&set, 0, "class_name"), class_name);
	expect_cell(&set, "seat", r, row, 6);
	expect_cell(&set, "guardian_name", r, row, 7);
	expect_cell(&set, "guardian_relation", r, row, 8);
	cr_expect_str_eq(phone_of(&set), reading_cell(r, row, 9), "row %zu", row);
	expect_cell(&set, "address", r, row, 10);
	cr_expect_str_eq(row_field(&set, 0, "enrolled_from"), "2026-09-01");
	cr_expect_str_eq(row_field(&set, 0, "enrolled_to"), "2027-08-31");
	rowset_release(&set);
}

Test(model_import_samples, every_cell_of_the_roster_arrives)
{
	struct import_options o = { .kind = IMPORT_STUDENTS,
				    .path = "tests/data/students-gb18030.csv" };
	struct import_report report;
	struct reading r;

	MUST(import_run(&s, &o, &report, &e), e);
	import_report_release(&report);
	reading_file(&r, o.path, NULL, NULL);
	cr_assert_eq(r.row_count, 481);
	for (size_t i = 1; i < r.row_count; i++)
		expect_row(&r, r.rows[i].number);
	reading_release(&r);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 480);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM guardian"), 480);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment"), 480);
}

/* 学号 学生姓名 导师工号 导师姓名 */
Test(model_import_samples, every_pair_arrives)
{
	static const struct {
		enum import_kind kind;
		const char *path;
	} files[] = {
		{ IMPORT_MENTORS, "tests/data/mentors-gb18030.csv" },
		{ IMPORT_STUDENTS, "tests/data/students-gb18030.csv" },
		{ IMPORT_ASSIGNMENTS, "tests/data/assignments-utf8-bom.csv" },
	};
	struct reading r;

	for (size_t i = 0; i < 3; i++) {
		struct import_options o = { .kind = files[i].kind, .path = files[i].path };
		struct import_report report;

		MUST(import_run(&s, &o, &report, &e), e);
		import_report_release(&report);
	}
	reading_file(&r, files[2].path, NULL, NULL);
	cr_assert_eq(r.row_count, 441);
	for (size_t i = 1; i < r.row_count; i++) {
		size_t row = r.rows[i].number;
		struct rowset set;
		int64_t id;

		MUST(student_find_no(&s, reading_cell(&r, row, 1), &id, &e), e);
		MUST(student_get(&s, id, &set, &e), e);
		expect_cell(&set, "mentor", &r, row, 4);
		rowset_release(&set);
	}
	reading_release(&r);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment WHERE role = 'lead'"
					   " AND starts = '2026-09-01' AND ends = '9999-12-31'"),
		     440);
}

/* --------------------------------------------------------------------- the messy one */

static const char messy[] = "tests/data/students-messy-gb18030.csv";
static const char messy_findings[] =
	"9 mended|姓名|魏 行梓|taken as 魏行梓\n"
	"13 error|学号|2.0260601E+09|Student no. \"2.0260601E+09\" has lost its digits in a "
	"spreadsheet: make the column text there and enter the number again\n"
	"21 error|||The row has 6 cells where the header has 13: fill it up, or take out what is "
	"too much.\n"
	"26 error|||The row has 15 cells where the header has 13: fill it up, or take out what is "
	"too much.\n"
	"30 error|学号|2026060101|The same number stands in row 4 already; one of the two must be "
	"mended.\n"
	"34 error|姓名||Name is missing; it must be filled in\n"
	"51 error|姓名|王^[[31m小红|Name \"王^[[31m小红\" holds a control character, shown here as "
	"^[\n";

static void expect_messy(bool partial, const char *counts, const char *joined)
{
	struct import_options o = { .kind = IMPORT_STUDENTS, .path = messy, .partial = partial };
	struct import_report report;
	struct buf told = { 0 };

	MUST(import_run(&s, &o, &report, &e), e);
	report_findings(&report, &told);
	cr_expect_str_eq(report_counts(&report), counts);
	cr_expect_str_eq(buf_str(&told), messy_findings, "%s", buf_str(&told));
	cr_expect_str_eq(report.left_out, "序号, 备注, 民族");
	cr_expect_str_eq(report.encoding, "GB18030");
	cr_expect_str_eq(report.separator, "comma");
	cr_expect_str_eq(report.joined, joined);
	buf_release(&told);
	import_report_release(&report);
}

Test(model_import_samples, the_messy_one)
{
	struct rowset set;
	int64_t id;

	expect_messy(false, "54 added, 0 changed, 0 unchanged, 6 wrong, 0 missing, not saved",
		     "2026-09-01");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM student"), 0);
	expect_messy(true, "54 added, 0 changed, 0 unchanged, 6 wrong, 0 missing, saved",
		     "2026-09-01");
	expect_messy(true, "0 added, 0 changed, 54 unchanged, 6 wrong, 0 missing, saved", "");

	MUST(student_list(&s, &set, &e), e);
	cr_expect_eq(set.count, 54);
	rowset_release(&set);
	/* 预备 and 3; no grade and 六（3）班; full-width digits; of two numbers the first */
	MUST(student_find_no(&s, "2026060208", &id, &e), e);
	MUST(student_get(&s, id, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "六(3)");
	rowset_release(&set);
	MUST(student_find_no(&s, "2026060212", &id, &e), e);
	MUST(student_get(&s, id, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "六(3)");
	rowset_release(&set);
	MUST(student_find_no(&s, "2026060114", &id, &e), e);
	MUST(student_get(&s, id, &set, &e), e);
	cr_expect_str_eq(phone_of(&set), "13968932096");
	rowset_release(&set);
	MUST(student_find_no(&s, "2026060101", &id, &e), e);
	MUST(student_get(&s, id, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "name"), "姜泽若");
	rowset_release(&set);
}

/* Then the whole roster: who was not taken is new, and two are in another class. */
Test(model_import_samples, after_the_messy_one_the_whole)
{
	static const char findings[] = "39 changed|Class|六(2)|was 六(3)\n"
				       "43 changed|Class|六(2)|was 六(3)\n";
	struct import_options o = { .kind = IMPORT_STUDENTS, .path = messy, .partial = true };
	struct import_report report;
	struct buf told = { 0 };

	MUST(import_run(&s, &o, &report, &e), e);
	import_report_release(&report);
	o.path = "tests/data/students-gb18030.csv";
	o.partial = false;
	MUST(import_run(&s, &o, &report, &e), e);
	report_findings(&report, &told);
	cr_expect_str_eq(report_counts(&report),
			 "426 added, 2 changed, 52 unchanged, 0 wrong, 0 missing, saved");
	cr_expect_str_eq(buf_str(&told), findings, "%s", buf_str(&told));
	cr_expect_str_eq(report.joined, SCHOOL_TODAY, "somebody is enrolled in this year already");
	buf_release(&told);
	import_report_release(&report);
}
