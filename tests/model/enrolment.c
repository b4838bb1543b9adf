/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/enrolment.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/door.h"
#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
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

TestSuite(model_enrolment, .init = begin, .fini = end);

static const char ranges[] = "SELECT group_concat(starts || ' ' || ends || ' ' || rev, ', ') FROM"
			     " (SELECT * FROM enrolment ORDER BY id)";

static void set(int student, int64_t number, int64_t seat, const char *from)
{
	struct class_key class = { "junior", 2026, number };

	MUST(door_enter(s.db, &e), e);
	MUST(enrolment_set(&s, school_student(&s, student), &class, seat, from, &e), e);
	MUST(door_leave(s.db, true, &e), e);
}

static bool finish(int student, const char *last_day, const char *reason)
{
	bool ended;

	MUST(door_enter(s.db, &e), e);
	MUST(enrolment_end(&s, school_student(&s, student), last_day, reason, &ended, &e), e);
	MUST(door_leave(s.db, true, &e), e);
	return ended;
}

Test(model_enrolment, what_is_set_twice_is_one)
{
	school_add_student(&s, 1, NULL, NULL);
	set(1, 1, 5, "2026-09-01");
	set(1, 1, 5, "2026-09-01");
	set(1, 1, 5, SCHOOL_TODAY);
	cr_expect_str_eq(file_text("school.db", ranges), "2026-09-01 2027-08-31 1");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM class"), 1);
}

Test(model_enrolment, another_class_begins_when_the_first_ends)
{
	school_add_student(&s, 1, NULL, NULL);
	set(1, 1, 5, "2026-09-01");
	set(1, 2, 6, "2027-03-01"); /* 28 February ends the first */
	cr_expect_str_eq(file_text("school.db", ranges),
			 "2026-09-01 2027-02-28 2, 2027-03-01 2027-08-31 1");
	cr_expect_str_eq(file_text("school.db", "SELECT reason FROM enrolment WHERE id = 1"),
			 "changed class");
}

Test(model_enrolment, ending_says_whether_there_was_one)
{
	school_add_student(&s, 1, NULL, NULL);
	cr_expect_not(finish(1, SCHOOL_TODAY, NULL));
	set(1, 1, 5, "2026-09-01");
	cr_expect(finish(1, "2026-11-10", "转学"));
	cr_expect_not(finish(1, "2026-11-11", NULL));
	cr_expect_str_eq(file_text("school.db", ranges), "2026-09-01 2026-11-10 2");
}

Test(model_enrolment, on_a_day_from_the_first_to_the_last)
{
	static const struct {
		const char *day;
		bool enrolled;
	} rows[] = {
		{ "2026-09-30", false }, { "2026-10-01", true },  { "2026-11-10", true },
		{ "2026-11-11", false }, { "2026-11-30", false }, { "2026-12-01", false },
	};

	school_add_student(&s, 1, NULL, NULL);
	set(1, 1, 5, "2026-10-01");
	finish(1, "2026-11-10", NULL);
	set(1, 1, 5, "2026-12-01");
	finish(1, "2026-11-20", NULL); /* before it began: never in force */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool enrolled;

		MUST(enrolment_on(&s, school_student(&s, 1), rows[i].day, &enrolled, &e), e);
		cr_expect_eq(enrolled, rows[i].enrolled, "%s", rows[i].day);
	}
}

Test(model_enrolment, anybody_in_this_year)
{
	bool any;

	MUST(enrolment_any(&s, &any, &e), e);
	cr_expect_not(any);
	school_add_student(&s, 1, NULL, NULL);
	MUST(enrolment_any(&s, &any, &e), e);
	cr_expect_not(any);
	set(1, 1, 0, "2026-09-01");
	MUST(enrolment_any(&s, &any, &e), e);
	cr_expect(any);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-01");
	MUST(enrolment_any(&s, &any, &e), e);
	cr_expect_not(any);
}

static const char *only_stage(void)
{
	static char name[32];
	struct arena arena = { 0 };
	const char *stage;

	MUST(enrolment_only_stage(&s, &arena, &stage, &e), e);
	strcpy(name, stage ? stage : "none");
	arena_release(&arena);
	return name;
}

Test(model_enrolment, the_only_stage_is_that_of_every_class)
{
	cr_expect_str_eq(only_stage(), "none");
	school_add_student(&s, 1, "六(1)", NULL);
	school_add_student(&s, 2, "九(1)", NULL);
	cr_expect_str_eq(only_stage(), "junior");
	school_add_student(&s, 3, "一(1)", NULL);
	cr_expect_str_eq(only_stage(), "none");
}

/* ------------------------------------------------------------------- the schema */

static bool refused_by_the_schema(const char *script)
{
	struct db *db;
	bool ok;

	session_close(&s);
	db = db_open(scratch_path("school.db"), &e);
	cr_assert(db);
	ok = guard_script(db, "test", script, &e);
	db_close(db);
	cr_expect(ok || strstr(e.detail, "enrolments overlap") || strstr(e.detail, "CHECK"), "%s",
		  e.detail);
	return !ok;
}

/* 2026-10-01 to 2026-10-31 is there. */
Test(model_enrolment, ranges_of_a_student_never_overlap)
{
	static const struct {
		const char *starts, *ends;
		bool overlaps;
	} rows[] = {
		{ "2026-09-01", "2026-09-30", false }, { "2026-11-01", "2027-08-31", false },
		{ "2026-09-01", "2026-10-01", true },  { "2026-10-31", "2027-08-31", true },
		{ "2026-10-10", "2026-10-10", true },  { "2026-09-01", "2027-08-31", true },
		{ "2026-09-02", "2026-08-31", true }, /* two days less than nothing */
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char script[400];

		end();
		begin();
		school_add_student(&s, 1, NULL, NULL);
		set(1, 1, 0, "2026-10-01");
		finish(1, "2026-10-31", NULL);
		snprintf(
			script, sizeof script,
			"INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
			" VALUES (1, 2026, 1, '%s', '%s')",
			rows[i].starts, rows[i].ends);
		cr_expect_eq(refused_by_the_schema(script), rows[i].overlaps, "%s to %s, inserted",
			     rows[i].starts, rows[i].ends);
		snprintf(
			script, sizeof script,
			"DELETE FROM enrolment WHERE id = 2;"
			"INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
			" VALUES (1, 2026, 1, '2027-08-31', '2027-08-31');"
			"UPDATE enrolment SET starts = '%s', ends = '%s' WHERE starts = "
			"'2027-08-31'",
			rows[i].starts, rows[i].ends);
		cr_expect_eq(refused_by_the_schema(script), rows[i].overlaps, "%s to %s, updated",
			     rows[i].starts, rows[i].ends);
	}
}

Test(model_enrolment, one_that_was_never_in_force_overlaps_none)
{
	school_add_student(&s, 1, NULL, NULL);
	set(1, 1, 0, "2026-10-01");
	finish(1, "2026-09-20", NULL);
	cr_expect_str_eq(file_text("school.db", ranges), "2026-10-01 2026-09-30 2");
	set(1, 2, 0, "2026-09-01");
	cr_expect_str_eq(file_text("school.db", ranges),
			 "2026-10-01 2026-09-30 2, 2026-09-01 2027-08-31 1");
}
