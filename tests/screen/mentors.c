/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/desk.h"

/* Names that are rare, two characters long in the surname, or as long as names get. */
static const char rare_names[] =
	"工号,姓名,学科,手机\n"
	"T3,𬱖测试,语文,13900000003\n"
	"T4,仇䶮测试,物理,\n"
	"T5,欧阳测试,语文,13900000005\n"
	"T6,买买提·测试·阿卜杜拉·测试·吐尔逊·买买提江·测试·艾力江,数学,13900000006\n"
	"T7,阿,体育,\n";

static void rare_school(void)
{
	desk_school();
	desk_roster("mentors", rare_names);
}

/* 18 students of T1, who shall have 15 as a rule. */
static void crowded_school(void)
{
	struct buf students = { 0 };

	desk_school();
	buf_text(&students, "学号,姓名,班级,座号,导师工号\n");
	for (int i = 11; i < 27; i++)
		buf_printf(&students, "S%d,测试%c,七(1),%d,T1\n", i, 'A' + i - 11, i);
	daoshi_file("roster.csv", students.at, students.len);
	EXPECT_RUN(DAOSHI("import", "students", daoshi_path("roster.csv"), "--reason", "兼任"), 0,
		   "", "16 added");
	buf_release(&students);
}

Test(screen_mentors, says_what_to_do_when_there_are_none, .init = daoshi_folder,
     .fini = daoshi_tidy)
{
	EXPECT_RUN(DAOSHI("init"), 0, "", "");
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	terminal_expect(t, "mentors-empty");
	terminal_press(t, "Enter C-e C-o Down /");
	terminal_type(t, "甲");
	terminal_press(t, "Esc");
	terminal_expect(t, "mentors-empty");
	desk_leave(t);
}

Test(screen_mentors, lists_what_they_have_on_their_hands, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	terminal_expect_with_looks(t, "mentors");
	desk_leave(t);
}

Test(screen_mentors, keeps_columns_straight_for_any_name, .init = rare_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	terminal_expect(t, "mentors-rare-names");
	desk_leave(t);
}

Test(screen_mentors, fits_a_small_window, .init = rare_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(16, 60);

	terminal_press(t, "F3");
	terminal_expect(t, "mentors-60x16");
	terminal_press(t, "F7");
	terminal_expect(t, "mentors-60x16-sorting");
	terminal_press(t, "Esc Down*5 C-e");
	terminal_expect(t, "mentor-60x16");
	desk_leave(t);
}

/* Its last rows, below the 24th, too. */
Test(screen_mentors, fits_a_large_window, .init = rare_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(40, 120);

	terminal_press(t, "F3");
	terminal_expect(t, "mentors-120x40");
	desk_leave(t);
}

Test(screen_mentors, speaks_english, .init = rare_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "F3");
	terminal_expect(t, "mentors-english");
	terminal_press(t, "F9 C-s");
	terminal_expect(t, "mentor-english-lacking");
	desk_leave(t);
}

Test(screen_mentors, shows_who_has_more_than_the_rule_says, .init = crowded_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	terminal_wait_text(t, "2 位导师，1 位尚无学生");
	cr_expect(strstr(terminal_row(t, 3), "甲测试         18/15"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_mentors, sorts_by_what_is_overdue, .init = desk_demo, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 F7 4");
	terminal_expect(t, "mentors-sorted");
	terminal_press(t, "F7 4");
	cr_expect(strstr(terminal_row(t, 7), "葛安子         12/15        1"), "%s",
		  terminal_text(t));
	terminal_press(t, "F7 1");
	cr_expect(strstr(terminal_row(t, 3), "彭明子"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_mentors, finds_by_name_subject_number_and_phone, .init = rare_school,
     .fini = daoshi_tidy)
{
	static const struct {
		const char *typed, *name;
	} finds[] = {
		{ "𬱖", "𬱖测试" },  { "䶮", "仇䶮测试" },     { "欧阳", "欧阳测试" },
		{ "艾力江", "买买提·测" }, { "t7", "阿          " }, { "００６", "买买提·测" },
		{ "物理", "仇䶮测试" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
		terminal_press(t, "/");
		terminal_type(t, finds[i].typed);
		cr_expect(terminal_shows(t, "1 位导师") && terminal_shows(t, finds[i].name),
			  "%s: %s", finds[i].typed, terminal_text(t));
		terminal_press(t, "Esc");
	}
	desk_leave(t);
}

Test(screen_mentors, adds_one, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 F9");
	terminal_expect(t, "mentor-new");
	terminal_press(t, "C-s");
	terminal_expect(t, "mentor-lacking");
	terminal_type(t, "欧阳测试\nT1\n地理\n１３９ 0000 0009\n二十");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "上限「二十」不是整数");
	desk_retype(t, "２0");
	terminal_press(t, "C-s");
	terminal_expect(t, "mentor-number-taken");
	desk_retype(t, "T3");
	terminal_press(t, "C-s");
	terminal_expect(t, "mentor-added");
	desk_leave(t);
}

Test(screen_mentors, changes_one, .init = rare_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);
	struct run r;

	terminal_press(t, "F3 Down*5 C-e");
	terminal_expect(t, "mentor-long-name");
	terminal_press(t, "End Backspace*4 Enter*2");
	desk_retype(t, "信息科技");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "信息科技");
	desk_leave(t);
	r = DAOSHI("list", "mentors", "--format", "csv");
	cr_expect(strstr(buf_str(&r.out),
			 "\r\nT6,买买提·测试·阿卜杜拉·测试·吐尔逊·买买提江·测试,信息科技,"),
		  "%s", buf_str(&r.out));
	run_release(&r);
}

Test(screen_mentors, lets_go_only_whoever_has_no_students, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 C-e Down*5 3 C-s");
	terminal_expect(t, "mentor-left-with-students");
	terminal_press(t, "1 C-s Down C-e Down*5 3 C-s");
	terminal_wait_text(t, "1 位导师");
	cr_expect(terminal_shows(t, "甲测试") && !terminal_shows(t, "乙测试  "), "%s",
		  terminal_text(t));
	desk_leave(t);
}

/* What is owed there can be recorded from there. */
Test(screen_mentors, open_a_colleagues_checklist, .init = desk_school, .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 Enter");
	terminal_expect(t, "mentor-checklist");
	terminal_press(t, "Enter C-s");
	terminal_wait_text(t, "已1123");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "位导师");
	cr_expect(strstr(terminal_row(t, 3), "4            13      1"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_mentors, this_is_me_takes_effect_at_the_next_start, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_wait_text(t, "测试学校");
	terminal_press(t, "F3 C-o");
	terminal_expect(t, "mentors-me");
	desk_leave(t);
	t = desk_open(24, 80);
	terminal_wait_text(t, "甲测试 导师 2/15");
	cr_expect(terminal_shows(t, "钱测试") && !terminal_shows(t, "孙测试"));
	terminal_press(t, "F3 Down C-o");
	desk_leave(t);
	t = desk_open(24, 80);
	terminal_wait_text(t, "乙测试 导师 0/15");
	desk_leave(t);
}

/* Cut between two characters, never inside one. */
Test(screen_mentors, a_long_name_is_whole_characters_in_the_title, .init = rare_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 120);

	terminal_press(t, "F3 Down*5 Enter");
	cr_expect(strstr(terminal_row(t, 0), "吐尔逊·买买提江·测试·艾力江"), "%s",
		  terminal_row(t, 0));
	cr_expect(!strchr(terminal_row(t, 0), '<'), "%s", terminal_row(t, 0));
	desk_leave(t);
}

/* Nobody needs to import a roster because one teacher has no students yet. */
Test(screen_mentors, an_empty_checklist_says_how_to_assign, .init = desk_school,
     .fini = daoshi_tidy)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3 Down Enter");
	terminal_wait_text(t, "乙测试 导师 0/15");
	cr_expect(!terminal_shows(t, "导入名单"), "%s", terminal_text(t));
	cr_expect(terminal_shows(t, "F2"), "%s", terminal_text(t));
	desk_leave(t);
}
