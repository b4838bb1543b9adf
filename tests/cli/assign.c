/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_assign, .init = daoshi_school, .fini = daoshi_tidy);

/* "S1 S2 " of the mentor's students. */
static void expect_students_of(const char *mentor, const char *expected)
{
	struct run r = DAOSHI("list", "students", "--mentor", mentor, "--format", "csv");
	char found[400] = "";
	const char *s = buf_str(&r.out);

	while ((s = strchr(s, '\n')) && *++s)
		snprintf(found + strlen(found), sizeof found - strlen(found), "%.*s ",
			 (int)strcspn(s, ","), s);
	cr_expect_str_eq(found, expected);
	run_release(&r);
}

Test(cli_assign, a_first_mentor_and_another_later)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2"), 0, "", "");
	expect_students_of("T2", "S3 ");
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--student", "S2", "--mentor", "T2",
			  "--reason", "调整"),
		   0, "", "");
	expect_students_of("T2", "S1 S2 S3 ");
	expect_students_of("T1", "");
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--mentor", "T2"), 0, "", "");
	expect_students_of("T2", "S1 S2 S3 ");
}

Test(cli_assign, a_co_mentor_beside)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--mentor", "T2", "--role", "co"), 0, "",
		   "");
	expect_students_of("T1", "S1 S2 ");
	expect_students_of("T2", "S1 ");
}

Test(cli_assign, all_or_none)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--student", "S9", "--mentor", "T2"), 4, "",
		   "There is no student with the number S9.");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T9"), 4, "",
		   "no mentor with the staff number T9");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2", "--role", "boss"), 3, "",
		   "\"boss\" is not one of");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2", "--from", "2027-09-01"), 3,
		   "", "outside the school year");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2", "--from", "soon"), 3, "",
		   "\"soon\" is no date");
	EXPECT_RUN(DAOSHI("assign", "--student", "S3", "--mentor", "T2", "--reason", "a\033b"), 3,
		   "", "control character");
	expect_students_of("T2", "");
}

Test(cli_assign, beyond_the_most_it_takes_a_reason)
{
	static const char csv[] = "工号,姓名,上限\nT3,丙测试,1\n";
	struct run r;

	daoshi_file("roster.csv", csv, sizeof csv - 1);
	r = DAOSHI("import", "mentors", daoshi_path("roster.csv"));
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	run_release(&r);
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--student", "S3", "--mentor", "T3"), 3, "",
		   "would have 2 students, where 1 is the most");
	expect_students_of("T3", "");
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--student", "S3", "--mentor", "T3",
			  "--reason", "人手不够"),
		   0, "", "");
	expect_students_of("T3", "S1 S3 ");
}

Test(cli_assign, who_leaves_is_off_the_lists)
{
	EXPECT_RUN(DAOSHI("leave", "--student", "S1", "--date", "2026-11-20", "--reason", "转学"),
		   0, "", "");
	expect_students_of("T1", "S2 ");
	EXPECT_RUN(DAOSHI("list", "students", "--left"), 0,
		   "Student no.  Name    Sex   Class  Seat  Mentor  Guardian  Phone\n"
		   "S1           赵测试  male  六(1)     1          赵家长    139****0011\n",
		   "");
	EXPECT_RUN(DAOSHI("leave", "--student", "S1", "--date", "2026-11-21"), 3, "",
		   "not enrolled any more");
}

Test(cli_assign, leaving_that_cannot_be_is_refused)
{
	EXPECT_RUN(DAOSHI("leave", "--student", "S9", "--date", "2026-11-20"), 4, "",
		   "There is no student with the number S9.");
	EXPECT_RUN(DAOSHI("leave", "--student", "S1", "--date", "2026-02-30"), 3, "", "is no date");
	EXPECT_RUN(DAOSHI("leave", "--student", "S1", "--date", "2025-11-20"), 3, "",
		   "outside the school year");
	expect_students_of("T1", "S1 S2 ");
}

Test(cli_assign, a_co_mentors_time_ends)
{
	EXPECT_RUN(DAOSHI("assign", "--student", "S1", "--mentor", "T2", "--role", "co", "--from",
			  "2026-11-02"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("unassign", "--student", "S1", "--mentor", "T2", "--date", "2026-11-01"),
		   3, "", "It began on 2026-11-02");
	EXPECT_RUN(DAOSHI("unassign", "--student", "S1", "--mentor", "T2", "--date", "2026-11-22"),
		   0, "", "");
	expect_students_of("T2", "");
	expect_students_of("T1", "S1 S2 ");
	EXPECT_RUN(DAOSHI("unassign", "--student", "S1", "--mentor", "T2"), 4, "",
		   "nothing to do with the student");
	EXPECT_RUN(DAOSHI("unassign", "--student", "S1"), 2, "", "--mentor STAFFNO is missing");
}
