/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that are not to stay: a copy while it is made, and the plain text of a sealed one. Mode
 * 0600, and gone at the end, also when a signal ends the program; what a kill -9 leaves behind is
 * found by its lock and taken away by the next one made in the same folder.
 */
#ifndef DB_SCRAP_H
#define DB_SCRAP_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { SCRAPS_MOST = 4 };

struct scrap {
	char path[PATH_MAX];
	int fd;   /* for reading and writing; -1: none */
	int slot; /* private */
};

/* In the folder itself. */
bool scrap_make(struct scrap *s, const char *folder, struct err *e);
/* For `bytes` of plain text: in memory (/dev/shm) where there is room, else in the folder. */
bool scrap_make_plain(struct scrap *s, const char *folder, uint64_t bytes, struct err *e);
/* On the disk, under its own name, which nobody had, and no scrap any more. A *taken name is told
 * apart from a disk that fails. */
bool scrap_keep(struct scrap *s, const char *path, bool *taken, struct err *e);
/* Gone, if it was not kept. Also for a zeroed one, and a second time. */
void scrap_end(struct scrap *s);

#endif
