/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "db/folder.h"
#include "db/migrate.h"
#include "db/stop.h"
#include "db_private.h"

enum { WAIT_MS = 5000, WAIT_STEP_MS = 5 };

/* ---------------------------------------------------------------- opening */

static bool pragma_int(struct db *db, const char *text, int *value)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL) == SQLITE_OK &&
		  sqlite3_step(stmt) == SQLITE_ROW;

	*value = ok ? sqlite3_column_int(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return ok;
}

bool db_schema(struct db *db, int *version, struct err *e)
{
	return pragma_int(db, "PRAGMA user_version", version) || db_fail(db, e, "read the version");
}

void db_set_wait(struct db *db, int ms)
{
	db->wait_ms = ms;
}

void db_on_wait(struct db *db, db_waiting *waiting, void *arg)
{
	db->waiting = waiting;
	db->waiting_arg = arg;
}

bool db_wait(struct db *db, int *waited)
{
	struct timespec pause = { .tv_nsec = WAIT_STEP_MS * 1000 * 1000 };

	if (*waited >= db->wait_ms || (db->waiting && !db->waiting(db->waiting_arg, *waited)))
		return false;
	nanosleep(&pause, NULL);
	*waited += WAIT_STEP_MS;
	return true;
}

static int busy(void *arg, int times)
{
	struct db *db = arg;

	if (!times)
		db->waited_ms = 0;
	return db_wait(db, &db->waited_ms);
}

static void configure(struct db *db)
{
	sqlite3 *h = db->handle;

	sqlite3_extended_result_codes(h, 1);
	sqlite3_busy_handler(h, busy, db);
	db_set_wait(db, WAIT_MS);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, 1 << 20);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
	db_add_functions(db);
}

/* Not plain WAL (docs/decisions.md). 1 MiB of cache holds what one mentor's checklist touches. */
static bool set_modes(struct db *db, struct err *e)
{
	static const char modes[] = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
				    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1024;"
				    "PRAGMA mmap_size=0; PRAGMA recursive_triggers=1;";

	if (sqlite3_exec(db->handle, db->read_only ? strchr(modes, ';') + 1 : modes, NULL, NULL,
			 NULL) != SQLITE_OK)
		return db_fail(db, e, "set modes");
	return true;
}

static bool no_database(struct db *db, struct err *e)
{
	int code = sqlite3_errcode(db->handle);

	db_fail(db, e, "read the header");
	if (code == SQLITE_NOTADB)
		err_set(e, ERR_DB,
			_("%s is no daoshi file: it is no database. Name another file with --db, "
			  "or make a new one with 'daoshi --db FILE init'."),
			db->path);
	return false;
}

/* SQLite notices when whole pages are lacking, but not when the last one is torn. Inside a
 * transaction, since a file that somebody is writing to may end anywhere. */
static bool is_whole(struct db *db, struct err *e)
{
	struct stat st;
	int page;

	if (!pragma_int(db, "PRAGMA page_size", &page) || fstat(db->lock_fd, &st))
		return db_fail(db, e, "measure");
	return st.st_size % page == 0 || err_set(e, ERR_DB, "%s", _(db_sentence(SQLITE_CORRUPT)));
}

static bool read_header(struct db *db, int *id, int *version, struct err *e)
{
	bool ok;

	sqlite3_exec(db->handle, "BEGIN", NULL, NULL, NULL);
	ok = (pragma_int(db, "PRAGMA application_id", id) || no_database(db, e)) &&
	     db_schema(db, version, e) && is_whole(db, e);
	sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
	return ok;
}

/* What kind of file it is, read from its header before anything is changed. */
static bool recognise(struct db *db, int *version, struct err *e)
{
	int id;

	if (!read_header(db, &id, version, e))
		return false;
	if (id != APPLICATION_ID)
		return err_set(e, ERR_DB,
			       _("%s is a database of another program. It was left as it is."),
			       db->path);
	if (*version > migrate_latest())
		return err_set(e, ERR_DB,
			       _("%s was written by a newer daoshi (schema %d, this program knows "
				 "%d). It was left as it is; install the newer daoshi."),
			       db->path, *version, migrate_latest());
	return true;
}

bool db_open_plain(const char *path, int how, sqlite3 **handle)
{
	struct buf plain = { 0 };
	int rc;

	/* nothing here has threads; refused, and in force already, when SQLite is at work */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	buf_printf(&plain, "%s%s", *path == '/' ? "" : "./", path);
	rc = sqlite3_open_v2(plain.at, handle, how | SQLITE_OPEN_NOMUTEX, NULL);
	buf_release(&plain);
	return rc == SQLITE_OK;
}

/* Before an upgrade: the whole file beside itself, as PATH.v3, never over an older copy. */
static bool copy_beside(struct db *db, int version, struct err *e)
{
	struct buf path = { 0 };
	sqlite3 *to = NULL;
	int rc = SQLITE_ERROR, fd = -1;

	for (int n = 0; n < 100 && fd < 0; n++) {
		buf_clear(&path);
		buf_printf(&path, "%s.v%d", db->path, version);
		if (n)
			buf_printf(&path, ".%d", n);
		fd = open(buf_str(&path), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd >= 0) {
		folder_share(fd, db->path);
		close(fd);
		if (db_open_plain(buf_str(&path), SQLITE_OPEN_READWRITE, &to))
			rc = db_copy_pages(to, db->handle);
		sqlite3_close(to);
		if (rc != SQLITE_OK)
			unlink(buf_str(&path));
	}
	if (rc != SQLITE_OK)
		err_set(e, ERR_IO,
			_("%s must be brought up to date, but no copy of it could be made beside "
			  "it. Nothing was changed; free some space, or make the folder writable."),
			db->path);
	buf_release(&path);
	return rc == SQLITE_OK;
}

static bool bring_up_to_date(struct db *db, int version, struct err *e)
{
	if (version == migrate_latest())
		return true;
	if (db->read_only)
		return err_set(e, ERR_IO, _("%s must be brought up to date, but may only be read."),
			       db->path);
	if (db->stopped)
		return stop_say(db->path, e);
	if (version && !copy_beside(db, version, e))
		return false;
	return migrate_run(db, version, e);
}

static struct db *open_handle(const char *path, int how, struct err *e)
{
	struct db *db = mem_alloc(sizeof *db);

	/* a limit on the size of files is told where it is met, and ends nobody in mid-write */
	signal(SIGXFSZ, SIG_IGN);
	db->path = mem_text(path);
	db->lock_fd = open(db->path, O_RDONLY | O_CLOEXEC);
	if (db->lock_fd < 0) {
		err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
			errno == ENOENT ? _("There is no file %s. Make one with 'daoshi --db FILE "
					    "init'.")
					: _("%s cannot be opened."),
			path);
		err_detail(e, "%s: %s", path, strerror(errno));
		db_close(db);
		return NULL;
	}
	if (!db_open_plain(path, how, &db->handle)) {
		db_fail(db, e, "open");
		db_close(db);
		return NULL;
	}
	configure(db);
	return db;
}

static bool is_file(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st))
		return true; /* opening it will say why */
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, _("%s is a folder or a device, not a file."), path);
	if (!st.st_size)
		return err_set(
			e, ERR_DB,
			_("%s is empty. Go back to a backup, or delete it and make a new one "
			  "with 'daoshi --db FILE init'."),
			path);
	return true;
}

static struct db *open_as(const char *path, int how, struct err *e)
{
	struct db *db = NULL;
	int version;

	if (!is_file(path, e))
		return NULL;
	db = open_handle(path, how, e);
	if (!db)
		return NULL;
	db->read_only = sqlite3_db_readonly(db->handle, "main") == 1;
	db->stopped = stop_is_set(path);
	if (!recognise(db, &version, e) || !set_modes(db, e) || !bring_up_to_date(db, version, e)) {
		db_close(db);
		return NULL;
	}
	db->cookie = db_cookie(db);
	db->guarded = true;
	return db;
}

struct db *db_open(const char *path, struct err *e)
{
	return open_as(path, SQLITE_OPEN_READWRITE, e);
}

struct db *db_look(const char *path, struct err *e)
{
	return open_as(path, SQLITE_OPEN_READONLY, e);
}

struct db *db_open_copy(const char *path, struct err *e)
{
	static const char throwaway[] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF";
	struct db *db = open_handle(path, SQLITE_OPEN_READWRITE, e);
	int version;

	if (db && recognise(db, &version, e) && set_modes(db, e) &&
	    !sqlite3_exec(db->handle, throwaway, NULL, NULL, NULL) && migrate_run(db, version, e))
		return db;
	db_close(db);
	return NULL;
}

struct db *db_create(const char *path, struct err *e)
{
	char mark[64];
	struct db *db;
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0660);

	if (fd < 0) {
		if (errno == EEXIST)
			err_set(e, ERR_INVALID, _("%s exists already. It was left as it is."),
				path);
		else
			err_set(e, ERR_IO, _("%s cannot be made: %s."), path, strerror(errno));
		return NULL;
	}
	/* the umask must not take the group's right away: then SQLite would be read-only for the
	 * second teacher */
	fchmod(fd, 0660);
	close(fd);
	db = open_handle(path, SQLITE_OPEN_READWRITE, e);
	if (!db) {
		unlink(path);
		return NULL;
	}
	snprintf(mark, sizeof mark, "PRAGMA application_id=%d", APPLICATION_ID);
	if (sqlite3_exec(db->handle, mark, NULL, NULL, NULL) != SQLITE_OK) {
		db_fail(db, e, "mark");
	} else if (set_modes(db, e) && migrate_run(db, 0, e)) {
		db->cookie = db_cookie(db);
		db->guarded = true;
		return db;
	}
	db_close(db);
	unlink(path);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_forget_statements(db);
	sqlite3_close(db->handle);
	journal_free(db);
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_read_only(const struct db *db)
{
	return db->read_only || db->poisoned || db->stopped;
}

bool db_stopped(const struct db *db)
{
	return db->stopped;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_version(struct db *db)
{
	static const struct sql version = { "db.version", "PRAGMA data_version", false };
	struct err ignored;
	int64_t value = 0;

	db_int(db, &version, NULL, &value, NULL, &ignored);
	return value;
}

int64_t db_cookie(struct db *db)
{
	static const struct sql version = { "db.cookie", "PRAGMA schema_version", false };
	struct err ignored;
	int64_t value = 0;

	db_int(db, &version, NULL, &value, NULL, &ignored);
	return value;
}
