/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit's triggers: every table, every column, every change, in a chain, and nothing else. */
#include "db/audit.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_private.h"
#include "db/door.h"
#include "file.h"
#include "support/scratch.h"

static struct db *db;
static struct err e;

static void begin(void)
{
	scratch_make();
	db = file_new("a.db", NULL);
	db_set_actor(db, "wang", "office", "uid 7");
}

static void end(void)
{
	db_close(db);
	scratch_remove();
}

TestSuite(db_audit, .init = begin, .fini = end);

static void run(const char *script)
{
	cr_assert(door_enter(db, &e), "%s", e.text);
	cr_assert(door_leave(db, guard_script(db, "test", script, &e), &e), "%s: %s", script,
		  e.detail);
}

/* The newest row, of the columns that are named. */
static const char *last(const char *columns)
{
	char query[300];

	snprintf(query, sizeof query,
		 "SELECT concat FROM (SELECT %s AS concat FROM audit ORDER BY id DESC LIMIT 1)",
		 columns);
	return file_text("a.db", query);
}

static const char student[] = "INSERT INTO student (id, student_no, name, birth_date) VALUES "
			      "(5, 'S5', 'a \"quoted\" name', '2014-02-28')";

/* ------------------------------------------------------------------ the schema */

/* Whoever adds a table says here why it is not in the audit, or puts it into db/audit_trigger.c. */
static const struct {
	const char *table, *because;
} exceptions[] = {
	{ "audit", "it is the audit" },
	{ "class", "a name for a year's pupils, and never changed" },
	{ "department", "a name to choose from" },
	{ "figure", "counted from what is in the audit" },
	{ "rollover", "what was done stands at the enrolments" },
	{ "rollover_row", "the same" },
	{ "phrase", "one's own help with writing, about nobody" },
	{ "phrase_use", "the same" },
	{ "binding", "one's own keys" },
	{ "import_layout", "names of columns, about nobody" },
	{ "gone", "numbers that are not given again" },
	{ "match_pair", "a proposal; what is confirmed is in the assignments" },
	{ "purged", "what was purged, without a name; each purge has its own row" },
};

static bool is_audited(const char *table)
{
	const struct audit_table *t = audit_tables;

	while (t->name && strcmp(t->name, table))
		t++;
	return t->name;
}

static bool is_excepted(const char *table)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (!strcmp(exceptions[i].table, table))
			return exceptions[i].because;
	return false;
}

Test(db_audit, every_table_has_three_triggers_or_a_reason)
{
	char *names = strdup(file_text("a.db", "SELECT group_concat(name, ' ') FROM sqlite_schema "
					       "WHERE type = 'table' AND name NOT LIKE 'sqlite%'")),
	     *rest = names, *name;
	char query[200];

	while ((name = strsep(&rest, " "))) {
		snprintf(query, sizeof query,
			 "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' "
			 "AND tbl_name = '%s' AND name LIKE 'audit\\_%%' ESCAPE '\\'",
			 name);
		cr_expect_eq(file_int("a.db", query), is_audited(name) ? 3 : 0, "%s", name);
		cr_expect(is_audited(name) != is_excepted(name), "%s", name);
	}
	free(names);
}

/* In the text of the triggers, whatever the migrations made of the table. */
Test(db_audit, every_column_is_in_the_images)
{
	char query[400];

	for (const struct audit_table *t = audit_tables; t->name; t++) {
		snprintf(query, sizeof query,
			 "SELECT coalesce(group_concat(c.name, ' '), '') FROM "
			 "pragma_table_info('%s') c JOIN sqlite_schema s ON s.tbl_name = '%s' "
			 "AND s.name LIKE 'audit\\_%%' ESCAPE '\\' WHERE s.sql NOT LIKE "
			 "'%%' || CASE WHEN s.name LIKE '%%delete' THEN 'OLD.' ELSE 'NEW.' END "
			 "|| c.name || '%%'",
			 t->name, t->name);
		if (!t->left_out) {
			cr_expect_str_eq(file_text("a.db", query), "", "%s", t->name);
			continue;
		}
		strcat(query, " AND ' ' || '");
		strcat(query, t->left_out);
		strcat(query, " ' NOT LIKE '% ' || c.name || ' %'");
		cr_expect_str_eq(file_text("a.db", query), "", "%s", t->name);
	}
}

Test(db_audit, a_column_of_a_later_migration_is_in_them_too)
{
	run("ALTER TABLE student ADD COLUMN shoe INTEGER DEFAULT 36");
	run(student);
	cr_expect(!strstr(last("new"), "shoe"));
	cr_assert(door_enter(db, &e) && door_leave(db, audit_make_triggers(db, &e), &e), "%s",
		  e.detail);
	run("UPDATE student SET shoe = 37, rev = 2");
	cr_expect_str_eq(last("old || new"), "{\"rev\":1,\"shoe\":36}{\"rev\":2,\"shoe\":37}");
}

/* --------------------------------------------------------------------- the rows */

Test(db_audit, who_when_what_before_and_after)
{
	run(student);
	cr_expect_str_eq(last("login || ' ' || role || ' ' || source || ' ' || action || ' ' || "
			      "name || row_id || student_id"),
			 "wang office uid 7 insert student55");
	cr_expect_str_eq(last("at GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:*:*Z'"), "1");
	cr_expect_str_eq(last("coalesce(old, 'none')"), "none");
	cr_expect_str_eq(last("new"), "{\"id\":5,\"rev\":1,\"student_no\":\"S5\",\"name\":\"a "
				      "\\u0022quoted\\u0022 name\",\"birth_date\":\"2014-02-28\"}");
	run("UPDATE student SET name = 'b', birth_date = NULL, rev = rev + 1");
	cr_expect_str_eq(last("action"), "update");
	cr_expect_str_eq(last("old ->> 'name' || (old ->> 'birth_date')"),
			 "a \"quoted\" name2014-02-28");
	cr_expect_str_eq(last("new"), "{\"rev\":2,\"name\":\"b\",\"birth_date\":null}");
	run("DELETE FROM student");
	cr_expect_str_eq(last("action || old || coalesce(new, '')"),
			 "delete{\"id\":5,\"rev\":2,\"student_no\":\"S5\",\"name\":\"b\"}");
}

Test(db_audit, what_changes_nothing_is_not_written)
{
	int64_t before;

	run(student);
	before = file_int("a.db", "SELECT count(*) FROM audit");
	run("UPDATE student SET name = name, search = 'x'");
	cr_expect_eq(file_int("a.db", "SELECT count(*) FROM audit"), before);
}

static const char contact[] =
	"INSERT INTO school_year (id, starts, second_term, ends)"
	" VALUES (2026, '2026-09-01', '2027-02-15', '2027-08-31');"
	"INSERT INTO mentor (id, staff_no, name) VALUES (1, 'T1', 'a');"
	"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, created_at)"
	" VALUES (9, 2026, 'talk', '2026-11-20', 1, '2026-11-20 08:00:00');"
	"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
	" mentor_id, withdrawn) VALUES (9, 5, 2026, 'talk', '2026-11-20', 1, 0);";

Test(db_audit, a_contacts_students_do_not_repeat_its_changes)
{
	int64_t before;

	run(student);
	run(contact);
	cr_expect_str_eq(last("name || contact_id || student_id || new"),
			 "contact_student95{\"id\":1,\"rev\":1,\"contact_id\":9,\"student_id\":5}");
	before = file_int("a.db", "SELECT count(*) FROM audit");
	run("UPDATE contact SET date = '2026-11-21', rev = 2");
	cr_expect_eq(file_int("a.db", "SELECT count(*) FROM audit"), before + 1);
	cr_expect_str_eq(last("name || contact_id || coalesce(student_id, '')"), "contact9");
}

/* -------------------------------------------------------------------- the chain */

static const char chained[] =
	"SELECT count(*) FROM (SELECT id, link, lag(link, 1, zeroblob(32)) OVER (ORDER BY id) "
	"AS before, at, login, role, source, action, name, row_id, student_id, contact_id, old, "
	"new, reason, salt, digest FROM audit) WHERE digest IS NOT chain_digest(salt, old, new, "
	"reason) OR link IS NOT chain_link(before, id, at, login, role, source, action, name, "
	"row_id, student_id, contact_id, digest)";

Test(db_audit, whatever_is_undone_leaves_no_gap)
{
	run(student);
	for (int i = 0; i < 20; i++) {
		cr_assert(door_enter(db, &e) && door_enter(db, &e));
		guard_script(db, "test", "UPDATE student SET rev = rev + 1", &e);
		if (i % 3 == 1)
			guard_script(db, "test",
				     "UPDATE student SET student_no = CASE id WHEN 5 THEN 'S6' "
				     "ELSE '' END, rev = NULL",
				     &e);
		door_leave(db, i % 2, &e);
		guard_script(db, "test", "UPDATE student SET name = name || 'x'", &e);
		door_leave(db, i % 5 != 4, &e);
	}
	cr_expect_eq(file_int("a.db", chained), 0);
	cr_expect_eq(file_int("a.db", "SELECT max(id) - count(*) FROM audit"), 0);
	cr_expect_gt(file_int("a.db", "SELECT count(*) FROM audit"), 20);
}

Test(db_audit, two_connections_make_one_chain)
{
	struct db *other = db_open(scratch_path("a.db"), &e), *mine = db;

	run(student);
	for (int i = 0; i < 6; i++) {
		db = i % 2 ? mine : other;
		run("UPDATE student SET rev = rev + 1");
	}
	db = mine;
	cr_expect_eq(file_int("a.db", chained), 0);
	db_close(other);
}

/* ------------------------------------------------------------------- nothing else */

Test(db_audit, it_is_only_added_to)
{
	static const char *const scripts[] = {
		"DELETE FROM audit",
		"DELETE FROM audit WHERE id = 1",
		"UPDATE audit SET login = 'x'",
		"UPDATE audit SET salt = NULL, old = NULL, new = NULL",
		("REPLACE INTO audit (id, at, login, role, source, action, name, digest, link) "
		 "VALUES (1, '', '', '', '', '', '', x'', x'')"),
	};

	run(student);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		e = (struct err){ 0 };
		cr_expect_not(guard_script(db, "test", scripts[i], &e), "%s", scripts[i]);
		cr_expect(strstr(e.detail, "only added to"), "%s: %s", scripts[i], e.detail);
	}
	cr_expect_eq(file_int("a.db", chained), 0);
}

/* No other program has the functions. */
Test(db_audit, sqlite_alone_changes_no_row_about_persons)
{
	sqlite3 *handle;
	int rc;

	run(student);
	cr_assert_eq(sqlite3_open(scratch_path("a.db"), &handle), SQLITE_OK);
	rc = sqlite3_exec(handle, "UPDATE student SET name = 'x'", NULL, NULL, NULL);
	cr_expect_eq(rc, SQLITE_ERROR);
	cr_expect(strstr(sqlite3_errmsg(handle), "no such function"), "%s", sqlite3_errmsg(handle));
	sqlite3_close(handle);
}

/* ---------------------------------------------------------------------- upgrades */

Test(db_audit, rows_from_before_are_known_by_their_ids)
{
	static const char begun[] = "SELECT group_concat(name || row_id, ' ') FROM audit "
				    "WHERE action = 'begin' AND name IN ('student', 'setting')";

	file_old("old.db", 4);
	file_script("old.db", "INSERT INTO student (id, student_no, name) VALUES (77, 'S', 'n')");
	db_close(db_open(scratch_path("old.db"), &e));
	cr_expect_str_eq(file_text("old.db", begun), "setting2 student77");
	/* the one that makes the file's own number */
	cr_expect_str_eq(file_text("a.db", begun), "setting1");
	cr_expect_eq(file_int("old.db", chained), 0);
}
