/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/first_steps.h"

#include <criterion/criterion.h>

#include "expect.h"
#include "support/school.h"

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

TestSuite(model_first_steps, .init = begin, .fini = end);

static void expect(int students, int mentors, int led, bool checked)
{
	struct first_steps f;

	MUST(first_steps_count(&s, &f, &e), e);
	cr_expect_eq(f.students, students, "%d students", (int)f.students);
	cr_expect_eq(f.mentors, mentors, "%d mentors", (int)f.mentors);
	cr_expect_eq(f.led, led, "%d are led", (int)f.led);
	cr_expect_eq(f.year_checked, checked);
}

Test(model_first_steps, count_what_there_is_today)
{
	expect(0, 0, 0, false);
	school_add_student(&s, 1, "六(1)", NULL);
	school_add_student(&s, 2, "六(1)", "2026-12-01"); /* not here yet */
	expect(1, 0, 0, false);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T2'");
	expect(1, 1, 0, false);
	school_co(&s, 1, 1, NULL); /* beside a lead mentor who has yet to be found */
	expect(1, 1, 0, false);
	school_on(&s, "2026-12-01");
	school_lead(&s, 2, 1, NULL);
	expect(2, 1, 1, false);
	school_on(&s, SCHOOL_TODAY); /* not yet */
	expect(1, 1, 0, false);
}

Test(model_first_steps, see_that_somebody_changed_the_year)
{
	expect(0, 0, 0, false);
	school_script(&s, "UPDATE rule SET rev = rev + 1 WHERE name = 'visits'");
	expect(0, 0, 0, true);
	school_script(&s, "UPDATE key_date SET reviewed = 0 WHERE name = 'Mid'");
	expect(0, 0, 0, false);
	school_script(&s, "UPDATE key_date SET reviewed = 1, rev = rev + 1 WHERE name = 'Mid'; "
			  "UPDATE rule SET rev = 1");
	expect(0, 0, 0, true);
}

Test(model_first_steps, see_that_somebody_changed_the_departments)
{
	struct first_steps f;

	MUST(first_steps_count(&s, &f, &e), e);
	cr_expect_not(f.departments_checked);
	school_script(&s, "UPDATE department SET rev = rev + 1 WHERE name = 'Medical'");
	MUST(first_steps_count(&s, &f, &e), e);
	cr_expect(f.departments_checked);
}
