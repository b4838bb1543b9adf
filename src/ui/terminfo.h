/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_TERMINFO_H
#define UI_TERMINFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

/* Whether the screens can run here; else a sentence with the mend. */
bool terminfo_usable(struct err *e);
/* The bytes that put a screen right again, for signal handlers, which may not ask ncurses. Once the
 * screen is open. */
void terminfo_restore(const char *first, char *out, size_t size);
/* Lets the terminal scroll in all its rows: ncurses asks the pipe that it writes to for their
 * number, gets 24, and some terminals then ignore what is inserted or deleted below. Moves the
 * cursor, so all must be painted anew. */
void terminfo_whole_screen(int rows, FILE *out);

#endif
