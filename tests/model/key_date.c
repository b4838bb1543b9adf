/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/key_date.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "db/door.h"
#include "db/file.h"
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

TestSuite(model_key_date, .init = begin, .fini = end);

/* A key date that goes with those of a new file. */
static struct key_date_row sample(void)
{
	return (struct key_date_row){ .school_year_id = 2026,
				      .name = "心理周",
				      .term = "first",
				      .opens = "2026-12-01",
				      .due = "2026-12-20",
				      .grades = "6-9" };
}

static struct key_date_row *get(int64_t id, struct rowset *set)
{
	MUST(key_date_get(&s, id, set, &e), e);
	return rowset_at(set, 0);
}

/* One field of a new key date (id 0) or of a stored one, changed and saved. */
static bool save_with(int64_t id, const char *name, const char *value)
{
	const struct field *f = field_find(key_date_fields, name);
	struct key_date_row row = sample();
	struct rowset set = { 0 };
	bool ok;

	if (id)
		row = *get(id, &set);
	field_put_text(f, &row, value);
	ok = key_date_save(&s, &row, &e);
	rowset_release(&set);
	return ok;
}

static const char *lines_of(int64_t year)
{
	static char text[4][2000];
	static int at;
	char *to = text[at++ % 4];
	struct rowset set;
	size_t len = 0;

	*to = '\0';
	MUST(key_date_list(&s, year, &set, &e), e);
	for (size_t i = 0; i < set.count; i++) {
		const struct key_date_row *k = rowset_at(&set, i);

		len += (size_t)snprintf(to + len, sizeof text[0] - len, "%s %s %s %s %s %s\n",
					k->name, k->term, k->opens, k->due, k->grades, k->reviewed);
	}
	rowset_release(&set);
	return to;
}

Test(model_key_date, every_field_comes_back)
{
	struct key_date_row k = sample();
	struct rowset set;

	MUST(key_date_save(&s, &k, &e), e);
	cr_expect_eq(k.rev, 1);
	expect_same_fields(key_date_fields, &k, get(k.id, &set));
	cr_expect_eq(((struct key_date_row *)rowset_at(&set, 0))->number, k.id);
	rowset_release(&set);
	k.name = "心理";
	k.term = "year";
	k.opens = k.due = "2026-12-24";
	k.grades = "0";
	MUST(key_date_save(&s, &k, &e), e);
	cr_expect_eq(k.rev, 2);
	expect_same_fields(key_date_fields, &k, get(k.id, &set));
	rowset_release(&set);
}

Test(model_key_date, in_order_of_their_opening)
{
	static const char expected[] = "Start first 2026-09-01 2026-09-21 1-16 1\n"
				       "Mid first 2026-10-26 2026-11-15 1-16 1\n"
				       "心理周 first 2026-12-01 2026-12-20 6-9 1\n"
				       "Final first 2027-01-04 2027-01-24 1-16 1\n"
				       "Start second 2027-02-15 2027-03-15 1-16 1\n"
				       "Mid second 2027-04-12 2027-05-02 1-16 1\n"
				       "Grad year 2027-05-10 2027-06-06 5 9 12 15 1\n"
				       "Final second 2027-06-07 2027-06-27 1-16 1\n";

	MUST(save_with(0, "name", "心理周"), e);
	cr_expect_str_eq(lines_of(2026), expected);
}

Test(model_key_date, what_cannot_be_is_told_at_its_field)
{
	static const struct {
		const char *field, *value, *words;
		const char *at; /* NULL: at that field */
	} rows[] = {
		{ "name", "", "Occasion is missing; it must be filled in", NULL },
		{ "name", "一二三四五六七八九十一二三", "12", NULL },
		{ "name", "心\033理", "control character", NULL },
		{ "term", "", "Term is missing", NULL },
		{ "term", "9", "is not one of first / second / year", NULL },
		{ "opens", "", "From is missing", NULL },
		{ "opens", "2027-02-29", "is no date", NULL },
		{ "opens", "2026-08-31",
		  "2026-08-31 is outside the school year: it runs from "
		  "2026-09-01 to 2027-08-31.",
		  NULL },
		{ "opens", "2026-12-21",
		  "2026-12-20 is before 2026-12-21, when it opens: the window is reversed.",
		  "due" },
		{ "due", "", "To is missing", NULL },
		{ "due", "2026-11-30", "the window is reversed", NULL },
		{ "due", "2027-09-01", "is outside the school year", NULL },
		{ "grades", "", "Grades is missing", NULL },
		{ "grades", "17", "\"17\" is no list of grades; write it as 6-9", NULL },
		{ "opens", "2026-11-15",
		  "It overlaps Mid (2026-10-26 to 2026-11-15) for the same grades", NULL },
		{ "due", "2027-01-04", "It overlaps Final (2027-01-04 to 2027-01-24)", NULL },
	};
	struct buf before = { 0 };

	content_of_file("school.db", NULL, &before);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf after = { 0 };

		REFUSED(save_with(0, rows[i].field, rows[i].value), &e, ERR_INVALID,
			rows[i].at ? rows[i].at : rows[i].field, rows[i].words);
		content_of_file("school.db", NULL, &after);
		cr_expect_str_eq(after.at, before.at, "%s = %s", rows[i].field, rows[i].value);
		buf_release(&after);
	}
	buf_release(&before);
}

Test(model_key_date, twelve_characters_of_any_script_fit)
{
	MUST(save_with(0, "name", "一二三四五六七八九十一二"), e);
	cr_expect_eq(file_int("school.db", "SELECT max(length(name)) FROM key_date"), 12);
}

/* Next door is no overlap, and neither is the same day for other grades. */
Test(model_key_date, windows_may_touch)
{
	int64_t grad = school_key_date(&s, "Grad", 0);

	MUST(save_with(grad, "opens", "2027-05-03"), e);
	REFUSED(save_with(grad, "opens", "2027-05-02"), &e, ERR_INVALID, "opens", "overlaps Mid");
	MUST(save_with(grad, "grades", "0"), e);
	MUST(save_with(grad, "opens", "2027-05-02"), e);
	REFUSED(save_with(grad, "grades", "9"), &e, ERR_INVALID, "opens", "overlaps Mid");
	MUST(save_with(school_key_date(&s, "Mid", 2), "grades", "1-8"), e);
	MUST(save_with(grad, "grades", "9"), e);
}

Test(model_key_date, one_too_many)
{
	school_script(&s, "WITH RECURSIVE n (i) AS (SELECT 8 UNION ALL SELECT i + 1 FROM n "
			  "WHERE i < 63) INSERT INTO key_date (school_year_id, name, term, opens, "
			  "due, grades) SELECT 2026, 'more', 1, '2026-10-01', '2026-10-02', 0 "
			  "FROM n");
	MUST(save_with(0, "name", "the 64th"), e);
	REFUSED(save_with(0, "opens", "2026-12-20"), &e, ERR_INVALID, "opens", "overlaps the 64th");
	REFUSED(save_with(0, "grades", "0"), &e, ERR_INVALID, "name",
		"A school year has 64 key dates at most.");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date"), 64);
	MUST(save_with(school_key_date(&s, "Grad", 0), "name", "毕业典礼"), e);
}

Test(model_key_date, to_save_it_is_to_review_it)
{
	int64_t id = school_key_date(&s, "Mid", 1);

	school_script(&s, "UPDATE key_date SET reviewed = 0");
	MUST(save_with(id, "name", "Mid"), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date WHERE reviewed"), 1);
	MUST(save_with(id, "reviewed", "0"), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date WHERE reviewed"), 1);
}

Test(model_key_date, two_who_change_the_same)
{
	int64_t id = school_key_date(&s, "Mid", 1);
	struct rowset first, second, gone;
	struct key_date_row *a = get(id, &first), *b = get(id, &second);

	a->name = "甲";
	b->name = "乙";
	MUST(key_date_save(&s, a, &e), e);
	REFUSED(key_date_save(&s, b, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed 乙 meanwhile.");
	REFUSED(key_date_remove(&s, id, b->rev, &e), &e, ERR_CONFLICT, "",
		"Somebody else changed this key date meanwhile.");
	MUST(key_date_remove(&s, id, a->rev, &e), e);
	REFUSED(key_date_get(&s, id, &gone, &e), &e, ERR_NOT_FOUND, "",
		"There is no such key date.");
	rowset_release(&gone);
	rowset_release(&first);
	rowset_release(&second);
}

Test(model_key_date, a_closed_year_stays_as_it_is)
{
	int64_t id = school_key_date(&s, "Mid", 1);
	const char *sentence = "The school year 2026 was closed on 2026-11-01; it stays as it is.";

	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-01'");
	REFUSED(save_with(id, "name", "x"), &e, ERR_INVALID, "", sentence);
	REFUSED(save_with(0, "name", "x"), &e, ERR_INVALID, "", sentence);
	REFUSED(key_date_remove(&s, id, 1, &e), &e, ERR_INVALID, "", sentence);
	cr_expect_eq(file_int("school.db", "SELECT sum(rev) FROM key_date"), 7);
	/* the next year may begin with its dates */
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
}

Test(model_key_date, a_mentor_may_not)
{
	int64_t id = school_key_date(&s, "Mid", 1);
	const char *sentence = "This is not for you to do";

	school_add_mentor(&s, 1);
	school_as(&s, 1);
	REFUSED(save_with(id, "name", "x"), &e, ERR_DENIED, "", sentence);
	REFUSED(key_date_remove(&s, id, 1, &e), &e, ERR_DENIED, "", sentence);
	REFUSED(key_dates_copy(&s, 2026, 2027, false, &e), &e, ERR_DENIED, "", sentence);
	cr_expect_eq(file_int("school.db", "SELECT sum(rev) FROM key_date"), 7);
}

Test(model_key_date, one_with_talks_is_not_removed)
{
	int64_t id = school_key_date(&s, "Mid", 1), talk;

	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, NULL);
	talk = school_talk_for(&s, 1, 1, "2026-11-10", id);
	school_talk_for(&s, 1, 1, "2026-11-11", id);
	school_talk_for(&s, 1, 1, "2026-09-10", school_key_date(&s, "Start", 1));
	REFUSED(key_date_remove(&s, id, 1, &e), &e, ERR_INVALID, "",
		"Talks recorded for this key date: 2; so it stays. To ask for no more, set its "
		"grades to none; or give it another name.");
	MUST(save_with(id, "grades", "0"), e);
	/* who is withdrawn holds it no longer */
	school_withdraw(&s, talk);
	school_withdraw(&s, talk + 1);
	MUST(key_date_remove(&s, id, 2, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM key_date WHERE name = 'Mid'"), 1);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM contact_student"
					   " WHERE key_date_id IS NOT NULL"),
		     1);
}

/* ------------------------------------------------------------------ copying */

#define OF_2027                                                                                    \
	"Start first 2027-09-01 2027-09-21 1-16 0\n"                                               \
	"Mid first 2027-10-26 2027-11-15 1-16 0\n"                                                 \
	"Final first 2028-01-04 2028-01-24 1-16 0\n"                                               \
	"Start second 2028-02-15 2028-03-15 1-16 0\n"                                              \
	"Mid second 2028-04-12 2028-05-02 1-16 0\n"                                                \
	"Grad year 2028-05-10 2028-06-06 5 9 12 15 0\n"                                            \
	"Final second 2028-06-07 2028-06-27 1-16 0\n"

Test(model_key_date, a_year_is_copied_to_the_next)
{
	struct school_year y;
	struct rowset set;

	school_script(&s, "UPDATE rule SET value = '3' WHERE name = 'visits';"
			  "UPDATE rule SET value = '2027-05-20' WHERE name = 'feedback_opens';"
			  "UPDATE school_year SET second_term = '2027-02-22'");
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	cr_expect_str_eq(lines_of(2027), OF_2027);
	MUST(school_get_year(s.db, 2027, &y, NULL, &e), e);
	cr_expect_str_eq(y.starts, "2027-09-01");
	cr_expect_str_eq(y.second_term, "2028-02-22");
	cr_expect_str_eq(y.ends, "2028-08-31");
	MUST(rules_get(&s, 2027, &set, &e), e);
	cr_expect_str_eq(row_field(&set, 0, "visits"), "3");
	cr_expect_str_eq(row_field(&set, 0, "feedback_opens"), "2028-05-20");
	cr_expect_str_eq(row_field(&set, 0, "visit_due"), "2028-08-31");
	rowset_release(&set);
	cr_expect_eq(s.year.id, 2026, "today is in this year still");
}

Test(model_key_date, a_leap_day_becomes_the_28th_or_opens_on_the_first)
{
	school_end(&s);
	school_begin(&s, "2027-11-23");
	school_script(&s, "UPDATE key_date SET opens = '2028-02-29' WHERE term = 2"
			  " AND name = 'Start';"
			  "UPDATE rule SET value = '2028-02-29' WHERE name = 'visit_due'");
	MUST(key_dates_copy(&s, 2027, 2028, false, &e), e);
	cr_expect(strstr(lines_of(2028), "Start second 2029-03-01 2029-03-15"), "%s",
		  lines_of(2028));
	cr_expect_str_eq(file_text("school.db", "SELECT value FROM rule WHERE name = 'visit_due'"
						" AND school_year_id = 2028"),
			 "2029-02-28");
	MUST(key_dates_copy(&s, 2027, 2031, false, &e), e);
	cr_expect(strstr(lines_of(2031), "Start second 2032-02-29 2032-03-15"), "%s",
		  lines_of(2031));
}

/* Copied once more, as long as nobody has set up the next year. */
Test(model_key_date, what_somebody_set_up_is_not_replaced_unasked)
{
	static const char *const touches[] = {
		"UPDATE key_date SET rev = 2 WHERE id = (SELECT max(id) FROM key_date)",
		"UPDATE key_date SET reviewed = 1 WHERE id = (SELECT max(id) FROM key_date)",
		"UPDATE rule SET rev = 2, value = '5' WHERE school_year_id = 2027",
		"UPDATE school_year SET rev = 2, second_term = '2028-02-20' WHERE id = 2027",
	};

	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
		MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
		school_script(&s, touches[i]);
		REFUSED(key_dates_copy(&s, 2026, 2027, false, &e), &e, ERR_CONFLICT, "",
			"The school year 2027 has been set up already; nothing was copied.");
		MUST(key_dates_copy(&s, 2026, 2027, true, &e), e);
		cr_expect_str_eq(lines_of(2027), OF_2027, "%s", touches[i]);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM rule WHERE school_year_id = 2027"
					   " AND name = 'visits' AND value = '1'"),
		     1);
	cr_expect_str_eq(
		file_text("school.db", "SELECT second_term FROM school_year WHERE id = 2027"),
		"2028-02-15");
}

Test(model_key_date, where_talks_were_recorded_nothing_is_replaced)
{
	school_add_mentor(&s, 1);
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	school_on(&s, "2027-09-10");
	cr_assert_eq(s.year.id, 2027);
	school_add_student(&s, 1, "六(1)", "2027-09-01");
	school_lead(&s, 1, 1, NULL);
	school_talk_for(&s, 1, 1, "2027-09-09", school_key_date(&s, "Start", 1));
	REFUSED(key_dates_copy(&s, 2026, 2027, true, &e), &e, ERR_INVALID, "",
		"Talks recorded for key dates of 2027: 1; so they are not replaced.");
	cr_expect_str_eq(lines_of(2027), OF_2027);
}

Test(model_key_date, what_cannot_be_copied)
{
	const char *later = "Key dates are copied to a later school year";

	REFUSED(key_dates_copy(&s, 2025, 2026, true, &e), &e, ERR_NOT_FOUND, "",
		"The file has no school year 2025.");
	REFUSED(key_dates_copy(&s, 2026, 2026, true, &e), &e, ERR_INVALID, "", later);
	REFUSED(key_dates_copy(&s, 2026, 2025, true, &e), &e, ERR_INVALID, "", later);
	REFUSED(key_dates_copy(&s, 2026, 2201, true, &e), &e, ERR_INVALID, "", later);
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2028-07-01' WHERE id = 2027");
	REFUSED(key_dates_copy(&s, 2026, 2027, true, &e), &e, ERR_INVALID, "",
		"The school year 2027 was closed on 2028-07-01");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 2);
}

/* As a part of something greater, it stays or goes with it. */
Test(model_key_date, copying_inside_the_door)
{
	MUST(door_enter(s.db, &e), e);
	MUST(key_dates_copy(&s, 2026, 2027, false, &e), e);
	cr_expect_str_eq(lines_of(2027), OF_2027);
	door_leave(s.db, false, &e);
	cr_expect_str_eq(lines_of(2027), "");
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM school_year"), 1);
}
