/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daoshi account, daoshi grant, daoshi emergency. */
#include <criterion/criterion.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/desk.h"

TestSuite(cli_account, .init = daoshi_school, .fini = daoshi_tidy);

static const char *me(void)
{
	const struct passwd *pw = getpwuid(getuid());

	cr_assert(pw);
	return pw->pw_name;
}

/* One's own account is a mentor's from now on, or the office's again. */
static void be(const char *role)
{
	char sql[200];

	snprintf(sql, sizeof sql,
		 "UPDATE account SET role = '%s', mentor_id = (SELECT id FROM mentor "
		 "WHERE staff_no = 'T2') WHERE login = '%s'",
		 role, me());
	desk_script(sql);
}

/* Without one's own, whose login and uid are this machine's. */
static void expect_accounts(const char *rows)
{
	struct run r = DAOSHI("account", "list", "--format", "csv");
	const char *first = strchr(buf_str(&r.out), '\n');

	cr_assert(first && strchr(first + 1, '\n'), "%s%s", buf_str(&r.out), buf_str(&r.err));
	cr_expect_str_eq(strchr(first + 1, '\n') + 1, rows);
	run_release(&r);
}

Test(cli_account, added_changed_locked_and_let_in_again)
{
	EXPECT_RUN(DAOSHI("account", "add", "zz-wang", "--mentor", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("account", "add", "zz-lin", "--role", "class_teacher", "--class", "601"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("account", "add", "zz-he", "--role", "年级组长", "--grade", "九年级",
			  "--uid", "4711"),
		   0, "", "");
	expect_accounts("zz-he,grade_head,,,,9,open,4711\r\n"
			"zz-lin,class_teacher,,,六(1),,open,\r\n"
			"zz-wang,mentor,甲测试,T1,,,open,\r\n");
	EXPECT_RUN(DAOSHI("account", "set", "zz-he", "--role", "principal", "--login", "zz-xu"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI("account", "lock", "zz-wang"), 0, "", "");
	EXPECT_RUN(DAOSHI("account", "lock", "zz-lin"), 0, "", "");
	EXPECT_RUN(DAOSHI("account", "unlock", "zz-lin"), 0, "", "");
	expect_accounts("zz-xu,principal,,,,,open,4711\r\n"
			"zz-lin,class_teacher,,,六(1),,open,\r\n"
			"zz-wang,mentor,甲测试,T1,,,locked,\r\n");
}

Test(cli_account, for_all_mentors)
{
	EXPECT_RUN(DAOSHI("account", "add", "--all-mentors", "staff-no", "--dry-run"), 0,
		   "Login  Role    Who it is  Staff no.  Class  Grade  Status  User id\n"
		   "t1     mentor  甲测试     T1                       in use\n"
		   "t2     mentor  乙测试     T2                       in use\n",
		   "");
	EXPECT_RUN(DAOSHI("account", "add", "--all-mentors", "pinyin", "--format", "csv"), 0,
		   "login,role,mentor,staff_no,class_name,grade,status,uid\r\n"
		   "jiaceshi,mentor,甲测试,T1,,,open,\r\n"
		   "yiceshi,mentor,乙测试,T2,,,open,\r\n",
		   "");
	EXPECT_RUN(DAOSHI("account", "add", "--all-mentors", "staff-no"), 0, "", "");
	expect_accounts("jiaceshi,mentor,甲测试,T1,,,open,\r\n"
			"yiceshi,mentor,乙测试,T2,,,open,\r\n");
}

Test(cli_account, what_is_wrong_with_the_line)
{
	EXPECT_RUN(DAOSHI("account"), 2, "", "'daoshi account' needs");
	EXPECT_RUN(DAOSHI("account", "delete", "x"), 2, "", "There is no 'account delete'.");
	EXPECT_RUN(DAOSHI("account", "add"), 2, "", "'account add' needs a login.");
	EXPECT_RUN(DAOSHI("account", "list", "x"), 2, "", "one word too many");
	EXPECT_RUN(DAOSHI("account", "lock", "x", "--role", "office"), 2, "",
		   "The option --role does not go with 'account lock'.");
	EXPECT_RUN(DAOSHI("account", "add", "--all-mentors", "hand"), 2, "",
		   "There are no logins by hand.");
	EXPECT_RUN(DAOSHI("account", "lock", "x"), 4, "", "There is no account x.");
	EXPECT_RUN(DAOSHI("account", "add", "x", "--role", "king"), 3, "",
		   "office / principal / inspector / grade head / class teacher / mentor");
	EXPECT_RUN(DAOSHI("account", "add", "x;y", "--role", "office"), 3, "", "is no login");
	EXPECT_RUN(DAOSHI("account", "lock", me()), 3, "", "is the last open account");
	expect_accounts("");
}

/* ---------------------------------------------------------------------- grants */

#define HEAD                                                                                       \
	"number,state,login,who,student_no,student,class_name,grade,may,starts,ends,emergency,"    \
	"approver,seen_by,made_at,reason\r\n"

/* The list without who approved it, when, and who is meant by the emergency. */
static void expect_grants(const char *columns)
{
	struct run r = DAOSHI("grant", "list");
	const char *at = buf_str(&r.out);

	cr_expect(strstr(at, columns), "%s is not in %s%s", columns, at, buf_str(&r.err));
	run_release(&r);
}

Test(cli_account, a_grant_is_made_and_ended)
{
	EXPECT_RUN(DAOSHI("grant", "list", "--format", "csv"), 0, HEAD, "");
	EXPECT_RUN(DAOSHI("account", "add", "zz-wang", "--mentor", "T1"), 0, "", "");
	EXPECT_RUN(DAOSHI("grant", "add", "--account", "zz-wang", "--class", "902", "--ends", "+30",
			  "--reason", "代课", "--may", "record"),
		   0, "", "");
	expect_grants("  1  in force  zz-wang  甲测试    九(2)    read and record  2026-11-23  "
		      "2026-12-23");
	EXPECT_RUN(DAOSHI("grant", "end", "1"), 0, "", "");
	expect_grants("2026-11-22  2026-11-22");
	EXPECT_RUN(DAOSHI("grant", "end", "1"), 3, "", "It ended on 2026-11-22 already.");
}

Test(cli_account, what_is_wrong_with_a_grant)
{
	EXPECT_RUN(DAOSHI("grant", "give"), 2, "", "There is no 'grant give'.");
	EXPECT_RUN(DAOSHI("grant", "end"), 2, "", "'grant end' needs a number");
	EXPECT_RUN(DAOSHI("grant", "end", "x"), 2, "", "\"x\" is no number of a grant");
	EXPECT_RUN(DAOSHI("grant", "end", "7"), 4, "", "There is no such grant.");
	EXPECT_RUN(DAOSHI("grant", "list", "--may", "read"), 2, "",
		   "The option --may does not go with 'grant list'.");
	EXPECT_RUN(DAOSHI("grant", "add", "--class", "902"), 2, "",
		   "The option --account LOGIN is missing.");
	EXPECT_RUN(DAOSHI("grant", "add", "--account", "x", "--class", "902", "--ends", "+1",
			  "--reason", "代课"),
		   4, "", "There is no account x.");
	EXPECT_RUN(DAOSHI("grant", "add", "--account", me(), "--class", "902", "--ends", "+1",
			  "--reason", "代课"),
		   3, "", "sees everybody already");
	EXPECT_RUN(DAOSHI("grant", "list", "--format", "csv"), 0, HEAD, "");
}

Test(cli_account, an_emergency_opens_one_student)
{
	be("mentor");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S1"), 4, "", "S1");
	EXPECT_RUN(DAOSHI("emergency", "--student", "S1", "--reason", "受伤"), 3, "",
		   "4 characters at least");
	EXPECT_RUN(DAOSHI("emergency", "--student", "赵测", "--reason", "学生受伤"), 4, "",
		   "No student of the school");
	EXPECT_RUN(
		DAOSHI("emergency", "--student", "赵测试", "--reason", "学生受伤", "--days", "8"),
		3, "", "7 at most");
	EXPECT_RUN(DAOSHI_IN("学生受伤\n", "emergency", "--student", "赵测试", "--reason", "-"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S1"), 0, "", "");
	EXPECT_RUN(DAOSHI("list", "contacts", "--student", "S3"), 4, "", "S3");
	EXPECT_RUN(DAOSHI("grant", "list"), 5, "", "ask the office");
	be("office");
	expect_grants("emergency");
	EXPECT_RUN(DAOSHI("grant", "seen", "1"), 0, "", "");
	expect_grants("in force");
	EXPECT_RUN(DAOSHI("grant", "seen", "1"), 3, "", "has looked at it already");
	EXPECT_RUN(DAOSHI("emergency", "--student", "S1", "--reason", "学生受伤"), 3, "",
		   "The office sees every student already.");
}
