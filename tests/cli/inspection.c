/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "support/desk.h"

TestSuite(cli_inspection, .init = daoshi_school, .fini = daoshi_tidy);

static void expect_section(const char *code, const char *begins)
{
	struct run r = DAOSHI("report", "inspection", "--section", code, "--format", "csv");

	cr_expect_eq(r.code, 0, "%s: %s", code, buf_str(&r.err));
	cr_expect_eq(strncmp(buf_str(&r.out), begins, strlen(begins)), 0, "%s: %s", code,
		     buf_str(&r.out));
	run_release(&r);
}

Test(cli_inspection, the_pack_as_a_workbook_and_as_pages_once)
{
	static const char *const names[] = { "pack.xlsx", "pack.html" };
	struct stat st;

	for (int i = 0; i < 2; i++) {
		char file[200];

		snprintf(file, sizeof file, "%s", daoshi_path(names[i]));
		EXPECT_RUN(DAOSHI("report", "inspection", "--output", file), 0, "", "");
		cr_expect_eq(stat(file, &st), 0);
		cr_expect_gt(st.st_size, 2000);
		EXPECT_RUN(DAOSHI("report", "inspection", "--output", file), 6, "",
			   "--replace replaces it");
		EXPECT_RUN(DAOSHI("report", "inspection", "--replace", "--output", file), 0, "",
			   "");
	}
}

Test(cli_inspection, one_section_as_rows)
{
	expect_section("answers", "question,answer\r\n");
	expect_section("coverage", "grade,students,with_mentor,without_mentor,mentors,ratio\r\n"
				   "6,2,2,0,1,2\r\n9,1,0,1,0,0\r\n,3,2,1,1,2\r\n");
	EXPECT_RUN(DAOSHI("report", "inspection", "--section", "lacking"), 3, "", "say --names");
	EXPECT_RUN(DAOSHI("report", "inspection", "--section", "marks"), 2, "",
		   "There is no section marks.");
	EXPECT_RUN(DAOSHI("report", "inspection"), 2, "", "--output PACK.xlsx");
}

Test(cli_inspection, a_sample_with_its_method)
{
	EXPECT_RUN(DAOSHI("report", "sample", "--grade", "6", "--size", "1", "--seed", "a",
			  "--format", "csv"),
		   0,
		   "place,part,class_name,student,guardian,relation,phone\r\n"
		   "1,sample,六(1),赵测试,赵家长,父亲,13900000011\r\n",
		   "there are only 1");
	EXPECT_RUN(DAOSHI("report", "sample", "--grade", "6"), 2, "", "--seed WORD is missing");
	EXPECT_RUN(DAOSHI("report", "sample", "--seed", "a"), 3, "", "Say of which grade");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("report", "sample", "--grade", "6", "--seed", "a"), 5, "", "principal");
	EXPECT_RUN(DAOSHI("report", "inspection", "--section", "care"), 5, "", "whole school");
}
