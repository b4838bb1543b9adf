/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(cli_absence, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD "student_no,student,class_name,starts,ends,days,state,reason,mentor,measures\r\n"

Test(cli_absence, added_listed_ended_removed)
{
	struct run r = DAOSHI_IN("每周送教一次\n", "absence", "add", "--student", "S1", "--starts",
				 "2026-11-20", "--reason", "illness", "--measures", "-");

	EXPECT_RUN(r, 0, "", "");
	EXPECT_RUN(DAOSHI("absence", "list", "--format", "csv"), 0,
		   HEAD "S1,赵测试,六(1),2026-11-20,,4,open,illness,甲测试,每周送教一次\r\n", "");
	EXPECT_RUN(DAOSHI("list", "absences", "--student", "S1", "--format", "csv"), 0,
		   HEAD "S1,赵测试,六(1),2026-11-20,,4,open,illness,甲测试,每周送教一次\r\n", "");
	EXPECT_RUN(DAOSHI("absence", "end", "--student", "S1", "--ends", "2026-11-22"), 0, "", "");
	EXPECT_RUN(DAOSHI("absence", "list", "--format", "csv"), 0, HEAD, "");
	EXPECT_RUN(DAOSHI("absence", "list", "--ended"), 0,
		   "Student no.  Student  Class  First day   Last day    Days  State    Reason   "
		   "Mentor  Care and effect\n"
		   "S1           赵测试   六(1)  2026-11-20  2026-11-22     3  is over  illness  "
		   "甲测试  每周送教一次\n",
		   "");
	EXPECT_RUN(DAOSHI("absence", "end", "--student", "S1"), 4, "", "no such absence");
	EXPECT_RUN(DAOSHI("absence", "remove", "--student", "S1"), 0, "", "");
	EXPECT_RUN(DAOSHI("absence", "list", "--ended"), 0, "", "");
}

Test(cli_absence, of_several_the_first_day_says_which)
{
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S1", "--starts", "2026-10-01", "--ends",
			  "2026-10-05", "--reason", "family"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S1", "--reason", "生病"), 0, "", "");
	EXPECT_RUN(DAOSHI("absence", "remove", "--student", "S1"), 3, "", "say which");
	EXPECT_RUN(DAOSHI("absence", "remove", "--student", "S1", "--starts", "2026-10-01"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI("list", "absences", "--format", "csv"), 0,
		   HEAD "S1,赵测试,六(1),2026-11-23,,1,open,illness,甲测试,\r\n", "");
}

Test(cli_absence, what_does_not_go_is_refused)
{
	EXPECT_RUN(DAOSHI("absence", "begin"), 2, "", "There is no 'absence begin'.");
	EXPECT_RUN(DAOSHI("absence", "add", "--reason", "illness"), 2, "",
		   "'absence add' needs the option --student.");
	EXPECT_RUN(DAOSHI("absence", "list", "--reason", "illness"), 2, "",
		   "does not go with 'absence list'");
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S1", "--reason", "holiday"), 3, "",
		   "holiday");
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S1"), 3, "", "Reason");
}

Test(cli_absence, another_mentors_is_not_to_be_seen)
{
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S3", "--reason", "mental"), 0, "", "");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("absence", "list", "--format", "csv"), 0, HEAD, "");
	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S3", "--reason", "illness"), 4, "",
		   "no student with the number S3");
}
