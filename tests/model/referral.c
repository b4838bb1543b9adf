/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/referral.h"

#include <criterion/criterion.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "model/contact.h"
#include "model/department.h"
#include "model/student.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t psychology, talk;

/* S1 and S2 are mentor 1's, S3 is mentor 2's; S2 came in October. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 3; n++) {
		school_add_student(&s, n, "六(1)", n == 2 ? "2026-10-12" : "2026-09-01");
		school_lead(&s, n, n == 3 ? 2 : 1, NULL);
	}
	talk = school_contact(&s, "talk", 1, 1, "2026-11-20");
	MUST(department_find(&s, "Psychology", &psychology, &e), e);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_referral, .init = begin, .fini = end);

static struct referral new_one(int student)
{
	return (struct referral){ .student_id = school_student(&s, student),
				  .department_id = psychology,
				  .mentor_id = school_mentor(&s, 1),
				  .date = "2026-11-20",
				  .due = "2026-12-04" };
}

static int64_t add(int student, const char *date, const char *due, const char *closed_on)
{
	struct referral r = new_one(student);

	r.date = date;
	r.due = due;
	r.closed_on = closed_on;
	r.outcome = closed_on ? "已跟进" : NULL;
	MUST(referral_save(&s, &r, &e), e);
	return r.id;
}

static const char *list_of(enum referral_which which, int mentor, const char *field)
{
	struct referral_filter f = { .which = which,
				     .mentor_id = mentor ? school_mentor(&s, mentor) : 0 };
	struct rowset set;
	const char *all;

	MUST(referral_list(&s, &f, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

/* ---------------------------------------------------------------------- reading */

Test(model_referral, every_field_comes_back)
{
	struct referral r = new_one(1);
	struct rowset set;

	r.contact_id = talk;
	r.notes = "第1项\n两行";
	r.closed_on = "2026-11-22";
	r.outcome = "转回班主任\n继续观察";
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_eq(r.rev, 1);
	MUST(referral_get(&s, r.id, &set, &e), e);
	expect_same_fields(referral_fields, &r, rowset_at(&set, 0));
	cr_expect_str_eq(row_field(&set, 0, "student"), "学生1");
	cr_expect_str_eq(row_field(&set, 0, "student_no"), "S1");
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "六(1)");
	cr_expect_str_eq(row_field(&set, 0, "department"), "Psychology");
	cr_expect_str_eq(row_field(&set, 0, "mentor"), "导师1");
	cr_expect_str_eq(row_field(&set, 0, "contact_date"), "2026-11-20");
	rowset_release(&set);
	REFUSED(referral_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such referral");
	rowset_release(&set);
}

/* Due soon is within 14 days; a due day is a day one still has. */
Test(model_referral, the_most_urgent_first)
{
	add(1, "2026-11-01", "2026-12-08", NULL);
	add(2, "2026-11-02", "2026-11-22", NULL);
	add(3, "2026-11-03", "2026-12-07", NULL);
	add(1, "2026-11-04", "2026-11-10", "2026-11-12");
	add(2, "2026-11-05", "2026-11-23", NULL);
	add(3, "2026-11-06", "2026-11-10", "2026-11-20");
	cr_expect_str_eq(list_of(REFERRAL_OF_YEAR, 0, "state"),
			 "overdue soon soon open closed closed");
	cr_expect_str_eq(list_of(REFERRAL_OF_YEAR, 0, "date"),
			 "2026-11-02 2026-11-05 2026-11-03 2026-11-01 2026-11-06 2026-11-04");
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "state"), "overdue soon soon open");
	cr_expect_str_eq(list_of(REFERRAL_OVERDUE, 0, "date"), "2026-11-02");
}

Test(model_referral, of_a_mentors_students_is_whoever_leads_them_today)
{
	struct rowset set;

	add(1, "2026-11-01", "2026-12-01", NULL);
	add(2, "2026-11-02", "2026-12-02", NULL);
	add(3, "2026-11-03", "2026-12-03", NULL);
	school_co(&s, 3, 1, NULL);
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 1, "student"), "学生1 学生2");
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 2, "student"), "学生3");
	school_lead(&s, 2, 2, SCHOOL_TODAY);
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 1, "student"), "学生1");
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 2, "student"), "学生2 学生3");
	MUST(referral_list_of_student(&s, school_student(&s, 2), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "due"), "2026-12-02");
	rowset_release(&set);
}

/* In the next year: what is open still, and what was open then, is shown; what was closed is past.
 */
Test(model_referral, an_open_one_goes_on_into_the_next_school_year)
{
	struct rowset set;

	add(1, "2026-11-01", "2026-12-01", NULL);
	add(2, "2026-11-02", "2026-12-02", "2026-11-03");
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES"
			  " (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-02");
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "state"), "overdue");
	cr_expect_str_eq(list_of(REFERRAL_OF_YEAR, 0, "date"), "2026-11-01");
	MUST(referral_list_of_student(&s, school_student(&s, 2), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "state"), "closed");
	rowset_release(&set);
}

/* -------------------------------------------------------------------- beginning */

Test(model_referral, begins_today_with_the_students_mentor)
{
	struct arena arena = { 0 };
	struct referral r;

	MUST(referral_preset(&s, school_student(&s, 3), 0, &arena, &r, &e), e);
	cr_expect_str_eq(r.date, SCHOOL_TODAY);
	cr_expect_str_eq(r.due, "2026-12-07");
	cr_expect_eq(r.mentor_id, school_mentor(&s, 2));
	cr_expect_str_eq(r.student, "学生3");
	cr_expect_str_eq(r.mentor, "导师2");
	MUST(referral_preset(&s, 0, talk, &arena, &r, &e), e);
	cr_expect_eq(r.student_id, school_student(&s, 1));
	cr_expect_eq(r.contact_id, talk);
	MUST(referral_preset(&s, 0, 0, &arena, &r, &e), e);
	cr_expect(!r.student_id && !r.mentor_id);
	s.mentor_id = school_mentor(&s, 1); /* who is logged in refers */
	MUST(referral_preset(&s, school_student(&s, 3), 0, &arena, &r, &e), e);
	cr_expect_str_eq(r.mentor, "导师1");
	arena_release(&arena);
}

Test(model_referral, of_a_talk_with_several_the_student_is_chosen)
{
	struct contact both = { .kind = "talk",
				.student_ids = "1 2",
				.date = "2026-11-20",
				.mentor_id = school_mentor(&s, 1) };
	struct arena arena = { 0 };
	struct referral r;

	MUST(contact_save(&s, &both, &e), e);
	MUST(referral_preset(&s, 0, both.id, &arena, &r, &e), e);
	cr_expect_eq(r.student_id, 0);
	r.student_id = 2;
	r.mentor_id = school_mentor(&s, 1);
	r.department_id = psychology;
	MUST(referral_save(&s, &r, &e), e);
	arena_release(&arena);
}

Test(model_referral, without_a_due_day_the_rules_say_it)
{
	struct referral r = new_one(1);

	r.due = NULL;
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "due"), "2026-12-04");
	s.rules.referral_days = 3;
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "due"), "2026-11-23");
}

/* --------------------------------------------------------------------- refusals */

/* What each row changes of a good one; "-" empties it. */
static const struct refusal {
	const char *name, *value;
	const char *too, *value_too;
	const char *field, *words;
} refusals[] = {
	{ "student_id", "0", NULL, NULL, "student_id", "Student is missing" },
	{ "department_id", "0", NULL, NULL, "department_id", "Department is missing" },
	{ "mentor_id", "0", NULL, NULL, "mentor_id", "Referred by is missing" },
	{ "date", "", NULL, NULL, "date", "Date is missing" },
	{ "department_id", "4", NULL, NULL, "department_id", "Social is no longer offered" },
	{ "date", "2026-11-24", NULL, NULL, "date", "2026-11-24 is in the future" },
	{ "date", "2026-08-31", NULL, NULL, "date", "2026-08-31 is outside the school year" },
	{ "student_id", "2", "date", "2026-10-11", "date", "was not enrolled on 2026-10-11" },
	{ "due", "2026-11-19", NULL, NULL, "due", "2026-11-19 is before the day of the referral" },
	{ "student_id", "2", "contact_id", "1", "student_id", "is not about this student" },
	{ "closed_on", "2026-11-24", "outcome", "好转", "closed_on", "once there is an outcome" },
	{ "closed_on", "2026-11-19", "outcome", "好转", "closed_on", "before the referral of" },
	{ "closed_on", "2026-11-21", NULL, NULL, "outcome", "Say what came of it, or leave it" },
	{ "outcome", "好转", NULL, NULL, "closed_on",
	  "An outcome closes a referral: give the day" },
};
enum { REFUSALS = sizeof refusals / sizeof *refusals };

static void change(struct referral *r, const char *name, const char *value, struct arena *arena)
{
	if (name)
		MUST(field_read(field_find(referral_fields, name), r, value, arena, s.today, NULL,
				&e),
		     e);
}

static void expect_all_refused(const struct referral *good)
{
	struct buf before = { 0 }, after = { 0 };
	struct arena arena = { 0 };

	content_of_file("school.db", NULL, &before);
	for (size_t i = 0; i < REFUSALS; i++) {
		const struct refusal *row = &refusals[i];
		struct referral r = *good;

		change(&r, row->name, row->value, &arena);
		change(&r, row->too, row->value_too, &arena);
		REFUSED(referral_save(&s, &r, &e), &e, ERR_INVALID, row->field, row->words);
		cr_expect_eq(r.rev, good->rev);
	}
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
	arena_release(&arena);
}

Test(model_referral, what_cannot_be_is_told_at_its_field_and_nothing_is_changed)
{
	struct referral r = new_one(1);

	school_script(&s, "UPDATE department SET in_use = 0 WHERE id = 4");
	expect_all_refused(&r);
	MUST(referral_save(&s, &r, &e), e);
	expect_all_refused(&r);
}

/* Of one who is gone, to a department that is gone: it can still be closed. */
Test(model_referral, what_stood_so_before_may_stay)
{
	struct referral r = new_one(2);

	r.date = "2026-10-12";
	MUST(referral_save(&s, &r, &e), e);
	school_script(&s, "UPDATE department SET in_use = 0;"
			  "UPDATE enrolment SET starts = '2026-10-20' WHERE student_id = 2;"
			  "INSERT INTO school_year (id, starts, second_term, ends) VALUES"
			  " (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-09-02");
	r.closed_on = "2027-09-01";
	r.outcome = "转入专科医院";
	MUST(referral_save(&s, &r, &e), e);
	cr_expect_str_eq(list_of(REFERRAL_OF_YEAR, 0, "closed_on"), "2027-09-01");
	r.closed_on = r.outcome = NULL;
	MUST(referral_save(&s, &r, &e), e); /* opened again */
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "date"), "2026-10-12");
}

Test(model_referral, a_closed_year_stays_as_it_was)
{
	struct referral closed = new_one(1), open = new_one(2);
	struct buf before = { 0 }, after = { 0 };

	closed.closed_on = "2026-11-22";
	closed.outcome = "好转";
	MUST(referral_save(&s, &closed, &e), e);
	MUST(referral_save(&s, &open, &e), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-23'");
	content_of_file("school.db", NULL, &before);
	closed.outcome = "另有隐情";
	REFUSED(referral_save(&s, &closed, &e), &e, ERR_DENIED, "",
		"This referral was closed in the school year 2026, which is closed itself");
	closed = new_one(3);
	REFUSED(referral_save(&s, &closed, &e), &e, ERR_INVALID, "date",
		"The school year 2026 is closed; nothing is added to it.");
	open.closed_on = SCHOOL_TODAY;
	open.outcome = "好转";
	REFUSED(referral_save(&s, &open, &e), &e, ERR_INVALID, "closed_on",
		"The school year 2026 is closed; close the referral on a day of a later one.");
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
	open.closed_on = open.outcome = NULL;
	open.notes = "家长已联系"; /* it goes on */
	MUST(referral_save(&s, &open, &e), e);
}

Test(model_referral, two_who_change_the_same)
{
	struct referral first = new_one(1), second;

	MUST(referral_save(&s, &first, &e), e);
	second = first;
	first.notes = "甲";
	MUST(referral_save(&s, &first, &e), e);
	second.notes = "乙";
	REFUSED(referral_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this referral meanwhile. Nothing was saved");
	cr_expect_str_eq(list_of(REFERRAL_OPEN, 0, "notes"), "甲");
	second.id = 99;
	REFUSED(referral_save(&s, &second, &e), &e, ERR_NOT_FOUND, "", "There is no such referral");
}

/* ------------------------------------------------------------------------ scope */

Test(model_referral, a_mentor_sees_and_refers_ones_own)
{
	struct referral own = new_one(1);
	int64_t foreign = add(3, "2026-11-20", "2026-12-04", NULL);
	struct rowset set;

	school_as(&s, 1);
	MUST(referral_save(&s, &own, &e), e);
	own.closed_on = SCHOOL_TODAY;
	own.outcome = "好转";
	MUST(referral_save(&s, &own, &e), e);
	cr_expect_str_eq(list_of(REFERRAL_OF_YEAR, 0, "student"), "学生1");
	cr_expect_str_empty(list_of(REFERRAL_OF_YEAR, 2, "student"));
	MUST(referral_list_of_student(&s, 3, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	REFUSED(referral_get(&s, foreign, &set, &e), &e, ERR_NOT_FOUND, "", "no such referral");
	rowset_release(&set);
}

Test(model_referral, a_mentor_refers_nobody_elses_student)
{
	struct referral r = new_one(3), own = new_one(1);
	int64_t foreign = add(3, "2026-11-20", "2026-12-04", NULL);
	struct buf before = { 0 }, after = { 0 };

	MUST(referral_save(&s, &own, &e), e);
	school_as(&s, 1);
	content_of_file("school.db", NULL, &before);
	REFUSED(referral_save(&s, &r, &e), &e, ERR_INVALID, "date", "was not enrolled");
	r.id = foreign;
	r.rev = 1;
	REFUSED(referral_save(&s, &r, &e), &e, ERR_NOT_FOUND, "", "There is no such referral");
	own.student_id = 3;
	REFUSED(referral_save(&s, &own, &e), &e, ERR_INVALID, "date", "was not enrolled");
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

Test(model_referral, who_may_only_read_refers_nobody)
{
	struct referral r = new_one(1);

	s.may = MAY_READ;
	REFUSED(referral_save(&s, &r, &e), &e, ERR_DENIED, "", "ask the office");
	cr_expect_str_eq(file_text("school.db", "SELECT count(*) FROM referral"), "0");
}
