/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(cli_preference, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD                                                                                       \
	"student_no,student,class_name,state,name1,name2,name3,name4,name5,mentor,answered_on\r\n"
#define S1_MISSING "S1,赵测试,六(1),missing,,,,,,甲测试,\r\n"
#define S2_MISSING "S2,钱测试,六(1),missing,,,,,,甲测试,\r\n"
#define S3_MISSING "S3,孙测试,九(2),missing,,,,,,,\r\n"

Test(cli_preference, set_listed_removed)
{
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "T2 T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "set", "S3", "--choices", "-"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "list", "--format", "csv"), 0,
		   HEAD "S1,赵测试,六(1),answered,乙测试,甲测试,,,,甲测试,2026-11-23\r\n" S2_MISSING
			"S3,孙测试,九(2),anybody,,,,,,,2026-11-23\r\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "preferences", "--missing", "--format", "csv"), 0,
		   HEAD S2_MISSING, "");
	EXPECT_RUN(DAOSHI("preference", "list", "--class", "902", "--format", "csv"), 0,
		   HEAD "S3,孙测试,九(2),anybody,,,,,,,2026-11-23\r\n", "");
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "remove", "S1"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "remove", "S1"), 4, "", "has not answered");
	EXPECT_RUN(DAOSHI("preference", "list", "--missing", "--format", "csv"), 0,
		   HEAD S1_MISSING S2_MISSING, "");
}

/* What is listed can be imported again. */
Test(cli_preference, a_list_is_a_survey_too)
{
	struct run r;

	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "T2 T1"), 0, "", "");
	r = DAOSHI("preference", "list", "--format", "csv");
	daoshi_file("list.csv", buf_str(&r.out), r.out.len);
	run_release(&r);
	EXPECT_RUN(DAOSHI("preference", "remove", "S1"), 0, "", "");
	EXPECT_RUN(DAOSHI("import", "preferences", daoshi_path("list.csv")), 0, "", "1 added");
	EXPECT_RUN(DAOSHI("preference", "list", "--class", "601", "--format", "csv"), 0,
		   HEAD
		   "S1,赵测试,六(1),answered,乙测试,甲测试,,,,甲测试,2026-11-23\r\n" S2_MISSING,
		   "");
}

/* What the sentence quotes is what --means answers, also of a cell with several in it. */
Test(cli_preference, one_of_several_in_a_cell_is_answered)
{
	static const char mentors[] = "工号,姓名\nT3,甲测试\n", survey[] = "学号,志愿\n"
									   "S1,乙测试→甲测试\n"
									   "S2,\"甲测试、T2\"\n";

	daoshi_file("mentors.csv", mentors, strlen(mentors));
	daoshi_file("survey.csv", survey, strlen(survey));
	EXPECT_RUN(DAOSHI("import", "mentors", daoshi_path("mentors.csv")), 0, "", "1 added");
	EXPECT_RUN(DAOSHI("import", "preferences", daoshi_path("survey.csv"), "--format", "csv"), 3,
		   "row,level,column,value,text\r\n"
		   "2,error,志愿,甲测试,\"\"\"甲测试\"\" may be T1 甲测试 语文, T3 甲测试: write "
		   "the staff number in its place.\"\r\n"
		   "3,error,志愿,甲测试,\"\"\"甲测试\"\" may be T1 甲测试 语文, T3 甲测试: write "
		   "the staff number in its place.\"\r\n",
		   "2 wrong");
	EXPECT_RUN(DAOSHI("import", "preferences", daoshi_path("survey.csv"), "--means",
			  "甲测试=T3", "--format", "csv"),
		   0, "row,level,column,value,text\r\n", "2 added");
}

Test(cli_preference, slips_are_saved_line_by_line)
{
	EXPECT_RUN(DAOSHI_IN("S1 T1 T2\n\nS9 T1\nS3 T7\nS2 -\n", "preference", "slips"), 3, "",
		   "Line 3: No student who is enrolled is found by \"S9\"");
	EXPECT_RUN(DAOSHI("preference", "list", "--missing", "--format", "csv"), 0, HEAD S3_MISSING,
		   "");
	EXPECT_RUN(DAOSHI_IN("S1 T2\n", "preference", "slips"), 3, "",
		   "赵测试 has answered already; --anew replaces that");
	EXPECT_RUN(DAOSHI_IN("S1 T2\n", "preference", "slips", "--anew"), 0, "", "");
	EXPECT_RUN(DAOSHI_IN("", "preference", "slips"), 0, "", "");
}

#define ORDER_HEAD "staff_no,mentor,place,student_no,student,class_name,state,rank\r\n"

Test(cli_preference, a_mentors_order)
{
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T1", "--order", "S2 S1", "--veto", "S3",
			  "--format", "csv"),
		   0,
		   ORDER_HEAD "T1,甲测试,1,S2,钱测试,六(1),ordered,\r\n"
			      "T1,甲测试,2,S1,赵测试,六(1),ordered,1\r\n"
			      "T1,甲测试,,S3,孙测试,九(2),veto,\r\n",
		   "");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T1", "--order", "S1", "--format", "csv"), 0,
		   ORDER_HEAD "T1,甲测试,1,S1,赵测试,六(1),ordered,1\r\n"
			      "T1,甲测试,2,S2,钱测试,六(1),ordered,\r\n"
			      "T1,甲测试,,S3,孙测试,九(2),veto,\r\n",
		   "");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T1", "--clear", "--format", "csv"), 0,
		   ORDER_HEAD "T1,甲测试,,S1,赵测试,六(1),named,1\r\n", "");
	EXPECT_RUN(DAOSHI("list", "mentor-preferences", "--format", "csv"), 0, ORDER_HEAD, "");
}

Test(cli_preference, what_cannot_be_is_refused)
{
	EXPECT_RUN(DAOSHI("preference", "set", "S1"), 2, "", "needs the option --choices");
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "T1 T1"), 3, "", "named twice");
	EXPECT_RUN(DAOSHI("preference", "set", "S1", "--choices", "测试"), 3, "",
		   "Several are found by");
	EXPECT_RUN(DAOSHI("preference", "moon"), 2, "", "There is no 'preference moon'");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T9"), 4, "", "T9");
}

/* A mentor reads those of one's own students, and nobody's wishes but one's own. */
Test(cli_preference, what_a_mentor_may)
{
	EXPECT_RUN(DAOSHI("preference", "set", "S3", "--choices", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T1", "--veto", "S1", "--format", "csv"), 0,
		   ORDER_HEAD "T1,甲测试,,S1,赵测试,六(1),veto,\r\n", "");
	desk_as_mentor("T2");
	EXPECT_RUN(DAOSHI("preference", "list", "--format", "csv"), 0, HEAD, "");
	EXPECT_RUN(DAOSHI("preference", "mentor", "T1"), 5, "", "for the office to read");
	EXPECT_RUN(DAOSHI_IN("S1 T1\n", "preference", "slips"), 5, "", "ask the office");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("preference", "list", "--format", "csv"), 0, HEAD S1_MISSING S2_MISSING,
		   "");
}
