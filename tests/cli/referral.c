/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_referral, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD                                                                                       \
	"date,student_no,student,class_name,department,state,due,mentor,contact_date,notes,"       \
	"closed_on,outcome,sensitive\r\n"
#define LIST(...) DAOSHI("list", "referrals", "--format", "csv", __VA_ARGS__)

Test(cli_referral, the_least_is_a_student_and_a_department)
{
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Psychology"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "referrals"), 0,
		   "Date        Student no.  Student  Class  Dept.       State     Due         "
		   "Referrer  Closed on  Outcome\n"
		   "2026-11-23  S1           赵测试   六(1)  Psychology  due soon  2026-12-07  "
		   "甲测试\n",
		   "");
}

Test(cli_referral, with_all_that_can_be_said)
{
	EXPECT_RUN(DAOSHI_IN("睡不好\n不愿上学\n", "refer", "--student", "S3", "--department",
			     " Medical ", "--mentor", "T2", "--date", "11-20", "--due", "12-24",
			     "--note", "-"),
		   0, "", "");
	EXPECT_RUN(LIST(NULL), 0,
		   HEAD "2026-11-20,S3,孙测试,九(2),Medical,open,2026-12-24,乙测试,,"
			"\"睡不好\n不愿上学\",,,\r\n",
		   "");
}

/* The due day follows from the day, not from today. */
Test(cli_referral, an_earlier_day_is_due_earlier)
{
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social", "--date", "11-02"),
		   0, "", "");
	EXPECT_RUN(LIST("--open"), 0,
		   HEAD "2026-11-02,S1,赵测试,六(1),Social,overdue,2026-11-16,甲测试,,,,,\r\n", "");
}

Test(cli_referral, is_closed_with_its_outcome)
{
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social", "--date", "11-02"),
		   0, "", "");
	EXPECT_RUN(DAOSHI_IN("好转", "refer", "close", "--student", "S1", "--outcome", "-",
			     "--date", "11-20"),
		   0, "", "");
	EXPECT_RUN(LIST("--open"), 0, HEAD, "");
	EXPECT_RUN(LIST("--student", "S1"), 0,
		   HEAD "2026-11-02,S1,赵测试,六(1),Social,closed,2026-11-16,甲测试,,,2026-11-20,"
			"好转,\r\n",
		   "");
	EXPECT_RUN(DAOSHI_IN("好转", "refer", "close", "--student", "S1", "--outcome", "-"), 4, "",
		   "There is no such referral of this student that is open.");
}

Test(cli_referral, of_several_open_ones_the_department_says_which)
{
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social"), 0, "", "");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Medical"), 0, "", "");
	EXPECT_RUN(DAOSHI_IN("好转", "refer", "close", "--student", "S1", "--outcome", "-"), 3, "",
		   "2 referrals of this student are open; say which with --department");
	EXPECT_RUN(DAOSHI_IN("好转", "refer", "close", "--student", "S1", "--outcome", "-",
			     "--department", "Medical"),
		   0, "", "");
	EXPECT_RUN(LIST("--open"), 0,
		   HEAD "2026-11-23,S1,赵测试,六(1),Social,soon,2026-12-07,甲测试,,,,,\r\n", "");
}

Test(cli_referral, filters)
{
	static const struct {
		const char *option, *value, *found;
	} rows[] = {
		{ "--mentor", "T1", "S1" },
		{ "--student", "S3", "S3" },
		{ "--department", "Medical", "S3" },
		{ "--department", "Social", "S1" },
	};

	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social"), 0, "", "");
	EXPECT_RUN(DAOSHI("refer", "--student", "S3", "--department", "Medical", "--mentor", "T1"),
		   0, "", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct run r = LIST(rows[i].option, rows[i].value);

		cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
		for (int n = 1; n <= 3; n += 2) {
			const char *no = n == 1 ? "S1" : "S3";

			cr_expect_eq(strstr(buf_str(&r.out), no) != NULL,
				     !strcmp(no, rows[i].found), "%s %s: %s", rows[i].option,
				     rows[i].value, buf_str(&r.out));
		}
		run_release(&r);
	}
}

Test(cli_referral, what_is_wrong_with_the_line)
{
	EXPECT_RUN(DAOSHI("refer", "--department", "Social"), 2, "",
		   "The option --student NO is missing.");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1"), 2, "",
		   "The option --department NAME is missing.");
	EXPECT_RUN(DAOSHI("refer", "close", "--student", "S1"), 2, "",
		   "The option --outcome - is missing.");
	EXPECT_RUN(DAOSHI("refer", "close", "--student", "S1", "--due", "12-24", "--outcome", "-"),
		   2, "", "The option --due does not go with 'refer close'.");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social", "--outcome", "-"),
		   2, "", "The option --outcome goes with 'refer close'.");
	EXPECT_RUN(DAOSHI("refer", "clos", "--student", "S1"), 2, "",
		   "There is no 'refer clos'. Did you mean close?");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Socal"), 2, "",
		   "There is no department Socal. Did you mean Social?");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social", "--note", "text"),
		   2, "", "others can read the command line");
	EXPECT_RUN(DAOSHI("refer", "--student", "S3", "--department", "Social"), 3, "",
		   "Nobody mentors this student; say who refers with --mentor.");
	EXPECT_RUN(DAOSHI("refer", "--student", "S9", "--department", "Social"), 4, "",
		   "There is no student with the number S9.");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social", "--date", "12-24"),
		   3, "", "2026-12-24 is in the future");
	EXPECT_RUN(DAOSHI_IN("", "refer", "close", "--student", "S1", "--outcome", "-"), 4, "",
		   "There is no such referral");
	EXPECT_RUN(LIST(NULL), 0, HEAD, "");
	EXPECT_RUN(LIST("--student", "S1", "--mentor", "T1"), 2, "",
		   "Give --mentor or --student, not both.");
	EXPECT_RUN(DAOSHI("list", "students", "--open"), 2, "",
		   "The option --open does not go with 'list students'.");
}

/* -------------------------------------------------------------- departments */

#define DEPARTMENTS DAOSHI("list", "departments", "--format", "csv")

Test(cli_referral, departments_are_a_list_of_the_schools_own)
{
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social"), 0, "", "");
	EXPECT_RUN(DAOSHI("department", "add", "法治 副校长"), 0, "", "");
	EXPECT_RUN(DAOSHI("department", "rename", "Medical", "卫生室"), 0, "", "");
	EXPECT_RUN(DAOSHI("department", "retire", "Social"), 0, "", "");
	EXPECT_RUN(DEPARTMENTS, 0,
		   "name,status,open\r\nPsychology,offered,\r\n卫生室,offered,\r\n"
		   "Study support,offered,\r\n法治副校长,offered,\r\nSocial,retired,1\r\n",
		   "");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social"), 3, "",
		   "Social is no longer offered; choose another department.");
	EXPECT_RUN(DAOSHI("department", "offer", "Social"), 0, "", "");
	EXPECT_RUN(DAOSHI("refer", "--student", "S1", "--department", "Social"), 0, "", "");
}

Test(cli_referral, what_is_wrong_with_a_department)
{
	EXPECT_RUN(DAOSHI("department", "add"), 2, "",
		   "'daoshi department' needs add|rename|retire|offer NAME [NEW].");
	EXPECT_RUN(DAOSHI("department", "drop", "Social"), 2, "",
		   "There is no 'department drop'. There are: add, rename, retire, offer.");
	EXPECT_RUN(DAOSHI("department", "rename", "Social"), 2, "", "needs its new name too");
	EXPECT_RUN(DAOSHI("department", "retire", "Social", "x"), 2, "", "one word too many");
	EXPECT_RUN(DAOSHI("department", "retire", "Socal"), 2, "", "Did you mean Social?");
	EXPECT_RUN(DAOSHI("department", "add", "Social"), 3, "",
		   "There is a department of that name already");
	EXPECT_RUN(DAOSHI("department", "add", ""), 3, "", "Department is missing");
	EXPECT_RUN(DEPARTMENTS, 0,
		   "name,status,open\r\nPsychology,offered,\r\nMedical,offered,\r\n"
		   "Study support,offered,\r\nSocial,offered,\r\n",
		   "");
}
