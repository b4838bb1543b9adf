/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/guard.h"
#include "db/migrate.h"
#include "support/raw.h"
#include "support/scratch.h"

struct db *file_new(const char *name, const char *extra)
{
	struct err e = { 0 };
	struct db *db = db_create(scratch_path(name), &e);

	cr_assert(db, "%s (%s)", e.text, e.detail);
	cr_assert(!extra || guard_script(db, "test", extra, &e), "%s (%s)", e.text, e.detail);
	return db;
}

static sqlite3 *open_raw(const char *name)
{
	sqlite3 *handle;

	handle = raw_open(scratch_path(name));
	sqlite3_busy_timeout(handle, 60000);
	return handle;
}

void file_script(const char *name, const char *script)
{
	sqlite3 *handle = open_raw(name);
	int rc = sqlite3_exec(handle, script, NULL, NULL, NULL);

	cr_assert_eq(rc, SQLITE_OK, "%s: %s", script, sqlite3_errmsg(handle));
	sqlite3_close(handle);
}

const char *file_refusal(const char *name, const char *script)
{
	static char text[200];
	sqlite3 *handle = open_raw(name);
	int rc = sqlite3_exec(handle, script, NULL, NULL, NULL);

	snprintf(text, sizeof text, "%s", rc == SQLITE_OK ? "" : sqlite3_errmsg(handle));
	sqlite3_close(handle);
	return text;
}

const char *file_text(const char *name, const char *query)
{
	static char text[8192];
	sqlite3 *handle = open_raw(name);
	sqlite3_stmt *stmt = NULL;
	const unsigned char *s;

	cr_assert_eq(sqlite3_prepare_v2(handle, query, -1, &stmt, NULL), SQLITE_OK, "%s: %s", query,
		     sqlite3_errmsg(handle));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s: %s", query, sqlite3_errmsg(handle));
	s = sqlite3_column_text(stmt, 0);
	snprintf(text, sizeof text, "%s", s ? (const char *)s : "");
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	return text;
}

int64_t file_int(const char *name, const char *query)
{
	return atoll(file_text(name, query));
}

bool file_is_sound(const char *name)
{
	return !strcmp(file_text(name, "PRAGMA integrity_check"), "ok");
}

void file_old(const char *name, int version)
{
	char end[80];

	for (int i = 0; i < version; i++)
		file_script(name, migrations[i].sql);
	snprintf(end, sizeof end, "PRAGMA application_id=%d; PRAGMA user_version=%d", 0x64617368,
		 version);
	file_script(name, end);
	if (version)
		file_script(name,
			    "INSERT INTO setting (name, value) VALUES ('school_name', 'old')");
}

int file_child(int (*run)(void *arg), void *arg, bool as_nobody)
{
	enum { NOBODY = 65534 };
	int status;
	pid_t pid = fork();

	cr_assert_geq(pid, 0);
	if (!pid) {
		if (as_nobody && !getuid() && setresuid(NOBODY, NOBODY, NOBODY))
			_exit(99);
		_exit(run(arg));
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
