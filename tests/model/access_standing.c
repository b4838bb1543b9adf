/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is changed about an account while its session runs, and before it begins. */
#include <criterion/criterion.h>
#include <string.h>

#include "canary_private.h"
#include "db/file.h"
#include "expect.h"
#include "model/bright_spot.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

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

TestSuite(model_access_standing, .init = begin, .fini = end);

static size_t students(void)
{
	struct rowset set;
	size_t count;

	MUST(student_list(&s, &set, &e), e);
	count = set.count;
	rowset_release(&set);
	return count;
}

static bool renewed(void)
{
	bool changed;

	MUST(session_renew(&s, &changed, &e), e);
	return changed;
}

static bool note(int64_t student)
{
	struct bright_spot b = { .date = SCHOOL_TODAY, .text = "x" };

	return bright_spot_save(&s, &student, 1, &b, &e);
}

/* As another session does it. */
static void meanwhile(const char *script)
{
	file_script("school.db", script);
}

/* ------------------------------------------------------------------ before it begins */

Test(model_access_standing, a_locked_account_is_refused_and_written_down)
{
	canary_as(&s, 0);
	session_close(&s);
	meanwhile("UPDATE account SET locked = 1 WHERE id = 1");
	REFUSED(session_open(&s, scratch_path("school.db"), date_from_civil(2026, 11, 23), &e), &e,
		ERR_DENIED, "", "is locked. Ask the office.");
	cr_expect_null(s.db);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'refuse' AND "
					   "name = 'account' AND role = 'mentor'"),
		     1);
}

/* ------------------------------------------------------------------- while it runs */

Test(model_access_standing, nothing_new_is_no_change)
{
	for (size_t i = 0; i < canary_people_count; i++) {
		canary_as(&s, i);
		cr_expect_not(renewed(), "%s", canary_people[i].what);
		meanwhile("UPDATE setting SET rev = rev + 1");
		cr_expect_not(renewed(), "%s", canary_people[i].what);
	}
}

Test(model_access_standing, what_changes_is_seen_when_it_is_renewed)
{
	static const struct {
		const char *what, *script;
		size_t before, after;
	} rows[] = {
		{ "a student goes to another",
		  "UPDATE assignment SET ends = '2026-11-22'"
		  " WHERE student_id = 71000 AND mentor_id = 1",
		  3, 2 },
		{ "a student comes",
		  "INSERT INTO assignment (student_id, mentor_id, role, starts)"
		  " VALUES (75000, 1, 'co', '2026-11-23')",
		  3, 4 },
		{ "a grant",
		  "INSERT INTO access_grant (account_id, grade, starts, ends, reason,"
		  " approver, made_at) VALUES (1, 7, '2026-11-23', '2026-11-23', 'x',"
		  " 'x', 'then')",
		  3, 4 },
		{ "another's grant",
		  "INSERT INTO access_grant (account_id, grade, starts, ends, reason, approver,"
		  " made_at) VALUES (2, 7, '2026-11-23', '2026-11-23', 'x', 'x', 'then')",
		  3, 3 },
		{ "another role",
		  "UPDATE account SET role = 'class_teacher', class_id = 2,"
		  " rev = rev + 1 WHERE id = 1",
		  3, 5 },
		{ "the head of a grade",
		  "UPDATE account SET role = 'grade_head', grade = 7, rev = rev + 1 WHERE id = 1",
		  3, 4 },
		{ "the office", "UPDATE account SET role = 'office', rev = rev + 1 WHERE id = 1", 3,
		  6 },
		{ "another mentor", "UPDATE account SET mentor_id = 3, rev = rev + 1 WHERE id = 1",
		  3, 1 },
		{ "no mentor", "UPDATE account SET mentor_id = NULL, rev = rev + 1 WHERE id = 1", 3,
		  0 },
		{ "former students are seen",
		  "INSERT INTO rule (school_year_id, name, value) VALUES (2026, 'former_days', "
		  "'9');"
		  "INSERT INTO assignment (student_id, mentor_id, role, starts, ends)"
		  " VALUES (76000, 1, 'co', '2026-09-01', '2026-11-20')",
		  3, 4 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		school_end(&s);
		canary_begin(&s);
		canary_as(&s, 0);
		cr_expect_eq(students(), rows[i].before, "%s", rows[i].what);
		meanwhile(rows[i].script);
		cr_expect_eq(renewed(), rows[i].before != rows[i].after, "%s", rows[i].what);
		cr_expect_eq(students(), rows[i].after, "%s: %zu", rows[i].what, students());
		cr_expect_not(renewed(), "%s, once", rows[i].what);
	}
}

Test(model_access_standing, rights_go_with_the_role)
{
	canary_as(&s, 0);
	cr_assert(note(71000));
	meanwhile("UPDATE account SET role = 'principal', rev = rev + 1 WHERE id = 1");
	cr_expect(renewed());
	cr_expect_eq(s.may, MAY_READ);
	cr_expect_str_eq(s.role, "principal");
	REFUSED(note(71000), &e, ERR_DENIED, "", "changes nothing; ask the office.");
}

/* ------------------------------------------------------------------------- locked */

static int64_t refusals(void)
{
	return file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'refuse'");
}

static void expect_shut(const char *what)
{
	struct canary c;
	int64_t before = refusals();
	bool changed;

	REFUSED(session_renew(&s, &changed, &e), &e, ERR_DENIED, "", "is locked. Ask the office.");
	cr_expect_eq(s.may, 0);
	cr_expect_eq(refusals(), before + 1, "%s", what);
	canary_who = &canary_people[CANARY_NOBODY];
	canary_read(&s, NULL, &c);
	cr_expect_eq(c.found, 0, "%s: %s", what, buf_str(&c.told));
	canary_release(&c);
	REFUSED(note(71000), &e, ERR_DENIED, "", "");
}

Test(model_access_standing, who_is_locked_out_reads_nothing_more)
{
	for (size_t i = 0; i < canary_people_count; i++) {
		meanwhile("UPDATE account SET locked = 0");
		canary_as(&s, i);
		meanwhile("UPDATE account SET locked = 1, rev = rev + 1 WHERE id = 1");
		expect_shut(canary_people[i].what);
	}
}

Test(model_access_standing, nor_does_whose_account_is_no_more)
{
	static const char *const scripts[] = {
		"UPDATE account SET locked = 1 WHERE id = 1",
		"DELETE FROM account WHERE id = 1",
		("PRAGMA ignore_check_constraints = 1;"
		 "UPDATE account SET role = 'king', rev = rev + 1 WHERE id = 1"),
	};

	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		school_end(&s);
		canary_begin(&s);
		meanwhile(scripts[i]);
		expect_shut(scripts[i]);
	}
}

/* The lock comes between what the screen did last and the writing. */
Test(model_access_standing, the_door_stays_shut_for_who_was_locked_out)
{
	canary_as(&s, 0);
	cr_assert(note(71000), "%s", e.text);
	meanwhile("UPDATE account SET locked = 1 WHERE id = 1");
	REFUSED(note(71000), &e, ERR_DENIED, "", "Your account is locked. Nothing was changed");
	REFUSED(note(71000), &e, ERR_DENIED, "", "Your account is locked. Nothing was changed");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM bright_spot WHERE text = 'x'"), 1);
	meanwhile("UPDATE account SET locked = 0 WHERE id = 1");
	cr_expect(note(71000), "%s", e.text);
}

Test(model_access_standing, the_door_asks_for_another_look_where_the_scope_is_another)
{
	canary_as(&s, 0);
	cr_assert(note(71000));
	meanwhile("UPDATE assignment SET ends = '2026-11-22' WHERE student_id = 71000");
	REFUSED(note(71000), &e, ERR_DENIED, "", "was changed a moment ago");
	REFUSED(note(72000), &e, ERR_DENIED, "", "was changed a moment ago");
	cr_expect(renewed());
	cr_expect(note(72000), "%s", e.text);
	REFUSED(note(71000), &e, ERR_INVALID, "date", "was not enrolled");
}

Test(model_access_standing, the_offices_door_asks_for_its_account_alone)
{
	meanwhile("UPDATE assignment SET ends = '2026-11-22' WHERE student_id = 71000");
	cr_expect(note(71000), "%s", e.text);
	meanwhile("UPDATE account SET locked = 1 WHERE id = 1");
	REFUSED(note(71000), &e, ERR_DENIED, "", "Your account is locked");
}
