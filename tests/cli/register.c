/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding, changing and taking back one at a time, as the screens do. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/daoshi.h"

TestSuite(cli_register, .init = daoshi_school, .fini = daoshi_tidy);

#define OK(...) EXPECT_RUN(DAOSHI(__VA_ARGS__), 0, "", "")

static void expect_part(struct run r, const char *part)
{
	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(strstr(buf_str(&r.out), part), "no %s in %s", part, buf_str(&r.out));
	run_release(&r);
}

static void expect_no(struct run r, const char *part)
{
	cr_expect_eq(r.code, 0, "%s", buf_str(&r.err));
	cr_expect(!strstr(buf_str(&r.out), part), "%s", buf_str(&r.out));
	run_release(&r);
}

Test(cli_register, a_student)
{
	OK("student", "add", "--name", "李测试", "--student-no", "S4", "--class-name", "601",
	   "--seat", "3");
	expect_part(DAOSHI("list", "students", "--format", "csv"), "S4,李测试,,六(1),3,6,");
	OK("student", "change", "--student", "S4", "--sex", "f", "--class-name", "602");
	expect_part(DAOSHI("list", "students", "--format", "csv"), "S4,李测试,f,六(2),3,6,");
	EXPECT_RUN(DAOSHI("student", "add", "--name", "李测试"), 2, "",
		   "'student add' needs the option --student-no.");
	EXPECT_RUN(DAOSHI("student", "change", "--student", "S9", "--sex", "f"), 4, "",
		   "no student with the number S9");
	EXPECT_RUN(DAOSHI("student", "add", "--name", "李测试", "--student-no", "S1",
			  "--class-name", "601"),
		   3, "", "S1");
	EXPECT_RUN(DAOSHI("student", "drop"), 2, "", "There is no 'student drop'.");
}

Test(cli_register, a_guardian)
{
	OK("guardian", "add", "--student", "S2", "--name", "钱家长", "--relation", "母亲",
	   "--phone", "13900000022");
	EXPECT_RUN(DAOSHI("guardian", "add", "--student", "S2", "--name", "钱家长"), 3, "",
		   "has a guardian of that name already");
	OK("guardian", "change", "--student", "S2", "--guardian", "母亲", "--phone", "13900000033");
	expect_part(DAOSHI("list", "guardians", "--format", "csv"), "139****0033");
	EXPECT_RUN(DAOSHI("guardian", "remove", "--student", "S2", "--guardian", "父亲"), 2, "",
		   "The student has no guardian 父亲.");
	OK("guardian", "remove", "--student", "S2", "--guardian", "钱家长");
	expect_no(DAOSHI("list", "guardians", "--format", "csv"), "钱家长");
	EXPECT_RUN(DAOSHI("guardian", "remove", "--student", "S2", "--guardian", "钱家长"), 4, "",
		   "No guardian of this student is known.");
}

Test(cli_register, a_mentor)
{
	OK("mentor", "add", "--name", "丙测试", "--staff-no", "T3");
	OK("mentor", "change", "--mentor", "T3", "--subject", "英语", "--capacity", "5");
	expect_part(DAOSHI("list", "mentors", "--format", "csv"), "T3,丙测试,英语,,active,5,");
	OK("mentor", "change", "--mentor", "丙测试", "--status", "left");
	expect_no(DAOSHI("list", "mentors", "--format", "csv"), "T3,");
	EXPECT_RUN(DAOSHI("mentor", "change", "--mentor", "T1", "--status", "left"), 3, "",
		   "students");
}

/* By the number that the list tells; it is the first record of the file. */
Test(cli_register, a_contact_is_corrected_and_taken_back)
{
	OK("record", "talk", "--student", "S1", "--date", "2026-11-20");
	expect_part(DAOSHI("list", "contacts", "--format", "csv"),
		    "no,date,kind,students,mentor,key_date,mode,place,guardian,reason,topics,text,"
		    "created_at,sensitive\r\n1,2026-11-20,talk,赵测试,甲测试,");
	EXPECT_RUN(DAOSHI_IN("问过作业", "contact", "change", "1", "--mode", "phone", "--note", "-",
			     "--date", "2026-11-19"),
		   0, "", "");
	expect_part(DAOSHI("list", "contacts", "--format", "csv"),
		    "1,2026-11-19,talk,赵测试,甲测试,,phone,,,,,问过作业,");
	EXPECT_RUN(DAOSHI("contact", "change", "1", "--to-student", "2026-11-20"), 2, "",
		   "does not go with 'record talk'");
	EXPECT_RUN(DAOSHI("contact", "change", "x"), 3, "", "is no number of a contact");
	EXPECT_RUN(DAOSHI("contact", "withdraw", "2"), 4, "", "There is no such record.");
	EXPECT_RUN(DAOSHI("contact", "withdraw", "1", "--mode", "phone"), 2, "",
		   "The option --mode does not go with 'contact withdraw'.");
	OK("contact", "withdraw", "1");
	expect_no(DAOSHI("list", "contacts", "--format", "csv"), "talk");
}

Test(cli_register, a_history)
{
	OK("guardian", "add", "--student", "S2", "--name", "钱家长");
	OK("mentor", "change", "--mentor", "T2", "--subject", "物理");
	expect_part(DAOSHI("history", "student", "S2", "--format", "csv"), "钱家长");
	expect_part(DAOSHI("history", "mentor", "T2", "--format", "csv"), "数学,物理\r\n");
	EXPECT_RUN(DAOSHI("history", "student"), 2, "", "needs one word more");
	EXPECT_RUN(DAOSHI("history", "moon", "1"), 2, "", "There is no 'history moon'.");
}

Test(cli_register, an_exemption_is_removed)
{
	OK("exempt", "--student", "S1", "--reason", "住院", "--approver", "校长", "--what",
	   "visit");
	EXPECT_RUN(DAOSHI("exempt", "remove", "--student", "S1", "--what", "talk"), 4, "",
		   "has no such exemption");
	OK("exempt", "remove", "--student", "S1");
	EXPECT_RUN(DAOSHI("list", "exemptions"), 0, "", "");
	EXPECT_RUN(DAOSHI("exempt", "undo", "--student", "S1"), 2, "",
		   "There is no 'exempt undo'.");
}

Test(cli_register, a_training_is_changed)
{
	OK("training", "add", "--date", "2026-11-20", "--level", "school", "--title", "家访",
	   "--credits", "1");
	OK("training", "change", "--training", "1", "--title", "家访技巧", "--credits", "1.5");
	expect_part(DAOSHI("list", "trainings", "--format", "csv"),
		    "1,2026-11-20,school,家访技巧,,1.5,");
}

Test(cli_register, a_consent_a_phrase_a_referral_a_bright_spot)
{
	OK("consent", "add", "--student", "S1", "--given-by", "赵家长");
	OK("consent", "change", "--student", "S1", "--covers", "records visits photos", "--note",
	   "在档案柜");
	expect_part(DAOSHI("consent", "list", "--format", "csv"),
		    "赵家长,records visits photos,2026-11-23,,在档案柜\r\n");
	OK("phrase", "add", "课堂专注", "--code", "kt");
	OK("phrase", "change", "kt", "课堂上专注", "--code", "ktz");
	expect_part(DAOSHI("phrase", "list", "--format", "csv"), "ktz,own,,,课堂上专注\r\n");
	OK("department", "add", "测试部门");
	OK("refer", "--student", "S1", "--department", "测试部门");
	OK("refer", "change", "--student", "S1", "--due", "+20");
	expect_part(DAOSHI("list", "referrals", "--format", "csv"), "测试部门,open,2026-12-13,");
	OK("bright", "主动打扫", "--student", "S1");
	OK("bright", "主动打扫", "--student", "S1", "--remove");
	EXPECT_RUN(DAOSHI("bright", "主动打扫", "--student", "S1", "--remove"), 4, "",
		   "no bright spot with that text");
}

Test(cli_register, drafts)
{
	EXPECT_RUN(DAOSHI("draft", "list"), 0, "", "");
	EXPECT_RUN(DAOSHI("draft", "discard", "nobody.contact.1"), 4, "", "You have no draft");
}
