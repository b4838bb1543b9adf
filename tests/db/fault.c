/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the n-th call while a file is brought up to date, or gone back to a copy. */
#include <criterion/criterion.h>
#include <unistd.h>

#include "db/copy.h"
#include "db/migrate.h"
#include "file.h"
#include "support/fault.h"
#include "support/school.h"
#include "support/scratch.h"

enum { RELEASED = 5 }; /* a schema that schools have */

static struct buf old;

static void begin(void)
{
	school_language();
	scratch_make();
	file_old("school.db", RELEASED);
	scratch_read("school.db", &old);
	fault_install();
}

static void end(void)
{
	buf_release(&old);
	scratch_remove();
}

TestSuite(db_fault, .init = begin, .fini = end);

static const char *path(void)
{
	return scratch_path("school.db");
}

static void put_old(void)
{
	scratch_write("school.db", old.at, old.len);
	unlink(scratch_path("school.db-journal"));
	unlink(scratch_path("school.db.stop"));
	unlink(scratch_path("school.db.v5"));
}

/* As an upgrade leaves it, migration by migration; the next start finishes it. */
static bool upgrade_at(enum fault kind, long n, bool stays)
{
	struct err e = { 0 };
	struct db *db;
	bool failed;
	int64_t version;

	put_old();
	fault_arm(kind, n, stays);
	db = db_open(path(), &e);
	cr_assert(db || e.kind == ERR_IO || e.kind == ERR_DB, "%d at %ld: %s", kind, n, e.text);
	db_close(db);
	fault_disarm(&failed);
	cr_assert(file_is_sound("school.db"), "%d at %ld", kind, n);
	version = file_int("school.db", "PRAGMA user_version");
	cr_assert(version >= RELEASED && (!db || version == migrate_latest()), "%d at %ld: %d",
		  kind, n, (int)version);
	e = (struct err){ 0 };
	db = db_open(path(), &e);
	cr_assert(db, "%d at %ld: %s (%s)", kind, n, e.text, e.detail);
	db_close(db);
	cr_assert_eq(file_int("school.db", "PRAGMA user_version"), migrate_latest());
	cr_assert_eq(file_int("school.db", "SELECT count(*) FROM setting WHERE value = 'old'"), 1);
	return failed;
}

/* Each place costs a whole upgrade: some at random instead of all, but for the first. */
static void upgrade(enum fault kind, bool stays)
{
	unsigned seed = 20261123;
	long n = 1, tried = 0;

	while (upgrade_at(kind, n, stays)) {
		seed = seed * 1103515245u + 12345u;
		n += n < 20 ? 1 : 1 + (seed >> 16) % 24;
		tried++;
	}
	cr_expect_gt(tried, 5, "%ld places", tried);
}

Test(db_fault, brought_up_to_date)
{
	upgrade(FAULT_IO, false);
	upgrade(FAULT_FULL, true);
}

Test(db_fault, brought_up_to_date_in_part)
{
	upgrade(FAULT_SHORT, false);
	upgrade(FAULT_DROP, false);
}

/* The state before, or the copy's; never something between. */
static bool restore_at(enum fault kind, long n)
{
	struct err e = { 0 };
	struct db *db, *copy;
	bool failed, done;
	const char *name;

	scratch_write("school.db", old.at, old.len);
	unlink(scratch_path("school.db-journal"));
	unlink(scratch_path("school.db.stop"));
	db = db_open(path(), &e);
	copy = db_open(scratch_path("copy.db"), &e);
	cr_assert(db && copy, "%s", e.text);
	fault_arm(kind, n, kind == FAULT_FULL);
	done = copy_restore(db, copy, &e);
	db_close(db);
	db_close(copy);
	fault_disarm(&failed);
	cr_assert(done || e.kind == ERR_IO || e.kind == ERR_DB, "%d at %ld: %s", kind, n, e.text);
	cr_assert(file_is_sound("school.db"), "%d at %ld", kind, n);
	name = file_text("school.db", "SELECT value FROM setting WHERE name = 'school_name'");
	/* what fails once all is written, as it is made sure of, is told all the same */
	cr_assert(!strcmp(name, "copy") || (!done && !strcmp(name, "old")), "%d at %ld: %s, %s",
		  kind, n, name, e.text);
	return failed;
}

Test(db_fault, gone_back_to_a_copy)
{
	static const enum fault kinds[] = { FAULT_IO, FAULT_FULL, FAULT_SHORT, FAULT_DROP };
	struct err e = { 0 };
	struct db *db = db_open(path(), &e);

	cr_assert(db, "%s", e.text);
	db_close(db);
	buf_clear(&old);
	scratch_read("school.db", &old);
	scratch_write("copy.db", old.at, old.len);
	file_script("copy.db", "UPDATE setting SET value = 'copy' WHERE name = 'school_name'");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		unsigned seed = 20261123;

		for (long n = 1; restore_at(kinds[i], n);) {
			seed = seed * 1103515245u + 12345u;
			n += n < 10 ? 1 : 1 + (seed >> 16) % 12;
		}
	}
}
