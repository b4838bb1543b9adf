/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/account.h"

#include <criterion/criterion.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Mentors 1 and 2, the second of whom has left; a class 九(1). */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "九(1)", "2026-09-01");
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T2'");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_account, .init = begin, .fini = end);

static struct account of_login(const char *login)
{
	static struct rowset set;
	int64_t id;

	MUST(account_find(&s, login, &id, &e), e);
	rowset_release(&set);
	MUST(account_get(&s, id, &set, &e), e);
	return *(const struct account *)rowset_at(&set, 0);
}

static int64_t add(const char *login, const char *role)
{
	struct account a = { .login = login, .role = role };

	MUST(account_save(&s, &a, &e), e);
	return a.id;
}

static const char *stored(const char *login)
{
	char query[300];

	snprintf(query, sizeof query,
		 "SELECT role || coalesce(' m' || mentor_id, '') || coalesce(' c' || class_id, '')"
		 " || coalesce(' g' || grade, '') || iif(locked, ' locked', '') "
		 "FROM account WHERE login = '%s'",
		 login);
	return file_text("school.db", query);
}

Test(model_account, keeps_what_its_role_needs_and_no_more)
{
	static const struct {
		struct account a;
		const char *stored;
	} rows[] = {
		{ { .login = "xu", .role = "office" }, "office" },
		{ { .login = "zhu", .role = "principal", .grade = "9" }, "principal" },
		{ { .login = "he", .role = "inspector", .class_name = "九(1)" }, "inspector" },
		{ { .login = "lv", .role = "grade_head", .grade = "9", .mentor_id = 1 },
		  "grade_head m1 g9" },
		{ { .login = "shi", .role = "class_teacher", .class_name = "903", .grade = "9" },
		  NULL },
		{ { .login = "zhang", .role = "class_teacher", .class_name = "901", .grade = "9" },
		  "class_teacher c1" },
		{ { .login = "t1", .role = "mentor", .mentor_id = 1, .class_name = "九(1)" },
		  "mentor m1" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct account a = rows[i].a;

		if (!rows[i].stored) {
			REFUSED(account_save(&s, &a, &e), &e, ERR_INVALID, "class_name",
				"There is no class 903 yet");
			continue;
		}
		MUST(account_save(&s, &a, &e), e);
		cr_expect_str_eq(stored(a.login), rows[i].stored, "%s: %s", a.login,
				 stored(a.login));
	}
}

Test(model_account, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		struct account a;
		const char *field, *words;
	} rows[] = {
		{ { .role = "office" }, "login", "Login is missing" },
		{ { .login = "wang" }, "role", "Role is missing" },
		{ { .login = "王芳", .role = "office" }, "login", "is no login" },
		{ { .login = "-wang", .role = "office" }, "login", "is no login" },
		{ { .login = "wang;rm", .role = "office" }, "login", "is no login" },
		{ { .login = "wang fang", .role = "office" }, "login", "is no login" },
		{ { .login = "xu", .role = "office" }, "login", "There is an account xu already." },
		{ { .login = "wang", .role = "king" },
		  "role",
		  "There is no role \"king\"; choose one of: office, principal, inspector, grade "
		  "head, class teacher, mentor." },
		{ { .login = "wang", .role = "mentor" }, "mentor_id", "which mentor it is" },
		{ { .login = "wang", .role = "mentor", .mentor_id = 2 },
		  "mentor_id",
		  "导师2 has left" },
		{ { .login = "wang", .role = "grade_head" }, "grade", "the grade, as 9" },
		{ { .login = "wang", .role = "class_teacher" }, "class_name", "the class, as 903" },
		{ { .login = "wang", .role = "class_teacher", .class_name = "moon" },
		  "class_name",
		  "moon" },
	};

	add("xu", "office");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct account a = rows[i].a;

		REFUSED(account_save(&s, &a, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
		cr_expect_eq(a.id, 0);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM account"), 2);
}

Test(model_account, logins_that_servers_have)
{
	static const char *const logins[] = { "t10023",   "10023",       "wang.fang",
					      "Wang_F-2", "wang@school", "a" };

	for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
		cr_expect(add(logins[i], "principal"), "%s", logins[i]);
}

Test(model_account, the_way_back_stays_open)
{
	struct account own = of_login(s.login), other;

	/* the last one; also where it is one's own */
	REFUSED(account_lock(&s, own.id, own.rev, true, &e), &e, ERR_INVALID, "locked",
		"is the last open account of the office");
	own.role = "principal";
	REFUSED(account_save(&s, &own, &e), &e, ERR_INVALID, "role",
		"is the last open account of the office");
	add("xu", "office");
	own = of_login(s.login);
	REFUSED(account_lock(&s, own.id, own.rev, true, &e), &e, ERR_INVALID, "locked",
		"This is your own account");
	own.role = "mentor";
	own.mentor_id = 1;
	REFUSED(account_save(&s, &own, &e), &e, ERR_INVALID, "role", "This is your own account");
	own = of_login(s.login);
	own.login = "another";
	REFUSED(account_save(&s, &own, &e), &e, ERR_INVALID, "login", "This is your own account");
	own = of_login(s.login);
	own.uid = 4711;
	REFUSED(account_save(&s, &own, &e), &e, ERR_INVALID, "uid", "This is your own account");
	/* who it is may be said of one's own; the other one may be locked and opened */
	own = of_login(s.login);
	own.mentor_id = 1;
	MUST(account_save(&s, &own, &e), e);
	other = of_login("xu");
	MUST(account_lock(&s, other.id, other.rev, true, &e), e);
	cr_expect_str_eq(stored("xu"), "office locked");
	MUST(account_lock(&s, other.id, other.rev + 1, false, &e), e);
	cr_expect_str_eq(stored("xu"), "office");
	/* one who was locked meanwhile leaves nobody behind */
	other = of_login("xu");
	file_script("school.db", "UPDATE account SET locked = 1 WHERE login <> 'xu'");
	REFUSED(account_lock(&s, other.id, other.rev, true, &e), &e, ERR_DENIED, "",
		"Your account is locked");
}

Test(model_account, two_who_change_the_same)
{
	struct account first, second;

	add("zhu", "principal");
	first = second = of_login("zhu");
	MUST(account_lock(&s, first.id, first.rev, true, &e), e);
	second.role = "inspector";
	REFUSED(account_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed zhu meanwhile.");
	cr_expect_str_eq(stored("zhu"), "principal locked");
}

Test(model_account, a_login_of_this_system_gets_its_uid)
{
	struct account a = { .login = "nobody-of-that-name", .role = "principal" };
	const struct passwd *pw;

	MUST(account_save(&s, &a, &e), e);
	cr_expect_eq(a.uid, 0);
	pw = getpwnam("daemon");
	if (!pw)
		cr_skip_test("this system has no user daemon");
	add("daemon", "principal");
	cr_expect_eq(file_int("school.db", "SELECT uid FROM account WHERE login = 'daemon'"),
		     (int64_t)pw->pw_uid);
}

Test(model_account, lists_by_role_with_names)
{
	struct account t1 = { .login = "t1", .role = "mentor", .mentor_id = 1 };
	struct rowset set;

	MUST(account_save(&s, &t1, &e), e);
	add("zhu", "principal");
	add("an", "principal");
	school_script(&s, "UPDATE account SET login = 'me' WHERE id = 1;"
			  "UPDATE account SET mentor_id = 2 WHERE login = 'zhu'");
	MUST(account_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "login"), "me an zhu t1");
	cr_expect_str_eq(rows_field(&set, "mentor"), "- - 导师2 导师1");
	cr_expect_str_eq(rows_field(&set, "status"), "open open left open");
	rowset_release(&set);
}

Test(model_account, it_is_the_offices)
{
	struct account a = { .login = "wang", .role = "office" };
	struct rowset set = { 0 };
	size_t count;

	school_as(&s, 1);
	REFUSED(account_save(&s, &a, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(account_lock(&s, 1, 1, true, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(account_list(&s, &set, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&set);
	REFUSED(account_missing(&s, LOGIN_BY_PINYIN, &set, &e), &e, ERR_DENIED, "",
		"ask the office");
	rowset_release(&set);
	REFUSED(account_add_missing(&s, LOGIN_BY_PINYIN, &count, &e), &e, ERR_DENIED, "",
		"ask the office");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM account"), 1);
}

/* ----------------------------------------------------------- for all mentors */

static const char *proposed(enum account_logins by)
{
	struct rowset set;
	const char *all;

	MUST(account_missing(&s, by, &set, &e), e);
	all = rows_field(&set, "login");
	rowset_release(&set);
	return all;
}

static void name_mentors(void)
{
	static const char *const names[][3] = {
		{ "10023", "王芳", "" },
		{ "A-7", "王方", "" },
		{ "88", "曾小明", "" },
		{ "T9", "欧阳娜", "ou yang na" },
		{ "t88", "Ann Li", "" },
		{ "B1", "〇", "" },
		{ "编7", "单田芳", "shan tian fang" },
	};
	struct buf script = { 0 };

	buf_text(&script, "DELETE FROM mentor;");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		buf_printf(&script,
			   "INSERT INTO mentor (id, staff_no, name, reading, search) VALUES "
			   "(%zu, '%s', '%s', nullif('%s', ''), '');",
			   i + 1, names[i][0], names[i][1], names[i][2]);
	buf_text(&script, "UPDATE setting SET value = 'old' WHERE name = 'search_version'");
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

Test(model_account, logins_are_made_of_numbers_or_names)
{
	size_t count;

	name_mentors();
	cr_expect_str_eq(proposed(LOGIN_BY_STAFF_NO), "t10023 t88 a-7 b1 t9 t882 t7");
	cr_expect_str_eq(proposed(LOGIN_BY_PINYIN),
			 "wangfang zengxiaoming wangfang2 b1 ouyangna annli shantianfang");
	add("wangfang", "principal");
	MUST(account_add_missing(&s, LOGIN_BY_PINYIN, &count, &e), e);
	cr_expect_eq(count, 7);
	cr_expect_str_eq(stored("wangfang2"), "mentor m1");
	cr_expect_str_eq(stored("wangfang3"), "mentor m2");
	cr_expect_str_eq(stored("ouyangna"), "mentor m4");
	cr_expect_str_eq(proposed(LOGIN_BY_PINYIN), "");
	MUST(account_add_missing(&s, LOGIN_BY_STAFF_NO, &count, &e), e);
	cr_expect_eq(count, 0);
}

Test(model_account, who_has_left_or_has_one_gets_none)
{
	cr_expect_str_eq(proposed(LOGIN_BY_STAFF_NO), "t1");
	school_script(&s, "UPDATE account SET mentor_id = 1");
	cr_expect_str_eq(proposed(LOGIN_BY_STAFF_NO), "");
}
