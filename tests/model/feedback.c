/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/feedback.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* Mentor 1 leads four students, mentor 2 one, and a sixth has nobody. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 6; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	for (int n = 1; n <= 5; n++)
		school_lead(&s, n, n < 5 ? 1 : 2, "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_feedback, .init = begin, .fini = end);

/* "written/students student guardians"; static storage. */
static const char *progress(int mentor)
{
	static char text[100];
	struct feedback_progress p;

	MUST(feedback_progress_of(&s, school_mentor(&s, mentor), &p, &e), e);
	snprintf(text, sizeof text, "%" PRId64 "/%" PRId64 " %" PRId64 " %" PRId64, p.written,
		 p.students, p.to_student, p.to_guardians);
	return text;
}

/* -------------------------------------------------------------------- progress */

Test(model_feedback, what_is_written_and_handed_over_is_counted)
{
	int64_t id;

	cr_expect_str_eq(progress(1), "0/4 0 0");
	school_feedback(&s, 1, 1, "2026-11-20", NULL, NULL);
	cr_expect_str_eq(progress(1), "1/4 0 0");
	school_feedback(&s, 2, 1, "2026-11-20", "2026-11-21", NULL);
	id = school_feedback(&s, 3, 1, "2026-11-20", "2026-11-21", "2026-11-22");
	cr_expect_str_eq(progress(1), "3/4 2 1");
	cr_expect_str_eq(progress(2), "0/1 0 0");
	school_withdraw(&s, id);
	cr_expect_str_eq(progress(1), "2/4 1 0");
}

/* Two letters by two mentors of the year are one student's. */
Test(model_feedback, a_student_counts_once)
{
	school_feedback(&s, 1, 1, "2026-11-19", "2026-11-19", NULL);
	school_feedback(&s, 1, 2, "2026-11-20", "2026-11-20", NULL);
	cr_expect_str_eq(progress(1), "1/4 1 0");
}

Test(model_feedback, only_the_leading_mentor_of_today_owes_it)
{
	school_co(&s, 5, 1, "2026-09-01");
	cr_expect_str_eq(progress(1), "0/4 0 0");
	MUST(student_leave(&s, school_student(&s, 4), "2026-11-10", NULL, &e), e);
	cr_expect_str_eq(progress(1), "0/3 0 0");
}

Test(model_feedback, another_years_does_not_count)
{
	school_feedback(&s, 1, 1, "2026-11-20", "2026-11-21", NULL);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-06");
	cr_expect_str_eq(progress(1), "0/4 0 0");
}

Test(model_feedback, a_mentor_counts_own_students_alone)
{
	school_feedback(&s, 5, 2, "2026-11-20", NULL, NULL);
	school_as(&s, 1);
	cr_expect_str_eq(progress(1), "0/4 0 0");
	cr_expect_str_eq(progress(2), "0/0 0 0");
}

/* ------------------------------------------------------------------------- ways */

static struct contact feedback(void)
{
	static char ids[32];

	snprintf(ids, sizeof ids, "%" PRId64, school_student(&s, 1));
	return (struct contact){ .kind = "feedback",
				 .student_ids = ids,
				 .date = "2026-11-20",
				 .mentor_id = school_mentor(&s, 1) };
}

static const char ways[] = "SELECT group_concat(party || ' ' || coalesce(way, '-'), ', ')"
			   " FROM (SELECT * FROM delivery ORDER BY party)";

Test(model_feedback, each_delivery_has_a_way_of_its_own)
{
	struct contact c = feedback();
	const struct contact *back;
	struct rowset set;

	c.to_student = "2026-11-21";
	c.to_student_way = "in_person";
	c.to_guardians = "2026-11-22";
	c.to_guardians_way = "meeting";
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", ways), "guardians meeting, student in_person");
	MUST(contact_get(&s, c.id, &set, &e), e);
	back = rowset_at(&set, 0);
	cr_expect_str_eq(back->to_student_way, "in_person");
	cr_expect_str_eq(back->to_guardians_way, "meeting");
	rowset_release(&set);
	/* as it was before there were ways */
	c.to_student_way = "";
	c.to_guardians_way = NULL;
	MUST(contact_save(&s, &c, &e), e);
	cr_expect_str_eq(file_text("school.db", ways), "guardians -, student -");
}

Test(model_feedback, a_way_without_its_day_is_told_at_the_day)
{
	static const struct {
		const char *to_student_way, *to_guardians_way, *field;
	} rows[] = { { "paper", NULL, "to_student" }, { NULL, "message", "to_guardians" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct contact c = feedback();

		c.to_student_way = rows[i].to_student_way;
		c.to_guardians_way = rows[i].to_guardians_way;
		REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, rows[i].field,
			"but not when: give the day");
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact"), 0);
}
