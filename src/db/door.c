/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/door.h"

#include <errno.h>
#include <sys/file.h>
#include <sys/statvfs.h>

#include "base/i18n.h"
#include "db/stop.h"
#include "db_private.h"

enum {
	FREE_MIB = 32, /* a full disk is refused while there is still room to mend it */
};

static const struct sql begin = { "door.begin", "BEGIN IMMEDIATE", true };
static const struct sql commit = { "door.commit", "COMMIT", true };
static const struct sql rollback = { "door.rollback", "ROLLBACK", true };
/* savepoints of one name nest: RELEASE and ROLLBACK TO mean the innermost */
static const struct sql save = { "door.save", "SAVEPOINT inner", true };
static const struct sql keep = { "door.keep", "RELEASE inner", true };
static const struct sql undo = { "door.undo", "ROLLBACK TO inner", true };

/* Taking turns: writers queue at the lock, where SQLite's own busy handler would starve one. */
bool door_queue(struct db *db, struct err *e)
{
	int waited = 0;

	while (flock(db->lock_fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(e, ERR_IO, "%s",
				       _("The file cannot be locked. Nothing was changed."));
		if (!db_wait(db, &waited))
			return err_set(e, ERR_BUSY, "%s",
				       _("Somebody else has been saving for 5 seconds. Nothing was "
					 "changed; try again in a moment."));
	}
	return true;
}

static bool still_there(struct db *db, struct err *e)
{
	int moved = 0;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved)
		return true;
	db->poisoned = true;
	return err_set(
		e, ERR_IO,
		_("%s was moved, deleted or replaced while it was open. Nothing was changed; "
		  "start daoshi again."),
		db->path);
}

static bool has_room(struct db *db, struct err *e)
{
	struct statvfs fs;

	if (fstatvfs(db->lock_fd, &fs) || (uint64_t)fs.f_bavail * fs.f_frsize >= (uint64_t)FREE_MIB
											 << 20)
		return true;
	return err_set(e, ERR_IO,
		       _("The disk has less than %d MiB left. Nothing was changed; free some space "
			 "and try again."),
		       FREE_MIB);
}

static bool allowed(struct db *db, struct err *e)
{
	if (db->poisoned)
		return err_set(e, ERR_IO, "%s",
			       _("The disk or the file failed before, so nothing more is written. "
				 "Tell the office, then start daoshi again."));
	if (db->read_only)
		return err_set(e, ERR_IO, _("%s may only be read. Nothing was changed."), db->path);
	return true;
}

static bool is_stopped(const struct db *db, struct err *e)
{
	return (db->stopped || stop_is_set(db->path)) && !stop_say(db->path, e);
}

bool door_claim(struct db *db, struct err *e)
{
	if (!allowed(db, e) || !door_queue(db, e))
		return false;
	if (still_there(db, e) && has_room(db, e))
		return true;
	door_release(db);
	return false;
}

void door_release(struct db *db)
{
	flock(db->lock_fd, LOCK_UN);
}

/* What the session has read is of another file, as it were, and a rev that fits fits by chance. */
static bool same_schema(struct db *db, struct err *e)
{
	return !db->cookie || db_cookie(db) == db->cookie ||
	       err_set(e, ERR_IO, "%s",
		       _("The school's file was restored from a backup, or brought up to date by a "
			 "newer daoshi, while it was open here. Nothing was saved; start daoshi "
			 "again."));
}

void door_ask(struct db *db, const struct sql *sql)
{
	db->ask = sql;
	db->asked = -1;
}

/* Inside the transaction: what is found holds until it ends. */
static bool stands(struct db *db, struct err *e)
{
	int64_t version = db_version(db), standing = STANDING_SAME;

	if (version == db->asked)
		return true;
	if (!same_schema(db, e))
		return false;
	if (db->ask && !db_int(db, db->ask, NULL, &standing, NULL, e))
		return false;
	if (standing == STANDING_LOCKED)
		return err_set(e, ERR_DENIED, "%s",
			       _("Your account is locked. Nothing was changed; ask the office."));
	if (standing != STANDING_SAME)
		return err_set(e, ERR_DENIED, "%s",
			       _("What you may see and do was changed a moment ago. Nothing was "
				 "saved; look at it again and save once more."));
	db->asked = version;
	return true;
}

bool door_enter(struct db *db, struct err *e)
{
	if (db->door_depth) {
		/* SQLite undid all by itself, on a full disk for one; a savepoint would begin anew
		 */
		if (!door_is_open(db))
			return db_fault(e, &save, "the transaction is gone", "");
		if (!db_step(db, &save, e))
			return false;
		db->door_depth++;
		return true;
	}
	if (!allowed(db, e))
		return false;
	/* also behind the lock: whoever had it may have been the one who failed */
	if (is_stopped(db, e) || !door_claim(db, e))
		return false;
	if (is_stopped(db, e) || !db_step(db, &begin, e)) {
		door_release(db);
		return false;
	}
	db->door_depth = 1;
	return stands(db, e) || door_leave(db, false, e);
}

bool door_leave(struct db *db, bool ok, struct err *e)
{
	struct err ignored;

	if (db->door_depth > 1) {
		db->door_depth--;
		if (!ok) {
			db_step(db, &undo, &ignored);
			audit_forget(&db->audit);
		}
		journal_inner(db, ok);
		return db_step(db, &keep, ok ? e : &ignored) && ok;
	}
	ok = ok && db_step(db, &commit, e);
	if (!ok && !sqlite3_get_autocommit(db->handle))
		db_step(db, &rollback, &ignored);
	db->door_depth = 0;
	audit_forget(&db->audit);
	journal_outer(db, ok);
	door_release(db);
	return ok;
}

bool door_is_open(const struct db *db)
{
	return db->door_depth > 0 && !sqlite3_get_autocommit(db->handle);
}
