/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written down of what is done, what the chain shows, and what a purge leaves. */
#include "model/audit.h"

#include <criterion/criterion.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/door.h"
#include "db/file.h"
#include "expect.h"
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

TestSuite(model_audit, .init = begin, .fini = end);

/* Two students with a mentor each, a talk with either. */
static void fill(void)
{
	for (int n = 1; n <= 2; n++) {
		school_add_mentor(&s, n);
		school_add_student(&s, n, "六(1)", NULL);
		school_lead(&s, n, n, NULL);
		school_contact(&s, "talk", n, n, SCHOOL_TODAY);
	}
}

static const char *faults(void)
{
	static char text[300];
	struct rowset set;
	size_t len = 0;

	MUST(audit_verify(&s, &set, &e), e);
	*text = '\0';
	for (size_t i = 0; i < set.count && i < 6; i++) {
		const struct audit_fault *f = rowset_at(&set, i);

		len += (size_t)snprintf(text + len, sizeof text - len, "%s%lld %s", i ? ", " : "",
					(long long)f->id, f->fault);
	}
	rowset_release(&set);
	return text;
}

static int64_t rows(const char *where)
{
	char query[800];

	snprintf(query, sizeof query, "SELECT count(*) FROM audit WHERE %s", where);
	return file_int("school.db", query);
}

/* ------------------------------------------------------------------ what is written */

Test(model_audit, what_no_trigger_sees_is_written_by_its_name)
{
	static const struct {
		const char *action, *name, *reason;
		int64_t row, student;
	} cases[] = {
		{ "login", "", NULL, 0, 0 },
		{ "refuse", "import", "not for you", 0, 0 },
		{ "export", "students", "12 class=六(1)", 0, 0 },
		{ "read", "referral", NULL, 7, 9 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char where[700];

		MUST(audit_write(&s,
				 &(struct audit_entry){ cases[i].action, cases[i].name,
							cases[i].row, cases[i].student,
							cases[i].reason },
				 &e),
		     e);
		snprintf(where, sizeof where,
			 "action = '%s' AND name = '%s' AND reason IS %s%s%s AND login = '%s' "
			 "AND role = 'office' AND source = '%s' AND coalesce(row_id, 0) = %d "
			 "AND coalesce(student_id, 0) = %d",
			 cases[i].action, cases[i].name, cases[i].reason ? "'" : "",
			 cases[i].reason ? cases[i].reason : "NULL", cases[i].reason ? "'" : "",
			 s.login, s.source, (int)cases[i].row, (int)cases[i].student);
		cr_expect_eq(rows(where), 1, "%s", where);
	}
	cr_expect_str_eq(faults(), "");
}

Test(model_audit, opening_a_record_is_written_down_where_it_is_sensitive)
{
	fill();
	MUST(audit_opened(&s, "contact", 1, &e), e);
	cr_expect_eq(rows("action = 'read'"), 0);
	school_script(&s, "UPDATE contact SET sensitive = 'family' WHERE id = 1;"
			  "INSERT INTO referral (id, student_id, mentor_id, department_id, date, "
			  "due, sensitive) VALUES (5, 2, 2, 1, '2026-11-20', '2026-12-04', "
			  "'psychological')");
	for (int i = 0; i < 3; i++) {
		MUST(audit_opened(&s, "contact", 1, &e), e);
		MUST(audit_opened(&s, "contact", 2, &e), e);
		MUST(audit_opened(&s, "referral", 5, &e), e);
	}
	cr_expect_eq(rows("action = 'read'"), 2, "once in a session");
	cr_expect_eq(rows("action = 'read' AND name = 'contact' AND student_id = 1"), 1);
	cr_expect_eq(rows("action = 'read' AND name = 'referral' AND student_id = 2"), 1);
	school_on(&s, SCHOOL_TODAY);
	MUST(audit_opened(&s, "contact", 1, &e), e);
	cr_expect_eq(rows("action = 'read'"), 3);
}

Test(model_audit, an_export_says_how_many_and_which)
{
	MUST(audit_export(&s, "students", 0, 12, "class=六(1)", &e), e);
	MUST(audit_export(&s, "mentors", 0, 3, "", &e), e);
	cr_expect_eq(rows("action = 'export' AND name = 'students' AND reason = '12 class=六(1)'"),
		     1);
	cr_expect_eq(rows("action = 'export' AND name = 'mentors' AND reason = '3'"), 1);
}

Test(model_audit, a_clock_that_went_back_is_told)
{
	int64_t behind = -1;

	MUST(audit_login(&s, &behind, &e), e);
	cr_expect_eq(rows("action = 'clock'"), 0);
	cr_expect_eq(behind, 0);
	/* as a machine wrote it that was a day ahead */
	school_script(&s, "DROP TRIGGER keep_audit_update; UPDATE audit "
			  "SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+1 day') "
			  "WHERE id = (SELECT max(id) FROM audit)");
	MUST(audit_login(&s, &behind, &e), e);
	cr_expect(behind > 86000 && behind <= 86400, "%lld", (long long)behind);
	cr_expect_eq(rows("action = 'clock' AND reason BETWEEN '86000' AND '86400'"), 1);
	cr_expect_eq(rows("action = 'login'"), 2);
}

Test(model_audit, where_nothing_can_be_written_nothing_is)
{
	int64_t before = rows("1"), behind;

	s.read_only = true;
	MUST(audit_export(&s, "students", 0, 12, "", &e), e);
	MUST(audit_login(&s, &behind, &e), e);
	cr_expect_eq(rows("1"), before);
}

/* -------------------------------------------------------------------------- the chain */

/* By libsodium and the description in docs/audit.md, and not by the program. */
static void add(crypto_generichash_state *hash, int type, const void *bytes, int64_t number)
{
	unsigned char head[9] = { (unsigned char)type };

	for (int i = 1; i < 9; i++, number >>= 8)
		head[i] = (unsigned char)number;
	crypto_generichash_update(hash, head, 9);
	if (bytes)
		crypto_generichash_update(hash, bytes,
					  (unsigned long long)head[1] + head[2] * 256U);
}

static void add_column(crypto_generichash_state *hash, sqlite3_stmt *stmt, int i)
{
	int type = sqlite3_column_type(stmt, i);
	const void *bytes = type == SQLITE_INTEGER ? NULL : sqlite3_column_blob(stmt, i);

	add(hash, type, bytes,
	    type == SQLITE_INTEGER ? sqlite3_column_int64(stmt, i) : sqlite3_column_bytes(stmt, i));
}

static void expect_digest(sqlite3_stmt *stmt, const unsigned char *before, int from, int to, int at)
{
	unsigned char out[32];
	crypto_generichash_state hash;

	crypto_generichash_init(&hash, NULL, 0, 32);
	if (before)
		add(&hash, SQLITE_BLOB, before, 32);
	for (int i = from; i <= to; i++)
		add_column(&hash, stmt, i);
	crypto_generichash_final(&hash, out, 32);
	cr_expect_arr_eq(out, sqlite3_column_blob(stmt, at), 32, "row %lld, column %d",
			 (long long)sqlite3_column_int64(stmt, 4), at);
}

Test(model_audit, the_chain_is_as_it_is_described)
{
	sqlite3 *handle;
	sqlite3_stmt *stmt;
	unsigned char before[32] = { 0 };
	int count = 0;

	fill();
	handle = raw_open(scratch_path("school.db"));
	sqlite3_prepare_v2(handle,
			   "SELECT salt, old, new, reason, id, at, login, role, source, action, "
			   "name, row_id, student_id, contact_id, digest, link FROM audit "
			   "ORDER BY id",
			   -1, &stmt, NULL);
	for (; sqlite3_step(stmt) == SQLITE_ROW; count++) {
		expect_digest(stmt, NULL, 0, 3, 14);
		expect_digest(stmt, before, 4, 14, 15);
		memcpy(before, sqlite3_column_blob(stmt, 15), 32);
	}
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	cr_expect_gt(count, 20);
}

#define TAMPER(what) "DROP TRIGGER keep_audit_update; DROP TRIGGER keep_audit_delete;" what

Test(model_audit, whatever_is_tampered_with_shows_where)
{
	static const struct {
		const char *script, *shows;
	} cases[] = {
		{ "UPDATE audit SET new = '{}' WHERE id = 9", "9 content" },
		{ "UPDATE audit SET reason = 'x' WHERE id = 9", "9 content" },
		{ "UPDATE audit SET salt = zeroblob(16) WHERE id = 9", "9 content" },
		{ "UPDATE audit SET digest = zeroblob(32) WHERE id = 9", "9 link" },
		{ "UPDATE audit SET login = 'x' WHERE id = 9", "9 link" },
		{ "UPDATE audit SET at = '2026-01-01T00:00:00Z' WHERE id = 9", "9 link" },
		{ "UPDATE audit SET student_id = 77 WHERE id = 9", "9 link" },
		{ "UPDATE audit SET link = zeroblob(32) WHERE id = 9", "9 link, 10 link" },
		/* made to fit itself, it does not fit the next one */
		{ "UPDATE audit SET new = '{}', digest = chain_digest(salt, old, '{}', reason) "
		  "WHERE id = 9;"
		  "UPDATE audit SET link = chain_link((SELECT link FROM audit WHERE id = 8), id, "
		  "at, login, role, source, action, name, row_id, student_id, contact_id, digest) "
		  "WHERE id = 9",
		  "10 link" },
		{ "DELETE FROM audit WHERE id = 9", "10 gap" },
		{ "DELETE FROM audit WHERE id <= 9", "10 gap" },
		{ "UPDATE audit SET id = CASE id WHEN 9 THEN -9 ELSE 9 END WHERE id IN (9, 10);"
		  "UPDATE audit SET id = 10 WHERE id = -9",
		  "9 link, 10 link, 11 link" },
		{ "UPDATE audit SET id = -id WHERE id >= 9; UPDATE audit SET id = 1 - id "
		  "WHERE id < 0; INSERT INTO audit SELECT 9, rev, at, login, role, source, action,"
		  "name, row_id, student_id, contact_id, old, new, reason, salt, digest, link "
		  "FROM audit WHERE id = 8",
		  "9 link, 10 link, 11 link, 12 link, 13 link, 14 link" },
		{ "UPDATE audit SET salt = NULL, old = NULL, new = NULL WHERE id = 9",
		  "9 emptied" },
	};

	fill();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf script = { 0 }, kept = { 0 };

		scratch_read("school.db", &kept);
		buf_printf(&script, "%s %s", TAMPER(""), cases[i].script);
		cr_expect_str_eq(faults(), "");
		school_script(&s, buf_str(&script));
		cr_expect_str_eq(faults(), cases[i].shows, "%s: %s", cases[i].script, faults());
		session_close(&s);
		scratch_write("school.db", kept.at, kept.len);
		MUST(session_open(&s, scratch_path("school.db"), 20780, &e), e);
		buf_release(&script);
		buf_release(&kept);
	}
}

/* What is taken off the end leaves a chain that is whole: the head tells, kept elsewhere. */
Test(model_audit, the_last_row_taken_away_shows_by_the_head_alone)
{
	struct audit_head before, after;

	fill();
	MUST(audit_head(&s, &before, &e), e);
	cr_expect_eq(before.count, rows("1"));
	cr_expect_eq(strlen(before.link), 64U);
	school_script(&s, TAMPER("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)"));
	cr_expect_str_eq(faults(), "");
	MUST(audit_head(&s, &after, &e), e);
	cr_expect_eq(after.count, before.count - 1);
	cr_expect_str_neq(after.link, before.link);
	/* nor does writing on bring it back */
	MUST(audit_write(&s, &(struct audit_entry){ .action = "login", .name = "" }, &e), e);
	MUST(audit_head(&s, &after, &e), e);
	cr_expect_eq(after.count, before.count);
	cr_expect_str_neq(after.link, before.link);
}

/* -------------------------------------------------------------------------- the purge */

/* As the purge of the records ends. */
static bool erase(int64_t student)
{
	const struct audit_entry done = {
		.action = "purge", .name = "student", .row_id = student, .student_id = student
	};

	return db_audit_erase(s.db, student, &e) && audit_write(&s, &done, &e);
}

static void purge(int64_t student)
{
	MUST(door_enter(s.db, &e), e);
	MUST(door_leave(s.db, erase(student), &e), e);
}

Test(model_audit, a_purge_leaves_the_chain_and_nothing_of_the_student)
{
	int64_t one, other, all;
	struct audit_head before, after;

	fill();
	MUST(audit_export(&s, "students", 0, 2, "", &e), e);
	one = school_student(&s, 1);
	other = school_student(&s, 2);
	all = rows("1");
	MUST(audit_head(&s, &before, &e), e);
	/* as the purge of the records does it */
	school_script(&s, "DELETE FROM contact_student WHERE student_id = 1;"
			  "DELETE FROM contact WHERE id = 1; DELETE FROM assignment "
			  "WHERE student_id = 1; DELETE FROM enrolment WHERE student_id = 1;"
			  "DELETE FROM student WHERE id = 1");
	cr_assert_eq(one, 1);
	purge(one);
	cr_expect_str_eq(faults(), "");
	cr_expect_gt(rows("1"), all, "rows stay");
	cr_expect_eq(rows("student_id = 1 AND coalesce(old, new) IS NOT NULL"), 0);
	cr_expect_eq(rows("contact_id = 1 AND coalesce(old, new) IS NOT NULL"), 0);
	cr_expect_eq(rows("old || coalesce(new, '') LIKE '%学生1%' OR new LIKE '%学生1%'"), 0);
	cr_expect_gt(rows("student_id = 2 AND new LIKE '%学生2%'"), 0);
	cr_expect_eq(rows("contact_id = 2 AND new IS NULL"), 0, "%d", (int)other);
	cr_expect_eq(rows("action = 'purge' AND student_id = 1"), 1);
	cr_expect_eq(rows("action = 'export' AND reason = '2'"), 1);
	MUST(audit_head(&s, &after, &e), e);
	cr_expect_str_neq(after.link, before.link);
}

/* A talk with two belongs to the other one too, until that one is purged as well. */
Test(model_audit, what_is_also_another_students_stays)
{
	fill();
	school_script(&s, "INSERT INTO contact_student (contact_id, student_id, school_year_id, "
			  "kind, date, mentor_id, withdrawn) SELECT contact_id, 2, school_year_id, "
			  "kind, date, mentor_id, withdrawn FROM contact_student WHERE "
			  "contact_id = 1");
	purge(1);
	cr_expect_eq(rows("name = 'contact' AND row_id = 1 AND new IS NULL"), 0);
	school_script(&s, "DELETE FROM contact_student; DELETE FROM contact");
	purge(2);
	purge(1);
	cr_expect_eq(rows("name = 'contact' AND coalesce(old, new) IS NOT NULL"), 0);
	cr_expect_str_eq(faults(), "");
}

Test(model_audit, only_a_purge_empties_a_row)
{
	fill();
	MUST(door_enter(s.db, &e), e);
	cr_expect_not(door_leave(s.db, erase(1) && err_set(&e, ERR_DB, "%s", "given up"), &e));
	cr_expect_str_eq(faults(), "");
	cr_expect_eq(rows("student_id = 1 AND salt IS NULL"), 0);
	cr_expect_not(erase(1), "outside the door");
}

/* ------------------------------------------------------------------------- the sight */

Test(model_audit, a_mentor_sees_the_history_of_own_students_alone)
{
	struct rowset set;
	struct audit_head head;

	fill();
	school_script(&s, "UPDATE contact SET summary = 'of 1', rev = 2 WHERE id = 1;"
			  "UPDATE contact SET summary = 'of 2', rev = 2 WHERE id = 2;"
			  "UPDATE contact SET summary = 'x', sensitive = 'family', rev = 3 "
			  "WHERE id = 1;"
			  "UPDATE contact SET sensitive = NULL, rev = 4 WHERE id = 1");
	MUST(audit_list(&s, &(struct audit_filter){ .student = 2 }, &set, &e), e);
	cr_expect(strstr(rows_field(&set, "after"), "of 2"));
	cr_expect_not(strstr(rows_field(&set, "after"), "of 1"));
	rowset_release(&set);
	school_as(&s, 2);
	MUST(audit_list(&s, &(struct audit_filter){ 0 }, &set, &e), e);
	cr_expect(strstr(rows_field(&set, "after"), "of 2"));
	for (size_t i = 0; i < set.count; i++) {
		const struct audit_row *row = rowset_at(&set, i);

		cr_expect(row->student == 2 || row->contact == 2, "%s %lld", row->name,
			  (long long)row->row);
	}
	rowset_release(&set);
	school_as(&s, 1);
	MUST(audit_list(&s, &(struct audit_filter){ .student = 1 }, &set, &e), e);
	cr_expect_gt(set.count, 4);
	cr_expect(strstr(rows_field(&set, "after"), "of 1"), "the lead mentor reads such notes");
	rowset_release(&set);
	school_script(&s, "UPDATE assignment SET role = 'co' WHERE student_id = 1");
	MUST(audit_list(&s, &(struct audit_filter){ .student = 1 }, &set, &e), e);
	cr_expect_gt(set.count, 4);
	cr_expect_not(strstr(rows_field(&set, "after"), "of 1"), "it was sensitive once");
	rowset_release(&set);
	REFUSED(audit_head(&s, &head, &e), &e, ERR_DENIED, "", "");
	REFUSED(audit_verify(&s, &set, &e), &e, ERR_DENIED, "", "");
	rowset_release(&set);
}

Test(model_audit, a_month_is_counted_by_who_and_what)
{
	struct rowset set;
	char month[8];

	for (int i = 0; i < 3; i++)
		MUST(audit_export(&s, "students", 0, 1, "", &e), e);
	MUST(audit_write(&s, &(struct audit_entry){ .action = "refuse", .name = "import" }, &e), e);
	school_add_student(&s, 1, "六(1)", NULL);
	school_script(&s,
		      "INSERT INTO access_grant (account_id, student_id, starts, ends, reason, "
		      "emergency, made_at) VALUES (1, 1, '2026-11-23', '2026-11-24', 'fire', 1, "
		      "'2026-11-23T00:00:00Z')");
	snprintf(month, sizeof month, "%s",
		 file_text("school.db", "SELECT strftime('%Y-%m', 'now', 'localtime')"));
	MUST(audit_month(&s, month, &set, &e), e);
	cr_expect_eq(rows("action = 'export'"), 3);
	cr_expect(strstr(rows_field(&set, "deed"), "export"), "%s", rows_field(&set, "deed"));
	cr_expect(strstr(rows_field(&set, "deed"), "emergency"), "%s", rows_field(&set, "deed"));
	cr_expect(strstr(rows_field(&set, "count"), "3"));
	rowset_release(&set);
	MUST(audit_month(&s, "2019-01", &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
}
