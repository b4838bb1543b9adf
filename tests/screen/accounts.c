/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, grants, emergencies and sensitive notes. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

/* The login of whoever runs the tests is no part of a picture. */
static void accounts_school(void)
{
	desk_school();
	desk_roster("mentors", "工号,姓名\nT3,欧阳测试\nT4,离任测试\n");
	desk_script("UPDATE mentor SET status = 'left' WHERE staff_no = 'T4';"
		    "INSERT INTO account (login, role) VALUES ('zhuren', 'office');"
		    "INSERT INTO account (login, role, mentor_id) VALUES ('wang', 'mentor', "
		    "(SELECT id FROM mentor WHERE staff_no = 'T1'));"
		    "INSERT INTO account (login, role, mentor_id, class_id) VALUES ('lin', "
		    "'class_teacher', (SELECT id FROM mentor WHERE staff_no = 'T4'), 1);"
		    "INSERT INTO account (login, role, grade, locked) VALUES ('he', 'grade_head', "
		    "9, 1)");
}

TestSuite(screen_accounts, .init = accounts_school, .fini = daoshi_tidy);

static void go(struct terminal *t, const char *place)
{
	terminal_press(t, "C-p");
	terminal_type(t, place);
	terminal_press(t, "Enter");
}

/* Its own line, whose login differs from machine to machine, is not looked at. */
static void expect_line(struct terminal *t, const char *login, const char *line)
{
	for (int row = 3; row < 22; row++)
		if (strstr(terminal_row(t, row), login)) {
			cr_expect(strstr(terminal_row(t, row), line), "%s is not in %s", line,
				  terminal_row(t, row));
			return;
		}
	cr_assert_fail("%s is not in %s", login, terminal_text(t));
}

Test(screen_accounts, lists_who_works_with_the_file_and_as_what)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "账号");
	terminal_wait_text(t, "5 个账号；2 位导师没有账号，按 Ctrl-O 建立");
	expect_line(t, "zhuren", "德育处");
	expect_line(t, "wang", "甲测试      导师");
	expect_line(t, "lin", "离任测试    班主任         六(1)           导师已离任");
	expect_line(t, " he", "年级组长                九     停用");
	desk_leave(t);
}

Test(screen_accounts, adds_changes_and_locks)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "账号");
	terminal_press(t, "F9");
	terminal_expect(t, "account-new");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "缺少登录名");
	terminal_type(t, "王芳");
	terminal_press(t, "Tab 5");
	terminal_expect(t, "account-class-teacher");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "不是登录名");
	desk_retype(t, "zz");
	terminal_press(t, "C-s");
	terminal_expect(t, "account-class-lacking");
	desk_retype(t, "902");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存 zz。");
	expect_line(t, " zz", "班主任         九(2)");
	terminal_press(t, "F8");
	terminal_wait_text(t, "zz 已停用。");
	expect_line(t, " zz", "停用");
	terminal_press(t, "F8");
	terminal_wait_text(t, "zz 已重新启用。");
	desk_leave(t);
}

Test(screen_accounts, makes_one_for_every_mentor_without)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "账号");
	terminal_press(t, "C-o");
	terminal_wait_text(t, "1 工号  2 姓名拼音");
	terminal_press(t, "1");
	terminal_wait_text(t, "将新建 2 个账号：t2 乙测试、t3 欧阳测试");
	terminal_press(t, "2 C-o 2");
	terminal_wait_text(t, "将新建 2 个账号：yiceshi 乙测试、ouyangceshi 欧阳测试");
	terminal_press(t, "1");
	terminal_wait_text(t, "已建立 2 个账号。");
	terminal_wait_text(t, "7 个账号");
	expect_line(t, "ouyangceshi", "欧阳测试    导师");
	terminal_press(t, "C-o");
	terminal_wait_text(t, "每位导师都已有账号。");
	desk_leave(t);
}

Test(screen_accounts, ones_own_way_back_stays_open)
{
	struct terminal *t = desk_open(24, 80);

	desk_script("UPDATE account SET login = 'a' WHERE login = 'zhuren'");
	go(t, "账号");
	terminal_press(t, "End Home F8");
	terminal_wait_text(t, "a 已停用。"); /* the first by name */
	terminal_press(t, "Down F8");
	terminal_wait_text(t, "最后一个启用的账号");
	desk_leave(t);
}

/* ---------------------------------------------------------------------- grants */

Test(screen_accounts, grants_a_class_until_a_day)
{
	struct terminal *t = desk_open(24, 80);

	go(t, "授权");
	terminal_expect(t, "grants-empty");
	terminal_press(t, "F9");
	terminal_expect(t, "grant-new");
	terminal_press(t, "Space");
	terminal_type(t, "wang");
	terminal_press(t, "Enter Tab");
	terminal_wait_text(t, "甲测试 (wang)");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "缺少截止");
	desk_retype(t, "+7");
	terminal_press(t, "Tab");
	terminal_type(t, "代课");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "请填写授权范围");
	terminal_press(t, "Tab");
	terminal_type(t, "902");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已授权：甲测试，至 2026-11-30。");
	expect_line(t, "九(2)", "有效       甲测试    九(2)     2026-11-23  2026-11-30  代课");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "已结束：甲测试，九(2)。");
	expect_line(t, "九(2)", "已结束     甲测试    九(2)     2026-11-22  2026-11-22");
	desk_leave(t);
}

Test(screen_accounts, fits_a_small_window)
{
	struct terminal *t = desk_open(16, 60);

	go(t, "授权");
	terminal_expect(t, "grants-60x16");
	terminal_press(t, "F9");
	terminal_expect(t, "grant-60x16");
	terminal_press(t, "Esc");
	go(t, "账号");
	terminal_press(t, "F9");
	terminal_expect(t, "account-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_accounts, is_the_offices_alone)
{
	struct terminal *t;

	desk_as_mentor("T2");
	t = desk_open(24, 80);
	terminal_press(t, "F10");
	cr_expect(!terminal_shows(t, "账号") && !terminal_shows(t, "授权"), "%s", terminal_text(t));
	cr_expect(terminal_shows(t, "紧急查看"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* ----------------------------------------------------------------- emergencies */

static void take(struct terminal *t)
{
	terminal_press(t, "C-f");
	terminal_type(t, "赵测试");
	terminal_wait_text(t, "紧急情况下，按 F9");
	terminal_press(t, "F9");
	terminal_type(t, "受伤");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "至少 4 个字");
	terminal_type(t, "送医");
	terminal_press(t, "C-s");
}

Test(screen_accounts, in_an_emergency_a_teacher_sees_a_student)
{
	struct terminal *t;

	desk_as_mentor("T2");
	t = desk_open(24, 80);
	terminal_press(t, "C-f");
	terminal_type(t, "赵测试");
	terminal_expect(t, "emergency-nobody");
	terminal_press(t, "F9");
	terminal_expect(t, "emergency-form");
	terminal_press(t, "Esc");
	take(t);
	terminal_expect(t, "emergency-student");
	/* it is no change that is taken back */
	terminal_press(t, "C-u");
	terminal_press(t, "F2");
	terminal_wait_text(t, "赵测试");
	/* what one has of one's own is saved as before */
	terminal_press(t, "F10 Down*12 Enter F9");
	terminal_type(t, "已送医");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "1 条常用语");
	desk_leave(t);
}

Test(screen_accounts, the_office_is_shown_it_until_it_has_looked)
{
	struct terminal *t, *office;

	desk_as_mentor("T2");
	t = desk_open(24, 80);
	desk_script("UPDATE account SET role = 'office'");
	office = desk_open(24, 80);
	take(t);
	desk_leave(t);
	terminal_wait_text(office, "有 1 次紧急查看尚未审阅：按 F10，再选“授权”。");
	cr_expect(strstr(terminal_row(office, 0), "紧急查看 1  11-23"), "%s",
		  terminal_row(office, 0));
	go(office, "授权");
	expect_line(office, "紧急",
		    "紧急       乙测试    赵测试    2026-11-23  2026-11-24  受伤送医");
	terminal_press(office, "Enter");
	terminal_wait_text(office, "1 已审阅  2 结束权限  3 学生页面");
	terminal_press(office, "1");
	terminal_wait_text(office, "已记下您审阅过了。");
	cr_expect(!strstr(terminal_row(office, 0), "紧急"), "%s", terminal_row(office, 0));
	desk_leave(office);
}

/* -------------------------------------------------------------- sensitive notes */

Test(screen_accounts, a_sensitive_note_is_marked_where_it_is_shown)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 2 S-Tab*2");
	terminal_type(t, "父母离异");
	terminal_press(t, "S-Tab 2 C-s F4");
	terminal_wait_text(t, "敏感  父母离异");
	terminal_press(t, "F2 Enter");
	terminal_expect(t, "sensitive-student");
	desk_leave(t);
}

/* As the views of somebody else's session have it. */
Test(screen_accounts, a_note_that_is_not_for_one_is_said_to_be_there)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 2 S-Tab*2");
	terminal_type(t, "父母离异");
	terminal_press(t, "S-Tab 2 C-s");
	desk_script("UPDATE contact SET summary = NULL, place = NULL");
	terminal_press(t, "F4");
	terminal_wait_text(t, "（敏感：仅主导师");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "这条记录已标为敏感，只有主导师和德育处可以查看和修改。");
	desk_leave(t);
}
