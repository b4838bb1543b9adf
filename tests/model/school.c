/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/school.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/door.h"
#include "expect.h"
#include "model/grade.h"
#include "support/scratch.h"

static struct session s;

static void begin(void)
{
	school_begin(&s, SCHOOL_TODAY);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_school, .init = begin, .fini = end);

/* A new school of that day; its year and rules in one line. */
static const char *made_on(const char *today)
{
	static char line[200];
	const struct school_year *y = &s.year;
	const struct rules *r = &s.rules;

	school_end(&s);
	school_begin(&s, today);
	snprintf(line, sizeof line,
		 "%d: %s %s %s; visits %d by %s; feedback %s %s; soon %d, capacity %d", (int)y->id,
		 y->starts, y->second_term, y->ends, (int)r->visits, r->visit_due,
		 r->feedback_opens, r->feedback_due, (int)r->due_soon, (int)r->mentor_capacity);
	return line;
}

Test(model_school, a_new_file_has_the_year_of_the_day)
{
	static const char *const of_2026 =
		"2026: 2026-09-01 2027-02-15 2027-08-31; visits 1 by 2027-08-31;"
		" feedback 2027-06-01 2027-06-30; soon 14, capacity 15";
	static const char *const of_2027 =
		"2027: 2027-09-01 2028-02-15 2028-08-31; visits 1 by 2028-08-31;"
		" feedback 2028-06-01 2028-06-30; soon 14, capacity 15";

	cr_expect_str_eq(made_on("2026-09-01"), of_2026);
	cr_expect_str_eq(made_on("2026-12-31"), of_2026);
	cr_expect_str_eq(made_on("2027-01-01"), of_2026);
	cr_expect_str_eq(made_on("2027-08-31"), of_2026);
	cr_expect_str_eq(made_on("2027-09-01"), of_2027);
	cr_expect_str_eq(made_on("2028-02-29"), of_2027);
	cr_expect_str_eq(made_on("2028-08-31"), of_2027);
}

static void expect_key_dates(const char *const *lines, size_t count)
{
	struct arena arena = { 0 };
	struct err e = { 0 };
	struct key_date *dates;
	size_t found;

	MUST(school_load_key_dates(s.db, s.year.id, &arena, &dates, &found, &e), e);
	cr_assert_eq(found, count);
	for (size_t i = 0; i < count; i++) {
		char line[100];

		snprintf(line, sizeof line, "%s %d: %s %s %s", dates[i].name, (int)dates[i].term,
			 dates[i].opens, dates[i].due,
			 dates[i].grades == GRADES_ALL          ? "all"
			 : dates[i].grades == GRADES_GRADUATING ? "graduating"
								: "others");
		cr_expect_str_eq(line, lines[i]);
	}
	arena_release(&arena);
}

Test(model_school, a_new_file_has_the_usual_key_dates)
{
	static const char *const of_2026[] = {
		"Start 1: 2026-09-01 2026-09-21 all", "Mid 1: 2026-10-26 2026-11-15 all",
		"Final 1: 2027-01-04 2027-01-24 all", "Start 2: 2027-02-15 2027-03-15 all",
		"Mid 2: 2027-04-12 2027-05-02 all",   "Grad 0: 2027-05-10 2027-06-06 graduating",
		"Final 2: 2027-06-07 2027-06-27 all",
	};
	static const char *const of_a_leap_year[] = {
		"Start 1: 2027-09-01 2027-09-21 all", "Mid 1: 2027-10-26 2027-11-15 all",
		"Final 1: 2028-01-04 2028-01-24 all", "Start 2: 2028-02-15 2028-03-15 all",
		"Mid 2: 2028-04-12 2028-05-02 all",   "Grad 0: 2028-05-10 2028-06-06 graduating",
		"Final 2: 2028-06-07 2028-06-27 all",
	};

	expect_key_dates(of_2026, 7);
	made_on("2028-02-29");
	expect_key_dates(of_a_leap_year, 7);
}

Test(model_school, the_year_of_a_day_is_the_last_one_begun)
{
	static const struct {
		const char *day;
		int year;
	} rows[] = {
		{ "2020-01-01", 2024 }, /* before all: the nearest */
		{ "2024-08-31", 2024 }, { "2024-09-01", 2024 }, { "2025-08-31", 2024 },
		{ "2025-09-01", 2024 }, /* 2025 is not in the file */
		{ "2026-08-31", 2024 }, { "2026-09-01", 2026 }, { "2027-08-31", 2026 },
		{ "2027-09-01", 2027 }, { "2028-02-29", 2027 }, { "2028-08-31", 2027 },
		{ "2028-09-01", 2027 }, { "2099-01-01", 2027 },
	};
	struct err e = { 0 };

	MUST(door_enter(s.db, &e), e);
	MUST(school_add_year(s.db, 2024, &e) && school_add_year(s.db, 2027, &e), e);
	MUST(door_leave(s.db, true, &e), e);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct school_year year;

		MUST(school_load_year(s.db, rows[i].day, &year, &e), e);
		cr_expect_eq(year.id, rows[i].year, "%s: %d", rows[i].day, (int)year.id);
	}
}

Test(model_school, a_file_without_a_year_is_no_school)
{
	struct err e = { 0 };
	struct school_year year;

	struct db *db = db_create(scratch_path("bare.db"), &e);

	cr_assert(db, "%s", e.text);
	REFUSED(school_load_year(db, SCHOOL_TODAY, &year, &e), &e, ERR_DB, "",
		"The file has no school year. It was not made by 'daoshi init'.");
	db_close(db);
}

Test(model_school, rules_are_rows)
{
	school_script(&s,
		      "UPDATE rule SET value = '2' WHERE name = 'visits';"
		      "UPDATE rule SET value = '2027-06-15' WHERE name = 'visit_due';"
		      "UPDATE rule SET value = '2027-05-20' WHERE name = 'feedback_opens';"
		      "UPDATE rule SET value = '2027-07-05' WHERE name = 'feedback_due';"
		      "UPDATE rule SET value = '7' WHERE name = 'due_soon';"
		      "UPDATE rule SET value = '12' WHERE name = 'mentor_capacity';"
		      "INSERT INTO rule (school_year_id, name, value) VALUES (2026, 'moon', '1')");
	cr_expect_eq(s.rules.visits, 2);
	cr_expect_str_eq(s.rules.visit_due, "2027-06-15");
	cr_expect_str_eq(s.rules.feedback_opens, "2027-05-20");
	cr_expect_str_eq(s.rules.feedback_due, "2027-07-05");
	cr_expect_eq(s.rules.due_soon, 7);
	cr_expect_eq(s.rules.mentor_capacity, 12);
}

/* A year that an older daoshi made may lack a rule that came later. */
Test(model_school, a_missing_rule_has_its_default)
{
	school_script(&s, "DELETE FROM rule");
	cr_expect_eq(s.rules.visits, 1);
	cr_expect_str_eq(s.rules.visit_due, "2027-08-31");
	cr_expect_str_eq(s.rules.feedback_opens, "2027-06-01");
	cr_expect_str_eq(s.rules.feedback_due, "2027-06-30");
	cr_expect_eq(s.rules.due_soon, 14);
	cr_expect_eq(s.rules.mentor_capacity, 15);
}

/* What others wrote into the file may be anything; no array is made by it. */
Test(model_school, rules_are_bounded)
{
	static const struct {
		const char *name, *value;
		int64_t visits, due_soon, capacity;
	} rows[] = {
		{ "visits", "-3", 0, 14, 15 },
		{ "visits", "99999999999", 12, 14, 15 },
		{ "due_soon", "-1", 1, 0, 15 },
		{ "due_soon", "4000000000", 1, 999, 15 },
		{ "mentor_capacity", "-1", 1, 14, 0 },
		{ "mentor_capacity", "1000", 1, 14, 999 },
		{ "visits", "as many as you like", 0, 14, 15 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char script[200];

		school_end(&s);
		school_begin(&s, SCHOOL_TODAY);
		snprintf(script, sizeof script, "UPDATE rule SET value = '%s' WHERE name = '%s'",
			 rows[i].value, rows[i].name);
		school_script(&s, script);
		cr_expect_eq(s.rules.visits, rows[i].visits, "%s", script);
		cr_expect_eq(s.rules.due_soon, rows[i].due_soon, "%s", script);
		cr_expect_eq(s.rules.mentor_capacity, rows[i].capacity, "%s", script);
	}
}

Test(model_school, more_key_dates_than_fit_are_refused)
{
	struct arena arena = { 0 };
	struct key_date *dates;
	struct err e = { 0 };
	size_t count;

	school_script(&s, "WITH RECURSIVE n (i) AS (SELECT 8 UNION ALL SELECT i + 1 FROM n "
			  "WHERE i < 64) INSERT INTO key_date (school_year_id, name, term, opens, "
			  "due, grades) SELECT 2026, 'more', 1, '2026-10-01', '2026-10-02', 0 "
			  "FROM n");
	MUST(school_load_key_dates(s.db, 2026, &arena, &dates, &count, &e), e);
	cr_expect_eq(count, 64);
	school_script(&s, "INSERT INTO key_date (school_year_id, name, term, opens, due, grades) "
			  "VALUES (2026, 'one more', 1, '2026-10-01', '2026-10-02', 0)");
	REFUSED(school_load_key_dates(s.db, 2026, &arena, &dates, &count, &e), &e, ERR_DB, "",
		"more than 64 key dates");
	arena_release(&arena);
}

Test(model_school, a_setting_that_is_not_there)
{
	struct arena arena = { 0 };
	struct err e = { 0 };
	const char *value = "before";

	MUST(school_setting(s.db, "moon", &arena, &value, &e), e);
	cr_expect_null(value);
	MUST(school_setting(s.db, "school_name", &arena, &value, &e), e);
	cr_expect_str_eq(value, "测试学校");
	arena_release(&arena);
}

/* The schema has years 1990 to 2200. */
Test(model_school, a_file_that_cannot_be_filled_is_taken_away)
{
	struct err e = { 0 };

	cr_assert_null(school_create(scratch_path("old.db"), "", "login",
				     date_from_civil(1980, 1, 1), &e));
	cr_expect_eq(e.kind, ERR_DB, "%s", e.text);
	cr_expect(access(scratch_path("old.db"), F_OK), "it was left behind");
}
