/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list without rows says what to do about it, and nothing that whoever reads it may not do. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/desk.h"

/* A list that is empty, and a part of what it says; NULL: not to be reached. */
static const struct list_case {
	const char *what;
	const char *keys;   /* that open it */
	const char *office; /* in a school with nobody in it */
	const char *mentor; /* to a mentor without students, and without colleagues */
} lists[] = {
	{ "home", "F12", "现在按 Ctrl-G", "由德育处分配" },
	{ "students", "F2", "按 F9 新增", "由德育处分配" },
	{ "students without mentor", "F2 F6 2", "按 F6 看其他", "按 F6 看其他" },
	{ "students of a class", "F2 F6 3", "按 Esc 返回", "按 Esc 返回" },
	{ "students who are gone", "F2 F6 6", "按 F6 看其他", "按 F6 看其他" },
	{ "mentors", "F3", "按 F9 新增", NULL },
	{ "mentors without students", "F3 F6 3", "按 F3 打开", NULL },
	{ "mentors past capacity", "F3 F6 4", "按 F3 打开", "按 F6 看其他" },
	{ "contacts", "F4", "按 F9 登记一条", "按 F9 登记一条" },
	{ "contacts of a kind", "F4 F6 2 1", "按 F6 换其他", "按 F6 换其他" },
	{ "students to pick", "F4 F9 2 Space", "再按 F9 新增", "按 F6" },
	{ "mentors to pick", "F4 F6 4", "按 F9 新增", NULL },
	{ "key dates to pick", "F4 F9 2 Down*2 Space", "按 Ctrl-Y", "由德育处设置" },
	{ "referrals", "C-x", "按 F9", "按 F9" },
	{ "referrals overdue", "C-x F6 2", "F6 查看其他", "F6 查看其他" },
	{ "departments", "C-x C-e", "按 F9 新增", "由德育处" },
	{ "departments to pick", "C-x F9 Down Space", "按 Ctrl-X", "由德育处" },
	{ "trainings", "C-t", "按 F9 新增", "由德育处登记" },
	{ "credits", "C-t F6", "按 F3 打开导师名单", NULL },
	{ "coverage", "C-r", "按 Ctrl-G 导入", NULL },
	{ "key dates", "C-y", "按 F9 新增", "按 F6 看其他" },
	{ "drafts", "C-p c a o g a o Enter", "没有草稿", "没有草稿" },
	{ "absences", "C-p q u e q i n Enter", "按 F2 打开学生名单", "按 F2 打开学生名单" },
	{ "absences of the year", "C-p q u e q i n Enter F6 2", "按 F2 打开学生名单",
	  "按 F2 打开学生名单" },
	{ "conditions", "C-p p p t j Enter", "按 F9 新增", NULL },
	{ "siblings", "C-p x i o n g d i Enter", "按 F2 打开学生名单", NULL },
	{ "belongings", "C-p x i a o q u Enter", "按 Ctrl-G", NULL },
	{ "choices", "C-p x u e s h e n g z h i y u a n Enter", "按 F2 打开学生名单",
	  "按 F2 打开学生名单" },
	{ "choices that are missing", "C-p x u e s h e n g z h i y u a n Enter F6 2",
	  "按 F2 打开学生名单", NULL },
	{ "changes of mentor", "C-p g e n g h u a n d a o Enter", "按 F9", "按 F9" },
	{ "changes of mentor of the year", "C-p g e n g h u a n d a o Enter F6 2", "按 F9",
	  "按 F9" },
	{ "a report", "C-p b a o b i a o Enter*2", "按 Esc 返回", "按 Esc 返回" },
	{ "matchings", "C-p s h i s h e n g p i p e i Enter", "按 Ctrl-G 导入", NULL },
	{ "grants", "C-p s h o u q u a n Enter", "按 F9 可授权", NULL },
};

static void empty_school(void)
{
	daoshi_folder();
	EXPECT_RUN(DAOSHI("--lang", "zh", "init"), 0, "", "");
	desk_script("DELETE FROM department; DELETE FROM key_date");
}

/* The text between the labels and the status line. */
static const char *said(struct terminal *t)
{
	static struct buf text;

	buf_clear(&text);
	for (int row = 3; row < 22; row++)
		buf_text(&text, terminal_row(t, row) + strspn(terminal_row(t, row), " "));
	return buf_str(&text);
}

/* Presses, in their order, the keys that a sentence names. */
static void follow(struct terminal *t, const char *what, const char *sentence)
{
	char text[2000], key[8];

	snprintf(text, sizeof text, "%s", sentence);
	for (const char *at = text; *at; at++) {
		if (at[0] == 'F' && at[1] >= '1' && at[1] <= '9')
			snprintf(key, sizeof key, "F%d", atoi(at + 1));
		else if (!strncmp(at, "Ctrl-", 5))
			snprintf(key, sizeof key, "C-%c", at[5] | 32);
		else if (!strncmp(at, "Esc", 3))
			snprintf(key, sizeof key, "Esc");
		else
			continue;
		terminal_press(t, key);
		cr_expect(!terminal_shows(t, "无权"), "%s: %s of \"%s\": %s", what, key, text,
			  terminal_text(t));
	}
}

static void expect_ways_on(bool office)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct list_case *c = &lists[i];
		const char *want = office ? c->office : c->mentor;
		struct terminal *t;

		if (!want)
			continue;
		t = desk_open(24, 80);
		terminal_press(t, c->keys);
		cr_expect(strstr(said(t), want), "%s, \"%s\" is not in %s", c->what, want,
			  terminal_text(t));
		if (!office) /* the office may press anything */
			follow(t, c->what, said(t));
		terminal_close(t);
	}
}

Test(screen_empty, every_list_leads_the_office_on, .init = empty_school, .fini = daoshi_tidy)
{
	expect_ways_on(true);
}

Test(screen_empty, every_list_leads_a_mentor_on, .init = empty_school, .fini = daoshi_tidy)
{
	desk_roster("mentors", "姓名,工号\n孙导师,T9\n");
	desk_as_mentor("T9");
	expect_ways_on(false);
}

static const char *const sizes[][3] = { { "16", "60", "60x16" },
					{ "24", "80", "80x24" },
					{ "40", "120", "120x40" } };

/* The steps of a new school, as they are done. */
Test(screen_empty, a_new_school_is_led, .init = daoshi_folder, .fini = daoshi_tidy)
{
	EXPECT_RUN(DAOSHI("--lang", "zh", "init", "--name", "样例中学"), 0, "", "");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct terminal *t = desk_open(atoi(sizes[i][0]), atoi(sizes[i][1]));
		char name[64];

		snprintf(name, sizeof name, "steps-%s", sizes[i][2]);
		terminal_expect(t, name);
		desk_leave(t);
	}
	desk_roster("students", "姓名,学号,班级\n赵测试,S1,六(1)\n钱测试,S2,六(1)\n");
	struct terminal *t = desk_open(16, 60);

	terminal_expect(t, "steps-students");
	desk_roster("mentors", "姓名,工号\n孙导师,T9\n");
	terminal_wait_text(t, "1 位导师"); /* others' work is seen within a second */
	terminal_expect(t, "steps-mentors");
	terminal_press(t, "C-y Enter C-s F12");
	terminal_wait_text(t, "学校资料准备中");
	desk_roster("assignments", "学号,导师工号\nS1,T9\n");
	terminal_wait_text(t, "待1");
	terminal_expect(t, "steps-done");
	desk_leave(t);
}

Test(screen_empty, a_mentor_without_students_is_told, .init = empty_school, .fini = daoshi_tidy)
{
	struct terminal *t;

	desk_roster("mentors", "姓名,工号\n孙导师,T9\n");
	desk_as_mentor("T9");
	t = desk_open(16, 60);
	terminal_expect(t, "checklist-empty-mentor");
	desk_leave(t);
}

Test(screen_empty, a_find_that_finds_nothing_says_how_to_go_back, .init = desk_school,
     .fini = daoshi_tidy)
{
	static const char *const places[] = { "F12", "F2", "F3", "C-y", "C-r" };
	struct terminal *t = desk_open(24, 80);

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		terminal_press(t, places[i]);
		terminal_press(t, "/");
		terminal_type(t, "没有这个人");
		cr_expect(strstr(said(t), "按 Esc 恢复显示全部"), "%s: %s", places[i],
			  terminal_text(t));
		terminal_press(t, "Esc");
		cr_expect(!terminal_shows(t, "没有找到"), "%s: %s", places[i], terminal_text(t));
	}
	desk_leave(t);
}
