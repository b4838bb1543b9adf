/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program stopped, told to end, crashed, hung up on and killed: what the terminal is left like,
 * and the file. */
#include <criterion/criterion.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>

#include "support/desk.h"
#include "support/raw.h"

static struct terminal *t;

static void open_school(void)
{
	desk_school();
	t = desk_open(24, 80);
}

static void done(void)
{
	terminal_close(t);
	daoshi_tidy();
}

TestSuite(ui_terminal_signal, .init = open_school, .fini = done);

static void expect_sane_end(void)
{
	int status;

	terminal_press(t, "C-q");
	status = terminal_wait_exit(t);
	cr_expect(WIFEXITED(status) && !WEXITSTATUS(status), "it ended with %x", status);
	cr_expect(terminal_left_sane(t));
}

/* ---------------------------------------------------------------- stopping */

/* Stopped as by a shell that takes the terminal: its modes are the shell's meanwhile. */
Test(ui_terminal_signal, stops_and_goes_on)
{
	terminal_press(t, "5 Tab*5");
	terminal_type(t, "写到一半");
	terminal_send(t, "\x1A", 1);
	terminal_wait_stop(t);
	cr_expect(terminal_left_sane(t));
	terminal_signal(t, SIGCONT);
	terminal_wait_text(t, "写到一半");
	terminal_type(t, "又写");
	cr_expect(terminal_shows(t, "写到一半又写"), "%s", terminal_text(t));
	terminal_press(t, "C-s");
	expect_sane_end();
}

Test(ui_terminal_signal, stops_by_a_signal_too)
{
	terminal_press(t, "F2");
	terminal_signal(t, SIGTSTP);
	terminal_wait_stop(t);
	cr_expect(terminal_left_sane(t));
	terminal_signal(t, SIGCONT);
	terminal_wait_text(t, "3 名学生");
	terminal_press(t, "Down");
	expect_sane_end();
}

Test(ui_terminal_signal, stopped_again_and_again)
{
	for (int i = 0; i < 5; i++) {
		terminal_send(t, "\x1A", 1);
		terminal_wait_stop(t);
		cr_expect(terminal_left_sane(t), "round %d", i);
		terminal_signal(t, SIGCONT);
		terminal_wait_text(t, "待办");
	}
	expect_sane_end();
}

Test(ui_terminal_signal, resized_while_it_is_stopped)
{
	terminal_send(t, "\x1A", 1);
	terminal_wait_stop(t);
	terminal_resize(t, 30, 100);
	terminal_signal(t, SIGCONT);
	terminal_wait_text(t, "待办");
	cr_expect(strstr(terminal_row(t, 29), "Enter 记录"), "%s", terminal_text(t));
	expect_sane_end();
}

/* As a debugger or an operator does it: nothing was stopped. */
Test(ui_terminal_signal, told_to_go_on_without_having_stopped)
{
	struct buf before = { 0 };

	terminal_press(t, "F2 Down");
	buf_text(&before, terminal_text(t));
	for (int i = 0; i < 3; i++) {
		terminal_signal(t, SIGCONT);
		terminal_settle(t);
	}
	cr_expect_str_eq(terminal_text(t), buf_str(&before));
	buf_release(&before);
	expect_sane_end();
}

/* SIGSTOP cannot be told of: the terminal is as it was left, and painted anew afterwards. */
Test(ui_terminal_signal, stopped_without_being_told)
{
	terminal_signal(t, SIGSTOP);
	terminal_wait_stop(t);
	terminal_signal(t, SIGCONT);
	terminal_settle(t);
	terminal_press(t, "F2");
	terminal_wait_text(t, "3 名学生");
	expect_sane_end();
}

/* -------------------------------------------------------------- under a shell */

static void start_shell(const char *const *shell)
{
	struct buf command = { 0 };

	terminal_close(t);
	t = terminal_start(NULL, shell);
	buf_printf(&command, "PS1='> '; stty -a >%s; %s --db %s --today 2026-11-23\n",
		   daoshi_path("before"), run_beside("daoshi"), daoshi_path("school.db"));
	terminal_type(t, buf_str(&command));
	terminal_wait_text(t, "待办");
	buf_release(&command);
}

static void expect_modes_as_before(void)
{
	struct buf command = { 0 };

	buf_printf(&command, "stty -a | diff %s - && echo sa\"\"me\n", daoshi_path("before"));
	terminal_type(t, buf_str(&command));
	terminal_wait_text(t, "same");
	buf_release(&command);
}

static void suspend_under(const char *const *shell)
{
	start_shell(shell);
	terminal_press(t, "5 Tab*5");
	terminal_type(t, "写到一半");
	terminal_send(t, "\x1A", 1);
	terminal_wait_text(t, "topped");
	expect_modes_as_before();
	terminal_resize(t, 30, 100);
	terminal_type(t, "fg\n");
	terminal_wait_text(t, "写到一半");
	cr_expect(strstr(terminal_row(t, 29), "Ctrl-S"), "%s", terminal_text(t));
	terminal_resize(t, 24, 80);
	terminal_type(t, "又写");
	terminal_press(t, "C-s");
	terminal_wait_text(t, "已记录");
	terminal_send(t, "\x11", 1);
	terminal_wait_cursor_row(t, ">");
	expect_modes_as_before();
	terminal_type(t, "exit 5\n");
	cr_expect_eq(WEXITSTATUS(terminal_wait_exit(t)), 5);
}

Test(ui_terminal_signal, suspended_under_sh)
{
	suspend_under((const char *const[]){ "sh", "-i", NULL });
}

Test(ui_terminal_signal, suspended_under_bash)
{
	suspend_under((const char *const[]){ "bash", "--norc", "-i", NULL });
}

/* ------------------------------------------------------------------- ending */

/* In the midst of a form, a note half written. A sanitizer, where there is one, is to leave crashes
 * alone. */
static void expect_ended_by(int sig, const char *term)
{
	static const char *const env[] = { "ASAN_OPTIONS=handle_segv=0:handle_abort=0:"
					   "handle_sigbus=0:handle_sigfpe=0:handle_sigill=0",
					   NULL };
	int status;

	terminal_close(t);
	t = desk_open_with(&(struct terminal_options){ .term = term, .env = env },
			   (const char *const[]){ NULL });
	terminal_press(t, "5 Tab*5");
	terminal_type(t, "写到一半");
	terminal_signal(t, sig);
	status = terminal_wait_exit(t);
	cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == sig, "%s: it ended with %x",
		  strsignal(sig), status);
	cr_expect(terminal_left_sane(t), "%s", strsignal(sig));
}

Test(ui_terminal_signal, ends_by_the_signal_that_says_so)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT };

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		expect_ended_by(signals[i], NULL);
}

Test(ui_terminal_signal, a_crash_leaves_the_terminal_sane)
{
	static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		expect_ended_by(signals[i], NULL);
	expect_ended_by(SIGSEGV, "vt100");
	expect_ended_by(SIGSEGV, "linux");
}

/* Questions and pickers wait for keys of their own. */
Test(ui_terminal_signal, ends_in_a_question_and_in_a_picker)
{
	static const char *const places[] = { "F2 C-e x Esc",  "F2 F8", "F2 F7",
					      "1 S-Tab Space", "F1",    "F2 /" };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		int status;

		terminal_press(t, places[i]);
		terminal_signal(t, SIGTERM);
		status = terminal_wait_exit(t);
		cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "%s: %x", places[i],
			  status);
		cr_expect(terminal_left_sane(t), "%s", places[i]);
		terminal_close(t);
		t = desk_open(24, 80);
	}
}

/* The terminal is gone: by SIGHUP, or for one that is spared it by the end of its input. A search
 * for leaks, where there is one, would write into the void for ever. */
static void hang_up(const char *keys, const char *prefix)
{
	static const char *const env[] = { "ASAN_OPTIONS=detect_leaks=0", NULL };
	struct buf command = { 0 };
	int status;

	terminal_close(t);
	buf_printf(&command, "%sexec \"$0\" --db \"$1\" --today 2026-11-23", prefix);
	t = terminal_start(&(struct terminal_options){ .env = env },
			   (const char *const[]){ "sh", "-c", buf_str(&command),
						  run_beside("daoshi"), daoshi_path("school.db"),
						  NULL });
	terminal_press(t, keys);
	terminal_hang_up(t);
	status = terminal_wait_exit(t);
	cr_expect(WIFSIGNALED(status) ? WTERMSIG(status) == SIGHUP : !WEXITSTATUS(status), "%s: %x",
		  keys, status);
	buf_release(&command);
}

Test(ui_terminal_signal, ends_when_it_is_hung_up_on)
{
	static const char *const places[] = { "Down",  "5 Tab*5 a b",   "F2 C-e x Esc",
					      "F2 F8", "1 S-Tab Space", "F1" };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		hang_up(places[i], "");
		hang_up(places[i], "trap '' HUP; ");
	}
}

/* ------------------------------------------------------------------- the file */

static size_t contacts_listed(void)
{
	struct run r = DAOSHI("list", "contacts", "--format", "csv");
	size_t lines = 0;

	cr_assert_eq(r.code, 0, "%s", buf_str(&r.err));
	for (const char *at = buf_str(&r.out); (at = strchr(at, '\n')); at++)
		lines++;
	run_release(&r);
	return lines - 1;
}

static void expect_sound_file(void)
{
	sqlite3 *db;
	sqlite3_stmt *s;

	db = raw_open(daoshi_path("school.db"));
	cr_assert_eq(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(s), SQLITE_ROW);
	cr_expect_str_eq((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
	cr_assert_eq(sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &s, NULL), SQLITE_OK);
	cr_expect_eq(sqlite3_step(s), SQLITE_DONE);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

/* At some moment of the saving: each is there whole, or not at all, and none that was goes. */
Test(ui_terminal_signal, killed_it_leaves_a_sound_file)
{
	size_t before = 0;

	for (int i = 0; i < 16; i++) {
		size_t now;

		terminal_press(t, "5 Tab*5 a");
		terminal_send(t, "\x13", 1);
		for (int wait = 0; wait < i * 300; wait++)
			sched_yield();
		terminal_signal(t, SIGKILL);
		cr_expect_eq(WTERMSIG(terminal_wait_exit(t)), SIGKILL);
		terminal_close(t);
		expect_sound_file();
		now = contacts_listed();
		cr_expect(now == before || now == before + 1, "%zu after %zu", now, before);
		before = now;
		t = desk_open(24, 80);
	}
}
