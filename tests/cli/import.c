/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_import, .init = daoshi_school, .fini = daoshi_tidy);

static struct run import(const char *csv, const char *more, const char *and_more)
{
	daoshi_file("roster.csv", csv, strlen(csv));
	return DAOSHI("import", "students", daoshi_path("roster.csv"), more, and_more);
}

static const char mixed[] = "学号,姓名,班级\n"
			    "S4,李\033测试,九(2)\n"
			    "S5,周测试,九(2)\n"
			    "S3,孙测试,九(2)\n";

static void expect_students(const char *class, size_t count)
{
	struct run r = DAOSHI("list", "students", "--class", class, "--format", "csv");
	size_t lines = 0;

	for (const char *s = buf_str(&r.out); (s = strchr(s, '\n')); s++)
		lines++;
	cr_expect_eq(lines, count + 1, "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_import, one_wrong_row_and_nothing_is_changed)
{
	EXPECT_RUN(
		import(mixed, NULL, NULL), 3,
		"Row  What   Column  Value     What to do\n"
		"  2  wrong  姓名    李^[测试  Name \"李^[测试\" holds a control character, shown "
		"here as ^[\n",
		"1 wrong");
	expect_students("902", 1);
}

Test(cli_import, findings_are_data)
{
	EXPECT_RUN(import(mixed, "--format", "csv"), 3,
		   "row,level,column,value,text\r\n"
		   "2,error,姓名,李^[测试,\"Name \"\"李^[测试\"\" holds a control character, shown "
		   "here as ^[\"\r\n",
		   "Nothing was changed.");
	EXPECT_RUN(import(mixed, "--format", "json"), 3,
		   "[\n"
		   "{\"row\":2,\"level\":\"error\",\"column\":\"姓名\",\"value\":\"李^[测试\","
		   "\"text\":\"Name \\\"李^[测试\\\" holds a control character, shown here as "
		   "^[\"}\n"
		   "]\n",
		   "Nothing was changed.");
}

Test(cli_import, partial_takes_the_good_rows)
{
	EXPECT_RUN(import(mixed, "--partial", "--format=csv"), 0,
		   "row,level,column,value,text\r\n"
		   "2,error,姓名,李^[测试,\"Name \"\"李^[测试\"\" holds a control character, shown "
		   "here as ^[\"\r\n",
		   "Saved. 3 rows (UTF-8, comma): 1 added, 0 changed, 1 unchanged, 1 wrong.");
	expect_students("902", 2);
}

Test(cli_import, a_dry_run_changes_nothing)
{
	EXPECT_RUN(import("学号,姓名,班级\nS5,周测试,九(3)\n", "--dry-run", NULL), 0, "",
		   "Nothing was changed. 1 rows (UTF-8, comma): 1 added, 0 changed, 0 unchanged");
	expect_students("903", 0);
	EXPECT_RUN(import("学号,姓名,班级\nS5,周测试,九(3)\n", NULL, NULL), 0, "", "Saved.");
	expect_students("903", 1);
}

Test(cli_import, a_file_that_is_no_roster_is_refused)
{
	EXPECT_RUN(import("one,two\n1,2\n", NULL, NULL), 3, "", "one | two");
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("nowhere.csv")), 3, "", "nowhere.csv");
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("school.db")), 3, "", "daoshi: ");
	EXPECT_RUN(import("学号,姓名\n", "--encoding", "klingon"), 3, "", "There is no encoding");
	EXPECT_RUN(import("学号,姓名,班级\nS5,周测试,九(3)\n", "--joined", "2026-13-01"), 3, "",
		   "\"2026-13-01\" is no date");
	expect_students("903", 0);
}

Test(cli_import, an_assignment_to_an_unknown_mentor_is_a_finding)
{
	static const char csv[] = "学号,导师工号\nS3,T9\n";

	daoshi_file("roster.csv", csv, sizeof csv - 1);
	struct run r =
		DAOSHI("import", "assignments", daoshi_path("roster.csv"), "--format", "csv");

	cr_expect_eq(r.code, 3);
	cr_expect(strstr(buf_str(&r.out), "\r\n2,error,导师工号,T9,"), "%s", buf_str(&r.out));
	run_release(&r);
}

/* ----------------------------------------------------------------- what columns are */

static const char odd[] = "名册\n编号,名儿,班\nS8,周测试,九(3)\n";

#define SAY "--map", "编号=student_no", "--map", "名儿=name"

static struct run columns(const char *a, const char *b, const char *c, const char *d, const char *f)
{
	daoshi_file("roster.csv", odd, sizeof odd - 1);
	return DAOSHI("import", "students", daoshi_path("roster.csv"), a, b, c, d, f);
}

Test(cli_import, a_preview_is_data)
{
	EXPECT_RUN(columns("--preview", NULL, NULL, NULL, NULL), 3,
		   "Col.  Header  Is taken as  Why            What stands there\n"
		   "A     编号                 not known      S8\n"
		   "B     名儿                 not known      周测试\n"
		   "C     班      Class        by its header  九(3)\n",
		   "Student no., Name not found. Row 2 may be the header. UTF-8, comma.");
	EXPECT_RUN(
		columns("--preview", "--format=json", "--map=A=student_no", "--map=名儿=姓名",
			"--leave-out=班"),
		0,
		"[\n"
		"{\"column\":\"A\",\"header\":\"编号\",\"field\":\"student_no\",\"how\":\"said\","
		"\"samples\":\"S8\"},\n"
		"{\"column\":\"B\",\"header\":\"名儿\",\"field\":\"name\",\"how\":\"said\","
		"\"samples\":\"周测试\"},\n"
		"{\"column\":\"C\",\"header\":\"班\",\"field\":\"\",\"how\":\"said\","
		"\"samples\":\"九(3)\"}\n"
		"]\n",
		"The header is row 2.");
	expect_students("903", 0);
}

Test(cli_import, columns_are_said_once)
{
	EXPECT_RUN(columns(NULL, NULL, NULL, NULL, NULL), 3, "",
		   "say which column is what, or mend the file");
	EXPECT_RUN(columns(SAY, NULL), 0, "", "1 added");
	EXPECT_RUN(columns(NULL, NULL, NULL, NULL, NULL), 0, "", "for files like this.");
	EXPECT_RUN(columns("--forget-layout", NULL, NULL, NULL, NULL), 0, "", "");
	EXPECT_RUN(columns("--forget-layout", NULL, NULL, NULL, NULL), 4, "",
		   "Nothing was said of the columns of files like this.");
	EXPECT_RUN(columns(NULL, NULL, NULL, NULL, NULL), 3, "", "mend the file");
}

Test(cli_import, without_a_header)
{
	static const char bare[] = "S8,周测试,九(3)\n";

	daoshi_file("roster.csv", bare, sizeof bare - 1);
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("roster.csv"), "--header", "none",
			  "--map", "A=student_no", "--map", "B=name", "--map", "C=class_name"),
		   0, "", "1 added");
	expect_students("903", 1);
}

Test(cli_import, what_is_no_mapping)
{
	EXPECT_RUN(columns("--map", "编号", NULL, NULL, NULL), 2, "",
		   "--map takes HEADER=FIELD, and not 编号");
	EXPECT_RUN(columns("--map", "编号=", NULL, NULL, NULL), 2, "", "--leave-out leaves");
	EXPECT_RUN(columns("--header", "0", NULL, NULL, NULL), 2, "",
		   "the number of a row, or none");
	EXPECT_RUN(columns("--map", "编号=moon", NULL, NULL, NULL), 3, "",
		   "No column can be \"moon\"");
}

Test(cli_import, accounts)
{
	static const char csv[] = "login,role,grade\nhead9,grade_head,9\n";

	daoshi_file("roster.csv", csv, sizeof csv - 1);
	EXPECT_RUN(DAOSHI("import", "accounts", daoshi_path("roster.csv")), 0, "", "1 added");
}
