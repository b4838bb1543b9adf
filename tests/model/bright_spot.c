/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/bright_spot.h"

#include <criterion/criterion.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* S1 and S2 are mentor 1's, S3 is mentor 2's. */
static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 3; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	for (int n = 1; n <= 2; n++)
		school_add_mentor(&s, n);
	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 1, "2026-09-01");
	school_lead(&s, 3, 2, "2026-09-01");
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_bright_spot, .init = begin, .fini = end);

static bool note(const int64_t *ids, size_t count, const char *day, const char *text)
{
	struct bright_spot b = { .date = day, .text = text };

	return bright_spot_save(&s, ids, count, &b, &e);
}

static const char *of_student(int n, const char *field)
{
	struct rowset set;
	const char *all;

	MUST(bright_spot_list_of_student(&s, school_student(&s, n), &set, &e), e);
	all = rows_field(&set, field);
	rowset_release(&set);
	return all;
}

Test(model_bright_spot, one_line_for_one_or_for_several)
{
	const int64_t both[] = { 1, 2 };

	MUST(note(both, 2, "2026-11-23", "一起出黑板报"), e);
	MUST(note(both, 1, "2026-11-20", "扶起同学"), e);
	cr_expect_str_eq(of_student(1, "text"), "扶起同学 一起出黑板报");
	cr_expect_str_eq(of_student(1, "date"), "2026-11-20 2026-11-23");
	cr_expect_str_eq(of_student(2, "text"), "一起出黑板报");
	cr_expect_str_eq(of_student(3, "text"), "");
	cr_expect_str_eq(of_student(1, "mentor"), "- -");
	cr_expect_str_eq(of_student(2, "student"), "学生2");
}

Test(model_bright_spot, the_list_is_this_years)
{
	struct rowset set;

	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends) VALUES (2025,"
			  " '2025-09-01', '2026-02-15', '2026-08-31');"
			  "INSERT INTO bright_spot (student_id, date, text, created_at) VALUES"
			  " (1, '2026-05-04', '去年', 'then'), (1, '2026-09-02', '今年', 'then'),"
			  " (3, '2026-10-02', '后来', 'then')");
	MUST(bright_spot_list(&s, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "text"), "后来 今年");
	rowset_release(&set);
	cr_expect_str_eq(of_student(1, "text"), "去年 今年");
}

Test(model_bright_spot, what_is_wrong_is_told_at_its_field)
{
	static const struct {
		const char *day, *text, *field, *words;
	} rows[] = {
		{ "2026-11-23", "", "text", "Bright spot is missing" },
		{ "", "好", "date", "Date is missing" },
		{ "2026-11-24", "好", "date", "2026-11-24 is in the future" },
		{ "2026-08-31", "好", "date", "A student was not enrolled on 2026-08-31" },
	};
	const int64_t id = 1;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		REFUSED(note(&id, 1, rows[i].day, rows[i].text), &e, ERR_INVALID, rows[i].field,
			rows[i].words);
	REFUSED(note(&id, 0, "2026-11-23", "好"), &e, ERR_INVALID, "student_id",
		"Choose at least one student.");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM bright_spot"), 0);
}

Test(model_bright_spot, none_of_several_where_one_cannot_be)
{
	const int64_t ids[] = { 1, 99 };

	REFUSED(note(ids, 2, "2026-11-23", "好"), &e, ERR_INVALID, "date", "was not enrolled");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM bright_spot"), 0);
}

static bool change(int64_t id, int64_t rev, const char *text)
{
	struct bright_spot b = { .id = id, .rev = rev, .date = "2026-11-20", .text = text };

	return bright_spot_save(&s, NULL, 0, &b, &e);
}

Test(model_bright_spot, who_wrote_it_corrects_and_removes_it_and_the_office)
{
	const int64_t id = 1;

	MUST(note(&id, 1, "2026-11-20", "德育处所记"), e);
	school_as(&s, 1);
	MUST(note(&id, 1, "2026-11-20", "导师所记"), e);
	cr_expect_str_eq(of_student(1, "mentor"), "- 导师1");
	REFUSED(change(1, 1, "改"), &e, ERR_DENIED, "", "Whoever noted it can change it");
	REFUSED(bright_spot_remove(&s, 1, 1, &e), &e, ERR_DENIED, "", "Whoever noted it");
	MUST(change(2, 1, "改过"), e);
	REFUSED(change(2, 1, "又改"), &e, ERR_CONFLICT, "",
		"Somebody else changed this bright spot meanwhile.");
	cr_expect_str_eq(of_student(1, "text"), "德育处所记 改过");
	school_as(&s, 0);
	MUST(change(2, 2, "再改"), e);
	cr_expect_eq(file_int("school.db", "SELECT mentor_id FROM bright_spot WHERE id = 2"), 1);
	MUST(bright_spot_remove(&s, 1, 1, &e), e);
	MUST(bright_spot_remove(&s, 2, 3, &e), e);
	cr_expect_str_eq(of_student(1, "text"), "");
}

Test(model_bright_spot, the_number_of_one_that_went_is_not_given_again)
{
	const int64_t ids[] = { 1, 2 };

	MUST(note(&ids[0], 1, "2026-11-20", "甲的"), e);
	MUST(bright_spot_remove(&s, 1, 1, &e), e);
	MUST(note(&ids[1], 1, "2026-11-20", "乙的"), e);
	REFUSED(change(1, 1, "改"), &e, ERR_NOT_FOUND, "", "There is no such bright spot.");
	cr_expect_str_eq(of_student(2, "text"), "乙的");
}

Test(model_bright_spot, a_mentor_knows_of_ones_own_students_alone)
{
	const int64_t foreign = 3;
	struct rowset set;

	MUST(note(&foreign, 1, "2026-11-20", "别人的学生"), e);
	school_as(&s, 1);
	REFUSED(note(&foreign, 1, "2026-11-20", "好"), &e, ERR_INVALID, "date", "was not enrolled");
	REFUSED(change(1, 1, "改"), &e, ERR_NOT_FOUND, "", "There is no such bright spot.");
	REFUSED(bright_spot_remove(&s, 1, 1, &e), &e, ERR_NOT_FOUND, "", "no such bright spot");
	MUST(bright_spot_list(&s, &set, &e), e);
	cr_expect_eq(set.count, 0);
	rowset_release(&set);
}

Test(model_bright_spot, a_closed_year_stays_as_it_was)
{
	const int64_t id = 1;

	MUST(note(&id, 1, "2026-11-20", "好"), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-22' WHERE id = 2026");
	REFUSED(change(1, 1, "改"), &e, ERR_INVALID, "date", "is closed");
	REFUSED(bright_spot_remove(&s, 1, 1, &e), &e, ERR_INVALID, "date", "is closed");
	REFUSED(note(&id, 1, "2026-11-20", "后补"), &e, ERR_INVALID, "date", "is closed");
}
