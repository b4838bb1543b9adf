/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails, between SQLite and the real one: the n-th call that changes a file is refused,
 * or done by half, or told to be done while the kernel drops the bytes.
 */
#ifndef SUPPORT_FAULT_H
#define SUPPORT_FAULT_H

#include <stdbool.h>

enum fault {
	FAULT_NONE,
	FAULT_IO,    /* SQLITE_IOERR, as a quota or a dying disk gives it */
	FAULT_FULL,  /* SQLITE_FULL */
	FAULT_SHORT, /* half of the bytes are written, then SQLITE_IOERR */
	FAULT_DROP,  /* fsync fails, and what was not synced is gone from the file */
	FAULTS
};

/* Every file that SQLite opens from now on is on that disk. */
void fault_install(void);
/* The n-th writing, cutting or syncing call from now on (of FAULT_DROP: the n-th sync) fails, and
 * if it `stays`, all after it. */
void fault_arm(enum fault kind, long n, bool stays);
/* Every sync takes so long. */
void fault_slow(int ms);
/* Disarms; how many such calls there were, and whether one failed. */
long fault_disarm(bool *failed);

#endif
