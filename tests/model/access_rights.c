/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mentor's session may do by the model's functions, and what it may not. */
#include <criterion/criterion.h>
#include <string.h>

#include "content.h"
#include "expect.h"
#include "model/account.h"
#include "model/assignment.h"
#include "model/checklist.h"
#include "model/closing.h"
#include "model/contact.h"
#include "model/guardian.h"
#include "model/import.h"
#include "model/mentor.h"
#include "model/rollover.h"
#include "model/student.h"
#include "model/training.h"
#include "support/school.h"

static struct session s;
static struct err e;
static int64_t own, foreign, shared;

/* S1 and S2 are mentor 1's, S3 is mentor 2's; one talk is with S1 and S3. */
static void begin(void)
{
	struct contact both = { .kind = "talk", .student_ids = "1 3", .date = "2026-11-20" };

	school_begin(&s, SCHOOL_TODAY);
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	for (int n = 1; n <= 3; n++) {
		school_add_student(&s, n, "六(1)", "2026-09-01");
		school_lead(&s, n, n == 3 ? 2 : 1, NULL);
	}
	both.mentor_id = school_mentor(&s, 1);
	MUST(contact_save(&s, &both, &e), e);
	shared = both.id;
	own = school_contact(&s, "visit", 1, 1, "2026-10-12");
	foreign = school_contact(&s, "visit", 3, 2, "2026-10-12");
	school_as(&s, 1);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_access_rights, .init = begin, .fini = end);

/* ---------------------------------------------------------------------- reading */

Test(model_access_rights, lists_hold_ones_own_students)
{
	struct contact_filter all = { 0 };
	struct checklist list;
	struct rowset set;

	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S2");
	rowset_release(&set);
	MUST(student_list_of_mentor(&s, 2, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
	MUST(contact_list(&s, &all, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "kind"), "talk visit");
	cr_expect_str_eq(rows_field(&set, "students"), "学生1 学生1");
	rowset_release(&set);
	MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
	cr_expect_eq(list.student_count, 2);
	checklist_release(&list);
	cr_expect_eq(school_student(&s, 3), 0);
	REFUSED(student_get(&s, 3, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such student.");
	rowset_release(&set);
	REFUSED(contact_get(&s, foreign, &set, &e), &e, ERR_NOT_FOUND, "",
		"There is no such record.");
	rowset_release(&set);
}

Test(model_access_rights, of_a_talk_with_several_one_sees_ones_own)
{
	struct rowset set;

	MUST(contact_get(&s, shared, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "student_ids"), "1");
	cr_expect_str_eq(row_field(&set, 0, "students"), "学生1");
	rowset_release(&set);
}

Test(model_access_rights, co_mentors_see_their_students)
{
	struct rowset set;

	school_as(&s, 0);
	school_co(&s, 3, 1, NULL);
	school_as(&s, 1);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S2 S3");
	rowset_release(&set);
}

Test(model_access_rights, who_is_led_by_another_now_is_seen_no_more)
{
	struct rowset set;

	school_as(&s, 0);
	school_lead(&s, 1, 2, SCHOOL_TODAY);
	school_as(&s, 1);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S2");
	rowset_release(&set);
	school_as(&s, 2);
	MUST(student_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S1 S3");
	rowset_release(&set);
}

/* -------------------------------------------------------------------- recording */

Test(model_access_rights, a_mentor_records_for_ones_own)
{
	struct contact c = { .kind = "visit", .date = SCHOOL_TODAY, .mentor_id = s.mentor_id };

	c.student_ids = "1 2";
	MUST(contact_save(&s, &c, &e), e);
	c.summary = "后补";
	c.student_ids = "2";
	MUST(contact_save(&s, &c, &e), e);
	MUST(contact_withdraw(&s, c.id, c.rev, &e), e);
	c = (struct contact){ .kind = "feedback",
			      .date = SCHOOL_TODAY,
			      .mentor_id = s.mentor_id,
			      .student_ids = "2",
			      .to_student = SCHOOL_TODAY };
	MUST(contact_save(&s, &c, &e), e);
	c.to_student = NULL;
	c.to_guardians = SCHOOL_TODAY;
	MUST(contact_save(&s, &c, &e), e);
}

Test(model_access_rights, a_mentor_changes_a_record_of_ones_own)
{
	struct contact c = { .id = own,
			     .rev = 1,
			     .kind = "visit",
			     .date = "2026-10-13",
			     .mentor_id = s.mentor_id,
			     .student_ids = "1 2" };

	MUST(contact_save(&s, &c, &e), e);
	MUST(contact_withdraw(&s, own, 2, &e), e);
}

Test(model_access_rights, a_mentor_records_nothing_for_others)
{
	static const char *const ids[] = { "3", "1 3", "3 1" };
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	for (int i = 0; i < 3; i++) {
		struct contact c = { .kind = "talk",
				     .date = SCHOOL_TODAY,
				     .mentor_id = s.mentor_id,
				     .student_ids = ids[i] };

		REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "date", "was not enrolled");
		c.id = own;
		c.rev = 1;
		REFUSED(contact_save(&s, &c, &e), &e, ERR_INVALID, "date", "was not enrolled");
	}
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

Test(model_access_rights, a_mentor_changes_no_record_that_is_others_too)
{
	const int64_t records[] = { foreign, shared };
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	for (int i = 0; i < 2; i++) {
		struct contact c = { .id = records[i],
				     .rev = 1,
				     .kind = "talk",
				     .date = SCHOOL_TODAY,
				     .mentor_id = s.mentor_id,
				     .student_ids = "1" };

		REFUSED(contact_save(&s, &c, &e), &e, ERR_DENIED, "",
			"This is not for you to see or change.");
		REFUSED(contact_withdraw(&s, records[i], 1, &e), &e, ERR_DENIED, "",
			"This is not for you to see or change.");
	}
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

/* ------------------------------------------------------------- the office's alone */

static bool save_student(void)
{
	struct student st = { .student_no = "S9", .name = "某人", .class_name = "六(1)" };

	return student_save(&s, &st, &e);
}

static bool change_student(void)
{
	struct student st = { .id = 1, .rev = 1, .student_no = "S1", .name = "某人" };

	return student_save(&s, &st, &e);
}

static bool leave(void)
{
	return student_leave(&s, 1, SCHOOL_TODAY, NULL, &e);
}

static bool mark_missing(void)
{
	return student_mark_missing(&s, 1, true, &e);
}

static bool save_guardian(void)
{
	struct guardian g = { .student_id = 1, .name = "某家长" };

	return guardian_save(&s, &g, &e);
}

static bool remove_guardian(void)
{
	return guardian_remove(&s, 1, 1, &e);
}

static bool save_mentor(void)
{
	struct mentor m = { .staff_no = "T9", .name = "某人" };

	return mentor_save(&s, &m, &e);
}

static bool be_another(void)
{
	return account_is_mentor(&s, 2, &e);
}

static bool assign(void)
{
	const int64_t id = 1;
	struct assign a = { .student_ids = &id, .count = 1, .mentor_id = 2, .role = "lead" };
	size_t changed;

	return assignment_make(&s, &a, &changed, &e);
}

static bool import(void)
{
	struct import_options o = { .kind = IMPORT_STUDENTS,
				    .path = "tests/data/students-gb18030.csv" };
	struct import_report report;
	bool ok = import_run(&s, &o, &report, &e);

	import_report_release(&report);
	return ok;
}

static bool save_training(void)
{
	struct training t = { .date = SCHOOL_TODAY, .level = "city", .title = "某" };

	return training_save(&s, &t, &e);
}

static bool remove_training(void)
{
	return training_remove(&s, 1, 1, 9, &e);
}

static bool attend(void)
{
	size_t changed;

	return training_attend(&s, 1, &s.mentor_id, 1, true, &changed, &e);
}

static bool roll_over(void)
{
	const struct rollover_options o = { 0 };
	struct rollover_report report;
	bool ok = rollover_run(&s, &o, &report, &e);

	rollover_report_release(&report);
	return ok;
}

static bool undo(void)
{
	return rollover_undo(&s, &e);
}

static bool close_year(void)
{
	return year_close(&s, 2026, &e);
}

static bool reopen_year(void)
{
	return year_reopen(&s, 2026, &e);
}

Test(model_access_rights, the_offices_work_is_not_a_mentors)
{
	static const struct {
		const char *name;
		bool (*run)(void);
	} rows[] = {
		{ "student_save, new", save_student },
		{ "student_save", change_student },
		{ "student_leave", leave },
		{ "student_mark_missing", mark_missing },
		{ "guardian_save", save_guardian },
		{ "guardian_remove", remove_guardian },
		{ "mentor_save", save_mentor },
		{ "account_is_mentor", be_another },
		{ "assignment_make", assign },
		{ "import_run", import },
		{ "training_save", save_training },
		{ "training_remove", remove_training },
		{ "training_attend", attend },
		{ "rollover_run", roll_over },
		{ "rollover_undo", undo },
		{ "year_close", close_year },
		{ "year_reopen", reopen_year },
	};
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_not(rows[i].run(), "%s", rows[i].name);
		cr_expect(e.kind == ERR_DENIED && strstr(e.text, "ask the office"), "%s: %s",
			  rows[i].name, e.text);
		e = (struct err){ 0 };
	}
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
	cr_expect_eq(s.mentor_id, school_mentor(&s, 1));
}
