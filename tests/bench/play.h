/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program in a pseudo-terminal of 24 rows of 80, timed from outside.
 *
 * As support/terminal.h, but nobody looks at the screen: while the program works, this side only
 * sleeps until bytes come and notes when. An answer is over when the program has read all that was
 * typed and waits for more; its time is that of its last byte, not of the moment this was noticed.
 */
#ifndef BENCH_PLAY_H
#define BENCH_PLAY_H

#include <stddef.h>

#include "support/keeper.h"

struct play {
	struct keeper keeper;
	int master, slave;
	char tty[64];
	double *since; /* when it became the program or the last key was sent; shared with the
			* program's process, for the keeper closes what is open */
};

struct answer {
	size_t bytes;
	double ms; /* from exec, or from the key, to the last byte; 0 without bytes */
};

/* `argv` is ended by NULL, argv[0] is looked for in PATH. */
struct answer play_start(struct play *p, const char *const *argv);
/* A key as support/keys.h names it. */
struct answer play_press(struct play *p, const char *key);
/* Kills it. */
void play_end(struct play *p);

#endif
