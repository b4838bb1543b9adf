/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What guardians agreed to, and what they may ask for. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "support/desk.h"

TestSuite(cli_consent, .init = daoshi_school, .fini = daoshi_tidy);

#define HEAD "student_no,student,class_name,given_by,covers,given_on,withdrawn_on,note\r\n"

Test(cli_consent, given_listed_and_taken_back)
{
	EXPECT_RUN(DAOSHI("consent", "add", "--student", "S1", "--student", "S2", "--given-by",
			  "赵家长", "--note", "在档案袋"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("consent", "withdraw", "--student", "S2"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "consents", "--format", "csv"), 0,
		   HEAD "S2,钱测试,六(1),赵家长,records visits,2026-11-23,2026-11-23,在档案袋\r\n"
			"S1,赵测试,六(1),赵家长,records visits,2026-11-23,,在档案袋\r\n",
		   "");
	EXPECT_RUN(DAOSHI("consent", "withdraw", "--student", "S2"), 4, "",
		   "No consent of this student holds.");
	EXPECT_RUN(DAOSHI("consent", "missing", "--format", "csv"), 0,
		   "student_no,name,class_name,mentor,lacks\r\n"
		   "S2,钱测试,六(1),甲测试,records visits\r\n"
		   "S3,孙测试,九(2),,records visits\r\n",
		   "");
}

Test(cli_consent, what_does_not_go_is_refused)
{
	EXPECT_RUN(DAOSHI("consent", "give"), 2, "", "There is no 'consent give'.");
	EXPECT_RUN(DAOSHI("consent", "add", "--given-by", "甲"), 2, "",
		   "'consent add' needs the option --student.");
	EXPECT_RUN(DAOSHI("consent", "change", "--student", "S1", "--withdrawn-on", "11-20"), 2, "",
		   "The option --withdrawn-on does not go with 'consent change'.");
	EXPECT_RUN(DAOSHI("consent", "missing", "--student", "S1"), 2, "",
		   "does not go with 'consent missing'");
	EXPECT_RUN(DAOSHI("consent", "add", "--student", "S1", "--given-by", "甲", "--covers",
			  "everything"),
		   3, "", "everything");
}

/* ------------------------------------------------------------- numbers that are masked */

#define NUMBERS "student_no,student,class_name,name,relation,phone\r\n"

Test(cli_consent, numbers_are_whole_where_that_is_asked_for_and_put_on_record)
{
	EXPECT_RUN(DAOSHI("list", "guardians", "--format", "csv"), 0,
		   NUMBERS "S1,赵测试,六(1),赵家长,父亲,139****0011\r\n", "");
	EXPECT_RUN(DAOSHI("list", "guardians", "--reveal", "--format", "csv"), 0,
		   NUMBERS "S1,赵测试,六(1),赵家长,父亲,13900000011\r\n", "");
	EXPECT_RUN(DAOSHI("list", "guardians", "--reveal"), 0,
		   "Student no.  Student  Class  Guardian  Relation  Phone\n"
		   "S1           赵测试   六(1)  赵家长    父亲      139 0000 0011\n",
		   "");
	/* refused on the whole if it could not be put on record */
	desk_script("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); "
		    "END");
	EXPECT_RUN(DAOSHI("list", "guardians", "--reveal"), 9, "", "Nothing was changed");
	desk_script("DROP TRIGGER full");
	desk_as_mentor("T1");
	EXPECT_RUN(DAOSHI("list", "guardians", "--reveal"), 5, "", "ask the office");
	EXPECT_RUN(DAOSHI("list", "guardians", "--format", "csv"), 0,
		   NUMBERS "S1,赵测试,六(1),赵家长,父亲,139****0011\r\n", "");
}

/* ---------------------------------------------------------------- all that is held */

Test(cli_consent, everything_on_a_student)
{
	struct run r = DAOSHI("everything", "--student", "S1");

	cr_expect_eq(r.code, 0);
	cr_expect(strstr(buf_str(&r.out), "All that is held on 赵测试 (S1)  page 1"));
	cr_expect(strstr(buf_str(&r.out), "13900000011"), "it is the guardians' own");
	cr_expect(!strstr(buf_str(&r.out), "钱测试"));
	run_release(&r);
	r = DAOSHI("everything", "--student", "S1", "--format", "json");
	cr_expect(strstr(buf_str(&r.out), "\"guardian\":[\n{\"name\":\"赵家长\""), "%s",
		  buf_str(&r.out));
	run_release(&r);
	EXPECT_RUN(DAOSHI("everything", "--student", "S1", "--format", "csv"), 2, "", "as text");
	EXPECT_RUN(DAOSHI("everything", "--student", "S9"), 4, "", "S9");
}

Test(cli_consent, the_years_access_sheet)
{
	char clock[16];
	struct run r;
	int year, month, day;

	run_release(&(struct run[]){ DAOSHI("everything", "--student", "S1") }[0]);
	date_to_civil(date_today(), &year, &month, &day);
	snprintf(clock, sizeof clock, "%d", year);
	r = DAOSHI("access-sheet", clock);
	cr_expect(strstr(buf_str(&r.out), "State Council Decree 766, art. 36, 37"));
	cr_expect(strstr(buf_str(&r.out), "Consent"));
	run_release(&r);
	r = DAOSHI("access-sheet", clock, "--format", "json");
	cr_expect(strstr(buf_str(&r.out), "{\"section\":\"export\",\"item\":\""));
	cr_expect(strstr(buf_str(&r.out), "{\"section\":\"reveal\",\"item\":\"\",\"count\":0,"));
	run_release(&r);
	EXPECT_RUN(DAOSHI("access-sheet", "soon"), 3, "", "\"soon\" is no calendar year");
}
