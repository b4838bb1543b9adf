/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

TestSuite(screen_assigning, .init = desk_school, .fini = daoshi_tidy);

/* 七(1) with 16 students whom nobody mentors. */
static void full_class(void)
{
	struct buf students = { 0 };

	desk_school();
	buf_text(&students, "学号,姓名,班级,座号\n");
	for (int i = 1; i <= 16; i++)
		buf_printf(&students, "S1%02d,七班%c,七(1),%d\n", i, 'A' + i - 1, i);
	desk_roster("students", buf_str(&students));
	buf_release(&students);
}

Test(screen_assigning, one_student_by_the_picker_with_find)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down*2 F5");
	terminal_expect(t, "assign-picker");
	terminal_type(t, "数学");
	terminal_wait_text(t, "1 位导师");
	terminal_press(t, "Enter");
	terminal_expect(t, "assign-form");
	terminal_press(t, "Enter"); /* the last field: saved */
	terminal_expect(t, "assign-done");
	desk_leave(t);
}

Test(screen_assigning, a_picker_cancelled_assigns_nobody)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down*2 F5");
	terminal_type(t, "乙");
	terminal_press(t, "Esc Esc");
	terminal_wait_text(t, "3 名学生");
	terminal_press(t, "F5 Enter Esc");
	terminal_wait_text(t, "放弃修改吗？");
	terminal_press(t, "1 F6 2");
	terminal_wait_text(t, "孙测试");
	desk_leave(t);
}

Test(screen_assigning, all_that_are_marked, .init = full_class)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 /");
	terminal_type(t, "七班");
	terminal_press(t, "Enter C-a Home Space F5");
	terminal_type(t, "T2\n");
	terminal_expect(t, "assign-several");
	terminal_press(t, "C-s");
	terminal_expect(t, "assign-several-done");
	terminal_press(t, "F3");
	terminal_wait_text(t, "乙测试         15/15");
	desk_leave(t);
}

Test(screen_assigning, the_16th_asks_for_a_reason_and_goes_with_it, .init = full_class)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 /");
	terminal_type(t, "七班");
	terminal_press(t, "Enter C-a F5");
	terminal_type(t, "T2\n");
	terminal_press(t, "C-s");
	terminal_expect(t, "assign-16th");
	terminal_type(t, "班主任兼任，家长同意");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "16 名学生");
	terminal_press(t, "F3");
	terminal_wait_text(t, "乙测试         16/15");
	terminal_press(t, "F2 Enter");
	terminal_wait_text(t, "乙测试  班主任兼任，家长同意");
	desk_leave(t);
}

Test(screen_assigning, a_second_time_changes_nothing)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F5");
	terminal_type(t, "T1\n");
	terminal_press(t, "C-s");
	terminal_expect(t, "assign-already");
	desk_leave(t);
}

Test(screen_assigning, a_co_mentor_beside_the_mentor)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F5");
	terminal_type(t, "T2\n");
	terminal_press(t, "Up*2 2 C-s");
	cr_expect(terminal_shows(t, "赵测试      六(1)       1  甲测试"), "%s", terminal_text(t));
	terminal_press(t, "Enter");
	terminal_expect(t, "assign-co-mentor");
	terminal_press(t, "F3");
	terminal_wait_text(t, "乙测试          0/15");
	desk_leave(t);
}

/* "Is now the mentor" would be wrong: the mentor stays who it was. */
Test(screen_assigning, says_that_a_co_mentor_is_one)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F5");
	terminal_type(t, "T2\n");
	terminal_press(t, "Up*2 2 C-s");
	cr_expect(strstr(terminal_row(t, 22), "协同导师"), "%s", terminal_row(t, 22));
	desk_leave(t);
}

/* The old one's open work goes to the new one; what was done stays done. */
Test(screen_assigning, a_change_in_mid_year_from_the_students_page)
{
	struct terminal *t;

	EXPECT_RUN(DAOSHI("record", "talk", "--student", "S1", "--mentor", "T1", "--date",
			  "2026-11-02"),
		   0, "", "");
	t = desk_open(24, 80);
	terminal_press(t, "F2 Enter F5");
	terminal_type(t, "T2\n");
	terminal_press(t, "Up");
	terminal_type(t, "1110\n");
	terminal_type(t, "原导师外出进修");
	terminal_expect(t, "assign-mid-year");
	terminal_press(t, "C-s");
	terminal_expect(t, "assign-mid-year-done");
	terminal_press(t, "F3 Enter");
	terminal_expect(t, "assign-checklist-of-the-old");
	terminal_press(t, "Esc Down Enter");
	terminal_expect(t, "assign-checklist-of-the-new");
	desk_leave(t);
}

Test(screen_assigning, a_change_from_the_mentors_line)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter Down Enter");
	terminal_wait_text(t, "查找：");
	terminal_press(t, "Down Enter C-s");
	terminal_wait_text(t, "甲测试 到 2026-11-22");
	desk_leave(t);
}

Test(screen_assigning, from_the_checklist)
{
	struct terminal *t;

	desk_script("UPDATE account SET mentor_id = (SELECT id FROM mentor WHERE staff_no = 'T1')");
	t = desk_open(24, 80);
	terminal_wait_text(t, "甲测试 导师 2/15");
	terminal_press(t, "Space F5");
	terminal_type(t, "T2\n");
	terminal_press(t, "C-s");
	terminal_expect(t, "assign-from-checklist");
	desk_leave(t);
}

Test(screen_assigning, refuses_a_first_day_at_its_field)
{
	static const struct {
		const char *typed, *sentence;
	} days[] = {
		{ "2026-08-31", "2026-08-31 不在本学年（2026-09-01 至 2027-08-31）之内。" },
		{ "后天见", "起始日「后天见」不是日期" },
		{ "2027-09-01", "2027-09-01 不在本学年" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down*2 F5 Enter Up");
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		desk_retype(t, days[i].typed);
		terminal_press(t, "C-s");
		cr_expect(strstr(terminal_row(t, 5), days[i].sentence), "%s: %s", days[i].typed,
			  terminal_text(t));
		terminal_press(t, "Up*4 Down*2");
	}
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* A digit once more takes a choice off; a role is needed, and the database's word is no help. */
Test(screen_assigning, a_role_is_always_chosen)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down*2 F5 Enter Up*2 1 C-s");
	cr_expect(!terminal_shows(t, "数据库"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_assigning, fits_a_small_window, .init = full_class)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct terminal *t = desk_open_with(&small, (const char *const[]){ NULL });

	terminal_press(t, "F2 C-a F5");
	terminal_expect(t, "assign-picker-60x16");
	terminal_press(t, "Enter C-s");
	terminal_expect(t, "assign-60x16");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

/* Its end says what to do. */
Test(screen_assigning, a_sentence_at_a_field_is_never_cut, .init = full_class)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct terminal *t = desk_open_with(&small, (const char *const[]){ NULL });

	terminal_press(t, "F2 C-a F5 Enter C-s");
	cr_expect(terminal_shows(t, "填写理由"), "%s", terminal_text(t));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_assigning, speaks_english, .init = full_class)
{
	struct terminal *t = desk_open_with(NULL, (const char *const[]){ "--lang", "en", NULL });

	terminal_press(t, "F2 C-a F5 Enter C-s");
	terminal_expect(t, "assign-english");
	terminal_type(t, "agreed");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "甲测试 is now the mentor of these 19 students.");
	desk_leave(t);
}

/* Names may be 100 characters long; the title is cut between two of them. */
Test(screen_assigning, a_long_name_is_whole_characters_in_the_title)
{
	struct terminal *t;

	desk_roster(
		"students",
		"学号,姓名,班级\nS9,买买提·测试·阿卜杜拉·测试·吐尔逊·买买提江·测试·艾力江,八(1)\n");
	t = desk_open(24, 120);
	terminal_press(t, "F2 /");
	terminal_type(t, "S9\n");
	terminal_press(t, "F5 Enter");
	cr_expect(strstr(terminal_row(t, 0), "艾力江"), "%s", terminal_row(t, 0));
	cr_expect(!strchr(terminal_row(t, 0), '<'), "%s", terminal_row(t, 0));
	terminal_press(t, "Esc 1");
	desk_leave(t);
}
