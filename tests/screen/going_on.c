/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same record for the next student, and days that are not of the school year. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

/* T1's students in the checklist's order: 赵测试, 钱测试, 李测试; 孙测试 is nobody's. */
static void begin(void)
{
	desk_school();
	desk_roster("students", "学号,姓名,性别,班级,座号\nS4,李测试,女,六(1),3\n");
	desk_script("UPDATE enrolment SET starts = '2026-09-01'");
	desk_roster("assignments", "学号,姓名,导师工号,导师姓名\nS4,李测试,T1,甲测试\n");
}

TestSuite(screen_going_on, .init = begin, .fini = daoshi_tidy);

static void expect_shown(struct terminal *t, const char *text)
{
	cr_expect(terminal_shows(t, text), "%s is not in\n%s", text, terminal_text(t));
}

static void expect_student(struct terminal *t, const char *name)
{
	cr_expect(strstr(terminal_row(t, 2), name), "not %s:\n%s", name, terminal_text(t));
}

static void expect_count(int count)
{
	struct run r = DAOSHI("list", "contacts", "--format", "csv");
	int lines = 0;

	for (const char *at = buf_str(&r.out); (at = strchr(at, '\n')); at++)
		lines++;
	cr_expect_eq(lines, count + 1, "%s", buf_str(&r.out));
	run_release(&r);
}

/* -------------------------------------------------------------------- Ctrl-N */

Test(screen_going_on, in_the_order_of_the_list)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 - PgDn");
	terminal_type(t, "第一位");
	terminal_press(t, "C-n");
	terminal_expect(t, "going-on-next");
	terminal_type(t, "第二位");
	terminal_press(t, "C-n C-n");
	expect_student(t, "孙测试");
	terminal_press(t, "C-n"); /* nobody leads this one */
	expect_student(t, "孙测试");
	expect_shown(t, "缺少导师");
	terminal_press(t, "Esc");
	if (terminal_shows(t, "放弃"))
		terminal_press(t, "1");
	expect_shown(t, "待办");
	expect_count(3);
	desk_leave(t);
}

Test(screen_going_on, the_end_is_said_and_the_list_is_back)
{
	struct terminal *t;

	desk_as_mentor("T1");
	t = desk_open(24, 80);
	terminal_press(t, "1 C-n C-n");
	expect_student(t, "李测试");
	terminal_press(t, "C-n");
	terminal_expect(t, "going-on-end");
	expect_count(3);
	desk_leave(t);
}

/* As the list is sorted and filtered, not as it was read. */
Test(screen_going_on, a_list_that_is_sorted_is_followed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F7 6 F7 6 Home"); /* by number, turned round */
	expect_shown(t, ">  李测试");
	terminal_press(t, "5 C-n");
	expect_student(t, "孙测试");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* From elsewhere through those of the student's mentor. */
Test(screen_going_on, without_a_list_through_the_mentors_own)
{
	static const char *const ways[] = { "F4 F9 5 Space Enter", "F2 Enter 5" };
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		terminal_press(t, ways[i]);
		expect_student(t, "赵测试");
		terminal_press(t, "C-n");
		expect_student(t, "钱测试");
		terminal_press(t, "C-n C-n");
		expect_shown(t, "已记录：消息，李测试，2026-11-23。 甲测试的学生到此为止。");
		terminal_press(t, "F12");
	}
	expect_count(6);
	desk_leave(t);
}

/* One key too many records nothing on the way back, and what was recorded is opened. */
Test(screen_going_on, back_to_what_was_recorded)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5 PgDn");
	terminal_type(t, "写错了");
	terminal_press(t, "C-n C-x");
	expect_student(t, "赵测试");
	expect_shown(t, "写错了");
	expect_count(1);
	terminal_type(t, "，改好");
	terminal_press(t, "C-n");
	expect_student(t, "钱测试");
	expect_shown(t, "新增：消息");
	terminal_press(t, "C-x C-x");
	expect_student(t, "赵测试");
	expect_shown(t, "写错了，改好");
	expect_shown(t, "这是名单中的第一名。");
	terminal_press(t, "Esc");
	expect_count(1);
	desk_leave(t);
}

Test(screen_going_on, what_is_wrong_keeps_the_student)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "5");
	terminal_type(t, "明天");
	terminal_press(t, "C-n");
	expect_student(t, "赵测试");
	expect_shown(t, "2026-11-24 还没有到");
	terminal_press(t, "Esc 1");
	expect_count(0);
	desk_leave(t);
}

Test(screen_going_on, several_at_once_have_no_next)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Space*2 2 C-n");
	expect_shown(t, "这条记录涉及几名学生，没有下一位");
	terminal_press(t, "C-x");
	expect_shown(t, "没有下一位");
	expect_count(0);
	terminal_press(t, "C-s");
	expect_count(1);
	desk_leave(t);
}

/* A list narrowed to one is no order: the mentor's own students are. */
Test(screen_going_on, somebody_who_was_found_has_a_next)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 /");
	terminal_type(t, "钱测");
	terminal_press(t, "Enter 5 C-n");
	expect_student(t, "李测试");
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* -------------------------------------------------- a day of another school year */

static void add_year_before(void)
{
	begin();
	desk_script("INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025,"
		    " '2025-09-01', '2026-02-15', '2026-08-31');"
		    "INSERT INTO enrolment (student_id, class_id, school_year_id, starts, ends)"
		    " SELECT student_id, class_id, 2025, '2025-09-01', '2026-08-31'"
		    " FROM enrolment");
}

Test(screen_going_on, a_day_of_the_year_before_is_asked_about, .init = add_year_before)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "4");
	terminal_type(t, "2025-11-20");
	expect_shown(t, "周四 368天前 不在本学年");
	terminal_press(t, "C-s");
	terminal_expect(t, "going-on-year-question");
	terminal_press(t, "2");
	expect_count(0);
	terminal_wait_cursor_row(t, "日期");
	terminal_press(t, "C-s");
	expect_shown(t, "就用这天吗？");
	terminal_press(t, "1");
	expect_shown(t, "已记录：电话，赵测试，2025-11-20。");
	/* what stands there already is not asked about */
	terminal_press(t, "Tab End Enter PgDn x C-s");
	expect_shown(t, "已记录：电话，赵测试，2025-11-20。");
	desk_leave(t);
}

/* What would be refused is not asked about first. */
Test(screen_going_on, a_day_that_is_refused_is_not)
{
	static const char *const days[] = { "2025-11-20", "2027-09-01" };
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		terminal_press(t, "4");
		terminal_type(t, days[i]);
		expect_shown(t, "不在本学年");
		terminal_press(t, "C-s");
		cr_expect_not(terminal_shows(t, "就用这天吗"), "%s", terminal_text(t));
		terminal_wait_cursor_row(t, "日期");
		terminal_press(t, "Esc 1");
	}
	desk_leave(t);
}

/* In other forms as well. */
Test(screen_going_on, an_exemption_past_the_year_is_asked_about)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "8 Tab*2");
	terminal_type(t, "2028-01-10\n住院\n德育处");
	terminal_press(t, "C-s");
	expect_shown(t, "2028-01-10 不在本学年（2026-09-01 至 2027-08-31）之内，就用这天吗？");
	terminal_press(t, "2");
	terminal_wait_cursor_row(t, "2028-01-10");
	terminal_type(t, "2027-01-10");
	terminal_press(t, "C-s");
	expect_shown(t, "2027-01-10");
	cr_expect_not(terminal_shows(t, "就用这天吗"), "%s", terminal_text(t));
	desk_leave(t);
}
