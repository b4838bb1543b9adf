/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/copy.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "db/migrate.h"
#include "db/stop.h"
#include "db_private.h"

int db_copy_pages(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");

	if (!copy)
		return sqlite3_errcode(to);
	sqlite3_backup_step(copy, -1);
	return sqlite3_backup_finish(copy);
}

uint64_t copy_size(struct db *db)
{
	struct stat st;

	return fstat(db->lock_fd, &st) ? 0 : (uint64_t)st.st_size;
}

static bool fail(struct err *e, int rc, const char *name)
{
	switch (rc & 0xFF) {
	case SQLITE_NOTADB:
		err_set(e, ERR_DB, _("%s is no backup of daoshi: it is no database."), name);
		break;
	case SQLITE_CORRUPT:
		err_set(e, ERR_DB, _("%s is damaged."), name);
		break;
	case SQLITE_BUSY:
		err_set(e, ERR_BUSY, "%s", _(db_sentence(rc)));
		break;
	case SQLITE_FULL:
		err_set(e, ERR_IO, _("The disk is full: %s could not be written to its end."),
			name);
		break;
	default:
		err_set(e, ERR_IO, _("%s could not be copied."), name);
	}
	err_detail(e, "%s: %s (%d)", name, sqlite3_errstr(rc), rc);
	return false;
}

/* What becomes of it when it fails is nobody's concern: it is thrown away whole. */
static int pages_into(const char *path, sqlite3 *from)
{
	sqlite3 *to = NULL;
	int rc = SQLITE_CANTOPEN;

	if (db_open_plain(path, SQLITE_OPEN_READWRITE, &to))
		rc = sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL,
				  NULL);
	if (rc == SQLITE_OK)
		rc = db_copy_pages(to, from);
	sqlite3_close(to);
	return rc;
}

bool copy_write(struct db *db, const char *path, const char *name, struct err *e)
{
	int rc;

	if (!door_queue(db, e))
		return false;
	rc = pages_into(path, db->handle);
	door_release(db);
	return rc == SQLITE_OK || fail(e, rc, name);
}

bool copy_read(const char *from, const char *path, const char *name, struct err *e)
{
	sqlite3 *handle = NULL;
	int rc = SQLITE_CANTOPEN;

	if (db_open_plain(from, SQLITE_OPEN_READONLY, &handle)) {
		sqlite3_busy_timeout(handle, 5000);
		rc = pages_into(path, handle);
	}
	sqlite3_close(handle);
	return rc == SQLITE_OK || fail(e, rc, name);
}

/* ---------------------------------------------------------------- proving */

/* The first column of the first row, as a number and as text; false where there is none. */
static int first_row(sqlite3 *handle, const char *text, int *number, char *words, size_t room)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(handle, text, -1, &stmt, NULL);
	const char *s;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		*number = sqlite3_column_int(stmt, 0);
		s = (const char *)sqlite3_column_text(stmt, 0);
		snprintf(words, room, "%s", s ? s : "");
	}
	sqlite3_finalize(stmt);
	return rc;
}

static bool check_kind(sqlite3 *handle, const char *name, int *schema, struct err *e)
{
	char words[16];
	int id, rc = first_row(handle, "PRAGMA application_id", &id, words, sizeof words);

	if (rc == SQLITE_ROW)
		rc = first_row(handle, "PRAGMA user_version", schema, words, sizeof words);
	if (rc != SQLITE_ROW)
		return fail(e, rc, name);
	if (id != APPLICATION_ID || *schema < 1)
		return err_set(e, ERR_DB, _("%s is a database of another program."), name);
	return *schema <= migrate_latest() ||
	       err_set(e, ERR_DB,
		       _("%s was written by a newer daoshi (schema %d, this program knows %d); "
			 "install the newer daoshi."),
		       name, *schema, migrate_latest());
}

static bool check_pages(sqlite3 *handle, const char *path, const char *name, struct err *e)
{
	char words[160];
	struct stat st;
	int page, rc = first_row(handle, "PRAGMA page_size", &page, words, sizeof words);

	/* SQLite overlooks a last page that is torn */
	if (rc == SQLITE_ROW && (stat(path, &st) || st.st_size % page))
		return err_set(e, ERR_DB, _("%s is cut short."), name);
	rc = first_row(handle, "PRAGMA integrity_check(1)", &page, words, sizeof words);
	if (rc != SQLITE_ROW)
		return fail(e, rc, name);
	if (!strcmp(words, "ok"))
		return true;
	err_set(e, ERR_DB, _("%s is damaged."), name);
	err_detail(e, "integrity_check: %s", words);
	return false;
}

static bool check_references(sqlite3 *handle, const char *name, struct err *e)
{
	char words[80];
	int none, rc = first_row(handle, "PRAGMA foreign_key_check", &none, words, sizeof words);

	if (rc == SQLITE_DONE)
		return true;
	if (rc != SQLITE_ROW)
		return fail(e, rc, name);
	return err_set(e, ERR_DB,
		       _("%s is not whole: rows of its table %s name others that are not there. "
			 "'daoshi check' lists them."),
		       name, words);
}

bool copy_check(const char *path, const char *name, int *schema, struct err *e)
{
	/* not READONLY: then SQLite forgets the CHECKs while it reads the schema, and passes rows
	 * that they refuse */
	sqlite3 *handle = NULL;
	bool ok;

	if (!db_open_plain(path, SQLITE_OPEN_READWRITE, &handle)) {
		sqlite3_close(handle);
		return fail(e, SQLITE_CANTOPEN, name);
	}
	sqlite3_busy_timeout(handle, 5000);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_exec(handle, "PRAGMA query_only=1", NULL, NULL, NULL);
	ok = check_kind(handle, name, schema, e) && check_pages(handle, path, name, e) &&
	     check_references(handle, name, e);
	sqlite3_close(handle);
	return ok;
}

void copy_head(const char *path, char out[COPY_HEAD])
{
	static const char last[] = "SELECT lower(hex(substr(link, 1, 4))) FROM audit "
				   "ORDER BY id DESC LIMIT 1";
	sqlite3 *handle = NULL;
	int number;

	*out = '\0';
	if (db_open_plain(path, SQLITE_OPEN_READONLY, &handle))
		first_row(handle, last, &number, out, COPY_HEAD);
	sqlite3_close(handle);
}

static uint32_t big_endian(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The places of sqlite.org/fileformat2.html, section 1.3. */
bool copy_look(const char *path, int *schema)
{
	enum { PAGE_SIZE = 16, PAGES = 28, USER_VERSION = 60, APPLICATION = 68, HEADER = 100 };
	static const char magic[16] = "SQLite format 3";
	unsigned char h[HEADER];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool ok = fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) &&
		  read(fd, h, HEADER) == HEADER && !memcmp(h, magic, sizeof magic) &&
		  big_endian(h + APPLICATION) == APPLICATION_ID;
	off_t page;

	if (fd >= 0)
		close(fd);
	if (!ok)
		return false;
	page = h[PAGE_SIZE] << 8 | h[PAGE_SIZE + 1];
	*schema = (int)big_endian(h + USER_VERSION);
	return st.st_size == (page == 1 ? 65536 : page) * (off_t)big_endian(h + PAGES);
}

/* --------------------------------------------------------------- restoring */

bool copy_restore(struct db *db, struct db *copy, struct err *e)
{
	int rc;

	if (!door_claim(db, e))
		return false;
	rc = db_copy_pages(db->handle, copy->handle);
	if (rc != SQLITE_OK)
		db_fail(db, e, "restore");
	else
		db->cookie = db_cookie(db);
	door_release(db);
	/* other pages than those that somebody could not write */
	return rc == SQLITE_OK && (!stop_is_set(db->path) || stop_lift(db, e));
}
