/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The harness of the screen tests, tried on programs that everybody knows. */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "support/terminal.h"

static struct terminal *t;

/* One terminal at a time. */
static struct terminal *sh(const struct terminal_options *o, const char *script)
{
	if (t)
		terminal_close(t);
	return t = terminal_start(o, (const char *const[]){ "sh", "-c", script, NULL });
}

static void done(void)
{
	if (t)
		terminal_close(t);
}

TestSuite(ui_terminal_harness, .fini = done);

static void expect_bytes(const char *key, const char *term, const char *bytes)
{
	struct buf got = { 0 };

	sh(&(struct terminal_options){ .rows = 60, .term = term },
	   "stty raw -echo; while :; do dd bs=64 count=1 2>/dev/null | od -An -tx1 | tr -d '\\n'; "
	   "done");
	terminal_press(t, key);
	buf_text(&got, terminal_row(t, 0));
	cr_expect_str_eq(buf_str(&got), bytes, "%s on %s sends%s", key, term ? term : "xterm",
			 buf_str(&got));
	buf_release(&got);
}

Test(ui_terminal_harness, keys_are_the_terminals)
{
	expect_bytes("Up", NULL, " 1b 4f 41");
	expect_bytes("F3", NULL, " 1b 4f 52");
	expect_bytes("F5", NULL, " 1b 5b 31 35 7e");
	expect_bytes("F5", "linux", " 1b 5b 5b 45");
	expect_bytes("S-Tab", NULL, " 1b 5b 5a");
	expect_bytes("C-Left", NULL, " 1b 5b 31 3b 35 44");
	expect_bytes("C-s", NULL, " 13");
	expect_bytes("M-x", NULL, " 1b 78");
	expect_bytes("Esc", NULL, " 1b");
	expect_bytes("Enter Space *", NULL, " 0d 20 2a");
	expect_bytes("Backspace", NULL, " 7f");
	expect_bytes("a*3 中", NULL, " 61 61 61 e4 b8 ad");
}

Test(ui_terminal_harness, the_program_sees_size_and_kind)
{
	sh(&(struct terminal_options){ .rows = 16, .cols = 60, .term = "vt100" },
	   "stty size; echo $TERM $LC_ALL $EXTRA; exit 7");
	cr_expect_str_eq(terminal_row(t, 0), "16 60");
	cr_expect_str_eq(terminal_row(t, 1), "vt100 C.UTF-8");
	cr_expect_eq(WEXITSTATUS(terminal_wait_exit(t)), 7);
	sh(&(struct terminal_options){ .term = "",
				       .env = (const char *const[]){ "EXTRA=more", NULL } },
	   "echo ${TERM-none} $EXTRA; kill -TERM $$");
	cr_expect_str_eq(terminal_row(t, 0), "none more");
	cr_expect_eq(WTERMSIG(terminal_wait_exit(t)), SIGTERM);
}

Test(ui_terminal_harness, the_screen_is_compared_with_a_picture)
{
	sh(&(struct terminal_options){ .rows = 6, .cols = 24 },
	   "tput rev; printf ' 导师 daoshi'; tput sgr0; echo; tput bold; printf 中; tput sgr0; "
	   "printf '文ab'; tput setaf 1; echo 逾; tput sgr0; echo plain; "
	   "tput smul; printf '姓名'; tput sgr0; printf ' \\360\\260\\273\\236'; tput cup 1 4; "
	   "read x");
	cr_expect_eq(terminal_state(t).row, 1);
	cr_expect_eq(terminal_state(t).col, 4);
	cr_expect_str_eq(terminal_row(t, 1), "中文ab逾");
	cr_expect(terminal_shows(t, "姓名 𰻞"));
	cr_expect_eq(terminal_look(t, 1, 0), LOOK_BOLD);
	cr_expect_eq(terminal_look(t, 1, 2), 0);
	terminal_expect(t, "terminal_harness");
	terminal_expect_with_looks(t, "terminal_harness_looks");
}

Test(ui_terminal_harness, settling_waits_for_a_slow_answer)
{
	sh(NULL, "read x; sleep 0.4; echo got $x; read x; sleep 0.3; echo and $x; read x");
	terminal_type(t, "一\n");
	cr_expect_str_eq(terminal_row(t, 1), "got 一");
	terminal_send(t, "1\r", 2);
	terminal_wait_text(t, "and 1");
	terminal_wait_cursor_row(t, "");
	cr_expect(terminal_running(t));
	terminal_press(t, "Enter");
	cr_expect_not(terminal_running(t));
}

Test(ui_terminal_harness, a_step_counts_what_it_brought)
{
	sh(NULL,
	   "stty raw -echo; printf 12345; dd bs=1 count=2 2>/dev/null; printf '\\033[2Jx'; read x");
	cr_expect_eq(terminal_step(t).bytes, 5);
	terminal_press(t, "a");
	cr_expect_eq(terminal_step(t).bytes, 1);
	cr_expect_eq(terminal_step(t).reads, 1);
	terminal_press(t, "b");
	cr_expect_eq(terminal_step(t).bytes, 6);
}

Test(ui_terminal_harness, a_paste_is_marked_where_asked_for)
{
	sh(NULL, "stty raw -echo; dd bs=99 count=1 2>/dev/null | od -An -c; printf '\\033[?2004h';"
		 "dd bs=99 count=1 2>/dev/null | od -An -c; read x");
	terminal_paste(t, "a\nb");
	cr_expect(terminal_shows(t, "   a  \\r   b\n"), "%s", terminal_text(t));
	terminal_paste(t, "c");
	cr_expect(terminal_shows(t, " 033   [   2   0   0   ~   c 033   [   2   0   1   ~\n"), "%s",
		  terminal_text(t));
}

Test(ui_terminal_harness, more_than_the_line_holds_is_typed)
{
	struct buf text = { 0 };

	while (text.len < 60000)
		buf_text(&text, "陈思雨");
	sh(NULL, "stty raw -echo; echo ready; head -c 60003 | wc -c; read x");
	terminal_type(t, buf_str(&text));
	cr_expect_eq(text.len, 60003);
	cr_expect_str_eq(terminal_row(t, 1), "     60003", "%s", terminal_text(t));
	buf_release(&text);
}

Test(ui_terminal_harness, resizing_tells_the_program)
{
	sh(NULL, "trap 'echo resized' WINCH; read x; stty size; read x");
	terminal_resize(t, 30, 100);
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "resized\n30 100\n"), "%s", terminal_text(t));
	cr_expect_eq(terminal_state(t).rows, 30);
	cr_expect_eq(terminal_state(t).cols, 100);
}

Test(ui_terminal_harness, a_program_stops_and_goes_on)
{
	t = terminal_start(NULL, (const char *const[]){ "cat", NULL });
	terminal_press(t, "C-z");
	terminal_wait_stop(t);
	cr_expect_not(terminal_running(t));
	terminal_signal(t, SIGCONT);
	terminal_wait_text(t, "^Z");
	terminal_type(t, "again\n");
	cr_expect(terminal_shows(t, "again\nagain\n"), "%s", terminal_text(t));
	terminal_press(t, "C-d");
	cr_expect_eq(terminal_wait_exit(t), 0);
}

Test(ui_terminal_harness, a_shell_gives_the_terminal_back)
{
	t = terminal_start(NULL, (const char *const[]){ "sh", "-i", NULL });
	terminal_type(t, "stty size; cat\n");
	terminal_press(t, "C-z");
	terminal_wait_text(t, "Stopped");
	terminal_type(t, "fg\n");
	terminal_type(t, "back\n");
	cr_expect(terminal_shows(t, "back\nback\n"), "%s", terminal_text(t));
	terminal_press(t, "C-c");
	terminal_type(t, "exit 5\n");
	cr_expect_eq(WEXITSTATUS(terminal_wait_exit(t)), 5);
}

Test(ui_terminal_harness, hanging_up_is_a_signal_and_the_end_of_input)
{
	sh(NULL, "trap 'exit 3' HUP; read x; while :; do :; done");
	terminal_hang_up(t);
	cr_expect_eq(WEXITSTATUS(terminal_wait_exit(t)), 3);
}

static bool sane_after(const char *script)
{
	sh(NULL, script);
	terminal_wait_exit(t);
	return terminal_left_sane(t);
}

Test(ui_terminal_harness, what_is_left_behind_is_noticed)
{
	cr_expect(sane_after(
		"was=$(stty -g); tput smcup; tput civis; stty raw; echo; stty $was; tput cnorm; "
		"tput rmcup"));
	cr_expect(sane_after("tput bold; tput sgr0; tput smkx; tput rmkx; true"));
	cr_expect_not(sane_after("stty raw"));
	cr_expect_not(sane_after("stty -echo"));
	cr_expect_not(sane_after("stty intr ^X"));
	cr_expect_not(sane_after("tput smcup"));
	cr_expect_not(sane_after("tput civis"));
	cr_expect_not(sane_after("tput smkx"));
	cr_expect_not(sane_after("tput rev"));
	cr_expect_not(sane_after("tput setaf 2"));
	cr_expect_not(sane_after("printf '\\033[?2004h'"));
}

/* The characters' widths are those of the locale, so that the screen is as people there see it. */
static void try_locale(const char *name)
{
	sh(&(struct terminal_options){ .locale = name },
	   "stty -echo; locale charmap; read x; echo \"$x|\"; echo \"$x\" | wc -L;"
	   "echo \"$x\" | iconv -t UTF-8 | od -An -tx1; read x");
	cr_expect_str_eq(terminal_row(t, 0), strchr(name, '.') + 1);
	terminal_type(t, "王·a─\n");
	cr_expect_str_eq(terminal_row(t, 1), "王·a─|", "%s", terminal_text(t));
	cr_expect_str_eq(terminal_row(t, 2), "7");
	cr_expect_str_eq(terminal_row(t, 3), " e7 8e 8b c2 b7 61 e2 94 80 0a");
	terminal_type(t, "");
}

Test(ui_terminal_harness, a_terminal_of_gb18030)
{
	try_locale("zh_CN.GB18030");
	cr_expect_eq(terminal_look(t, 1, 6), 0);
	sh(&(struct terminal_options){ .locale = "zh_CN.GB18030" },
	   "printf '\\242\\343\\241\\244\\201\\060\\204\\062|\\033[1;5HX'; read x");
	cr_expect_str_eq(terminal_row(t, 0), "\342\202\254·X|", "%s", terminal_text(t));
}

Test(ui_terminal_harness, a_terminal_of_gbk)
{
	try_locale("zh_CN.GBK");
}

Test(ui_terminal_harness, the_screen_of_a_utf8_terminal_has_narrow_dots)
{
	sh(&(struct terminal_options){ .locale = "zh_CN.UTF-8" }, "printf '王·a─'; read x");
	cr_expect_eq(terminal_state(t).col, 5);
}
