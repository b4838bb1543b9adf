/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/backup.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/file.h"
#include "db/migrate.h"
#include "expect.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_backup, .init = begin, .fini = end);

/* The path of what was made; static storage. */
static const char *make(void)
{
	static char path[400];
	const struct backup_options o = { 0 };
	struct backup_report r;

	MUST(backup_make(&s, &o, &r, &e), e);
	cr_assert_eq(r.rows.count, 1);
	cr_expect_str_eq(row_field(&r.rows, 0, "what"), "made");
	snprintf(path, sizeof path, "%s", ((const struct backup_row *)rowset_at(&r.rows, 0))->file);
	rowset_release(&r.rows);
	return path;
}

static const char *base(const char *path)
{
	return strrchr(path, '/') + 1;
}

static int files_in(const char *folder)
{
	DIR *d = opendir(scratch_path(folder));
	int n = -2; /* . and .. */

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

/* ---------------------------------------------------------------------- making */

Test(model_backup, in_a_folder_of_its_own_beside_the_file)
{
	const char *path = make();
	struct backup_row facts;
	struct stat st;
	bool sealed;
	char shape[64];

	snprintf(shape, sizeof shape, "-v%d-", migrate_latest());
	cr_expect_eq(strncmp(path, scratch_path("backup/school-20"),
			     strlen(scratch_path("backup/school-20"))),
		     0, "%s", path);
	cr_expect_eq(strlen(base(path)),
		     strlen("school-20261123T021530Z") + strlen(shape) + strlen("01234567.db"),
		     "%s", path);
	cr_expect(strstr(path, shape), "%s", path);
	cr_assert(!stat(path, &st));
	cr_expect_eq(st.st_mode & 07777, 0600);
	cr_assert(!stat(scratch_path("backup"), &st));
	cr_expect_eq(st.st_mode & 07777, 0700);
	MUST(backup_verify(path, NULL, &facts, &sealed, &e), e);
	cr_expect(!sealed && facts.schema == migrate_latest() && facts.bytes > 0);
	cr_expect_eq(files_in("backup"), 1, "nothing beside it");
}

Test(model_backup, two_in_one_second_have_two_names)
{
	for (int i = 0; i < 4; i++)
		make();
	cr_expect_eq(files_in("backup"), 4);
}

Test(model_backup, of_a_damaged_file_none_is_made)
{
	const struct backup_options o = { .keep = &(const struct backup_keep){ 1, 0, 0 } };
	struct backup_report r;

	make();
	school_script(&s, "PRAGMA foreign_keys=0; INSERT INTO enrolment (student_id,"
			  " school_year_id, class_id, starts, ends)"
			  " VALUES (77, 2026, 1, '2026-09-01', '2027-08-31')");
	REFUSED(backup_make(&s, &o, &r, &e), &e, ERR_DB, "",
		"is not whole, so no backup was made and the earlier ones were kept");
	rowset_release(&r.rows);
	cr_expect_eq(files_in("backup"), 1);
}

Test(model_backup, where_there_is_no_room)
{
	const struct backup_options o = { 0 };
	struct backup_report r;

	/* with a hole, and longer than any disk of today */
	cr_assert(!truncate(scratch_path("school.db"), (off_t)4096 << 30));
	REFUSED(backup_make(&s, &o, &r, &e), &e, ERR_IO, "", "There is no room in");
	rowset_release(&r.rows);
	cr_expect_eq(files_in("backup"), 0);
}

Test(model_backup, where_it_cannot_go)
{
	static const struct {
		const char *to, *words;
	} rows[] = {
		{ "school.db", "is the school's file itself" },
		{ "letter", "is a file. Name the folder" },
		{ "no/such/folder", "cannot be made" },
	};
	struct backup_report r;

	scratch_write("letter", "x", 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct backup_options o = { .folder = scratch_path(rows[i].to) };

		cr_expect_not(backup_make(&s, &o, &r, &e), "%s", rows[i].to);
		cr_expect(strstr(e.text, rows[i].words), "%s: %s", rows[i].to, e.text);
		rowset_release(&r.rows);
	}
}

Test(model_backup, is_not_for_a_mentor)
{
	const struct backup_options o = { 0 };
	struct backup_report r;
	struct buf text = { 0 };

	school_as(&s, 1);
	REFUSED(backup_make(&s, &o, &r, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&r.rows);
	REFUSED(backup_make_key(&s, scratch_path("key"), false, &text, &e), &e, ERR_DENIED, "",
		"ask the office");
	REFUSED(backup_set_key(&s, "", true, &text, &e), &e, ERR_DENIED, "", "ask the office");
	cr_expect(access(scratch_path("key"), F_OK) && access(scratch_path("backup"), F_OK));
}

/* --------------------------------------------------------------------- sealing */

static void make_key(const char *name, bool replace)
{
	struct buf text = { 0 };

	MUST(backup_make_key(&s, scratch_path(name), replace, &text, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT value FROM setting"
						" WHERE name = 'backup_public_key'"),
			 buf_str(&text));
	buf_release(&text);
}

Test(model_backup, sealed_where_there_is_a_key)
{
	struct backup_row facts;
	const char *path;
	bool sealed;

	make_key("key", false);
	path = make();
	cr_expect(strstr(path, ".sealed"), "%s", path);
	REFUSED(backup_verify(path, NULL, &facts, &sealed, &e), &e, ERR_INVALID, "",
		"is sealed. Name the file of the school's secret key with --key.");
	MUST(backup_verify(path, scratch_path("key"), &facts, &sealed, &e), e);
	cr_expect(sealed && facts.schema == migrate_latest());
	MUST(backup_open(path, scratch_path("key"), scratch_path("open.db"), &e), e);
	cr_expect_eq(file_int("open.db", "SELECT count(*) FROM student"), 1);
	cr_expect_eq(files_in("backup"), 1, "nothing beside it");
	cr_expect_eq(files_in("."), 5, "file, journal, key, backup, open.db");
}

Test(model_backup, opening_leaves_nothing_where_it_fails)
{
	char path[400];
	struct buf bytes = { 0 };

	make_key("key", false);
	snprintf(path, sizeof path, "backup/%s", base(make()));
	make_key("another", true);
	REFUSED(backup_open(scratch_path(path), scratch_path("another"), scratch_path("o.db"), &e),
		&e, ERR_INVALID, "", "sealed for another key");
	REFUSED(backup_open(scratch_path(path), NULL, scratch_path("o.db"), &e), &e, ERR_INVALID,
		"", "is sealed");
	scratch_read(path, &bytes);
	bytes.at[bytes.len - 100] ^= 1; /* the last chunk: by then the others are written */
	scratch_write("bad.sealed", bytes.at, bytes.len);
	REFUSED(backup_open(scratch_path("bad.sealed"), scratch_path("key"), scratch_path("o.db"),
			    &e),
		&e, ERR_DB, "", "was changed or damaged");
	cr_expect(access(scratch_path("o.db"), F_OK));
	scratch_write("o.db", "mine", 4);
	REFUSED(backup_open(scratch_path(path), scratch_path("key"), scratch_path("o.db"), &e), &e,
		ERR_INVALID, "", "exists already. It was left as it is.");
	REFUSED(backup_open(scratch_path(path), scratch_path("key"), scratch_path("no/o.db"), &e),
		&e, ERR_IO, "", "The folder");
	cr_expect_eq(files_in("."), 7, "and no scrap");
	buf_release(&bytes);
}

Test(model_backup, a_key_is_replaced_only_where_it_is_meant)
{
	static const char words[] = "Backups are sealed already.";
	struct buf text = { 0 };

	make_key("key", false);
	REFUSED(backup_make_key(&s, scratch_path("more"), false, &text, &e), &e, ERR_CONFLICT, "",
		words);
	cr_expect(access(scratch_path("more"), F_OK), "a key that seals nothing is not left");
	REFUSED(backup_set_key(&s, "", false, &text, &e), &e, ERR_CONFLICT, "", words);
	REFUSED(backup_make_key(&s, scratch_path("key"), true, &text, &e), &e, ERR_INVALID, "",
		"exists already");
	make_key("more", true);
	buf_clear(&text);
	MUST(backup_set_key(&s, "", true, &text, &e), e);
	cr_expect(strstr(make(), ".db"), "not sealed any more");
	buf_release(&text);
}

Test(model_backup, a_public_key_made_elsewhere)
{
	struct seal_key secret, public;
	struct buf text = { 0 }, stored = { 0 };
	struct backup_row facts;
	bool sealed;

	MUST(seal_key_make(&secret, &e), e);
	seal_key_public(&secret, &public);
	seal_key_text(&public, &text);
	MUST(seal_key_store(scratch_path("key"), &secret, &e), e);
	text.at[0] = text.at[0] == '7' ? '1' : '7';
	REFUSED(backup_set_key(&s, text.at, false, &stored, &e), &e, ERR_INVALID, "",
		"was mistyped");
	buf_clear(&text);
	seal_key_text(&public, &text);
	buf_clear(&stored);
	MUST(backup_set_key(&s, text.at, false, &stored, &e), e);
	MUST(backup_verify(make(), scratch_path("key"), &facts, &sealed, &e), e);
	cr_expect(sealed);
	buf_release(&text);
	buf_release(&stored);
}

/* Who has come by the file may have set a key of nonsense in it. */
Test(model_backup, a_key_in_the_file_that_is_none)
{
	const struct backup_options o = { 0 };
	struct backup_report r;

	school_script(&s, "INSERT INTO setting (name, value) VALUES ('backup_public_key', 'x')");
	REFUSED(backup_make(&s, &o, &r, &e), &e, ERR_INVALID, "", "This is no key");
	rowset_release(&r.rows);
}
