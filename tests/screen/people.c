/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a person from wherever one is, and in which order they are found. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/desk.h"

static struct terminal *t;

static void begin(void)
{
	desk_school();
	desk_roster("students", "学号,姓名,班级\n"
				"S4,孙策,六(1)\n"
				"S5,单测试,九(2)\n");
	t = desk_open(24, 80);
}

static void end(void)
{
	desk_leave(t);
	daoshi_tidy();
}

TestSuite(screen_people, .init = begin, .fini = end);

/* The row so many below the head. */
static const char *row(int n)
{
	return terminal_row(t, 2 + n);
}

Test(screen_people, from_wherever_one_is)
{
	terminal_press(t, "F4 C-f");
	terminal_type(t, "qcs");
	terminal_expect(t, "people-found");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "钱测试 六(1)"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
	cr_expect(terminal_shows(t, "0 条记录"), "%s", terminal_text(t));
}

Test(screen_people, a_mentor_leads_to_the_checklist)
{
	terminal_press(t, "C-f");
	terminal_type(t, "甲cs");
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "甲测试 导师 2/15"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
}

Test(screen_people, whoever_fits_best_stands_first)
{
	static const struct {
		const char *typed, *first, *second;
	} cases[] = {
		{ "sc", "孙策", "单测试" },       /* a whole name before a beginning */
		{ "９．２", "单测试", "孙测试" }, /* in class order */
		{ "shan 9.2", "单测试", "" },     { "dan", "单测试", "" }, /* any reading */
		{ "S3", "孙测试", "" },           { "孫測", "孙测试", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, "C-f");
		terminal_type(t, cases[i].typed);
		cr_expect(strstr(row(1), cases[i].first), "%s: %s", cases[i].typed,
			  terminal_text(t));
		cr_expect(*cases[i].second ? strstr(row(2), cases[i].second) != NULL : !*row(2),
			  "%s: %s", cases[i].typed, terminal_text(t));
		terminal_press(t, "Esc Esc");
	}
}

/* Also in a list of students; of equal fit the mentor's own come before others. */
Test(screen_people, ones_own_before_others)
{
	desk_script("UPDATE account SET mentor_id = (SELECT id FROM mentor WHERE staff_no = 'T1');"
		    "UPDATE assignment SET student_id = (SELECT id FROM student"
		    " WHERE student_no = 'S3') WHERE student_id = (SELECT id FROM student"
		    " WHERE student_no = 'S1')");
	desk_leave(t);
	t = desk_open(24, 80);
	terminal_press(t, "F2");
	cr_expect(strstr(row(1), "孙策"), "%s", terminal_text(t));
	terminal_press(t, "/");
	terminal_type(t, "测试");
	cr_expect(strstr(row(1), "钱测试") && strstr(row(2), "孙测试"), "%s", terminal_text(t));
	terminal_press(t, "Esc");
}

Test(screen_people, nobody)
{
	terminal_press(t, "C-f");
	terminal_type(t, "xyz");
	terminal_expect(t, "people-nobody");
	terminal_press(t, "Enter Esc Esc");
}
