/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(cli_condition, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD                                                                                       \
	"no,kind,weight,number,student_no,student,class_name,other_no,other,other_class,staff_no," \
	"mentor,note\r\n"

Test(cli_condition, added_changed_listed_removed)
{
	EXPECT_RUN(DAOSHI("condition", "add", "capacity", "--mentor", "T1", "--number", "8",
			  "--note", "年级组长"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "校区", "--weight", "20"), 0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "apart", "--student", "S2", "--other", "S1"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI("condition", "list", "--format", "csv"), 0,
		   HEAD "2,campus,20,,,,,,,,,,\r\n"
			"1,capacity,0,8,,,,,,,T1,甲测试,年级组长\r\n"
			"3,apart,0,,S1,赵测试,六(1),S2,钱测试,六(1),,,\r\n",
		   "");
	EXPECT_RUN(DAOSHI("condition", "change", "1", "--number", "6"), 0, "", "");
	EXPECT_RUN(DAOSHI("condition", "remove", "2"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "conditions"), 0,
		   "No.  Of whom                     What is asked for   Holds  Note\n"
		   "  1  甲测试                      at most 6 students  must   年级组长\n"
		   "  3  赵测试 六(1), 钱测试 六(1)  two students apart  must\n",
		   "");
}

static const struct {
	const char *words[8];
	int code;
	const char *says;
} refusals[] = {
	{ { "add" }, 2, "needs one word more" },
	{ { "add", "colour" }, 3, "colour" },
	{ { "add", "capacity", "--mentor", "T1" }, 3, "needs a number" },
	{ { "add", "capacity", "--number", "8" }, 3, "Choose the mentor" },
	{ { "add", "keep", "--number", "8" }, 3, "takes no number" },
	{ { "add", "fixed", "--student", "S1", "--mentor", "T9" }, 4, "staff number T9" },
	{ { "add", "campus", "--weight", "1001" }, 3, "1000" },
	{ { "remove", "9" }, 4, "no such condition" },
	{ { "remove", "x" }, 2, "\"x\" is no number" },
	{ { "list", "--number", "1" }, 2, "does not go with 'condition list'" },
	{ { "mend" }, 2, "There is no 'condition mend'." },
};

Test(cli_condition, what_does_not_go_is_refused)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const char *argv[12] = { "condition" };

		for (size_t k = 0; refusals[i].words[k]; k++)
			argv[k + 1] = refusals[i].words[k];
		EXPECT_RUN(daoshi_run(NULL, argv), refusals[i].code, "", refusals[i].says);
	}
	EXPECT_RUN(DAOSHI("condition", "list", "--format", "csv"), 0, HEAD, "");
}

Test(cli_condition, last_years_are_taken_over)
{
	desk_script("INSERT OR IGNORE INTO school_year (id, starts, second_term, ends) VALUES "
		    "(2025, '2025-09-01', '2026-02-16', '2026-08-31');"
		    "INSERT INTO condition (school_year_id, kind, weight) VALUES "
		    "(2025, 'keep', 0), (2025, 'campus', 20)");
	EXPECT_RUN(DAOSHI("condition", "add", "keep"), 0, "", "");
	for (int time = 0; time < 2; time++) {
		EXPECT_RUN(DAOSHI("condition", "copy"), 0, "", "");
		EXPECT_RUN(DAOSHI("condition", "list", "--format", "csv"), 0,
			   HEAD "3,keep,0,,,,,,,,,,\r\n4,campus,20,,,,,,,,,,\r\n", "");
	}
}

Test(cli_condition, the_office_alone)
{
	EXPECT_RUN(DAOSHI("condition", "add", "keep"), 0, "", "");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("condition", "list"), 5, "", "ask the office");
	EXPECT_RUN(DAOSHI("condition", "add", "campus"), 5, "", "ask the office");
	EXPECT_RUN(DAOSHI("list", "siblings"), 5, "", "ask the office");
	EXPECT_RUN(DAOSHI("belonging", "list"), 5, "", "ask the office");
}

Test(cli_condition, siblings_are_told_without_the_number)
{
	desk_script("INSERT INTO guardian (student_id, name, phone) SELECT id, '家长', "
		    "'13800000001' FROM student WHERE student_no IN ('S1', 'S3')");
	EXPECT_RUN(
		DAOSHI("list", "siblings", "--format", "csv"), 0,
		"student_no,student,class_name,mentor,other_no,other,other_class,other_mentor\r\n"
		"S1,赵测试,六(1),甲测试,S3,孙测试,九(2),\r\n",
		"");
}

#define BELONGS "no,kind,name,of,about,person_no\r\n"

Test(cli_condition, belongings_added_listed_removed)
{
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "campus", "--name", "东校区、西校区",
			  "--mentor", "T1"),
		   0, "", "");
	EXPECT_RUN(
		DAOSHI("belonging", "add", "--kind", "校区", "--name", "东校区", "--class", "601"),
		0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "group", "--name", "合唱团", "--student",
			  "S1"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "list", "--format", "csv"), 0,
		   BELONGS "1,campus,东校区,mentor,甲测试,T1\r\n"
			   "3,campus,东校区,class,六(1),\r\n"
			   "2,campus,西校区,mentor,甲测试,T1\r\n"
			   "4,group,合唱团,student,赵测试 六(1),S1\r\n",
		   "");
	EXPECT_RUN(DAOSHI("belonging", "remove", "2"), 0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "remove", "2"), 4, "", "no such entry");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "grade", "--name", "9", "--student", "S1"),
		   3, "", "follows from the class");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "campus"), 2, "", "--name");
}
