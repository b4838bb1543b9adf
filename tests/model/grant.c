/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/account.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t teacher; /* an account that is not the session's */

/* S1 is mentor 1's, S2, S3 and another 学生3 are nobody's. */
static void begin(void)
{
	struct account a = { .login = "t1", .role = "mentor" };

	school_begin(&s, SCHOOL_TODAY);
	a.mentor_id = school_add_mentor(&s, 1);
	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "九(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_script(&s, "UPDATE student SET name = '学生3' WHERE student_no = 'S4'");
	MUST(account_save(&s, &a, &e), e);
	teacher = a.id;
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_grant, .init = begin, .fini = end);

/* A good one of student 2, to be made worse. */
static struct grant grant(void)
{
	return (struct grant){ .account_id = teacher,
			       .student_id = school_student(&s, 2),
			       .ends = "2026-12-31",
			       .reason = "代课" };
}

static const char *list_of(const char *field)
{
	struct rowset set;
	const char *all;

	MUST(grant_list(&s, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

Test(model_grant, of_a_student_a_class_or_a_grade)
{
	struct grant g = grant();

	MUST(grant_save(&s, &g, &e), e);
	g = grant();
	g.student_id = 0;
	g.class_name = "901";
	g.starts = "2026-12-01";
	g.may = "all";
	MUST(grant_save(&s, &g, &e), e);
	g = grant();
	g.student_id = 0;
	g.grade = "10";
	g.ends = "2026-11-30";
	g.may = "record";
	MUST(grant_save(&s, &g, &e), e);
	cr_expect_str_eq(list_of("what"), "高一 九(1) 学生2");
	cr_expect_str_eq(list_of("state"), "in_force later in_force");
	cr_expect_str_eq(list_of("may"), "record all read");
	cr_expect_str_eq(list_of("starts"), "2026-11-23 2026-12-01 2026-11-23");
	cr_expect_str_eq(list_of("who"), "导师1 导师1 导师1");
	cr_expect_str_eq(list_of("approver"),
			 file_text("school.db", "SELECT login || ' ' || login || ' ' || login "
						"FROM account WHERE role = 'office'"));
}

Test(model_grant, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		struct grant g;
		const char *field, *words;
	} rows[] = {
		{ { .account_id = -1 }, "account_id", "is missing" },
		{ { .account_id = 1 }, "account_id", "is of the office and sees everybody" },
		{ { .student_id = -1 }, "student_id", "Say of whom" },
		{ { .grade = "9" }, "student_id", "not more than one" },
		{ { .student_id = -1, .class_name = "moon" }, "class_name", "moon" },
		{ { .student_id = -1, .class_name = "908" }, "class_name", "no class 908" },
		{ { .ends = "" }, "ends", "is missing" },
		{ { .ends = "2026-11-22" }, "ends", "2026-11-22 is past" },
		{ { .starts = "2027-01-01" }, "ends", "before the first day (2027-01-01)" },
		{ { .ends = "2027-11-25" }, "ends", "a year at most, here until 2027-11-24" },
		{ { .reason = "" }, "reason", "Reason is missing" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct grant *r = &rows[i].g;
		struct grant g = grant();

		if (r->account_id)
			g.account_id = r->account_id > 0 ? r->account_id : 0;
		if (r->student_id)
			g.student_id = 0;
		g.grade = r->grade;
		g.class_name = r->class_name;
		g.starts = r->starts;
		g.ends = r->ends ? r->ends : g.ends;
		g.reason = r->reason ? r->reason : g.reason;
		REFUSED(grant_save(&s, &g, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
	}
	school_script(&s, "UPDATE account SET locked = 1 WHERE login = 't1'");
	struct grant g = grant();

	REFUSED(grant_save(&s, &g, &e), &e, ERR_INVALID, "account_id", "t1 is locked");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM access_grant"), 0);
}

Test(model_grant, is_prolonged_and_ended)
{
	struct grant g = grant();

	MUST(grant_save(&s, &g, &e), e);
	g.ends = "2027-01-31";
	MUST(grant_save(&s, &g, &e), e);
	REFUSED(grant_end(&s, g.id, 1, &e), &e, ERR_CONFLICT, "", "Somebody else changed");
	MUST(grant_end(&s, g.id, g.rev, &e), e);
	cr_expect_str_eq(list_of("state"), "ended");
	cr_expect_str_eq(list_of("ends"), "2026-11-22");
	REFUSED(grant_end(&s, g.id, 3, &e), &e, ERR_INVALID, "", "It ended on 2026-11-22 already.");
	g.rev = 3;
	REFUSED(grant_save(&s, &g, &e), &e, ERR_INVALID, "", "make a new one");
}

Test(model_grant, it_is_the_offices)
{
	struct grant g = grant();
	struct rowset set;
	int64_t unseen;

	MUST(grant_save(&s, &g, &e), e);
	school_as(&s, 1);
	REFUSED(grant_save(&s, &g, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(grant_end(&s, g.id, 1, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(grant_see(&s, g.id, 1, &e), &e, ERR_DENIED, "", "ask the office");
	REFUSED(grant_list(&s, &set, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&set);
	MUST(grant_unseen(&s, &unseen, &e), e);
	cr_expect_eq(unseen, 0);
}

/* ---------------------------------------------------------------- emergencies */

/* The session as mentor 1 has one account; the other one would only be in the way. */
static void be_mentor(void)
{
	school_script(&s, "DELETE FROM account WHERE login = 't1'");
	school_as(&s, 1);
}

static void be_office(void)
{
	school_as(&s, 0);
}

Test(model_grant, in_an_emergency_one_sees_the_student_at_once)
{
	struct emergency x = { .who = "学生2", .reason = "学生受伤", .days = 1 };
	int64_t id;

	be_mentor();
	cr_assert_eq(school_student(&s, 2), 0);
	school_contact(&s, "visit", 1, 1, SCHOOL_TODAY);
	MUST(grant_break_glass(&s, &x, &id, &e), e);
	cr_expect_eq(school_student(&s, 2), id);
	cr_expect_str_eq(file_text("school.db",
				   "SELECT starts || ' ' || ends || ' ' || writes || sensitive "
				   "|| emergency || ' ' || reason FROM access_grant "
				   "WHERE approver IS NULL AND seen_by IS NULL"),
			 "2026-11-23 2026-11-24 011 学生受伤");
	/* and one's work goes on */
	school_contact(&s, "visit", 1, 1, SCHOOL_TODAY);
}

Test(model_grant, an_emergency_is_of_exactly_one_student)
{
	static const struct {
		struct emergency x;
		enum err_kind kind;
		const char *field, *words;
	} rows[] = {
		{ { .who = "", .reason = "学生受伤" },
		  ERR_INVALID,
		  "who",
		  "Say who the student is" },
		{ { .who = "S2", .reason = " 受伤了 " }, ERR_INVALID, "reason", "4 characters" },
		{ { .who = "S2" }, ERR_INVALID, "reason", "4 characters" },
		{ { .who = "S2", .reason = "学生受伤", .days = 8 }, ERR_INVALID, "days", "7 days" },
		{ { .who = "学生3", .reason = "学生受伤" },
		  ERR_NOT_FOUND,
		  "who",
		  "2 students are called 学生3; give the student number" },
		{ { .who = "学生", .reason = "学生受伤" },
		  ERR_NOT_FOUND,
		  "who",
		  "No student of the school has the number or the whole name \"学生\"." },
		{ { .who = "%", .reason = "学生受伤" }, ERR_NOT_FOUND, "who", "No student" },
		{ { .who = "S9", .reason = "学生受伤" }, ERR_NOT_FOUND, "who", "No student" },
	};
	struct emergency x = { .who = "Ｓ4", .reason = "学生受伤" };
	int64_t id;

	be_mentor();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		REFUSED(grant_break_glass(&s, &rows[i].x, &id, &e), &e, rows[i].kind, rows[i].field,
			rows[i].words);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM access_grant"), 0);
	MUST(grant_break_glass(&s, &x, &id, &e), e);
	cr_expect_eq(id, school_student(&s, 4));
	cr_expect_eq(school_student(&s, 3), 0);
}

/* A number that is somebody else's name. */
Test(model_grant, a_number_counts_before_a_name)
{
	struct emergency x = { .who = "S2", .reason = "学生受伤" };
	int64_t id;

	school_script(&s, "UPDATE student SET name = 'S2' WHERE student_no = 'S3'");
	be_mentor();
	MUST(grant_break_glass(&s, &x, &id, &e), e);
	cr_expect_eq(id, school_student(&s, 2));
}

Test(model_grant, the_office_takes_none)
{
	struct emergency x = { .who = "S2", .reason = "学生受伤" };
	int64_t id;

	REFUSED(grant_break_glass(&s, &x, &id, &e), &e, ERR_INVALID, "who",
		"The office sees every student already.");
}

Test(model_grant, the_office_is_told_until_it_has_looked)
{
	struct emergency x = { .who = "S2", .reason = "学生受伤" };
	int64_t id, unseen;

	be_mentor();
	MUST(grant_break_glass(&s, &x, &id, &e), e);
	be_office();
	MUST(grant_unseen(&s, &unseen, &e), e);
	cr_expect_eq(unseen, 1);
	cr_expect_str_eq(list_of("state"), "unseen");
	MUST(grant_see(&s, 1, 1, &e), e);
	MUST(grant_unseen(&s, &unseen, &e), e);
	cr_expect_eq(unseen, 0);
	cr_expect_str_eq(list_of("state"), "in_force");
	cr_expect_str_eq(list_of("seen_by"), s.login);
	REFUSED(grant_see(&s, 1, 2, &e), &e, ERR_INVALID, "", "has looked at it already");
	MUST(grant_end(&s, 1, 2, &e), e);
	cr_expect_str_eq(list_of("state"), "ended");
	be_mentor();
	cr_expect_eq(school_student(&s, 2), 0);
}

Test(model_grant, an_emergency_stays_as_it_was_taken)
{
	struct emergency x = { .who = "S2", .reason = "学生受伤" };
	struct grant g = grant();
	int64_t id;

	be_mentor();
	MUST(grant_break_glass(&s, &x, &id, &e), e);
	be_office();
	school_script(&s, "INSERT INTO account (login, role) VALUES ('zhu', 'principal')");
	g.id = 1;
	g.rev = 1;
	g.account_id = file_int("school.db", "SELECT id FROM account WHERE login = 'zhu'");
	REFUSED(grant_save(&s, &g, &e), &e, ERR_INVALID, "", "stays as it was taken");
	g = grant();
	g.account_id = file_int("school.db", "SELECT id FROM account WHERE login = 'zhu'");
	MUST(grant_save(&s, &g, &e), e);
	REFUSED(grant_see(&s, g.id, g.rev, &e), &e, ERR_INVALID, "", "no emergency access");
}
