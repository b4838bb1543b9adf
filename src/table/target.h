/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a file of the user's is written: beside its name, which it gets when it is whole. */
#ifndef TABLE_TARGET_H
#define TABLE_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct target {
	const char *path; /* NULL: standard output, which gets it when it is whole */
	bool replace;
	int fd;
	int at;            /* the folder */
	const char *name;  /* in it */
	struct buf folder; /* where what is written for the while may stand, too */
	struct buf beside; /* the name it has meanwhile; "": none, and it goes with this process */
};

/* For its owner alone to read. Refused, with a sentence: a file that is there (a CONFLICT, unless
 * it is to be replaced), what is no regular file, a folder that is not there or not writable. To be
 * closed in any case. */
bool target_open(struct target *t, const char *path, bool replace, struct err *e);
/* A path by which it can be opened as long as it is open: where /proc is, this very file, whatever
 * others do in its folder. Kept in `way`. */
const char *target_way(const struct target *t, struct buf *way);
bool target_put(const struct target *t, const char *bytes, size_t len, struct err *e);
/* What errno says, as a sentence. */
bool target_refuse(const struct target *t, int why, struct err *e);
/* It is whole: brought to the disk, and named. */
bool target_keep(struct target *t, struct err *e);
void target_close(struct target *t);

#endif
