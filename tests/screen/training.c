/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training: the sessions of the year, the sheet of one, everybody's credits. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static const char long_title[] = "班主任与导师协同育人专题培训：家校沟通的方法与案例分析（第二期）";

static void run_training(const char *sheet, const char *const *arguments)
{
	const struct run_options o = { .in = sheet, .in_len = strlen(sheet) };

	EXPECT_RUN(daoshi_run(&o, arguments), 0, "", "");
}
#define TRAINING(...) run_training("", (const char *const[]){ "training", __VA_ARGS__, NULL })
#define SHEET(names, no)                                                                           \
	run_training((names), (const char *const[]){ "training", "attend", "--training", (no),     \
						     "--from", "-", NULL })

/* The made-up school with three sessions, of which one is to come and one has no sheet yet. */
static void begin(void)
{
	desk_demo();
	desk_script("DELETE FROM attendance; DELETE FROM training");
	TRAINING("add", "--date", "2026-09-03", "--level", "city", "--title", "市级通识培训",
		 "--credits", "4", "--place", "线上");
	TRAINING("add", "--date", "2026-10-12", "--level", "district", "--title", long_title,
		 "--credits", "1.5", "--place", "区教育学院报告厅");
	TRAINING("add", "--date", "2026-12-07", "--level", "school", "--title", "校本研修");
	SHEET("T1001\nT1003\nT1004\n", "1");
}

static void begin_with_sheet(void)
{
	begin();
	SHEET("T1001\nT1002\nT1004\n", "2");
}

TestSuite(screen_training, .init = begin_with_sheet, .fini = daoshi_tidy);

/* -------------------------------------------------------------------- sessions */

Test(screen_training, says_what_to_do_when_there_is_none, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t");
	terminal_expect(t, "training-empty");
	terminal_press(t, "Enter C-e F8 Down /");
	terminal_type(t, "甲");
	terminal_press(t, "Esc");
	terminal_expect(t, "training-empty");
	desk_leave(t);
}

Test(screen_training, lists_what_was_and_what_is_to_come, .init = begin, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down");
	terminal_expect_with_looks(t, "training");
	desk_leave(t);
}

Test(screen_training, fits_a_small_window)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "C-t Down");
	terminal_expect(t, "training-60x16");
	terminal_press(t, "C-e");
	terminal_expect(t, "training-form-60x16");
	terminal_press(t, "Esc Enter");
	terminal_expect(t, "training-attendance-60x16");
	terminal_press(t, "Esc F6");
	terminal_expect(t, "training-credits-60x16");
	desk_leave(t);
}

Test(screen_training, speaks_english)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "C-t");
	terminal_expect(t, "training-english");
	terminal_press(t, "Down*2 Enter");
	terminal_expect(t, "training-attendance-english");
	terminal_press(t, "Esc F6");
	terminal_expect(t, "training-credits-english");
	desk_leave(t);
}

Test(screen_training, adds_one_and_stands_on_it)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t F9");
	terminal_expect(t, "training-new");
	terminal_press(t, "C-s");
	terminal_expect(t, "training-lacking");
	terminal_press(t, "3 Enter");
	terminal_type(t, "读书会\n图书馆\n1.25\n");
	terminal_wait_text(t, "最多一位小数");
	desk_retype(t, "０。5");
	terminal_press(t, "Enter");
	terminal_expect(t, "training-added");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "到会 0/5  2026-11-23 校级 读书会");
	desk_leave(t);
}

Test(screen_training, changes_one)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down C-e Down*4");
	desk_retype(t, "2");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已保存");
	cr_expect(strstr(terminal_row(t, 4), "区级            2      3"), "%s", terminal_text(t));
	terminal_press(t, "C-e");
	desk_retype(t, "2026-08-31");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "2026-08-31 不在本学年");
	desk_retype(t, "2026-11-24");
	terminal_press(t, "C-s");
	terminal_expect(t, "training-put-off");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_training, asks_before_one_is_removed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down F8");
	terminal_expect(t, "training-remove");
	terminal_press(t, "2");
	terminal_wait_text(t, "3 场培训");
	terminal_press(t, "F8 1");
	terminal_wait_text(t, "培训已删除。");
	cr_expect(terminal_shows(t, "2 场培训") && !terminal_shows(t, "区级"), "%s",
		  terminal_text(t));
	terminal_press(t, "F6");
	cr_expect(strstr(terminal_row(t, 3), "1        4"), "%s", terminal_text(t));
	desk_leave(t);
}

/* ------------------------------------------------------------------- the sheet */

Test(screen_training, who_was_there_is_found_and_marked, .init = begin, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down Enter");
	terminal_expect_with_looks(t, "training-attendance");
	terminal_type(t, "葛安 ");
	terminal_expect(t, "training-attendance-marked");
	terminal_type(t, "t1005　"); /* a blank as an input method sends it */
	terminal_wait_text(t, "到会 2/5");
	terminal_press(t, "Home Enter*2");
	terminal_wait_text(t, "到会 2/5"); /* the second one takes 葛安子 off again */
	terminal_expect(t, "training-attendance-toggled");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "3 场培训");
	cr_expect(strstr(terminal_row(t, 4), "1.5      2"), "%s", terminal_text(t));
	desk_leave(t);
}

/* A name that stands on the sheet twice, or was not read to its end, takes nobody off. */
Test(screen_training, a_find_takes_nobody_off)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down Enter");
	terminal_type(t, "彭明 ");
	terminal_expect(t, "training-attendance-twice");
	terminal_press(t, "Space");
	terminal_wait_text(t, "到会 2/5");
	desk_leave(t);
}

Test(screen_training, typing_finds_whatever_is_typed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down Enter");
	terminal_type(t, "/T1002");
	terminal_wait_text(t, "查找：T1002");
	cr_expect(strstr(terminal_row(t, 3), "葛安子"), "%s", terminal_text(t));
	terminal_type(t, "?q");
	terminal_wait_text(t, "没有找到");
	terminal_press(t, "Space");
	terminal_wait_text(t, "到会 3/5");
	terminal_press(t, "Backspace*2");
	terminal_wait_text(t, "葛安子");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "彭明子");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "3 场培训");
	desk_leave(t);
}

Test(screen_training, all_and_none_are_asked_for)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Down Enter F9");
	terminal_expect(t, "training-attendance-all");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "到会 3/5");
	terminal_press(t, "F9 1");
	terminal_wait_text(t, "新记到会 2 人。");
	terminal_wait_text(t, "到会 5/5");
	terminal_type(t, "T1001");
	terminal_press(t, "F8");
	terminal_wait_text(t, "取消所显示的 1 人的到会？");
	terminal_press(t, "1");
	terminal_wait_text(t, "到会 4/5");
	terminal_press(t, "Esc F8 1");
	terminal_wait_text(t, "到会 0/5");
	desk_leave(t);
}

Test(screen_training, nobody_is_there_before_the_day)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Enter Space");
	terminal_wait_text(t, "这场培训在 2026-12-07，到那一天才能登记到会。");
	terminal_wait_text(t, "到会 0/5");
	terminal_press(t, "F9 1");
	terminal_wait_text(t, "到那一天才能登记到会。");
	terminal_wait_text(t, "到会 0/5");
	desk_leave(t);
}

Test(screen_training, a_sheet_without_mentors, .init = daoshi_folder, .fini = daoshi_tidy)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	TRAINING("add", "--date", "2026-10-12", "--level", "city", "--title", "通识培训");
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t Enter Space F9");
	terminal_expect(t, "training-attendance-empty");
	terminal_press(t, "Esc F6");
	terminal_wait_text(t, "0 位导师，0 位没有参加过培训");
	desk_leave(t);
}

/* --------------------------------------------------------------------- credits */

Test(screen_training, credits_of_everybody)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t F6");
	terminal_expect_with_looks(t, "training-credits");
	terminal_press(t, "F7 4");
	terminal_expect(t, "training-credits-sorted");
	terminal_press(t, "Home F7 4");
	cr_expect(strstr(terminal_row(t, 3), "2      5.5"), "%s", terminal_text(t));
	terminal_press(t, "F6");
	terminal_wait_text(t, "3 场培训");
	desk_leave(t);
}

Test(screen_training, a_mentors_sessions)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "C-t F6 Enter");
	terminal_expect(t, "training-of-one");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "到会 3/5");
	terminal_press(t, "Esc Esc");
	terminal_wait_text(t, "5 位导师，1 位没有参加过培训");
	desk_leave(t);
}

Test(screen_training, a_mentor_sees_ones_own)
{
	struct terminal *t;

	desk_as_mentor("T1002");
	t = desk_open(24, 80);
	terminal_press(t, "C-t");
	terminal_expect(t, "training-as-mentor");
	terminal_press(t, "F9");
	terminal_wait_text(t, "请联系德育处");
	terminal_press(t, "Down Enter");
	terminal_expect(t, "training-attendance-as-mentor");
	terminal_press(t, "Space");
	terminal_wait_text(t, "请联系德育处");
	terminal_wait_text(t, "到会 1/1");
	terminal_press(t, "Esc F6");
	terminal_expect(t, "training-credits-as-mentor");
	desk_leave(t);
}
