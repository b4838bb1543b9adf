/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first start, and files that cannot be worked on. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/desk.h"

TestSuite(screen_setup, .init = daoshi_folder, .fini = daoshi_tidy);

/* On a file in the test's folder, by its short name, which is the same in every picture. */
static struct terminal *start(int rows, int cols, const char *path, const char *language)
{
	const struct terminal_options o = { .rows = rows,
					    .cols = cols,
					    .folder = daoshi_path(".") };

	return terminal_start(&o,
			      (const char *const[]){ run_beside("daoshi"), "--db", path, "--today",
						     DAOSHI_TODAY, "--lang", language, NULL });
}

static void expect_exit(struct terminal *t, int code)
{
	int status = terminal_wait_exit(t);

	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == code, "it ended with %x: %s", status,
		  terminal_text(t));
	cr_expect(terminal_left_sane(t), "%s", terminal_text(t));
}

static bool is_there(const char *name)
{
	return access(daoshi_path(name), F_OK) == 0;
}

Test(screen_setup, offers_to_make_the_file_and_makes_it)
{
	struct terminal *t = start(24, 80, "school.db", "zh");

	terminal_expect(t, "setup");
	terminal_type(t, "上海市样例实验中学");
	cr_assert(!is_there("school.db"));
	terminal_press(t, "Enter");
	terminal_expect(t, "setup-made");
	desk_leave(t);
	cr_assert(is_there("school.db"));
	t = desk_open(24, 80); /* and the next time it is there */
	terminal_wait_text(t, "上海市样例实验中学");
	desk_leave(t);
}

Test(screen_setup, makes_the_folders_above_it_too)
{
	const char *home = daoshi_path("home");
	char data[600];
	const char *env[] = { data, NULL };
	const struct terminal_options o = { .env = env };
	struct terminal *t;

	snprintf(data, sizeof data, "XDG_DATA_HOME=%s", home);
	t = terminal_start(
		&o, (const char *const[]){ run_beside("daoshi"), "--today", DAOSHI_TODAY, NULL });
	terminal_wait_text(t, "要建立吗？");
	cr_expect(!is_there("home"));
	terminal_press(t, "C-s");
	terminal_wait_text(t, "欢迎使用。");
	desk_leave(t);
	cr_expect(is_there("home/daoshi/school.db"));
}

Test(screen_setup, declined_leaves_nothing_behind)
{
	struct terminal *t = start(24, 80, "school.db", "zh");

	terminal_press(t, "C-q");
	expect_exit(t, 0);
	terminal_close(t);
	t = start(24, 80, "school.db", "zh");
	terminal_type(t, "校名");
	terminal_press(t, "C-q");
	terminal_wait_text(t, "放弃修改吗？");
	terminal_press(t, "1");
	expect_exit(t, 0);
	terminal_close(t);
	cr_expect(!is_there("school.db"));
}

/* There is nothing to go back to but the shell; "q ends the program" would be typed. */
Test(screen_setup, esc_declines)
{
	struct terminal *t = start(24, 80, "school.db", "zh");

	terminal_press(t, "Esc");
	cr_assert(!terminal_running(t), "%s", terminal_text(t));
	expect_exit(t, 0);
	terminal_close(t);
}

Test(screen_setup, cannot_make_it_and_says_why)
{
	struct terminal *t;

	daoshi_file("file", "x", 1);
	t = start(24, 80, "file/school.db", "zh");
	terminal_type(t, "校名");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "file/school.db 无法建立：");
	terminal_wait_text(t, "校名");
	terminal_press(t, "C-q 1");
	expect_exit(t, 0);
	terminal_close(t);
}

Test(screen_setup, fits_a_small_window)
{
	struct terminal *t = start(16, 60, "school.db", "zh");

	terminal_expect(t, "setup-60x16");
	terminal_press(t, "C-q");
	expect_exit(t, 0);
	terminal_close(t);
}

Test(screen_setup, speaks_english)
{
	struct terminal *t = start(24, 80, "school.db", "en");

	terminal_expect(t, "setup-english");
	terminal_press(t, "C-s");
	terminal_expect(t, "setup-english-made");
	desk_leave(t);
}

/* The question must be seen however deep the file lies. */
Test(screen_setup, a_long_path_does_not_hide_the_question)
{
	struct terminal *t =
		start(16, 60, "a/folder/with/many/folders/in/it/and/more/of/them/school.db", "zh");

	cr_expect(terminal_shows(t, "要建立吗？"), "%s", terminal_text(t));
	terminal_press(t, "C-q");
	expect_exit(t, 0);
	terminal_close(t);
}

/* ------------------------------------------------------------------ read only */

/* root may write everything, so that daoshi runs as nobody then. */
static struct terminal *start_reader(void)
{
	enum { PREFIX = 4 };
	const char *argv[] = {
		"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", NULL,
		"--db",    "school.db",     "--today",       DAOSHI_TODAY,     NULL
	};
	const struct terminal_options o = { .folder = daoshi_path(".") };

	argv[PREFIX] = run_beside("daoshi");
	daoshi_give_away();
	cr_assert(!chmod(daoshi_path("school.db"), 0444));
	cr_assert(!chmod(daoshi_path("."), 0555));
	return terminal_start(&o, geteuid() ? argv + PREFIX : argv);
}

static void end_reader(void)
{
	chmod(daoshi_path("."), 0755);
	daoshi_tidy();
}

Test(screen_setup, a_file_that_may_only_be_read, .init = desk_school, .fini = end_reader)
{
	struct terminal *t = start_reader();

	static const char *const keys[] = { "Enter", "1", "F5", "F2 F9", "C-e", "C-g", "F3 C-o" };

	terminal_expect(t, "setup-read-only");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		terminal_press(t, keys[i]);
		terminal_wait_text(t, "文件只能读取，不能修改。");
	}
	desk_leave(t);
}

/* ------------------------------------------------------------------ not opened */

/* Exit code and sentence, and the shell's own screen as if nothing had been. */
static void expect_refused(const char *path, int code, const char *picture)
{
	struct terminal *t = start(24, 80, path, "zh");

	expect_exit(t, code);
	terminal_compare(t, picture, false, __FILE__, __LINE__);
	terminal_close(t);
}

Test(screen_setup, a_file_of_a_newer_daoshi, .init = desk_school)
{
	desk_script("PRAGMA user_version = 9999");
	expect_refused("school.db", 9, "setup-newer");
}

Test(screen_setup, a_database_of_another_program, .init = desk_school)
{
	desk_script("PRAGMA application_id = 1");
	expect_refused("school.db", 9, "setup-foreign");
}

Test(screen_setup, a_file_that_is_no_database)
{
	static const char letter[] =
		"这是一封给家长的信，它比数据库的文件头还要长，所以会被仔细看过。"
		"这是一封给家长的信，它比数据库的文件头还要长，所以会被仔细看过。\n";

	daoshi_file("letter.txt", letter, sizeof letter - 1);
	expect_refused("letter.txt", 9, "setup-no-database");
}

Test(screen_setup, a_file_that_was_cut_short, .init = desk_school)
{
	cr_assert(!truncate(daoshi_path("school.db"), 8192));
	expect_refused("school.db", 9, "setup-truncated");
}

Test(screen_setup, an_empty_file)
{
	daoshi_file("school.db", "", 0);
	expect_refused("school.db", 9, "setup-empty-file");
}

Test(screen_setup, a_folder)
{
	expect_refused(".", 8, "setup-folder");
}
