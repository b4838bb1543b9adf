/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of terminals: those that cannot be used, and those that can. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "support/desk.h"

TestSuite(ui_terminal_kind, .fini = daoshi_tidy);

/* ----------------------------------------------------------------- refusals */

static const char *file_text(const char *path)
{
	static char text[10000];
	FILE *f = fopen(path, "r");

	cr_assert(f, "%s", path);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	return text;
}

static bool has_control(const char *s)
{
	for (; *s && s[1]; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7F)
			return true;
	return false;
}

/* A shell's redirections apart, as in `daoshi <in >out`. */
static void expect_refused(const struct terminal_options *o, const char *redirections,
			   const char *part, const char *what)
{
	struct buf script = { 0 };
	struct terminal *t;
	const char *said;
	int status;

	daoshi_folder();
	buf_printf(&script, "exec \"$0\" --db no.db 2>said %s", redirections);
	struct terminal_options in_folder = *o;

	in_folder.folder = daoshi_path("");
	t = terminal_start(&in_folder, (const char *const[]){ "sh", "-c", buf_str(&script),
							      run_beside("daoshi"), NULL });
	status = terminal_wait_exit(t);
	said = file_text(daoshi_path("said"));
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 8, "%s: it ended with %x", what,
		  status);
	cr_expect(strstr(said, part), "%s: said %s", what, said);
	cr_expect(!strncmp(said, "daoshi: ", 8), "%s: said %s", what, said);
	cr_expect(text_valid(said, strlen(said)) && !has_control(said), "%s: said %s", what, said);
	cr_expect(said[0] && said[strlen(said) - 1] == '\n' && strlen(said) < 500, "%s: said %s",
		  what, said);
	cr_expect_eq(terminal_step(t).bytes, 0, "%s: wrote %s", what, terminal_text(t));
	cr_expect(terminal_left_sane(t), "%s", what);
	cr_expect(access(daoshi_path("no.db"), F_OK), "%s", what);
	terminal_close(t);
	buf_release(&script);
	daoshi_tidy();
}

struct kind_case {
	const char *term, *part;
};

static void expect_kinds_refused(const struct kind_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_refused(&(struct terminal_options){ .term = cases[i].term }, "",
			       cases[i].part, cases[i].term);
}

Test(ui_terminal_kind, what_cannot_place_its_cursor_is_refused)
{
	static const struct kind_case cases[] = {
		{ "", "未设置 TERM" },
		{ "no-such-terminal", "no-such-terminal" },
		{ "dumb", "dumb" },
		{ "/etc/passwd", "/etc/passwd" },
		{ "../../etc/passwd", "TERM" },
	};

	expect_kinds_refused(cases, sizeof cases / sizeof *cases);
	expect_refused(&(struct terminal_options){ .env = (const char *const[]){ "TERM=", NULL } },
		       "", "未设置 TERM", "TERM=");
}

/* It is quoted as everything is that comes from outside. */
Test(ui_terminal_kind, a_wild_name_of_a_kind_is_refused_in_one_sentence)
{
	static char giant[5000];
	const struct kind_case cases[] = {
		{ "x\033[31m\a", "TERM=xterm-256color" },
		{ "\xFF\xFE", "TERM=xterm-256color" },
		{ giant, "TERM=xterm-256color" },
	};

	memset(giant, 'x', sizeof giant - 1);
	expect_kinds_refused(cases, sizeof cases / sizeof *cases);
}

Test(ui_terminal_kind, what_is_no_terminal_is_refused)
{
	static const char *const redirections[] = { "</dev/null", "<said", ">/dev/null",
						    ">out",       "<&-",   ">&-" };

	for (size_t i = 0; i < sizeof redirections / sizeof *redirections; i++)
		expect_refused(&(struct terminal_options){ 0 }, redirections[i], "终端",
			       redirections[i]);
}

/* ------------------------------------------------------------ kinds that do */

/* Of the many kinds Debian's ncurses-base has few. */
static bool is_known(const char *term)
{
	struct terminal *t = terminal_start(&(struct terminal_options){ .term = term },
					    (const char *const[]){ "tput", "cup", "0", "0", NULL });
	int status = terminal_wait_exit(t);

	terminal_close(t);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* As small as it may be. */
static struct terminal *open_on(const char *term)
{
	return desk_open_with(&(struct terminal_options){ .rows = 16, .cols = 60, .term = term },
			      (const char *const[]){ NULL });
}

/* Its own keys are understood, and the first screen is the one that everybody sees. */
static void try_kind(const char *term, const char *first)
{
	struct terminal *t = open_on(term);

	cr_expect_str_eq(terminal_text(t), first, "%s shows\n%s", term, terminal_text(t));
	terminal_press(t, "Down Down Up Up Right");
	cr_expect_eq(terminal_row(t, 3)[0], '>', "%s shows\n%s", term, terminal_text(t));
	cr_expect_eq(terminal_state(t).col, 30, "%s: %d", term, terminal_state(t).col);
	terminal_press(t, "Enter");
	cr_expect(terminal_shows(t, "谈话"), "%s shows\n%s", term, terminal_text(t));
	terminal_press(t, "1 Backspace");
	cr_expect_str_eq(terminal_row(t, 3), "> 日期*", "%s shows\n%s", term, terminal_text(t));
	terminal_press(t, "Esc 1 F3");
	cr_expect(terminal_shows(t, "位导师"), "%s shows\n%s", term, terminal_text(t));
	terminal_press(t, "Esc F1 Esc F10 Down Esc F2");
	cr_expect(terminal_shows(t, "名学生"), "%s shows\n%s", term, terminal_text(t));
	desk_leave(t);
}

Test(ui_terminal_kind, the_others_show_the_same_and_have_their_keys)
{
	static const char *const terms[] = {
		"vt100", "vt220",          "linux", "screen", "tmux",
		"xterm", "xterm-mono",     "rxvt",  "hurd",   "screen.xterm-256color",
		"putty", "putty-256color",
	};
	struct buf first = { 0 };
	struct terminal *t;
	int tried = 0;

	desk_demo();
	t = open_on("xterm-256color");
	buf_text(&first, terminal_text(t));
	desk_leave(t);
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
		if (is_known(terms[i])) {
			try_kind(terms[i], buf_str(&first));
			tried++;
		}
	cr_expect_geq(tried, 8); /* what ncurses-base has at least */
	buf_release(&first);
}

/* PuTTY sends other keys than the xterm that it says to be. */
Test(ui_terminal_kind, keys_are_known_whatever_term_says)
{
	static const struct {
		const char *bytes, *shown;
	} cases[] = {
		{ "\033[12~", "名学生" }, /* F2 of PuTTY */
		{ "\033[13~", "位导师" },
		{ "\033[[D", "条记录" }, /* F4 of the Linux console */
		{ "\033[11~", "按 Enter 执行" },
		{ "\033OP", "按 Enter 执行" },
		{ "\033[21~", "菜单" },
	};
	static const char *const terms[] = { "xterm-256color", "vt100", "linux", "screen" };

	desk_school();
	for (size_t k = 0; k < sizeof terms / sizeof *terms; k++) {
		struct terminal *t = open_on(terms[k]);

		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			terminal_send(t, cases[i].bytes, strlen(cases[i].bytes));
			terminal_settle(t);
			cr_expect(terminal_shows(t, cases[i].shown), "%s: ESC %s shows %s",
				  terms[k], cases[i].bytes + 1, terminal_row(t, 1));
			terminal_press(t, "Esc");
			terminal_send(t, "\033[24~", 5); /* F12: home */
			terminal_settle(t);
		}
		desk_leave(t);
	}
}

Test(ui_terminal_kind, home_end_and_control_arrows_of_all_families)
{
	static const struct {
		const char *bytes, *row;
	} cases[] = {
		{ "\033[1~", "> 内容   x一，二" },
		{ "\033[7~", "> 内容   x一，二" },
		{ "\033[H", "> 内容   x一，二" },
		{ "\033OH", "> 内容   x一，二" },
		{ "\033[1;5H", "> 内容   x一，二" },
		{ "\033[1;5D", "> 内容   一，x二" },
		{ "\033[D", "> 内容   一，x二" },
		{ "\033OD", "> 内容   一，x二" },
		{ "\033[H\033[4~", "> 内容   一，二x" },
		{ "\033[H\033[8~", "> 内容   一，二x" },
		{ "\033[H\033[F", "> 内容   一，二x" },
		{ "\033[H\033OF", "> 内容   一，二x" },
		{ "\033[H\033[3~", "> 内容   x，二" },
		{ "\033[H\033[1;5C", "> 内容   一，x二" },
		{ "\b", "> 内容   一，x" },
		{ "\177", "> 内容   一，x" },
	};
	struct terminal *t;

	desk_school();
	t = open_on("vt100");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		terminal_press(t, "5 Tab*5");
		terminal_type(t, "一，二");
		terminal_send(t, cases[i].bytes, strlen(cases[i].bytes));
		terminal_press(t, "x");
		cr_expect_str_eq(terminal_row(t, 8), cases[i].row, "ESC %s: %s", cases[i].bytes + 1,
				 terminal_row(t, 8));
		terminal_press(t, "Esc 1");
	}
	desk_leave(t);
}

/* ------------------------------------------------------------------ colours */

static bool has_colour(const struct terminal *t)
{
	struct display_state s = terminal_state(t);

	for (int row = 0; row < s.rows; row++)
		for (int col = 0; col < s.cols; col++)
			if (terminal_look(t, row, col) & LOOK_COLOUR)
				return true;
	return false;
}

/* On a day when all four states are there. */
Test(ui_terminal_kind, without_colours_the_states_differ_by_word_and_look)
{
	static const struct {
		const char *term, *variable, *picture;
	} cases[] = {
		{ "vt100", NULL, "terminal-vt100" },
		{ NULL, "NO_COLOR=1", "terminal-no-color" },
		{ NULL, "NO_COLOR=", NULL },
		{ NULL, NULL, NULL },
	};

	desk_demo();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const env[] = { cases[i].variable, NULL };
		struct terminal *t = desk_open_with(
			&(struct terminal_options){ .term = cases[i].term,
						    .env = cases[i].variable ? env : NULL },
			(const char *const[]){ "--today", "2027-01-20", NULL });

		cr_expect_eq(has_colour(t), !cases[i].picture, "case %zu", i);
		if (cases[i].picture)
			terminal_expect_with_looks(t, cases[i].picture);
		desk_leave(t);
	}
}
