/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback letters from the screens: a file, a printer, and what is written down afterwards. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/desk.h"

/* S1 has feedback, S2 none; both are of 六(1) and T1's. */
static void begin(void)
{
	desk_school();
	setenv("DAOSHI_LP", daoshi_path("none"), 1);
	EXPECT_RUN(DAOSHI_IN("爱读书。", "record", "feedback", "--student", "S1", "--note", "-"), 0,
		   "", "");
	EXPECT_RUN(DAOSHI_IN("早点睡。", "record", "feedback", "--student", "S1", "--advice", "-"),
		   0, "", "");
}

TestSuite(screen_letters, .init = begin, .fini = daoshi_tidy);

/* From the list or page that is open. */
static void open_form(struct terminal *t)
{
	terminal_press(t, "C-p");
	terminal_type(t, "书面反馈信");
	terminal_press(t, "Enter");
	terminal_wait_text(t, "写给");
}

/* What the file holds, so often. */
static int times(const char *name, const char *part)
{
	FILE *f = fopen(daoshi_path(name), "r");
	char line[4096];
	int n = 0;

	cr_assert(f, "%s", name);
	while (fgets(line, sizeof line, f))
		n += strstr(line, part) != NULL;
	fclose(f);
	return n;
}

static void write_to(struct terminal *t, const char *name)
{
	terminal_press(t, "Down*3");
	desk_retype(t, daoshi_path(name));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "1 名学生的信息将离开本系统");
	terminal_press(t, "1");
}

Test(screen_letters, a_class_into_a_file_and_handed_over)
{
	struct terminal *t = desk_open(24, 80);
	struct run r;

	terminal_press(t, "F2");
	open_form(t);
	terminal_expect(t, "letters");
	write_to(t, "l.html");
	terminal_wait_text(t, "今天以纸质送达吗");
	cr_expect_eq(times("l.html", "<section "), 2);
	terminal_press(t, "1");
	terminal_wait_text(t, "已登记今天送达 2 封");
	r = DAOSHI("todo", "--format", "csv");
	cr_expect(!strstr(buf_str(&r.out), "S1,feedback"), "%s", buf_str(&r.out));
	run_release(&r);
	terminal_press(t, "u");
	terminal_wait_text(t, "已撤销");
	terminal_press(t, "u");
	terminal_wait_text(t, "已没有可以撤销的了");
	desk_leave(t);
}

/* Nothing is written down unasked, and nothing is left where they think better of it. */
Test(screen_letters, not_yet)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2");
	open_form(t);
	terminal_press(t, "Down*3");
	desk_retype(t, daoshi_path("l.html"));
	terminal_press(t, "C-s 2");
	cr_expect(access(daoshi_path("l.html"), F_OK), "they would rather not");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "今天以纸质送达吗");
	terminal_press(t, "2");
	terminal_wait_text(t, "2 封反馈信已写入");
	terminal_press(t, "u");
	terminal_wait_text(t, "已没有可以撤销的了");
	desk_leave(t);
}

Test(screen_letters, whose_there_is_none)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F2 Down");
	open_form(t);
	terminal_press(t, "1 C-s");
	terminal_wait_text(t, "没有可以生成的反馈信");
	terminal_expect(t, "letters-none");
	terminal_press(t, "Esc 1");
	desk_leave(t);
}

Test(screen_letters, a_file_of_that_name_is_asked_about)
{
	struct terminal *t = desk_open(24, 80);

	daoshi_file("l.html", "mine\n", 5);
	terminal_press(t, "F2 Enter");
	open_form(t);
	write_to(t, "l.html");
	terminal_wait_text(t, "已有同名文件");
	terminal_press(t, "2");
	cr_expect_eq(times("l.html", "mine"), 1);
	terminal_press(t, "C-s 1 1");
	terminal_wait_text(t, "今天以纸质送达吗");
	terminal_press(t, "2");
	cr_expect_eq(times("l.html", "<section "), 2);
	desk_leave(t);
}

/* Also in the smallest window. */
Test(screen_letters, straight_to_the_printer)
{
	static const char script[] = "#!/bin/sh\ncat > \"${0%/*}/printed\"\necho laser-7\n";
	char variable[300];
	const char *env[] = { variable, NULL };
	struct terminal *t;

	daoshi_file("lp", script, strlen(script));
	cr_assert(!chmod(daoshi_path("lp"), 0700));
	snprintf(variable, sizeof variable, "DAOSHI_LP=%s", daoshi_path("lp"));
	t = desk_open_with(&(struct terminal_options){ .rows = 16, .cols = 60, .env = env },
			   (const char *const[]){ NULL });
	terminal_press(t, "F3");
	open_form(t);
	terminal_press(t, "Down*2 3");
	terminal_expect(t, "letters-printer-60");
	terminal_press(t, "C-s 1");
	terminal_wait_text(t, "已送往打印机");
	terminal_wait_text(t, "laser-7");
	terminal_press(t, "2");
	desk_leave(t);
	cr_expect(!access(daoshi_path("printed"), F_OK));
}

Test(screen_letters, a_printer_is_offered_where_there_is_one)
{
	struct terminal *t = desk_open(24, 80);

	terminal_press(t, "F3");
	open_form(t);
	terminal_press(t, "Down*2 3");
	cr_expect(terminal_shows(t, "网页") && !terminal_shows(t, "直接打印"));
	desk_leave(t);
}
