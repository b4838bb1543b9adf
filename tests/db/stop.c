/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stop: set by a disk that fails or a file that is damaged, kept by every session, lifted by
 * nothing but a look at the whole file. */
#include "db/stop.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/door.h"
#include "file.h"
#include "support/fault.h"
#include "support/school.h"
#include "support/scratch.h"

static void begin(void)
{
	school_language();
	scratch_make();
}

TestSuite(db_stop, .init = begin, .fini = scratch_remove);

static const struct sql add = { "add", "INSERT INTO setting (name, value) VALUES ('a', 'b')",
				true };

static const char *path(void)
{
	return scratch_path("school.db");
}

static bool write_row(struct db *db, struct err *e)
{
	*e = (struct err){ 0 };
	return door_enter(db, e) && door_leave(db, db_run(db, &add, NULL, NULL, e), e);
}

static struct db *open_it(void)
{
	struct err e = { 0 };
	struct db *db = db_open(path(), &e);

	cr_assert(db, "%s (%s)", e.text, e.detail);
	return db;
}

static void expect_refused(struct db *db, const char *part)
{
	struct err e;

	cr_expect(!write_row(db, &e));
	cr_expect_eq(e.kind, ERR_IO, "%s", e.text);
	cr_expect(strstr(e.text, part), "%s", e.text);
}

/* The other session is a file handle of its own in this process: nothing of SQLite's is shared. */
Test(db_stop, one_failing_disk_stops_everybody)
{
	struct db *failing, *other;
	struct err e;

	fault_install();
	db_close(file_new("school.db", NULL));
	failing = open_it();
	other = open_it();
	stop_as("wang");
	fault_arm(FAULT_IO, 1, true);
	cr_expect(!write_row(failing, &e));
	cr_expect(strstr(e.text, "refused to keep the data"), "%s", e.text);
	fault_disarm(NULL);
	cr_assert(stop_is_set(path()));
	expect_refused(failing, "failed before");
	expect_refused(other, "failed for wang, so nobody writes");
	cr_expect(!db_read_only(other), "it may go on once the stop is lifted");
	db_close(failing);
	cr_assert(stop_lift(other, &e), "%s", e.text);
	cr_expect(!stop_is_set(path()));
	cr_expect(write_row(other, &e), "%s", e.text);
	db_close(other);
}

/* Whoever comes later only reads, and goes on reading when it is lifted by somebody else. */
Test(db_stop, opened_under_a_stop)
{
	struct db *db = file_new("school.db", NULL), *late;
	struct err e = { 0 };

	stop_set(db, "a test");
	late = open_it();
	cr_expect(db_stopped(late) && db_read_only(late));
	expect_refused(late, "so nobody writes");
	cr_assert(stop_lift(db, &e), "%s", e.text);
	expect_refused(late, "start daoshi again");
	cr_assert(stop_lift(late, &e), "%s", e.text);
	cr_expect(write_row(late, &e), "%s", e.text);
	db_close(db);
	db_close(late);
}

Test(db_stop, an_old_file_is_not_brought_up_to_date_under_it)
{
	struct err e = { 0 };

	file_old("school.db", 1);
	scratch_write("school.db.stop", "li\n", 3);
	cr_assert_null(db_open(path(), &e));
	cr_expect(strstr(e.text, "failed for li"), "%s", e.text);
	cr_expect_eq(file_int("school.db", "PRAGMA user_version"), 1);
}

/* Its root page stays, so that reading begins well. */
static void damage(void)
{
	char page[4096];
	int64_t at = file_int("school.db", "SELECT rootpage FROM sqlite_schema "
					   "WHERE name = 'setting'");
	int fd = open(path(), O_WRONLY | O_CLOEXEC);

	memset(page, 0xA5, sizeof page);
	cr_assert_eq(pwrite(fd, page, sizeof page, (at - 1) * 4096), (ssize_t)sizeof page);
	close(fd);
}

Test(db_stop, damage_stops_and_is_not_lifted)
{
	static const struct sql settings = { "s", "SELECT count(value) FROM setting", false };
	struct db *db;
	struct err e = { 0 };
	int64_t n;

	db_close(file_new("school.db", NULL));
	damage();
	db = open_it();
	cr_expect(!db_int(db, &settings, NULL, &n, NULL, &e));
	cr_expect(strstr(e.text, "The file is damaged"), "%s", e.text);
	cr_assert(stop_is_set(path()));
	db_close(db);
	db = open_it();
	cr_expect(!stop_lift(db, &e));
	cr_expect(stop_is_set(path()));
	db_close(db);
}

/* A copy that is damaged is no reason to stop: the school's own file is whole. */
Test(db_stop, a_damaged_copy_stops_nobody)
{
	struct err e = { 0 };
	struct db *db;

	db_close(file_new("school.db", NULL));
	damage();
	db = db_open_copy(path(), &e);
	db_close(db);
	cr_expect(!stop_is_set(path()));
}

static const struct {
	const char *says;
	bool reference, damage;
} faults[] = {
	{ "Tree 5 page 7: btreeInitPage() returns error code 11", false, true },
	{ "row 3 missing from index contact_date", false, true },
	{ "CHECK constraint failed in contact", false, false },
	{ "NULL value in contact.kind", false, false },
	{ "student", true, false },
};

Test(db_stop, what_is_damage)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		cr_expect_eq(stop_is_damage(&(struct check_fault){
				     .says = faults[i].says, .reference = faults[i].reference }),
			     faults[i].damage, "%s", faults[i].says);
}

/* The first one's words stay, what a link points to is not written, and the umask has no say. */
Test(db_stop, the_file)
{
	struct db *db;
	struct buf text = { 0 };
	struct stat st;

	umask(077);
	db = file_new("school.db", NULL);
	stop_as("wang");
	stop_set(db, "first");
	stop_set(db, "second");
	cr_assert(!stat(scratch_path("school.db.stop"), &st));
	cr_expect_eq(st.st_mode & 07777, 0660);
	scratch_read("school.db.stop", &text);
	cr_expect(!strncmp(text.at, "wang\n20", 7) && strstr(text.at, "\nfirst\n") &&
			  !strstr(text.at, "second"),
		  "%s", text.at);
	cr_assert(!unlink(scratch_path("school.db.stop")));
	scratch_write("victim", "x", 1);
	cr_assert(!symlink(scratch_path("victim"), scratch_path("school.db.stop")));
	stop_set(db, "third");
	buf_clear(&text);
	scratch_read("victim", &text);
	cr_expect_str_eq(text.at, "x");
	cr_expect(stop_is_set(path()));
	buf_release(&text);
	db_close(db);
}
