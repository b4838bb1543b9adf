/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SUPPORT_WAITING_H
#define SUPPORT_WAITING_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * True when a process of the session sleeps until its terminal has input: in read(2), or in
 * poll(2) or select(2) for half a second or longer. A shorter sleep is taken for one that waits
 * for the rest of a key. Ends the test where the kernel does not tell what a process waits for.
 */
bool waiting_for_input(pid_t session, const char *tty);

#endif
