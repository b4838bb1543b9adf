/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who keeps others from writing, as the kernel says. For a process that has not opened the file:
 * looking closes a descriptor of it, which would drop this process's own locks. */
#ifndef DB_HOLDER_H
#define DB_HOLDER_H

#include <stdbool.h>
#include <sys/types.h>

/* The process that has SQLite's lock for writing, or the door's; 0 where none has, or where it
 * is not to be found out. */
pid_t holder_of(const char *path);

#endif
