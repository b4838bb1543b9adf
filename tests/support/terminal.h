/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program in a terminal: real keys go in, the real screen is looked at.
 *
 * The program runs in a pseudo-terminal, as the foreground job of a keeper that plays the shell,
 * so that it can be stopped and hung up as from a real one. Nothing here sleeps for a fixed time:
 * after each input the terminal SETTLES, which means that the program has read all of it, has
 * written its answer, and waits for more (or has ended or stopped). Whatever does not happen
 * within TERMINAL_PATIENCE seconds ends the test with the screen printed.
 *
 * Several terminals may be open at once. Texts returned are static storage, valid until the next
 * call.
 */
#ifndef SUPPORT_TERMINAL_H
#define SUPPORT_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "support/display.h"

enum { TERMINAL_PATIENCE = 20 };

struct terminal_options {
	int rows, cols;         /* 0: 24, 80 */
	const char *term;       /* TERM; NULL: xterm-256color; "": unset */
	const char *locale;     /* LC_ALL; NULL: C.UTF-8; zh_CN.GB18030 and such are made */
	const char *const *env; /* "NAME=value", or "NAME" to unset it; ended by NULL */
	const char *folder;     /* to run in; NULL: this one */
};

/* `argv` is ended by NULL; argv[0] is looked for in PATH. Options may be NULL. Settles. */
struct terminal *terminal_start(const struct terminal_options *o, const char *const *argv);
/* Kills what still runs. */
void terminal_close(struct terminal *t);

/*
 * Keys by name, between blanks: "F3", "Enter", "Esc", "Tab", "S-Tab", "Up", "PgDn", "Home",
 * "Delete", "Space", "Backspace", "C-s", "M-x", any single character; "Down*5" is five of them.
 * Each is sent as terminfo has it for TERM, and settles before the next is sent.
 */
void terminal_press(struct terminal *t, const char *keys);
/* Text in one piece, as an input method sends it; a line feed is Enter. Settles. */
void terminal_type(struct terminal *t, const char *utf8);
/* The same from the clipboard, between marks where the program asked for them. Settles. */
void terminal_paste(struct terminal *t, const char *utf8);
/* Bytes as they are. Does not settle: the next input is typed ahead. */
void terminal_send(struct terminal *t, const char *bytes, size_t len);

void terminal_resize(struct terminal *t, int rows, int cols); /* settles */
void terminal_signal(struct terminal *t, int sig);            /* does not settle */
/* The connection is lost; wait_exit is all that can be asked afterwards. */
void terminal_hang_up(struct terminal *t);

void terminal_settle(struct terminal *t);
void terminal_wait_text(struct terminal *t, const char *text);  /* somewhere on the screen */
void terminal_watch_text(struct terminal *t, const char *text); /* the same while it works */
void terminal_wait_cursor_row(struct terminal *t, const char *text);
int terminal_wait_exit(struct terminal *t);  /* as waitpid(2) has it */
void terminal_wait_stop(struct terminal *t); /* stopped, as by Ctrl-Z; SIGCONT goes on */

bool terminal_running(const struct terminal *t);     /* neither ended nor stopped */
const char *terminal_text(const struct terminal *t); /* all rows, each ended by a line feed */
const char *terminal_row(const struct terminal *t, int row);
bool terminal_shows(const struct terminal *t, const char *text);
struct display_state terminal_state(const struct terminal *t);      /* size, cursor, modes */
unsigned terminal_look(const struct terminal *t, int row, int col); /* LOOK_* */

/* The screen is as before, nothing is hidden or coloured, and the line's modes are as they were. */
bool terminal_left_sane(const struct terminal *t);

/* What came from the program since the last input. Writes may come together in one read: `reads`
 * is never more than the writes of a program, and may be less. */
struct terminal_step {
	size_t bytes, reads;
};
struct terminal_step terminal_step(const struct terminal *t);

/*
 * The screen as tests/pictures/NAME.txt: a row a line after "|", then where the cursor is.
 * With looks, a row's attributes follow it after "~", a letter below each cell: R reverse, B bold,
 * U underlined, else the colour's digit; rows that are plain have no such line.
 */
#define terminal_expect(t, name)            terminal_compare((t), (name), false, __FILE__, __LINE__)
#define terminal_expect_with_looks(t, name) terminal_compare((t), (name), true, __FILE__, __LINE__)
void terminal_compare(const struct terminal *t, const char *name, bool looks, const char *file,
		      int line);

#endif
