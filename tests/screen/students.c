/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>

#include "support/desk.h"

Test(screen_students, lists_them, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2");
	terminal_expect_with_looks(t, "students");
	terminal_press(t, "PgDn Down Space Space");
	terminal_expect(t, "students-paged");
	desk_leave(t);
}

Test(screen_students, fits_a_small_window, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "F2 F6");
	terminal_expect(t, "students-60x16");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_students, finds_as_one_types, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 /");
	terminal_type(t, "钱");
	terminal_expect(t, "students-found");
	terminal_press(t, "Backspace");
	terminal_wait_text(t, "赵测试");
	terminal_type(t, "s３");
	cr_assert(terminal_shows(t, "孙测试") && !terminal_shows(t, "赵测试"));
	terminal_press(t, "Enter Esc");
	terminal_wait_text(t, "赵测试");
	terminal_press(t, "/");
	terminal_type(t, "没有这个人");
	terminal_expect(t, "students-found-nobody");
	terminal_press(t, "Esc");
	desk_leave(t);
}

Test(screen_students, sorts_both_ways, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F7");
	terminal_expect(t, "students-sorting");
	terminal_press(t, "2");
	terminal_expect(t, "students-sorted");
	terminal_press(t, "F7 2");
	terminal_expect(t, "students-sorted-back");
	desk_leave(t);
}

Test(screen_students, filters, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F6 2");
	cr_assert(terminal_shows(t, "孙测试") && !terminal_shows(t, "赵测试"));
	terminal_press(t, "F6 3");
	terminal_expect(t, "students-classes");
	terminal_press(t, "Enter");
	cr_assert(terminal_shows(t, "赵测试") && !terminal_shows(t, "孙测试"));
	terminal_press(t, "F6 4 Down Enter");
	cr_assert(terminal_shows(t, "孙测试") && !terminal_shows(t, "赵测试"));
	terminal_press(t, "F6 6");
	terminal_wait_text(t, "F6");
	cr_assert(!terminal_shows(t, "测试"));
	terminal_press(t, "F6 1");
	terminal_wait_text(t, "赵测试");
	desk_leave(t);
}

Test(screen_students, adds_one, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F9");
	terminal_expect(t, "student-new");
	terminal_press(t, "C-s");
	terminal_expect(t, "student-lacking");
	terminal_type(t, "李测试");
	terminal_press(t, "Enter 2 Enter");
	terminal_type(t, "S1");
	terminal_press(t, "Enter");
	terminal_type(t, "９03");
	terminal_press(t, "Enter");
	terminal_type(t, "12");
	terminal_press(t, "Enter");
	terminal_type(t, "2012/2/30");
	terminal_press(t, "C-s");
	terminal_expect(t, "student-impossible-date");
	terminal_type(t, "20120229");
	terminal_press(t, "C-s");
	terminal_expect(t, "student-number-taken");
	terminal_press(t, "End C-k Backspace");
	terminal_type(t, "9");
	terminal_press(t, "C-s");
	terminal_expect(t, "student-added");
	desk_leave(t);
}

Test(screen_students, asks_before_it_discards, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 C-e End");
	terminal_type(t, "改");
	terminal_press(t, "Esc");
	terminal_expect(t, "student-discard");
	terminal_press(t, "2");
	terminal_wait_text(t, "赵测试改");
	terminal_press(t, "Esc 1");
	terminal_wait_text(t, "3 名学生");
	cr_assert(!terminal_shows(t, "赵测试改"));
	terminal_press(t, "C-e Esc"); /* nothing typed, nothing asked */
	terminal_wait_text(t, "3 名学生");
	desk_leave(t);
}

Test(screen_students, shows_all_about_one, .init = desk_school, .fini = daoshi_tidy)
{
	EXPECT_RUN(DAOSHI_IN("在校表现很好，\n愿意帮助同学。", "record", "talk", "--student", "S1",
			     "--mentor", "T1", "--date", "2026-11-02", "--note", "-"),
		   0, "", "");
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter");
	terminal_expect(t, "student-detail");
	terminal_press(t, "F9");
	terminal_type(t, "赵奶奶");
	terminal_press(t, "Enter");
	terminal_type(t, "奶奶");
	terminal_press(t, "Enter");
	terminal_type(t, "139 0000 0012");
	terminal_press(t, "Enter");
	terminal_expect(t, "student-detail-guardian");
	terminal_press(t, "Down Enter F8 1");
	terminal_expect(t, "student-detail-guardian-removed");
	desk_leave(t);
}

Test(screen_students, lets_one_leave, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F8");
	terminal_expect(t, "student-leaving");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "2026-11-23");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("--format", "csv", "--today", "2026-11-24", "todo", "--mentor", "T2"), 0,
		   "student_no,student,class_name,mentor_no,mentor,kind,occasion,state,opens,due,"
		   "planned\r\n",
		   "");
}
