/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the audit says, played from its beginning, is what is in the tables: by a second, slow way
 * that knows nothing of how it is written. And the history in people's words.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/door.h"
#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
#include "model/history.h"
#include "model/undo.h"
#include "support/raw.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_audit_replay, .init = begin, .fini = end);

/* ------------------------------------------------------------------- the replay */

/* By SQLite's own JSON: a row is the patches of its images in their order. */
static const char played[] =
	"CREATE TEMP TABLE play (name, row_id, image, PRIMARY KEY (name, row_id));"
	"INSERT INTO play SELECT name, row_id, new FROM audit "
	"WHERE action IN ('insert', 'update', 'delete') ORDER BY id "
	"ON CONFLICT DO UPDATE SET image = CASE WHEN image IS NULL THEN excluded.image "
	"ELSE json_patch(image, excluded.image) END;"
	"DELETE FROM play WHERE image IS NULL;";

static int64_t number(sqlite3 *handle, const char *query)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	cr_assert_eq(sqlite3_prepare_v2(handle, query, -1, &stmt, NULL), SQLITE_OK, "%s: %s", query,
		     sqlite3_errmsg(handle));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/* Rows and values that one has and the other has not; what was there before the audit has none. */
static int64_t differences(sqlite3 *handle, const struct audit_table *t)
{
	struct buf query = { 0 }, columns = { 0 };
	sqlite3_stmt *stmt;
	int64_t n;

	sqlite3_prepare_v2(handle, "SELECT name FROM pragma_table_info(?1)", -1, &stmt, NULL);
	sqlite3_bind_text(stmt, 1, t->name, -1, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);
		char word[80];

		snprintf(word, sizeof word, " %s ", name);
		buf_clear(&query);
		buf_printf(&query, " %s ", t->left_out ? t->left_out : "");
		if (!strstr(query.at, word))
			buf_printf(&columns, "%s'%s', t.%s", columns.len ? ", " : "", name, name);
	}
	sqlite3_finalize(stmt);
	buf_clear(&query);
	buf_printf(&query,
		   "WITH a AS (SELECT row_id, k.key, k.value FROM play, json_each(image) k "
		   "WHERE name = '%s'), b AS (SELECT t.id AS row_id, k.key, k.value FROM %s t, "
		   "json_each(json_object(%s)) k WHERE k.value IS NOT NULL AND t.id > "
		   "(SELECT coalesce(max(row_id), 0) FROM audit WHERE action = 'begin' "
		   "AND name = '%s')) SELECT (SELECT count(*) FROM (SELECT * FROM a EXCEPT "
		   "SELECT * FROM b)) + (SELECT count(*) FROM (SELECT * FROM b EXCEPT "
		   "SELECT * FROM a))",
		   t->name, t->name, buf_str(&columns), t->name);
	n = number(handle, buf_str(&query));
	buf_release(&query);
	buf_release(&columns);
	return n;
}

static int64_t all_differences(void)
{
	sqlite3 *handle = raw_open(scratch_path("school.db"));
	int64_t n = 0;

	cr_assert_eq(sqlite3_exec(handle, played, NULL, NULL, NULL), SQLITE_OK, "%s",
		     sqlite3_errmsg(handle));
	for (const struct audit_table *t = audit_tables; t->name; t++) {
		int64_t d = differences(handle, t);

		if (d)
			cr_log_info("%s: %d", t->name, (int)d);
		n += d;
	}
	sqlite3_close(handle);
	return n;
}

/* ------------------------------------------------------------------ random changes */

static void change(unsigned *seed)
{
	static const char *const scripts[] = {
		"UPDATE student SET name = name || 'x', rev = rev + 1 WHERE id = %d",
		"UPDATE student SET address = NULL, rev = rev + 1 WHERE id = %d",
		"UPDATE student SET address = 'a \"b\" \\ c' || char(10) || 'd', rev = rev + 1 "
		"WHERE id = %d",
		"INSERT OR IGNORE INTO guardian (student_id, name) SELECT id, 'g' || rev "
		"FROM student WHERE id = %d",
		"DELETE FROM guardian WHERE student_id = %d",
		"UPDATE contact SET summary = 'said', date = '2026-11-20', rev = rev + 1 "
		"WHERE id = %d",
		"UPDATE contact SET withdrawn = 1 - withdrawn WHERE id = %d",
		"DELETE FROM contact_student WHERE contact_id = %d",
		"INSERT OR REPLACE INTO setting (name, value) VALUES ('x%d', 'y')",
		"UPDATE student SET student_no = 'S9' WHERE id > %d - 2",
		"UPDATE mentor SET capacity = capacity + 1, rev = rev + 1 WHERE id = %d",
		"UPDATE student SET name = name WHERE id = %d",
	};
	enum { SCRIPTS = sizeof scripts / sizeof *scripts };
	char script[300];
	bool ok;

	cr_assert(door_enter(s.db, &e));
	for (int i = 0; i < 3; i++) {
		cr_assert(door_enter(s.db, &e));
		snprintf(script, sizeof script, scripts[rand_r(seed) % SCRIPTS],
			 rand_r(seed) % 4 + 1);
		guard_set(s.db, NULL);
		ok = guard_script(s.db, "test", script, &e);
		door_leave(s.db, ok && rand_r(seed) % 5, &e);
	}
	door_leave(s.db, rand_r(seed) % 5, &e);
}

Test(model_audit_replay, what_was_written_down_played_again_is_what_is_there)
{
	for (int n = 1; n <= 4; n++) {
		school_add_mentor(&s, n);
		school_add_student(&s, n, "六(1)", NULL);
		school_lead(&s, n, n, NULL);
		school_contact(&s, "talk", n, n, SCHOOL_TODAY);
	}
	cr_expect_eq(all_differences(), 0);
	for (unsigned run = 1; run <= 6; run++) {
		unsigned seed = run;

		for (int i = 0; i < 25; i++)
			change(&seed);
		cr_assert_eq(all_differences(), 0, "seed %u", run);
	}
}

/* A row that is changed past the triggers is what a comparison finds. */
Test(model_audit_replay, what_is_changed_past_it_shows)
{
	school_add_student(&s, 1, "六(1)", NULL);
	school_script(&s, "DROP TRIGGER audit_student_update; UPDATE student SET name = 'x'");
	cr_expect_eq(all_differences(), 2);
}

Test(model_audit_replay, an_undo_is_written_down_as_a_change)
{
	struct undo u;
	struct buf said = { 0 };
	int64_t before;

	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", NULL);
	school_lead(&s, 1, 1, NULL);
	MUST(undo_begin(&u, &s, &e), e);
	school_contact(&s, "talk", 1, 1, SCHOOL_TODAY);
	before = file_int("school.db", "SELECT count(*) FROM audit");
	MUST(undo_take_back(&u, &said, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 0);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'delete' "
					   "AND name IN ('contact', 'contact_student')"),
		     2);
	cr_expect_gt(file_int("school.db", "SELECT count(*) FROM audit"), before);
	MUST(undo_do_again(&u, &said, &e), e);
	cr_expect_eq(all_differences(), 0);
	buf_release(&said);
}

/* --------------------------------------------------------------------- the history */

Test(model_audit_replay, the_history_is_in_the_words_of_fields)
{
	struct rowset set;

	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "六(1)", NULL);
	school_lead(&s, 1, 1, NULL);
	school_contact(&s, "talk", 1, 1, SCHOOL_TODAY);
	school_script(&s, "UPDATE student SET sex = 'f', rev = 2;"
			  "UPDATE contact SET mentor_id = 2, rev = 2");
	MUST(history_list(&s, "student", 1, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "field"), "Mentor");
	cr_expect_str_eq(row_field(&set, 0, "from"), "导师1");
	cr_expect_str_eq(row_field(&set, 0, "to"), "导师2");
	cr_expect_str_eq(row_field(&set, 1, "field"), "Sex");
	cr_expect_str_eq(row_field(&set, 1, "from"), "-");
	cr_expect_str_eq(row_field(&set, 1, "to"), "female");
	rowset_release(&set);
	MUST(history_list(&s, "contact", 1, &set, &e), e);
	cr_expect_eq(set.count, 2);
	rowset_release(&set);
	MUST(history_list(&s, "mentor", 2, &set, &e), e);
	cr_expect_eq(set.count, 1);
	rowset_release(&set);
	/* a mentor's sight ends with the students */
	school_as(&s, 2);
	MUST(history_list(&s, "student", 1, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
}
