/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contact makes of the plans: recorded, changed, withdrawn. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/checklist.h"
#include "model/contact.h"
#include "model/plan.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are mentor 1's. Plans are made on the 20th, what follows is on the 30th. */
static void begin(void)
{
	school_begin(&s, "2026-11-20");
	for (int n = 1; n <= 2; n++) {
		school_add_mentor(&s, n);
		school_add_student(&s, n, "六(1)", "2026-09-01");
	}
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_plan_follow, .init = begin, .fini = end);

static void plan(int student, const char *kind, const char *date, int64_t key_date)
{
	struct plan p = { .kind = kind, .date = date, .key_date_id = key_date };
	const int64_t id = school_student(&s, student);

	MUST(plan_save(&s, &id, 1, &p, NULL, &e), e);
}

/* Past the rule of one for an occasion, as a file may be. */
static void plan_too(int student, const char *kind, const char *date)
{
	char script[240];

	snprintf(script, sizeof script,
		 "INSERT INTO plan (student_id, mentor_id, kind, date, made_on) VALUES"
		 " (%d, 1, '%s', '%s', '2026-11-20')",
		 student, kind, date);
	school_script(&s, script);
}

/* "1:28 2:-": each plan's student, and the day of the contact that closed it. */
static const char *all(void)
{
	return file_text("school.db",
			 "SELECT group_concat(w, ' ') FROM (SELECT p.student_id || ':' || "
			 "coalesce(substr(c.date, 9), '-') AS w FROM plan p LEFT JOIN contact c "
			 "ON c.id = p.contact_id ORDER BY p.id)");
}

static void change(int64_t contact, const char *field, const char *value)
{
	struct arena arena = { 0 };
	struct rowset set;
	struct contact c;

	MUST(contact_get(&s, contact, &set, &e), e);
	c = *(const struct contact *)rowset_at(&set, 0);
	MUST(field_read(field_find(contact_fields, field), &c, value, &arena, s.today, NULL, &e),
	     e);
	MUST(contact_save(&s, &c, &e), e);
	rowset_release(&set);
	arena_release(&arena);
}

Test(model_plan_follow, a_contact_of_its_kind_closes_it)
{
	static const struct {
		const char *kind, *day, *closed;
	} rows[] = {
		{ "talk", "2026-11-28", "1:-" },
		{ "call", "2026-11-28", "1:-" },
		{ "visit", "2026-11-19", "1:-" }, /* before it was planned */
		{ "visit", "2026-11-20", "1:20" },
		{ "visit", "2026-11-27", "1:27" }, /* earlier than planned */
		{ "visit", "2026-11-30", "1:30" }, /* later */
	};

	plan(1, "visit", "2026-11-28", 0);
	school_on(&s, "2026-11-30");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t contact = school_contact(&s, rows[i].kind, 1, 1, rows[i].day);

		cr_expect_str_eq(all(), rows[i].closed, "%s %s: %s", rows[i].kind, rows[i].day,
				 all());
		school_withdraw(&s, contact);
		cr_expect_str_eq(all(), "1:-");
	}
}

Test(model_plan_follow, the_nearest_one)
{
	plan(1, "visit", "2026-11-22", 0);
	plan_too(1, "visit", "2026-11-29");
	plan_too(1, "visit", "2026-12-24");
	school_on(&s, "2026-11-30");
	school_contact(&s, "visit", 1, 1, "2026-11-27");
	cr_expect_str_eq(all(), "1:- 1:27 1:-");
}

/* A talk for a key date closes the plan for it, or else one for none; never one for another. */
Test(model_plan_follow, of_its_occasion_before_any)
{
	const int64_t mid = school_key_date(&s, "Mid", 1), start = school_key_date(&s, "Start", 1);

	plan(1, "talk", "2026-11-21", start);
	plan(1, "talk", "2026-11-29", mid);
	plan(1, "talk", "2026-11-25", 0);
	school_on(&s, "2026-11-30");
	school_talk_for(&s, 1, 1, "2026-11-24", mid);
	cr_expect_str_eq(all(), "1:- 1:24 1:-");
	school_talk_for(&s, 1, 1, "2026-11-26", mid);
	cr_expect_str_eq(all(), "1:- 1:24 1:26");
	school_talk_for(&s, 1, 1, "2026-11-27", mid);
	cr_expect_str_eq(all(), "1:- 1:24 1:26");
	/* outside every window, and for none of them */
	school_contact(&s, "talk", 1, 1, "2026-11-28");
	cr_expect_str_eq(all(), "1:- 1:24 1:26");
}

Test(model_plan_follow, a_talk_in_the_window_counts_for_it)
{
	plan(1, "talk", "2027-01-20", school_key_date(&s, "Final", 1));
	school_on(&s, "2027-01-15");
	school_contact(&s, "talk", 1, 1, "2027-01-15");
	cr_expect_str_eq(all(), "1:15");
}

Test(model_plan_follow, a_talk_that_is_no_longer_for_it_leaves_it_open)
{
	const int64_t mid = school_key_date(&s, "Mid", 1);
	int64_t talk;

	plan(1, "talk", "2026-11-29", mid);
	school_on(&s, "2026-11-30");
	talk = school_talk_for(&s, 1, 1, "2026-11-28", mid); /* after its window */
	cr_expect_str_eq(all(), "1:28");
	change(talk, "key_date_id", "");
	cr_expect_str_eq(all(), "1:-");
}

/* As in the checklist: a colleague's visit is not the one that was meant. */
Test(model_plan_follow, a_visit_that_counts)
{
	plan(1, "visit", "2026-11-28", 0);
	school_on(&s, "2026-11-30");
	school_contact(&s, "visit", 1, 2, "2026-11-28");
	cr_expect_str_eq(all(), "1:-");
	school_contact(&s, "visit", 1, 1, "2026-11-29");
	cr_expect_str_eq(all(), "1:29");
}

Test(model_plan_follow, of_each_of_several_students)
{
	struct contact c = {
		.kind = "talk", .date = "2026-11-28", .mentor_id = 1, .student_ids = "1 2"
	};

	plan(1, "talk", "2026-11-25", 0);
	plan(2, "talk", "2026-11-29", 0);
	plan_too(2, "talk", "2026-11-28");
	school_on(&s, "2026-11-30");
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(all(), "1:28 2:- 2:28");
	/* the second is taken out: what was planned is open again */
	change(c.id, "student_ids", "1");
	cr_expect_str_eq(all(), "1:28 2:- 2:28"); /* another one of the occasion is open */
	school_script(&s, "DELETE FROM plan WHERE id = 2");
	change(c.id, "student_ids", "1");
	cr_expect_str_eq(all(), "1:28 2:-");
}

Test(model_plan_follow, a_contact_that_is_changed)
{
	static const struct {
		const char *field, *value, *closed;
	} rows[] = {
		{ "summary", "很好", "1:28 2:-" },     { "date", "2026-11-19", "1:- 2:-" },
		{ "date", "2026-11-27", "1:27 2:-" },  { "student_ids", "2", "1:- 2:27" },
		{ "student_ids", "1 2", "1:27 2:27" },
	};
	int64_t contact;

	plan(1, "visit", "2026-11-28", 0);
	plan(2, "visit", "2026-11-28", 0);
	school_on(&s, "2026-11-30");
	contact = school_contact(&s, "visit", 1, 1, "2026-11-28");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		change(contact, rows[i].field, rows[i].value);
		cr_expect_str_eq(all(), rows[i].closed, "%s %s: %s", rows[i].field, rows[i].value,
				 all());
	}
}

/* What was planned after the visit of the same day is not closed by a word more about it. */
Test(model_plan_follow, a_new_plan_outlives_a_correction)
{
	int64_t contact = school_contact(&s, "visit", 1, 1, "2026-11-20");

	plan(1, "visit", "2026-11-28", 0);
	change(contact, "summary", "很好");
	cr_expect_str_eq(all(), "1:-");
}

Test(model_plan_follow, what_was_planned_since_stands)
{
	int64_t contact;

	plan(1, "visit", "2026-11-28", 0);
	school_on(&s, "2026-11-30");
	contact = school_contact(&s, "visit", 1, 1, "2026-11-28");
	plan(1, "visit", "2026-12-05", 0);
	school_withdraw(&s, contact);
	cr_expect_str_eq(all(), "1:28 1:-");
}

Test(model_plan_follow, nothing_of_another_year)
{
	plan(1, "visit", "2027-06-28", 0);
	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends) VALUES"
		      " (2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		      "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
		      " SELECT student_id, 2027, class_id, '2027-09-01', '2028-08-31'"
		      " FROM enrolment");
	school_on(&s, "2027-09-10");
	school_contact(&s, "visit", 1, 1, "2027-09-09");
	cr_expect_str_eq(all(), "1:-");
}

static bool cancel(int64_t id, int64_t rev)
{
	return plan_cancel(&s, &(struct row_head){ id, rev }, 1, &e);
}

Test(model_plan_follow, what_is_recorded_cannot_be_moved)
{
	struct rowset set;
	struct plan p;

	plan(1, "visit", "2026-11-28", 0);
	MUST(plan_get(&s, 1, &set, &e), e);
	p = *(const struct plan *)rowset_at(&set, 0);
	school_on(&s, "2026-11-26");
	school_contact(&s, "visit", 1, 1, "2026-11-26");
	REFUSED(plan_save(&s, NULL, 0, &p, NULL, &e), &e, ERR_INVALID, "", "recorded already");
	REFUSED(cancel(p.id, p.rev), &e, ERR_CONFLICT, "", "this plan");
	rowset_release(&set);
}

/* A key date that is removed leaves a plan for none in particular. */
Test(model_plan_follow, a_key_date_that_goes)
{
	plan(1, "talk", "2027-01-20", school_key_date(&s, "Final", 1));
	school_script(&s, "DELETE FROM key_date WHERE name = 'Final'");
	cr_expect_str_eq(file_text("school.db", "SELECT key_date_id IS NULL FROM plan"), "1");
}
