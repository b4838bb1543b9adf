/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one connection saved, taken back and done again: the rows, whatever wrote them. */
#include "db/journal.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/db_private.h"
#include "db/door.h"
#include "db/guard.h"
#include "file.h"
#include "model/content.h"
#include "support/scratch.h"

static struct db *db;
static struct err e;

static const char people[] =
	"INSERT INTO school_year (id, starts, second_term, ends)"
	" VALUES (2026, '2026-09-01', '2027-02-15', '2027-08-31');"
	"INSERT INTO mentor (id, staff_no, name) VALUES (1, 'T1', 'a'), (2, 'T2', 'b');"
	"INSERT INTO student (id, student_no, name) VALUES (1, 'S1', 'x'), (2, 'S2', 'y');"
	"INSERT INTO guardian (id, student_id, name) VALUES (1, 1, 'g');"
	"INSERT INTO department (id, name) VALUES (1, 'd'), (2, 'f');"
	"INSERT INTO phrase (id, login, text) VALUES (1, '', 'p');"
	"INSERT INTO phrase_use (id, phrase_id, login, last_on) VALUES (1, 1, 'z', '2026-11-23');"
	"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, guardian_id, created_at)"
	" VALUES (1, 2026, 'call', '2026-11-20', 1, 1, '2026-11-20 08:00:00');"
	"INSERT INTO contact_student (id, contact_id, student_id, school_year_id, kind, date,"
	" mentor_id, withdrawn) VALUES (1, 1, 1, 2026, 'call', '2026-11-20', 1, 0);";

static const char *const no_names[] = { NULL }, *const gone[] = { "gone", "audit", NULL };
static const struct journal_rules rules = { gone, no_names };

static void begin(void)
{
	scratch_make();
	db = file_new("a.db", people);
	journal_start(db, &rules);
}

static void end(void)
{
	db_close(db);
	scratch_remove();
}

TestSuite(db_journal, .init = begin, .fini = end);

static void run(const char *sql)
{
	cr_assert_eq(sqlite3_exec(db->handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql,
		     sqlite3_errmsg(db->handle));
}

static void save(const char *sql)
{
	cr_assert(door_enter(db, &e), "%s", e.text);
	run(sql);
	cr_assert(door_leave(db, true, &e), "%s", e.text);
}

/* Whether it was done, and else why not. */
static bool invert(enum journal_way way, enum journal_refusal *why)
{
	cr_assert(door_enter(db, &e), "%s", e.text);
	return door_leave(db, journal_invert(db, way, why, &e), &e);
}

static void must_invert(enum journal_way way)
{
	enum journal_refusal why = JOURNAL_FAILED;

	cr_assert(invert(way, &why), "%d: %s (%s)", (int)why, e.text, e.detail);
	cr_assert_eq(file_int("a.db", "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static void must_refuse(enum journal_way way, enum journal_refusal expected)
{
	enum journal_refusal why = JOURNAL_FAILED;

	cr_assert_not(invert(way, &why));
	cr_assert_eq((int)why, (int)expected, "%d: %s (%s)", (int)why, e.text, e.detail);
}

static bool has_next(enum journal_way way)
{
	struct journal_change c;

	return journal_next(db, way, &c);
}

/* All rows but of `gone`, without their rev; to be freed. */
static char *content(void)
{
	struct buf all = { 0 };
	char *from, *to;

	content_of_file("a.db", "rev", &all);
	from = strstr(all.at, "\ngone:");
	to = strstr(all.at, "\nguardian:");
	memmove(from, to, strlen(to) + 1);
	return all.at;
}

static void expect_content(const char *expected, const char *what)
{
	char *now = content();

	cr_expect_str_eq(now, expected, "%s", what);
	free(now);
}

/* ------------------------------------------------------------------ one change */

static const char *const changes[] = {
	"INSERT INTO setting (name, value) VALUES ('a', 'b')",
	"INSERT INTO setting (name, value) VALUES ('a', 'b'), ('c', '导师')",
	"UPDATE student SET name = 'z', rev = rev + 1 WHERE id = 1",
	"UPDATE student SET address = 'z', sex = NULL, rev = rev + 1",
	"UPDATE student SET name = 'z' WHERE id = 2", /* whoever forgets to count */
	"DELETE FROM phrase_use",
	/* a row several times */
	"INSERT INTO setting (id, name, value) VALUES (7, 'a', 'b');"
	"UPDATE setting SET value = 'c', rev = 2 WHERE id = 7; DELETE FROM setting WHERE id = 7",
	"UPDATE mentor SET name = 'c', rev = 2 WHERE id = 1;"
	"UPDATE mentor SET name = 'd', rev = 3 WHERE id = 1;"
	"UPDATE mentor SET staff_no = 'T9', rev = 4 WHERE id = 1",
	"DELETE FROM phrase_use WHERE id = 1;"
	"INSERT INTO phrase_use (id, phrase_id, login, last_on) VALUES (1, 1, 'q', '2026-11-22')",
	/* unique values that change places */
	"UPDATE department SET name = 'e', rev = 2 WHERE id = 1;"
	"UPDATE department SET name = 'd', rev = 2 WHERE id = 2;"
	"UPDATE department SET name = 'f', rev = 3 WHERE id = 1",
	/* one lead at a time is kept by a trigger */
	"INSERT INTO assignment (id, student_id, mentor_id, role, starts)"
	" VALUES (5, 1, 1, 'lead', '2026-09-01');"
	"UPDATE assignment SET ends = '2026-10-31', rev = 2 WHERE id = 5;"
	"INSERT INTO assignment (student_id, mentor_id, role, starts)"
	" VALUES (1, 2, 'lead', '2026-11-01')",
	/* a trigger repeats it for contact_student, which another compares */
	"UPDATE contact SET date = '2026-11-21', kind = 'talk', rev = 2 WHERE id = 1",
	"UPDATE contact SET date = '2026-11-21', rev = 2 WHERE id = 1;"
	"DELETE FROM contact_student WHERE id = 1;"
	"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
	" mentor_id, withdrawn) VALUES (1, 2, 2026, 'call', '2026-11-21', 1, 0)",
	"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at)"
	" VALUES (9, 2026, 'feedback', '2026-11-20', 1, '2026-11-20 08:00:00');"
	"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
	" mentor_id, withdrawn) VALUES (9, 1, 2026, 'feedback', '2026-11-20', 1, 0);"
	"INSERT INTO delivery (contact_id, party, date) VALUES (9, 'student', '2026-11-21')",
	/* a foreign key takes others along */
	"DELETE FROM guardian WHERE id = 1",
	"DELETE FROM phrase WHERE id = 1",
	/* a parent after its child, and a student with all that is new about it */
	"INSERT INTO student (id, student_no, name) VALUES (8, 'S8', 'w');"
	"INSERT INTO guardian (student_id, name) VALUES (8, 'h');"
	"INSERT INTO class (id, stage, entry_year, number) VALUES (3, 'junior', 2026, 1);"
	"INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
	" VALUES (8, 2026, 3, '2026-09-01', '2027-08-31')",
};
enum { CHANGES = sizeof changes / sizeof *changes };

Test(db_journal, every_kind_of_change_is_taken_back_and_done_again)
{
	for (size_t i = 0; i < CHANGES; i++) {
		char *before = content(), *after;

		save(changes[i]);
		after = content();
		for (int n = 0; n < 3; n++) {
			must_invert(JOURNAL_BACK);
			expect_content(before, changes[i]);
			must_invert(JOURNAL_AGAIN);
			expect_content(after, changes[i]);
		}
		must_invert(JOURNAL_BACK);
		cr_expect_not(has_next(JOURNAL_BACK));
		free(before);
		free(after);
	}
	cr_expect(file_is_sound("a.db"));
}

Test(db_journal, one_after_another_back_and_again)
{
	char *states[CHANGES + 1];
	int saved = 0;

	states[0] = content();
	for (size_t i = 0; i < CHANGES; i++) {
		/* not those that an earlier one has made impossible */
		cr_assert(door_enter(db, &e));
		saved += door_leave(
			db, sqlite3_exec(db->handle, changes[i], NULL, NULL, NULL) == SQLITE_OK,
			&e);
		states[i + 1] = content();
	}
	cr_assert_gt(saved, 10);
	for (int n = 0; n < 2; n++) {
		for (size_t i = CHANGES; i-- > 0;)
			if (strcmp(states[i], states[i + 1])) {
				must_invert(JOURNAL_BACK);
				expect_content(states[i], changes[i]);
			}
		for (size_t i = 0; i < CHANGES; i++)
			if (strcmp(states[i], states[i + 1])) {
				must_invert(JOURNAL_AGAIN);
				expect_content(states[i + 1], changes[i]);
			}
	}
	for (size_t i = 0; i <= CHANGES; i++)
		free(states[i]);
}

/* Whoever saw the row at any time must not take it for the one that is there now. */
Test(db_journal, a_rev_never_comes_back)
{
	static const char rev[] = "SELECT coalesce(max(rev), 0) FROM contact WHERE id = 9";
	int64_t highest;

	save("INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at)"
	     " VALUES (9, 2026, 'talk', '2026-11-20', 1, '2026-11-20 08:00:00')");
	save("UPDATE contact SET place = 'a', rev = rev + 1 WHERE id = 9");
	save("UPDATE contact SET place = 'b', rev = rev + 1 WHERE id = 9");
	highest = file_int("a.db", rev);
	cr_assert_eq(highest, 3);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 6; i++) {
			must_invert(i < 3 ? JOURNAL_BACK : JOURNAL_AGAIN);
			if (i == 2) {
				cr_expect_eq(file_int("a.db", rev), 0);
				continue;
			}
			cr_expect_gt(file_int("a.db", rev), highest, "%d, %d", round, i);
			highest = file_int("a.db", rev);
		}
	}
}

/* SQLite gives the id of a deleted row to the next one. */
Test(db_journal, what_comes_back_when_its_id_is_taken_gets_another)
{
	save("INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at)"
	     " VALUES (2, 2026, 'talk', '2026-11-20', 1, '2026-11-20 08:00:00');"
	     "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
	     " mentor_id, withdrawn) VALUES (2, 1, 2026, 'talk', '2026-11-20', 1, 0)");
	save("INSERT INTO referral (student_id, mentor_id, contact_id, department_id, date, due)"
	     " VALUES (1, 1, 2, 1, '2026-11-20', '2026-11-30')");
	must_invert(JOURNAL_BACK);
	must_invert(JOURNAL_BACK);
	file_script("a.db",
		    "INSERT INTO contact (school_year_id, kind, date, mentor_id, place, created_at)"
		    " VALUES (2026, 'visit', '2026-11-22', 2, 'other', '2026-11-22 08:00:00')");
	must_invert(JOURNAL_AGAIN);
	must_invert(JOURNAL_AGAIN);
	cr_expect_str_eq(file_text("a.db", "SELECT place FROM contact WHERE id = 2"), "other");
	cr_expect_str_eq(file_text("a.db", "SELECT group_concat(c.id || c.kind || cs.student_id"
					   " || r.id) FROM contact c JOIN contact_student cs"
					   " ON cs.contact_id = c.id JOIN referral r"
					   " ON r.contact_id = c.id"),
			 "3talk11");
	must_invert(JOURNAL_BACK);
	must_invert(JOURNAL_BACK);
	cr_expect_str_eq(file_text("a.db", "SELECT group_concat(id) FROM contact"), "1,2");
}

/* ----------------------------------------------------------------- transactions */

Test(db_journal, what_was_rolled_back_is_no_change)
{
	cr_assert(door_enter(db, &e));
	run(changes[0]);
	door_leave(db, false, &e);
	save("UPDATE setting SET value = 'x' WHERE name = 'not there'");
	cr_expect_not(has_next(JOURNAL_BACK));
}

Test(db_journal, the_outermost_pair_makes_the_change)
{
	char *before = content();

	cr_assert(door_enter(db, &e));
	run("INSERT INTO setting (name, value) VALUES ('1', '')");
	cr_assert(door_enter(db, &e));
	run("INSERT INTO setting (name, value) VALUES ('2', '')");
	cr_assert(door_enter(db, &e));
	run("UPDATE setting SET value = 'lost', rev = 2");
	door_leave(db, false, &e);
	cr_assert(door_enter(db, &e));
	run("INSERT INTO setting (name, value) VALUES ('3', '')");
	cr_assert(door_leave(db, true, &e));
	cr_assert(door_leave(db, true, &e));
	cr_assert(door_enter(db, &e));
	run("INSERT INTO setting (name, value) VALUES ('4', '')");
	door_leave(db, false, &e);
	cr_assert(door_leave(db, true, &e));
	cr_assert_str_eq(
		file_text(
			"a.db",
			"SELECT group_concat(name || value) FROM setting WHERE name <> 'file_id'"),
		"1,2,3");
	must_invert(JOURNAL_BACK);
	cr_expect_not(has_next(JOURNAL_BACK));
	expect_content(before, "all of it");
	must_invert(JOURNAL_AGAIN);
	cr_assert_str_eq(
		file_text(
			"a.db",
			"SELECT group_concat(name || value) FROM setting WHERE name <> 'file_id'"),
		"1,2,3");
	free(before);
}

/* SQLite undoes the rows of a statement that fails without telling anybody. */
Test(db_journal, a_statement_that_failed_left_nothing)
{
	static const struct sql two = {
		"test.two", "INSERT INTO setting (name, value) VALUES ('a', ''), ('a', '')", true
	};
	static const struct sql one = { "test.one",
					"INSERT INTO setting (name, value) VALUES ('b', '')",
					true };
	char *before = content();

	cr_assert(door_enter(db, &e));
	cr_assert(db_run(db, &one, NULL, NULL, &e));
	cr_assert_not(db_run(db, &two, NULL, NULL, &e));
	cr_assert(door_leave(db, true, &e));
	must_invert(JOURNAL_BACK);
	expect_content(before, "one row");
	free(before);
}

Test(db_journal, what_is_saved_anew_ends_the_doing_again)
{
	save(changes[0]);
	must_invert(JOURNAL_BACK);
	cr_assert(has_next(JOURNAL_AGAIN));
	save(changes[2]);
	cr_expect_not(has_next(JOURNAL_AGAIN));
	must_invert(JOURNAL_BACK);
	cr_expect_not(has_next(JOURNAL_BACK));
}

Test(db_journal, nothing_is_inverted_where_there_is_nothing_or_no_door)
{
	enum journal_refusal why;

	cr_expect_not(invert(JOURNAL_BACK, &why));
	save(changes[0]);
	cr_expect_not(journal_invert(db, JOURNAL_BACK, &why, &e));
	cr_expect_not(invert(JOURNAL_AGAIN, &why));
	must_invert(JOURNAL_BACK);
}

/* --------------------------------------------------------------------- others */

Test(db_journal, what_others_did_since_stays)
{
	static const struct {
		const char *mine, *theirs;
		enum journal_refusal why;
	} cases[] = {
		{ "UPDATE student SET name = 'z', rev = rev + 1 WHERE id = 1",
		  "UPDATE student SET address = '9', rev = rev + 1 WHERE id = 1", JOURNAL_CHANGED },
		/* there and back is a change too, and so is what was not counted */
		{ "UPDATE mentor SET name = 'z', rev = rev + 1 WHERE id = 1",
		  "UPDATE mentor SET name = 'z', rev = rev + 1 WHERE id = 1", JOURNAL_CHANGED },
		{ "UPDATE mentor SET name = 'z', rev = rev + 1 WHERE id = 1",
		  "UPDATE mentor SET phone = 'z' WHERE id = 1", JOURNAL_CHANGED },
		{ "INSERT INTO setting (id, name, value) VALUES (9, 'a', 'b')",
		  "DELETE FROM setting WHERE id = 9", JOURNAL_CHANGED },
		{ "UPDATE department SET name = 'z', rev = 2 WHERE id = 1",
		  "INSERT INTO department (name) VALUES ('d')", JOURNAL_TAKEN },
		{ "DELETE FROM department WHERE id = 2",
		  "INSERT INTO department (id, name) VALUES (7, 'f')", JOURNAL_TAKEN },
		{ "INSERT INTO student (id, student_no, name) VALUES (8, 'S8', 'w')",
		  "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
		  " date, mentor_id, withdrawn) VALUES (1, 8, 2026, 'call', '2026-11-20', 1, 0)",
		  JOURNAL_NEEDED },
		/* a foreign key would only empty a column there */
		{ "INSERT INTO guardian (id, student_id, name) VALUES (8, 1, 'h')",
		  "UPDATE contact SET guardian_id = 8, rev = rev + 1", JOURNAL_NEEDED },
		{ "INSERT INTO phrase (id, login, text) VALUES (8, '', 'h')",
		  "INSERT INTO phrase_use (phrase_id, login, last_on) VALUES (8, 'y', "
		  "'2026-11-20')",
		  JOURNAL_NEEDED },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *now;

		save(cases[i].mine);
		file_script("a.db", cases[i].theirs);
		now = content();
		must_refuse(JOURNAL_BACK, cases[i].why);
		expect_content(now, cases[i].theirs);
		cr_assert(has_next(JOURNAL_BACK), "%zu", i);
		journal_drop(db, JOURNAL_BACK);
		cr_assert_not(has_next(JOURNAL_BACK), "%zu", i);
		free(now);
	}
}

Test(db_journal, other_rows_of_others_do_not_matter)
{
	save("UPDATE student SET name = 'z', rev = rev + 1 WHERE id = 1");
	file_script("a.db", "UPDATE student SET name = 'q', rev = rev + 1 WHERE id = 2;"
			    "INSERT INTO student (student_no, name) VALUES ('S9', 'n')");
	must_invert(JOURNAL_BACK);
	cr_expect_str_eq(file_text("a.db", "SELECT group_concat(name) FROM student"), "x,q,n");
}

/* ---------------------------------------------------------------------- limits */

Test(db_journal, a_hundred_changes_are_kept)
{
	char sql[100];
	int back = 0;

	for (int i = 0; i < 120; i++) {
		snprintf(sql, sizeof sql, "INSERT INTO setting (name, value) VALUES ('%d', '')", i);
		save(sql);
	}
	for (; has_next(JOURNAL_BACK); back++)
		must_invert(JOURNAL_BACK);
	cr_expect_eq(back, 100);
	cr_expect_eq(file_int("a.db", "SELECT count(*) FROM setting WHERE name <> 'file_id'"), 20);
}

static const char large[] = "INSERT INTO contact (school_year_id, kind, date, mentor_id, summary,"
			    " created_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
			    " FROM n WHERE i < %d) SELECT 2026, 'talk', '2026-11-20', 1,"
			    " printf('%%.19000c', 'x'), '' FROM n";

Test(db_journal, a_large_change_is_known_but_not_kept)
{
	struct journal_change c;
	char sql[400];

	save(changes[0]);
	snprintf(sql, sizeof sql, large, 450);
	save(sql);
	cr_assert(journal_next(db, JOURNAL_BACK, &c));
	cr_expect(c.too_large);
	journal_drop(db, JOURNAL_BACK);
	must_invert(JOURNAL_BACK);
	cr_expect_eq(file_int("a.db", "SELECT count(*) FROM setting WHERE name <> 'file_id'"), 0);
}

Test(db_journal, the_oldest_give_way_where_they_grow_too_large_together)
{
	char sql[400];
	int back = 0;

	snprintf(sql, sizeof sql, large, 400);
	for (int i = 0; i < 4; i++)
		save(sql);
	for (; has_next(JOURNAL_BACK); back++)
		must_invert(JOURNAL_BACK);
	cr_expect_eq(back, 2);
}

/* -------------------------------------------------------------------- the rest */

/* The hook has NULL for what ALTER TABLE added and the row has not. */
Test(db_journal, rows_older_than_a_column)
{
	char *before;

	end();
	scratch_make();
	file_old("a.db", 3);
	file_script("a.db", "INSERT INTO school_year (id, starts, second_term, ends)"
			    " VALUES (2026, '2026-09-01', '2027-02-15', '2027-08-31');"
			    "INSERT INTO key_date (school_year_id, name, term, opens, due, grades)"
			    " VALUES (2026, 'k', 1, '2026-09-01', '2026-09-20', 512);"
			    "INSERT INTO student (student_no, name) VALUES ('S1', 'x')");
	db = db_open(scratch_path("a.db"), &e);
	cr_assert(db, "%s", e.text);
	journal_start(db, &rules);
	before = content();
	save("DELETE FROM key_date; UPDATE student SET name = 'y', rev = 2");
	must_invert(JOURNAL_BACK);
	expect_content(before, "with the defaults");
	must_invert(JOURNAL_AGAIN);
	must_invert(JOURNAL_BACK);
	expect_content(before, "again");
	free(before);
}

Test(db_journal, words)
{
	struct journal_change c;

	cr_expect_not(journal_name(db, "nothing yet"));
	save(changes[0]);
	cr_expect(journal_name(db, "a setting"));
	cr_expect_not(journal_name(db, "said again"));
	save(changes[2]);
	cr_expect(journal_name(db, NULL));
	cr_assert(journal_next(db, JOURNAL_BACK, &c));
	cr_expect_null(c.words);
	must_invert(JOURNAL_BACK);
	must_invert(JOURNAL_BACK);
	cr_expect_not(journal_name(db, "a taking back is none"));
	cr_assert(journal_next(db, JOURNAL_AGAIN, &c));
	cr_expect_str_eq(c.words, "a setting");
	cr_expect(journal_touches(db, JOURNAL_AGAIN, "setting"));
	cr_expect_not(journal_touches(db, JOURNAL_AGAIN, "student"));
}

/* What the guard lets pass for it, it lets pass for it alone. */
Test(db_journal, the_guard_stands_again_afterwards)
{
	static const struct guard_rule few[] = { { "setting", GUARD_READ | GUARD_INSERT },
						 { "student", GUARD_UPDATE },
						 { NULL, 0 } };

	save(changes[0]);
	save("UPDATE student SET name = 'z', rev = rev + 1 WHERE id = 1");
	guard_set(db, few);
	must_invert(JOURNAL_BACK);
	must_invert(JOURNAL_BACK);
	cr_expect_eq(file_int("a.db", "SELECT count(*) FROM setting WHERE name <> 'file_id'"), 0);
	cr_expect_not(guard_allows(db, "DELETE FROM main.setting WHERE id = 1", true));
	cr_expect_not(guard_allows(db, "SELECT * FROM main.student", false));
	cr_expect_not(guard_allows(db, "PRAGMA main.table_info(student)", false));
	cr_expect_not(guard_allows(db, "PRAGMA defer_foreign_keys = 1", true));
}
