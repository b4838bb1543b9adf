/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/restore.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/door.h"
#include "db/file.h"
#include "db/migrate.h"
#include "expect.h"
#include "model/contact.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;
static char backup[400]; /* with one student and one contact */

static const char *made(const struct backup_report *r)
{
	return ((const struct backup_row *)rowset_at(&r->rows, 0))->file;
}

static void take_backup(void)
{
	const struct backup_options o = { .folder = NULL };
	struct backup_report r;

	MUST(backup_make(&s, &o, &r, &e), e);
	snprintf(backup, sizeof backup, "%s", made(&r));
	rowset_release(&r.rows);
}

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_contact(&s, "visit", 1, 1, "2026-10-10");
	take_backup();
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_contact(&s, "talk", 1, 1, "2026-11-20");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_restore, .init = begin, .fini = end);

static int64_t students(void)
{
	return file_int("school.db", "SELECT count(*) FROM student");
}

/* Goes back to it; the path of what was kept, static storage. */
static const char *go_back(const char *file, const char *key)
{
	static char kept[400];
	struct backup_report safety;
	struct restore r;

	MUST(restore_begin(&s, file, key, &r, &e), e);
	MUST(restore_finish(&s, &r, &safety, &e), e);
	snprintf(kept, sizeof kept, "%s", made(&safety));
	rowset_release(&safety.rows);
	restore_release(&r);
	return kept;
}

static void expect_no_restore(const char *file, const char *key, enum err_kind kind,
			      const char *words)
{
	struct restore r;

	REFUSED(restore_begin(&s, file, key, &r, &e), &e, kind, "", words);
	restore_release(&r);
	cr_expect_eq(students(), 2, "the file is as it was");
}

/* ------------------------------------------------------------------------ looking */

Test(model_restore, tells_what_was_then_and_what_is_now)
{
	struct restore r;
	struct rowset rows;

	MUST(restore_begin(&s, backup, NULL, &r, &e), e);
	MUST(restore_look(&s, &r, &rows, &e), e);
	cr_expect_str_eq(rows_field(&rows, "what"),
			 "school last_contact last_year students mentors contacts referrals");
	cr_expect_str_eq(rows_field(&rows, "then"), "测试学校 2026-10-10 2026 1 1 1 0");
	cr_expect_str_eq(rows_field(&rows, "now"), "测试学校 2026-11-20 2026 2 1 2 0");
	rowset_release(&rows);
	restore_release(&r);
	cr_expect_eq(students(), 2, "nothing is changed by looking");
	cr_expect(access(r.scrap.path, F_OK), "nothing is left of it");
}

/* ---------------------------------------------------------------------- restoring */

Test(model_restore, all_is_as_it_was_and_what_was_since_is_kept)
{
	char kept[400];
	struct rowset rows;

	snprintf(kept, sizeof kept, "%s", go_back(backup, NULL));
	cr_expect(strstr(kept, BACKUP_BEFORE ".db"), "%s", kept);
	cr_expect_eq(students(), 1);
	cr_expect(file_is_sound("school.db"));
	/* the session goes on with it: its views, its guard, its door */
	MUST(contact_list(&s, &(struct contact_filter){ 0 }, &rows, &e), e);
	cr_expect_str_eq(rows_field(&rows, "date"), "2026-10-10");
	rowset_release(&rows);
	school_contact(&s, "talk", 1, 1, "2026-11-21");
	/* and back again */
	go_back(kept, NULL);
	cr_expect_eq(students(), 2);
	cr_expect_str_eq(file_text("school.db", "SELECT max(date) FROM contact"), "2026-11-20");
}

Test(model_restore, it_is_written_down_and_so_is_what_was_kept)
{
	char what[1000];

	snprintf(what, sizeof what, "restore %s -> %s", backup, go_back(backup, NULL));
	cr_expect_str_eq(file_text("school.db", "SELECT action || ' ' || reason FROM audit "
						"WHERE action = 'restore'"),
			 what);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'backup'"), 0,
		     "of then, before the backup had its name");
	take_backup();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'backup'"),
		     1);
}

/* A rev that fits would fit by chance: the row of then may have had it too. */
Test(model_restore, who_had_the_file_open_writes_nothing_more)
{
	struct session other;

	MUST(session_open(&other, scratch_path("school.db"), s.today, &e), e);
	go_back(backup, NULL);
	cr_expect_not(door_enter(other.db, &e));
	cr_expect_eq(e.kind, ERR_IO);
	cr_expect(strstr(e.text, "start daoshi again"), "%s", e.text);
	e = (struct err){ 0 };
	session_close(&other);
	MUST(door_enter(s.db, &e) && door_leave(s.db, true, &e), e);
	MUST(session_open(&other, scratch_path("school.db"), s.today, &e), e);
	MUST(door_enter(other.db, &e) && door_leave(other.db, true, &e), e);
	session_close(&other);
}

Test(model_restore, from_a_sealed_one)
{
	struct buf text = { 0 };

	MUST(backup_make_key(&s, scratch_path("key"), false, &text, &e), e);
	take_backup();
	expect_no_restore(backup, NULL, ERR_INVALID, "is sealed. Name the file");
	expect_no_restore(backup, scratch_path("school.db"), ERR_INVALID, "is no key file");
	school_add_student(&s, 3, "六(1)", "2026-09-01");
	cr_expect(strstr(go_back(backup, scratch_path("key")), BACKUP_BEFORE ".sealed"));
	cr_expect_eq(students(), 2);
	buf_release(&text);
}

/* One from before the key would leave the next backups open, and nobody would notice. */
Test(model_restore, the_key_stays_the_present_one)
{
	static const char key[] = "SELECT value FROM setting WHERE name = 'backup_public_key'";
	struct buf text = { 0 };

	MUST(backup_make_key(&s, scratch_path("key"), false, &text, &e), e);
	go_back(backup, NULL);
	cr_expect_str_eq(file_text("school.db", key), buf_str(&text));
	take_backup();
	cr_expect(strstr(backup, ".sealed"));
	buf_clear(&text);
	MUST(backup_set_key(&s, "", true, &text, &e), e);
	go_back(backup, scratch_path("key"));
	cr_expect_str_eq(file_text("school.db", key), "");
	buf_release(&text);
}

Test(model_restore, an_older_schema_is_brought_up_to_date)
{
	for (int version = 1; version < migrate_latest(); version++) {
		char name[32];

		snprintf(name, sizeof name, "%d.db", version);
		file_old(name, version);
		file_script(name, "INSERT INTO school_year (id, starts, second_term, ends)"
				  " VALUES (2026, '2026-09-01', '2027-02-15', '2027-08-31')");
		go_back(scratch_path(name), NULL);
		cr_expect_eq(file_int("school.db", "PRAGMA user_version"), migrate_latest());
		cr_expect_eq(file_int(name, "PRAGMA user_version"), version, "the backup stays");
		cr_expect_eq(students(), 0);
	}
}

/* ----------------------------------------------------------------------- refused */

Test(model_restore, what_is_no_backup_of_ours)
{
	char version[64];

	scratch_write("letter.db", "This is a letter.\n", 18);
	expect_no_restore(scratch_path("letter.db"), NULL, ERR_DB, "it is no database");
	file_script("other.db", "CREATE TABLE t (x)");
	expect_no_restore(scratch_path("other.db"), NULL, ERR_DB, "another program");
	expect_no_restore(scratch_path("none.db"), NULL, ERR_NOT_FOUND, "There is no file");
	expect_no_restore(scratch_folder(), NULL, ERR_IO, "is a folder");
	expect_no_restore(scratch_path("school.db"), NULL, ERR_INVALID,
			  "is the school's file itself. Name the backup");
	cr_assert(!link(scratch_path("school.db"), scratch_path("hard.db")));
	expect_no_restore(scratch_path("hard.db"), NULL, ERR_INVALID,
			  "is the school's file itself");
	file_old("newer.db", migrate_latest());
	snprintf(version, sizeof version, "PRAGMA user_version=%d", migrate_latest() + 1);
	file_script("newer.db", version);
	expect_no_restore(scratch_path("newer.db"), NULL, ERR_DB, "newer daoshi");
}

Test(model_restore, what_is_damaged)
{
	struct buf whole = { 0 };

	scratch_read(backup + strlen(scratch_folder()) + 1, &whole);
	scratch_write("cut.db", whole.at, whole.len - 4096);
	expect_no_restore(scratch_path("cut.db"), NULL, ERR_DB, "");
	memset(whole.at + 5 * 4096, 0xAA, 4096);
	scratch_write("page.db", whole.at, whole.len);
	expect_no_restore(scratch_path("page.db"), NULL, ERR_DB, "is damaged");
	buf_release(&whole);
}

Test(model_restore, is_not_for_a_mentor)
{
	school_as(&s, 1);
	expect_no_restore(backup, NULL, ERR_DENIED, "ask the office");
}

/* Where it cannot be kept as it is, it is not replaced. */
Test(model_restore, without_a_backup_of_the_state_before_nothing_is_done)
{
	struct backup_report safety;
	struct restore r;

	MUST(restore_begin(&s, backup, NULL, &r, &e), e);
	cr_assert(!rename(scratch_path("backup"), scratch_path("moved")));
	scratch_write("backup", "a file in its place", 19);
	cr_expect_not(restore_finish(&s, &r, &safety, &e));
	cr_expect(strstr(e.text, "is a file. Name the folder"), "%s", e.text);
	cr_expect_eq(students(), 2);
	rowset_release(&safety.rows);
	restore_release(&r);
}

/* That is when one goes back to a backup: it must not fail because the present file is not whole.
 */
Test(model_restore, over_a_damaged_file)
{
	const char *kept;
	int fd = open(scratch_path("school.db"), O_WRONLY);
	int64_t page =
		file_int("school.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'training'");
	static const char junk[4096] = "junk";

	cr_assert_eq(pwrite(fd, junk, sizeof junk, (page - 1) * 4096), (ssize_t)sizeof junk);
	close(fd);
	cr_assert_not(file_is_sound("school.db"));
	school_on(&s, SCHOOL_TODAY);
	kept = go_back(backup, NULL);
	cr_expect(strstr(kept, BACKUP_DAMAGED ".db"), "%s", kept);
	cr_expect(file_is_sound("school.db"));
	cr_expect_eq(students(), 1);
}

/* -------------------------------------------------------------------------- anew */

Test(model_restore, where_there_is_no_file)
{
	struct stat st;
	struct rowset rows;

	umask(077);
	session_close(&s);
	cr_assert(!rename(scratch_path("school.db"), scratch_path("lost.db")));
	MUST(restore_anew(scratch_path("school.db"), backup, NULL, &e), e);
	cr_assert(!stat(scratch_path("school.db"), &st));
	cr_expect_eq(st.st_mode & 07777, 0660);
	cr_expect_eq(students(), 1);
	school_on(&s, SCHOOL_TODAY);
	MUST(contact_list(&s, &(struct contact_filter){ 0 }, &rows, &e), e);
	cr_expect_eq(rows.count, 1);
	rowset_release(&rows);
	/* never over one */
	cr_expect_not(restore_anew(scratch_path("school.db"), backup, NULL, &e));
}

/* It would be played back into the new file, and spoil it. */
Test(model_restore, beside_the_journal_of_a_lost_file)
{
	session_close(&s);
	cr_assert(!unlink(scratch_path("school.db")));
	scratch_write("school.db-journal", "pages of the old one", 20);
	REFUSED(restore_anew(scratch_path("school.db"), backup, NULL, &e), &e, ERR_CONFLICT, "",
		"school.db-journal belongs to the file that was there before; rename it too.");
	cr_expect(access(scratch_path("school.db"), F_OK));
}
