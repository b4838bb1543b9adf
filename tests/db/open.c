/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is opened, what is refused, and that a refused file stays as it was. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db_private.h"
#include "db/door.h"
#include "db/migrate.h"
#include "file.h"
#include "support/scratch.h"

TestSuite(db_open, .init = scratch_make, .fini = scratch_remove);

static const struct sql settings = { "settings", "SELECT count(*) FROM setting", false };
static const struct sql add = { "add", "INSERT INTO setting (name, value) VALUES ('a', 'b')",
				true };

/* Opening fails in this way, and not a byte of the file is another. */
static void expect_refused(const char *name, enum err_kind kind, const char *part)
{
	struct buf before = { 0 }, after = { 0 };
	struct err e = { 0 };
	struct db *db;

	scratch_read(name, &before);
	db = db_open(scratch_path(name), &e);
	cr_assert_null(db, "%s was opened", name);
	cr_expect_eq(e.kind, kind, "%s: %s (%s)", name, e.text, e.detail);
	cr_expect(strstr(e.text, part), "%s: %s (%s)", name, e.text, e.detail);
	scratch_read(name, &after);
	cr_expect(before.len == after.len && !memcmp(buf_str(&before), buf_str(&after), after.len));
	buf_release(&before);
	buf_release(&after);
}

Test(db_open, no_file)
{
	struct err e = { 0 };

	cr_assert_null(db_open(scratch_path("none.db"), &e));
	cr_assert_eq(e.kind, ERR_NOT_FOUND);
	cr_assert(strstr(e.text, "none.db") && strstr(e.text, "init"), "%s", e.text);
	cr_assert(access(scratch_path("none.db"), F_OK), "it was made");
}

Test(db_open, no_files_at_all)
{
	struct err e = { 0 };

	cr_assert_null(db_open(scratch_folder(), &e));
	cr_assert_eq(e.kind, ERR_IO);
	cr_assert(strstr(e.text, "is a folder or a device"), "%s", e.text);
	cr_assert(!mkfifo(scratch_path("pipe"), 0600));
	cr_assert_null(db_open(scratch_path("pipe"), &e)); /* and does not wait for a writer */
	cr_assert(strstr(e.text, "is a folder or a device"), "%s", e.text);
}

Test(db_open, no_database)
{
	static const char text[] = "李小明,六(3)班\n";
	struct buf much = { 0 };

	scratch_write("list.csv", text, sizeof text - 1);
	expect_refused("list.csv", ERR_DB, "it is no database");
	for (int i = 0; i < 1000; i++)
		buf_text(&much, text);
	scratch_write("long.csv", much.at, much.len);
	expect_refused("long.csv", ERR_DB, "it is no database");
	scratch_write("empty.db", "", 0);
	expect_refused("empty.db", ERR_DB, "is empty");
	buf_release(&much);
}

Test(db_open, another_programs_database)
{
	file_script("a.db", "CREATE TABLE t (x)");
	expect_refused("a.db", ERR_DB, "another program");
	file_script("b.db", "PRAGMA application_id=12345; PRAGMA user_version=1");
	expect_refused("b.db", ERR_DB, "another program");
	file_script("c.db", "PRAGMA application_id=-1");
	expect_refused("c.db", ERR_DB, "another program");
}

Test(db_open, newer)
{
	char version[64];

	db_close(file_new("new.db", NULL));
	snprintf(version, sizeof version, "PRAGMA user_version=%d", migrate_latest() + 1);
	file_script("new.db", version);
	expect_refused("new.db", ERR_DB, "newer daoshi");
}

Test(db_open, cut_short)
{
	struct buf whole = { 0 };

	db_close(file_new("whole.db", NULL));
	scratch_read("whole.db", &whole);
	for (size_t len = 1; len < whole.len; len = len * 3 + 1) {
		scratch_write("cut.db", whole.at, len);
		expect_refused("cut.db", ERR_DB, "");
	}
	scratch_write("cut.db", whole.at, whole.len - 1);
	expect_refused("cut.db", ERR_DB, "damaged");
	buf_release(&whole);
}

Test(db_open, damaged_schema)
{
	struct buf whole = { 0 };

	db_close(file_new("bad.db", NULL));
	scratch_read("bad.db", &whole);
	memset(whole.at + 100, 0xAA, 3000); /* past the header */
	scratch_write("bad.db", whole.at, whole.len);
	expect_refused("bad.db", ERR_DB, "damaged");
	buf_release(&whole);
}

/* Damage deeper down is met when the page is read; from then on nothing is written. */
Test(db_open, damaged_page)
{
	struct buf whole = { 0 };
	struct err e = { 0 };
	struct db *db;
	int64_t page, n;

	db_close(file_new("bad.db", NULL));
	page = file_int("bad.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'");
	scratch_read("bad.db", &whole);
	memset(whole.at + (page - 1) * 4096, 0xAA, 4096);
	scratch_write("bad.db", whole.at, whole.len);
	db = db_open(scratch_path("bad.db"), &e);
	cr_assert(db, "%s", e.text);
	cr_assert_not(
		db_int(db, &(struct sql){ "all", "SELECT sum(length(value)) FROM setting", false },
		       NULL, &n, NULL, &e));
	cr_assert_eq(e.kind, ERR_DB);
	cr_assert(strstr(e.text, "damaged"), "%s", e.text);
	cr_assert(db_read_only(db));
	cr_assert_not(door_enter(db, &e));
	db_close(db);
	buf_release(&whole);
}

/* ------------------------------------------------------------- read-only */

/* 0, or the number of the line that does not hold. */
#define HOLDS(condition)                                                                           \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return (__LINE__ % 90) + 1;                                                \
	} while (0)

static int read_but_not_write(void *arg)
{
	struct err e = { 0 };
	struct db *db = db_open(arg, &e);
	int64_t n = -1;

	HOLDS(db);
	HOLDS(db_read_only(db));
	HOLDS(db_int(db, &settings, NULL, &n, NULL, &e) && n >= 0);
	HOLDS(!door_enter(db, &e));
	HOLDS(e.kind == ERR_IO && strstr(e.text, "may only be read. Nothing was changed"));
	HOLDS(!db_run(db, &add, NULL, NULL, &e));
	db_close(db);
	return 0;
}

static int cannot_open(void *arg)
{
	struct err e = { 0 };

	HOLDS(!db_open(arg, &e));
	HOLDS(e.kind == ERR_IO && strstr(e.text, "cannot be opened"));
	return 0;
}

static int cannot_bring_up_to_date(void *arg)
{
	struct err e = { 0 };

	HOLDS(!db_open(arg, &e));
	HOLDS(e.kind == ERR_IO &&
	      strstr(e.text, "must be brought up to date, but may only be read"));
	return 0;
}

Test(db_open, read_only)
{
	char path[4096];

	strcpy(path, scratch_path("school.db"));
	db_close(file_new("school.db", NULL));
	cr_assert(!chmod(scratch_folder(), 0755) && !chmod(path, 0444));
	cr_assert_eq(file_child(read_but_not_write, path, true), 0);
	cr_assert(!chmod(path, 0));
	cr_assert_eq(file_child(cannot_open, path, true), 0);
	strcpy(path, scratch_path("old.db"));
	file_old("old.db", 1);
	cr_assert(!chmod(path, 0444));
	cr_assert_eq(file_child(cannot_bring_up_to_date, path, true), 0);
}

/* ------------------------------------------------------------------ making */

/* Asked of SQLite itself: a pragma is no statement of ours. */
static void expect_pragma(struct db *db, const char *name, const char *value)
{
	char text[64];
	sqlite3_stmt *stmt;

	snprintf(text, sizeof text, "PRAGMA %s", name);
	cr_assert(!sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL), "%s", text);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", text);
	cr_expect_str_eq((const char *)sqlite3_column_text(stmt, 0), value, "%s", text);
	sqlite3_finalize(stmt);
}

static void expect_modes(struct db *db)
{
	char version[16];

	snprintf(version, sizeof version, "%d", migrate_latest());
	expect_pragma(db, "journal_mode", "truncate");
	expect_pragma(db, "application_id", "1684108136"); /* "dash" */
	expect_pragma(db, "user_version", version);
	expect_pragma(db, "foreign_keys", "1");
	expect_pragma(db, "synchronous", "2");
	expect_pragma(db, "recursive_triggers", "1");
	expect_pragma(db, "temp_store", "2");
	expect_pragma(db, "trusted_schema", "0");
}

Test(db_open, create)
{
	struct stat st;
	struct err e = { 0 };
	struct db *db;

	umask(077);
	db = file_new("school.db", NULL);
	cr_assert(!stat(scratch_path("school.db"), &st));
	cr_expect_eq(st.st_mode & 07777, 0660);
	expect_modes(db);
	cr_expect_not(db_read_only(db));
	db_close(db);

	db = db_open(scratch_path("school.db"), &e);
	cr_assert(db, "%s", e.text);
	expect_modes(db);
	cr_expect_str_eq(db->path, scratch_path("school.db"));
	db_close(db);
	cr_expect(file_is_sound("school.db"));
}

Test(db_open, create_refuses_where_there_is_one)
{
	struct err e = { 0 };

	scratch_write("a.db", "x", 1);
	cr_assert_null(db_create(scratch_path("a.db"), &e));
	cr_assert_eq(e.kind, ERR_INVALID);
	cr_assert(strstr(e.text, "exists already"), "%s", e.text);
	cr_assert(!access(scratch_path("a.db"), F_OK));

	cr_assert(!symlink(scratch_path("b.db"), scratch_path("link.db")));
	cr_assert_null(db_create(scratch_path("link.db"), &e));
	cr_assert(access(scratch_path("b.db"), F_OK), "made through a link");

	cr_assert_null(db_create(scratch_path("no/such/folder.db"), &e));
	cr_assert_eq(e.kind, ERR_IO);
}

/* A path is a path, whatever SQLite might read into it. */
Test(db_open, names_that_sqlite_takes_for_itself)
{
	static const char *const names[] = { ":memory:", "file:x.db?mode=memory", "-x" };
	struct err e = { 0 };

	cr_assert(!chdir(scratch_folder()));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct db *db = db_create(names[i], &e);

		cr_assert(db, "%s: %s", names[i], e.text);
		db_close(db);
		cr_assert(!access(scratch_path(names[i]), F_OK), "%s", names[i]);
		db = db_open(names[i], &e);
		cr_assert(db, "%s: %s", names[i], e.text);
		db_close(db);
	}
	cr_assert_null(db_open("", &e));
	cr_assert_null(db_create("", &e));
}

Test(db_open, version_changes_when_another_writes)
{
	struct db *db = file_new("school.db", NULL);
	int64_t before = db_version(db);

	cr_assert_eq(db_version(db), before);
	file_script("school.db", "INSERT INTO setting (name, value) VALUES ('a', 'b')");
	cr_assert_neq(db_version(db), before);
	db_close(db);
}
