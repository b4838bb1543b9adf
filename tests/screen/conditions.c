/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the matching keeps to, and who belongs where. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_conditions, .init = desk_school, .fini = daoshi_tidy);

#define LONG_NAME "阿卜杜拉·买买提江·吐尔逊娜依"

static struct terminal *open_list(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-p");
	terminal_type(t, "匹配条件：\n");
	return t;
}

static void fill(void)
{
	desk_script("UPDATE student SET name = '" LONG_NAME "' WHERE student_no = 'S2';"
		    "UPDATE mentor SET name = '" LONG_NAME "' WHERE staff_no = 'T2'");
	EXPECT_RUN(DAOSHI("condition", "add", "keep", "--weight", "30"), 0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "campus"), 0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "siblings", "--number", "1", "--weight", "1000"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "least", "--number", "2"), 0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "capacity", "--mentor", "T1", "--number", "8",
			  "--note", "年级组长，本学年少带几名，已与本人商定，行政会通过"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("condition", "add", "fixed", "--student", "S2", "--mentor", "T2"), 0, "",
		   "");
	EXPECT_RUN(DAOSHI("condition", "add", "apart", "--student", "S1", "--other", "S2"), 0, "",
		   "");
}

Test(screen_conditions, the_list_at_each_size)
{
	struct terminal *t;

	fill();
	t = open_list(24, 80);
	terminal_press(t, "Down*4");
	terminal_expect(t, "conditions");
	terminal_resize(t, 16, 60);
	terminal_expect(t, "conditions-60x16");
	terminal_resize(t, 40, 120);
	terminal_expect(t, "conditions-120x40");
	desk_leave(t);
}

Test(screen_conditions, without_any_it_says_what_they_are_for)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "conditions-empty");
	terminal_press(t, "F8 Enter Space");
	terminal_press(t, "C-o");
	terminal_wait_text(t, "上学年没有条件，或都已沿用。");
	desk_leave(t);
}

/* Whose, which, then what its kind takes: a pair in nine keys. */
Test(screen_conditions, added_changed_toggled_removed_and_taken_back)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F9 4 1");
	terminal_type(t, "S1");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "T2");
	terminal_press(t, "Enter");
	terminal_expect(t, "condition-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存：指定导师。");
	terminal_press(t, "Space");
	terminal_wait_text(t, "指定导师：已改为尽量满足，权重 20");
	terminal_press(t, "Space");
	terminal_wait_text(t, "指定导师：已改为必须满足。");
	terminal_press(t, "F8");
	terminal_wait_text(t, "删除“赵测试 六(1)、乙测试，指定导师”吗？");
	terminal_press(t, "1");
	terminal_wait_text(t, "已删除：指定导师。");
	terminal_press(t, "C-u");
	terminal_wait_text(t, "已撤销");
	cr_expect(terminal_shows(t, "赵测试 六(1)、乙测试"), "%s", terminal_text(t));
	terminal_press(t, "C-d");
	cr_expect(!terminal_shows(t, "赵测试 六(1)、乙测试"), "%s", terminal_text(t));
	desk_leave(t);
}

/* A contradiction is told at its field, and nothing that was typed is lost. */
Test(screen_conditions, a_pair_that_is_forbidden_cannot_be_fixed)
{
	struct terminal *t;

	EXPECT_RUN(DAOSHI("condition", "add", "forbidden", "--student", "S1", "--mentor", "T1"), 0,
		   "", "");
	t = open_list(24, 80);
	terminal_press(t, "F9 4 1");
	terminal_type(t, "S1");
	terminal_press(t, "Enter Tab");
	terminal_type(t, "T1");
	terminal_press(t, "Enter C-s");
	terminal_expect(t, "condition-conflict");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_conditions, siblings_together_or_apart_and_who_they_are)
{
	struct terminal *t;

	desk_script("INSERT INTO guardian (student_id, name, phone) SELECT id, '家长', "
		    "'13800000001' FROM student WHERE student_no IN ('S1', 'S3')");
	t = open_list(24, 80);
	terminal_press(t, "F9 1 6 2");
	terminal_expect(t, "condition-siblings");
	terminal_press(t, "C-s");
	cr_expect(terminal_shows(t, "兄弟姐妹不同导师"), "%s", terminal_text(t));
	terminal_press(t, "Down"); /* what was saved stood there */
	cr_expect(terminal_shows(t, "涉及 1 对兄弟姐妹，按 Tab 查看。"), "%s", terminal_text(t));
	terminal_press(t, "Tab");
	terminal_expect(t, "siblings");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "赵测试"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_conditions, last_years_are_offered_and_taken_over)
{
	struct terminal *t;

	desk_script("INSERT OR IGNORE INTO school_year (id, starts, second_term, ends) VALUES "
		    "(2025, '2025-09-01', '2026-02-16', '2026-08-31');"
		    "INSERT INTO condition (school_year_id, kind, weight) VALUES "
		    "(2025, 'keep', 0), (2025, 'campus', 20)");
	t = open_list(24, 80);
	cr_expect(terminal_shows(t, "按 Ctrl-O 沿用上学年的条件"), "%s", terminal_text(t));
	terminal_press(t, "C-o");
	terminal_wait_text(t, "已沿用 2 条。");
	cr_expect(terminal_shows(t, "都保留现在的导师"), "%s", terminal_text(t));
	terminal_press(t, "C-u");
	cr_expect(terminal_shows(t, "还没有条件"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_conditions, narrowed_to_what_must_hold_or_whom_it_is_about)
{
	struct terminal *t;

	fill();
	t = open_list(24, 80);
	terminal_press(t, "F6 3");
	cr_expect(terminal_shows(t, "都保留现在的导师") && !terminal_shows(t, "同一校区"), "%s",
		  terminal_text(t));
	terminal_press(t, "F6 6");
	cr_expect(terminal_shows(t, "指定导师") && !terminal_shows(t, "同一校区"), "%s",
		  terminal_text(t));
	desk_leave(t);
}

Test(screen_conditions, a_mentor_has_no_such_place)
{
	struct terminal *t;

	fill();
	desk_as_mentor("T1");
	t = open_list(24, 80);
	cr_expect(!terminal_shows(t, "同一校区"), "%s", terminal_text(t));
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

/* ------------------------------------------------------------------ belongings */

static struct terminal *open_belongings(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-p");
	terminal_type(t, "校区年级分组：\n");
	return t;
}

Test(screen_conditions, who_belongs_where_at_each_size)
{
	struct terminal *t;

	desk_script("UPDATE mentor SET name = '" LONG_NAME "' WHERE staff_no = 'T2'");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "campus", "--name", "东校区、西校区",
			  "--mentor", "T2"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "campus", "--name", "东校区", "--class",
			  "601"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "grade", "--name", "9", "--mentor", "T1"),
		   0, "", "");
	EXPECT_RUN(DAOSHI("belonging", "add", "--kind", "group", "--name",
			  "人工智能与机器人社团提高班", "--student", "S1"),
		   0, "", "");
	t = open_belongings(24, 80);
	terminal_press(t, "End");
	terminal_expect(t, "belongings");
	terminal_resize(t, 16, 60);
	terminal_expect(t, "belongings-60x16");
	terminal_press(t, "F6 2");
	cr_expect(terminal_shows(t, "只看校区：3"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_conditions, entered_by_name_removed_and_taken_back)
{
	struct terminal *t = open_belongings(24, 80);

	terminal_expect(t, "belongings-empty");
	terminal_press(t, "F9 2 Tab");
	terminal_type(t, "601");
	terminal_press(t, "Tab*2");
	terminal_type(t, "东校区 西校区");
	terminal_expect(t, "belonging-form");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已登记：东校区、西校区。");
	cr_expect(terminal_shows(t, "共 2 条"), "%s", terminal_text(t));
	terminal_press(t, "F8");
	terminal_wait_text(t, "已删除：六(1)，东校区。按 Ctrl-U 撤销。");
	terminal_press(t, "C-u");
	cr_expect(terminal_shows(t, "共 2 条"), "%s", terminal_text(t));
	/* the same once more is told at its field */
	terminal_press(t, "F9 2 Tab");
	terminal_type(t, "601");
	terminal_press(t, "Tab*2");
	terminal_type(t, "东校区");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已经登记过了");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}
