/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is outstanding, a row each. */
#include <criterion/criterion.h>

#include "expect.h"
#include "model/checklist.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, "2027-06-20");
	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-12-01");
	school_add_student(&s, 2, "九(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_contact(&s, "visit", 1, 1, "2026-12-10");
	school_contact(&s, "talk", 1, 1, "2027-01-10");
	school_contact(&s, "talk", 1, 1, "2027-03-10");
	school_contact(&s, "talk", 1, 1, "2027-06-10");
	school_feedback(&s, 1, 1, "2027-06-18", "2027-06-18", NULL);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_todo, .init = begin, .fini = end);

Test(model_todo, one_row_for_each_that_is_not_met)
{
	struct rowset set;

	MUST(checklist_todo(&s, OWED_BY_MENTOR, school_mentor(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "kind"), "talk feedback_guardians");
	cr_expect_str_eq(rows_field(&set, "occasion"), "Mid Let. G");
	cr_expect_str_eq(rows_field(&set, "state"), "overdue soon");
	cr_expect_str_eq(rows_field(&set, "opens"), "2027-04-12 2027-06-01");
	cr_expect_str_eq(rows_field(&set, "due"), "2027-05-02 2027-06-30");
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S1");
	cr_expect_str_eq(rows_field(&set, "student"), "学生1 学生1");
	cr_expect_str_eq(rows_field(&set, "class_name"), "六(1) 六(1)");
	cr_expect_str_eq(rows_field(&set, "mentor_no"), "T1 T1");
	cr_expect_str_eq(rows_field(&set, "mentor"), "导师1 导师1");
	cr_expect_eq(rowset_id(&set, 1), school_student(&s, 1));
	rowset_release(&set);
}

Test(model_todo, of_a_student_without_a_mentor)
{
	struct rowset set;

	MUST(checklist_todo(&s, OWED_FOR_STUDENT, school_student(&s, 2), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "state"), "open overdue overdue overdue overdue overdue "
						    "overdue soon soon soon");
	cr_expect_str_eq(row_field(&set, 0, "mentor_no"), "-");
	cr_expect_str_eq(row_field(&set, 0, "mentor"), "-");
	rowset_release(&set);
}

Test(model_todo, of_all_is_that_of_each_one_after_the_other)
{
	struct rowset set;

	MUST(checklist_todo(&s, OWED_BY_ANYONE, 0, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S1 S2 S2 S2 S2 S2 S2 S2 S2 S2 S2");
	rowset_release(&set);
}

Test(model_todo, a_mentor_who_left_is_still_named)
{
	struct rowset set;

	school_script(&s, "UPDATE mentor SET status = 'left'");
	MUST(checklist_todo(&s, OWED_BY_ANYONE, 0, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "mentor"), "导师1");
	rowset_release(&set);
}
