/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see and change what: held by SQLite, whatever the statement. */
#include "model/access.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "canary.h"
#include "db/db_private.h"
#include "db/guard.h"
#include "expect.h"
#include "model/purge.h"
#include "model/statements.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	canary_begin(&s);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_access, .init = begin, .fini = end);

/* ------------------------------------------------------------------ our own */

/* Accounts, grants and what was purged are the office's to read; the others may write less. */
static bool may_be_refused(const struct sql *sql)
{
	static const char *const offices[] = {
		"account.",           "grant.",        "words.accounts",
		"import_layout.read", "access_sheet.", "purge.r",
		"check.office",       "audit.head",    "condition.class_teachers",
		"matching."
	};

	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		if (!strncmp(sql->name, offices[i], strlen(offices[i])))
			return true;
	return sql->writes;
}

static size_t expect_prepared(const char *who, bool office)
{
	size_t count = 0, refused = 0;

	for (const struct sql_table *const *t = statement_tables; *t; t++)
		for (size_t i = 0; i < (*t)->count; i++, count++) {
			const struct sql *sql = &(*t)->rows[i];

			guard_add(s.db, strncmp(sql->name, "purge.", 6) ? NULL : purge_rules);

			cr_assert(sql->name && sql->text, "row %zu after %zu", i, count);
			if (db_prepare(s.db, sql, &e))
				continue;
			refused++;
			cr_expect(!office && may_be_refused(sql) && e.kind == ERR_DENIED,
				  "%s, as %s: %s", sql->name, who, e.detail);
		}
	guard_add(s.db, NULL);
	cr_expect_gt(count, 70, "%zu", count);
	return count - refused;
}

Test(model_access, every_statement_of_ours_is_let_through)
{
	size_t office = expect_prepared("the office", true);

	for (size_t i = 0; i < canary_people_count; i++) {
		size_t count;

		canary_as(&s, i);
		count = expect_prepared(canary_people[i].what, false);
		cr_expect(count > 60 && count < office, "%s: %zu of %zu", canary_people[i].what,
			  count, office);
	}
}

/* Once it is over, also for what was prepared meanwhile. */
Test(model_access, what_a_purge_does_only_a_purge_does)
{
	static const char *const never[] = {
		"DELETE FROM referral WHERE id = 1", "DELETE FROM student WHERE id = 1",
		"DELETE FROM contact WHERE id = 1",  "DELETE FROM assignment WHERE id = 1",
		"DELETE FROM consent WHERE id = 1",  "INSERT INTO purged (student_id) VALUES (1)",
	};

	guard_add(s.db, purge_rules);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		cr_expect(guard_allows(s.db, never[i], true), "%s", never[i]);
	cr_expect(!guard_allows(s.db, "SELECT name FROM student", false));
	cr_expect(!guard_allows(s.db, "DELETE FROM purged WHERE id = 1", true));
	cr_expect(!guard_allows(s.db, "UPDATE audit SET old = NULL WHERE id = 1", true));
	guard_add(s.db, NULL);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		cr_expect(!guard_allows(s.db, never[i], true), "%s", never[i]);
}

Test(model_access, every_statement_has_a_name_of_its_own)
{
	for (const struct sql_table *const *t = statement_tables; *t; t++)
		for (size_t i = 0; i < (*t)->count; i++)
			for (const struct sql_table *const *u = statement_tables; *u; u++)
				for (size_t k = 0; k < (*u)->count; k++)
					cr_expect(&(*t)->rows[i] == &(*u)->rows[k] ||
							  strcmp((*t)->rows[i].name,
								 (*u)->rows[k].name),
						  "%s", (*t)->rows[i].name);
}

/* ----------------------------------------------------------------- hostile text */

/* Refused whether it says that it writes or not, by every role's session. */
static const char *const hostile[] = {
	/* a table about persons, by its name */
	"SELECT * FROM student",
	"SELECT name FROM main.student",
	"SELECT count(*) FROM student",
	"SELECT 1 FROM student",
	"SELECT s.name FROM student AS my_student JOIN student s",
	"SELECT name FROM \"student\"",
	"SELECT name FROM [student] AS [my_student]",
	"SELECT phone FROM guardian",
	"SELECT summary FROM contact",
	"SELECT date FROM delivery",
	"SELECT class_id FROM enrolment",
	"SELECT mentor_id FROM assignment",
	"SELECT kind FROM contact_student",
	"SELECT outcome FROM referral",
	"SELECT (SELECT name FROM student LIMIT 1)",
	"SELECT id FROM my_student WHERE EXISTS (SELECT 1 FROM student s WHERE s.name LIKE 'n%')",
	"SELECT s.name FROM my_student m JOIN student s ON s.id > m.id",
	"SELECT id FROM my_student UNION SELECT name FROM student",
	"SELECT max(name) FROM student ORDER BY 1",
	"SELECT name, row_number() OVER (ORDER BY name) FROM student",
	/* hidden in what looks like a view of ours */
	"WITH my_student AS (SELECT * FROM main.student) SELECT * FROM my_student",
	"WITH x AS (SELECT 1), my_y (n) AS (SELECT name FROM student) SELECT n FROM my_y",
	"WITH RECURSIVE my_y (n) AS (SELECT name FROM student UNION SELECT 1) SELECT n FROM my_y",
	"WITH\"my_y\"AS(SELECT name FROM student)SELECT * FROM my_y",
	"WITH/**/my_y/**/AS/**/NOT/**/MATERIALIZED/**/(SELECT name FROM student) SELECT * FROM "
	"my_y",
	"WITH guard_y AS MATERIALIZED (SELECT name FROM student) SELECT * FROM guard_y",
	"WITH keep_y AS (SELECT name FROM student) SELECT * FROM keep_y",
	"SELECT * FROM (WITH my_y AS (SELECT name FROM student) SELECT * FROM my_y)",
	"SELECT * FROM (SELECT name FROM student) AS my_y",
	/* the scope and the schema */
	"SELECT * FROM scope",
	"SELECT student_id FROM temp.scope",
	"INSERT INTO scope VALUES (74000)",
	"DELETE FROM scope",
	"UPDATE temp.scope SET student_id = 74000",
	"SELECT sql FROM sqlite_schema",
	"SELECT sql FROM temp.sqlite_schema",
	"SELECT name FROM sqlite_master",
	"UPDATE sqlite_schema SET sql = ''",
	"SELECT * FROM pragma_table_info('student')",
	"SELECT * FROM json_each('[1]')",
	"SELECT * FROM dbstat",
	"CREATE TABLE t (x)",
	"CREATE TEMP VIEW my_y AS SELECT * FROM main.student",
	"CREATE TEMP TRIGGER guard_y AFTER UPDATE ON setting BEGIN DELETE FROM student; END",
	"DROP VIEW temp.my_student",
	"DROP TRIGGER temp.guard_student_UPDATE_OLD",
	"DROP TABLE student",
	"ALTER TABLE student RENAME TO my_students",
	"ALTER TABLE guardian ADD COLUMN x",
	"CREATE INDEX i ON student (name)",
	"REINDEX",
	"ANALYZE",
	/* the file and the process */
	"ATTACH 'school.db' AS other",
	"DETACH other",
	"VACUUM",
	"VACUUM INTO 'copy.db'",
	"PRAGMA writable_schema = 1",
	"PRAGMA foreign_keys = 0",
	"PRAGMA recursive_triggers = 0",
	"PRAGMA journal_mode = OFF",
	"PRAGMA table_info(student)",
	"PRAGMA data_version = 1",
	"PRAGMA integrity_check",
	"PRAGMA foreign_key_check",
	"PRAGMA integrity_check(student)",
	"SELECT load_extension('evil')",
	"SELECT fts3_tokenizer('simple')",
	"SELECT readfile('/etc/passwd')",
	"SELECT writefile('x', 'y')",
	/* rows that are not to go */
	"DELETE FROM student",
	"DELETE FROM student WHERE id = 71000",
	"DELETE FROM contact",
	"DELETE FROM assignment",
	"DELETE FROM mentor",
	"DELETE FROM referral",
	"DELETE FROM department",
	"DELETE FROM account",
	"DELETE FROM setting",
	"UPDATE contact_student SET student_id = 71000",
	"DELETE FROM school_year",
	"UPDATE class SET number = 7",
	"REPLACE INTO student (id, student_no, name) VALUES (74000, 'x', 'x')",
	"INSERT OR REPLACE INTO guardian (id, student_id, name) VALUES (74002, 71000, 'x')",
	"INSERT OR/**/REPLACE INTO guardian (id, student_id, name) VALUES (74002, 71000, 'x')",
	"UPDATE OR REPLACE guardian SET id = 74002 WHERE id = 71002",
	/* reading by writing */
	"INSERT INTO setting (name, value) SELECT 'x', name FROM student",
	"INSERT INTO setting (name, value) VALUES ('x', (SELECT phone FROM guardian LIMIT 1))",
	"UPDATE setting SET value = s.name FROM student s WHERE s.id = 74000",
	"UPDATE student SET name = (SELECT s.name FROM student s WHERE s.id = 74000)",
	"UPDATE student SET rev = rev + 1 WHERE name LIKE 'name7%'",
	"UPDATE student SET name = name || 'x'",
	"UPDATE student SET rev = rev RETURNING name",
	"DELETE FROM guardian WHERE phone = '74000'",
	"DELETE FROM guardian RETURNING phone",
	"INSERT INTO guardian (student_id, name) VALUES (71000, 'x') RETURNING phone",
	"INSERT INTO student (id, student_no, name) VALUES (74000, 'x', 'x')"
	" ON CONFLICT (id) DO UPDATE SET name = student.name",
	/* what a role does not see of a row, and whom it may look for in an emergency alone */
	"SELECT sensitive FROM contact",
	"SELECT c.summary FROM my_contact m JOIN contact c ON c.id = m.id",
	"SELECT summary FROM main.contact WHERE sensitive IS NOT NULL",
	"SELECT old FROM audit",
	"SELECT count(*) FROM audit",
	"UPDATE audit SET login = 'x'",
	"DELETE FROM audit",
	"SELECT given_by FROM consent",
	"DELETE FROM consent",
	"DELETE FROM access_grant",
	"SELECT * FROM my_register",
	"SELECT id FROM my_register WHERE name = 'x'",
	"SELECT count(*) FROM my_register",
	"SELECT 1 WHERE EXISTS (SELECT 1 FROM my_register WHERE name LIKE 'n%')",
	"WITH my_register AS (SELECT 1 AS id) SELECT id FROM my_register",
	"INSERT INTO phrase (login, text) SELECT 'x', name FROM my_register",
	"INSERT INTO binding (login, action, keys) SELECT 'x', name, 'x' FROM my_register",
	"WITH x AS (SELECT name FROM my_register) INSERT INTO phrase (login, text) SELECT 'x', name"
	" FROM x",
	"UPDATE phrase SET text = (SELECT name FROM my_register)",
	"DELETE FROM phrase WHERE text IN (SELECT name FROM my_register)",
	"INSERT INTO plan (student_id, mentor_id, kind, date, made_on) SELECT id, 1, 'talk',"
	" '2026-11-23', '2026-11-23' FROM my_register",
	"INSERT INTO access_grant (account_id, student_id, starts, ends, reason, emergency, "
	"made_at)"
	" SELECT 1, id, '2026-11-23', '2026-11-23', 'x', 1, 'then' FROM my_register"
	" RETURNING (SELECT name FROM my_register)",
	"INSERT INTO phrase (login, text) VALUES ('x', 'x') RETURNING text",
	"DROP VIEW temp.my_scope",
	"DROP TRIGGER temp.guard_access_grant",
	"INSERT INTO my_scope VALUES (74000, 1, 1)",
	"UPDATE my_standing SET standing = 0",
	"UPDATE my_account SET role = 'office'",
	/* no statement of ours, or not one alone */
	"",
	"   ",
	"-- nothing",
	"EXPLAIN SELECT * FROM my_student",
	"VALUES (1)",
	"SELECT 1; SELECT name FROM student",
	"SELECT 1; DROP TABLE student",
	";",
	"SELEKT 1",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static void expect_all_refused(const char *who)
{
	for (size_t i = 0; i < HOSTILE; i++)
		for (int writes = 0; writes < 2; writes++)
			cr_expect_not(guard_allows(s.db, hostile[i], writes),
				      "let through, as %s %s: %s", who,
				      writes ? "writing" : "reading", hostile[i]);
}

Test(model_access, hostile_text_is_not_even_prepared)
{
	expect_all_refused("the office");
	for (size_t i = 0; i < canary_people_count; i++) {
		canary_as(&s, i);
		expect_all_refused(canary_people[i].what);
	}
}

/* What the office may say and the others may not; 0: nobody who looks on. */
Test(model_access, a_role_writes_no_more_than_its_tables)
{
	static const struct {
		const char *text;
		bool teacher;
	} rows[] = {
		{ "UPDATE account SET role = 'office' WHERE id = 1", false },
		{ "INSERT INTO account (login, role) VALUES ('x', 'office')", false },
		{ "UPDATE access_grant SET ends = '2030-01-01' WHERE id = 1", false },
		{ "UPDATE setting SET value = 'x' WHERE id = 1", false },
		{ "UPDATE rule SET value = '999' WHERE id = 1", false },
		{ "INSERT INTO student (student_no, name) VALUES ('x', 'x')", false },
		{ "UPDATE assignment SET mentor_id = 1 WHERE id = 1", false },
		{ "UPDATE enrolment SET class_id = 1 WHERE id = 1", false },
		{ "INSERT INTO exemption (student_id, what, starts, ends, reason, approver)"
		  " VALUES (1, 'all', '2026-09-01', '2026-09-02', 'x', 'x')",
		  false },
		{ "UPDATE mentor SET name = 'x' WHERE id = 1", false },
		{ "DELETE FROM training WHERE id = 1", false },
		{ "UPDATE contact SET summary = 'x' WHERE id = 1", true },
		{ "UPDATE referral SET outcome = 'x' WHERE id = 1", true },
		{ "DELETE FROM plan WHERE id = 1", true },
		{ "INSERT INTO bright_spot (student_id, date, text, created_at)"
		  " VALUES (1, '2026-11-23', 'x', 'then')",
		  true },
		{ "DELETE FROM phrase WHERE id = 1", true },
	};

	for (size_t i = 0; i <= canary_people_count; i++) {
		const char *what = i ? canary_people[i - 1].what : "the office";

		if (i)
			canary_as(&s, i - 1);
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
			bool let = !i || (rows[k].teacher && s.may & MAY_RECORD);

			cr_expect_eq(guard_allows(s.db, rows[k].text, true), let, "%s: %s", what,
				     rows[k].text);
		}
		cr_expect_eq(guard_allows(s.db, "SELECT login FROM account", false), !i, "%s",
			     what);
		cr_expect_eq(guard_allows(s.db, "SELECT reason FROM access_grant", false), !i, "%s",
			     what);
	}
}

/* What is prepared or not is no accident of the list above: the like of it that we use passes. */
Test(model_access, the_like_of_it_that_we_use_is_prepared)
{
	static const struct {
		const char *text;
		bool writes;
	} rows[] = {
		{ "SELECT * FROM my_student", false },
		{ "SELECT max(date) FROM my_contact", false },
		{ "WITH x AS (SELECT name FROM my_student) SELECT * FROM x", false },
		{ "SELECT name FROM mentor UNION SELECT name FROM my_student", false },
		{ "PRAGMA data_version", false },
		{ "SELECT replace(name, 'a', 'b') FROM my_student", false },
		{ "UPDATE referral SET outcome = 'x' WHERE id = 1 AND rev = 1", true },
		{ "DELETE FROM plan WHERE id = 1 AND rev = 1", true },
		{ "INSERT INTO access_grant (account_id, student_id, starts, ends, reason, "
		  "emergency, made_at) SELECT 1, id, '2026-11-23', '2026-11-23', 'x', 1, 'then'"
		  " FROM my_register WHERE student_no = 'x'",
		  true },
		{ "SELECT 1;", false },
	};

	school_as(&s, 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect(guard_allows(s.db, rows[i].text, rows[i].writes), "%s", rows[i].text);
		cr_expect_eq(guard_allows(s.db, rows[i].text, false), !rows[i].writes, "%s",
			     rows[i].text);
	}
}

/* ------------------------------------------------------------------------- the page */

static void say_rights(struct buf *out, unsigned may)
{
	static const struct {
		unsigned may;
		const char *words;
	} words[] = { { MAY_READ, "read" },
		      { MAY_READ_NOTES, "read notes" },
		      { MAY_RECORD, "record" },
		      { MAY_EDIT_PEOPLE, "edit people" },
		      { MAY_ASSIGN, "assign" },
		      { MAY_IMPORT, "import" },
		      { MAY_RUN_YEAR, "run the year" },
		      { MAY_ACCOUNTS, "accounts" },
		      { MAY_BREAK_GLASS, "break glass" },
		      { MAY_CHOICES, "choices" } };
	const char *between = "";

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!(may & words[i].may))
			continue;
		buf_printf(out, "%s%s", between, words[i].words);
		between = ", ";
		may &= ~words[i].may;
	}
	cr_expect_eq(may, 0, "a right without a word here");
}

Test(model_access, the_page_says_what_the_table_says)
{
	static const char *const whose[] = { "everybody's", "one's own",
					     "one's own and the class's",
					     "one's own and the grade's" };
	static const char *const notes[] = { "all", "all but sensitive ones", "those a grant opens",
					     "none" };
	static const char *const persons[] = { "whole", "named", "numbered" };
	FILE *f = fopen("docs/access.md", "r");
	struct buf line = { 0 };
	char read[400];
	size_t i = 0;

	cr_assert(f);
	while (fgets(read, sizeof read, f)) {
		const struct access *a = access_role(i);

		if (!i && !strstr(read, "| office |"))
			continue;
		if (!a)
			break;
		buf_clear(&line);
		buf_printf(&line, "| %s | %s | %s | %s | ", a->role, whose[a->scope],
			   notes[a->notes], persons[a->persons]);
		say_rights(&line, a->may);
		buf_text(&line, " |\n");
		cr_expect_str_eq(read, buf_str(&line));
		cr_expect(*a->label && *a->denial);
		i++;
	}
	cr_expect_eq(i, 6);
	cr_expect_null(access_role(i));
	fclose(f);
	buf_release(&line);
}
