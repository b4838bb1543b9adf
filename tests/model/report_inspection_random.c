/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspection's visits by their form, of random schools, against the oracle of the checklist and
 * the plain sum of what it says. */
#include <criterion/criterion.h>
#include <string.h>

#include "checklist_look.h"
#include "model/report.h"
#include "support/scratch.h"

TestSuite(model_report_inspection_random, .init = scratch_make, .fini = scratch_remove);

enum figure {
	STUDENTS,
	OWED,
	MET,
	HOME,
	SCHOOL,
	PHONE,
	VIDEO,
	OTHERWISE,
	DECLINED,
	TO_DO,
	OVERDUE,
	EXEMPT,
	FIGURES
};

/* As the three reports call them; NULL: not told there. */
static const char *const of_tasks[FIGURES] = { "students", "owed",  "met",     "home",
					       "school",   "phone", "video",   "otherwise",
					       "declined", "open",  "overdue", "exempt" };
static const char *const of_groups[FIGURES] = { NULL,    "visits", "visited",   "home",    "school",
						"phone", "video",  "otherwise", "declined" };

static enum figure form_of(const struct random_school *s, int64_t contact)
{
	static const enum figure forms[FACT_MODES] = {
		HOME, HOME, SCHOOL, PHONE, VIDEO, OTHERWISE
	};

	for (int i = 0; i < s->contact_count; i++)
		if (s->contacts[i].id == contact)
			return forms[s->contacts[i].mode];
	cr_assert_fail("met by contact %lld, which is none", (long long)contact);
	return HOME;
}

static void add_visit(const struct random_school *s, const struct oracle_cell *cell, int *n)
{
	n[OWED] += cell->verdict == DONE || outstanding(cell->verdict);
	n[TO_DO] += cell->verdict == WAITING || cell->verdict == NEAR;
	n[OVERDUE] += cell->verdict == LATE;
	n[EXEMPT] += cell->verdict == EXEMPTED;
	if (cell->verdict != DONE)
		return;
	n[MET]++;
	n[form_of(s, cell->contact)]++;
	n[DECLINED] += form_of(s, cell->contact) != HOME;
}

/* One student's, onto the sums. */
static void add_student(const struct random_school *s, const struct oracle_list *all,
			const struct oracle_student *st, int *n)
{
	int before = n[OWED] + n[EXEMPT];

	for (int i = 0; i < all->occasion_count; i++)
		if (all->occasions[i].what == ASKED_VISIT)
			add_visit(s, &st->cells[i], n);
	n[STUDENTS] += n[OWED] + n[EXEMPT] > before;
}

static void same_row(struct look *l, const struct rowset *got, size_t row, const char *const *names,
		     const int *want)
{
	for (int f = 0; f < FIGURES; f++)
		if (names[f])
			same_int(l, names[f],
				 field_int(field_find(got->fields, names[f]), rowset_at(got, row)),
				 want[f]);
	l->cases += want[MET];
}

static void load_report(struct look *l, const char *name, struct rowset *out)
{
	l->list = name;
	works(l, name, report_load(&l->session, report_named(name), NULL, out, &l->e));
}

static void expect_tasks(struct look *l, const struct oracle_list *all)
{
	struct rowset got = { 0 };
	int want[FIGURES] = { 0 };

	for (int i = 0; i < all->student_count; i++)
		add_student(l->school, all, &all->students[i], want);
	load_report(l, "tasks", &got);
	same_row(l, &got, 0, of_tasks, want);
	rowset_release(&got);
}

/* A row each for those with students; `everybody`: the row of all has this id. */
static void expect_groups(struct look *l, const struct oracle_list *all, const char *name,
			  int64_t (*group)(const struct oracle_student *st), int64_t everybody)
{
	struct rowset got = { 0 };
	int told = 0;

	load_report(l, name, &got);
	for (size_t row = 0; row < got.count; row++) {
		int64_t id = rowset_id(&got, row);
		int want[FIGURES] = { 0 };

		for (int i = 0; i < all->student_count; i++) {
			const struct oracle_student *st = &all->students[i];

			if (id != everybody && group(st) != id)
				continue;
			add_student(l->school, all, st, want);
			told += id != everybody;
		}
		same_row(l, &got, row, of_groups, want);
	}
	same_int(l, "students in some row", told, all->student_count);
	rowset_release(&got);
}

static int64_t grade_of(const struct oracle_student *st)
{
	return st->grade;
}

static int64_t mentor_of(const struct oracle_student *st)
{
	return st->mentor ? st->mentor : -1;
}

static void all_reports(struct look *l)
{
	static struct oracle_list all;

	ask_oracle(l, OWED_BY_ANYONE, 0, &all);
	expect_tasks(l, &all);
	expect_groups(l, &all, "task-grades", grade_of, 0);
	expect_groups(l, &all, "task-mentors", mentor_of, INT64_MIN);
}

Test(model_report_inspection_random, visits_by_form_are_as_the_oracle_says)
{
	cr_assert_gt(for_schools(20001, 600, all_reports), 1000);
}
