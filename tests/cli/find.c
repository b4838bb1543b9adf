/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding people from the command line, and naming them otherwise than by their numbers. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

/* Mentors 甲测试, 乙测试; students 赵测试, 钱测试 in 六(1), 孙测试 in 九(2). */
TestSuite(cli_find, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD "kind,name,class_name,student_no,staff_no,mentor,left_on\r\n"
#define S1   "student,赵测试,六(1),S1,,甲测试,\r\n"
#define S2   "student,钱测试,六(1),S2,,甲测试,\r\n"
#define S3   "student,孙测试,九(2),S3,,,\r\n"
#define T1   "mentor,甲测试,,,T1,,\r\n"

Test(cli_find, by_whatever_one_knows)
{
	static const struct {
		const char *typed, *rows;
	} rows[] = {
		{ "zhaocs", S1 }, { "qcs", S2 },    { "赵c", S1 },    { "錢測試", S2 },
		{ "s3", S3 },     { "9.2", S3 },    { "六1", S1 S2 }, { "t1", T1 },
		{ "jcs", T1 },    { "ｓｃｓ", S3 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[400] = HEAD;

		strcat(out, rows[i].rows);
		EXPECT_RUN(DAOSHI("find", rows[i].typed, "--format", "csv"), 0, out, "");
	}
	EXPECT_RUN(DAOSHI("find", "六(1)", "qian", "--format", "csv"), 0, HEAD S2, "");
}

Test(cli_find, as_a_table_and_as_json)
{
	EXPECT_RUN(DAOSHI("find", "zhao"), 0,
		   "Kind     Name    Class  Student no.  Staff no.  Mentor  Left on\n"
		   "student  赵测试  六(1)  S1                      甲测试\n",
		   "");
	EXPECT_RUN(DAOSHI("find", "zhao", "--format", "json"), 0,
		   "[\n{\"kind\":\"student\",\"name\":\"赵测试\",\"class_name\":\"六(1)\","
		   "\"student_no\":\"S1\",\"staff_no\":\"\",\"mentor\":\"甲测试\","
		   "\"left_on\":\"\"}\n]\n",
		   "");
}

Test(cli_find, at_most)
{
	EXPECT_RUN(DAOSHI("find", "ceshi", "--most", "1", "--format", "csv"), 0, HEAD S1,
		   "These are the first 1 of 5; type more, or ask for more with --most.");
	EXPECT_RUN(DAOSHI("find", "六1", "--most", "2", "--format", "csv"), 0, HEAD S1 S2, "");
	EXPECT_RUN(DAOSHI("find", "x", "--most", "0"), 2, "", "--most \"0\" is no number");
	EXPECT_RUN(DAOSHI("find", "x", "--most", "all"), 2, "", "--most \"all\" is no number");
}

Test(cli_find, nobody)
{
	EXPECT_RUN(DAOSHI("find", "xyz"), 4, "", "Nobody is found by \"xyz\".");
	EXPECT_RUN(DAOSHI("find", "赵", "9.2"), 4, "", "Nobody is found by \"赵 9.2\".");
	EXPECT_RUN(DAOSHI("find"), 2, "", "'daoshi find' needs TEXT...");
}

/* A number of 18 digits is a national one and masked, as everywhere. */
Test(cli_find, a_national_number_is_masked)
{
	daoshi_file("more.csv", "学号,姓名,班级\n310101201001010011,周测试,六(2)\n",
		    strlen("学号,姓名,班级\n310101201001010011,周测试,六(2)\n"));
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("more.csv"), "--joined", "2026-09-01"),
		   0, "", "added");
	EXPECT_RUN(DAOSHI("find", "zhou"), 0,
		   "Kind     Name    Class  Student no.         Staff no.  Mentor  Left on\n"
		   "student  周测试  六(2)  3101**********0011\n",
		   "");
}

/* ------------------------------------------------------------------ other subcommands */

Test(cli_find, who_fits_as_a_whole_is_meant)
{
	static const char *const names[] = { "赵测试",     "趙測試", "zcs", "zhaoceshi",
					     "zhao ceshi", "赵cs",   "s1" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		EXPECT_RUN(DAOSHI("record", "talk", "--student", names[i], "--mentor", "jcs"), 0,
			   "", "");
	EXPECT_RUN(DAOSHI("todo", "--mentor", "乙测试", "--format", "csv"), 0,
		   "student_no,student,class_name,mentor_no,mentor,kind,occasion,state,opens,"
		   "due,planned\r\n",
		   "");
}

Test(cli_find, who_does_not_is_told_who_comes_near)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "赵"), 4, "",
		   "\"赵\" is nobody's whole name or number. It comes near: 赵测试 六(1) S1.");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "六1"), 4, "",
		   "It comes near: 赵测试 六(1) S1; 钱测试 六(1) S2.");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "吴"), 4, "",
		   "Nobody is found by \"吴\".");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "甲测试"), 4, "",
		   "Nobody is found by \"甲测试\".");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "ceshi"), 4, "",
		   "It comes near: 甲测试 T1; 乙测试 T2.");
	EXPECT_RUN(DAOSHI("list", "contacts"), 0, "", "");
}

static const char more[] = "学号,姓名,班级\n"
			   "zcs,周一,六(2)\nA1,张测试,六(2)\nA2,章测试,六(2)\nA3,張測試,六(2)\n"
			   "A4,郑测试,六(2)\nA5,朱测试,六(2)\nA6,邹测试,六(2)\n";

Test(cli_find, of_several_the_number_is_asked_for)
{
	daoshi_file("more.csv", more, strlen(more));
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("more.csv"), "--joined", "2026-09-01"),
		   0, "", "added");
	/* a number comes before any name */
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "zcs"), 3, "",
		   "These students have not one mentor");
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "zhangcs"), 4, "",
		   "\"zhangcs\" is more than one; give the number: 张测试 六(2) A1; "
		   "章测试 六(2) A2; 張測試 六(2) A3.");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "zcshi"), 4, "",
		   "\"zcshi\" is more than one; give the number: 赵测试 六(1) S1; "
		   "张测试 六(2) A1; 章测试 六(2) A2; 張測試 六(2) A3; 郑测试 六(2) A4; and "
		   "others.");
	/* of two shapes of one name, the one that was typed */
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "張測試"), 0, "", "");
}
