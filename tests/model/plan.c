/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning: what is kept, refused, moved and listed. */
#include "model/plan.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are mentor 1's, S3 is mentor 2's, S4 has none; S2 came in October. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "六(1)", n == 2 ? "2026-10-12" : "2026-09-01");
	for (int n = 1; n <= 3; n++)
		school_lead(&s, n, n == 3 ? 2 : 1, NULL);
	school_script(&s, "UPDATE student SET address = '控江路' || (20 - id) || '弄3号';"
			  "INSERT INTO guardian (student_id, name, phone) "
			  "VALUES (1, '赵某', '13900000001'), (1, '钱某', '13900000002')");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_plan, .init = begin, .fini = end);

static bool save(int student, struct plan p)
{
	const int64_t id = school_student(&s, student);

	return plan_save(&s, &id, 1, &p, NULL, &e);
}

#define PLAN(what, day, ...) ((struct plan){ .kind = (what), .date = (day), __VA_ARGS__ })

static const char *list_of(int mentor, bool missed, const char *field)
{
	const struct plan_filter f = { .mentor_id = mentor ? school_mentor(&s, mentor) : 0,
				       .missed = missed };
	struct rowset set;
	const char *all;

	MUST(plan_list(&s, &f, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

static struct plan only(struct rowset *set)
{
	const struct plan_filter all = { 0 };

	MUST(plan_list(&s, &all, set, &e), e);
	cr_assert_eq(set->count, 1);
	return *(const struct plan *)rowset_at(set, 0);
}

static bool cancel(int64_t id, int64_t rev)
{
	return plan_cancel(&s, &(struct row_head){ id, rev }, 1, &e);
}

/* ---------------------------------------------------------------------- reading */

Test(model_plan, every_field_comes_back)
{
	struct plan p = PLAN("talk", "2027-01-12", .key_date_id = school_key_date(&s, "Final", 1),
			     .time = "16:30", .place = "心理室", .note = "带上周记");
	const int64_t id = school_student(&s, 1);
	struct rowset set;

	MUST(plan_save(&s, &id, 1, &p, NULL, &e), e);
	cr_expect_eq(p.rev, 1);
	MUST(plan_get(&s, p.id, &set, &e), e);
	expect_same_fields(plan_fields, &p, rowset_at(&set, 0));
	cr_expect_str_eq(row_field(&set, 0, "made_on"), SCHOOL_TODAY);
	cr_expect_str_eq(row_field(&set, 0, "student"), "学生1");
	cr_expect_str_eq(row_field(&set, 0, "class_name"), "六(1)");
	cr_expect_str_eq(row_field(&set, 0, "mentor"), "导师1");
	cr_expect_str_eq(row_field(&set, 0, "key_date"), "Final");
	cr_expect_str_eq(row_field(&set, 0, "guardian"), "赵某");
	cr_expect_str_eq(row_field(&set, 0, "phone"), "139****0001");
	cr_expect_str_eq(row_field(&set, 0, "location"), "心理室");
	cr_expect_str_eq(row_field(&set, 0, "state"), "planned");
	rowset_release(&set);
	REFUSED(plan_get(&s, 99, &set, &e), &e, ERR_NOT_FOUND, "", "it was cancelled");
	rowset_release(&set);
}

Test(model_plan, a_visit_is_at_home_unless_said)
{
	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	MUST(save(2, PLAN("visit", "2026-11-28", .place = "社区中心")), e);
	MUST(save(3, PLAN("talk", "2026-11-28")), e);
	cr_expect_str_eq(list_of(0, false, "location"), "控江路19弄3号 社区中心 -");
}

/* What has no time is of the whole day, and stands first. */
Test(model_plan, by_day_and_time)
{
	MUST(save(1, PLAN("visit", "2026-12-01", .time = "16:30")), e);
	MUST(save(2, PLAN("visit", "2026-11-30", .time = "18:00")), e);
	MUST(save(3, PLAN("visit", "2026-12-01", .time = "09:00")), e);
	MUST(save(1, PLAN("talk", "2026-12-01")), e);
	cr_expect_str_eq(list_of(0, false, "student_no"), "S2 S1 S3 S1");
	cr_expect_str_eq(list_of(0, false, "time"), "18:00 - 09:00 16:30");
}

Test(model_plan, near_ones_together)
{
	const struct plan_filter all = { 0 };
	struct rowset set;

	for (int n = 1; n <= 3; n++)
		MUST(save(n, PLAN("visit", "2026-11-28")), e);
	MUST(plan_list(&s, &all, &set, &e), e);
	plan_sort_near(&set);
	cr_expect_str_eq(rows_field(&set, "student_no"), "S3 S2 S1");
	rowset_release(&set);
}

Test(model_plan, missed_when_its_day_is_over)
{
	MUST(save(1, PLAN("visit", SCHOOL_TODAY)), e);
	MUST(save(2, PLAN("visit", "2026-11-24")), e);
	school_on(&s, "2026-11-24");
	cr_expect_str_eq(list_of(0, false, "state"), "missed planned");
	cr_expect_str_eq(list_of(0, true, "student_no"), "S1");
}

/* ---------------------------------------------------------------------- refusals */

Test(model_plan, what_is_wrong_is_told_at_its_field)
{
	const int64_t mid = school_key_date(&s, "Mid", 2), start = school_key_date(&s, "Start", 1);
	const struct {
		int student;
		struct plan p;
		const char *field, *words;
	} rows[] = {
		{ 1, PLAN("visit", NULL), "date", "Date is missing" },
		{ 1, PLAN(NULL, "2026-11-28"), "kind", "Kind is missing" },
		{ 1, PLAN("visit", "2026-11-22"), "date", "2026-11-22 is over: what was done" },
		{ 1, PLAN("visit", "2027-09-01"), "date", "outside the school year" },
		{ 4, PLAN("visit", "2026-11-28"), "student_id", "assign one" },
		{ 1, PLAN("visit", "2026-11-28", .key_date_id = mid), "key_date_id",
		  "A visit has no key date" },
		{ 1, PLAN("talk", "2026-11-28", .key_date_id = mid), "date",
		  "counts from 2027-04-12" },
		{ 1, PLAN("talk", "2026-11-28", .key_date_id = 999), "key_date_id",
		  "another school" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		REFUSED(save(rows[i].student, rows[i].p), &e, ERR_INVALID, rows[i].field,
			rows[i].words);
	REFUSED(plan_save(&s, NULL, 0, &PLAN("visit", "2026-11-28"), NULL, &e), &e, ERR_INVALID,
		"student_id", "Choose at least one student");
	cr_expect_str_eq(list_of(0, false, "kind"), "");
	/* today is a day one still has, and a window that is over may still be met */
	MUST(save(1, PLAN("talk", SCHOOL_TODAY, .key_date_id = start)), e);
}

Test(model_plan, not_after_the_student_has_left)
{
	school_script(&s, "UPDATE enrolment SET ends = '2026-11-27' WHERE student_id = 1");
	REFUSED(save(1, PLAN("visit", "2026-11-28")), &e, ERR_INVALID, "date", "not enrolled on");
	MUST(save(1, PLAN("visit", "2026-11-27")), e);
}

Test(model_plan, not_in_a_closed_year)
{
	struct rowset set;
	struct plan p;

	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-12-01'");
	p = only(&set);
	REFUSED(save(2, PLAN("visit", "2026-11-29")), &e, ERR_INVALID, "", "was closed on");
	REFUSED(plan_save(&s, NULL, 0, &p, NULL, &e), &e, ERR_INVALID, "", "was closed on");
	REFUSED(cancel(p.id, p.rev), &e, ERR_INVALID, "", "is closed");
	rowset_release(&set);
}

/* ------------------------------------------------------------------ moving, cancelling */

Test(model_plan, a_second_one_moves_the_first)
{
	const int64_t ids[] = { school_student(&s, 1), school_student(&s, 2) };
	struct plan p = PLAN("visit", "2026-12-05", .time = "10:00");
	size_t moved = 9;

	MUST(save(1, PLAN("visit", "2026-11-28", .note = "先打电话")), e);
	MUST(save(1, PLAN("talk", "2026-11-28")), e);
	MUST(plan_save(&s, ids, 2, &p, &moved, &e), e);
	cr_expect_eq(moved, 1);
	cr_expect_str_eq(list_of(0, false, "date"), "2026-11-28 2026-12-05 2026-12-05");
	cr_expect_str_eq(list_of(0, false, "kind"), "talk visit visit");
	cr_expect_str_eq(list_of(0, false, "note"), "- - -");
}

/* A talk for a key date and a talk for none are two; a second one for that key date moves it. */
Test(model_plan, one_for_each_occasion)
{
	const int64_t final = school_key_date(&s, "Final", 1);

	MUST(save(1, PLAN("talk", "2026-11-28")), e);
	MUST(save(1, PLAN("talk", "2027-01-12", .key_date_id = final)), e);
	MUST(save(1, PLAN("talk", "2027-01-13", .key_date_id = final)), e);
	cr_expect_str_eq(list_of(0, false, "date"), "2026-11-28 2027-01-13");
}

Test(model_plan, all_or_none)
{
	const int64_t ids[] = { school_student(&s, 1), school_student(&s, 4) };
	struct plan p = PLAN("visit", "2026-12-05");

	REFUSED(plan_save(&s, ids, 2, &p, NULL, &e), &e, ERR_INVALID, "student_id", "no mentor");
	cr_expect_str_eq(list_of(0, false, "kind"), "");
	cr_expect_eq(p.id, 0);
}

Test(model_plan, changed_and_cancelled)
{
	struct rowset set;
	struct plan p, old;

	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	old = p = only(&set);
	p.date = "2026-11-30";
	p.note = "改期";
	MUST(plan_save(&s, NULL, 0, &p, NULL, &e), e);
	cr_expect_eq(p.rev, 2);
	cr_expect_str_eq(list_of(0, false, "note"), "改期");
	REFUSED(plan_save(&s, NULL, 0, &old, NULL, &e), &e, ERR_CONFLICT, "", "this plan");
	REFUSED(cancel(p.id, 1), &e, ERR_CONFLICT, "", "this plan");
	MUST(cancel(p.id, 2), e);
	cr_expect_str_eq(list_of(0, false, "kind"), "");
	REFUSED(cancel(p.id, 2), &e, ERR_NOT_FOUND, "", "it was cancelled");
	rowset_release(&set);
}

Test(model_plan, a_change_makes_no_second_one)
{
	struct rowset set;
	struct plan p;

	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	p = only(&set);
	MUST(save(1, PLAN("talk", "2026-11-28")), e);
	p.kind = "talk";
	REFUSED(plan_save(&s, NULL, 0, &p, NULL, &e), &e, ERR_INVALID, "kind", "another open plan");
	rowset_release(&set);
}

/* One that is missed keeps its day while its note is changed; it moves to a day that is to come. */
Test(model_plan, a_missed_one)
{
	struct rowset set;
	struct plan p;

	MUST(save(1, PLAN("visit", SCHOOL_TODAY)), e);
	school_on(&s, "2026-11-25");
	p = only(&set);
	p.note = "家里没人";
	MUST(plan_save(&s, NULL, 0, &p, NULL, &e), e);
	p.date = "2026-11-24";
	REFUSED(plan_save(&s, NULL, 0, &p, NULL, &e), &e, ERR_INVALID, "date", "is over");
	p.date = "2026-11-25";
	MUST(plan_save(&s, NULL, 0, &p, NULL, &e), e);
	cr_expect_str_eq(list_of(0, true, "kind"), "");
	rowset_release(&set);
}

/* ------------------------------------------------------------------------ whose it is */

Test(model_plan, follows_the_student_to_the_new_mentor)
{
	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	MUST(save(3, PLAN("visit", "2026-11-29")), e);
	cr_expect_str_eq(list_of(1, false, "student_no"), "S1");
	school_lead(&s, 1, 2, SCHOOL_TODAY);
	cr_expect_str_eq(list_of(1, false, "student_no"), "");
	cr_expect_str_eq(list_of(2, false, "student_no"), "S1 S3");
	cr_expect_str_eq(list_of(0, false, "mentor"), "导师2 导师2");
}

/* What a co-mentor plans is the co-mentor's, and what the office plans the lead's. */
Test(model_plan, whoever_plans_keeps_it_while_the_student_is_theirs)
{
	school_co(&s, 1, 2, NULL);
	school_as(&s, 2);
	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	school_as(&s, 0);
	cr_expect_str_eq(list_of(2, false, "student_no"), "S1");
	cr_expect_str_eq(list_of(1, false, "student_no"), "");
	school_script(&s, "UPDATE assignment SET ends = '2026-11-22' WHERE role = 'co'");
	cr_expect_str_eq(list_of(1, false, "student_no"), "S1");
	cr_expect_str_eq(file_text("school.db", "SELECT mentor_id FROM plan"), "2");
}

/* Whoever changes it for a colleague does not take it away. */
Test(model_plan, a_change_leaves_it_whose_it_was)
{
	struct rowset set;
	struct plan p;

	school_co(&s, 1, 2, NULL);
	school_as(&s, 2);
	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	school_as(&s, 0);
	p = only(&set);
	p.date = "2026-11-29";
	MUST(plan_save(&s, NULL, 0, &p, NULL, &e), e);
	rowset_release(&set);
	cr_expect_str_eq(list_of(2, false, "date"), "2026-11-29");
	school_as(&s, 1);
	MUST(save(1, PLAN("visit", "2026-11-30")), e); /* again, which moves it */
	school_as(&s, 0);
	cr_expect_str_eq(list_of(2, false, "date"), "2026-11-30");
	school_script(&s, "UPDATE assignment SET ends = '2026-11-22' WHERE role = 'co'");
	MUST(save(1, PLAN("visit", "2026-12-01")), e);
	cr_expect_str_eq(file_text("school.db", "SELECT mentor_id FROM plan"), "1");
}

/* Whoever has it open meanwhile must not write over the next one. */
Test(model_plan, the_number_of_one_that_went_is_not_given_again)
{
	struct rowset set;
	struct plan p;

	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	p = only(&set);
	MUST(cancel(p.id, p.rev), e);
	MUST(save(2, PLAN("visit", "2026-11-29")), e);
	REFUSED(plan_save(&s, NULL, 0, &p, NULL, &e), &e, ERR_NOT_FOUND, "", "it was cancelled");
	cr_expect_str_eq(list_of(0, false, "student_no"), "S2");
	cr_expect_str_eq(list_of(0, false, "date"), "2026-11-29");
	rowset_release(&set);
}

Test(model_plan, a_mentor_sees_and_plans_for_ones_own_students)
{
	struct plan p = PLAN("visit", "2026-11-29");
	const int64_t foreign = school_student(&s, 3);

	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	MUST(save(3, PLAN("visit", "2026-11-28")), e);
	school_as(&s, 1);
	cr_expect_str_eq(list_of(0, false, "student_no"), "S1");
	cr_expect_not(plan_save(&s, &foreign, 1, &p, NULL, &e));
	e = (struct err){ 0 };
	cr_expect_not(cancel(2, 1));
	e = (struct err){ 0 };
	MUST(save(2, PLAN("visit", "2026-11-29")), e);
	school_as(&s, 0);
	cr_expect_str_eq(list_of(0, false, "student_no"), "S1 S3 S2");
}

/* --------------------------------------------------------------------- not planned yet */

static const char *unplanned(int mentor, const char *field)
{
	struct rowset set;
	const char *all;

	MUST(plan_list_unplanned(&s, mentor ? school_mentor(&s, mentor) : 0, &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

Test(model_plan, who_is_still_owed_a_visit)
{
	cr_expect_str_eq(unplanned(0, "student_no"), "S4 S3 S2 S1");
	MUST(save(1, PLAN("visit", "2026-11-28")), e);
	school_contact(&s, "visit", 3, 2, "2026-11-20");
	cr_expect_str_eq(unplanned(0, "student_no"), "S4 S2");
	cr_expect_str_eq(unplanned(0, "state"), "open open");
	cr_expect_str_eq(unplanned(0, "date"), "2027-08-31 2027-08-31");
	cr_expect_str_eq(unplanned(0, "location"), "控江路16弄3号 控江路18弄3号");
	cr_expect_str_eq(unplanned(1, "student_no"), "S2");
	cr_expect_str_eq(unplanned(3, "student_no"), "");
}

/* ------------------------------------------------------------------------------ time */

Test(model_plan, time_as_people_write_it)
{
	static const char *const rows[][2] = {
		{ "16:30", "16:30" },      { "1630", "16:30" },       { "930", "09:30" },
		{ "9", "09:00" },          { "16", "16:00" },         { "9.05", "09:05" },
		{ "１６：３０", "16:30" }, { "16点", "16:00" },       { "16点半", "16:30" },
		{ "下午4点半", "16:30" },  { "下午 4:30", "16:30" },  { "晚上7点15分", "19:15" },
		{ "中午12点", "12:00" },   { "上午8时", "08:00" },    { "0:00", "00:00" },
		{ "4点半", "16:30" },      { "430", "16:30" },        { "6", "18:00" },
		{ "7", "07:00" },          { "04:30", "04:30" },      { "0430", "04:30" },
		{ "上午4点", "04:00" },    { "中午1点", "13:00" },    { "中午3点半", "15:30" },
		{ "中午11点半", "11:30" }, { "中午12点半", "12:30" }, { "晚上11点", "23:00" },
		{ "下午12点", "12:00" },   { "23:59", "23:59" },      { "", "" },
	};
	static const char *const wrong[] = { "24:00", "16:60",    "16:",     "4pm",
					     "16:3",  "晚上",     "12345",   "下午",
					     "9点x",  "晚上12点", "晚上0点", "晚上12点半" };
	const struct field *f = field_find(plan_fields, "time");
	struct arena arena = { 0 };
	struct plan p = { 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MUST(field_read(f, &p, rows[i][0], &arena, s.today, NULL, &e), e);
		cr_expect_str_eq(p.time, rows[i][1], "%s: %s", rows[i][0], p.time);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		REFUSED(field_read(f, &p, wrong[i], &arena, s.today, NULL, &e), &e, ERR_INVALID,
			"time", "is no time");
	arena_release(&arena);
}
