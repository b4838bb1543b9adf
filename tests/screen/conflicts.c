/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two at work on one file. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_conflicts, .init = desk_school, .fini = daoshi_tidy);

Test(screen_conflicts, a_list_shows_what_another_saved_without_a_key)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(b, "F2 Down*2");
	terminal_press(a, "F2 C-e End");
	terminal_type(a, "甲");
	terminal_press(a, "C-s");
	terminal_wait_text(b, "赵测试甲");
	terminal_wait_cursor_row(b, "孙测试"); /* it keeps its place */
	terminal_press(a, "F9");
	terminal_type(a, "李测试\n\nS4\n601");
	terminal_press(a, "C-s");
	terminal_wait_text(b, "4 名学生");
	terminal_wait_cursor_row(b, "孙测试");
	desk_leave(a);
	desk_leave(b);
}

Test(screen_conflicts, the_checklist_shows_a_visit_of_another)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(b, "Down Right");
	terminal_press(a, "Enter C-s");
	terminal_wait_text(b, "已1123");
	terminal_wait_text(b, "待21  已1");
	cr_expect_eq(terminal_state(b).row, 4);
	desk_leave(a);
	desk_leave(b);
}

Test(screen_conflicts, finding_and_marks_stay_when_a_list_is_read_anew)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(b, "F2 Space /");
	terminal_type(b, "测");
	terminal_press(a, "F2 Down C-e End");
	terminal_type(a, "乙");
	terminal_press(a, "C-s");
	terminal_wait_text(b, "钱测试乙");
	terminal_wait_text(b, "查找：测");
	terminal_wait_text(b, "已标记 1");
	terminal_type(b, "试乙");
	terminal_wait_text(b, "1 名学生");
	desk_leave(a);
	desk_leave(b);
}

/* Untouched, and told what happened; saving puts both together (screen/comparing.c). */
Test(screen_conflicts, a_half_typed_form_stays_and_is_told)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(b, "F2 C-e End");
	terminal_type(b, "乙");
	terminal_press(b, "Tab*6");
	terminal_type(b, "样例路1号");
	terminal_press(a, "F2 C-e Tab*4");
	terminal_type(a, "9");
	terminal_press(a, "C-s");
	terminal_wait_text(a, "已保存");
	terminal_wait_text(b, "他人刚改过：座号。");
	terminal_expect(b, "conflict-half-typed");
	terminal_type(b, "2室");
	terminal_expect(b, "conflict-typed-on");
	terminal_press(b, "Esc");
	terminal_wait_text(b, "放弃修改吗？");
	terminal_press(b, "2");
	terminal_wait_text(b, "样例路1号2室");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "已保存 赵测试乙。他人改的也已保留：座号。");
	terminal_wait_text(b, "赵测试乙    六(1)       9");
	terminal_wait_text(a, "赵测试乙");
	desk_leave(a);
	desk_leave(b);
}

Test(screen_conflicts, a_mentor_changed_by_two)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "F3 C-e End");
	terminal_type(a, "一");
	terminal_press(b, "F3 C-e End");
	terminal_type(b, "二");
	terminal_press(a, "C-s");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "1 对方      甲测试一");
	terminal_wait_text(b, "2 我的      甲测试二");
	terminal_press(b, "1 Enter");
	terminal_wait_text(b, "已保存 甲测试一。");
	desk_leave(a);
	desk_leave(b);
}

/* What a key was to act on has changed: refused, shown anew, and the key pressed again acts. */
Test(screen_conflicts, a_list_shows_what_refused_its_key)
{
	struct terminal *t;

	EXPECT_RUN(DAOSHI("record", "message", "--student", "S1", "--date", "2026-11-20"), 0, "",
		   "");
	t = desk_open(24, 80);
	terminal_press(t, "F4 F8");
	desk_script("UPDATE contact SET rev = rev + 1, date = '2026-11-19'");
	terminal_press(t, "1");
	terminal_wait_text(t, "已被他人修改");
	terminal_wait_text(t, "2026-11-19");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "记录已撤回。");
	desk_leave(t);
}

/* Else a key for all that are marked would be refused again and again, because of one unseen. */
Test(screen_conflicts, what_is_gone_is_not_marked_any_more)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Space*2");
	terminal_wait_text(t, "已标记 2");
	desk_script("UPDATE enrolment SET ends = '2026-11-20' WHERE id = 1");
	terminal_wait_text(t, "2 名学生");
	terminal_wait_text(t, "已标记 1");
	desk_leave(t);
}

/* Somebody else gave the student a mentor, whom one would have ended unseen. */
Test(screen_conflicts, a_mentor_given_meanwhile_is_told_first)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 End F5 Enter");
	terminal_wait_text(t, "为孙测试分配导师");
	desk_script("INSERT INTO assignment (student_id, mentor_id, role, starts) "
		    "VALUES (3, 2, 'lead', '2026-11-02')");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "他人刚给孙测试配了导师乙测试");
	terminal_wait_text(t, "现任导师乙测试。");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "甲测试已成为孙测试的导师。");
	desk_leave(t);
}

/* The row at the cursor stays where it is on the screen, also when rows before it come and go. */
Test(screen_conflicts, a_list_stays_scrolled)
{
	struct buf csv = { 0 };
	struct terminal *t;

	buf_text(&csv, "学号,姓名,班级\n");
	for (int i = 0; i < 60; i++)
		buf_printf(&csv, "S%d,众测试%d,六(2)\n", 100 + i, 100 + i);
	desk_roster("students", csv.at);
	buf_release(&csv);
	t = desk_open(24, 80);
	terminal_press(t, "F2 Down*40 Up*6");
	terminal_expect(t, "conflict-scrolled");
	desk_script("UPDATE enrolment SET ends = '2026-11-20' WHERE id = 1");
	terminal_wait_text(t, "62 名学生");
	terminal_expect(t, "conflict-scrolled-on");
	desk_leave(t);
}

/* Different records, at the same time: no conflict. */
Test(screen_conflicts, two_records_of_one_student_are_both_kept)
{
	struct terminal *a = desk_open(24, 80), *b = desk_open(24, 80);

	terminal_press(a, "2 S-Tab*2");
	terminal_type(a, "上午谈的。");
	terminal_press(b, "2 S-Tab*2");
	terminal_type(b, "下午谈的。");
	terminal_press(a, "C-s");
	terminal_press(b, "C-s");
	terminal_press(b, "F4");
	terminal_wait_text(b, "2 条记录");
	terminal_wait_text(b, "上午谈的。");
	terminal_wait_text(b, "下午谈的。");
	desk_leave(a);
	desk_leave(b);
}
