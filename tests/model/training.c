/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/training.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/file.h"
#include "expect.h"
#include "support/raw.h"
#include "support/school.h"
#include "support/scratch.h"

static struct session s;
static struct err e;

/* Four mentors, of whom T3 is in training and T4 left. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 4; n++)
		school_add_mentor(&s, n);
	school_script(&s, "UPDATE mentor SET status = 'training' WHERE staff_no = 'T3';"
			  "UPDATE mentor SET status = 'left' WHERE staff_no = 'T4'");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_training, .init = begin, .fini = end);

static int64_t add(const char *date, const char *level, const char *title, int64_t credits)
{
	struct training t = { .date = date, .level = level, .title = title, .credits = credits };

	MUST(training_save(&s, &t, &e), e);
	return t.id;
}

/* Mentors by their numbers, in one go. */
static bool attend(int64_t id, const char *mentors, bool there, size_t *changed)
{
	int64_t ids[8];
	size_t count = 0;

	for (; *mentors; mentors++)
		ids[count++] = school_mentor(&s, *mentors - '0');
	return training_attend(&s, id, ids, count, there, changed, &e);
}

static void were_there(int64_t id, const char *mentors)
{
	size_t changed;

	MUST(attend(id, mentors, true, &changed), e);
}

static int64_t rows_of(const char *table)
{
	char query[80];

	snprintf(query, sizeof query, "SELECT count(*) FROM %s", table);
	return file_int("school.db", query);
}

/* ------------------------------------------------------------------- sessions */

Test(model_training, every_field_comes_back)
{
	struct training t = { 0 };
	struct arena arena = { 0 };
	struct rowset set;

	for (int change = 0; change < 2; change++) {
		fill_fields(training_fields, &t, &arena);
		t.date = "2026-10-10";
		if (change)
			t.title = "另一场";
		MUST(training_save(&s, &t, &e), e);
		MUST(training_get(&s, t.id, &set, &e), e);
		cr_expect_eq(((struct training *)rowset_at(&set, 0))->rev, 1 + change);
		cr_expect_eq(t.rev, 1 + change);
		expect_same_fields(training_fields, &t, rowset_at(&set, 0));
		rowset_release(&set);
	}
	arena_release(&arena);
}

Test(model_training, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		struct training t;
		const char *field, *words;
	} rows[] = {
		{ { .level = "city", .title = "某" }, "date", "Date is missing" },
		{ { .date = "2026-10-10", .title = "某" }, "level", "Level is missing" },
		{ { .date = "2026-10-10", .level = "city" }, "title", "Title is missing" },
		{ { .date = "2026-08-31", .level = "city", .title = "某" },
		  "date",
		  "2026-08-31 is outside the school year (2026-09-01 to 2027-08-31)." },
		{ { .date = "2027-09-01", .level = "city", .title = "某" },
		  "date",
		  "2027-09-01 is outside the school year" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct training t = rows[i].t;

		REFUSED(training_save(&s, &t, &e), &e, ERR_INVALID, rows[i].field, rows[i].words);
		cr_expect(t.id == 0 && t.rev == 0);
	}
	cr_expect_eq(rows_of("training"), 0);
}

Test(model_training, it_may_be_planned_to_the_years_last_day)
{
	struct rowset set;

	add("2026-09-01", "school", "第一天", 0);
	add("2027-08-31", "city", "最后一天", 20);
	add("2026-10-10", "district", "中间", 15);
	MUST(training_list(&s, 2026, 0, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "date"), "2027-08-31 2026-10-10 2026-09-01");
	cr_expect_str_eq(rows_field(&set, "credits"), "2 1.5 -");
	cr_expect_str_eq(rows_field(&set, "no"), "2 3 1");
	rowset_release(&set);
}

Test(model_training, two_who_change_the_same)
{
	struct training first = { .rev = 1, .date = "2026-10-10", .level = "city", .title = "甲" },
			second = first;

	first.id = second.id = add("2026-10-10", "city", "原", 10);
	second.title = "乙";
	MUST(training_save(&s, &first, &e), e);
	REFUSED(training_save(&s, &second, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this training meanwhile.");
	cr_expect_eq(second.rev, 1);
	REFUSED(training_remove(&s, first.id, 1, 9, &e), &e, ERR_CONFLICT, "", "meanwhile");
	cr_expect_str_eq(file_text("school.db", "SELECT title FROM training"), "甲");
}

/* The marks of somebody at the sheet do not go with a session that was looked at before. */
Test(model_training, attendance_that_nobody_was_told_of_is_not_removed)
{
	int64_t id = add("2026-10-10", "city", "甲", 10);
	size_t changed;

	MUST(attend(id, "1", true, &changed), e);
	REFUSED(training_remove(&s, id, 1, 0, &e), &e, ERR_CONFLICT, "", "meanwhile");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM attendance"), 1);
	MUST(training_remove(&s, id, 1, 1, &e), e);
}

Test(model_training, there_is_no_such_training)
{
	struct rowset set;
	size_t changed;

	REFUSED(training_get(&s, 9, &set, &e), &e, ERR_NOT_FOUND, "", "There is no such training.");
	rowset_release(&set);
	REFUSED(attend(9, "1", true, &changed), &e, ERR_NOT_FOUND, "",
		"There is no such training.");
	REFUSED(training_remove(&s, 9, 1, 9, &e), &e, ERR_CONFLICT, "", "this training");
}

Test(model_training, day_and_title_find_the_only_one)
{
	static const struct {
		const char *date, *title;
		int64_t count, id;
	} rows[] = {
		{ "2026-10-10", "甲", 1, 1 },
		{ "2026-10-10", "乙", 2, 0 },
		{ "2026-10-11", "甲", 0, 0 },
		{ "2025-10-10", "丙", 0, 0 },
	};

	add("2026-10-10", "city", "甲", 0);
	add("2026-10-10", "city", "乙", 0);
	add("2026-10-10", "school", "乙", 0);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2025, '2025-09-01', '2026-02-15', '2026-08-31');"
			  "INSERT INTO training (school_year_id, date, level, title)"
			  " VALUES (2025, '2025-10-10', 'city', '丙')");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t id, count;

		MUST(training_find(&s, rows[i].date, rows[i].title, &id, &count, &e), e);
		cr_expect(count == rows[i].count && id == rows[i].id, "%s %s: %d, %d", rows[i].date,
			  rows[i].title, (int)count, (int)id);
	}
}

/* --------------------------------------------------------------- who was there */

static const char *list_there(int64_t id, const char *field)
{
	struct rowset set;
	const char *text;

	MUST(training_attendance(&s, id, &set, &e), e);
	text = rows_field(&set, field);
	rowset_release(&set);
	return text;
}

Test(model_training, the_sheet_has_all_who_have_not_left)
{
	int64_t id = add("2026-10-10", "city", "甲", 20),
		other = add("2026-10-11", "city", "乙", 5);

	were_there(other, "3");
	cr_expect_str_eq(list_there(id, "staff_no"), "T1 T2 T3");
	cr_expect_str_eq(list_there(id, "there"), "- - -");
	were_there(id, "24");
	cr_expect_str_eq(list_there(id, "staff_no"), "T1 T2 T3 T4",
			 "who left later was there all the same");
	cr_expect_str_eq(list_there(id, "there"), "- 1 - 1");
}

Test(model_training, only_what_was_otherwise_counts_as_changed)
{
	int64_t id = add("2026-10-10", "city", "甲", 20);
	static const struct {
		const char *mentors;
		bool there;
		size_t changed;
		const char *after;
	} steps[] = {
		{ "12", true, 2, "1 1 -" },  { "123", true, 1, "1 1 1" },
		{ "123", true, 0, "1 1 1" }, { "1", false, 1, "- 1 1" },
		{ "12", false, 1, "- - 1" }, { "33", false, 1, "- - -" },
		{ "11", true, 1, "1 - -" },
	};
	size_t changed;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		MUST(attend(id, steps[i].mentors, steps[i].there, &changed), e);
		cr_expect_eq(changed, steps[i].changed, "step %zu: %zu", i, changed);
		cr_expect_str_eq(list_there(id, "there"), steps[i].after, "step %zu", i);
	}
}

Test(model_training, all_or_none)
{
	int64_t id = add("2026-10-10", "city", "甲", 20);
	const int64_t ids[] = { school_mentor(&s, 1), 99, school_mentor(&s, 2) };
	size_t changed = 7;

	REFUSED(training_attend(&s, id, ids, 3, true, &changed, &e), &e, ERR_NOT_FOUND, "",
		"There is no such mentor.");
	cr_expect_eq(changed, 0);
	cr_expect_eq(rows_of("attendance"), 0);
}

Test(model_training, nobody_is_there_before_the_day)
{
	int64_t id = add("2026-11-24", "city", "甲", 20);
	size_t changed;

	REFUSED(attend(id, "1", true, &changed), &e, ERR_INVALID, "date",
		"This training is on 2026-11-24; who is there is recorded from that day on.");
	cr_expect_eq(rows_of("attendance"), 0);
	school_on(&s, "2026-11-24");
	were_there(id, "1");
}

Test(model_training, a_day_with_attendance_is_not_put_off)
{
	struct training t = { .rev = 1, .date = "2026-11-24", .level = "city", .title = "甲" };
	size_t changed;

	t.id = add(SCHOOL_TODAY, "city", "甲", 20);
	were_there(t.id, "12");
	REFUSED(training_save(&s, &t, &e), &e, ERR_INVALID, "date",
		"2026-11-24 is in the future, and 2 mentors were there already");
	cr_expect_str_eq(file_text("school.db", "SELECT date FROM training"), SCHOOL_TODAY);
	MUST(attend(t.id, "12", false, &changed), e);
	MUST(training_save(&s, &t, &e), e);
}

Test(model_training, it_is_removed_with_its_attendance)
{
	int64_t id = add("2026-10-10", "city", "甲", 20),
		other = add("2026-10-11", "city", "乙", 5);

	were_there(id, "123");
	were_there(other, "1");
	MUST(training_remove(&s, id, 1, 9, &e), e);
	cr_expect_str_eq(file_text("school.db", "SELECT title FROM training"), "乙");
	cr_expect_eq(file_int("school.db", "SELECT training_id FROM attendance"), other);
	cr_expect_eq(rows_of("attendance"), 1);
}

/* --------------------------------------------------------------------- credits */

static void credits_school(void)
{
	int64_t city = add("2026-10-10", "city", "甲", 20),
		district = add("2026-10-11", "district", "乙", 15),
		school = add("2026-10-12", "school", "丙", 5),
		more = add("2026-10-13", "school", "丁", 0);

	were_there(city, "14");
	were_there(district, "1");
	were_there(school, "13");
	were_there(more, "3");
}

Test(model_training, credits_by_level_and_in_total)
{
	static const struct {
		const char *field, *values;
	} rows[] = {
		{ "staff_no", "T1 T2 T3 T4" }, { "sessions", "3 - 2 1" },
		{ "city", "2 - - 2" },         { "district", "1.5 - - -" },
		{ "school", "0.5 - 0.5 -" },   { "total", "4 - 0.5 2" },
	};
	struct rowset set;

	credits_school();
	MUST(training_credits(&s, 2026, &set, &e), e);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(rows_field(&set, rows[i].field), rows[i].values, "%s: %s",
				 rows[i].field, rows_field(&set, rows[i].field));
	rowset_release(&set);
}

Test(model_training, each_year_has_its_own)
{
	struct rowset set;

	credits_school();
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-10-10");
	were_there(add("2027-10-10", "city", "新", 30), "2");
	MUST(training_credits(&s, 2027, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1 T2 T3", "T4 left and has none");
	cr_expect_str_eq(rows_field(&set, "total"), "- 3 -");
	rowset_release(&set);
	MUST(training_credits(&s, 2026, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "total"), "4 - 0.5 2");
	rowset_release(&set);
	MUST(training_list(&s, 2027, 0, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "title"), "新");
	rowset_release(&set);
}

Test(model_training, a_mentors_sessions_are_those_one_was_at)
{
	struct rowset set;

	credits_school();
	MUST(training_list(&s, 2026, school_mentor(&s, 3), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "title"), "丁 丙");
	cr_expect_str_eq(rows_field(&set, "attended"), "1 2");
	rowset_release(&set);
}

/* What last year's session is changed to lies in that year. */
Test(model_training, a_session_stays_in_its_year)
{
	struct training t = { .rev = 1, .date = "2027-09-02", .level = "city", .title = "甲" };

	t.id = add("2026-10-10", "city", "甲", 20);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends)"
			  " VALUES (2027, '2027-09-01', '2028-02-15', '2028-08-31')");
	school_on(&s, "2027-10-10");
	REFUSED(training_save(&s, &t, &e), &e, ERR_INVALID, "date",
		"2027-09-02 is outside the school year (2026-09-01 to 2027-08-31).");
	t.date = "2027-08-30";
	MUST(training_save(&s, &t, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT school_year_id FROM training"), 2026);
}

/* ---------------------------------------------------------------------- refused */

static int64_t kept;

static bool add_new(void)
{
	struct training t = { .date = "2026-10-10", .level = "city", .title = "新" };

	return training_save(&s, &t, &e);
}

static bool change(void)
{
	struct training t = {
		.id = kept, .rev = 1, .date = "2026-10-10", .level = "city", .title = "改"
	};

	return training_save(&s, &t, &e);
}

static bool take_away(void)
{
	return training_remove(&s, kept, 1, 9, &e);
}

static bool mark_there(void)
{
	size_t changed;

	return attend(kept, "2", true, &changed);
}

static bool mark_missing(void)
{
	size_t changed;

	return attend(kept, "1", false, &changed);
}

static void expect_all_refused(enum err_kind kind, const char *words)
{
	static bool (*const writes[])(void) = { add_new, change, take_away, mark_there,
						mark_missing };
	struct buf before = { 0 }, after = { 0 };

	content_of_file("school.db", NULL, &before);
	for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
		REFUSED(writes[i](), &e, kind, "", words);
	content_of_file("school.db", NULL, &after);
	cr_expect_str_eq(before.at, after.at);
	buf_release(&before);
	buf_release(&after);
}

/* Whenever it was closed: also after this session has begun. */
Test(model_training, a_closed_year_stays_as_it_is)
{
	kept = add("2026-10-10", "city", "甲", 20);
	were_there(kept, "1");
	file_script("school.db", "UPDATE school_year SET closed_on = '2026-11-22'");
	expect_all_refused(ERR_INVALID, "The school year is closed: its training stays as it is.");
	school_on(&s, "2027-10-10");
	expect_all_refused(ERR_INVALID, "The school year is closed: its training stays as it is.");
}

static int run_raw(const char *script)
{
	sqlite3 *handle;
	int rc;

	handle = raw_open(scratch_path("school.db"));
	rc = sqlite3_exec(handle, script, NULL, NULL, NULL);
	sqlite3_close(handle);
	return rc;
}

Test(model_training, the_file_itself_keeps_a_closed_year)
{
	static const char *const scripts[] = {
		("INSERT INTO training (school_year_id, date, level, title)"
		 " VALUES (2026, '2026-10-10', 'city', '新')"),
		"UPDATE training SET credits = 9",
		"DELETE FROM training",
		"INSERT INTO attendance (training_id, mentor_id) VALUES (1, 2)",
		"DELETE FROM attendance",
	};

	were_there(add("2026-10-10", "city", "甲", 20), "1");
	file_script("school.db", "UPDATE school_year SET closed_on = '2026-11-22'");
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		cr_expect_eq(run_raw(scripts[i]), SQLITE_CONSTRAINT, "%s", scripts[i]);
}

Test(model_training, a_mentor_reads_and_sees_ones_own)
{
	struct rowset set;

	credits_school();
	kept = 1;
	school_as(&s, 1);
	expect_all_refused(ERR_DENIED, "ask the office");
	MUST(training_list(&s, 2026, 0, &set, &e), e);
	cr_expect_eq(set.count, 4);
	rowset_release(&set);
	MUST(training_list(&s, 2026, school_mentor(&s, 3), &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "title"), "丙 乙 甲", "one's own");
	rowset_release(&set);
	cr_expect_str_eq(list_there(1, "staff_no"), "T1");
	MUST(training_credits(&s, 2026, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "T1");
	cr_expect_str_eq(rows_field(&set, "total"), "4");
	rowset_release(&set);
	school_script(&s, "UPDATE account SET mentor_id = NULL");
	MUST(training_credits(&s, 2026, &set, &e), e);
	cr_expect_eq(set.count, 0, "who is no mentor has none");
	rowset_release(&set);
}
