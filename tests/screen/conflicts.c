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

/* Refused in a sentence, and every word typed is still there to be read off. */
Test(screen_conflicts, a_half_typed_form_stays_and_is_refused)
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
	terminal_expect(b, "conflict-half-typed");
	terminal_press(b, "C-s");
	terminal_expect(b, "conflict-refused");
	terminal_press(b, "Esc");
	terminal_wait_text(b, "放弃修改吗？");
	terminal_press(b, "2");
	terminal_wait_text(b, "样例路1号");
	terminal_press(b, "Esc 1");
	terminal_wait_text(b, "赵测试      六(1)       9");
	terminal_press(b, "C-e End");
	terminal_type(b, "乙");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "已保存 赵测试乙。");
	terminal_wait_text(a, "赵测试乙");
	desk_leave(a);
	desk_leave(b);
}

Test(screen_conflicts, a_record_withdrawn_under_a_note)
{
	struct terminal *a, *b;

	EXPECT_RUN(DAOSHI("record", "message", "--student", "S1", "--date", "2026-11-20"), 0, "",
		   "");
	a = desk_open(24, 80);
	b = desk_open(24, 80);
	terminal_press(b, "F4 Enter S-Tab");
	terminal_type(b, "写了一半");
	terminal_press(a, "F4 F8 1");
	terminal_wait_text(a, "记录已撤回。");
	terminal_press(b, "C-s");
	terminal_wait_text(b, "这条记录已被他人修改，本次未保存。");
	terminal_wait_text(b, "写了一半");
	terminal_press(b, "Esc 1");
	terminal_wait_text(b, "0 条记录");
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
	terminal_wait_text(b, "已被他人修改，本次未保存。");
	terminal_wait_text(b, "甲测试二");
	terminal_press(b, "Esc 1");
	terminal_wait_text(b, "甲测试一");
	desk_leave(a);
	desk_leave(b);
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
