/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies while others write, and back while others read; what is no whole copy is refused. */
#include "db/copy.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/db_private.h"
#include "db/door.h"
#include "db/migrate.h"
#include "file.h"
#include "support/scratch.h"

TestSuite(db_copy, .init = scratch_make, .fini = scratch_remove);

static const struct sql count_up = { "test.up",
				     "UPDATE setting SET value = CAST(value AS INTEGER) + 1, rev = "
				     "rev + 1 WHERE name GLOB 'row*'",
				     true };
static const struct sql all = {
	"test.all", "SELECT name, value FROM setting WHERE name GLOB 'row*' ORDER BY name", false
};

/* Rows that every write raises together: a copy of half a write would show two numbers. */
static const char rows[] =
	"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2000)"
	" INSERT INTO setting (name, value) SELECT 'row' || n, '0' FROM n";
static const char numbers[] =
	"SELECT count(DISTINCT value) || ' ' || count(*) FROM setting WHERE name GLOB 'row*'";

/* ------------------------------------------------------------------ another process */

struct other {
	pid_t pid;
	int heard; /* a byte for each write or reading of its own, as far as the pipe holds them */
};

static struct other other_start(void (*once)(struct db *db))
{
	struct other o;
	int pipe[2];

	cr_assert(!pipe2(pipe, O_CLOEXEC));
	o.pid = fork();
	cr_assert_geq(o.pid, 0);
	if (!o.pid) {
		struct timespec pause = { .tv_nsec = 2 * 1000 * 1000 };
		struct err e = { 0 };
		struct db *db = db_open(scratch_path("school.db"), &e);

		if (!db)
			_exit(1);
		fcntl(pipe[1], F_SETFL, O_NONBLOCK);
		for (;; nanosleep(&pause, NULL)) {
			once(db);
			if (write(pipe[1], "", 1) < 0 && getppid() == 1)
				_exit(0);
		}
	}
	close(pipe[1]);
	o.heard = pipe[0];
	return o;
}

/* Waits until it has done it so many times more. */
static void other_hear(struct other *o, int times)
{
	char byte;

	for (int i = 0; i < times; i++)
		cr_assert_eq(read(o->heard, &byte, 1), 1, "the other process has ended");
}

static void other_end(struct other *o)
{
	int status;

	cr_expect_eq(waitpid(o->pid, &status, WNOHANG), 0, "it ended by itself");
	kill(o->pid, SIGKILL);
	waitpid(o->pid, &status, 0);
	close(o->heard);
}

static void write_once(struct db *db)
{
	struct err e = { 0 };

	if (!door_enter(db, &e) || !door_leave(db, db_run(db, &count_up, NULL, NULL, &e), &e))
		_exit(2);
}

/* All rows of one state, whatever it is. */
static void read_once(struct db *db)
{
	struct err e = { 0 };
	struct cursor c;
	char first[32] = "";
	int n = 0;

	if (!cursor_open(&c, db, &all, NULL, &e))
		_exit(3);
	for (; cursor_next(&c); n++) {
		if (!n)
			snprintf(first, sizeof first, "%s", cursor_text(&c, 1));
		if (strcmp(first, cursor_text(&c, 1)))
			_exit(4);
	}
	if (!cursor_close(&c) || n != 2000)
		_exit(5);
}

static void empty_file(const char *name)
{
	scratch_write(name, "", 0);
}

/* ----------------------------------------------------------------------- copying */

Test(db_copy, of_one_state_while_another_process_writes)
{
	struct db *db = file_new("school.db", rows);
	struct other writer = other_start(write_once);
	struct err e = { 0 };

	for (int i = 0; i < 10; i++) {
		char name[32];
		int schema;

		snprintf(name, sizeof name, "copy%d.db", i);
		empty_file(name);
		other_hear(&writer, 2);
		cr_assert(copy_write(db, scratch_path(name), "copy", &e), "%d: %s (%s)", i, e.text,
			  e.detail);
		cr_assert(copy_check(scratch_path(name), name, &schema, &e), "%s (%s)", e.text,
			  e.detail);
		cr_expect_eq(schema, migrate_latest());
		cr_expect_str_eq(file_text(name, numbers), "1 2000", "copy %d", i);
	}
	cr_expect_gt(
		file_int("copy9.db", "SELECT max(value + 0) FROM setting WHERE name GLOB 'row*'"),
		file_int("copy0.db", "SELECT max(value + 0) FROM setting WHERE name GLOB 'row*'"));
	other_end(&writer);
	db_close(db);
}

Test(db_copy, waits_for_whoever_is_writing)
{
	struct db *db = file_new("school.db", NULL);
	struct err e = { 0 };
	int fd = open(scratch_path("school.db"), O_RDONLY);

	empty_file("copy.db");
	cr_assert(!flock(fd, LOCK_EX));
	db_set_wait(db, 20);
	cr_expect_not(copy_write(db, scratch_path("copy.db"), "copy", &e));
	cr_expect_eq(e.kind, ERR_BUSY, "%s", e.text);
	cr_assert(!flock(fd, LOCK_UN));
	cr_expect(copy_write(db, scratch_path("copy.db"), "copy", &e), "%s", e.text);
	cr_expect(door_enter(db, &e) && door_leave(db, true, &e), "the door is free again");
	close(fd);
	db_close(db);
}

Test(db_copy, to_where_nothing_can_be_written)
{
	struct db *db = file_new("school.db", NULL);
	struct err e = { 0 };

	cr_expect_not(copy_write(db, scratch_path("none.db"), "there", &e));
	cr_expect(e.kind == ERR_IO && strstr(e.text, "there could not be copied"), "%s", e.text);
	cr_expect(access(scratch_path("none.db"), F_OK), "it was made");
	cr_expect_not(db_read_only(db), "the file itself is as good as before");
	db_close(db);
}

/* -------------------------------------------------------------------- restoring */

Test(db_copy, put_back_while_another_process_reads)
{
	struct db *db = file_new("school.db", rows), *copy;
	struct err e = { 0 };
	struct other reader;
	int64_t before;

	empty_file("old.db");
	cr_assert(copy_write(db, scratch_path("old.db"), "old", &e), "%s", e.text);
	reader = other_start(read_once);
	for (int i = 0; i < 5; i++) {
		write_once(db);
		other_hear(&reader, 2);
		cr_expect_neq(file_int("school.db",
				       "SELECT max(value + 0) FROM setting WHERE name GLOB 'row*'"),
			      0);
		copy = db_open_copy(scratch_path("old.db"), &e);
		cr_assert(copy, "%s", e.text);
		before = db_version(db);
		cr_assert(copy_restore(db, copy, &e), "%s (%s)", e.text, e.detail);
		db_close(copy);
		cr_expect_eq(file_int("school.db",
				      "SELECT max(value + 0) FROM setting WHERE name GLOB 'row*'"),
			     0);
		other_hear(&reader, 2);
	}
	cr_expect_eq(db_version(db), before, "one's own change is none of others'");
	other_end(&reader);
	cr_expect(file_is_sound("school.db"));
	db_close(db);
}

static int see_the_change(void *arg)
{
	const int *pipes = arg;
	struct err e = { 0 };
	struct db *db = db_open(scratch_path("school.db"), &e);
	int64_t before = db ? db_version(db) : 0;
	char byte;

	if (!db || write(pipes[1], "", 1) != 1 || read(pipes[2], &byte, 1) != 1)
		return 1;
	return db_version(db) != before ? 0 : 2;
}

/* A screen of somebody else's asks for just this number. */
Test(db_copy, others_see_a_restore_as_a_change)
{
	struct db *db = file_new("school.db", rows), *copy;
	struct err e = { 0 };
	int pipes[4], status;
	char byte;
	pid_t pid;

	empty_file("old.db");
	cr_assert(copy_write(db, scratch_path("old.db"), "old", &e));
	cr_assert(!pipe(pipes) && !pipe(pipes + 2));
	pid = fork();
	if (!pid)
		_exit(see_the_change(pipes));
	cr_assert_eq(read(pipes[0], &byte, 1), 1);
	copy = db_open_copy(scratch_path("old.db"), &e);
	cr_assert(copy && copy_restore(db, copy, &e), "%s", e.text);
	cr_assert_eq(write(pipes[3], "", 1), 1);
	waitpid(pid, &status, 0);
	cr_expect_eq(WEXITSTATUS(status), 0);
	db_close(copy);
	db_close(db);
}

Test(db_copy, is_put_back_behind_the_door_alone)
{
	struct db *db = file_new("school.db", NULL), *copy;
	struct err e = { 0 };
	int fd = open(scratch_path("school.db"), O_RDONLY);

	empty_file("old.db");
	cr_assert(copy_write(db, scratch_path("old.db"), "old", &e));
	copy = db_open_copy(scratch_path("old.db"), &e);
	cr_assert(copy);
	cr_assert(!flock(fd, LOCK_EX));
	db_set_wait(db, 20);
	cr_expect_not(copy_restore(db, copy, &e));
	cr_expect_eq(e.kind, ERR_BUSY);
	cr_assert(!flock(fd, LOCK_UN));
	db->poisoned = true;
	cr_expect_not(copy_restore(db, copy, &e), "after an I/O error nothing is written");
	db->poisoned = false;
	cr_assert(!rename(scratch_path("school.db"), scratch_path("moved.db")));
	cr_expect_not(copy_restore(db, copy, &e), "into a file that nobody finds");
	close(fd);
	db_close(copy);
	db_close(db);
}

Test(db_copy, an_old_one_is_brought_up_to_date_without_a_copy_of_it)
{
	for (int version = 1; version <= migrate_latest(); version++) {
		char name[32];
		struct err e = { 0 };
		struct db *copy;

		snprintf(name, sizeof name, "%d.db", version);
		file_old(name, version);
		copy = db_open_copy(scratch_path(name), &e);
		cr_assert(copy, "%d: %s (%s)", version, e.text, e.detail);
		db_close(copy);
		cr_expect_eq(file_int(name, "PRAGMA user_version"), migrate_latest());
		cr_expect(file_is_sound(name));
		snprintf(name, sizeof name, "%d.db.v%d", version, version);
		cr_expect(access(scratch_path(name), F_OK), "%s was made", name);
	}
}

/* ----------------------------------------------------------------------- proving */

static void expect_refused(const char *name, enum err_kind kind, const char *words)
{
	struct err e = { 0 };
	int schema;

	cr_expect_not(copy_check(scratch_path(name), name, &schema, &e), "%s", name);
	cr_expect(e.kind == kind && strstr(e.text, words) && strstr(e.text, name), "%s: %s (%s)",
		  name, e.text, e.detail);
}

static void damage(const char *name, size_t at, size_t len)
{
	struct buf whole = { 0 };

	scratch_read(name, &whole);
	cr_assert_geq(whole.len, at + len);
	memset(whole.at + at, 0xAA, len);
	scratch_write(name, whole.at, whole.len);
	buf_release(&whole);
}

Test(db_copy, what_is_no_whole_copy)
{
	char newer[64];
	int64_t page;

	expect_refused("none.db", ERR_IO, "could not be copied");
	scratch_write("letter.db", "This is a letter.\n", 18);
	expect_refused("letter.db", ERR_DB, "it is no database");
	file_script("other.db", "PRAGMA application_id=12345; PRAGMA user_version=1");
	expect_refused("other.db", ERR_DB, "another program");
	empty_file("empty.db");
	expect_refused("empty.db", ERR_DB, "another program");

	db_close(file_new("newer.db", NULL));
	snprintf(newer, sizeof newer, "PRAGMA user_version=%d", migrate_latest() + 1);
	file_script("newer.db", newer);
	expect_refused("newer.db", ERR_DB, "newer daoshi");

	db_close(file_new("page.db", rows));
	page = file_int("page.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'account'");
	damage("page.db", (size_t)(page - 1) * 4096, 4096);
	expect_refused("page.db", ERR_DB, "damaged");

	db_close(file_new("torn.db", NULL));
	cr_assert(!truncate(scratch_path("torn.db"), 4096 * 7 + 100));
	expect_refused("torn.db", ERR_DB, "");

	db_close(file_new("loose.db", NULL));
	file_script("loose.db",
		    "PRAGMA foreign_keys=0; INSERT INTO account (login, role, mentor_id)"
		    " VALUES ('x', 'mentor', 77)");
	expect_refused("loose.db", ERR_DB, "its table account name others that are not there");
}

/* SQLite itself lets it pass in a file that is opened for reading alone. */
Test(db_copy, a_value_that_its_column_refuses)
{
	db_close(file_new("value.db", NULL));
	file_script("value.db",
		    "PRAGMA ignore_check_constraints=1;"
		    "INSERT INTO mentor (staff_no, name, status) VALUES ('1', 'x', 'y')");
	expect_refused("value.db", ERR_DB, "damaged");
}

/* An index that lacks an entry reads well, and finds nothing. */
Test(db_copy, an_index_that_lacks_an_entry)
{
	db_close(file_new("index.db", "INSERT INTO setting (name, value) VALUES ('a', 'b')"));
	file_script("index.db",
		    "PRAGMA writable_schema=1;"
		    "DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_setting_1'");
	expect_refused("index.db", ERR_DB, "");
}

Test(db_copy, by_the_header_alone)
{
	int schema = 0;

	db_close(file_new("a.db", NULL));
	cr_expect(copy_look(scratch_path("a.db"), &schema));
	cr_expect_eq(schema, migrate_latest());
	cr_assert(!truncate(scratch_path("a.db"), 4096));
	cr_expect_not(copy_look(scratch_path("a.db"), &schema), "it is cut short");
	file_script("other.db", "CREATE TABLE t (x)");
	cr_expect_not(copy_look(scratch_path("other.db"), &schema));
	cr_assert(!symlink(scratch_path("a.db"), scratch_path("link.db")));
	cr_expect_not(copy_look(scratch_path("link.db"), &schema));
	cr_assert(!mkfifo(scratch_path("pipe.db"), 0600));
	cr_expect_not(copy_look(scratch_path("pipe.db"), &schema), "and did not wait");
	cr_expect_not(copy_look(scratch_path("none.db"), &schema));
}
