/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roll-over taken back, or not any more. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "model/rollover.h"
#include "model/student.h"
#include "rolling.h"
#include "support/school.h"

static struct session s;
static struct err e;
static const struct rollover_options everything = {
	.end_assignments = true, .go_on = true, .go_on_senior = true, .close = true
};
static const struct rollover_options plain;

static const char next_year[] =
	"INSERT INTO school_year (id, starts, second_term, ends) VALUES "
	"(2027, '2027-09-01', '2028-02-15', '2028-08-31');"
	"INSERT INTO class (stage, entry_year, number) VALUES ('junior', 2027, 1), "
	"('senior', 2027, 1);";

/* S1 in grade 6, S2 in 5, S3 in 9, S4 in the last grade of all; T1 leads them, T2 stands beside. */
static void begin(void)
{
	static const char *const classes[] = { "六(1)", "五(1)", "九(1)", "高三(1)" };

	school_begin(&s, "2027-07-05");
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, classes[n - 1], "2026-09-01");
		school_lead(&s, n, 1, "2026-09-01");
		school_co(&s, n, 2, "2027-01-01");
	}
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_rollover_undo, .init = begin, .fini = end);

static void undo(void)
{
	MUST(rollover_undo(&s, &e), e);
}

/* All but rev, which says that somebody who has an assignment on the screen has an old one. */
Test(model_rollover_undo, all_is_as_it_was)
{
	struct buf before = { 0 }, between = { 0 }, after = { 0 };

	school_script(&s, next_year);
	content_of_file("school.db", "rev", &before);
	roll_over_quietly(&s, &everything);
	content_of_file("school.db", "rev", &between);
	cr_expect_str_neq(before.at, between.at);
	undo();
	content_of_file("school.db", "rev", &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&between);
	buf_release(&after);
}

/* The year and the classes of grade 6 and 10 that the roll-over made, and no more. */
Test(model_rollover_undo, what_it_made_new_stays_and_is_used_the_next_time)
{
	struct rollover_report report;

	roll_over_quietly(&s, &everything);
	undo();
	cr_expect_str_eq(enrolled_in(2027), "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM class WHERE entry_year = 2027"),
		     2);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM rollover_row, rollover"), 0);
	school_script(&s, "UPDATE key_date SET reviewed = 1, name = '看过' "
			  "WHERE school_year_id = 2027");
	roll_over(&s, &everything, &report);
	cr_expect_eq(report.count[ROLLOVER_CLASS] + report.count[ROLLOVER_YEAR], 0);
	rollover_report_release(&report);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date WHERE name = '看过'"), 7);
}

Test(model_rollover_undo, also_after_the_first_of_september)
{
	roll_over_quietly(&s, &plain);
	school_on(&s, "2027-09-03");
	undo();
	cr_expect_str_eq(enrolled_in(2027), "");
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 1");
}

Test(model_rollover_undo, the_last_one_alone)
{
	int64_t to;
	char at[20];

	roll_over_quietly(&s, &plain);
	school_on(&s, "2028-07-05");
	roll_over_quietly(&s, &plain);
	MUST(rollover_last(&s, &to, at, &e), e);
	cr_expect_eq(to, 2028);
	cr_expect_eq(strlen(at), 19);
	undo();
	MUST(rollover_last(&s, &to, at, &e), e);
	cr_expect_eq(to, 2027);
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 1");
}

Test(model_rollover_undo, there_is_none)
{
	int64_t to;
	char at[20];

	MUST(rollover_last(&s, &to, at, &e), e);
	cr_expect(!to && !*at);
	REFUSED(rollover_undo(&s, &e), &e, ERR_INVALID, "", "There is no roll-over to undo.");
}

/* ------------------------------------------------------- recorded since, by the model */

static void record(void)
{
	school_contact(&s, "visit", 1, 1, "2027-09-05");
}

static void assign(void)
{
	school_lead(&s, 1, 2, "2027-09-05");
}

static void join(void)
{
	school_add_student(&s, 9, "六(1)", "2027-09-01");
}

static void leave(void)
{
	MUST(student_leave(&s, 1, "2027-09-04", "转学", &e), e);
}

static void move(void)
{
	school_script(&s, "UPDATE enrolment SET seat = 5, rev = rev + 1 "
			  "WHERE school_year_id = 2027");
}

static void refer(void)
{
	school_script(&s, "INSERT INTO referral (student_id, mentor_id, department_id, date, due) "
			  "SELECT 1, 1, min(id), '2027-09-05', '2027-09-19' FROM department");
}

static void close_new_year(void)
{
	school_script(&s, "UPDATE school_year SET closed_on = '2027-09-05' WHERE id = 2027");
}

Test(model_rollover_undo, no_more_once_something_was_recorded)
{
	static const struct {
		void (*happens)(void);
		const char *words;
	} rows[] = {
		{ record, "contacts were recorded in the new year (1)" },
		{ refer, "students were referred (1)" },
		{ assign, "mentors were assigned or changed" },
		{ join, "students were enrolled, moved or left" },
		{ leave,
		  "students were enrolled, moved or left, mentors were assigned or changed" },
		{ move, "students were enrolled, moved or left" },
		{ close_new_year, "the new year was closed" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf before = { 0 }, after = { 0 };

		school_end(&s);
		begin();
		roll_over_quietly(&s, &plain);
		school_script(&s, "INSERT INTO department (name) VALUES ('心理') "
				  "ON CONFLICT DO NOTHING");
		school_on(&s, "2027-09-06");
		rows[i].happens();
		content_of_file("school.db", NULL, &before);
		REFUSED(rollover_undo(&s, &e), &e, ERR_INVALID, "", rows[i].words);
		content_of_file("school.db", NULL, &after);
		cr_expect_str_eq(before.at, after.at);
		buf_release(&before);
		buf_release(&after);
	}
}

Test(model_rollover_undo, a_contact_taken_back_is_none)
{
	roll_over_quietly(&s, &plain);
	school_on(&s, "2027-09-06");
	school_withdraw(&s, school_contact(&s, "visit", 1, 1, "2027-09-05"));
	undo();
	cr_expect_str_eq(enrolled_in(2027), "");
}

/* It would be there without the roll-over too. */
Test(model_rollover_undo, what_was_recorded_in_the_old_year_stays_there)
{
	roll_over_quietly(&s, &plain);
	school_contact(&s, "visit", 1, 1, "2027-07-05");
	undo();
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 1);
}
