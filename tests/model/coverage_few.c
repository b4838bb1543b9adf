/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an inspector sees: of groups of fewer than five nothing, also not by subtraction. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "model/coverage.h"
#include "model/demo.h"
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

TestSuite(model_coverage_few, .init = begin, .fini = end);

static const char *const counts[] = { "students", "without_mentor", "owed",   "met",      "open",
				      "soon",     "overdue",        "exempt", "elsewhere" };
enum { COUNTS = sizeof counts / sizeof *counts };

static int64_t count_of(const struct rowset *rows, size_t row, const char *name)
{
	return field_int(field_find(coverage_fields, name), rowset_at(rows, row));
}

struct tables {
	struct coverage office, inspector;
	struct rowset all, shown;
};

static void load(struct tables *t, enum coverage_by by, const struct coverage_of *of)
{
	s.role = "office";
	MUST(coverage_load(&s, s.year.id, &t->office, &e), e);
	s.role = "inspector";
	MUST(coverage_load(&s, s.year.id, &t->inspector, &e), e);
	coverage_rows(&t->office, by, of, &t->all);
	coverage_rows(&t->inspector, by, of, &t->shown);
	cr_assert_eq(t->all.count, t->shown.count);
}

static void release(struct tables *t)
{
	rowset_release(&t->all);
	rowset_release(&t->shown);
	coverage_release(&t->office);
	coverage_release(&t->inspector);
}

/* Whether the hidden rows may be other figures that have the same sum: tried one by one for every
 * row, by moving one from it to another. Where the whole has none, nothing is hidden. */
static bool can_differ(const struct tables *t, size_t row, const char *name, int64_t grade)
{
	int64_t own = count_of(&t->all, row, name), whole = 0;

	for (size_t i = 0; i < t->all.count; i++)
		if (!grade || count_of(&t->all, i, "grade") == grade)
			whole += count_of(&t->all, i, name);
	if (!whole)
		return true;
	for (size_t i = 0; i < t->all.count; i++) {
		const struct coverage_row *other = rowset_at(&t->shown, i);
		int64_t least = !strcmp(name, "students");

		if (i == row || !other->hidden || (grade && count_of(&t->all, i, "grade") != grade))
			continue;
		if (own > least || count_of(&t->all, i, name) > least)
			return true;
	}
	return false;
}

static void expect_nothing_told(const struct tables *t, bool by_grade, const char *what)
{
	for (size_t i = 0; i < t->shown.count; i++) {
		const struct coverage_row *shown = rowset_at(&t->shown, i),
					  *is = rowset_at(&t->all, i);
		bool somebody = is->students || is->owed || is->exempt;

		cr_expect(shown->hidden || !somebody || is->students >= COVERAGE_FEW,
			  "%s: %s has %d students", what, is->name, (int)is->students);
		for (int k = 0; k < COUNTS; k++) {
			if (!shown->hidden) {
				cr_expect_eq(count_of(&t->shown, i, counts[k]),
					     count_of(&t->all, i, counts[k]));
				continue;
			}
			cr_expect_eq(count_of(&t->shown, i, counts[k]), FIELD_FEW);
			cr_expect(can_differ(t, i, counts[k], by_grade ? is->grade : 0),
				  "%s: %s of %s follows", what, counts[k], is->name);
		}
	}
}

/* Classes of every size from none to seven, with and without mentors, exemptions, visits. */
static void random_school(unsigned seed)
{
	static const char *const classes[] = { "六(1)", "六(2)", "七(1)", "七(2)",
					       "七(3)", "八(1)", "九(1)", "九(2)" };
	int n = 1;

	srand(seed);
	for (int m = 1; m <= 4; m++)
		school_add_mentor(&s, m);
	for (size_t c = 0; c < sizeof classes / sizeof *classes; c++)
		for (int k = rand() % 8; k > 0; k--, n++) {
			school_add_student(&s, n, classes[c], "2026-09-01");
			if (rand() % 3)
				school_lead(&s, n, 1 + rand() % 4, "2026-09-01");
			if (rand() % 3 == 0)
				school_contact(&s, "visit", n, 1, "2026-10-10");
		}
}

static void look(unsigned seed)
{
	static const enum coverage_by groups[] = { COVERAGE_BY_GRADE, COVERAGE_BY_CLASS,
						   COVERAGE_BY_MENTOR };
	char what[40];

	random_school(seed);
	for (int i = 0; i < 3; i++) {
		struct tables t;

		snprintf(what, sizeof what, "seed %u, grouping %d", seed, (int)groups[i]);
		load(&t, groups[i], &(struct coverage_of){ 0 });
		/* where the whole is of few, all is hidden, and nothing can be subtracted */
		if (t.office.whole.students >= COVERAGE_FEW)
			expect_nothing_told(&t, false, what);
		release(&t);
	}
}

static void one_seed(unsigned seed)
{
	school_end(&s);
	school_begin(&s, SCHOOL_TODAY);
	look(seed);
}

Test(model_coverage_few, no_hidden_count_follows_from_what_is_shown)
{
	for (unsigned seed = 1; seed <= 12; seed++)
		one_seed(seed);
}

/* A grade is the sum of its classes, and its row stands in another table. */
Test(model_coverage_few, nor_within_a_grade_whose_sum_is_shown)
{
	for (unsigned seed = 21; seed <= 28; seed++) {
		struct tables classes, grades;

		one_seed(seed);
		load(&classes, COVERAGE_BY_CLASS, &(struct coverage_of){ 0 });
		load(&grades, COVERAGE_BY_GRADE, &(struct coverage_of){ 0 });
		for (size_t g = 0; g < grades.shown.count; g++) {
			const struct coverage_row *grade = rowset_at(&grades.shown, g);

			for (size_t i = 0; i < classes.shown.count; i++) {
				const struct coverage_row *c = rowset_at(&classes.shown, i);

				if (c->grade != grade->grade)
					continue;
				cr_expect(!grade->hidden || c->hidden, "a class of a hidden grade");
				for (int k = 0; c->hidden && !grade->hidden && k < COUNTS; k++)
					cr_expect(can_differ(&classes, i, counts[k], c->grade),
						  "seed %u: %s of %s", seed, counts[k], c->name);
			}
		}
		release(&classes);
		release(&grades);
	}
}

Test(model_coverage_few, a_group_of_five_is_shown_and_one_of_four_is_not)
{
	struct tables t;

	for (int n = 1; n <= 19; n++)
		school_add_student(&s, n,
				   n <= 4   ? "六(1)"
				   : n <= 9 ? "七(1)"
					    : "八(1)",
				   "2026-09-01");
	load(&t, COVERAGE_BY_GRADE, &(struct coverage_of){ 0 });
	/* the smallest other one is hidden with it */
	cr_expect_str_eq(rows_field(&t.shown, "students"), "<5 <5 10");
	cr_expect_str_eq(rows_field(&t.shown, "owed"), "<5 <5 90");
	release(&t);
	load(&t, COVERAGE_BY_SCHOOL, &(struct coverage_of){ 0 });
	cr_expect_str_eq(rows_field(&t.shown, "students"), "19");
	release(&t);
	load(&t, COVERAGE_BY_SCHOOL, &(struct coverage_of){ .grade = 7 });
	cr_expect_str_eq(rows_field(&t.shown, "students"), "<5", "the same in its own table");
	release(&t);
}

/* By mentor or kind within a grade the tables would cross. */
Test(model_coverage_few, within_a_grade_by_class_alone)
{
	struct tables t;

	for (int n = 1; n <= 12; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	load(&t, COVERAGE_BY_CLASS, &(struct coverage_of){ .grade = 6 });
	cr_expect_str_eq(rows_field(&t.shown, "students"), "12");
	release(&t);
	load(&t, COVERAGE_BY_KIND, &(struct coverage_of){ .grade = 6 });
	for (size_t i = 0; i < t.shown.count; i++)
		cr_expect(((const struct coverage_row *)rowset_at(&t.shown, i))->hidden);
	release(&t);
	load(&t, COVERAGE_BY_KIND, &(struct coverage_of){ 0 });
	for (size_t i = 0; i < t.shown.count; i++)
		cr_expect(!((const struct coverage_row *)rowset_at(&t.shown, i))->hidden);
	release(&t);
}

Test(model_coverage_few, a_school_of_four_is_told_of_to_nobody)
{
	struct tables t;

	for (int n = 1; n <= 4; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	for (int by = COVERAGE_BY_SCHOOL; by <= COVERAGE_BY_MENTOR; by++) {
		load(&t, (enum coverage_by)by, &(struct coverage_of){ 0 });
		for (size_t i = 0; i < t.shown.count; i++)
			cr_expect(((const struct coverage_row *)rowset_at(&t.shown, i))->hidden);
		release(&t);
	}
}

Test(model_coverage_few, nobody_is_named_behind_a_figure)
{
	struct rowset rows;

	for (int n = 1; n <= 12; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	s.role = "inspector";
	REFUSED(coverage_duties(&s, &(struct coverage_of){ 0 }, &rows, &e), &e, ERR_DENIED, "",
		"An inspector sees figures");
	rowset_release(&rows);
}
