/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/import.h"

#include <criterion/criterion.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

/* S1 and S2 in 六(1), S3 in 九(2). */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_add_student(&s, 3, "九(2)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import, .init = begin, .fini = end);

#define STUDENTS OPTIONS(.kind = IMPORT_STUDENTS)
#define PARTIAL  OPTIONS(.kind = IMPORT_STUDENTS, .partial = true)
#define DRY_RUN  OPTIONS(.kind = IMPORT_STUDENTS, .dry_run = true)

#define MISSING(class, name)                                                                       \
	"0 missing|" class "|" name "|Enrolled in this class, but not in the file: marked, not "   \
			   "deleted. If the student has left, enter that.\n"

/* One field of one student as stored. */
static const char *field_of(int n, const char *field)
{
	struct rowset set;
	const char *text;

	MUST(student_get(&s, school_student(&s, n), &set, &e), e);
	text = row_field(&set, 0, field);
	rowset_release(&set);
	return text;
}

Test(model_import, kinds_by_name)
{
	static const char *const names[] = { "students",          "mentors",    "assignments",
					     "accounts",          "belongings", "preferences",
					     "mentor-preferences" };

	for (int k = 0; k < IMPORT_KINDS; k++) {
		cr_expect_eq((int)import_kind_named(names[k]), k);
		cr_expect_str_eq(import_kind_name((enum import_kind)k), names[k]);
	}
	cr_expect_eq(import_kind_named("moons"), IMPORT_KINDS);
	cr_expect_eq(import_kind_named(""), IMPORT_KINDS);
}

/* -------------------------------------------------------------- all or nothing */

static const char mixed[] = "学号,姓名,班级,住址\n"
			    "S1,学生1,六(1),样例路1号\n" /* changed */
			    "S2,学生2,六(1),\n"          /* unchanged */
			    "S4,学生4,月亮,\n"           /* wrong */
			    "S5,学生5,六(1),\n";         /* added */
static const char mixed_findings[] = "2 changed|Address|样例路1号|was (nothing)\n"
				     "4 error|班级|月亮|\"月亮\" is no class; write it as 九(3)\n";

Test(model_import, a_dry_run_tells_all_and_changes_nothing)
{
	struct buf before = { 0 }, after = { 0 };

	scratch_read("school.db", &before);
	EXPECT_IMPORT(&s, DRY_RUN, mixed,
		      "1 added, 1 changed, 1 unchanged, 1 wrong, 0 missing, not saved",
		      mixed_findings);
	EXPECT_IMPORT(&s, DRY_RUN, "学号,姓名,班级\nS1,学生1,六(1)\nS9,学生9,六(1)\n",
		      "1 added, 0 changed, 1 unchanged, 0 wrong, 1 missing, not saved",
		      MISSING("六(1)", "学生2"));
	scratch_read("school.db", &after);
	cr_expect(before.len == after.len && !memcmp(before.at, after.at, before.len));
	buf_release(&before);
	buf_release(&after);
}

Test(model_import, one_wrong_row_and_nothing_is_changed)
{
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	EXPECT_IMPORT(&s, STUDENTS, mixed,
		      "1 added, 1 changed, 1 unchanged, 1 wrong, 0 missing, not saved",
		      mixed_findings);
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

Test(model_import, partly_the_good_rows_are_taken)
{
	EXPECT_IMPORT(&s, PARTIAL, mixed,
		      "1 added, 1 changed, 1 unchanged, 1 wrong, 0 missing, saved", mixed_findings);
	cr_expect_str_eq(field_of(1, "address"), "样例路1号");
	cr_expect_eq(school_student(&s, 4), 0);
	cr_expect_str_eq(field_of(5, "class_name"), "六(1)");
}

/* A row is saved whole or not at all: here the class is right and the guardian is not. */
Test(model_import, of_a_wrong_row_nothing_is_taken)
{
	EXPECT_IMPORT(&s, PARTIAL, "学号,姓名,班级,关系\nS1,学生1,六(2),母亲\nS2,学生2,六(1),\n",
		      "0 added, 0 changed, 1 unchanged, 1 wrong, 0 missing, saved",
		      "2 error|||A guardian's phone or relation needs the guardian's name.\n");
	cr_expect_str_eq(field_of(1, "class_name"), "六(1)");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment"), 3);
}

Test(model_import, twice_is_once)
{
	static const char csv[] =
		"学号,姓名,性别,班级,座号,出生日期,住址,监护人,关系,联系电话\n"
		"S1,学生1,男,六(1),5,2014-05-06,样例路1号,甲家长,母亲,139 0000 0001\n"
		"S4,学生4,2,9.2,1,20120506,样例路2号,乙家长,父亲,02150000000\n";
	struct buf before = { 0 }, after = { 0 };

	EXPECT_IMPORT(&s, STUDENTS, csv,
		      "1 added, 1 changed, 0 unchanged, 0 wrong, 2 missing, saved",
		      "2 changed|Sex|male|was (nothing)\n"
		      "2 changed|Seat|5|was (nothing)\n"
		      "2 changed|Born|2014-05-06|was (nothing)\n"
		      "2 changed|Address|样例路1号|was (nothing)\n"
		      "2 changed|Guardian|甲家长|was (nothing)\n"
		      "2 changed|Relation|母亲|was (nothing)\n"
		      "2 changed|Phone|139****0001|was (nothing)\n" MISSING("六(1)", "学生2")
			      MISSING("九(2)", "学生3"));
	content_of_file("school.db", NULL, &before);
	EXPECT_IMPORT(&s, STUDENTS, csv,
		      "0 added, 0 changed, 2 unchanged, 0 wrong, 2 missing, saved",
		      MISSING("六(1)", "学生2") MISSING("九(2)", "学生3"));
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

/* As our own lists write them. What is on record stays where the masked number is its. */
Test(model_import, a_masked_number_is_not_taken_for_another)
{
#define ROW(of, guardian, phone)                                                                   \
	"学号,姓名,班级,监护人,关系,联系电话\n" of ",六(1)," guardian ",母亲," phone "\n"          \
	"S2,学生2,六(1),,,\n"
#define S1 "S1,学生1"
#define UNFIT(num)                                                                                 \
	"2 error|联系电话|" num "|The number " num " is masked, and no such number is "            \
	"on record: write it whole, or leave the cell empty.\n"
	static const char one[] = "0 added, 0 changed, 1 unchanged, 1 wrong, 0 missing, not saved";
	static const char taken[] = "0 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved";
	static const char number[] = "SELECT count(*) FROM guardian WHERE phone = '13900000001'";
	struct import_report r;

	import_text(&s, (struct import_options)STUDENTS, ROW(S1, "甲家长", "139 0000 0001"), &r);
	import_report_release(&r);
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "甲家长", "139****0001"), taken, "");
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "甲家长", "１３９ ＊＊＊＊ ０００１"), taken, "");
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "甲家长", "138****0001"), one, UNFIT("138****0001"));
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "甲家长", "139****0002"), one, UNFIT("139****0002"));
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "乙家长", "139****0001"), one, UNFIT("139****0001"));
	EXPECT_IMPORT(&s, STUDENTS, ROW("S9,学生9", "甲家长", "139****0001"),
		      "0 added, 0 changed, 1 unchanged, 1 wrong, 1 missing, not saved",
		      UNFIT("139****0001") MISSING("六(1)", "学生1"));
	EXPECT_IMPORT(&s, STUDENTS, ROW(S1, "甲家长", "139*x**0001"), one,
		      "2 error|联系电话|139*x**0001|Phone \"139*x**0001\" is no telephone "
		      "number\n");
	cr_expect_eq(file_int("school.db", number), 1);
}

/* ----------------------------------------------------------------------- changes */

Test(model_import, what_was_and_what_is)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,班级,住址,座号\nS1,学生1,六(1),样例路1号,3\n"
		      "S2,学生2,六(1),样例路2号,4\n",
		      "0 added, 2 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Seat|3|was (nothing)\n"
		      "2 changed|Address|样例路1号|was (nothing)\n"
		      "3 changed|Seat|4|was (nothing)\n"
		      "3 changed|Address|样例路2号|was (nothing)\n");
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,班级,住址,座号\nS1,改名,六(2),样例路9号,8\n"
		      "S2,学生2,六(1),样例路2号,4\n",
		      "0 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Name|改名|was 学生1\n"
		      "2 changed|Class|六(2)|was 六(1)\n"
		      "2 changed|Seat|8|was 3\n"
		      "2 changed|Address|样例路9号|was 样例路1号\n");
	cr_expect_str_eq(field_of(1, "class_name"), "六(2)");
	cr_expect_str_eq(field_of(1, "enrolled_from"), SCHOOL_TODAY);
}

Test(model_import, an_empty_cell_changes_nothing)
{
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,性别,住址\nS1,学生1,男,样例路1号\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Sex|male|was (nothing)\n"
		      "2 changed|Address|样例路1号|was (nothing)\n");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,性别,班级,座号,住址\nS1,学生1,, ,,\n",
		      "0 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(field_of(1, "address"), "样例路1号");
	cr_expect_str_eq(field_of(1, "class_name"), "六(1)");
}

Test(model_import, what_had_to_be_mended_is_told)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,班级\n\" S 4 \",学 生4,六(1)\nＳ５,学生5,六（1）班\n"
		      "S1,学生1,六(1)\nS2,学生2,六(1)\n",
		      "2 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved",
		      "2 mended|学号| S 4 |taken as S4\n"
		      "2 mended|姓名|学 生4|taken as 学生4\n"
		      "3 mended|学号|Ｓ５|taken as S5\n");
}

Test(model_import, every_wrong_cell_of_a_row_is_told)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,性别,班级,座号,出生日期,联系电话\n"
		      "S4,学生4,X,六(1),甲,2014-13-01,电话\n",
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "2 error|性别|X|Sex \"X\" is not one of male / female\n"
		      "2 error|座号|甲|Seat \"甲\" is not a whole number\n"
		      "2 error|出生日期|2014-13-01|Born \"2014-13-01\" is no date; write it as "
		      "2026-11-23\n"
		      "2 error|联系电话|电话|Phone \"电话\" is no telephone number\n");
}

/* It is the row that is wrong, not the file: the next one is taken. */
Test(model_import, a_number_too_great_is_the_rows_fault)
{
	struct import_options o = { .kind = IMPORT_STUDENTS, .partial = true };
	struct import_report report;
	static const char csv[] = "学号,姓名,班级,座号\nS4,学生4,六(1),10000\nS5,学生5,六(1),1\n";

	scratch_write("roster.csv", csv, sizeof csv - 1);
	o.path = scratch_path("roster.csv");
	cr_expect(import_run(&s, &o, &report, &e), "%s (%s)", e.text, e.detail);
	cr_expect(report.errors == 1 && report.added == 1 && report.written, "%s",
		  report_counts(&report));
	import_report_release(&report);
}

/* ----------------------------------------------------------------------- numbers */

Test(model_import, a_number_that_stands_there_twice)
{
	EXPECT_IMPORT(
		&s, PARTIAL,
		"学号,姓名,班级\nS4,学生4,六(2)\nS5,学生5,六(2)\nS4,学生6,六(2)\n"
		"s4,学生7,六(2)\n Ｓ４,学生8,六(2)\n",
		"2 added, 0 changed, 0 unchanged, 3 wrong, 0 missing, saved",
		"4 error|学号|S4|The same number stands in row 2 already; one of the two must "
		"be mended.\n"
		"5 error|学号|s4|The same number stands in row 2 already; one of the two must "
		"be mended.\n"
		"6 error|学号| Ｓ４|The same number stands in row 2 already; one of the two "
		"must be mended.\n");
	cr_expect_str_eq(field_of(4, "name"), "学生4");
}

Test(model_import, a_row_without_its_number_or_name)
{
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\n,学生4,六(1)\nS5,,六(1)\n",
		      "0 added, 0 changed, 0 unchanged, 2 wrong, 0 missing, not saved",
		      "2 error|学号||Student no. is missing; it must be filled in\n"
		      "3 error|姓名||Name is missing; it must be filled in\n");
}

/* ----------------------------------------------------------------------- missing */

Test(model_import, who_is_missing_is_marked_and_unmarked)
{
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,六(1)\n",
		      "0 added, 0 changed, 1 unchanged, 0 wrong, 1 missing, saved",
		      MISSING("六(1)", "学生2"));
	cr_expect_str_eq(field_of(2, "missing_since"), SCHOOL_TODAY);
	cr_expect_str_eq(field_of(3, "missing_since"), "-", "九(2) is not in the file");
	school_on(&s, "2026-12-01");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,六(1)\n",
		      "0 added, 0 changed, 1 unchanged, 0 wrong, 1 missing, saved",
		      MISSING("六(1)", "学生2"));
	cr_expect_str_eq(field_of(2, "missing_since"), SCHOOL_TODAY, "since the first roster");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,六(1)\nS2,学生2,六(1)\n",
		      "0 added, 0 changed, 2 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(field_of(2, "missing_since"), "-");
}

Test(model_import, the_summary_says_how_many)
{
	struct import_report report;
	struct buf text = { 0 };

	import_text(&s, (struct import_options){ .kind = IMPORT_STUDENTS, .dry_run = true },
		    "学号,姓名,班级,民族\nS1,学生1,六(1),汉族\nS4,学生4,九(2),汉族\n", &report);
	import_summary(&report, &text);
	cr_expect_str_eq(buf_str(&text),
			 "Nothing was changed. 2 rows (UTF-8, comma): 1 added, 0 changed, 1 "
			 "unchanged, 0 wrong. 2 students of these classes are not in the file. "
			 "Columns left out: 民族.");
	buf_release(&text);
	import_report_release(&report);
}

Test(model_import, who_is_in_another_class_of_the_file_is_not_missing)
{
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,六(2)\nS2,学生2,六(1)\n",
		      "0 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Class|六(2)|was 六(1)\n");
}

Test(model_import, without_a_class_nobody_is_missing)
{
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,住址\nS1,学生1,样例路1号\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Address|样例路1号|was (nothing)\n");
}

/* Whose row is wrong is in the file all the same: for a wrong cell, a doubled number, a mentor who
 * is not known. */
Test(model_import, who_has_a_wrong_row_is_not_missing)
{
	struct import_options o = { .kind = IMPORT_STUDENTS, .partial = true };
	struct import_report report;

	import_text(&s, o,
		    "学号,姓名,班级,性别,导师工号\nS1,学生1,六(1),X,\nS2,学生2,六(1),,T9\n"
		    "S4,学生4,六(1),,\nS3,学生3,九(2),,,多余\nS5,学生5,九(2),,\n",
		    &report);
	cr_expect_eq(report.errors, 3);
	cr_expect_eq(report.missing, 0, "%zu are missing", report.missing);
	for (int n = 1; n <= 3; n++)
		cr_expect_str_eq(field_of(n, "missing_since"), "-", "S%d", n);
	import_report_release(&report);
}

/* ----------------------------------------------------------------------- joining */

Test(model_import, the_first_roster_of_a_year_begins_with_it)
{
	struct import_report report;

	school_script(&s, "DELETE FROM enrolment");
	import_text(&s, (struct import_options){ .kind = IMPORT_STUDENTS },
		    "学号,姓名,班级\nS4,学生4,六(1)\n", &report);
	cr_expect_str_eq(report.joined, "2026-09-01");
	import_report_release(&report);
	cr_expect_str_eq(field_of(4, "enrolled_from"), "2026-09-01");
	import_text(&s, (struct import_options){ .kind = IMPORT_STUDENTS },
		    "学号,姓名,班级\nS5,学生5,六(1)\n", &report);
	cr_expect_str_eq(report.joined, SCHOOL_TODAY);
	import_report_release(&report);
	cr_expect_str_eq(field_of(5, "enrolled_from"), SCHOOL_TODAY);
}

Test(model_import, the_day_given_and_the_day_in_the_row)
{
	struct import_options o = { .kind = IMPORT_STUDENTS, .joined = "2026-10-12" };
	struct import_report report;

	import_text(&s, o,
		    "学号,姓名,班级,转入日期\nS4,学生4,六(2),\nS5,学生5,六(2),2026-11-02\n"
		    "S6,学生6,六(2),2024-09-01\n",
		    &report);
	cr_expect_str_eq(report.joined, "2026-10-12");
	import_report_release(&report);
	cr_expect_str_eq(field_of(4, "enrolled_from"), "2026-10-12");
	cr_expect_str_eq(field_of(5, "enrolled_from"), "2026-11-02");
	cr_expect_str_eq(field_of(6, "enrolled_from"), "2026-09-01", "who came in an earlier year");
	EXPECT_IMPORT(
		&s, STUDENTS, "学号,姓名,班级,转入日期\nS7,学生7,七(2),2027-09-01\n",
		"0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		"2 error|转入日期|2027-09-01|2027-09-01 is outside the school year (2026-09-01 "
		"to 2027-08-31).\n");
}

Test(model_import, who_had_left_and_is_in_the_roster_has_come_back)
{
	MUST(student_leave(&s, school_student(&s, 1), "2026-11-10", NULL, &e), e);
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,六(1)\nS2,学生2,六(1)\n",
		      "0 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(field_of(1, "enrolled_from"), SCHOOL_TODAY);
	cr_expect_str_eq(field_of(1, "enrolled_to"), "2027-08-31");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment WHERE student_id = 1"),
		     2);
}

Test(model_import, last_years_students_are_enrolled_again)
{
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-10");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,班级\nS1,学生1,七(1)\nS2,学生2,七(2)\n",
		      "0 added, 2 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Class|七(1)|was (nothing)\n"
		      "3 changed|Class|七(2)|was (nothing)\n");
	cr_expect_str_eq(field_of(1, "enrolled_from"), "2027-09-01");
	cr_expect_str_eq(field_of(2, "class_name"), "七(2)");
}

/* ---------------------------------------------------------------------- guardians */

Test(model_import, a_guardian_who_is_not_the_first)
{
	static const char all[] = "SELECT group_concat(name || ' ' || coalesce(phone, '-'), ', ')"
				  " FROM (SELECT * FROM guardian ORDER BY id)";

	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,监护人,联系电话\nS1,学生1,甲家长,13900000001\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Guardian|甲家长|was (nothing)\n"
		      "2 changed|Phone|139****0001|was (nothing)\n");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,监护人,联系电话\nS1,学生1,乙家长,13900000002\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Guardian|乙家长|was (nothing)\n"
		      "2 changed|Phone|139****0002|was (nothing)\n");
	cr_expect_str_eq(file_text("school.db", all), "甲家长 13900000001, 乙家长 13900000002");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,监护人,联系电话\nS1,学生1,乙家长,13900000003\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Phone|139****0003|was 139****0002\n");
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,监护人,联系电话\nS1,学生1,乙家长,13900000003\n",
		      "0 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(file_text("school.db", all), "甲家长 13900000001, 乙家长 13900000003");
	/* without a name, the first one's */
	EXPECT_IMPORT(&s, STUDENTS, "学号,姓名,联系电话\nS1,学生1,13900000009\n",
		      "0 added, 1 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Phone|139****0009|was 139****0001\n");
	cr_expect_str_eq(file_text("school.db", all), "甲家长 13900000009, 乙家长 13900000003");
}
