/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters of mentors, and of who mentors whom. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/assignment.h"
#include "model/mentor.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Mentors T1 to T3; S1 to S3 in 六(1), of whom S1 is T1's. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++) {
		school_add_mentor(&s, n);
		school_add_student(&s, n, "六(1)", "2026-09-01");
	}
	school_lead(&s, 1, 1, NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_mentors, .init = begin, .fini = end);

#define STUDENTS    OPTIONS(.kind = IMPORT_STUDENTS)
#define MENTORS     OPTIONS(.kind = IMPORT_MENTORS)
#define ASSIGNMENTS OPTIONS(.kind = IMPORT_ASSIGNMENTS)
#define WITH_REASON OPTIONS(.kind = IMPORT_ASSIGNMENTS, .reason = "同班需要")

/* "S1 T1 lead, S2 -": who mentors whom today. */
static const char *pairs(void)
{
	static char text[2000];

	snprintf(text, sizeof text, "%s",
		 file_text("school.db",
			   "SELECT group_concat(r, ', ') FROM (SELECT s.student_no || ' ' ||"
			   " coalesce(m.staff_no || ' ' || a.role, '-') AS r FROM student s"
			   " LEFT JOIN assignment a ON a.student_id = s.id"
			   " AND '2026-11-23' BETWEEN a.starts AND a.ends"
			   " LEFT JOIN mentor m ON m.id = a.mentor_id ORDER BY s.id, a.id)"));
	return text;
}

/* ---------------------------------------------------------------------- mentors */

Test(model_import_mentors, new_changed_and_unchanged)
{
	static const char csv[] = "工号,姓名,学科,手机,上限,状态\n"
				  "T1,导师1,语文,13900000001,12,在岗\n"
				  "T2,导师2,,,,\n"
				  "T4,导师4,数学,,,待培养\n";
	struct buf before = { 0 }, after = { 0 };
	struct rowset set;

	EXPECT_IMPORT(&s, MENTORS, csv,
		      "1 added, 1 changed, 1 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Subject|语文|was (nothing)\n"
		      "2 changed|Phone|139 0000 0001|was (nothing)\n"
		      "2 changed|At most|12|was (nothing)\n");
	content_of_file("school.db", NULL, &before);
	EXPECT_IMPORT(&s, MENTORS, csv,
		      "0 added, 0 changed, 3 unchanged, 0 wrong, 0 missing, saved", "");
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	MUST(mentor_list(&s, true, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1 T2 T3 T4", "T3 is no concern of it");
	cr_expect_str_eq(rows_field(&set, "status"), "active active active training");
	cr_expect_str_eq(rows_field(&set, "capacity"), "12 - - -");
	rowset_release(&set);
	buf_release(&before);
	buf_release(&after);
}

Test(model_import_mentors, what_is_wrong_with_a_mentor)
{
	EXPECT_IMPORT(
		&s, MENTORS,
		"工号,姓名,状态\nT4,,\nT4,导师4,\nT5,导师5,走了\nT1,导师1,离职\n,导师6,\n",
		"0 added, 0 changed, 0 unchanged, 5 wrong, 0 missing, not saved",
		"2 error|姓名||Name is missing; it must be filled in\n"
		"3 error|工号|T4|The same number stands in row 2 already; one of the two must "
		"be mended.\n"
		"4 error|状态|走了|Status \"走了\" is not one of on duty / in training / "
		"left\n"
		"5 error|状态|离职|导师1 still has 1 students, who need another mentor "
		"first: in the list of mentors, F10, \"The mentor leaves\" proposes one for each "
		"(match propose --who leaving).\n"
		"6 error|工号||Staff no. is missing; it must be filled in\n");
}

/* --------------------------------------------------------- with a student's row */

Test(model_import_mentors, a_students_row_may_name_the_mentor)
{
	EXPECT_IMPORT(&s, STUDENTS,
		      "学号,姓名,班级,导师工号,导师\nS1,学生1,六(1),T1,\nS2,学生2,六(1),T2,\n"
		      "S3,学生3,六(1),,导师3\nS4,学生4,六(1),T3,\nS5,学生5,六(1),,\n",
		      "2 added, 2 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(pairs(), "S1 T1 lead, S2 T2 lead, S3 T3 lead, S4 T3 lead, S5 -");
}

Test(model_import_mentors, a_mentor_who_cannot_be_found)
{
	struct mentor namesake = { .staff_no = "T4", .name = "导师3" };

	MUST(mentor_save(&s, &namesake, &e), e);
	EXPECT_IMPORT(
		&s, STUDENTS,
		"学号,姓名,班级,导师工号,导师\nS1,学生1,六(1),T9,\nS2,学生2,六(1),,无名\n"
		"S3,学生3,六(1),,导师3\n",
		"0 added, 0 changed, 0 unchanged, 3 wrong, 0 missing, not saved",
		"2 error|导师工号|T9|There is no mentor T9; import the mentors first, or mend "
		"the number.\n"
		"3 error|导师|无名|There is no mentor 无名; import the mentors first, or mend "
		"the name.\n"
		"4 error|导师|导师3|2 mentors are called 导师3; give the staff number.\n");
	EXPECT_IMPORT(&s, ASSIGNMENTS, "学号,导师\nS3,导师3\n",
		      "0 added, 0 changed, 0 unchanged, 1 wrong, 0 missing, not saved",
		      "2 error|导师|导师3|2 mentors are called 导师3; give the staff number.\n");
	/* the number settles it */
	EXPECT_IMPORT(&s, ASSIGNMENTS, "学号,导师工号,导师\nS3,T4,导师3\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(pairs(), "S1 T1 lead, S2 -, S3 T4 lead");
}

/* ------------------------------------------------------------------ assignments */

Test(model_import_mentors, pairs_by_number_or_name)
{
	EXPECT_IMPORT(&s, ASSIGNMENTS,
		      "学号,姓名,工号,导师姓名,角色\nS1,学生1,T1,导师1,\nS2,,T1,,导师\n"
		      "S3,学生3,,导师2,lead\nS3,,T3,,协同导师\n",
		      "3 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(pairs(), "S1 T1 lead, S2 T1 lead, S3 T2 lead, S3 T3 co");
}

/* Else the later row would take the earlier one's place and nobody be told. */
Test(model_import_mentors, two_lead_mentors_at_once)
{
	EXPECT_IMPORT(
		&s, ASSIGNMENTS, "学号,工号,导师\nS2,T1,\nS3,T2,\nS2,T2,\nS2,T1,\nS3,,导师1\n",
		"2 added, 0 changed, 1 unchanged, 2 wrong, 0 missing, not saved",
		"4 error|工号|T2|Row 2 gives this student another mentor, and there is one at "
		"a time; take one of the two rows out, or make it a co-mentor's.\n"
		"6 error|导师|导师1|Row 3 gives this student another mentor, and there is one "
		"at a time; take one of the two rows out, or make it a co-mentor's.\n");
	cr_expect_str_eq(pairs(), "S1 T1 lead, S2 -, S3 -");
}

Test(model_import_mentors, a_change_of_mentor_is_from_today)
{
	EXPECT_IMPORT(&s, ASSIGNMENTS, "学号,导师工号\nS1,T2\n",
		      "1 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(
		file_text("school.db",
			  "SELECT group_concat(starts || ' ' || ends, ', ') FROM assignment"),
		"2026-09-01 2026-11-22, 2026-11-23 9999-12-31");
}

Test(model_import_mentors, what_is_wrong_with_a_pair)
{
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T3'");
	EXPECT_IMPORT(
		&s, ASSIGNMENTS,
		"学号,姓名,导师工号,导师,角色\nS9,,T1,,\n,学生1,T1,,\nS2,学生1,T1,,\n"
		"S2,,,,\nS2,,T9,,\nS2,,T1,,国王\nS2,,T3,,\n",
		"0 added, 0 changed, 0 unchanged, 7 wrong, 0 missing, not saved",
		"2 error|学号|S9|There is no student S9; import the students first, or mend "
		"the number.\n"
		"3 error|学号||Student no. is missing; it must be filled in\n"
		"4 error|姓名|学生1|The number S2 is 学生2's; mend the number or the name.\n"
		"5 error|导师||The mentor is missing; it must be filled in\n"
		"6 error|导师工号|T9|There is no mentor T9; import the mentors first, or mend "
		"the number.\n"
		"7 error|角色|国王|Role \"国王\" is not one of mentor / co-mentor\n"
		"8 error|导师||This mentor has left; choose another.\n");
	cr_expect_str_eq(pairs(), "S1 T1 lead, S2 -, S3 -");
}

Test(model_import_mentors, a_sixteenth_student)
{
	struct buf csv = { 0 };
	struct import_report report;

	for (int n = 4; n <= 17; n++) {
		school_add_student(&s, n, "六(2)", "2026-09-01");
		school_lead(&s, n, 1, NULL);
	}
	buf_text(&csv, "学号,导师工号\nS1,T1\nS2,T1\n");
	EXPECT_IMPORT(
		&s, ASSIGNMENTS, csv.at,
		"0 added, 0 changed, 1 unchanged, 1 wrong, 0 missing, not saved",
		"3 error|||导师1 would have 16 students, where 15 is the most as a rule. Give "
		"a reason to assign all the same.\n");
	EXPECT_IMPORT(&s, WITH_REASON, csv.at,
		      "1 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(
		file_text("school.db", "SELECT reason FROM assignment ORDER BY id DESC LIMIT 1"),
		"同班需要");
	/* by the mentor's name, it is told at the name */
	import_text(&s, (struct import_options){ .kind = IMPORT_ASSIGNMENTS },
		    "学号,导师\nS3,导师1\n", &report);
	cr_assert_eq(report.findings.count, 1);
	cr_expect_str_eq(row_field(&report.findings, 0, "column"), "导师");
	import_report_release(&report);
	buf_release(&csv);
}
