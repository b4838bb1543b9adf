/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assignment.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "db/door.h"
#include "db/file.h"
#include "db/guard.h"
#include "expect.h"
#include "model/student.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;
static size_t changed;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_assignment, .init = begin, .fini = end);

/* "T1 lead 2026-09-01 2026-10-11, T2 lead 2026-10-12 9999-12-31": in the order they were made. */
static const char *mentors_of(int n)
{
	static char all[4][1000];
	static int at;
	char query[300], *to = all[at++ % 4];

	snprintf(query, sizeof query,
		 "SELECT group_concat(m.staff_no || ' ' || role || ' ' || starts || ' ' || ends, "
		 "', ')"
		 " FROM (SELECT * FROM assignment ORDER BY id) a JOIN mentor m ON m.id = mentor_id"
		 " JOIN student s ON s.id = student_id WHERE s.student_no = 'S%d'",
		 n);
	snprintf(to, sizeof all[0], "%s", file_text("school.db", query));
	return to;
}

static bool assign(int student, int mentor, const char *role, const char *from, const char *reason)
{
	int64_t id = school_student(&s, student);
	struct assign a = { &id, 1, school_mentor(&s, mentor), role, from, reason, NULL };

	return assignment_make(&s, &a, &changed, &e);
}

#define LEAD(student, mentor, from) MUST(assign((student), (mentor), "lead", (from), NULL), e)
#define CO(student, mentor, from)   MUST(assign((student), (mentor), "co", (from), NULL), e)

/* --------------------------------------------------------------- the first day */

Test(model_assignment, the_first_lead_begins_with_the_enrolment)
{
	school_add_student(&s, 5, "六(1)", "2026-10-12");
	LEAD(1, 1, NULL);
	LEAD(5, 1, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 9999-12-31");
	cr_expect_str_eq(mentors_of(5), "T1 lead 2026-10-12 9999-12-31");
}

Test(model_assignment, a_later_lead_begins_today)
{
	LEAD(1, 1, NULL);
	LEAD(1, 2, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-11-22, "
					"T2 lead 2026-11-23 9999-12-31");
}

Test(model_assignment, after_a_change_of_class_it_is_the_new_classs_first_day)
{
	struct student st = {
		.rev = 1, .student_no = "S1", .name = "学生1", .class_name = "六(2)"
	};

	school_on(&s, "2026-10-12");
	st.id = school_student(&s, 1);
	MUST(student_save(&s, &st, &e), e);
	school_on(&s, SCHOOL_TODAY);
	LEAD(1, 1, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-10-12 9999-12-31");
}

Test(model_assignment, a_co_mentor_begins_today)
{
	CO(1, 1, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 co 2026-11-23 9999-12-31");
	/* and is no lead: the first of those still begins with the enrolment */
	LEAD(1, 2, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 co 2026-11-23 9999-12-31, "
					"T2 lead 2026-09-01 9999-12-31");
}

Test(model_assignment, last_years_lead_is_not_this_years)
{
	LEAD(1, 1, NULL);
	school_script(&s,
		      "INSERT INTO school_year (id, starts, second_term, ends)"
		      " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31');"
		      "UPDATE assignment SET ends = '2027-08-31';"
		      "INSERT INTO enrolment (student_id, school_year_id, class_id, starts, ends)"
		      " VALUES (1, 2027, 1, '2027-09-01', '2028-08-31')");
	school_on(&s, "2027-10-12");
	LEAD(1, 2, NULL);
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2027-08-31, "
					"T2 lead 2027-09-01 9999-12-31");
}

/* --------------------------------------------------------------------- changes */

Test(model_assignment, a_change_ends_the_old_one_the_day_before)
{
	LEAD(1, 1, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	LEAD(1, 3, "2027-03-01"); /* a future day: the second holds until then */
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-10-11, "
					"T2 lead 2026-10-12 2027-02-28, "
					"T3 lead 2027-03-01 9999-12-31");
}

Test(model_assignment, a_correction_on_the_same_day)
{
	LEAD(1, 1, "2026-10-12");
	LEAD(1, 2, "2026-10-12");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-10-12 2026-10-11, "
					"T2 lead 2026-10-12 9999-12-31");
}

Test(model_assignment, a_correction_back_to_before_both)
{
	LEAD(1, 1, "2026-09-10");
	LEAD(1, 2, "2026-10-12");
	LEAD(1, 3, "2026-09-01");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-10 2026-09-09, "
					"T2 lead 2026-10-12 2026-10-11, "
					"T3 lead 2026-09-01 9999-12-31");
}

Test(model_assignment, into_the_middle)
{
	LEAD(1, 1, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	LEAD(1, 3, "2026-10-01");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-09-30, "
					"T2 lead 2026-10-12 2026-10-11, "
					"T3 lead 2026-10-01 9999-12-31");
}

Test(model_assignment, who_has_this_mentor_already_is_left_alone)
{
	LEAD(1, 1, NULL);
	LEAD(1, 1, NULL);
	cr_expect_eq(changed, 0);
	LEAD(1, 1, "2026-10-12");
	cr_expect_eq(changed, 0);
	CO(1, 1, NULL);
	cr_expect_eq(changed, 0, "a lead is no co-mentor beside");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 9999-12-31");
}

/* Whom another leads now is not led already, whatever was before or is to come. */
Test(model_assignment, back_to_an_earlier_mentor_from_a_day_when_it_was_still_that_one)
{
	LEAD(1, 1, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	LEAD(1, 1, "2026-10-01");
	cr_expect_eq(changed, 1, "%s", mentors_of(1));
	cr_expect_eq(file_int("school.db",
			      "SELECT mentor_id FROM assignment WHERE role = 'lead' AND starts <= "
			      "'2026-11-23' AND ends >= '2026-11-23'"),
		     school_mentor(&s, 1), "%s", mentors_of(1));
}

Test(model_assignment, the_mentor_to_come_comes_today)
{
	LEAD(1, 1, "2026-09-01");
	LEAD(1, 2, "2026-12-01");
	LEAD(1, 2, SCHOOL_TODAY);
	cr_expect_eq(changed, 1, "%s", mentors_of(1));
	cr_expect_eq(file_int("school.db",
			      "SELECT mentor_id FROM assignment WHERE role = 'lead' AND starts <= "
			      "'2026-11-23' AND ends >= '2026-11-23'"),
		     school_mentor(&s, 2), "%s", mentors_of(1));
}

Test(model_assignment, co_mentors_stay_when_the_lead_changes)
{
	LEAD(1, 1, "2026-09-01");
	CO(1, 3, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-10-11, "
					"T3 co 2026-09-01 9999-12-31, "
					"T2 lead 2026-10-12 9999-12-31");
}

Test(model_assignment, nobody_is_lead_and_co_mentor)
{
	LEAD(1, 1, "2026-09-01");
	CO(1, 2, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-10-11, "
					"T2 co 2026-09-01 2026-10-11, "
					"T2 lead 2026-10-12 9999-12-31");
}

Test(model_assignment, several_co_mentors)
{
	CO(1, 1, NULL);
	CO(1, 2, NULL);
	CO(1, 2, NULL);
	cr_expect_eq(changed, 0);
	cr_expect_str_eq(mentors_of(1), "T1 co 2026-11-23 9999-12-31, T2 co 2026-11-23 9999-12-31");
}

/* --------------------------------------------------------------------- refusals */

Test(model_assignment, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		const char *from, *words;
	} days[] = {
		{ "2026-08-31",
		  "2026-08-31 is outside the school year (2026-09-01 to 2027-08-31)." },
		{ "2027-09-01", "is outside the school year" },
		{ "2027-02-29", "is outside the school year" }, /* and no day at all */
	};
	struct assign nobody = { .mentor_id = 99, .role = "lead" };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		REFUSED(assign(1, 1, "lead", days[i].from, NULL), &e, ERR_INVALID, "starts",
			days[i].words);
	REFUSED(assignment_make(&s, &nobody, &changed, &e), &e, ERR_NOT_FOUND, "",
		"There is no such mentor.");
	school_add_student(&s, 5, "六(1)", "2026-10-12");
	REFUSED(assign(5, 1, "lead", "2026-10-11", NULL), &e, ERR_INVALID, "starts",
		"The student is not enrolled on 2026-10-11.");
	MUST(student_leave(&s, school_student(&s, 5), "2026-11-22", NULL, &e), e);
	REFUSED(assign(5, 1, "lead", NULL, NULL), &e, ERR_INVALID, "starts",
		"The student is not enrolled on 2026-11-23.");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment"), 0);
}

Test(model_assignment, a_mentor_who_left_gets_nobody)
{
	school_script(&s, "UPDATE mentor SET status = 'left' WHERE staff_no = 'T1'");
	REFUSED(assign(1, 1, "lead", NULL, NULL), &e, ERR_INVALID, "mentor_id",
		"This mentor has left; choose another.");
	REFUSED(assign(1, 1, "co", NULL, NULL), &e, ERR_INVALID, "mentor_id", "has left");
	school_script(&s, "UPDATE mentor SET status = 'training' WHERE staff_no = 'T1'");
	LEAD(1, 1, NULL);
}

/* Two of the office at once: the second one is told whom it would end. */
Test(model_assignment, a_mentor_given_meanwhile_is_not_ended_unseen)
{
	int64_t id = school_student(&s, 1), nobody = 0, lead = school_mentor(&s, 1);
	struct assign a = { &id, 1, school_mentor(&s, 2), "lead", NULL, NULL, &nobody };

	LEAD(1, 1, NULL);
	REFUSED(assignment_make(&s, &a, &changed, &e), &e, ERR_CONFLICT, "", "meanwhile");
	a.leads = &lead;
	MUST(assignment_make(&s, &a, &changed, &e), e);
	cr_expect_eq(changed, 1);
	a.leads = &nobody; /* it is so already */
	MUST(assignment_make(&s, &a, &changed, &e), e);
	cr_expect_eq(changed, 0);
}

Test(model_assignment, all_of_them_or_none)
{
	int64_t ids[4];
	struct assign a = { ids, 4, school_mentor(&s, 1), "lead", NULL, NULL, NULL };

	for (int n = 1; n <= 4; n++)
		ids[n - 1] = school_student(&s, n);
	MUST(student_leave(&s, ids[2], "2026-11-22", NULL, &e), e);
	LEAD(2, 1, NULL);
	REFUSED(assignment_make(&s, &a, &changed, &e), &e, ERR_INVALID, "starts", "not enrolled");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment"), 1);
	ids[2] = ids[3];
	a.count = 3;
	MUST(assignment_make(&s, &a, &changed, &e), e);
	cr_expect_eq(changed, 2, "one had this mentor already");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM assignment"), 3);
}

/* --------------------------------------------------------------------- capacity */

static void lead_fifteen(void)
{
	for (int n = 5; n <= 20; n++)
		school_add_student(&s, n, "六(2)", "2026-09-01");
	for (int n = 5; n <= 19; n++)
		LEAD(n, 1, NULL);
}

Test(model_assignment, a_sixteenth_student_takes_a_reason)
{
	lead_fifteen();
	REFUSED(assign(20, 1, "lead", NULL, NULL), &e, ERR_NEED_REASON, "reason",
		"导师1 would have 16 students, where 15 is the most as a rule. Give a reason to "
		"assign all the same.");
	REFUSED(assign(20, 1, "lead", NULL, ""), &e, ERR_NEED_REASON, "reason", "16 students");
	cr_expect_str_empty(mentors_of(20));
	MUST(assign(20, 1, "lead", NULL, "同班需要"), e);
	cr_expect_str_eq(mentors_of(20), "T1 lead 2026-09-01 9999-12-31");
	cr_expect_str_eq(file_text("school.db", "SELECT reason FROM assignment ORDER BY id DESC"),
			 "同班需要");
	REFUSED(assign(1, 1, "lead", NULL, NULL), &e, ERR_NEED_REASON, "reason", "17 students");
	CO(1, 1, NULL); /* co-mentors are not counted */
	LEAD(20, 1, NULL);
	cr_expect_eq(changed, 0, "who is there already needs none");
}

/* The sixteenth from tomorrow on is the sixteenth all the same. */
Test(model_assignment, a_sixteenth_student_to_come_takes_a_reason)
{
	lead_fifteen();
	REFUSED(assign(20, 1, "lead", "2026-11-24", NULL), &e, ERR_NEED_REASON, "reason",
		"导师1 would have 16 students");
	cr_expect_str_empty(mentors_of(20));
}

Test(model_assignment, ones_own_capacity_counts)
{
	school_script(&s, "UPDATE mentor SET capacity = 2 WHERE staff_no = 'T1'");
	LEAD(1, 1, NULL);
	LEAD(2, 1, NULL);
	REFUSED(assign(3, 1, "lead", NULL, NULL), &e, ERR_NEED_REASON, "reason",
		"would have 3 students, where 2 is the most as a rule");
	LEAD(1, 2, NULL); /* one goes, one may come */
	LEAD(3, 1, NULL);
}

/* ---------------------------------------------------------------------- ending */

static void end_all(int student, const char *last_day, const char *reason)
{
	MUST(door_enter(s.db, &e), e);
	MUST(assignment_end_all(&s, school_student(&s, student), last_day, reason, &e), e);
	MUST(door_leave(s.db, true, &e), e);
}

Test(model_assignment, ending_all)
{
	LEAD(1, 1, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	CO(1, 3, "2026-09-01");
	MUST(assign(1, 3, "lead", "2026-12-01", "换"), e);
	end_all(1, "2026-11-10", "转学");
	cr_expect_str_eq(mentors_of(1), "T1 lead 2026-09-01 2026-10-11, "
					"T2 lead 2026-10-12 2026-11-10, "
					"T3 co 2026-09-01 2026-11-10, "
					"T3 lead 2026-12-01 2026-11-30"); /* never in force */
	end_all(2, "2026-11-10", NULL); /* nothing to end is no failure */
}

Test(model_assignment, an_ending_without_a_reason_keeps_the_one_there)
{
	MUST(assign(1, 1, "lead", NULL, "同班需要"), e);
	end_all(1, "2026-11-10", NULL);
	cr_expect_str_eq(file_text("school.db", "SELECT reason FROM assignment"), "同班需要");
}

/* ----------------------------------------------------------------------- listing */

Test(model_assignment, the_list_has_the_newest_first)
{
	struct rowset set;
	const struct assignment *a;

	LEAD(1, 1, "2026-09-01");
	CO(1, 3, "2026-09-01");
	LEAD(1, 2, "2026-10-12");
	LEAD(1, 1, "2026-11-02");
	LEAD(1, 2, "2026-11-02"); /* the one before was never in force: it is not shown */
	LEAD(2, 1, NULL);
	MUST(assignment_list(&s, school_student(&s, 1), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "mentor"), "导师2 导师3 导师2 导师1");
	cr_expect_str_eq(rows_field(&set, "role"), "lead co lead lead");
	cr_expect_str_eq(rows_field(&set, "starts"), "2026-11-02 2026-09-01 2026-10-12 2026-09-01");
	cr_expect_str_eq(rows_field(&set, "ends"), "9999-12-31 9999-12-31 2026-11-01 2026-10-11");
	a = rowset_at(&set, 3);
	cr_expect(a->id == 1 && a->rev == 2);
	cr_expect(a->student_id == school_student(&s, 1) && a->mentor_id == school_mentor(&s, 1));
	rowset_release(&set);
	MUST(assignment_list(&s, school_student(&s, 3), &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
}

static int64_t of_role(const char *role, int64_t *rev)
{
	struct rowset set;
	int64_t id = 0;

	MUST(assignment_list(&s, school_student(&s, 1), &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct assignment *a = rowset_at(&set, i);

		if (!strcmp(a->role, role)) {
			id = a->id;
			*rev = a->rev;
		}
	}
	rowset_release(&set);
	return id;
}

Test(model_assignment, one_is_ended_before_its_time)
{
	int64_t rev, id;

	LEAD(1, 1, NULL);
	CO(1, 2, "2026-10-12");
	id = of_role("co", &rev);
	REFUSED(assignment_end(&s, id, rev, "2026-10-11", NULL, &e), &e, ERR_INVALID, "ends",
		"It began on 2026-10-12");
	REFUSED(assignment_end(&s, id, rev, "2026-08-31", NULL, &e), &e, ERR_INVALID, "ends",
		"outside the school year");
	REFUSED(assignment_end(&s, id, rev, "2027-09-01", NULL, &e), &e, ERR_INVALID, "ends",
		"outside the school year");
	MUST(assignment_end(&s, id, rev, "2026-11-20", "期中后不再需要", &e), e);
	REFUSED(assignment_end(&s, id, rev, "2026-11-20", NULL, &e), &e, ERR_CONFLICT, "",
		"meanwhile");
	REFUSED(assignment_end(&s, id, rev + 1, "2026-11-20", NULL, &e), &e, ERR_INVALID, "ends",
		"ended on 2026-11-20 already");
	cr_expect_str_eq(file_text("school.db",
				   "SELECT group_concat(role || ' ' || ends || "
				   "coalesce(' ' || reason, ''), ', ') FROM assignment"),
			 "lead 9999-12-31, co 2026-11-20 期中后不再需要");
	school_as(&s, 1);
	id = of_role("lead", &rev);
	REFUSED(assignment_end(&s, id, rev, "2026-11-20", NULL, &e), &e, ERR_DENIED, "",
		"ask the office");
}

Test(model_assignment, the_schema_has_one_open_lead)
{
	struct db *db;

	LEAD(1, 1, NULL);
	session_close(&s);
	db = db_open(scratch_path("school.db"), &e);
	cr_assert(db);
	cr_expect_not(guard_script(db, "test",
				   "INSERT INTO assignment (student_id, mentor_id, role, starts)"
				   " VALUES (1, 2, 'lead', '2026-11-23')",
				   &e));
	cr_expect(strstr(e.detail, "two lead mentors at once"), "%s", e.detail);
	cr_expect(strstr(e.text, "two mentors at once"), "%s", e.text);
	cr_expect_eq(e.kind, ERR_CONFLICT);
	db_close(db);
}
