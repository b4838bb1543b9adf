/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_exempt, .init = daoshi_school, .fini = daoshi_tidy);

#define LISTED                                                                                     \
	"student_no,student,class_name,what,starts,ends,reason,approver\r\n"                       \
	"S2,钱测试,六(1),visit,2026-11-01,2026-12-31,住院,德育处\r\n"

Test(cli_exempt, a_visit_is_not_owed_for_a_time)
{
	EXPECT_RUN(DAOSHI("exempt", "--student", "S2", "--what", "visit", "--starts", "11-1",
			  "--ends", "2026-12-31", "--reason", "住院", "--approver", "德育处"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("list", "exemptions", "--format", "csv"), 0, LISTED, "");
	EXPECT_RUN(DAOSHI("list", "exemptions", "--student", "S2", "--format", "csv"), 0, LISTED,
		   "");
	EXPECT_RUN(DAOSHI("list", "exemptions", "--student", "S1"), 0, "", "");
	struct run r = DAOSHI("todo", "--student", "S2", "--format", "csv");
	cr_expect_not(strstr(buf_str(&r.out), ",visit,"), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), ",talk,"), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_exempt, what_is_not_said_is_everything_until_the_years_end)
{
	EXPECT_RUN(DAOSHI("exempt", "--student", "S1", "--student", "S2", "--reason", "住院",
			  "--approver", "德育处"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("list", "exemptions", "--format", "csv"), 0,
		   "student_no,student,class_name,what,starts,ends,reason,approver\r\n"
		   "S2,钱测试,六(1),all,2026-11-23,2027-08-31,住院,德育处\r\n"
		   "S1,赵测试,六(1),all,2026-11-23,2027-08-31,住院,德育处\r\n",
		   "");
	/* what was overdue is spared too while it holds */
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T1"), 0, "", "");
}

Test(cli_exempt, without_reason_or_approver_nothing_is_exempt)
{
	EXPECT_RUN(DAOSHI("exempt", "--student", "S1", "--approver", "德育处"), 3, "", "Reason");
	EXPECT_RUN(DAOSHI("exempt", "--student", "S1", "--reason", "住院"), 3, "", "Approved by");
	EXPECT_RUN(DAOSHI("exempt", "--student", "S1", "--reason", "住院", "--approver", "德育处",
			  "--ends", "2026-11-22"),
		   3, "", "before the first");
	EXPECT_RUN(DAOSHI("exempt", "--student", "S1", "--what", "lunch"), 3, "",
		   "\"lunch\" is not one of");
	EXPECT_RUN(DAOSHI("exempt", "--reason", "住院"), 2, "", "--student NO is missing");
	EXPECT_RUN(DAOSHI("exempt", "--student", "S9", "--reason", "住院", "--approver", "a"), 4,
		   "", "no student with the number S9");
	EXPECT_RUN(DAOSHI("list", "exemptions"), 0, "", "");
}
