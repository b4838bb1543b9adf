/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The write door: the one way by which anything is written.
 *
 * On entering: an advisory lock (flock) on the file, waited for up to 5 s, so that writers queue
 * fairly and WAL would be safe behind it too; the file is still where it was opened; 32 MiB are
 * free on its disk; BEGIN IMMEDIATE; and it has the schema_version of when it was opened: a file
 * that was restored from a backup meanwhile has rows by other revs, and forms must not fit them. On
 * leaving: COMMIT or ROLLBACK, and the lock is dropped. After the first I/O error or sign of damage
 * the door stays shut for this session, because the kernel may have dropped pages it could not
 * write. No key is waited for while the door is open.
 */
#ifndef DB_DOOR_H
#define DB_DOOR_H

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

/* Whether the session is still what it was made as, by a statement with one number. */
enum standing {
	STANDING_SAME,
	STANDING_CHANGED, /* something else is to be seen now, or done */
	STANDING_LOCKED,  /* nothing is */
};
/* Asked in every transaction before anything is written, if others have written since it was last
 * asked; anything but STANDING_SAME keeps the door shut. NULL: nothing is asked. */
void door_ask(struct db *db, const struct sql *sql);

/* May be nested: an inner pair that fails undoes its own part (a savepoint), and the outermost
 * decides for all. */
bool door_enter(struct db *db, struct err *e);
/* Commits if ok, else rolls back and leaves *e as it is. Returns true if it was committed. */
bool door_leave(struct db *db, bool ok, struct err *e);
/* False too when SQLite had to undo everything in the middle: then nothing more may be written. */
bool door_is_open(const struct db *db);

#endif
