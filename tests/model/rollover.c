/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of students, classes, mentors and the year's dates. */
#include "model/rollover.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "model/mentor.h"
#include "model/student.h"
#include "rolling.h"
#include "support/school.h"

/* In the summer holidays of 2026. */
#define JULY "2027-07-05"

static struct session s;
static struct err e;
static const struct rollover_options plain;

static void begin(void)
{
	school_begin(&s, JULY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_rollover, .init = begin, .fini = end);

/* ------------------------------------------------------------------- students */

Test(model_rollover, who_is_promoted_and_who_graduates)
{
	static const struct {
		const char *class, *next; /* NULL: graduates */
	} rows[] = {
		{ "一(1)", "二(1)" },     { "四(2)", "五(2)" },   { "五(1)", NULL },
		{ "六(1)", "七(1)" },     { "八(12)", "九(12)" }, { "九(1)", NULL },
		{ "高一(1)", "高二(1)" }, { "高三(1)", NULL },    { "职一(1)", "职二(1)" },
		{ "职二(1)", "职三(1)" }, { "职三(1)", NULL },
	};
	enum { ROWS = sizeof rows / sizeof *rows };
	struct rollover_report report;
	size_t promoted = 0;

	for (int i = 0; i < ROWS; i++) {
		school_add_student(&s, 10 + i, rows[i].class, "2026-09-01");
		promoted += rows[i].next != NULL;
	}
	roll_over(&s, &plain, &report);
	for (int i = 0; i < ROWS; i++) {
		char want[100];

		snprintf(want, sizeof want, "S%d %s %s - -", 10 + i, rows[i].class,
			 rows[i].next ? rows[i].next : "-");
		cr_expect(strstr(changes_of(&report,
					    rows[i].next ? ROLLOVER_PROMOTED : ROLLOVER_GRADUATED),
				 want),
			  "%s", want);
	}
	cr_expect_eq(report.count[ROLLOVER_PROMOTED], promoted);
	cr_expect_eq(report.count[ROLLOVER_GRADUATED], ROWS - promoted);
	rollover_report_release(&report);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM enrolment "
					   "WHERE school_year_id = 2027 AND starts = '2027-09-01' "
					   "AND ends = '2028-08-31'"),
		     (int64_t)promoted);
}

Test(model_rollover, the_same_class_and_number_in_class)
{
	struct rowset set;

	school_add_student(&s, 1, "六(3)", "2026-09-01");
	school_script(&s, "UPDATE enrolment SET seat = 7");
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(enrolled_in(2026), "S1 junior 2026 3");
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 3");
	school_on(&s, "2027-09-01");
	MUST(student_get(&s, 1, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "七(3)");
	cr_expect_str_eq(row_field(&set, 0, "seat"), "7");
	rowset_release(&set);
}

Test(model_rollover, a_vocational_school_of_four_years)
{
	school_add_student(&s, 1, "职三(1)", "2026-09-01");
	school_add_student(&s, 2, "职四(1)", "2026-09-01");
	school_script(&s, "UPDATE rule SET value = '4' WHERE name = 'vocational_years'");
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(enrolled_in(2027), "S1 vocational 2024 1");
}

Test(model_rollover, in_a_nine_year_school_grade_5_goes_on)
{
	static const struct rollover_options on = { .go_on = true };
	struct rollover_report report;

	school_add_student(&s, 1, "五(1)", "2026-09-01");
	school_add_student(&s, 2, "五(2)", "2026-09-01");
	school_add_student(&s, 3, "九(1)", "2026-09-01");
	school_script(&s, "INSERT INTO class (stage, entry_year, number) "
			  "VALUES ('junior', 2027, 2)");
	roll_over(&s, &on, &report);
	cr_expect_str_eq(changes_of(&report, ROLLOVER_GOES_ON),
			 "S1 五(1) 六(1) - -, S2 五(2) 六(2) - -");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_CLASS), "- - 六(1) - -");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_GRADUATED), "S3 九(1) - - -");
	rollover_report_release(&report);
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2027 1, S2 junior 2027 2");
}

Test(model_rollover, in_a_school_to_grade_12_grade_9_goes_on_where_asked_for)
{
	static const struct rollover_options on = { .go_on_senior = true };
	struct rollover_plan plan;

	school_add_student(&s, 1, "九(1)", "2026-09-01");
	school_add_student(&s, 2, "高三(1)", "2026-09-01");
	MUST(rollover_plan(&s, &plan, &e), e);
	cr_expect(!plan.go_on && plan.go_on_senior);
	roll_over_quietly(&s, &on);
	cr_expect_str_eq(enrolled_in(2027), "S1 senior 2027 1");
}

Test(model_rollover, nobody_goes_on_to_a_stage_that_is_not_there)
{
	static const struct rollover_options on = { .go_on = true },
					     senior = { .go_on_senior = true };
	struct rollover_report report;

	school_add_student(&s, 1, "五(1)", "2026-09-01");
	REFUSED(rollover_run(&s, &on, &report, &e), &e, ERR_INVALID, "go_on", "no grade 6");
	rollover_report_release(&report);
	REFUSED(rollover_run(&s, &senior, &report, &e), &e, ERR_INVALID, "go_on_senior",
		"no grade 10");
	rollover_report_release(&report);
}

Test(model_rollover, who_left_who_joined_and_who_changed_class)
{
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2027-03-01");
	school_add_student(&s, 3, "六(1)", "2026-09-01");
	school_add_student(&s, 4, "六(1)", "2026-09-01");
	MUST(student_leave(&s, 1, "2027-01-31", "转学", &e), e);
	school_script(&s, "UPDATE student SET missing_since = '2027-02-20' WHERE id = 4;"
			  "INSERT INTO class VALUES (9, 1, 'junior', 2026, 9);"
			  "UPDATE enrolment SET ends = '2026-12-31' WHERE student_id = 3;"
			  "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, "
			  "ends) VALUES (3, 2026, 9, '2027-01-01', '2027-08-31')");
	roll_over(&s, &plain, &report);
	cr_expect_str_eq(changes_of(&report, ROLLOVER_NOT_PROMOTED),
			 "S1 六(1) - - left on 2027-01-31: 转学");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_PROMOTED),
			 "S2 六(1) 七(1) - -, S4 六(1) 七(1) - not in the roster of 2027-02-20, "
			 "S3 六(9) 七(9) - -");
	cr_expect_eq(report.missing, 1);
	cr_expect_eq(report.without_mentor, 3);
	rollover_report_release(&report);
	cr_expect_str_eq(enrolled_in(2027), "S2 junior 2026 1, S3 junior 2026 9, S4 junior 2026 1");
}

/* -------------------------------------------------------------------- mentors */

/* T1 leads S1, S2, and S3 who graduates, and T2 stands beside; T3 leads S4 and has left. */
static void add_mentors(void)
{
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 4; n++) {
		school_add_student(&s, n, n == 3 ? "九(1)" : "六(1)", "2026-09-01");
		school_lead(&s, n, n == 4 ? 3 : 1, "2026-09-01");
	}
	school_co(&s, 1, 2, "2026-10-01");
	school_co(&s, 3, 2, "2026-10-01");
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T3'");
}

Test(model_rollover, mentors_stay_with_those_who_stay)
{
	struct rollover_report report;

	add_mentors();
	roll_over(&s, &plain, &report);
	cr_expect_str_eq(assigned(), "S1 T1 lead 2026-09-01 9999-12-31, "
				     "S1 T2 co 2026-10-01 9999-12-31, "
				     "S2 T1 lead 2026-09-01 9999-12-31, "
				     "S3 T1 lead 2026-09-01 2027-08-31, "
				     "S3 T2 co 2026-10-01 2027-08-31, "
				     "S4 T3 lead 2026-09-01 2027-08-31");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_CARRIED),
			 "S1 六(1) 七(1) 导师1 -, S1 六(1) 七(1) 导师2 co-mentor, "
			 "S2 六(1) 七(1) 导师1 -");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_ENDED),
			 "S4 六(1) 七(1) 导师3 the mentor has left, "
			 "S3 九(1) - 导师1 the student graduates, "
			 "S3 九(1) - 导师2 co-mentor; the student graduates");
	cr_expect_eq(report.without_mentor, 1);
	rollover_report_release(&report);
}

Test(model_rollover, or_end_with_the_year)
{
	static const struct rollover_options anew = { .end_assignments = true };
	struct rollover_report report;

	add_mentors();
	roll_over(&s, &anew, &report);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment "
					   "WHERE ends = '2027-08-31' AND rev = 2"),
		     6);
	cr_expect_eq(report.count[ROLLOVER_ENDED], 6);
	cr_expect_eq(report.count[ROLLOVER_CARRIED], 0);
	cr_expect_eq(report.without_mentor, 3);
	rollover_report_release(&report);
}

/* A file may hold what no screen would make: a mentor from the new year on. */
Test(model_rollover, a_mentor_of_the_new_year_stays_but_for_graduates)
{
	static const struct rollover_options anew = { .end_assignments = true };

	add_mentors();
	school_script(&s, "UPDATE assignment SET ends = '2027-08-31' WHERE role = 'lead';"
			  "INSERT INTO assignment (student_id, mentor_id, role, starts) VALUES "
			  "(2, 2, 'lead', '2027-09-01'), (3, 2, 'lead', '2027-09-01')");
	roll_over_quietly(&s, &anew);
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(student_id || ' ' || ends, "
						"', ') FROM assignment "
						"WHERE starts = '2027-09-01'"),
			 "2 9999-12-31, 3 2027-08-31");
}

/* ------------------------------------------------------------------- the year */

Test(model_rollover, the_next_year_has_the_dates_and_rules_of_this_one)
{
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_script(&s, "UPDATE school_year SET second_term = '2027-02-22';"
			  "UPDATE rule SET value = '2' WHERE name = 'visits';"
			  "UPDATE rule SET value = '2027-06-12' WHERE name = 'feedback_opens';"
			  "UPDATE key_date SET name = '期中考' WHERE name = 'Mid' AND term = 1;"
			  "DELETE FROM key_date WHERE name <> '期中考'");
	roll_over(&s, &plain, &report);
	cr_expect_str_eq(changes_of(&report, ROLLOVER_YEAR),
			 "- - - - School year 2027: 2027-09-01 to 2028-08-31");
	cr_expect_str_eq(changes_of(&report, ROLLOVER_KEY_DATE),
			 "- - - - 期中考: 2027-10-26 to 2027-11-15");
	cr_expect(strstr(changes_of(&report, ROLLOVER_RULE), "Home visits: 2"));
	cr_expect(strstr(changes_of(&report, ROLLOVER_RULE), "Feedback from: 2028-06-12"));
	rollover_report_release(&report);
	cr_expect_str_eq(file_text("school.db", "SELECT second_term FROM school_year "
						"WHERE id = 2027"),
			 "2028-02-22");
	cr_expect_str_eq(file_text("school.db", "SELECT name || term || grades || reviewed "
						"FROM key_date WHERE school_year_id = 2027"),
			 "期中考11310700");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM rule a JOIN rule b "
					   "ON a.name = b.name WHERE a.school_year_id = 2026 "
					   "AND b.school_year_id = 2027"),
		     14);
}

Test(model_rollover, a_day_in_leap_february_has_no_next_year)
{
	school_end(&s);
	school_begin(&s, "2028-07-05");
	school_add_student(&s, 1, "六(1)", "2027-09-01");
	school_script(&s, "UPDATE school_year SET second_term = '2028-02-29';"
			  "UPDATE rule SET value = '2028-02-29' WHERE name = 'feedback_due';"
			  "DELETE FROM key_date WHERE id > 1;"
			  "UPDATE key_date SET opens = '2028-02-29', due = '2028-02-29'");
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(
		file_text("school.db",
			  "SELECT y.second_term || ' ' || k.opens || ' ' || k.due || ' ' || "
			  "r.value FROM school_year y JOIN key_date k "
			  "ON k.school_year_id = y.id JOIN rule r "
			  "ON r.school_year_id = y.id AND r.name = 'feedback_due' "
			  "WHERE y.id = 2028"),
		"2029-02-28 2029-03-01 2029-03-01 2029-02-28");
}

Test(model_rollover, a_year_that_is_there_keeps_its_dates_and_rules)
{
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
			  "(2027, '2027-09-02', '2028-02-10', '2028-08-30');"
			  "INSERT INTO rule (school_year_id, name, value) VALUES "
			  "(2027, 'visits', '3');"
			  "INSERT INTO key_date (school_year_id, name, term, opens, due, grades) "
			  "VALUES (2027, '开学', 1, '2027-09-02', '2027-09-30', 64)");
	roll_over(&s, &plain, &report);
	cr_expect_eq(report.count[ROLLOVER_YEAR] + report.count[ROLLOVER_RULE] +
			     report.count[ROLLOVER_KEY_DATE],
		     0);
	rollover_report_release(&report);
	cr_expect_str_eq(file_text("school.db", "SELECT starts || ' ' || ends FROM enrolment "
						"WHERE school_year_id = 2027"),
			 "2027-09-02 2028-08-30");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date, rule WHERE "
					   "key_date.school_year_id = 2027 "
					   "AND rule.school_year_id = 2027"),
		     1);
}

/* ----------------------------------------------------------------------- when */

Test(model_rollover, also_after_the_first_of_september)
{
	int64_t due;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	MUST(rollover_is_due(&s, &due, &e), e);
	cr_expect_eq(due, 0);
	school_on(&s, "2027-09-06");
	cr_expect_eq(s.year.id, 2026); /* the last one begun */
	MUST(rollover_is_due(&s, &due, &e), e);
	cr_expect_eq(due, 2026);
	roll_over_quietly(&s, &plain);
	cr_expect_eq(s.year.id, 2027); /* at once */
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 1");
	MUST(rollover_is_due(&s, &due, &e), e);
	cr_expect_eq(due, 0);
}

Test(model_rollover, also_in_a_new_year_that_nobody_is_in_yet)
{
	int64_t due;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
			  "(2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-06");
	cr_expect_eq(s.year.id, 2027);
	MUST(rollover_is_due(&s, &due, &e), e);
	cr_expect_eq(due, 2026);
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 1");
}

/* Whoever takes over the new grade 6 before anything else. */
Test(model_rollover, also_with_newcomers_in_the_new_year)
{
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
			  "(2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-06");
	school_add_mentor(&s, 1);
	school_add_student(&s, 2, "六(1)", "2027-09-01");
	school_lead(&s, 2, 1, "2027-09-01");
	school_contact(&s, "visit", 2, 1, "2027-09-05");
	roll_over(&s, &plain, &report);
	cr_expect_str_eq(changes_of(&report, ROLLOVER_PROMOTED), "S1 六(1) 七(1) - -");
	cr_expect_eq(report.count[ROLLOVER_CARRIED], 0);
	rollover_report_release(&report);
	cr_expect_str_eq(enrolled_in(2027), "S1 junior 2026 1, S2 junior 2027 1");
	MUST(rollover_undo(&s, &e), e);
	cr_expect_str_eq(enrolled_in(2027), "S2 junior 2027 1");
}

Test(model_rollover, year_after_year)
{
	school_add_student(&s, 1, "七(1)", "2026-09-01");
	roll_over_quietly(&s, &plain);
	school_on(&s, "2028-07-05");
	roll_over_quietly(&s, &plain);
	school_on(&s, "2029-07-05");
	roll_over_quietly(&s, &plain);
	cr_expect_str_eq(enrolled_in(2028), "S1 junior 2025 1");
	cr_expect_str_eq(enrolled_in(2029), "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM rollover"), 3);
}

Test(model_rollover, a_dry_run_tells_the_same_and_changes_nothing)
{
	struct rollover_options o = { .end_assignments = true, .close = true, .dry_run = true };
	struct rollover_report dry, real;
	struct buf before = { 0 }, after = { 0 };

	add_mentors();
	content_of_file("school.db", NULL, &before);
	roll_over(&s, &o, &dry);
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	o.dry_run = false;
	roll_over(&s, &o, &real);
	for (int what = 0; what < ROLLOVER_KINDS; what++)
		cr_expect_str_eq(changes_of(&dry, (enum rollover_what)what),
				 changes_of(&real, (enum rollover_what)what));
	cr_expect_eq(dry.changes.count, real.changes.count);
	rollover_report_release(&dry);
	rollover_report_release(&real);
	buf_release(&before);
	buf_release(&after);
}

/* ------------------------------------------------------------------- refusals */

Test(model_rollover, what_is_refused_changes_nothing)
{
	static const struct {
		const char *today, *script, *words;
	} rows[] = {
		{ "2026-11-23", "",
		  "School year 2026 is in its first term; it can be rolled over from "
		  "2027-02-15 on." },
		{ JULY, "UPDATE enrolment SET ends = '2027-08-30'",
		  "Nobody is enrolled on the last day of 2026" },
		{ JULY, "UPDATE school_year SET closed_on = '2027-07-01'",
		  "School year 2026 was closed on 2027-07-01 already." },
		{ JULY,
		  "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
		  "(2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		  "INSERT INTO rollover (id, done_at) VALUES (2027, '2027-07-01 08:00:00')",
		  "School year 2026 was rolled over to 2027 already." },
		{ JULY,
		  "INSERT INTO school_year (id, starts, second_term, ends) VALUES "
		  "(2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		  "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends) "
		  "VALUES (1, 2027, 1, '2027-09-01', '2027-12-31')",
		  "1 students of 2026 are enrolled in 2027 already" },
		{ JULY, "UPDATE enrolment SET ends = '2027-09-10'",
		  "学生1 is enrolled from 2026-09-01 to 2027-09-10, which overlaps 2027" },
	};
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf before = { 0 }, after = { 0 };

		school_end(&s);
		school_begin(&s, JULY);
		school_add_student(&s, 1, "六(1)", "2026-09-01");
		school_script(&s, rows[i].script);
		school_on(&s, rows[i].today);
		content_of_file("school.db", NULL, &before);
		REFUSED(rollover_run(&s, &plain, &report, &e), &e, ERR_INVALID, "", rows[i].words);
		cr_expect_not(report.written);
		rollover_report_release(&report);
		content_of_file("school.db", NULL, &after);
		cr_expect_str_eq(before.at, after.at);
		buf_release(&before);
		buf_release(&after);
	}
}

Test(model_rollover, twice_is_refused)
{
	struct rollover_report report;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	roll_over_quietly(&s, &plain);
	REFUSED(rollover_run(&s, &plain, &report, &e), &e, ERR_INVALID, "",
		"School year 2026 was rolled over to 2027 already.");
	rollover_report_release(&report);
	school_on(&s, "2027-09-10");
	REFUSED(rollover_run(&s, &plain, &report, &e), &e, ERR_INVALID, "",
		"School year 2027 is in its first term");
	rollover_report_release(&report);
}

Test(model_rollover, the_summary)
{
	struct rollover_options o = { .close = true };
	struct rollover_report report;
	struct buf text = { 0 };

	add_mentors();
	roll_over(&s, &o, &report);
	rollover_summary(&report, &text);
	cr_expect_str_eq(buf_str(&text),
			 "Saved. School year 2026 to 2027: 3 students promoted, 1 graduated; "
			 "3 mentors stay, 3 end. 1 students have no mentor in the "
			 "new year. School year 2026 is closed.");
	buf_release(&text);
	rollover_report_release(&report);
}
