/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample of guardians: the same for the same seed, fair, and for the head alone. */
#include "model/report_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "support/school.h"

static struct session s;
static struct err e;

/* 40 students in 九(1) and 20 in 九(2), each with a number, but for S1. */
static void begin(void)
{
	struct buf script = { 0 };

	school_begin(&s, SCHOOL_TODAY);
	for (int n = 1; n <= 60; n++) {
		school_add_student(&s, n, n <= 40 ? "九(1)" : "九(2)", "2026-09-01");
		buf_printf(&script,
			   "INSERT INTO guardian (student_id, name, phone) VALUES (%d, 'g%d', "
			   "nullif('139000000%02d', '13900000001'));",
			   n, n, n);
	}
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

static void end(void)
{
	school_end(&s);
}

TestSuite(model_report_sample, .init = begin, .fini = end);

static struct sample_counts counts;

/* Whom it drew, by their guardians' names. */
static const char *draw(const struct sample_of *of)
{
	static struct buf text[2];
	static int turn;
	struct buf *t = &text[turn = !turn];
	struct rowset set;

	buf_clear(t);
	MUST(sample_draw(&s, of, &set, &counts, &e), e);
	for (size_t i = 0; i < set.count; i++)
		buf_printf(t, "%s ", ((const struct sampled *)rowset_at(&set, i))->guardian);
	rowset_release(&set);
	return buf_str(t);
}

#define NINE(n, word) (&(struct sample_of){ .grade = 9, .size = n, .seed = word })

Test(model_report_sample, the_same_seed_draws_the_same)
{
	char first[300];

	snprintf(first, sizeof first, "%s", draw(NINE(5, "20261123")));
	cr_expect_str_eq(draw(NINE(5, "20261123")), first);
	cr_expect_str_neq(draw(NINE(5, "20261124")), first);
	/* a smaller one is its beginning, and who comes moves nobody else about */
	cr_expect_eq(strncmp(draw(NINE(2, "20261123")), first, strlen(draw(NINE(2, "20261123")))),
		     0);
}

Test(model_report_sample, as_long_as_asked_for_and_says_when_there_are_fewer)
{
	struct buf method = { 0 };

	draw(NINE(5, "a"));
	cr_expect_eq(counts.drawn, 15);
	cr_expect_eq(counts.students, 60);
	cr_expect_eq(counts.with_number, 59);
	draw(NINE(25, "a"));
	cr_expect_eq(counts.drawn, 59);
	sample_method(NINE(25, "a"), &counts, &method);
	cr_expect(strstr(buf_str(&method), "there are only 59"), "%s", buf_str(&method));
	buf_release(&method);
}

/* Each of 59 is drawn among the first 3 of 400 seeds about 20 times: chi-square, 58 degrees of
 * freedom, is beyond 97 once in a thousand. The seeds are fixed. */
Test(model_report_sample, everybody_is_drawn_alike)
{
	int times[61] = { 0 };
	double chi = 0, mean = 400 * 3 / 59.0;

	for (int i = 0; i < 400; i++) {
		char seed[20], *word, *rest;
		char drawn[100];

		snprintf(seed, sizeof seed, "seed %d", i);
		snprintf(drawn, sizeof drawn, "%s", draw(NINE(1, seed)));
		for (rest = drawn; (word = strsep(&rest, " ")) && *word;)
			times[atoi(word + 1)]++;
	}
	cr_expect_eq(times[1], 0, "who has no number cannot be drawn");
	for (int n = 2; n <= 60; n++)
		chi += (times[n] - mean) * (times[n] - mean) / mean;
	cr_expect_lt(chi, 97);
	cr_expect_gt(chi, 29, "too even to be by chance");
}

Test(model_report_sample, by_class_it_is_in_proportion)
{
	for (int i = 0; i < 10; i++) {
		char seed[20];
		struct rowset set;
		int of_two = 0;

		snprintf(seed, sizeof seed, "%d", i);
		MUST(sample_draw(&s,
				 &(struct sample_of){
					 .grade = 9, .size = 4, .seed = seed, .by_class = true },
				 &set, &counts, &e),
		     e);
		for (size_t k = 0; k < set.count; k++)
			of_two += !strcmp(((const struct sampled *)rowset_at(&set, k))->class_name,
					  "九(2)");
		cr_expect_eq(of_two, 4, "%d of 12", of_two);
		rowset_release(&set);
	}
}

Test(model_report_sample, what_cannot_be_is_refused)
{
	static const struct {
		struct sample_of of;
		const char *field;
	} cases[] = {
		{ { .size = 10, .seed = "a" }, "grade" },
		{ { .grade = 9, .size = 0, .seed = "a" }, "size" },
		{ { .grade = 9, .size = 51, .seed = "a" }, "size" },
		{ { .grade = 9, .size = 10, .seed = "" }, "seed" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rowset set;

		REFUSED(sample_draw(&s, &cases[i].of, &set, &counts, &e), &e, ERR_INVALID,
			cases[i].field, "");
		rowset_release(&set);
	}
}

static void as(const char *account)
{
	struct buf script = { 0 };

	buf_printf(&script, "UPDATE account SET %s WHERE login = '%s'", account, s.login);
	school_script(&s, buf_str(&script));
	buf_release(&script);
}

/* The principal sees exactly the numbers that are on record as shown, and no other. */
Test(model_report_sample, a_principal_gets_the_sampled_numbers_alone)
{
	static const struct sql all = { "test.all",
					"SELECT group_concat(id) FROM my_sampled WHERE rev > 0",
					false };
	static const struct sql guardians = { "test.guardians",
					      "SELECT count(phone) FROM my_guardian WHERE rev > 0",
					      false };
	struct arena arena = { 0 };
	const char *seen;
	struct rowset set;
	int64_t count;

	as("role = 'principal', mentor_id = NULL");
	MUST(db_text(s.db, &all, NULL, &arena, &seen, &e), e);
	cr_expect_null(seen);
	MUST(sample_draw(&s, NINE(1, "a"), &set, &counts, &e), e);
	cr_expect_eq(set.count, 3);
	for (size_t i = 0; i < set.count; i++)
		cr_expect_eq(strlen(((const struct sampled *)rowset_at(&set, i))->phone), 11);
	rowset_release(&set);
	MUST(db_int(s.db, &guardians, NULL, &count, NULL, &e), e);
	cr_expect_eq(count, 0);
	MUST(db_text(s.db, &all, NULL, &arena, &seen, &e), e);
	cr_expect_eq(file_int("school.db",
			      "SELECT count(*) FROM audit WHERE action = 'reveal' AND role = "
			      "'principal' AND student_id IS NOT NULL"),
		     3);
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'export' "
					   "AND name = 'sample' AND reason LIKE '%seed=a'"),
		     1);
	arena_release(&arena);
}

Test(model_report_sample, nobody_else_draws_one)
{
	static const char *const others[] = { "role = 'inspector', mentor_id = NULL",
					      "role = 'grade_head', mentor_id = NULL, grade = 9" };

	for (size_t i = 0; i < 2; i++) {
		struct rowset set;

		as(others[i]);
		REFUSED(sample_draw(&s, NINE(1, "a"), &set, &counts, &e), &e, ERR_DENIED, "",
			"principal");
		rowset_release(&set);
	}
	cr_expect_eq(file_int("school.db", "SELECT count(*) FROM audit WHERE action = 'reveal'"),
		     0);
}
