/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every figure against a recount from the checklist itself, one obligation after the other. */
#include "model/coverage.h"

#include <criterion/criterion.h>
#include <string.h>

#include "db/door.h"
#include "db/file.h"
#include "expect.h"
#include "model/demo.h"
#include "model/mentor.h"
#include "model/student.h"
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

TestSuite(model_coverage, .init = begin, .fini = end);

/* ---------------------------------------------------------------- schools */

static void nobody_there(void)
{
}

static void nobody_leads(void)
{
	for (int n = 1; n <= 5; n++)
		school_add_student(&s, n, n < 4 ? "六(1)" : "九(2)", "2026-09-01");
}

static void made_up(uint64_t seed)
{
	const struct demo d = { .students = 60, .mentors = 5, .years = 1, .seed = seed };

	MUST(demo_fill(&s, &d, &e), e);
}

static void made_up_1(void)
{
	made_up(1);
}

/* Some are led by nobody, some joined late, visits took other forms. */
static void made_up_2(void)
{
	made_up(2);
	school_script(&s, "UPDATE assignment SET ends = date(starts, '-1 day') WHERE id % 7 = 0;"
			  "UPDATE enrolment SET starts = '2026-10-20' WHERE id % 5 = 0;"
			  "UPDATE contact SET mode = 'school' WHERE kind = 'visit' AND id % 3 = 0");
}

static void (*const schools[])(void) = { nobody_there, nobody_leads, made_up_1, made_up_2 };
enum { SCHOOLS = sizeof schools / sizeof *schools };

static void load(int64_t year, struct coverage *c)
{
	MUST(coverage_load(&s, year, c, &e), e);
}

/* ----------------------------------------------------------------- recounts */

static bool is_one_of(const struct owed *student, const struct coverage_of *of)
{
	return (!of->grade || of->grade == student->grade) &&
	       (!of->class_id || of->class_id == student->class_id) &&
	       (!of->mentor_id ||
		of->mentor_id == (student->mentor_id ? student->mentor_id : COVERAGE_NOBODY));
}

static void add_state(struct coverage_row *row, enum obligation_state state)
{
	row->met += state == OBLIGATION_MET;
	row->open += state == OBLIGATION_OPEN;
	row->soon += state == OBLIGATION_SOON;
	row->overdue += state == OBLIGATION_OVERDUE;
	row->exempt += state == OBLIGATION_EXEMPT;
}

static struct coverage_row recount(const struct checklist *list, const struct coverage_of *of)
{
	struct coverage_row row = { 0 };

	for (size_t i = 0; i < list->student_count; i++) {
		const struct owed *st = &list->students[i];

		if (!is_one_of(st, of))
			continue;
		row.students++;
		row.without_mentor += !st->mentor_id;
		for (size_t k = 0; k < list->occasion_count; k++)
			if (!of->kinds || of->kinds >> list->occasions[k].kind & 1)
				add_state(&row, st->cell[k].state);
		for (size_t k = 0; k < st->own_count; k++)
			if (!of->kinds || of->kinds >> st->own[k].occasion.kind & 1)
				add_state(&row, st->own[k].state.state);
	}
	return row;
}

static void expect_row(const struct coverage_row *got, const struct coverage_row *want)
{
	int64_t owed = want->met + want->open + want->soon + want->overdue;

	if (!got->of.kinds) {
		cr_expect_eq(got->students, want->students, "%s", got->name);
		cr_expect_eq(got->without_mentor, want->without_mentor, "%s", got->name);
	}
	cr_expect_eq(got->met, want->met, "%s", got->name);
	cr_expect_eq(got->open, want->open, "%s", got->name);
	cr_expect_eq(got->soon, want->soon, "%s", got->name);
	cr_expect_eq(got->overdue, want->overdue, "%s", got->name);
	cr_expect_eq(got->exempt, want->exempt, "%s", got->name);
	cr_expect_eq(got->owed, owed, "%s", got->name);
	cr_expect_eq(got->percent, owed ? want->met * 100 / owed : 0, "%s", got->name);
}

/* The rows are each what a recount says, and nothing of the group is in none of them. */
static void expect_rows(const struct coverage *c, const struct checklist *list, enum coverage_by by,
			const struct coverage_of *of)
{
	struct coverage_row all = recount(list, of);
	struct rowset set;
	int64_t students = 0, owed = 0;

	coverage_rows(c, by, of, &set);
	for (size_t i = 0; i < set.count; i++) {
		const struct coverage_row *row = rowset_at(&set, i);
		struct coverage_row want = recount(list, &row->of);

		expect_row(row, &want);
		students += row->students;
		owed += row->owed;
	}
	cr_expect_eq(students, by == COVERAGE_BY_KIND ? 0 : all.students);
	cr_expect_eq(owed, all.met + all.open + all.soon + all.overdue);
	rowset_release(&set);
}

Test(model_coverage, every_row_is_what_a_recount_says)
{
	for (size_t i = 0; i < SCHOOLS; i++) {
		struct coverage c;
		struct checklist list;
		struct coverage_of groups[] = { { 0 },
						{ .grade = 6 },
						{ .class_id = 1 },
						{ .mentor_id = 2 },
						{ .mentor_id = COVERAGE_NOBODY },
						{ .kinds = 1 << OCCASION_TALK } };

		end();
		begin();
		schools[i]();
		load(2026, &c);
		MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
		for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
			for (int by = COVERAGE_BY_SCHOOL; by <= COVERAGE_BY_MENTOR; by++)
				expect_rows(&c, &list, (enum coverage_by)by, &groups[g]);
		checklist_release(&list);
		coverage_release(&c);
	}
}

/* ------------------------------------------------------- the rows behind them */

static int64_t duties(struct coverage_of of, unsigned state)
{
	struct rowset set;
	int64_t count;

	of.states = state;
	MUST(coverage_duties(&s, &of, &set, &e), e);
	count = (int64_t)set.count;
	rowset_release(&set);
	return count;
}

Test(model_coverage, as_many_rows_stand_behind_every_figure)
{
	int64_t seen = 0;
	struct coverage c;

	made_up_2();
	load(2026, &c);
	for (int by = COVERAGE_BY_SCHOOL; by <= COVERAGE_BY_MENTOR; by++) {
		struct rowset set;

		coverage_rows(&c, (enum coverage_by)by, &(struct coverage_of){ 0 }, &set);
		for (size_t i = 0; i < set.count; i++) {
			const struct coverage_row *row = rowset_at(&set, i);
			struct coverage_of elsewhere = row->of;

			elsewhere.elsewhere = true;
			cr_expect_eq(duties(row->of, 1 << OBLIGATION_MET), row->met);
			cr_expect_eq(duties(row->of, 1 << OBLIGATION_OPEN), row->open);
			cr_expect_eq(duties(row->of, 1 << OBLIGATION_SOON), row->soon);
			cr_expect_eq(duties(row->of, 1 << OBLIGATION_OVERDUE), row->overdue);
			cr_expect_eq(duties(row->of, 1 << OBLIGATION_EXEMPT), row->exempt);
			cr_expect_eq(duties(row->of, 0), row->owed + row->exempt);
			cr_expect_eq(duties(elsewhere, 0), row->elsewhere);
			seen += row->overdue;
		}
		rowset_release(&set);
	}
	cr_expect_gt(seen, 0);
	coverage_release(&c);
}

Test(model_coverage, a_row_behind_says_who_owes_what_to_whom)
{
	struct coverage_of of = { .states = 1 << OBLIGATION_OVERDUE };
	struct rowset set;

	school_add_mentor(&s, 1);
	school_add_student(&s, 1, "六(1)", "2026-09-01");
	school_add_student(&s, 2, "九(2)", "2026-11-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_contact(&s, "talk", 1, 1, "2026-09-03");
	MUST(coverage_duties(&s, &of, &set, &e), e);
	cr_expect_str_eq(rows_field(&set, "student"), "学生1 学生2");
	cr_expect_str_eq(rows_field(&set, "class_name"), "六(1) 九(2)");
	cr_expect_str_eq(rows_field(&set, "mentor"), "导师1 -");
	cr_expect_str_eq(rows_field(&set, "occasion"), "Mid Mid");
	cr_expect_str_eq(rows_field(&set, "state"), "overdue overdue");
	cr_expect_str_eq(rows_field(&set, "day"), "2026-11-15 2026-11-15");
	rowset_release(&set);
}

/* ------------------------------------------------------------------- mentors */

/* 导师1 leads three and shall have two; 导师2 nobody; 导师3 is in training and leads one past the
 * capacity; 导师4 is in training, 导师5 left. */
static void uneven(void)
{
	for (int n = 1; n <= 5; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 6; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	for (int n = 1; n <= 3; n++)
		school_lead(&s, n, 1, "2026-09-01");
	for (int n = 4; n <= 5; n++)
		school_lead(&s, n, 3, "2026-09-01");
	school_script(&s, "UPDATE mentor SET capacity = 2 WHERE staff_no = 'T1';"
			  "UPDATE mentor SET capacity = 1, status = 'training' "
			  "WHERE staff_no = 'T3';"
			  "UPDATE mentor SET status = 'training' WHERE staff_no = 'T4';"
			  "UPDATE mentor SET status = 'left' WHERE staff_no = 'T5'");
}

static void expect_uneven(const struct coverage *c)
{
	struct rowset set;

	cr_expect_eq(c->whole.students, 6);
	cr_expect_eq(c->whole.with_mentor, 5);
	cr_expect_eq(c->whole.without_mentor, 1);
	cr_expect_eq(c->whole.mentors, 2);
	cr_expect_eq(c->whole.without_students, 1);
	cr_expect_eq(c->whole.past_capacity, 2);
	coverage_rows(c, COVERAGE_BY_MENTOR, &(struct coverage_of){ 0 }, &set);
	cr_expect_str_eq(rows_field(&set, "staff_no"), "- T1 T2 T3");
	cr_expect_str_eq(rows_field(&set, "students"), "1 3 - 2");
	rowset_release(&set);
}

Test(model_coverage, mentors_without_students_and_past_their_capacity)
{
	struct coverage c;

	uneven();
	load(2026, &c);
	expect_uneven(&c);
	coverage_release(&c);
}

/* As many as the lists of students and of mentors say. */
Test(model_coverage, the_whole_is_what_other_lists_say)
{
	struct coverage c;
	struct rowset students, mentors;
	int64_t without = 0, idle = 0;

	made_up_2();
	load(2026, &c);
	MUST(student_list(&s, &students, &e), e);
	for (size_t i = 0; i < students.count; i++)
		without += !((const struct student *)rowset_at(&students, i))->mentor_id;
	MUST(mentor_list(&s, false, &mentors, &e), e);
	for (size_t i = 0; i < mentors.count; i++)
		idle += !((const struct mentor *)rowset_at(&mentors, i))->load;
	cr_expect_eq(c.whole.students, (int64_t)students.count);
	cr_expect_gt(without, 0);
	cr_expect_eq(c.whole.without_mentor, without);
	cr_expect_eq(c.whole.without_students, idle);
	rowset_release(&students);
	rowset_release(&mentors);
	coverage_release(&c);
}

/* -------------------------------------------------------------- a closed year */

/* What a year amounts to, all of it, as text. */
static char *all_figures(int64_t year)
{
	struct coverage c;
	struct buf out = { 0 };

	load(year, &c);
	buf_printf(&out, "%d %d %d %d|", (int)c.whole.students, (int)c.whole.without_mentor,
		   (int)c.whole.without_students, (int)c.whole.past_capacity);
	for (int by = COVERAGE_BY_SCHOOL; by <= COVERAGE_BY_MENTOR; by++) {
		struct rowset set;

		coverage_rows(&c, (enum coverage_by)by, &(struct coverage_of){ 0 }, &set);
		for (size_t i = 0; i < set.count; i++)
			for (const struct field *f = coverage_fields; f->name; f++) {
				field_raw(f, rowset_at(&set, i), &out);
				buf_char(&out, f[1].name ? ' ' : '\n');
			}
		rowset_release(&set);
	}
	coverage_release(&c);
	return out.at;
}

static void close_year(void)
{
	MUST(coverage_fix(&s, &e), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-23' WHERE id = 2026");
}

Test(model_coverage, what_is_fixed_is_what_was_counted_and_stays)
{
	char *live, *fixed, *later;
	struct coverage c;

	made_up_2();
	live = all_figures(2026);
	close_year();
	fixed = all_figures(2026);
	cr_expect_str_eq(fixed, live);
	school_script(&s, "UPDATE assignment SET ends = starts;"
			  "UPDATE mentor SET status = 'left', capacity = 1;"
			  "UPDATE enrolment SET ends = starts WHERE id % 2");
	later = all_figures(2026);
	cr_expect_str_eq(later, live);
	load(2026, &c);
	cr_expect_str_eq(c.fixed, "2026-11-23");
	coverage_release(&c);
	free(live);
	free(fixed);
	free(later);
}

Test(model_coverage, capacities_are_fixed_too)
{
	struct coverage c;

	uneven();
	close_year();
	school_script(&s, "UPDATE mentor SET status = 'active', capacity = 9");
	load(2026, &c);
	expect_uneven(&c);
	coverage_release(&c);
}

Test(model_coverage, fixing_again_replaces)
{
	int64_t before;

	uneven();
	MUST(coverage_fix(&s, &e), e);
	before = file_int("school.db", "SELECT sum(count) FROM figure");
	school_contact(&s, "talk", 1, 1, "2026-09-03");
	MUST(coverage_fix(&s, &e), e);
	cr_expect_eq(file_int("school.db", "SELECT sum(count) FROM figure"), before);
	cr_expect_eq(file_int("school.db", "SELECT sum(count) FROM figure WHERE state = 'met'"), 1);
}

Test(model_coverage, a_year_that_was_not_closed_has_no_figures)
{
	struct coverage c;
	int64_t years[COVERAGE_YEARS_MOST];
	size_t count;

	REFUSED(coverage_load(&s, 2025, &c, &e), &e, ERR_NOT_FOUND, "",
		"The school year 2025 has no figures: it was not closed here.");
	coverage_release(&c);
	MUST(coverage_years(&s, years, &count, &e), e);
	cr_expect(count == 1 && years[0] == 2026);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends, closed_on) "
			  "VALUES (2025, '2025-09-01', '2026-02-15', '2026-08-31', '2026-07-01');"
			  "INSERT INTO figure (school_year_id, kind, state, count) "
			  "VALUES (2025, 'of another program', 'x', 1)");
	MUST(coverage_years(&s, years, &count, &e), e);
	cr_expect(count == 2 && years[1] == 2025);
	load(2025, &c);
	cr_expect_eq(c.whole.students, 0);
	coverage_release(&c);
}

/* -------------------------------------------------------------------- rights */

Test(model_coverage, a_mentor_neither_sees_nor_fixes_it)
{
	struct coverage c;

	school_add_mentor(&s, 1);
	school_as(&s, 1);
	REFUSED(coverage_load(&s, 2026, &c, &e), &e, ERR_DENIED, "",
		"The coverage of the whole school is the office's.");
	coverage_release(&c);
	REFUSED(coverage_fix(&s, &e), &e, ERR_DENIED, "", "This is not for you to do");
}
