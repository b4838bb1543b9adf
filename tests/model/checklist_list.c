/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose checklist has whom, in what order, and the same as rows. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "model/checklist.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_checklist_list, .init = begin, .fini = end);

/* The students' numbers, and who owes each: "S1/1 S2/0". */
static const char *whose(enum owed_by by, int64_t id)
{
	static char text[4][400];
	static int at;
	char *to = text[at++ % 4];
	struct checklist list;

	*to = '\0';
	MUST(checklist_load(&s, by, id, &list, &e), e);
	for (size_t i = 0; i < list.student_count; i++)
		snprintf(to + strlen(to), sizeof text[0] - strlen(to), "%s%s/%d", i ? " " : "",
			 list.students[i].student_no, (int)list.students[i].mentor_id);
	checklist_release(&list);
	return to;
}

Test(model_checklist_list, each_mentor_owes_for_those_led_today)
{
	for (int n = 1; n <= 5; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_lead(&s, 2, 1, "2026-09-01");
	school_lead(&s, 2, 2, "2026-10-12"); /* what is open goes to the new mentor */
	school_lead(&s, 3, 1, NULL);
	school_co(&s, 3, 2, NULL);
	school_lead(&s, 4, 2, NULL);
	school_lead(&s, 4, 1, "2026-12-01"); /* not yet */
	cr_expect_str_eq(whose(OWED_BY_MENTOR, 1), "S1/1 S3/1");
	cr_expect_str_eq(whose(OWED_BY_MENTOR, 2), "S2/2 S4/2");
	cr_expect_str_eq(whose(OWED_BY_MENTOR, 3), "");
	cr_expect_str_eq(whose(OWED_BY_ANYONE, 0), "S1/1 S2/2 S3/1 S4/2 S5/0");
	cr_expect_str_eq(whose(OWED_FOR_STUDENT, school_student(&s, 4)), "S4/2");
	cr_expect_str_eq(whose(OWED_FOR_STUDENT, 99), "");
	school_on(&s, "2026-12-01");
	cr_expect_str_eq(whose(OWED_BY_MENTOR, 1), "S1/1 S3/1 S4/1");
}

Test(model_checklist_list, by_grade_class_seat_and_number)
{
	static const struct {
		const char *no, *class_name;
		int seat;
	} all[] = {
		{ "S1", "九(1)", 1 }, { "S2", "六(10)", 1 }, { "S3", "六(2)", 2 },
		{ "S5", "六(2)", 1 }, { "S4", "六(2)", 1 },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct student st = { .student_no = all[i].no,
				      .name = "某人",
				      .class_name = all[i].class_name,
				      .seat = all[i].seat };

		MUST(student_save(&s, &st, &e), e);
	}
	cr_expect_str_eq(whose(OWED_BY_ANYONE, 0), "S4/0 S5/0 S3/0 S2/0 S1/0");
}

Test(model_checklist_list, occasions_are_visits_talks_by_their_windows_and_letters)
{
	static const char *const want[] = {
		"Visit 0 2026-09-01 2027-08-31",  "Start 1 2026-09-01 2026-09-21",
		"Mid 1 2026-10-26 2026-11-15",    "Final 1 2027-01-04 2027-01-24",
		"Start 2 2027-02-15 2027-03-15",  "Mid 2 2027-04-12 2027-05-02",
		"Grad 0 2027-05-10 2027-06-06",   "Final 2 2027-06-07 2027-06-27",
		"Let. S 0 2027-06-01 2027-06-30", "Let. G 0 2027-06-01 2027-06-30",
	};
	struct checklist list;

	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
	cr_assert_eq(list.occasion_count, 10);
	for (size_t i = 0; i < 10; i++) {
		const struct occasion *o = &list.occasions[i];
		char line[100];

		snprintf(line, sizeof line, "%s %d %s %s", o->label, (int)o->term, o->opens,
			 o->due);
		cr_expect_str_eq(line, want[i]);
	}
	checklist_release(&list);
}

Test(model_checklist_list, counts_are_of_all_cells)
{
	struct checklist list;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "九(1)", "2026-10-12");
	school_contact(&s, "talk", 1, 1, "2026-11-02");
	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
	cr_expect_eq(list.count[OBLIGATION_NONE], 1);           /* S1: graduation */
	cr_expect_eq(list.count[OBLIGATION_MET], 1);            /* S1: mid-terms */
	cr_expect_eq(list.count[OBLIGATION_OVERDUE], 2);        /* S1: start; S2: mid-terms */
	cr_expect_eq(list.count[OBLIGATION_NOT_APPLICABLE], 1); /* S2: start */
	cr_expect_eq(list.count[OBLIGATION_SOON], 0);
	cr_expect_eq(list.count[OBLIGATION_OPEN], 15);
	checklist_release(&list);
}

Test(model_checklist_list, every_state_has_its_mark_and_code)
{
	static const char *const marks[] = { "", "ok", "to", "so", "OV", "ex", "--" },
				 *const codes[] = { "",        "met",    "open",          "soon",
						    "overdue", "exempt", "not_applicable" };

	for (int state = OBLIGATION_NONE; state < OBLIGATION_STATES; state++) {
		cr_expect_str_eq(obligation_mark((enum obligation_state)state), marks[state]);
		cr_expect_str_eq(obligation_state_code((enum obligation_state)state), codes[state]);
	}
}

Test(model_checklist_list, a_contact_with_several_counts_for_each)
{
	struct checklist list;

	for (int n = 1; n <= 2; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, 1, NULL);
	}
	school_contact(&s, "visit", 1, 1, "2026-10-12");
	school_script(&s,
		      "INSERT INTO contact_student (contact_id, student_id, school_year_id, kind,"
		      " date, mentor_id, withdrawn) SELECT contact_id, 2, school_year_id, kind,"
		      " date, mentor_id, withdrawn FROM contact_student");
	MUST(checklist_load(&s, OWED_BY_MENTOR, 1, &list, &e), e);
	cr_assert_eq(list.student_count, 2);
	for (int i = 0; i < 2; i++) {
		cr_expect_eq(list.students[i].cell[0].state, OBLIGATION_MET);
		cr_expect_eq(list.students[i].cell[0].by, 1);
	}
	checklist_release(&list);
}

Test(model_checklist_list, last_years_contacts_do_not_count)
{
	struct checklist list;

	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	school_contact(&s, "visit", 1, 1, "2026-10-12");
	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends)"
		      " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		      "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
		      " VALUES (1, 2027, 1, '2027-09-01', '2028-08-31')");
	school_on(&s, "2027-10-12");
	MUST(checklist_load(&s, OWED_BY_MENTOR, 1, &list, &e), e);
	cr_assert_eq(list.student_count, 1);
	cr_expect_eq(list.students[0].grade, 7);
	cr_expect_str_eq(list.students[0].class_name, "七(1)");
	cr_expect_eq(list.students[0].cell[0].state, OBLIGATION_OPEN);
	checklist_release(&list);
}

static bool two_are_enough(void *arg, const struct owed *student, const struct checklist *list)
{
	int *seen = arg;

	cr_expect(student->student_id && list->occasion_count == 10);
	return ++*seen < 2;
}

Test(model_checklist_list, a_visitor_ends_the_walk)
{
	int seen = 0;

	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	MUST(checklist_each(&s, OWED_BY_ANYONE, 0, two_are_enough, &seen, &e), e);
	cr_expect_eq(seen, 2);
}

Test(model_checklist_list, nobody_owes_nothing)
{
	int seen = 0;

	MUST(checklist_each(&s, OWED_BY_ANYONE, 0, two_are_enough, &seen, &e), e);
	cr_expect_eq(seen, 0);
	cr_expect_str_eq(whose(OWED_BY_ANYONE, 0), "");
}
