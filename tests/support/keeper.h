/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The process between the test and its program, as a shell is between: it leads the session, so
 * that the line's modes outlive the program, stops and hang-ups reach the program as usual, and
 * its status is told. It lives until it is killed, or the test ends.
 */
#ifndef SUPPORT_KEEPER_H
#define SUPPORT_KEEPER_H

#include <sys/types.h>

struct keeper {
	pid_t pid, program;
	int status; /* to read from: an int as waitpid(2) has it, whenever it changes; no waiting */
};

/* `become` runs in the program's process, on the terminal, and ends with exec. */
struct keeper keeper_start(int tty, void (*become)(void *arg), void *arg);
/* Kills both. */
void keeper_end(struct keeper *k);

#endif
