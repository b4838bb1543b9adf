/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The environment of a process that has rights its user has not: setgid, or started with --as for
 * somebody at the other end of an SSH connection. What is not on a short list is cleared before
 * any library has looked at it.
 */
#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

#include <stdbool.h>

/* Whether --as is among the arguments, wherever it stands. */
bool environment_serves(char *const *argv);

/* Keeps TERM, the character set, the language and NO_COLOR, each only where it reads as one, and
 * sets PATH. `serves`: what sshd says is kept aside first. */
void environment_clear(bool serves);

/* What sshd said, "" where it said nothing: the command that was asked for, the client's address,
 * and the file that names the key (ExposeAuthInfo). */
struct ssh_words {
	char command[8192];
	bool too_long; /* the command was longer */
	char client[48];
	char key_file[128];
};
const struct ssh_words *environment_ssh(void);

#endif
