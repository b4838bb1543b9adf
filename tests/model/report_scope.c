/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what by the reports. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "model/coverage.h"
#include "model/demo.h"
#include "model/report.h"
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

TestSuite(model_report_scope, .init = begin, .fini = end);

/* 导师1 leads 学生1 of 六(1) and 学生3 of 七(1), 导师2 学生2 of 六(1); nobody 学生4 of 六(2). */
static void small_school(void)
{
	school_add_mentor(&s, 1);
	school_add_mentor(&s, 2);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "六(1)", "2026-09-01");
	school_add_student(&s, 3, "七(1)", "2026-09-01");
	school_add_student(&s, 4, "六(2)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 2, "2026-09-01");
	school_lead(&s, 3, 1, "2026-09-01");
}

/* 导师1, with that of an account beside. */
static void work_as(const char *columns)
{
	char script[200];

	school_as(&s, 1);
	snprintf(script, sizeof script, "UPDATE account SET %s WHERE mentor_id = 1", columns);
	school_script(&s, script);
}

static const char *column(const char *name, const struct report_of *of, const char *field)
{
	static char text[4][200];
	static int next;
	char *kept = text[next++ % 4];
	struct rowset rows;

	MUST(report_load(&s, report_named(name), of, &rows, &e), e);
	snprintf(kept, sizeof text[0], "%s", rows_field(&rows, field));
	rowset_release(&rows);
	return kept;
}

static void refused(const char *name, const struct report_of *of, const char *field,
		    const char *words)
{
	struct rowset rows;

	REFUSED(report_load(&s, report_named(name), of, &rows, &e), &e,
		*field ? ERR_INVALID : ERR_DENIED, field, words);
	rowset_release(&rows);
}

Test(model_report_scope, a_mentor_has_ones_own_alone)
{
	struct report_of other = { 0 };

	small_school();
	other.mentor_id = school_mentor(&s, 2);
	school_as(&s, 1);
	cr_expect_str_eq(column("students", NULL, "student"), "学生1 学生3");
	cr_expect_str_eq(column("overdue", NULL, "student"), "学生1 学生3 学生1 学生3");
	cr_expect_str_eq(column("training", NULL, "staff_no"), "T1");
	cr_expect_eq(strncmp(column("record", NULL, "count"), "2 15 2 ", 7), 0);
	refused("record", &other, "mentor", "your own figures alone");
	refused("training", &other, "mentor", "your own figures alone");
	refused("duties", &other, "mentor", "your own figures alone");
	refused("overview", NULL, "", "whole classes and grades");
	refused("mentors", NULL, "", "whole classes and grades");
	refused("without-mentor", NULL, "", "whole classes and grades");
}

/* What one leads together with another is the lead's. */
Test(model_report_scope, a_co_mentor_owes_nothing)
{
	small_school();
	school_co(&s, 2, 1, "2026-09-01");
	school_as(&s, 1);
	cr_expect_str_eq(column("students", NULL, "student"), "学生1 学生3");
	cr_expect_eq(strstr(column("duties", NULL, "student"), "学生2"), NULL);
}

Test(model_report_scope, a_class_teacher_has_the_class_as_a_group)
{
	struct report_of other = { 0 };

	small_school();
	work_as("role = 'class_teacher', class_id = (SELECT id FROM class WHERE number = 1 "
		"AND entry_year = 2026)");
	/* 学生3 is mentored, and of no group of this session's */
	cr_expect_str_eq(column("classes", NULL, "class_name"), "六(1)");
	cr_expect_str_eq(column("classes", NULL, "students"), "2");
	cr_expect_str_eq(column("overview", NULL, "students"), "2 2");
	cr_expect_str_eq(column("mentors", NULL, "staff_no"), "T1 T2");
	cr_expect_str_eq(column("mentors", NULL, "students"), "1 1");
	cr_expect_str_eq(column("students", NULL, "student"), "学生1 学生2 学生3");
	other.class_id = s.class_id + 1;
	refused("classes", &other, "class", "your own class alone");
	other = (struct report_of){ .mentor_id = school_mentor(&s, 2) };
	refused("record", &other, "mentor", "your own figures alone");
}

Test(model_report_scope, a_grade_head_has_the_grade_as_a_group)
{
	struct report_of other = { .grade = 7 };

	small_school();
	work_as("role = 'grade_head', grade = 6");
	cr_expect_str_eq(column("classes", NULL, "class_name"), "六(1) 六(2)");
	cr_expect_str_eq(column("without-mentor", NULL, "student"), "学生4");
	refused("classes", &other, "grade", "your own grade alone");
}

/* The same rows behind a figure, though the session sees more than the group. */
Test(model_report_scope, behind_a_group_is_the_group)
{
	struct rowset rows, behind;
	struct report_of to;
	const struct report *r = report_named("overview");

	small_school();
	work_as("role = 'grade_head', grade = 6");
	MUST(report_load(&s, r, NULL, &rows, &e), e);
	r = report_behind(&s, r, NULL, rowset_at(&rows, 1), "students", &to);
	cr_assert(r);
	MUST(report_load(&s, r, &to, &behind, &e), e);
	cr_expect_str_eq(rows_field(&behind, "student"), "学生1 学生2 学生4");
	rowset_release(&rows);
	rowset_release(&behind);
}

Test(model_report_scope, a_principal_has_figures_and_names)
{
	struct report_of of = { 0 };

	small_school();
	of.mentor_id = school_mentor(&s, 2);
	work_as("role = 'principal', mentor_id = NULL");
	cr_expect_str_eq(column("classes", NULL, "students"), "2 1 1");
	cr_expect_str_eq(column("without-mentor", NULL, "student"), "学生4");
	cr_expect_eq(strncmp(column("record", &of, "count"), "1 1 1 0 15 ", 11), 0);
	refused("record", NULL, "mentor", "Name the mentor");
}

/* ----------------------------------------------------------------- inspectors */

static void inspect(void)
{
	school_add_mentor(&s, 99);
	school_as(&s, 99);
	school_script(&s, "UPDATE account SET role = 'inspector', mentor_id = NULL");
}

Test(model_report_scope, an_inspector_is_told_of_no_person)
{
	struct err why = { 0 };
	size_t persons = 0;

	small_school();
	inspect();
	for (const struct report *const *r = reports; *r; r++) {
		struct report_row row = { .id = 1 };
		struct report_of to;

		for (const struct report_drill *d = (*r)->drills; d && d->column; d++) {
			const struct report *behind =
				report_behind(&s, *r, NULL, &row, d->column, &to);

			cr_expect(!behind || !behind->persons, "%s of %s", d->column, (*r)->name);
		}
		if (!(*r)->persons)
			continue;
		persons++;
		cr_expect_not(report_may(&s, *r, &why), "%s", (*r)->name);
		refused((*r)->name, NULL, "",
			(*r)->need ? "An inspector's account" : "not who is behind");
	}
	cr_expect_geq(persons, 6);
}

/* Classes of every size from none to seven, with and without mentors, late talks, visits. */
static void random_school(unsigned seed)
{
	static const char *const classes[] = { "六(1)", "六(2)", "七(1)", "七(2)",
					       "七(3)", "八(1)", "九(1)", "九(2)" };
	int n = 1;

	end();
	begin();
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
			if (rand() % 3 == 0)
				school_talk_for(&s, n, 1, "2026-10-10",
						school_key_date(&s, "Start", 1));
		}
}

static int64_t number(const struct rowset *rows, size_t i, const struct field *f)
{
	return field_int(f, rowset_at(rows, i));
}

static bool is_hidden(const struct rowset *rows, size_t i)
{
	return number(rows, i, field_find(rows->fields, "students")) == FIELD_FEW;
}

/* Whether the hidden rows may be others that have the same sum: by moving one to another. */
static bool can_differ(const struct rowset *all, const struct rowset *shown, size_t row,
		       const struct field *f, const char *grade)
{
	int64_t least = !strcmp(f->name, "students"), own = number(all, row, f), whole = 0;

	for (size_t i = 0; i < all->count; i++)
		if (rowset_id(all, i) && (!grade || !strcmp(row_field(all, i, "grade"), grade)))
			whole += number(all, i, f);
	for (size_t i = 0; whole && i < all->count; i++)
		if (i != row && rowset_id(all, i) && is_hidden(shown, i) &&
		    (!grade || !strcmp(row_field(all, i, "grade"), grade)) &&
		    (own > least || number(all, i, f) > least))
			return true;
	return !whole;
}

static void expect_nothing_told(const struct rowset *all, const struct rowset *shown,
				const char *what)
{
	const struct field *students = field_find(all->fields, "students");

	cr_assert_eq(all->count, shown->count, "%s", what);
	for (size_t i = 0; i < all->count; i++) {
		cr_expect(is_hidden(shown, i) || !number(all, i, students) ||
				  number(all, i, students) >= COVERAGE_FEW,
			  "%s: %d students", what, (int)number(all, i, students));
		for (const struct field *f = all->fields; f->name; f++) {
			if (!field_is_number(f))
				continue;
			if (!is_hidden(shown, i)) {
				cr_expect_eq(number(shown, i, f), number(all, i, f));
				continue;
			}
			cr_expect_eq(number(shown, i, f), FIELD_FEW, "%s: %s", what, f->name);
			if (f->kind == FIELD_INT && strcmp(f->name, "percent") != 0 &&
			    strcmp(f->name, "mentors") != 0 && strcmp(f->name, "capacity") != 0)
				cr_expect(can_differ(all, shown, i, f, NULL),
					  "%s: %s of row %zu follows", what, f->name, i);
		}
	}
}

static void look(unsigned seed)
{
	static const char *const names[] = { "overview", "mentors" };

	random_school(seed);
	for (int i = 0; i < 2; i++) {
		struct rowset all, shown;
		char what[40];

		snprintf(what, sizeof what, "seed %u, %s", seed, names[i]);
		s.role = "office";
		MUST(report_load(&s, report_named(names[i]), NULL, &all, &e), e);
		s.role = "inspector";
		MUST(report_load(&s, report_named(names[i]), NULL, &shown, &e), e);
		expect_nothing_told(&all, &shown, what);
		rowset_release(&all);
		rowset_release(&shown);
	}
}

Test(model_report_scope, no_hidden_count_follows_from_what_is_shown)
{
	for (unsigned seed = 31; seed <= 42; seed++)
		look(seed);
}

/* A grade is the sum of its classes, and its row stands in another report. */
Test(model_report_scope, nor_within_a_grade_whose_sum_is_shown)
{
	for (unsigned seed = 51; seed <= 56; seed++) {
		struct rowset grades, all, shown;

		random_school(seed);
		s.role = "inspector";
		MUST(report_load(&s, report_named("overview"), NULL, &grades, &e), e);
		MUST(report_load(&s, report_named("classes"), NULL, &shown, &e), e);
		s.role = "office";
		MUST(report_load(&s, report_named("classes"), NULL, &all, &e), e);
		for (size_t g = 0; g < grades.count; g++)
			for (size_t i = 0; i < all.count; i++) {
				char grade[8];

				snprintf(grade, sizeof grade, "%s", row_field(&grades, g, "grade"));
				if (strcmp(row_field(&all, i, "grade"), grade) != 0)
					continue;
				cr_expect(!is_hidden(&grades, g) || is_hidden(&shown, i));
				for (const struct field *f = all.fields;
				     f->name && is_hidden(&shown, i) && !is_hidden(&grades, g); f++)
					if (f->kind == FIELD_INT && strcmp(f->name, "percent") &&
					    strcmp(f->name, "mentors"))
						cr_expect(can_differ(&all, &shown, i, f, grade),
							  "seed %u: %s", seed, f->name);
			}
		rowset_release(&grades);
		rowset_release(&all);
		rowset_release(&shown);
	}
}

Test(model_report_scope, a_group_within_another_is_not_for_an_inspector)
{
	static const struct {
		const char *name;
		struct report_of of;
	} rows[] = { { "mentors", { .grade = 6 } },     { "kinds", { .class_id = 1 } },
		     { "keydates", { .grade = 6 } },    { "overview", { .kind = "visit" } },
		     { "classes", { .mentor_id = 1 } }, { "classes", { .student_id = 1 } },
		     { "overview", { .key_date = 1 } }, { "classes", { .state = "late" } } };

	small_school();
	inspect();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		refused(rows[i].name, &rows[i].of, "", "not one within another");
}

Test(model_report_scope, a_school_of_four_is_told_of_to_no_inspector)
{
	static const char *const names[] = { "overview", "kinds", "keydates", "classes",
					     "mentors" };

	small_school();
	s.role = "inspector";
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		struct rowset rows;

		MUST(report_load(&s, report_named(names[n]), NULL, &rows, &e), e);
		cr_expect_gt(rows.count, 0);
		for (size_t i = 0; i < rows.count; i++)
			cr_expect_eq(number(&rows, i, field_find(rows.fields, "owed")), FIELD_FEW,
				     "%s", names[n]);
		rowset_release(&rows);
	}
}

/* Whatever an inspector can load holds no student's name, number or id. */
Test(model_report_scope, an_inspectors_reports_hold_nobody)
{
	struct buf all = { 0 };

	random_school(3);
	inspect();
	for (const struct report *const *r = reports; *r; r++) {
		struct rowset rows;

		if ((*r)->persons)
			continue;
		MUST(report_load(&s, *r, NULL, &rows, &e), e);
		for (size_t i = 0; i < rows.count; i++)
			for (const struct field *f = rows.fields; f->name; f++) {
				buf_char(&all, '|');
				field_raw(f, rowset_at(&rows, i), &all);
			}
		rowset_release(&rows);
	}
	cr_expect_gt(all.len, 1000);
	cr_expect_eq(strstr(buf_str(&all), "学生"), NULL);
	for (const char *p = buf_str(&all); (p = strstr(p, "|S")); p++)
		cr_expect_not(p[2] >= '0' && p[2] <= '9', "%.8s", p);
	buf_release(&all);
}
