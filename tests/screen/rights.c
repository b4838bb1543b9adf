/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mentor's own account shows and does. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static void mentors_desk(void)
{
	desk_demo();
	desk_as_mentor("T1002");
}

TestSuite(screen_rights, .init = mentors_desk, .fini = daoshi_tidy);

Test(screen_rights, begins_with_ones_own_students)
{
	struct terminal *t = desk_open(24, 80);

	terminal_expect(t, "mentors-own-checklist");
	terminal_press(t, "F2");
	terminal_expect(t, "mentors-own-students");
	terminal_press(t, "/");
	terminal_type(t, "潘涵"); /* somebody else's */
	terminal_wait_text(t, "0 名学生");
	terminal_press(t, "Esc F4");
	terminal_wait_text(t, "26 条记录");
	desk_leave(t);
}

/* What the program is for. */
Test(screen_rights, records_for_ones_own)
{
	static const struct {
		const char *digit, *said;
	} kinds[] = {
		{ "1", "已记录：家访，陶涵，2026-11-23。" },
		{ "2", "已记录：谈话，陶涵，2026-11-23。" },
		{ "3", "已记录：反馈，陶涵，2026-11-23。" },
		{ "4", "已记录：电话，陶涵，2026-11-23。" },
		{ "5", "已记录：消息，陶涵，2026-11-23。" },
	};
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "Down*2");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		terminal_press(t, kinds[i].digit);
		terminal_press(t, "C-s");
		cr_assert(terminal_shows(t, kinds[i].said), "%s", terminal_text(t));
	}
	terminal_press(t, "F4");
	terminal_wait_text(t, "31 条记录");
	desk_leave(t);
}

Test(screen_rights, changes_and_withdraws_ones_own)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 Enter S-Tab C-End");
	terminal_type(t, "改过。");
	terminal_press(t, "C-s");
	cr_assert(terminal_shows(t, "已记录：谈话，张泽晨，2026-11-15。"), "%s", terminal_text(t));
	terminal_press(t, "F8 1");
	cr_assert(terminal_shows(t, "25 条记录"), "%s", terminal_text(t));
	desk_leave(t);
}

Test(screen_rights, finds_only_ones_own_in_a_picker)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F4 F9 4");
	terminal_type(t, "潘涵");
	terminal_wait_text(t, "0 名学生");
	terminal_press(t, "Esc");
	terminal_wait_text(t, "12 名学生");
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

static bool is_own(const char *const *own, const char *key)
{
	while (*own && strcmp(*own, key))
		own++;
	return *own;
}

/* Keys of the office are in no bar and in no help, and say no. */
Test(screen_rights, keys_of_the_office_are_neither_shown_nor_run)
{
	static const struct {
		const char *place;
		const char *keys[6];
		const char *own[3]; /* of `shown` those that do something for a mentor too */
	} screens[] = {
		{ "F12", { "F5", "C-g" }, { NULL } },
		{ "F2", { "F5", "F8", "F9", "C-e", "C-g" }, { NULL } },
		{ "F3", { "F9", "C-e", "C-o", "C-g" }, { NULL } },
		/* removes a bright spot; shows a guardian's number */
		{ "F2 Enter", { "F5", "F9", "C-e", "C-g" }, { "F8 ", "Ctrl-O" } },
	};
	static const char *const shown[] = { "F5 ",    "Ctrl-E", "F9 ",   "Ctrl-O",
					     "Ctrl-G", "F8 ",    "配导师" };
	struct terminal *t = desk_open(40, 80);

	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		terminal_press(t, screens[i].place);
		for (size_t k = 0; screens[i].keys[k]; k++) {
			terminal_press(t, screens[i].keys[k]);
			cr_expect(terminal_shows(t, "您无权进行此操作，请联系德育处。"),
				  "%s %s: %s", screens[i].place, screens[i].keys[k],
				  terminal_text(t));
		}
		terminal_press(t, "F1");
		terminal_wait_text(t, "按 Enter 执行");
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
			cr_expect(is_own(screens[i].own, shown[k]) || !terminal_shows(t, shown[k]),
				  "%s has %s: %s", screens[i].place, shown[k], terminal_text(t));
		terminal_press(t, "Esc");
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
			cr_expect(is_own(screens[i].own, shown[k]) ||
					  !strstr(terminal_row(t, 39), shown[k]),
				  "%s", terminal_row(t, 39));
	}
	terminal_press(t, "F10");
	cr_expect(!terminal_shows(t, "导入"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	desk_leave(t);
}

/* Enter on a line of the student's page is no way round. */
Test(screen_rights, the_mentors_line_of_a_student_assigns_nobody)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter Down");
	terminal_wait_cursor_row(t, "葛安子");
	terminal_press(t, "Enter");
	cr_expect(!terminal_shows(t, "查找：") && terminal_shows(t, "上官静诗 六(1)"), "%s",
		  terminal_text(t));
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

Test(screen_rights, a_guardian_is_shown_but_not_offered_to_be_changed)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Enter Enter");
	terminal_wait_text(t, "上官安辰");
	cr_expect(!strstr(terminal_row(t, 23), "删除") && !strstr(terminal_row(t, 23), "保存"),
		  "%s", terminal_row(t, 23));
	terminal_press(t, "F8");
	cr_expect(!terminal_shows(t, "删除这位监护人吗？"), "%s", terminal_text(t));
	terminal_press(t, "Esc*2");
	desk_leave(t);
}

/* Whoever sees no students of a colleague cannot know how many there are: 0 would be a lie. */
Test(screen_rights, says_nothing_false_about_colleagues)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	terminal_wait_text(t, "葛安子         12/15");
	cr_expect(!terminal_shows(t, " 0/15"), "%s", terminal_text(t));
	cr_expect(!terminal_shows(t, "4 位尚无学生"), "%s", terminal_text(t));
	desk_leave(t);
}

/* A roster or a new student is not for a mentor to bring in. */
Test(screen_rights, an_empty_list_offers_nothing_that_is_refused)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 F6 6");
	terminal_wait_text(t, "0 名学生  已离校");
	cr_expect(!terminal_shows(t, "导入") && !terminal_shows(t, "F9"), "%s", terminal_text(t));
	desk_leave(t);
}
