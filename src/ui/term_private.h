/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the terminal share. The only place that includes ncurses. */
#ifndef UI_TERM_PRIVATE_H
#define UI_TERM_PRIVATE_H

#include <curses.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "ui/term.h"

enum { TERM_FRAME_MAX = 1 << 20 };

struct terminal {
	bool open;
	SCREEN *screen;
	FILE *out;      /* ncurses writes here: the pipe below */
	int frame[2];   /* a frame being painted */
	int signals[2]; /* what signal handlers have to say */
	bool hung_up;
	int end_signal;    /* the signal that asked us to end, or 0 */
	char restore[128]; /* puts the screen right, for signal handlers */
	int cursor_row, cursor_col;
	bool cursor_shown;
	struct {
		attr_t attr;
		short pair;
	} style[STYLES];
};

extern struct terminal tty;

/* The modes of the line: ours, and those it had. */
void modes_enter(void);
void modes_leave(void);

void signals_catch(void);
void signals_release(void);
void signals_stop_self(void);
/* Reads what the handlers said; K_NONE, K_REDRAW or K_HANGUP. */
int signals_key(void);

void input_open(void);
void input_close(void);

/* After the terminal was another's for a while. */
void term_resume(void);
void term_resize(void);

#endif
