/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Referrals: the list, the form from wherever it is opened, the departments. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static void refer(const char *student, const char *department, const char *date)
{
	EXPECT_RUN(DAOSHI("refer", "--student", student, "--department", department, "--date", date,
			  "--mentor", !strcmp(student, "S3") ? "T2" : "T1"),
		   0, "", "");
}

/* One overdue, one due soon, one to come, one closed. */
static void busy_school(void)
{
	desk_school();
	refer("S1", "心理", "2026-10-20");
	refer("S2", "学习支持", "2026-11-20");
	EXPECT_RUN(DAOSHI("refer", "--student", "S3", "--department", "医疗", "--mentor", "T2",
			  "--due", "2027-01-10"),
		   0, "", "");
	refer("S3", "社会", "2026-11-02");
	EXPECT_RUN(DAOSHI_IN("街道社工已经上门两次，家庭情况稳定，由班主任继续关注，寒假前再回访。",
			     "refer", "close", "--student", "S3", "--department", "社会", "--date",
			     "2026-11-19", "--outcome", "-"),
		   0, "", "");
}

static struct terminal *open_list(int rows, int cols)
{
	struct terminal *t = desk_open(rows, cols);

	terminal_press(t, "C-x");
	return t;
}

/* ---------------------------------------------------------------------- the list */

Test(screen_referrals, says_what_to_do_when_there_are_none, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect(t, "referrals-empty");
	terminal_press(t, "Enter F8 Tab Down");
	terminal_expect(t, "referrals-empty");
	terminal_press(t, "F6 3");
	terminal_wait_text(t, "这里没有转介。F6 查看其他转介，F9 新增。");
	desk_leave(t);
}

Test(screen_referrals, lists_the_open_ones_the_overdue_first, .init = busy_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_expect_with_looks(t, "referrals");
	desk_leave(t);
}

Test(screen_referrals, fits_a_small_window, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(16, 60);

	terminal_press(t, "F6 3 End");
	terminal_expect(t, "referrals-60x16");
	terminal_press(t, "Enter");
	terminal_expect(t, "referral-60x16");
	desk_leave(t);
}

Test(screen_referrals, fits_a_large_window, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(40, 120);

	terminal_press(t, "F6 3");
	terminal_expect(t, "referrals-120x40");
	desk_leave(t);
}

Test(screen_referrals, speaks_english, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-x");
	terminal_expect(t, "referrals-english");
	terminal_press(t, "F9 C-s");
	terminal_expect(t, "referral-english-lacking");
	desk_leave(t);
}

/* The longest names there may be, and more rows than the window has. */
static void full_school(void)
{
	desk_school();
	desk_script("UPDATE student SET name = '买买提·测试·阿卜杜拉·测试·吐尔逊' WHERE id = 1;"
		    "UPDATE department SET name = '心理健康教育与危机干预工作领导小组办公室' "
		    "WHERE id = 1;"
		    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
		    " INSERT INTO referral (student_id, mentor_id, department_id, date, due)"
		    " SELECT i % 3 + 1, 1, i % 4 + 1, date('2026-09-10', i || ' days'),"
		    " date('2026-11-01', i || ' days') FROM n");
}

Test(screen_referrals, long_names_and_many_rows, .init = full_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "End");
	terminal_expect(t, "referrals-full");
	terminal_press(t, "/");
	terminal_type(t, "领导小组");
	terminal_wait_text(t, "10 项转介，未结案 10，逾期 5");
	desk_leave(t);
}

Test(screen_referrals, filters, .init = busy_school, .fini = daoshi_tidy)
{
	static const struct {
		const char *keys, *typed, *words;
	} rows[] = {
		{ "F6 2", "", "1 项转介，未结案 1，逾期 1  仅逾期" },
		{ "F6 3", "", "4 项转介，未结案 3，逾期 1  本学年全部" },
		{ "F6 4", "甲\n", "2 项转介，未结案 2，逾期 1  甲测试 的学生" },
		{ "F6 5", "孙\n", "2 项转介，未结案 1，逾期 0  孙测试，含各学年" },
		{ "F6 1", "", "3 项转介，未结案 3，逾期 1 " },
	};
	struct terminal *t = open_list(24, 80);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		terminal_press(t, rows[i].keys);
		terminal_type(t, rows[i].typed);
		cr_expect(strstr(terminal_row(t, 1), rows[i].words), "%s: %s", rows[i].keys,
			  terminal_text(t));
	}
	terminal_press(t, "F6");
	terminal_expect(t, "referrals-filter");
	terminal_press(t, "4 Esc");
	terminal_wait_text(t, "3 项转介");
	desk_leave(t);
}

/* ---------------------------------------------------------------- opening and closing */

Test(screen_referrals, closes_one_with_its_outcome, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F8");
	terminal_expect(t, "referral-closing");
	terminal_press(t, "C-s");
	terminal_expect(t, "referral-closing-lacking");
	terminal_type(t, "心理老师已辅导三次，情绪平稳。");
	terminal_press(t, "C-s");
	terminal_expect(t, "referral-closed");
	terminal_press(t, "F6 3 Down*2");
	terminal_wait_text(t, "已1123");
	terminal_press(t, "F8");
	terminal_wait_text(t, "这项转介已于 2026-11-23 结案。按 Enter 打开。");
	desk_leave(t);
}

Test(screen_referrals, opens_one_again, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 5");
	terminal_type(t, "孙\n");
	terminal_press(t, "End Enter");
	terminal_wait_text(t, "清空结案日期和处理结果即恢复为未结案。");
	terminal_press(t, "Tab*7 C-a C-k Tab C-Home Delete*40 C-s");
	terminal_wait_text(t, "2 项转介，未结案 2，逾期 1");
	desk_leave(t);
}

Test(screen_referrals, makes_one, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F9 Enter");
	terminal_type(t, "钱\n");
	terminal_wait_text(t, "甲测试"); /* the mentor comes with the student */
	terminal_press(t, "Enter Enter");
	terminal_expect(t, "referral-departments");
	terminal_press(t, "Down Enter");
	terminal_press(t, "Enter");
	terminal_type(t, "1130");
	terminal_press(t, "C-s");
	terminal_expect(t, "referral-refused");
	terminal_type(t, "-3");
	terminal_press(t, "Tab*3");
	terminal_type(t, "近来常头痛。");
	terminal_press(t, "C-s");
	terminal_expect(t, "referral-made");
	desk_leave(t);
}

/* ------------------------------------------------------------------ from elsewhere */

Test(screen_referrals, follow_from_a_talk_that_is_saved_first, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2 Tab*7");
	terminal_type(t, "上课走神。");
	terminal_press(t, "F7");
	terminal_expect(t, "referral-from-talk");
	terminal_press(t, "Enter Enter C-s");
	terminal_wait_text(t, "已转介：赵测试，心理。");
	terminal_press(t, "C-x Enter");
	terminal_wait_text(t, "来自 2026-11-23 的记录。");
	terminal_press(t, "Esc F4");
	terminal_wait_text(t, "上课走神。");
	terminal_press(t, "7");
	terminal_wait_text(t, "来自 2026-11-23 的记录。");
	cr_expect(strstr(terminal_row(t, 2), "赵测试"), "%s", terminal_text(t));
	desk_leave(t);
}

/* What cannot be saved stays open, and its Ctrl-S saves and no more. */
Test(screen_referrals, a_talk_that_cannot_be_saved_refers_nobody, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "2");
	terminal_type(t, "1130");
	terminal_press(t, "F7");
	terminal_wait_text(t, "2026-11-30 还没有到");
	desk_retype(t, "1120");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录：谈话，赵测试，2026-11-20。");
	cr_expect(!terminal_shows(t, "新增转介"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_referrals, of_a_talk_with_several_the_student_is_asked, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Space*2 2 F7");
	terminal_wait_cursor_row(t, "学生*");
	terminal_press(t, "Enter");
	terminal_type(t, "孙\n");
	terminal_press(t, "Tab Enter*2 Tab*3 Enter Enter C-s");
	terminal_expect(t, "referral-of-another");
	terminal_press(t, "Space");
	terminal_type(t, "钱\n");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已转介：钱测试，心理。");
	desk_leave(t);
}

Test(screen_referrals, seven_refers_in_lists_of_students, .init = desk_school, .fini = daoshi_tidy)
{
	static const char *const places[] = { "F12", "F2", "F2 Enter" };
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		terminal_press(t, places[i]);
		terminal_press(t, "7");
		terminal_wait_cursor_row(t, "部门*");
		cr_expect(strstr(terminal_row(t, 2), "赵测试"), "%s: %s", places[i],
			  terminal_text(t));
		terminal_press(t, "Esc");
	}
	terminal_press(t, "F12 Space*2 7");
	terminal_wait_text(t, "一项转介只针对一名学生，请逐个转介。");
	/* the one that is marked, and not the one at the cursor; then the mark is gone */
	terminal_press(t, "Up Space 7 Enter*2 C-s");
	terminal_wait_text(t, "已转介：赵测试，心理。");
	cr_expect(!terminal_shows(t, "已标记"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_referrals, stand_in_the_students_timeline, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 End Enter");
	terminal_expect(t, "student-detail-referrals");
	terminal_press(t, "Down Enter");
	terminal_wait_text(t, "街道社工已经上门两次");
	desk_leave(t);
}

/* ------------------------------------------------------------------- departments */

Test(screen_referrals, departments_are_kept_there, .init = busy_school, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "C-e F8");
	terminal_expect(t, "departments");
	terminal_press(t, "F9");
	terminal_type(t, "医疗");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已有同名的部门");
	desk_retype(t, "法治副校长");
	terminal_press(t, "C-s Home Enter");
	terminal_wait_text(t, "部门改名");
	desk_retype(t, "卫生室");
	terminal_press(t, "C-s");
	terminal_expect(t, "departments-changed");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "心理"); /* what is there keeps its department */
	terminal_press(t, "F9 Tab Enter");
	terminal_wait_text(t, "4 个部门");
	cr_expect(!terminal_shows(t, "心理"), "%s", terminal_text(t));
	desk_leave(t);
}

static void mentors_desk(void)
{
	busy_school();
	desk_as_mentor("T1");
}

Test(screen_referrals, a_mentor_sees_and_closes_ones_own, .init = mentors_desk, .fini = daoshi_tidy)
{
	struct terminal *t = open_list(24, 80);

	terminal_press(t, "F6 3");
	terminal_wait_text(t, "2 项转介，未结案 2，逾期 1");
	cr_expect(!terminal_shows(t, "孙测试"), "%s", terminal_text(t));
	terminal_press(t, "F8");
	terminal_type(t, "好转。");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已结案：赵测试，心理。");
	terminal_press(t, "C-e F9");
	terminal_wait_text(t, "您无权进行此操作，请联系德育处。");
	cr_expect(!strstr(terminal_row(t, 23), "F9"), "%s", terminal_row(t, 23));
	terminal_press(t, "F8");
	terminal_wait_text(t, "您无权进行此操作，请联系德育处。");
	desk_leave(t);
}
