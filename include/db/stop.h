/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stop: a file NAME.stop beside the school's. It is there once the disk has refused to keep
 * something, or the file was seen to be damaged, in any session; while it is, nobody writes, since
 * what the kernel could not write it may have dropped, and the next page would be written over
 * nothing. It goes when somebody has looked at the whole file and found nothing wrong.
 */
#ifndef DB_STOP_H
#define DB_STOP_H

#include <stdbool.h>

#include "base/err.h"
#include "db/check.h"
#include "db/db.h"

/* By which name this process stops others; else by its user's. */
void stop_as(const char *login);

/* For this session alone where no file can be made. The first one stays. */
void stop_set(struct db *db, const char *what);
/* One access(2). */
bool stop_is_set(const char *path);
/* The sentence for it, with when and why for a detail. False. */
bool stop_say(const char *path, struct err *e);

/* After all was looked at: the stop goes, and whoever was at work before it was set can write
 * again, but those whose own disk failed; or it is set. */
bool stop_settle(struct db *db, bool damaged, struct err *e);
/* Whether that is damage, and not a row that says what it should not. */
bool stop_is_damage(const struct check_fault *fault);
/* Looks at every page and index itself; with damage, the error says so. */
bool stop_lift(struct db *db, struct err *e);

#endif
