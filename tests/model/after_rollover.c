/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The months in which two school years stand side by side: what belongs to which. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/assignment.h"
#include "model/closing.h"
#include "model/contact.h"
#include "model/exemption.h"
#include "model/rollover.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t first, last;

/* One who goes on to grade 7 and one who is in the last grade. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	first = school_add_student(&s, 1, "六(1)", "2026-09-01");
	last = school_add_student(&s, 2, "九(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_after_rollover, .init = begin, .fini = end);

static void roll_over(const char *day, bool close)
{
	const struct rollover_options o = { .close = close };
	struct rollover_report report;

	school_on(&s, day);
	MUST(rollover_run(&s, &o, &report, &e), e);
	rollover_report_release(&report);
}

static struct contact talk(const char *day)
{
	static char id[24];

	snprintf(id, sizeof id, "%" PRId64, first);
	return (struct contact){
		.kind = "talk", .student_ids = id, .date = day, .mentor_id = school_mentor(&s, 1)
	};
}

/* "2026 六(1) 2026-09-01 2027-08-31, …" as rows of the student, by their beginning. */
static const char *enrolments(int n)
{
	char query[600];

	snprintf(query, sizeof query,
		 "SELECT group_concat(x, ', ') FROM (SELECT e.school_year_id || ' ' || "
		 "(e.school_year_id - c.entry_year + 6) || '.' || c.number || ' ' || e.starts "
		 "|| ' ' || e.ends AS x FROM enrolment e JOIN class c ON c.id = e.class_id "
		 "JOIN student t ON t.id = e.student_id WHERE t.student_no = 'S%d' "
		 "AND e.starts <= e.ends ORDER BY e.starts)",
		 n);
	return file_text("school.db", query);
}

/* ----------------------------------------------------------------- whose year */

Test(model_after_rollover, a_record_is_of_the_year_of_its_day)
{
	struct contact june, now;

	roll_over("2027-07-05", false);
	school_on(&s, "2027-09-06");
	cr_assert_eq(s.year.id, 2027);
	june = talk("2027-06-28");
	now = talk("2027-09-03");
	MUST(contact_save(&s, &june, &e), e);
	MUST(contact_save(&s, &now, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT group_concat(c.school_year_id || ' ' || "
						"k.school_year_id, ', ') FROM contact c JOIN "
						"contact_student k ON k.contact_id = c.id"),
			 "2026 2026, 2027 2027");
	/* moved to another year, it is of that one, for the list too */
	june.date = "2027-09-02";
	MUST(contact_save(&s, &june, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT min(school_year_id) FROM contact_student"),
		     2027);
}

Test(model_after_rollover, a_key_date_goes_with_its_own_year)
{
	struct contact c;
	int64_t mid = school_key_date(&s, "Mid", 2);

	roll_over("2027-07-05", false);
	school_on(&s, "2027-09-06");
	c = talk("2027-09-03");
	c.key_date_id = mid;
	REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "key_date_id", "another school year");
	c.date = "2027-05-01";
	MUST(contact_save(&s, &c, &e), e);
}

Test(model_after_rollover, a_record_moved_into_the_new_year_stands_in_the_way_of_an_undo)
{
	struct contact c = talk("2026-11-20");

	MUST(contact_save(&s, &c, &e), e);
	roll_over("2027-07-05", false);
	school_on(&s, "2027-09-06");
	c.date = "2027-09-03";
	MUST(contact_save(&s, &c, &e), e);
	REFUSED(rollover_undo(&s, &e), &e, ERR_INVALID, "", "contacts were recorded");
}

/* ---------------------------------------------------- who comes or moves meanwhile */

Test(model_after_rollover, who_changes_class_is_there_in_the_next_year_too)
{
	struct rowset set;
	struct student *st;

	roll_over("2027-03-01", false);
	school_on(&s, "2027-03-05");
	MUST(student_get(&s, first, &set, &e), e);
	st = rowset_at(&set, 0);
	st->class_name = "六(2)";
	MUST(student_save(&s, st, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(enrolments(1), "2026 6.1 2026-09-01 2027-03-04, "
					"2026 6.2 2027-03-05 2027-08-31, "
					"2027 7.2 2027-09-01 2028-08-31");
}

Test(model_after_rollover, who_joins_is_taken_along_but_from_a_last_grade)
{
	roll_over("2027-03-01", false);
	school_on(&s, "2027-03-05");
	school_add_student(&s, 3, "八(1)", NULL);
	school_add_student(&s, 4, "九(1)", NULL);
	cr_expect_str_eq(enrolments(3), "2026 8.1 2027-03-05 2027-08-31, "
					"2027 9.1 2027-09-01 2028-08-31");
	cr_expect_str_eq(enrolments(4), "2026 9.1 2027-03-05 2027-08-31");
	school_add_student(&s, 5, "职三(1)", NULL);
	cr_expect(strstr(enrolments(5), "2026 ") && !strstr(enrolments(5), "2027 "), "%s",
		  enrolments(5));
}

Test(model_after_rollover, who_comes_back_is_taken_along)
{
	struct rowset set;
	struct student *st;

	roll_over("2027-03-01", false);
	school_on(&s, "2027-03-10");
	MUST(student_leave(&s, first, "2027-03-02", NULL, &e), e);
	MUST(student_get(&s, first, &set, &e), e);
	st = rowset_at(&set, 0);
	st->enrolled_from = "2027-03-10";
	st->enrolled_to = NULL;
	MUST(student_save(&s, st, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(enrolments(1), "2026 6.1 2026-09-01 2027-03-02, "
					"2026 6.1 2027-03-10 2027-08-31, "
					"2027 7.1 2027-09-01 2028-08-31");
}

/* ------------------------------------------------------------- what a closed year keeps */

Test(model_after_rollover, a_closed_year_keeps_what_was_behind_it)
{
	struct assign a = { .student_ids = &first, .count = 1, .role = "lead" };
	struct exemption x = { .what = "visit",
			       .starts = "2026-10-01",
			       .ends = "2026-12-01",
			       .reason = "r",
			       .approver = "a" };
	size_t changed;

	MUST(exemption_save(&s, &first, 1, &x, &e), e);
	roll_over("2027-07-05", true);
	school_on(&s, "2027-08-10");
	a.mentor_id = school_mentor(&s, 2);
	a.from = "2026-10-01";
	REFUSED(assignment_make(&s, &a, &changed, &e), &e, ERR_INVALID, "starts", "is closed");
	REFUSED(student_leave(&s, first, "2027-01-10", NULL, &e), &e, ERR_INVALID, "date",
		"is closed");
	REFUSED(exemption_save(&s, &last, 1, &x, &e), &e, ERR_INVALID, "starts", "is closed");
	REFUSED(exemption_remove(&s, 1, 1, &e), &e, ERR_INVALID, "", "is closed");
	REFUSED(assignment_end(&s, 1, 1, "2027-01-10", NULL, &e), &e, ERR_INVALID, "ends",
		"is closed");
	/* from the day of its closing on */
	a.from = "2027-08-10";
	MUST(assignment_make(&s, &a, &changed, &e), e);
	x.starts = "2027-08-10";
	x.ends = "2027-12-01";
	MUST(exemption_save(&s, &first, 1, &x, &e), e);
}

Test(model_after_rollover, an_exemption_that_a_closed_year_counted)
{
	struct exemption x = { .what = "visit",
			       .starts = "2027-06-01",
			       .ends = "2027-12-01",
			       .reason = "r",
			       .approver = "a" };
	struct rowset set;

	MUST(exemption_save(&s, &first, 1, &x, &e), e);
	roll_over("2027-07-05", true);
	school_on(&s, "2027-09-06");
	MUST(exemption_get(&s, 1, &set, &e), e);
	x = *(const struct exemption *)rowset_at(&set, 0);
	x.what = "all";
	REFUSED(exemption_save(&s, NULL, 0, &x, &e), &e, ERR_INVALID, "what", "is closed");
	x.what = "visit";
	x.ends = "2027-06-15";
	REFUSED(exemption_save(&s, NULL, 0, &x, &e), &e, ERR_INVALID, "ends", "is closed");
	x.ends = "2027-10-01";
	MUST(exemption_save(&s, NULL, 0, &x, &e), e);
	rowset_release(&set);
}
