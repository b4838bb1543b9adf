/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From every older schema to this one; and what is left where that does not succeed. */
#include "db/migrate.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "support/scratch.h"

TestSuite(db_migrate, .init = scratch_make, .fini = scratch_remove);

static const char schema[] = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema"
			     " ORDER BY name)";

Test(db_migrate, numbered_without_a_gap)
{
	int n = 0;

	for (const struct migration *m = migrations; m->number; m++)
		cr_assert(m->number == ++n && m->name && strlen(m->sql) > 10, "%s", m->name);
	cr_assert_eq(migrate_latest(), n);
	cr_assert_gt(n, 1);
}

Test(db_migrate, from_every_version)
{
	char *now;

	db_close(file_new("new.db", NULL));
	now = strdup(file_text("new.db", schema));
	for (int version = 0; version <= migrate_latest(); version++) {
		char name[16], copy[32];
		struct err e = { 0 };
		struct db *db;

		snprintf(name, sizeof name, "%d.db", version);
		snprintf(copy, sizeof copy, "%s.v%d", name, version);
		file_old(name, version);
		db = db_open(scratch_path(name), &e);
		cr_assert(db, "%d: %s (%s)", version, e.text, e.detail);
		db_close(db);
		cr_expect_eq(file_int(name, "PRAGMA user_version"), migrate_latest());
		/* the audit's triggers come with the last one, or not at all */
		if (version < migrate_latest())
			cr_expect_str_eq(file_text(name, schema), now, "from %d", version);
		cr_expect_eq(
			file_int(name, "SELECT count(*) FROM setting WHERE name = 'school_name'"),
			version > 0);
		cr_expect(file_is_sound(name));
		/* nothing to lose at 0, nothing to do at the latest */
		cr_expect_eq(!access(scratch_path(copy), F_OK),
			     version > 0 && version < migrate_latest(), "%d", version);
	}
	free(now);
}

/* A new file gets them in its maker's language, by the model. */
Test(db_migrate, a_school_made_before_there_were_departments_gets_them)
{
	for (int school = 0; school < 2; school++) {
		const char *name = school ? "school.db" : "empty.db";
		struct err e = { 0 };

		file_old(name, 3);
		if (school)
			file_script(name,
				    "INSERT INTO school_year (id, starts, second_term, ends) VALUES"
				    " (2026, '2026-09-01', '2027-02-15', '2027-08-31')");
		db_close(db_open(scratch_path(name), &e));
		cr_expect_str_eq(file_text(name, "SELECT group_concat(name, ' ') FROM (SELECT name "
						 "FROM department ORDER BY id)"),
				 school ? "心理 医疗 学习支持 社会" : "");
	}
}

Test(db_migrate, a_copy_is_kept)
{
	struct stat st;
	struct err e = { 0 };

	for (int i = 0; i < 2; i++) {
		file_old("school.db", 1);
		db_close(db_open(scratch_path("school.db"), &e));
		cr_assert(!unlink(scratch_path("school.db")), "%s", e.text);
	}
	for (int i = 0; i < 2; i++) {
		const char *copy = i ? "school.db.v1.1" : "school.db.v1";

		cr_assert(!stat(scratch_path(copy), &st), "%s", copy);
		cr_expect_eq(st.st_mode & 0777, 0600);
		cr_expect_eq(file_int(copy, "PRAGMA user_version"), 1);
		cr_expect_str_eq(
			file_text(copy, "SELECT value FROM setting WHERE name = 'school_name'"),
			"old");
		cr_expect(file_is_sound(copy));
	}
}

/* Whoever opens it first makes the copy, and another one may have to go back to it. */
Test(db_migrate, a_copy_beside_a_shared_file_is_shared)
{
	struct stat st;
	struct err e = { 0 };

	umask(077);
	cr_assert(!chmod(scratch_folder(), 02770));
	file_old("school.db", 1);
	db_close(db_open(scratch_path("school.db"), &e));
	cr_assert(!stat(scratch_path("school.db.v1"), &st), "%s", e.text);
	cr_expect_eq(st.st_mode & 0777, 0660);
	if (geteuid())
		return;
	/* of another group: a copy for that one would let others in */
	cr_assert(!unlink(scratch_path("school.db")) && !unlink(scratch_path("school.db.v1")));
	file_old("school.db", 1);
	cr_assert(!chown(scratch_path("school.db"), 0, 65534));
	db_close(db_open(scratch_path("school.db"), &e));
	cr_assert(!stat(scratch_path("school.db.v1"), &st), "%s", e.text);
	cr_expect_eq(st.st_mode & 0777, 0600);
}

Test(db_migrate, without_a_copy_nothing_is_changed)
{
	struct err e = { 0 };
	char name[32];

	file_old("school.db", 1);
	scratch_write("school.db.v1", "x", 1);
	for (int i = 1; i < 100; i++) {
		snprintf(name, sizeof name, "school.db.v1.%d", i);
		scratch_write(name, "x", 1);
	}
	cr_assert_null(db_open(scratch_path("school.db"), &e));
	cr_assert_eq(e.kind, ERR_IO);
	cr_assert(strstr(e.text, "no copy of it could be made"), "%s", e.text);
	cr_assert_eq(file_int("school.db", "PRAGMA user_version"), 1);
}

/* The last migration fails at its end: all it did before is undone, the ones before it stay. */
Test(db_migrate, one_that_fails_leaves_the_file_as_it_was)
{
	struct err e = { 0 };
	char create[200], *before, *table;
	int last = migrate_latest() - 1;

	db_close(file_new("new.db", NULL));
	file_old("probe.db", last);
	file_script("probe.db",
		    "CREATE TABLE was AS SELECT name FROM sqlite_schema WHERE name NOT NULL");
	/* an object that only the last migration makes, and makes late */
	snprintf(create, sizeof create,
		 "ATTACH '%s' AS new; CREATE TABLE late AS SELECT type, name FROM new.sqlite_schema"
		 " WHERE name NOT IN was AND type = 'table' ORDER BY rowid DESC LIMIT 1",
		 scratch_path("new.db"));
	file_script("probe.db", create);
	table = strdup(file_text("probe.db", "SELECT name FROM late"));

	file_old("school.db", last);
	snprintf(create, sizeof create, "CREATE TABLE %s (in_the_way)", table);
	file_script("school.db", create);
	before = strdup(file_text("school.db", schema));
	cr_assert_null(db_open(scratch_path("school.db"), &e));
	cr_assert_eq(e.kind, ERR_DB);
	cr_assert(strstr(e.detail, table), "%s", e.detail);
	cr_assert_str_eq(file_text("school.db", schema), before);
	cr_assert_eq(file_int("school.db", "PRAGMA user_version"), last);
	cr_assert(file_is_sound("school.db"));
	free(before);
	free(table);
}

static int open_it(void *path)
{
	struct err e = { 0 };
	struct db *db = db_open(path, &e);

	if (!db)
		return 1;
	db_close(db);
	return 0;
}

/* Several teachers start the new program at once. */
Test(db_migrate, at_once)
{
	enum { TEACHERS = 4 };
	char path[4096];
	pid_t child[TEACHERS];

	file_old("school.db", 1);
	strcpy(path, scratch_path("school.db"));
	for (int i = 0; i < TEACHERS; i++) {
		child[i] = fork();
		if (!child[i])
			_exit(open_it(path));
	}
	for (int i = 0; i < TEACHERS; i++) {
		int status;

		cr_assert_eq(waitpid(child[i], &status, 0), child[i]);
		cr_expect_eq(status, 0);
	}
	cr_assert_eq(file_int("school.db", "PRAGMA user_version"), migrate_latest());
	cr_assert(file_is_sound("school.db"));
}
