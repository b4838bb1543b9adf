/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the inspection pack, against schools made by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/report.h"
#include "model/report_pack.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 to S6 in 六(1), S7 and S8 in 七(1); S8 has no mentor. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 2; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 8; n++) {
		school_add_student(&s, n, n <= 6 ? "六(1)" : "七(1)", "2026-09-01");
		if (n < 8)
			school_lead(&s, n, n <= 5 ? 1 : 2, "2026-09-01");
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_report_inspection, .init = begin, .fini = end);

/* A row by what its first column says, "" the first; the columns as scripts get them. */
static const char *row_of(const char *report, size_t i, const char *columns)
{
	static struct buf text;
	char names[200], *rest = names, *name;
	struct rowset set;

	snprintf(names, sizeof names, "%s", columns);
	buf_clear(&text);
	MUST(report_load(&s, report_named(report), NULL, &set, &e), e);
	cr_assert_lt(i, set.count, "%s has %zu rows", report, set.count);
	while ((name = strsep(&rest, " "))) {
		if (text.len)
			buf_char(&text, ' ');
		field_raw(field_find(set.fields, name), rowset_at(&set, i), &text);
	}
	rowset_release(&set);
	return buf_str(&text);
}

static size_t rows_of(const char *report, const char *kind, const char *state)
{
	const struct report_of of = { .kind = kind, .state = state };
	struct rowset set;
	size_t count;

	MUST(report_load(&s, report_named(report), &of, &set, &e), e);
	count = set.count;
	rowset_release(&set);
	return count;
}

#define FORMS "owed met home school phone video otherwise declined"

Test(model_report_inspection, visits_by_their_form)
{
	static const char *const modes[] = { "home", "school", "phone", "video", "other" };

	cr_expect_str_eq(row_of("tasks", 0, FORMS), "8 0 0 0 0 0 0 0");
	for (int i = 0; i < 5; i++) {
		int64_t id = school_contact(&s, "visit", i + 1, 1, "2026-10-10");
		struct buf script = { 0 };

		buf_printf(&script, "UPDATE contact SET mode = '%s', reason = 'x' WHERE id = %d",
			   modes[i], (int)id);
		school_script(&s, buf_str(&script));
		buf_release(&script);
	}
	/* a second one at the same student's is no other obligation met */
	school_contact(&s, "visit", 1, 1, "2026-10-12");
	cr_expect_str_eq(row_of("tasks", 0, FORMS), "8 5 1 1 1 1 1 4");
	cr_expect_str_eq(row_of("task-grades", 0, "visits visited home declined no_visit"),
			 "6 5 1 4 1");
	cr_expect_str_eq(row_of("task-grades", 1, "visits visited home declined no_visit"),
			 "2 0 0 0 2");
	cr_expect_str_eq(row_of("task-mentors", 0, "staff_no students visited home declined"),
			 "T1 5 5 1 4");
	/* each figure leads to as many rows */
	cr_expect_eq(rows_of("duties", "visit", "elsewhere"), 4);
	cr_expect_eq(rows_of("duties", "visit", "phone"), 1);
	cr_expect_eq(rows_of("lacking", "visit", NULL), 3);
}

/* Both say how many are owed, of the same checklist. */
Test(model_report_inspection, sums_are_those_of_the_obligations)
{
	struct buf talks = { 0 }, letters = { 0 };

	school_contact(&s, "talk", 1, 1, "2026-11-10");
	buf_printf(&talks, "%zu %zu", rows_of("duties", "talks", "owed"),
		   rows_of("duties", "talks", "met"));
	cr_expect_str_eq(row_of("task-grades", 2, "talks talked"), buf_str(&talks));
	buf_printf(&letters, "%zu %zu", rows_of("duties", "feedback", "owed"),
		   rows_of("duties", "feedback", "met"));
	cr_expect_str_eq(row_of("task-grades", 2, "letters handed"), buf_str(&letters));
	cr_expect_eq(rows_of("lacking", "mentor", NULL), 1);
	buf_release(&talks);
	buf_release(&letters);
}

Test(model_report_inspection, matching_says_when_nothing_was_matched)
{
	cr_expect_str_eq(row_of("matching", 0, "what count"), "students 8");
	cr_expect_str_eq(row_of("matching", 1, "what count percent"), "led 7 87");
	for (size_t i = 2; i <= 7; i++)
		cr_expect_str_eq(row_of("matching", i, "count percent"), "");
	cr_expect_str_eq(row_of("matching", 8, "what count"), "changes 0");
	school_lead(&s, 1, 2, "2026-10-12");
	school_lead(&s, 1, 1, "2026-11-02");
	school_lead(&s, 2, 2, "2026-11-02");
	cr_expect_str_eq(row_of("matching", 8, "count"), "3");
	cr_expect_str_eq(row_of("matching", 9, "what count percent"), "changed 2 25");
	cr_expect_eq(rows_of("changes", NULL, NULL), 3);
	cr_expect_str_eq(row_of("changes", 0, "student before mentor day"),
			 "学生1 导师1 导师2 2026-10-12");
}

/* Eight students: of run 1 nothing counts once run 2 has them too, and run 3 is a proposal. */
Test(model_report_inspection, the_last_confirmed_matching_counts)
{
	school_script(
		&s, "INSERT INTO match_run (school_year_id, made_at, login, method, aim, seed, who,"
		    " input, state) VALUES (2026, '', 'x', 'students', 'most_first', 1, 'all', '',"
		    " 'confirmed'), (2026, '', 'x', 'students', 'most_first', 1, 'all', '',"
		    " 'confirmed'), (2026, '', 'x', 'students', 'most_first', 1, 'all', '',"
		    " 'proposed');"
		    "INSERT INTO match_pair (run_id, student_id, mentor_id, rank, lot)"
		    " SELECT 1, id, 1, 5, id FROM student WHERE id < 8;"
		    "INSERT INTO match_pair (run_id, student_id, mentor_id, rank, lot)"
		    " SELECT 2, id, iif(id = 6, NULL, 1), iif(id < 4, 1, iif(id < 5, 3, 0)), id"
		    " FROM student WHERE id < 7;"
		    "INSERT INTO match_pair (run_id, student_id, mentor_id, rank, lot)"
		    " SELECT 3, id, 1, 1, id FROM student");
	cr_expect_str_eq(row_of("matching", 2, "what count percent"), "matched 7 87");
	cr_expect_str_eq(row_of("matching", 3, "what count percent"), "first 3 42");
	cr_expect_str_eq(row_of("matching", 4, "what count percent"), "second 0 0");
	cr_expect_str_eq(row_of("matching", 5, "what count percent"), "third 1 14");
	cr_expect_str_eq(row_of("matching", 6, "what count percent"), "later 1 14");
	cr_expect_str_eq(row_of("matching", 7, "what count percent"), "adjusted 1 14");
}

Test(model_report_inspection, co_mentors_and_referrals_with_their_days)
{
	school_co(&s, 1, 2, "2026-10-12");
	school_script(&s, "INSERT INTO referral (student_id, mentor_id, department_id, date, due, "
			  "closed_on, outcome) VALUES (1, 1, 1, '2026-10-10', '2026-10-20', "
			  "'2026-10-15', 'x'), (2, 1, 1, '2026-10-10', '2026-10-20', '2026-10-20', "
			  "'x'), (2, 1, 1, '2026-11-20', '2026-12-20', NULL, NULL), "
			  "(7, 2, 1, '2026-11-03', '2026-11-10', NULL, NULL)");
	cr_expect_str_eq(row_of("care", 0, "co_students co_mentors referred open overdue closed"),
			 "1 1 2 1 0 2");
	cr_expect_str_eq(row_of("care", 0, "days longest"), "7.5 3");
	cr_expect_str_eq(row_of("care", 2, "referred open overdue closed longest"), "3 2 1 2 20");
	cr_expect_eq(rows_of("care-students", NULL, "open"), 2);
	cr_expect_eq(rows_of("care-students", NULL, "co"), 1);
	cr_expect_eq(rows_of("care-students", NULL, NULL), 4);
}

static void absent(int student, const char *starts, const char *ends, const char *reason)
{
	struct buf script = { 0 };

	buf_printf(&script,
		   "INSERT INTO absence (student_id, starts, ends, reason, measures) VALUES "
		   "(%d, '%s', nullif('%s', ''), '%s', iif(%d = 1, 'care', NULL))",
		   student, starts, ends, reason, student);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

Test(model_report_inspection, absences_by_reason_name_nobody)
{
	static const char columns[] = "reason students absences still back";

	for (int n = 1; n <= 5; n++)
		absent(n, "2026-11-21", n == 1 ? "" : "2026-11-22", "illness");
	cr_expect_str_eq(row_of("absences", 0, columns), "illness 5 5 1 4");
	cr_expect_str_eq(row_of("absences", 1, columns), "5 5 1 4");
	cr_expect_str_eq(row_of("absences", 1, "days cared"), "2.2 1");
	/* one of another reason would be told by the sum: both go together */
	absent(6, "2026-11-21", "", "mental");
	cr_expect_str_eq(row_of("absences", 0, columns), "few 6 6 2 4");
	cr_expect_eq(rows_of("absences", NULL, NULL), 2);
	cr_expect_eq(rows_of("absent-students", "mental", NULL), 1);
	cr_expect_eq(rows_of("absent-students", NULL, "still"), 2);
}

Test(model_report_inspection, training_counts_mentors_once)
{
	school_script(&s, "INSERT INTO training (id, school_year_id, date, level, title, credits) "
			  "VALUES (1, 2026, '2026-10-10', 'city', 'a', 10), (2, 2026, "
			  "'2026-10-20', 'school', 'b', 5), (3, 2026, '2027-03-01', 'school', 'c', "
			  "5);"
			  "INSERT INTO attendance (training_id, mentor_id) VALUES (1, 1), (2, 1)");
	cr_expect_str_eq(row_of("training-levels", 0, "level sessions attended mentors credits"),
			 "city 1 1 1 1");
	cr_expect_str_eq(row_of("training-levels", 3, "sessions attended mentors lacking credits"),
			 "2 2 1 1 1.5");
}

/* --------------------------------------------------------------------- who may */

static void as(const char *role)
{
	struct buf script = { 0 };

	buf_printf(&script, "UPDATE account SET role = '%s', mentor_id = NULL WHERE login = '%s'",
		   role, s.login);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

Test(model_report_inspection, an_inspector_gets_figures_and_no_persons)
{
	static const char *const persons[] = { "task-mentors", "lacking", "changes",
					       "care-students", "absent-students" };
	struct report_pack pack;
	struct rowset set;

	as("inspector");
	for (size_t i = 0; i < sizeof persons / sizeof *persons; i++) {
		cr_expect_not(report_load(&s, report_named(persons[i]), NULL, &set, &e), "%s",
			      persons[i]);
		rowset_release(&set);
	}
	REFUSED(report_pack_load(&s, true, &pack, &e), &e, ERR_DENIED, "", "");
	report_pack_release(&pack);
	MUST(report_pack_load(&s, false, &pack, &e), e);
	for (size_t i = 0; i < PACK_PARTS; i++)
		for (size_t k = 0; pack.there[i] && k < pack.parts[i].count; k++)
			for (const struct field *f = pack.parts[i].fields; f->name; f++)
				cr_expect(f->kind != FIELD_NAME, "%zu has names", i);
	report_pack_release(&pack);
	/* 七(1) has two students: neither its figures nor, by the sum, the other grade's */
	cr_expect_str_eq(row_of("task-grades", 1, "students no_visit"), "<5 <5");
}

Test(model_report_inspection, the_pack_is_of_the_whole_school_and_on_record)
{
	struct report_pack pack;

	MUST(report_pack_load(&s, true, &pack, &e), e);
	cr_expect_eq(pack.answers.count, 10);
	cr_expect(pack.there[PACK_LACKING]);
	report_pack_release(&pack);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'export' "
					   "AND name = 'inspection' AND reason LIKE '% names'"),
		     1);
	school_as(&s, 1);
	REFUSED(report_pack_load(&s, false, &pack, &e), &e, ERR_DENIED, "", "whole school");
	report_pack_release(&pack);
}

/* A head reads the figures of absences, and not whose they are. */
Test(model_report_inspection, a_principals_pack_has_no_reasons_of_anybody)
{
	struct report_pack pack;

	absent(1, "2026-11-21", "", "mental");
	as("principal");
	MUST(report_pack_load(&s, true, &pack, &e), e);
	cr_expect(pack.there[PACK_LACKING]);
	cr_expect_not(pack.there[PACK_ABSENT]);
	report_pack_release(&pack);
	cr_expect_str_eq(row_of("absences", 0, "reason students"), "few 1");
}
