/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_report, .init = daoshi_school, .fini = daoshi_tidy);

/* T1's two in 六(1), and one in 九(2) who has nobody: a talk is held, the others are overdue. */
static void hold_a_talk(void)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--date", "2026-09-03"), 0, "", "");
}

Test(cli_report, a_table_with_a_bar)
{
	hold_a_talk();
	EXPECT_RUN(DAOSHI("report", "kinds"), 0,
		   "Kind                       owed  done  in time  late  soon  to do  overdue "
		   " exempt  "
		   "visits at home  visits elsewhere  %  Progress\n"
		   "home visit                    3     0        0     0     0      3        0 "
		   "      0  "
		   "             0                 0  0  ....................\n"
		   "talk at a key date           19     1        1     0     0     13        5 "
		   "      0  "
		   "             0                 0  5  #!!!!!..............\n"
		   "feedback to the student       3     0        0     0     0      3        0 "
		   "      0  "
		   "             0                 0  0  ....................\n"
		   "feedback to the guardians     3     0        0     0     0      3        0 "
		   "      0  "
		   "             0                 0  0  ....................\n"
		   "Total                        28     1        1     0     0     22        5 "
		   "      0  "
		   "             0                 0  3  #!!!................\n",
		   "");
}

Test(cli_report, rows_for_scripts)
{
	hold_a_talk();
	EXPECT_RUN(DAOSHI("report", "overview", "--format", "csv"), 0,
		   "grade,students,with_mentor,without_mentor,mentors,ratio,owed,met,in_time,late,"
		   "soon,open,overdue,exempt,home,elsewhere,percent\r\n"
		   "6,2,2,0,1,2,18,1,1,0,0,14,3,0,0,0,5\r\n"
		   "9,1,0,1,0,0,10,0,0,0,0,8,2,0,0,0,0\r\n"
		   ",3,2,1,1,2,28,1,1,0,0,22,5,0,0,0,3\r\n",
		   "");
	EXPECT_RUN(DAOSHI("report", "without-mentor", "--format", "json"), 0,
		   "[\n{\"student\":\"孙测试\",\"student_no\":\"S3\",\"class_name\":\"九(2)\","
		   "\"owed\":10,"
		   "\"met\":0,\"open\":8,\"overdue\":2,\"exempt\":0}\n]\n",
		   "");
}

Test(cli_report, limited_to_a_group)
{
	EXPECT_RUN(DAOSHI("report", "classes", "--grade", "9", "--format", "csv"), 0,
		   "class_name,grade,students,with_mentor,without_mentor,mentors,ratio,owed,met,"
		   "in_time,late,soon,open,overdue,exempt,home,elsewhere,percent\r\n"
		   "九(2),9,1,0,1,0,0,10,0,0,0,0,8,2,0,0,0,0\r\n",
		   "");
	EXPECT_RUN(DAOSHI("report", "overdue", "--class", "九(2)", "--format", "csv"), 0,
		   "student,student_no,class_name,mentor,kind,occasion,due,days_late\r\n"
		   "孙测试,S3,九(2),,talk,Start,2026-09-21,63\r\n"
		   "孙测试,S3,九(2),,talk,Mid,2026-11-15,8\r\n",
		   "");
}

Test(cli_report, what_is_behind_a_figure)
{
	static const char rows[] =
		"student,student_no,class_name,mentor,kind,occasion,state,opens,"
		"due,day,days_late,mode\r\n"
		"孙测试,S3,九(2),,talk,Start,overdue,2026-09-01,2026-09-21,,63,\r\n"
		"孙测试,S3,九(2),,talk,Mid,overdue,2026-10-26,2026-11-15,,8,\r\n";

	EXPECT_RUN(DAOSHI("report", "overview", "--behind", "overdue", "--row", "9", "--format",
			  "csv"),
		   0, rows, "");
	EXPECT_RUN(DAOSHI("report", "classes", "--behind", "overdue", "--row", "九(2)", "--format",
			  "csv"),
		   0, rows, "");
	EXPECT_RUN(DAOSHI("report", "classes", "--behind", "percent"), 3, "",
		   "There are no rows behind \"percent\" in the report classes.");
	EXPECT_RUN(DAOSHI("report", "classes", "--behind", "overdue", "--row", "八(1)"), 3, "",
		   "No row has \"八(1)\".");
	EXPECT_RUN(DAOSHI("report", "classes", "--row", "九(2)"), 2, "",
		   "--row goes with --behind.");
}

Test(cli_report, what_there_is_and_what_it_says)
{
	struct run list = DAOSHI("report", "list", "--format", "csv"),
		   said = DAOSHI("report", "kinds", "--definitions");

	cr_expect_eq(list.code, 0);
	cr_expect(strstr(buf_str(&list.out), "\r\noverview,Overview of the school,"));
	cr_expect(strstr(buf_str(&list.out), "\r\nrecord,Yearly record of a mentor,"));
	cr_expect_eq(said.code, 0);
	cr_expect(strstr(buf_str(&said.out),
			 "late       late              of what is done, what was met after "
			 "its last "
			 "day\n"),
		  "%s", buf_str(&said.out));
	run_release(&list);
	run_release(&said);
	EXPECT_RUN(DAOSHI("report", "overveiw"), 2, "", "Did you mean overview?");
	EXPECT_RUN(DAOSHI("report", "duties", "--kind", "tlak"), 2, "", "Did you mean talk?");
}

Test(cli_report, a_page_to_print)
{
	struct run page = DAOSHI("report", "record", "--mentor", "T1", "--page", "-");
	const char *html = buf_str(&page.out);

	cr_expect_eq(page.code, 0, "%s", buf_str(&page.err));
	cr_expect_eq(strncmp(html, "<!DOCTYPE html>", 15), 0);
	cr_expect(strstr(html, "<h1>Yearly record of a mentor: 甲测试 T1, school year 2026</h1>"));
	cr_expect(strstr(html, "students led, averaged over the days of the year so far"));
	cr_expect(strstr(html, "of what is done, what was met after its last day"));
	run_release(&page);
}

Test(cli_report, a_page_is_written_to_a_file_but_over_none)
{
	const char *path = daoshi_path("page.html");

	EXPECT_RUN(DAOSHI("report", "overview", "--page", path), 0, "", "");
	EXPECT_RUN(DAOSHI("report", "overview", "--page", path), 6, "", "already");
	EXPECT_RUN(DAOSHI("report", "overview", "--page", path, "--replace"), 0, "", "");
}

static bool is_on_record(const char *name)
{
	struct run r = DAOSHI("audit", "list", "--format", "csv");
	char wanted[40];
	bool found;

	snprintf(wanted, sizeof wanted, ",export,%s,", name);
	found = strstr(buf_str(&r.out), wanted) != NULL;
	run_release(&r);
	return found;
}

Test(cli_report, persons_that_leave_are_put_on_record_and_figures_are_not)
{
	struct run r = DAOSHI("report", "overview");

	run_release(&r);
	r = DAOSHI("report", "overdue");
	run_release(&r);
	cr_expect_not(is_on_record("overview"));
	cr_expect(is_on_record("overdue"));
	cr_expect_not(is_on_record("duties"));
	r = DAOSHI("report", "overview", "--behind", "met");
	run_release(&r);
	cr_expect(is_on_record("duties"), "behind a figure too");
}

Test(cli_report, of_another_year_it_says_what_it_does_not_know)
{
	EXPECT_RUN(DAOSHI("report", "duties", "--year", "2025"), 3, "",
		   "of the school year 2025 only the figures are kept");
	EXPECT_RUN(DAOSHI("report", "overview", "--year", "2025"), 4, "",
		   "The school year 2025 has no figures");
	EXPECT_RUN(DAOSHI("report", "record"), 3, "", "Name the mentor");
}
