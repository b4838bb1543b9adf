/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/session.h"

#include <criterion/criterion.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_session, .init = begin, .fini = end);

/* Nothing is open, and it may be closed all the same. */
static void expect_closed(struct session *closed)
{
	cr_expect_null(closed->db);
	session_close(closed);
}

Test(model_session, whoever_makes_the_file_is_its_office)
{
	struct passwd *pw = getpwuid(getuid());

	cr_assert(pw);
	cr_expect_str_eq(s.login, pw->pw_name);
	cr_expect_eq(s.scope, SCOPE_EVERYBODY);
	cr_expect_eq(s.may, MAY_READ | MAY_RECORD | MAY_EDIT_PEOPLE | MAY_ASSIGN | MAY_IMPORT |
				    MAY_RUN_YEAR | MAY_ACCOUNTS | MAY_READ_NOTES | MAY_CHOICES);
	cr_expect_eq(s.mentor_id, 0);
	cr_expect_str_eq(s.school, "测试学校");
	cr_expect_str_eq(s.today_iso, SCHOOL_TODAY);
	cr_expect_eq(s.today, date_from_civil(2026, 11, 23));
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM account WHERE role = 'office'"),
		     1);
}

Test(model_session, opened_again_it_is_the_same)
{
	struct session before = s;
	char feedback_due[11];

	strcpy(feedback_due, s.rules.feedback_due);
	school_on(&s, SCHOOL_TODAY);
	cr_expect_str_eq(s.login, before.login);
	cr_expect_str_eq(s.school, before.school);
	cr_expect(s.may == before.may && s.scope == before.scope);
	cr_expect(s.today == before.today && s.mentor_id == before.mentor_id);
	cr_expect_eq(s.year.id, before.year.id);
	cr_expect_str_eq(s.rules.feedback_due, feedback_due);
}

Test(model_session, without_a_day_it_is_today)
{
	struct err e = { 0 };
	int before = date_today(), after;

	session_close(&s);
	MUST(session_open(&s, scratch_path("school.db"), DATE_NO_TODAY, &e), e);
	after = date_today();
	cr_expect(s.today >= before && s.today <= after);
	/* the file has no later year: the last one begun */
	cr_expect_eq(s.year.id, 2026);
}

Test(model_session, folders_are_made_for_their_owner_alone)
{
	static const char *const made[] = { "a", "a/b", "a/b/c" };
	struct err e = { 0 };

	session_close(&s);
	umask(0);
	MUST(session_create(&s, scratch_path("a/b/c/school.db"), "", DATE_NO_TODAY, &e), e);
	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		struct stat st;

		cr_assert(!stat(scratch_path(made[i]), &st), "%s", made[i]);
		cr_expect(S_ISDIR(st.st_mode) && (st.st_mode & 07777) == 0700, "%s: %o", made[i],
			  st.st_mode);
	}
	cr_expect_str_empty(s.school);
}

Test(model_session, no_file_is_made_where_none_can_be)
{
	struct session other;
	struct err e = { 0 };

	scratch_write("file", "x", 1);
	REFUSED(session_create(&other, scratch_path("file/school.db"), "", s.today, &e), &e, ERR_IO,
		"", "cannot be made");
	expect_closed(&other);
	REFUSED(session_create(&other, scratch_path("file/b/school.db"), "", s.today, &e), &e,
		ERR_IO, "", "The folder for the file cannot be made.");
	expect_closed(&other);
	REFUSED(session_create(&other, scratch_path("school.db"), "", s.today, &e), &e, ERR_INVALID,
		"", "exists already");
	expect_closed(&other);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 1);
	REFUSED(session_open(&other, scratch_path("none.db"), s.today, &e), &e, ERR_NOT_FOUND, "",
		"There is no file");
	expect_closed(&other);
}

/* 66 characters of three bytes fit beside the end; the 67th is not cut in two. */
Test(model_session, a_long_name_is_cut_at_a_character)
{
	char name[301] = "", want[199] = "";
	struct err e = { 0 };

	for (int i = 0; i < 100; i++)
		strcat(name, "校");
	strncat(want, name, 198);
	session_close(&s);
	MUST(session_create(&s, scratch_path("long.db"), name, date_from_civil(2026, 11, 23), &e),
	     e);
	cr_expect_str_eq(s.school, want);
	cr_expect_str_eq(
		file_text("long.db", "SELECT value FROM setting WHERE name = 'school_name'"), name);
}

Test(model_session, the_second_term_begins_on_its_first_day)
{
	static const struct {
		const char *day;
		int term;
	} rows[] = {
		{ "2026-09-01", 1 },
		{ "2027-02-14", 1 },
		{ "2027-02-15", 2 },
		{ "2027-08-31", 2 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		school_on(&s, rows[i].day);
		cr_expect_eq(session_term(&s), rows[i].term, "%s", rows[i].day);
	}
}

/* ------------------------------------------------------------------ accounts */

Test(model_session, a_mentors_account_is_that_mentor)
{
	int64_t id = school_add_mentor(&s, 1);

	school_as(&s, 1);
	cr_expect_eq(s.mentor_id, id);
	cr_expect_eq(s.scope, SCOPE_OWN);
	cr_expect_eq(s.may, MAY_READ | MAY_READ_NOTES | MAY_RECORD | MAY_BREAK_GLASS);
	school_as(&s, 0);
	cr_expect_eq(s.mentor_id, 0);
	cr_expect_eq(s.scope, SCOPE_EVERYBODY);
}

Test(model_session, who_has_no_account_is_the_office_of_a_file_of_ones_own)
{
	school_script(&s, "DELETE FROM account");
	cr_expect_eq(s.scope, SCOPE_EVERYBODY);
	cr_expect(s.may & MAY_IMPORT);
}

Test(model_session, an_unknown_role_may_not_even_open)
{
	struct err e = { 0 };
	char login[64];

	strcpy(login, s.login);
	session_close(&s);
	file_script("school.db", "PRAGMA ignore_check_constraints = 1;"
				 "UPDATE account SET role = 'king'");
	REFUSED(session_open(&s, scratch_path("school.db"), 0, &e), &e, ERR_DENIED, "",
		"has a role that is not known.");
	expect_closed(&s);
	cr_expect_null(access_of_role("king"));
	cr_expect_null(access_of_role(""));
}

Test(model_session, may_asks_for_all_of_the_rights)
{
	struct session some = { .may = MAY_READ | MAY_RECORD, .access = access_of_role("mentor") };
	struct err e = { 0 };

	cr_expect(session_may(&some, MAY_READ, &e));
	cr_expect(session_may(&some, MAY_READ | MAY_RECORD, &e));
	cr_expect(session_may(&some, 0, &e));
	REFUSED(session_may(&some, MAY_READ | MAY_ASSIGN, &e), &e, ERR_DENIED, "",
		"This is not for you to do; ask the office.");
	REFUSED(session_may(&some, MAY_ASSIGN, &e), &e, ERR_DENIED, "", "ask the office");
}

/* ----------------------------------------------------------------- read-only */

/* 0, or a number that leads to the line that does not hold. */
#define HOLDS(condition)                                                                           \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return __LINE__ % 200 + 1;                                                 \
	} while (0)

static int read_but_not_write(void *path)
{
	struct session other;
	struct err e = { 0 };
	struct rowset set;
	struct student st = { .student_no = "S2", .name = "学生2", .class_name = "六(1)" };

	HOLDS(session_open(&other, path, date_from_civil(2026, 11, 23), &e));
	HOLDS(student_list(&other, &set, &e) && set.count == 1);
	rowset_release(&set);
	HOLDS(!student_save(&other, &st, &e));
	HOLDS(e.kind == ERR_IO && strstr(e.text, "may only be read: nothing can be changed"));
	session_close(&other);
	return 0;
}

Test(model_session, a_file_that_may_only_be_read_can_be_looked_at)
{
	char path[4096];

	school_add_student(&s, 1, "六(1)", NULL);
	school_script(&s, "INSERT INTO account (login, role) VALUES ('nobody', 'office')");
	session_close(&s);
	strcpy(path, scratch_path("school.db"));
	cr_assert(!chmod(scratch_folder(), 0755) && !chmod(path, 0444));
	cr_expect_eq(file_child(read_but_not_write, path, true), 0);
}
