/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts from a roster: login, role, who it is, class and grade, and nothing else. */
#include <criterion/criterion.h>

#include "db/file.h"
#include "expect.h"
#include "importing.h"
#include "model/account.h"
#include "support/school.h"

static struct session s;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "九(3)", NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_import_accounts, .init = begin, .fini = end);

#define ACCOUNTS OPTIONS(.kind = IMPORT_ACCOUNTS)

static const char three[] = "登录名,角色,工号,班级,年级\n"
			    "t1,导师,T1,903,\n"
			    "t2,班主任,T2,903,\n"
			    "t3,年级组长,,,九\n";

Test(model_import_accounts, added_and_the_same_once_more)
{
	EXPECT_IMPORT(&s, ACCOUNTS, three,
		      "3 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	cr_expect_str_eq(file_text("school.db",
				   "SELECT group_concat(login || ' ' || role || ' ' || "
				   "coalesce(mentor_id, 0) || ' ' || coalesce(class_id, 0) || ' ' "
				   "|| coalesce(grade, 0), '; ') FROM (SELECT * FROM account "
				   "WHERE login LIKE 't_' ORDER BY login)"),
			 "t1 mentor 1 0 0; t2 class_teacher 2 1 0; t3 grade_head 0 0 9");
	EXPECT_IMPORT(&s, ACCOUNTS, three,
		      "0 added, 0 changed, 3 unchanged, 0 wrong, 0 missing, saved", "");
}

/* What the roster has no column for stays: a lock, and the system's number. */
Test(model_import_accounts, changed_without_touching_lock_and_uid)
{
	struct err e = { 0 };
	int64_t id;

	EXPECT_IMPORT(&s, ACCOUNTS, three,
		      "3 added, 0 changed, 0 unchanged, 0 wrong, 0 missing, saved", "");
	MUST(account_find(&s, "t1", &id, &e), e);
	MUST(account_lock(&s, id, 1, true, &e), e);
	EXPECT_IMPORT(&s, ACCOUNTS, "登录名,角色,工号\nt1,,T2\nt3,导师,T1\n",
		      "0 added, 2 changed, 0 unchanged, 0 wrong, 0 missing, saved",
		      "2 changed|Mentor|T2|was 导师1\n"
		      "3 changed|Role|mentor|was grade head\n"
		      "3 changed|Mentor|T1|was (nothing)\n");
	cr_expect_eq(file_int("school.db", "SELECT locked FROM account WHERE login = 't1'"), 1);
	EXPECT_IMPORT(&s, ACCOUNTS, "登录名,角色,uid,locked\nt1,,7,0\n",
		      "0 added, 0 changed, 1 unchanged, 0 wrong, 0 missing, saved", "");
}

Test(model_import_accounts, what_is_refused_at_its_column)
{
	EXPECT_IMPORT(
		&s, ACCOUNTS,
		"登录名,角色,工号,班级,年级\n"
		"王,导师,T1,,\n"
		"t4,导师,,,\n"
		"t5,导师,T9,,\n"
		"t6,班主任,T1,,\n"
		"t7,班主任,T1,801,\n"
		"t8,年级组长,,,\n"
		"t9,,T1,,\n"
		"t1,月亮,T1,,\n"
		"t2,导师,T1,,\n"
		"T2,导师,T1,,\n",
		"1 added, 0 changed, 0 unchanged, 9 wrong, 0 missing, not saved",
		"2 error|登录名|王|\"王\" is no login: letters of the Latin alphabet, digits "
		"and _ . - @ + only, as the server has it.\n"
		"3 error|||A mentor's account says which mentor it is; choose one.\n"
		"4 error|工号|T9|There is no mentor T9; import the mentors first, or mend the "
		"number.\n"
		"5 error|班级||Say whose class teacher it is: the class, as 903.\n"
		"6 error|班级|801|There is no class 八(1) yet; it comes with its first "
		"student.\n"
		"7 error|年级||Say whose head it is: the grade, as 9.\n"
		"8 error|角色||Role is missing; it must be filled in\n"
		"9 error|角色|月亮|Role \"月亮\" is not one of office / principal / inspector "
		"/ grade head / class teacher / mentor\n"
		"11 error|登录名|T2|The same login stands in row 10 already; one of the two "
		"must be mended.\n");
}
