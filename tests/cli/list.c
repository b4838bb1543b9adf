/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_list, .init = daoshi_school, .fini = daoshi_tidy);

Test(cli_list, students_as_a_table)
{
	EXPECT_RUN(DAOSHI("list", "students"), 0,
		   "Student no.  Name    Sex     Class  Seat  Mentor  Guardian  Phone\n"
		   "S1           赵测试  male    六(1)     1  甲测试  赵家长    "
		   "139****0011\n"
		   "S2           钱测试  female  六(1)     2  甲测试\n"
		   "S3           孙测试  female  九(2)     1\n",
		   "");
}

#define STUDENT_NAMES                                                                              \
	"student_no,name,sex,class_name,seat,grade,birth_date,address,guardian_name,"              \
	"guardian_relation,guardian_phone,enrolled_from,enrolled_to,mentor,missing_since\r\n"
#define S1 "S1,赵测试,m,六(1),1,6,,,赵家长,父亲,139****0011,2026-09-01,2027-08-31,甲测试,\r\n"
#define S2 "S2,钱测试,f,六(1),2,6,,,,,,2026-09-01,2027-08-31,甲测试,\r\n"
#define S3 "S3,孙测试,f,九(2),1,9,,,,,,2026-09-01,2027-08-31,,\r\n"

Test(cli_list, students_as_csv_by_filter)
{
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv"), 0, STUDENT_NAMES S1 S2 S3, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--class", "601"), 0,
		   STUDENT_NAMES S1 S2, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--class", "九年级2班"), 0,
		   STUDENT_NAMES S3, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--grade", "9"), 0,
		   STUDENT_NAMES S3, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--grade", "六"), 0,
		   STUDENT_NAMES S1 S2, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--without-mentor"), 0,
		   STUDENT_NAMES S3, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--mentor", "t9"), 4, "",
		   "There is no mentor with the staff number t9.");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--mentor", "Ｔ1"), 0,
		   STUDENT_NAMES S1 S2, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--mentor", "T2"), 0,
		   STUDENT_NAMES, "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--missing"), 0, STUDENT_NAMES,
		   "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "csv", "--left"), 0, STUDENT_NAMES, "");
}

Test(cli_list, a_filter_that_cannot_be_is_refused)
{
	EXPECT_RUN(DAOSHI("list", "students", "--grade", "99"), 3, "", "\"99\" is no grade");
	EXPECT_RUN(DAOSHI("list", "students", "--grade", "9x"), 3, "", "\"9x\" is no grade");
	EXPECT_RUN(DAOSHI("list", "students", "--class", "moon"), 3, "", "moon");
	EXPECT_RUN(DAOSHI("list", "contacts", "--from", "soon"), 3, "", "\"soon\" is no date");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S9"), 4, "",
		   "There is no student with the number S9.");
	EXPECT_RUN(DAOSHI("list", "students", "--mentor", "T\0331"), 3, "",
		   "holds a control character, shown here as ^[");
}

Test(cli_list, students_as_json)
{
	EXPECT_RUN(DAOSHI("list", "students", "--format", "json", "--grade", "9"), 0,
		   "[\n"
		   "{\"student_no\":\"S3\",\"name\":\"孙测试\",\"sex\":\"f\","
		   "\"class_name\":\"九(2)\",\"seat\":1,\"grade\":9,\"birth_date\":\"\","
		   "\"address\":\"\",\"guardian_name\":\"\",\"guardian_relation\":\"\","
		   "\"guardian_phone\":\"\",\"enrolled_from\":\"2026-09-01\","
		   "\"enrolled_to\":\"2027-08-31\",\"mentor\":\"\",\"missing_since\":\"\"}\n"
		   "]\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "students", "--format", "json", "--grade", "8"), 0, "[]\n", "");
}

Test(cli_list, mentors_with_what_they_owe)
{
	EXPECT_RUN(DAOSHI("list", "mentors"), 0,
		   "Staff no.  Name    Subject  Phone          Status   Students  overdue  soon  "
		   "to do  done\n"
		   "T1         甲测试  语文     139 0000 0001  on duty      2/15        4        "
		   "   14\n"
		   "T2         乙测试  数学                    on duty      0/15\n",
		   "");
	EXPECT_RUN(DAOSHI("list", "mentors", "--format", "json"), 0,
		   "[\n"
		   "{\"staff_no\":\"T1\",\"name\":\"甲测试\",\"subject\":\"语文\","
		   "\"phone\":\"13900000001\",\"status\":\"active\",\"capacity\":0,\"load\":2,"
		   "\"overdue\":4,\"soon\":0,\"open\":14,\"met\":0},\n"
		   "{\"staff_no\":\"T2\",\"name\":\"乙测试\",\"subject\":\"数学\",\"phone\":\"\","
		   "\"status\":\"active\",\"capacity\":0,\"load\":0,\"overdue\":0,\"soon\":0,"
		   "\"open\":0,\"met\":0}\n"
		   "]\n",
		   "");
}

Test(cli_list, todo_has_one_row_an_obligation)
{
	static const char text[] =
		"student_no,student,class_name,mentor_no,mentor,kind,occasion,state,opens,due,"
		"planned\r\n"
		"S1,赵测试,六(1),T1,甲测试,visit,Visit,open,2026-09-01,2027-08-31,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Start,overdue,2026-09-01,2026-09-21,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Mid,overdue,2026-10-26,2026-11-15,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Final,open,2027-01-04,2027-01-24,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Start,open,2027-02-15,2027-03-15,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Mid,open,2027-04-12,2027-05-02,\r\n"
		"S1,赵测试,六(1),T1,甲测试,talk,Final,open,2027-06-07,2027-06-27,\r\n"
		"S1,赵测试,六(1),T1,甲测试,feedback_student,Let. S,open,2027-06-01,2027-06-30,\r\n"
		"S1,赵测试,六(1),T1,甲测试,feedback_guardians,Let. G,open,2027-06-01,"
		"2027-06-30,\r\n";

	EXPECT_RUN(DAOSHI("todo", "--student", "S1", "--format", "csv"), 0, text, "");
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T2"), 0, "", "");
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T9"), 4, "", "no mentor with the staff number T9");
	EXPECT_RUN(DAOSHI("todo", "--mentor", "T1", "--student", "S1"), 2, "",
		   "Give --mentor or --student, not both.");
}

static size_t todo_lines(const char *option, const char *value)
{
	struct run r = DAOSHI("todo", "--format", "csv", option, value);
	size_t lines = 0;

	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	for (const char *s = buf_str(&r.out); (s = strchr(s, '\n')); s++)
		lines++;
	run_release(&r);
	return lines;
}

/* S3 graduates, so there is one talk more; nobody owes it, but it shows where all is asked for. */
Test(cli_list, todo_of_all_is_that_of_each)
{
	cr_expect_eq(todo_lines("--student", "S1"), 10);
	cr_expect_eq(todo_lines("--mentor", "T1"), 19);
	cr_expect_eq(todo_lines("--student", "S3"), 11);
	cr_expect_eq(todo_lines(NULL, NULL), 29);
}

/* What a spreadsheet would run is quoted; numbers of the school's own are not touched. */
Test(cli_list, csv_holds_no_formula_and_quotes_what_it_must)
{
	EXPECT_RUN(DAOSHI_IN("=1+1\n", "record", "talk", "--student", "S1", "--note", "-"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI_IN("He said \"no, never\"\ntwice", "record", "talk", "--student", "S2",
			     "--note", "-"),
		   0, "", "");
	struct run r = DAOSHI("list", "contacts", "--format", "csv");

	cr_expect(strstr(buf_str(&r.out), ",\"'=1+1\","), "%s", buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), ",\"He said \"\"no, never\"\"\ntwice\","), "%s",
		  buf_str(&r.out));
	run_release(&r);
	r = DAOSHI("list", "contacts", "--format", "json");
	cr_expect(strstr(buf_str(&r.out), "\"text\":\"He said \\\"no, never\\\"\\ntwice\""), "%s",
		  buf_str(&r.out));
	cr_expect(strstr(buf_str(&r.out), "\"text\":\"=1+1\""), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_list, national_numbers_are_masked_in_every_format)
{
	static const char csv[] = "学号,姓名,班级\nG110101201401010012,李测试,九(2)\n";
	static const char *const formats[] = { "table", "csv", "json" };
	struct run r;

	daoshi_file("roster.csv", csv, sizeof csv - 1);
	r = DAOSHI("import", "students", daoshi_path("roster.csv"));
	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(!strstr(buf_str(&r.out), "20140101"), "%s", buf_str(&r.out));
	run_release(&r);
	for (int i = 0; i < 3; i++) {
		r = DAOSHI("list", "students", "--format", formats[i]);
		cr_expect(strstr(buf_str(&r.out), "李测试"));
		cr_expect(!strstr(buf_str(&r.out), "20140101"), "%s", buf_str(&r.out));
		run_release(&r);
	}
}
