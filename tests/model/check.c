/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be is found, by its name and row, and nothing is found where all is well. */
#include "model/check.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "model/closing.h"
#include "model/demo.h"
#include "model/statements.h"
#include "random_school.h"
#include "rolling.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

/* Rows number 1 everywhere: S1 and S2 in 六(1), T1, who leads S1; contact 1 a visit, contact 2 a
 * feedback that was handed over. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_contact(&s, "visit", 1, 1, "2026-10-10");
	school_feedback(&s, 1, 1, "2026-11-20", "2026-11-21", NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_check, .init = begin, .fini = end);

/* "name table row" for each finding, separated by ", "; static storage. */
static const char *findings(void)
{
	static char text[2000];
	struct rowset found;
	size_t len = 0;

	*text = '\0';
	MUST(check_run(&s, &found, NULL, &e), e);
	for (size_t i = 0; i < found.count && len < sizeof text; i++) {
		const struct check_finding *f = rowset_at(&found, i);

		len += (size_t)snprintf(text + len, sizeof text - len, "%s%s %s %lld",
					i ? ", " : "", f->name, f->table, (long long)f->row);
		cr_expect(f->says && *f->says, "%s has no sentence", f->name);
	}
	rowset_release(&found);
	return text;
}

static void expect_none(const char *when, unsigned seed)
{
	const char *found = findings();

	cr_expect_str_empty(found, "%s %u: %s", when, seed, found);
}

/* --------------------------------------------------------------------- found */

#define OVERLAP "starts, ends) SELECT student_id, "
#define REQUEST                                                                                    \
	"INSERT INTO change_request (id, school_year_id, student_id, who, from_id, to_id, "        \
	"asked_on, to_says, from_says, state, closed_on) VALUES "
#define FIGURE                                                                                     \
	"UPDATE school_year SET closed_on = '2026-11-23';"                                         \
	"INSERT INTO figure (id, school_year_id, class_id, mentor_id, kind, state, count) VALUES "

/* What a damaged file or another program might leave, past the schema's triggers. */
static const struct {
	const char *script, *found;
} rows[] = {
	{ "DROP TRIGGER keep_enrolment_apart_insert; INSERT INTO enrolment (student_id, "
	  "school_year_id, class_id, " OVERLAP "school_year_id, class_id, '2026-10-01', "
	  "'2026-10-01' FROM enrolment WHERE id = 1",
	  "enrolments enrolment 3" },
	{ "DROP TRIGGER keep_one_lead_insert; INSERT INTO assignment (student_id, mentor_id, "
	  "role, " OVERLAP
	  "mentor_id, role, '2026-10-01', '2026-10-01' FROM assignment WHERE id = 1",
	  "leads assignment 2" },
	{ "UPDATE enrolment SET ends = '2027-09-30' WHERE id = 1", "enrolment_year enrolment 1" },
	{ "UPDATE class SET entry_year = 2022", "stage class 1" },
	{ "UPDATE class SET entry_year = 2027", "stage class 1" },
	{ "UPDATE class SET stage = 'senior', entry_year = 2023", "stage class 1" },
	{ "DROP TRIGGER keep_contact_student_update; UPDATE contact SET date = '2026-10-11' "
	  "WHERE id = 1",
	  "contact_apart contact_student 1" },
	{ "DROP TRIGGER keep_contact_student_update; UPDATE contact SET withdrawn = 1 WHERE id = 2",
	  "contact_apart contact_student 2" },
	{ "DELETE FROM contact_student WHERE contact_id = 1", "contact_alone contact 1" },
	{ "UPDATE contact SET date = '2027-09-01' WHERE id = 1", "contact_year contact 1" },
	{ "INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025, '2025-09-01', "
	  "'2026-02-15', '2026-08-31'); INSERT INTO key_date (id, school_year_id, name, term, "
	  "opens, due, grades) VALUES (99, 2025, 'x', 1, '2025-09-01', '2025-09-21', 2); "
	  "UPDATE contact SET key_date_id = 99 WHERE id = 1",
	  "occasion contact 1" },
	{ "INSERT INTO guardian (id, student_id, name) VALUES (5, 2, 'x'); "
	  "UPDATE contact SET guardian_id = 5 WHERE id = 1",
	  "guardian contact 1" },
	{ "UPDATE delivery SET contact_id = 1", "delivery delivery 1" },
	{ "UPDATE delivery SET date = '2026-08-31'", "delivery_day delivery 1" },
	{ "UPDATE key_date SET due = '2027-09-01' WHERE id = 1", "key_date_year key_date 1" },
	{ "INSERT INTO training (id, school_year_id, date, level, title) "
	  "VALUES (1, 2026, '2026-08-31', 'school', 'x')",
	  "training_year training 1" },
	{ "INSERT INTO school_year (id, starts, second_term, ends) "
	  "VALUES (2027, '2027-08-31', '2028-02-15', '2028-08-31')",
	  "years school_year 2027" },
	{ "UPDATE school_year SET closed_on = '2026-11-23'", "figures_missing school_year 2026" },
	{ "INSERT INTO figure (id, school_year_id, kind, state, count) "
	  "VALUES (1, 2026, 'student', 'enrolled', 2)",
	  "figures_open figure 1" },
	{ FIGURE "(1, 2026, 1, 1, 'student', 'enrolled', 3)", "figure_students school_year 2026" },
	{ FIGURE "(1, 2026, 1, 1, 'student', 'enrolled', 1), (2, 2026, 1, NULL, 'student', "
		 "'enrolled', 1), (3, 2026, 1, 1, 'visit', 'met', 1), (4, 2026, 1, 1, 'visit', "
		 "'elsewhere', 2)",
	  "figure_elsewhere figure 1" },
	{ FIGURE "(1, 2026, 1, 1, 'student', 'enrolled', 3), (2, 2026, 1, NULL, 'student', "
		 "'enrolled', -1)",
	  "figure_elsewhere figure 2" },
	{ "INSERT INTO plan (id, student_id, mentor_id, kind, date, made_on, contact_id) "
	  "VALUES (1, 1, 1, 'talk', '2026-10-10', '2026-10-01', 1)",
	  "plan plan 1" },
	{ "INSERT INTO plan (id, student_id, mentor_id, kind, date, made_on, contact_id) "
	  "VALUES (1, 2, 1, 'visit', '2026-10-10', '2026-10-01', 1)",
	  "plan plan 1" },
	{ "INSERT INTO referral (id, student_id, mentor_id, contact_id, department_id, date, due) "
	  "VALUES (1, 2, 1, 1, 1, '2026-10-10', '2026-10-20')",
	  "referral referral 1" },
	{ "INSERT INTO preference (id, school_year_id, student_id, rank, mentor_id, answered_on) "
	  "VALUES (1, 2026, 1, 2, 1, '2026-10-10')",
	  "preference preference 1" },
	{ REQUEST "(1, 2026, 1, 'x', 1, 1, '2026-10-10', NULL, NULL, 'open', NULL)",
	  "change_request change_request 1" },
	{ REQUEST "(1, 2026, 2, 'x', NULL, 1, '2026-10-10', NULL, NULL, 'done', '2026-10-10'), "
		  "(2, 2026, 2, 'x', NULL, 1, '2026-10-10', 'yes', NULL, 'done', '2026-10-10'), "
		  "(3, 2026, 2, 'x', NULL, 1, '2026-10-10', 'yes', NULL, 'refused', '2026-10-10'), "
		  "(4, 2026, 2, 'x', NULL, 1, '2026-10-10', 'no', NULL, 'refused', '2026-10-10')",
	  "change_request change_request 1, change_request change_request 3" },
	{ "UPDATE student SET name = 'x' WHERE id = 1", "search student 1" },
	{ "UPDATE mentor SET search = 'x'", "search_mentor mentor 1" },
	{ "UPDATE account SET login = 'somebody', locked = 1", "office account 1" },
	{ "UPDATE account SET login = 'somebody', role = 'mentor'", "office account 1" },
	{ "PRAGMA foreign_keys = 0; UPDATE account SET mentor_id = 77", "reference account 1" },
	{ "PRAGMA ignore_check_constraints = 1; UPDATE mentor SET status = 'x'", "integrity  0" },
	{ "DROP TRIGGER audit_student_update; UPDATE student SET address = 'x' WHERE id = 2",
	  "audit student 2" },
	{ "DROP TRIGGER audit_contact_update; UPDATE contact SET mode = NULL, place = 'x'",
	  "audit contact 1, audit contact 2" },
	{ "DROP TRIGGER audit_guardian_insert; INSERT INTO guardian (id, student_id, name) "
	  "VALUES (5, 2, 'x')",
	  "audit guardian 5" },
	{ "DROP TRIGGER audit_delivery_delete; DELETE FROM delivery", "audit delivery 1" },
	/* two at once */
	{ "UPDATE delivery SET contact_id = 1; UPDATE class SET entry_year = 2022",
	  "stage class 1, delivery delivery 1" },
};

Test(model_check, what_cannot_be_is_found)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		school_script(&s, rows[i].script);
		cr_expect_str_eq(findings(), rows[i].found, "%s\nfinds: %s", rows[i].script,
				 findings());
		end();
		begin();
	}
}

/* Every check of the model is seen to find something above. */
Test(model_check, none_of_them_is_never_seen)
{
	const struct sql_table *t = &check_sql;

	for (size_t i = 0; i < t->count; i++) {
		char word[64];
		bool seen = false;

		snprintf(word, sizeof word, "%s ", t->rows[i].name + strlen("check."));
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			seen = seen || strstr(rows[k].found, word);
		cr_expect(seen, "%s", t->rows[i].name);
	}
}

Test(model_check, is_not_for_a_mentor)
{
	struct rowset found;

	school_as(&s, 1);
	REFUSED(check_run(&s, &found, NULL, &e), &e, ERR_DENIED, "", "ask the office");
	rowset_release(&found);
}

/* A file that may only be read is looked at like any other; and nobody waits for it. */
Test(model_check, others_go_on_writing)
{
	expect_none("", 0);
	school_contact(&s, "talk", 1, 1, "2026-11-22");
	expect_none("", 0);
	s.may = MAY_READ;
	s.read_only = true;
	expect_none("", 0);
}

/* ---------------------------------------------------------------- nothing found */

Test(model_check, a_school_through_its_year_and_over_it)
{
	const struct rollover_options close = { .close = true };
	struct demo d = { 240, 16, 3, 5 };

	end();
	school_begin(&s, SCHOOL_TODAY);
	MUST(demo_fill(&s, &d, &e), e);
	expect_none("in November", 0);
	school_on(&s, "2027-07-05");
	roll_over_quietly(&s, &close);
	expect_none("closed", 0);
	school_on(&s, "2027-09-10");
	MUST(year_reopen(&s, 2026, &e), e);
	expect_none("open again", 0);
	MUST(year_close(&s, 2026, &e), e);
	expect_none("closed after its end", 0);
	school_add_student(&s, 900, "七(1)", NULL);
	expect_none("with a newcomer of the next year", 0);
}

/* They hold what no screen would ask for: deliveries of talks, key dates and days of delivery
 * outside the year, key dates of another, plans met by any record; and they
 * are written past the audit. */
static void expect_none_else(const char *when, unsigned seed)
{
	static const char *const held[] = { "delivery", "delivery_day", "key_date_year",
					    "occasion", "plan",         "audit" };
	struct rowset found;

	MUST(check_run(&s, &found, NULL, &e), e);
	for (size_t i = 0; i < found.count; i++) {
		const struct check_finding *f = rowset_at(&found, i);
		size_t k = 0;

		while (k < sizeof held / sizeof *held && strcmp(f->name, held[k]))
			k++;
		cr_expect_lt(k, sizeof held / sizeof *held, "%s %u: %s %lld", when, seed, f->name,
			     (long long)f->row);
	}
	rowset_release(&found);
}

Test(model_check, random_schools_rolled_over_and_closed)
{
	enum { SCHOOLS = 60, FIRST_SEED = 9000 };
	const struct rollover_options close = { .close = true };
	static struct random_school school;
	int closed = 0;

	end();
	scratch_make();
	for (uint32_t i = 0; i < SCHOOLS; i++) {
		struct rollover_report report = { 0 };

		random_school_make(&school, FIRST_SEED + i);
		random_school_write(&school, "school.db", NULL, 0);
		MUST(session_open(&s, scratch_path("school.db"),
				  school.years[school.year_count - 1].ends - 3, &e),
		     e);
		expect_none_else("seed", school.seed);
		if (rollover_run(&s, &close, &report, &e)) {
			expect_none_else("closed, seed", school.seed);
			MUST(rollover_undo(&s, &e), e);
			expect_none_else("undone, seed", school.seed);
			closed++;
		}
		rollover_report_release(&report);
		session_close(&s);
	}
	cr_expect_gt(closed, SCHOOLS / 2);
}
