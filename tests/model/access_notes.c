/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that not everybody reads, records that one reads and does not write, and emergencies. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "canary.h"
#include "db/db_private.h"
#include "db/door.h"
#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
#include "model/contact.h"
#include "model/guardian.h"
#include "model/referral.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* What canary.h tells of the rows of student 73, and the people at work. */
enum { TALK = 73005, SECRET = 73015, SECRET_REFERRAL = 73017, SHARED_SECRET = 80003 };
enum { MENTOR_1, MENTOR_2, CLASS_TEACHER = 4, PRINCIPAL = 7, GRANTED_PRINCIPAL, INSPECTOR };

static void begin(void)
{
	canary_begin(&s);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_access_notes, .init = begin, .fini = end);

static void expect_contact(int64_t id, const char *summary, const char *sensitive)
{
	static const struct sql look = { "test.look",
					 "SELECT rev, coalesce(summary, '-') || ' ' || "
					 "coalesce(sensitive, '-') AS both FROM my_contact WHERE "
					 "id = :id",
					 false };
	struct buf wanted = { 0 };
	struct cursor c;

	buf_printf(&wanted, "%s %s", summary, sensitive);
	cr_assert(cursor_open(&c, s.db, &look, WITH(INT("id", id)), &e), "%s", e.detail);
	cr_expect(cursor_next(&c), "%d is not there", (int)id);
	cr_expect_str_eq(cursor_text(&c, 1), buf_str(&wanted), "%d: %s", (int)id,
			 cursor_text(&c, 1));
	cursor_close(&c);
	buf_release(&wanted);
}

/* --------------------------------------------------------------------- who reads */

/* The row is there for whoever sees the student, so that what was done is counted. */
Test(model_access_notes, a_masked_note_leaves_its_row)
{
	expect_contact(SECRET, "s73800", "family");
	canary_as(&s, MENTOR_2); /* leads the student */
	expect_contact(SECRET, "s73800", "family");
	canary_as(&s, MENTOR_1); /* is co-mentor */
	expect_contact(SECRET, "-", "family");
	expect_contact(TALK, "s73700", "-");
	canary_as(&s, CLASS_TEACHER);
	expect_contact(74015, "-", "family");
	expect_contact(74005, "s74700", "-");
	canary_as(&s, PRINCIPAL);
	expect_contact(TALK, "-", "-");
	expect_contact(SECRET, "-", "-");
	canary_as(&s, GRANTED_PRINCIPAL);
	expect_contact(72015, "s72800", "family");
	expect_contact(72005, "s72700", "-");
	canary_as(&s, INSPECTOR);
	expect_contact(72005, "-", "-");
}

/* What is about two students is for who may read of both. */
Test(model_access_notes, a_sensitive_note_about_two_is_for_who_leads_both)
{
	expect_contact(SHARED_SECRET, "71800 73800", "psychological");
	canary_as(&s, MENTOR_1);
	expect_contact(SHARED_SECRET, "-", "psychological");
	canary_as(&s, MENTOR_2);
	expect_contact(SHARED_SECRET, "-", "psychological");
	school_script(&s, "UPDATE assignment SET role = 'co' WHERE student_id = 73000;"
			  "UPDATE assignment SET role = 'lead' WHERE student_id = 73000 AND "
			  "mentor_id = 1");
	canary_as(&s, MENTOR_1);
	expect_contact(SHARED_SECRET, "71800 73800", "psychological");
}

Test(model_access_notes, lists_count_alike_with_and_without_notes)
{
	struct contact_filter all = { 0 };
	struct rowset set;
	size_t office, masked;

	MUST(contact_list(&s, &all, &set, &e), e);
	office = set.count;
	rowset_release(&set);
	canary_as(&s, PRINCIPAL);
	MUST(contact_list(&s, &all, &set, &e), e);
	masked = set.count;
	rowset_release(&set);
	cr_expect_eq(masked, office);
}

Test(model_access_notes, an_inspector_sees_numbers_and_nobodys_phone)
{
	struct rowset set;

	canary_as(&s, INSPECTOR);
	MUST(student_get(&s, 71000, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "name"), "no71000");
	cr_expect_str_eq(row_field(&set, 0, "address"), "-");
	cr_expect_str_eq(row_field(&set, 0, "guardian_name"), "-");
	cr_expect_str_eq(row_field(&set, 0, "guardian_phone"), "-");
	rowset_release(&set);
	canary_as(&s, PRINCIPAL);
	MUST(student_get(&s, 71000, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "name"), "name71500");
	cr_expect_str_eq(row_field(&set, 0, "guardian_name"), "guardian71500");
	cr_expect_str_eq(row_field(&set, 0, "guardian_phone"), "-");
	rowset_release(&set);
}

/* A column that is added is shown to everybody until it is said here that it may be, or masked. */
Test(model_access_notes, every_text_about_a_student_is_masked_or_known_to_be_plain)
{
	static const char plain[] =
		"student.student_no student.sex student.missing_since enrolment.starts "
		"enrolment.ends guardian.relation assignment.role assignment.starts "
		"assignment.ends exemption.what exemption.starts exemption.ends "
		"exemption.approver referral.date referral.due referral.closed_on plan.kind "
		"plan.date plan.time plan.made_on bright_spot.date bright_spot.created_at "
		"consent.covers consent.given_on consent.withdrawn_on contact_student.kind "
		"contact_student.date contact.kind contact.date contact.mode "
		"absence.starts absence.ends contact.created_at delivery.party delivery.date "
		"delivery.way change_request.asked_on change_request.to_says change_request.to_on "
		"change_request.from_says change_request.from_on change_request.state "
		"change_request.closed_on ";
	const char *columns = file_text(
		"school.db",
		"SELECT group_concat(t.column1 || '.' || c.name, ' ') FROM (VALUES ('student'),"
		" ('enrolment'), ('guardian'), ('assignment'), ('exemption'), ('referral'),"
		" ('plan'), ('bright_spot'), ('consent'), ('absence'), ('contact_student'), "
		"('contact'), ('change_request'),"
		" ('delivery')) t JOIN pragma_table_info(t.column1) c WHERE c.type = 'TEXT'");
	struct buf view = { 0 }, word = { 0 };

	canary_as(&s, INSPECTOR);
	guard_set(s.db, NULL);
	for (const char *at = columns; *at;) {
		size_t len = strcspn(at, " ");
		const char *dot = strchr(at, '.');
		sqlite3_stmt *stmt;
		bool masked;

		buf_clear(&view);
		buf_printf(&view,
			   "SELECT instr(sql, ' AS %.*s') FROM sqlite_temp_schema WHERE name"
			   " = 'my_%.*s'",
			   (int)(at + len - dot - 1), dot + 1, (int)(dot - at), at);
		cr_assert_eq(sqlite3_prepare_v2(s.db->handle, buf_str(&view), -1, &stmt, NULL),
			     SQLITE_OK);
		cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
		masked = sqlite3_column_int(stmt, 0) > 0;
		sqlite3_finalize(stmt);
		buf_clear(&word);
		buf_printf(&word, "%.*s ", (int)len, at);
		cr_expect_eq(masked, !strstr(plain, buf_str(&word)), "%s", buf_str(&word));
		at += len + (at[len] == ' ');
	}
	buf_release(&view);
	buf_release(&word);
}

/* -------------------------------------------------------------------- who writes */

Test(model_access_notes, what_one_may_not_read_is_not_written_over)
{
	struct rowset set;
	struct contact c;
	struct referral r;

	canary_as(&s, MENTOR_1);
	MUST(contact_get(&s, SECRET, &set, &e), e);
	c = *(const struct contact *)rowset_at(&set, 0);
	c.date = "2026-11-19";
	REFUSED(contact_save(&s, &c, &e), &e, ERR_DENIED, "", "This record is sensitive");
	REFUSED(contact_withdraw(&s, SECRET, 1, &e), &e, ERR_DENIED, "",
		"This record is sensitive");
	rowset_release(&set);
	MUST(referral_get(&s, SECRET_REFERRAL, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "notes"), "-");
	r = *(const struct referral *)rowset_at(&set, 0);
	r.due = "2026-12-20";
	REFUSED(referral_save(&s, &r, &e), &e, ERR_DENIED, "", "This referral is sensitive");
	rowset_release(&set);
	cr_expect_str_eq(file_text("school.db", "SELECT summary FROM contact WHERE id = 73015"),
			 "s73800");
}

/* A co-mentor may hand such a note over, and does not get it back. */
Test(model_access_notes, a_co_mentor_may_write_a_sensitive_note)
{
	static const struct sql add = {
		"test.add",
		"INSERT INTO contact (id, school_year_id, kind, date, mentor_id, summary,"
		" created_at, sensitive) VALUES (90001, 2026, 'talk', '2026-11-20', 1, 'x', 'then',"
		" 'family')",
		true
	};
	static const struct sql with = {
		"test.with",
		"INSERT INTO contact_student (contact_id, student_id, school_year_id, kind, date,"
		" mentor_id, withdrawn) VALUES (90001, 73000, 2026, 'talk', '2026-11-20', 1, 0)",
		true
	};

	canary_as(&s, MENTOR_1);
	MUST(door_enter(s.db, &e), e);
	MUST(door_leave(s.db,
			db_run(s.db, &add, NULL, NULL, &e) && db_run(s.db, &with, NULL, NULL, &e),
			&e),
	     e);
	expect_contact(90001, "-", "family");
	canary_as(&s, MENTOR_2);
	expect_contact(90001, "x", "family");
}

Test(model_access_notes, a_class_is_read_and_ones_own_are_written)
{
	struct contact c = {
		.kind = "talk", .date = SCHOOL_TODAY, .mentor_id = 1, .student_ids = "74000"
	};

	canary_as(&s, CLASS_TEACHER);
	REFUSED(contact_save(&s, &c, &e), &e, ERR_DENIED, "",
		"You may read this student's records");
	c.student_ids = "71000 74000";
	REFUSED(contact_save(&s, &c, &e), &e, ERR_DENIED, "",
		"You may read this student's records");
	c.student_ids = "71000";
	MUST(contact_save(&s, &c, &e), e);
}

/* ------------------------------------------------------------------ emergencies */

#define GRANT(columns, values)                                                                     \
	"INSERT INTO access_grant (account_id, student_id, starts, ends, reason, emergency, "      \
	"made_at" columns ") SELECT " values " FROM my_register WHERE student_no = 'no74000'"

static bool take(const struct sql *sql, int64_t *rows)
{
	return door_enter(s.db, &e) && door_leave(s.db, db_run(s.db, sql, NULL, rows, &e), &e);
}

Test(model_access_notes, in_an_emergency_one_finds_a_student_by_number)
{
	static const struct sql grant = {
		"test.grant", GRANT("", "1, id, '2026-11-23', '2026-11-30', 'x', 1, 'then'"), true
	};
	int64_t rows;
	bool changed;

	canary_as(&s, MENTOR_1);
	MUST(take(&grant, &rows), e);
	cr_expect_eq(rows, 1);
	MUST(session_renew(&s, &changed, &e), e);
	cr_expect(changed);
	expect_contact(74005, "s74700", "-");
	expect_contact(74015, "-", "family");
}

Test(model_access_notes, an_emergency_opens_no_more_than_that)
{
	static const struct sql grants[] = {
		{ "another's account",
		  GRANT("", "2, id, '2026-11-23', '2026-11-30', 'x', 1, 'then'"), true },
		{ "too long", GRANT("", "1, id, '2026-11-23', '2026-12-01', 'x', 1, 'then'"),
		  true },
		{ "not from today", GRANT("", "1, id, '2026-11-22', '2026-11-30', 'x', 1, 'then'"),
		  true },
		{ "no emergency",
		  GRANT(", approver", "1, id, '2026-11-23', '2026-11-30', 'x', 0, 'then', 'x'"),
		  true },
		{ "seen already",
		  GRANT(", seen_by", "1, id, '2026-11-23', '2026-11-30', 'x', 1, 'then', 'x'"),
		  true },
		{ "a class",
		  "INSERT INTO access_grant (account_id, class_id, starts, ends, reason, emergency,"
		  " made_at) VALUES (1, 2, '2026-11-23', '2026-11-30', 'x', 1, 'then')",
		  true },
		{ "a grade",
		  "INSERT INTO access_grant (account_id, grade, starts, ends, reason, emergency,"
		  " made_at) VALUES (1, 6, '2026-11-23', '2026-11-30', 'x', 1, 'then')",
		  true },
	};
	static const int people[] = { MENTOR_1, CLASS_TEACHER };

	for (size_t k = 0; k < 2; k++) {
		canary_as(&s, (size_t)people[k]);
		for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
			cr_expect_not(take(&grants[i], NULL), "%s", grants[i].name);
			cr_expect_eq(e.kind, ERR_DENIED, "%s: %s", grants[i].name, e.text);
		}
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM access_grant"), 0);
}

Test(model_access_notes, who_looks_on_has_no_emergencies)
{
	static const struct sql grant = {
		"test.grant", GRANT("", "1, id, '2026-11-23', '2026-11-30', 'x', 1, 'then'"), true
	};
	static const int people[] = { PRINCIPAL, INSPECTOR };

	for (size_t k = 0; k < 2; k++) {
		canary_as(&s, (size_t)people[k]);
		REFUSED(take(&grant, NULL), &e, ERR_DENIED, "", "");
	}
}
