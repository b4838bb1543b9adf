/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

/* S3 left in 2023, S2 in 2025; both have a talk. */
static void begin(void)
{
	daoshi_school();
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S2", "--mentor", "T1", "--date",
			  "2026-10-10", "--place", "暗号"),
		   0, "", "");
	desk_script("UPDATE enrolment SET ends = '2025-06-30', starts = '2024-09-01' "
		    "WHERE student_id = 2;"
		    "UPDATE enrolment SET ends = '2023-06-30', starts = '2022-09-01' "
		    "WHERE student_id = 3");
}

TestSuite(cli_purge, .init = begin, .fini = daoshi_tidy);

#define HEAD "left_on,student_no,name,class_name,pass,texts,bright_spots,guardians,contacts\r\n"

Test(cli_purge, without_yes_only_tells)
{
	for (int i = 0; i < 2; i++)
		EXPECT_RUN(DAOSHI("purge", "--format", "csv"), 0,
			   HEAD "2023-06-30,S3,孙测试,2023级(2),rest,,,,\r\n"
				"2025-06-30,S2,钱测试,2026级(1),texts,1,,,1\r\n",
			   "2 students are past their period, 1 of them with everything: 1 texts, "
			   "0 bright spots, 0 guardians. Backups hold them for up to 12 months");
}

Test(cli_purge, asks_for_a_backup)
{
	EXPECT_RUN(DAOSHI("purge", "--yes", "--format", "csv"), 3,
		   HEAD "2023-06-30,S3,孙测试,2023级(2),rest,,,,\r\n"
			"2025-06-30,S2,钱测试,2026级(1),texts,1,,,1\r\n",
		   "no backup of the last 7 days");
}

Test(cli_purge, with_yes_it_is_done_and_then_there_is_nothing_left_to_do)
{
	struct run r;

	EXPECT_RUN(DAOSHI("retention", "--backup-days", "0"), 0, "", "");
	run_release(&(struct run[]){ DAOSHI("purge", "--yes") }[0]);
	EXPECT_RUN(DAOSHI("purge"), 0, "", "No records are past their period.");
	r = DAOSHI("list", "contacts", "--student", "S2", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out), "2026-10-10,talk,钱测试"));
	cr_expect(!strstr(buf_str(&r.out), "暗号"));
	run_release(&r);
}

Test(cli_purge, the_periods_are_listed_and_changed)
{
	EXPECT_RUN(
		DAOSHI("retention", "--format", "csv"), 0,
		"name,value\r\ntexts_years,1\r\nrest_years,3\r\nway,anonymise\r\nbackup_days,7\r\n"
		"consent,no\r\nunusual,20\r\n",
		"");
	EXPECT_RUN(DAOSHI("retention", "--texts-years", "5"), 3, "", "at least as many years");
	EXPECT_RUN(DAOSHI("retention", "--texts-years", "2", "--way", "delete"), 0, "", "");
	EXPECT_RUN(DAOSHI("retention", "--format", "csv"), 0,
		   "name,value\r\ntexts_years,2\r\nrest_years,3\r\nway,delete\r\nbackup_days,7\r\n"
		   "consent,no\r\nunusual,20\r\n",
		   "");
	EXPECT_RUN(DAOSHI("purge", "--format", "csv"), 0,
		   HEAD "2023-06-30,S3,孙测试,2023级(2),rest,,,,\r\n", "1 students");
}
