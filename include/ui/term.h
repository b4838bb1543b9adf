/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal: opened, read, painted, left as it was found.
 *
 * ncurses writes into a pipe of our own, and each frame goes from there to the terminal in one
 * write, so that it is one packet through sshd. Modes are set here, so that they can be put back
 * after a crash as well.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "ui/key.h"

/* Refused with a sentence: no terminal, TERM unset or unknown, a terminal that cannot place its
 * cursor. */
bool term_open(struct err *e);
void term_close(void);
/* Ends the process by the signal that asked us to, if one did. After term_close. */
void term_die_of_signal(void);

void term_size(int *rows, int *cols);

/* The next key, waited for at most so many milliseconds (-1: for ever). */
int term_key(int timeout);
/* What K_PASTE brought; until the next key. */
const char *term_pasted(size_t *len);

/* Gives the terminal back to the shell until it wants us again. */
void term_suspend(void);

/* How a cell looks. Colour never stands alone: a word or a mark says the same. */
enum style {
	STYLE_TEXT,
	STYLE_STRONG,
	STYLE_DIM,
	STYLE_TITLE, /* the first row */
	STYLE_HEAD,  /* headers of columns, labels of fields */
	STYLE_KEY,   /* names of keys */
	STYLE_INPUT, /* where text is typed */
	STYLE_GOOD,
	STYLE_SOON,
	STYLE_LATE, /* overdue, and errors */
	STYLES
};

/* A frame: begun blank, painted, shown. Only what changed travels. */
void term_begin(void);
/* Text, neutralised and cut to `cells`; returns the cells it took. */
int term_paint(int row, int col, int cells, enum style style, const char *text);
/* Fills the whole row in the style, before text is painted over it. */
void term_fill(int row, enum style style);
void term_cursor(int row, int col); /* a row of -1 hides it, which is how a frame begins */
void term_show(void);
/* Paints all of it anew, whatever the terminal shows by now. */
void term_repaint(void);

#endif
