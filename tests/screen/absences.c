/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>

#include "support/desk.h"

TestSuite(screen_absences, .init = desk_school, .fini = daoshi_tidy);

/* A student's page, its absence, the list of all, and back. */
Test(screen_absences, from_the_page_to_the_list_and_over)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter C-n");
	terminal_type(t, "-3\n\n1\n");
	terminal_type(t, "每周送教一次");
	terminal_expect(t, "absence-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存：赵测试 从 2026-11-20 起不能到校。");
	cr_expect(terminal_shows(t, "2026-11-20  缺勤      身体疾病，至今 4 天  每周送教一次"),
		  "%s", terminal_text(t));
	terminal_press(t, "C-p");
	terminal_type(t, "queqin\n");
	terminal_expect(t, "absences");
	terminal_press(t, "F8");
	terminal_type(t, "-1\n");
	terminal_wait_text(t, "赵测试：缺勤已于 2026-11-22 结束。");
	cr_expect(terminal_shows(t, "目前 0 人"), "%s", terminal_text(t));
	terminal_press(t, "F6 2");
	cr_expect(terminal_shows(t, "本学年 1，至今 0"), "%s", terminal_text(t));
	terminal_press(t, "Enter F8 1");
	terminal_wait_text(t, "这条缺勤记录已删除。");
	terminal_press(t, "C-u");
	cr_expect(terminal_shows(t, "已撤销"), "%s", terminal_text(t));
	desk_leave(t);
}

/* From the list, as on the page of whoever is picked. */
Test(screen_absences, added_where_they_are_listed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-p");
	terminal_type(t, "queqin\n");
	terminal_press(t, "F9");
	terminal_wait_text(t, "哪名学生不能到校？");
	terminal_press(t, "Enter");
	terminal_type(t, "-3\n\n1\n");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "从 2026-11-20 起不能到校。");
	cr_expect(terminal_shows(t, "目前 1 人"), "%s", terminal_text(t));
	terminal_press(t, "F9");
	terminal_wait_text(t, "哪名学生不能到校？");
	terminal_press(t, "Esc");
	cr_expect(terminal_shows(t, "目前 1 人"), "%s", terminal_text(t));
	desk_leave(t);
}

/* On the page, F8 ends the absence in the line at the cursor. */
Test(screen_absences, ended_on_the_page)
{
	struct terminal *t;

	EXPECT_RUN(DAOSHI("absence", "add", "--student", "S1", "--starts", "2026-11-02", "--reason",
			  "mental"),
		   0, "", "");
	t = desk_open(24, 80);
	terminal_press(t, "F2 Enter /");
	terminal_type(t, "心理");
	terminal_press(t, "Enter F8 Enter");
	terminal_wait_text(t, "赵测试：缺勤已于 2026-11-23 结束。");
	desk_leave(t);
	EXPECT_RUN(DAOSHI("absence", "list"), 0, "", "");
}

/* A mentor keeps those of one's own; whoever looks on has no such place. */
Test(screen_absences, who_looks_on_has_no_such_list)
{
	struct terminal *t;

	desk_script("UPDATE account SET role = 'principal'");
	t = desk_open(24, 80);
	terminal_press(t, "C-p");
	terminal_type(t, "queqin\n");
	cr_expect(!terminal_shows(t, "目前 0 人"), "%s", terminal_text(t));
	terminal_press(t, "Esc Esc F2 Enter C-n");
	cr_expect(!terminal_shows(t, "起始日"), "%s", terminal_text(t));
	desk_leave(t);
}
