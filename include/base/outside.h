/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting daoshi-table with the user's own rights.
 *
 * A setgid process may not do so itself once it is fenced in (base/fence.h). So it forks first
 * thing, while it has opened nothing: that child drops the group for ever, leaves the terminal and
 * starts daoshi-table whenever it is asked, with descriptors that are passed to it. Its parent can
 * ask for nothing else. In any other process daoshi-table is started directly.
 */
#ifndef BASE_OUTSIDE_H
#define BASE_OUTSIDE_H

#include <stdbool.h>
#include <sys/types.h>

/* False, with errno set, where there is no such process; then nothing may go on. */
bool outside_start(void);

/* Starts daoshi-table. `args` begin with its name and end with NULL; `in` may be -1. The process,
 * or -1 with errno set. */
pid_t outside_table(int in, int out, const char *const *args);
/* Kills it where it still runs; its status as of waitpid. */
int outside_end(pid_t table);

#endif
