/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(cli_coverage, .init = daoshi_school, .fini = daoshi_tidy);

/* T1's two in 六(1), and one in 九(2) who has nobody: a talk is held, the others are overdue. */
static void hold_a_talk(void)
{
	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--date", "2026-09-03"), 0, "", "");
}

Test(cli_coverage, a_table_by_grade_unless_told)
{
	hold_a_talk();
	EXPECT_RUN(DAOSHI("coverage"), 0,
		   "Group     Students  no mentor  owed  done  to do  soon  overdue  exempt  "
		   "visits elsewhere  %  Progress\n"
		   "Grade 六         2               18     1     14              3          "
		   "                  5  #!!!................\n"
		   "Grade 九         1          1    10            8              2          "
		   "                     !!!!................\n",
		   "");
}

#define DUTIES "owed,met,open,soon,overdue,exempt,elsewhere,percent\r\n"

Test(cli_coverage, rows_for_scripts_by_any_group)
{
	static const struct {
		const char *by, *csv;
	} rows[] = {
		{ "school", "students,without_mentor,mentors,without_students,past_capacity," DUTIES
			    "3,1,2,1,,28,1,22,,5,,,3\r\n" },
		{ "grade", "grade,students,without_mentor," DUTIES "6,2,,18,1,14,,3,,,5\r\n"
			   "9,1,1,10,,8,,2,,,\r\n" },
		{ "class",
		  "grade,name,students,without_mentor," DUTIES "6,六(1),2,,18,1,14,,3,,,5\r\n"
		  "9,九(2),1,1,10,,8,,2,,,\r\n" },
		{ "kind", "kind," DUTIES "visit,3,,3,,,,,\r\n"
			  "talk,19,1,13,,5,,,5\r\n"
			  "feedback_student,3,,3,,,,,\r\n"
			  "feedback_guardians,3,,3,,,,,\r\n" },
		{ "mentor", "staff_no,name,students," DUTIES ",nobody,1,10,,8,,2,,,\r\n"
			    "T1,甲测试,2,18,1,14,,3,,,5\r\n"
			    "T2,乙测试,,,,,,,,,\r\n" },
	};

	hold_a_talk();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_RUN(DAOSHI("coverage", "--by", rows[i].by, "--format", "csv"), 0,
			   rows[i].csv, "");
}

Test(cli_coverage, numbers_are_numbers_in_json)
{
	EXPECT_RUN(DAOSHI("coverage", "--by", "school", "--format", "json"), 0,
		   "[\n"
		   "{\"students\":3,\"without_mentor\":1,\"mentors\":2,\"without_students\":1,"
		   "\"past_capacity\":0,\"owed\":28,\"met\":0,\"open\":22,\"soon\":0,\"overdue\":6,"
		   "\"exempt\":0,\"elsewhere\":0,\"percent\":0}\n"
		   "]\n",
		   "");
}

Test(cli_coverage, a_visit_elsewhere_is_done_and_counted_apart)
{
	EXPECT_RUN(DAOSHI("record", "visit", "--student", "S1", "--date", "2026-11-20", "--mode",
			  "school", "--reason", "家长婉拒"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("coverage", "--by", "school", "--format", "csv"), 0,
		   "students,without_mentor,mentors,without_students,past_capacity," DUTIES
		   "3,1,2,1,,28,1,21,,6,,1,3\r\n",
		   "");
}

Test(cli_coverage, what_cannot_be_is_refused)
{
	EXPECT_RUN(DAOSHI("coverage", "--by", "moon"), 2, "", "There is no grouping by moon.");
	EXPECT_RUN(DAOSHI("coverage", "--year", "now"), 3, "", "\"now\" is no school year");
	EXPECT_RUN(DAOSHI("coverage", "--year", ""), 3, "", "\"\" is no school year");
	EXPECT_RUN(DAOSHI("coverage", "--year", "2020"), 4, "",
		   "The school year 2020 has no figures: it was not closed here.");
	EXPECT_RUN(DAOSHI("coverage", "--year", "2026", "--by", "grade", "--format", "csv"), 0,
		   "grade,students,without_mentor," DUTIES "6,2,,18,,14,,4,,,\r\n"
		   "9,1,1,10,,8,,2,,,\r\n",
		   "");
}

Test(cli_coverage, an_empty_school_has_no_rows, .init = daoshi_folder)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	EXPECT_RUN(DAOSHI("coverage"), 0, "", "");
	EXPECT_RUN(DAOSHI("coverage", "--by", "mentor", "--format", "json"), 0, "[]\n", "");
}

Test(cli_coverage, is_not_for_a_mentor)
{
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("coverage"), 5, "", "The coverage of the whole school is the office's.");
}
