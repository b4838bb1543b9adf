/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every figure of every report, against a recount from the checklist itself, one obligation after
 * the other, and against the rows that it leads to. */
#include "model/report.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/file.h"
#include "expect.h"
#include "model/checklist.h"
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

TestSuite(model_report, .init = begin, .fini = end);

/* Some are led by nobody, some joined late, visits took other forms, talks came late. */
static void made_up(uint64_t seed)
{
	const struct demo d = { .students = 60, .mentors = 5, .years = 1, .seed = seed };

	MUST(demo_fill(&s, &d, &e), e);
	school_script(
		&s, "UPDATE assignment SET ends = date(starts, '-1 day') WHERE id % 7 = 0;"
		    "UPDATE enrolment SET starts = '2026-10-20' WHERE id % 5 = 0;"
		    "UPDATE contact SET mode = 'school' WHERE kind = 'visit' AND id % 3 = 0;"
		    "UPDATE contact SET date = date(date, '+20 days'), key_date_id = (SELECT k.id "
		    "FROM key_date k WHERE contact.date BETWEEN k.opens AND k.due) "
		    "WHERE kind = 'talk' AND id % 4 = 0 AND date < '2026-10-20';"
		    "UPDATE mentor SET capacity = 2 WHERE id = 2;"
		    "UPDATE rule SET value = '25' WHERE name = 'training_credits'");
}

static void begin_made_up(uint64_t seed)
{
	end();
	begin();
	made_up(seed);
}

static void load(const char *name, const struct report_of *of, struct rowset *out)
{
	const struct report *r = report_named(name);

	cr_assert(r, "%s", name);
	MUST(report_load(&s, r, of, out, &e), e);
}

static int64_t figure(const struct rowset *rows, size_t i, const char *column)
{
	return field_int(field_find(rows->fields, column), rowset_at(rows, i));
}

/* --------------------------------------------------------------- recounting */

/* Of whom and of what; zeroed: all. */
struct wanted {
	int64_t grade, class_id, mentor_id, kind_no, key_date;
	bool by_mentor; /* mentor_id 0: nobody's */
};

struct counted {
	int64_t students, with_mentor, owed, met, late, soon, open, overdue, exempt, home,
		elsewhere;
};

static bool is_home(int64_t contact)
{
	char query[80];

	snprintf(query, sizeof query, "SELECT mode = 'home' FROM contact WHERE id = %lld",
		 (long long)contact);
	return file_int("school.db", query);
}

static void count(const struct wanted *w, const struct occasion *o, const struct obligation *state,
		  struct counted *c)
{
	bool met = state->state == OBLIGATION_MET, visit = o->kind == OCCASION_VISIT;

	if (w->kind_no && o->kind + 1 != w->kind_no)
		return;
	if (w->key_date && (o->kind != OCCASION_TALK || o->id != w->key_date))
		return;
	c->met += met;
	c->late += met && strcmp(state->day, o->due) > 0;
	c->soon += state->state == OBLIGATION_SOON;
	c->open += state->state == OBLIGATION_OPEN;
	c->overdue += state->state == OBLIGATION_OVERDUE;
	c->exempt += state->state == OBLIGATION_EXEMPT;
	if (met && visit)
		*(is_home(state->by) ? &c->home : &c->elsewhere) += 1;
}

static struct counted recount(const struct checklist *list, const struct wanted *w)
{
	struct counted c = { 0 };

	for (size_t i = 0; i < list->student_count; i++) {
		const struct owed *st = &list->students[i];

		if ((w->grade && w->grade != st->grade) ||
		    (w->class_id && w->class_id != st->class_id) ||
		    (w->by_mentor && w->mentor_id != st->mentor_id))
			continue;
		c.students++;
		c.with_mentor += st->mentor_id != 0;
		for (size_t k = 0; k < list->occasion_count; k++)
			count(w, &list->occasions[k], &st->cell[k], &c);
		for (size_t k = 0; k < st->own_count; k++)
			count(w, &st->own[k].occasion, &st->own[k].state, &c);
	}
	c.owed = c.met + c.soon + c.open + c.overdue;
	return c;
}

/* One figure, where the report has such a column. */
static void expect_figure(const struct rowset *rows, size_t i, const char *column, int64_t want)
{
	if (field_find(rows->fields, column))
		cr_expect_eq(figure(rows, i, column), want, "row %zu, %s: %d is to be %d", i,
			     column, (int)figure(rows, i, column), (int)want);
}

static void expect_row(const struct rowset *rows, size_t i, const struct counted *c)
{
	expect_figure(rows, i, "students", c->students);
	expect_figure(rows, i, "with_mentor", c->with_mentor);
	expect_figure(rows, i, "without_mentor", c->students - c->with_mentor);
	expect_figure(rows, i, "owed", c->owed);
	expect_figure(rows, i, "met", c->met);
	expect_figure(rows, i, "in_time", c->met - c->late);
	expect_figure(rows, i, "late", c->late);
	expect_figure(rows, i, "soon", c->soon);
	expect_figure(rows, i, "open", c->open);
	expect_figure(rows, i, "overdue", c->overdue);
	expect_figure(rows, i, "exempt", c->exempt);
	expect_figure(rows, i, "home", c->home);
	expect_figure(rows, i, "elsewhere", c->elsewhere);
	expect_figure(rows, i, "percent", c->owed ? c->met * 100 / c->owed : 0);
}

static struct wanted wanted_of(enum report_key key, int64_t id)
{
	switch (key) {
	case REPORT_OF_GRADE:
		return (struct wanted){ .grade = id };
	case REPORT_OF_CLASS:
		return (struct wanted){ .class_id = id };
	case REPORT_OF_MENTOR:
		return (struct wanted){ .mentor_id = id < 0 ? 0 : id, .by_mentor = true };
	case REPORT_OF_KIND:
		return (struct wanted){ .kind_no = id };
	case REPORT_OF_KEY_DATE:
		return (struct wanted){ .key_date = id - REPORT_KEY_DATES };
	default:
		return (struct wanted){ 0 };
	}
}

Test(model_report, every_group_is_what_a_recount_says)
{
	static const char *const names[] = { "overview", "kinds", "keydates", "classes",
					     "mentors" };
	int64_t late = 0, without = 0;

	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct checklist list;

		begin_made_up(seed);
		MUST(checklist_load(&s, OWED_BY_ANYONE, 0, &list, &e), e);
		for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
			const struct report *r = report_named(names[n]);
			struct rowset rows;

			load(names[n], NULL, &rows);
			cr_expect_gt(rows.count, 2, "%s", names[n]);
			for (size_t i = 0; i < rows.count; i++) {
				struct wanted w = wanted_of(r->key, rowset_id(&rows, i));
				struct counted c = recount(&list, &w);

				expect_row(&rows, i, &c);
				late += c.late;
				without += c.students - c.with_mentor;
			}
			rowset_release(&rows);
		}
		checklist_release(&list);
	}
	cr_expect(late && without, "nothing was late, or everybody had a mentor");
}

/* The other counting of the same: what the screen of the coverage shows. */
Test(model_report, groups_say_what_the_coverage_says)
{
	static const struct {
		const char *name;
		enum coverage_by by;
		size_t more; /* rows, of the whole */
	} rows[] = { { "overview", COVERAGE_BY_GRADE, 1 },
		     { "classes", COVERAGE_BY_CLASS, 0 },
		     { "kinds", COVERAGE_BY_KIND, 1 },
		     { "mentors", COVERAGE_BY_MENTOR, 0 } };
	static const char *const columns[] = { "owed",    "met",    "soon",      "open",
					       "overdue", "exempt", "elsewhere", "percent" };

	begin_made_up(7);
	for (size_t n = 0; n < sizeof rows / sizeof *rows; n++) {
		struct coverage c;
		struct rowset have, want;

		MUST(coverage_load(&s, 2026, &c, &e), e);
		coverage_rows(&c, rows[n].by, &(struct coverage_of){ 0 }, &want);
		load(rows[n].name, NULL, &have);
		cr_assert_eq(have.count, want.count + rows[n].more, "%s", rows[n].name);
		for (size_t i = 0; i < want.count; i++)
			for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
				expect_figure(&have, i, columns[k], figure(&want, i, columns[k]));
		rowset_release(&have);
		rowset_release(&want);
		coverage_release(&c);
	}
}

/* ------------------------------------------------------------------- behind */

/* How many rows are behind a figure, or of trainings the credits that they bring. */
static int64_t rows_behind(const struct report *r, const struct report_of *of,
			   const struct report_row *row, const struct report_drill *d)
{
	bool tenths = field_find(r->fields, d->column)->kind == FIELD_TENTHS;
	struct report_of to;
	const struct report *behind = report_behind(&s, r, of, row, d->column, &to);
	struct rowset rows;
	int64_t count = 0, credits = 0;

	cr_assert(behind, "%s of %s", d->column, r->name);
	MUST(report_load(&s, behind, &to, &rows, &e), e);
	for (size_t i = 0; i < rows.count; i++, count++)
		if (field_find(rows.fields, "credits"))
			credits += figure(&rows, i, "credits");
	rowset_release(&rows);
	if (tenths && !strcmp(d->report, "attendance") && row->id != 60)
		return credits;
	return tenths ? count * 10 : count;
}

static bool is_of_row(const struct report_drill *d, int64_t id)
{
	return !d->row || d->row == id || (d->row == REPORT_KEY_DATES && id > d->row);
}

/* What counts no rows: days of those behind it, or those of a list in which all mentors stand. */
static bool is_no_count(const struct report *r, const char *column)
{
	static const char *const none[][2] = { { "care", "days" },
					       { "care", "longest" },
					       { "training-levels", "mentors" },
					       { "training-levels", "lacking" } };

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (!strcmp(r->name, none[i][0]) && !strcmp(column, none[i][1]))
			return true;
	return false;
}

static int64_t look_behind(const struct report *r, const struct report_of *of,
			   const struct rowset *rows)
{
	int64_t seen = 0;

	for (size_t i = 0; i < rows->count; i++)
		for (const struct report_drill *d = r->drills; d->column; d++) {
			int64_t id = rowset_id(rows, i), want = figure(rows, i, d->column), have;

			/* of a record: an average, and students who were met more than once */
			if (!is_of_row(d, id) || is_no_count(r, d->column) ||
			    (r->of_one && (id == 3 || id == 50)))
				continue;
			have = rows_behind(r, of, rowset_at(rows, i), d);
			cr_expect_eq(have, want, "%s, row %d, %s: %d behind %d", r->name, (int)id,
				     d->column, (int)have, (int)want);
			seen += want != 0;
		}
	return seen;
}

Test(model_report, behind_every_figure_are_as_many_rows)
{
	begin_made_up(3);
	for (const struct report *const *r = reports; *r; r++) {
		struct rowset rows;

		if (!(*r)->drills || (*r)->of_one)
			continue;
		load((*r)->name, NULL, &rows);
		cr_expect_gt(look_behind(*r, NULL, &rows), 0, "%s", (*r)->name);
		rowset_release(&rows);
	}
}

Test(model_report, every_drill_leads_from_a_column_to_a_report)
{
	for (const struct report *const *r = reports; *r; r++)
		for (const struct report_drill *d = (*r)->drills; d && d->column; d++) {
			cr_expect(field_find((*r)->fields, d->column), "%s", d->column);
			cr_expect(report_named(d->report), "%s", d->report);
		}
}

Test(model_report, every_column_says_how_it_is_counted)
{
	for (const struct report *const *r = reports; *r; r++) {
		const char *const *lists[] = { (*r)->columns, (*r)->fixed };

		for (int i = 0; i < 2; i++)
			for (const char *const *c = lists[i]; c && *c; c++) {
				const struct field *f = field_find((*r)->fields, *c);

				cr_assert(f, "%s of %s", *c, (*r)->name);
				cr_expect(f->help && *f->help, "%s of %s", *c, (*r)->name);
			}
		cr_expect_eq(report_named((*r)->name), *r);
		for (const char *const *b = (*r)->bar; b && *b; b++)
			cr_expect(field_find((*r)->fields, *b));
	}
}

/* ------------------------------------------------------------------- record */

Test(model_report, a_record_counts_what_its_rows_say)
{
	int64_t seen = 0;

	begin_made_up(5);
	for (int64_t mentor = 1; mentor <= 5; mentor++) {
		struct report_of of = { .mentor_id = mentor };
		struct rowset rows;

		load("record", &of, &rows);
		seen += look_behind(report_named("record"), &of, &rows);
		rowset_release(&rows);
	}
	cr_expect_gt(seen, 50);
}

/* The row of that figure, as a script reads it. */
static const char *of_record(const struct report_of *of, const char *name, const char *column)
{
	static char text[40];
	struct rowset rows;
	struct buf out = { 0 };

	load("record", of, &rows);
	for (size_t i = 0; i < rows.count; i++)
		if (!strcmp(row_field(&rows, i, "figure"), name))
			buf_printf(&out, "%s%s", out.len ? " " : "", row_field(&rows, i, column));
	snprintf(text, sizeof text, "%s", buf_str(&out));
	buf_release(&out);
	rowset_release(&rows);
	return text;
}

/* 导师1 leads 学生1 from the first of September, and 学生2 until the 12th of October; 学生3
 * besides. */
static void one_mentor(void)
{
	for (int n = 1; n <= 2; n++)
		school_add_mentor(&s, n);
	for (int n = 1; n <= 3; n++)
		school_add_student(&s, n, "六(1)", "2026-09-01");
	school_lead(&s, 1, 1, "2026-09-01");
	school_lead(&s, 2, 1, "2026-09-01");
	school_co(&s, 3, 1, "2026-10-01");
	school_script(&s, "UPDATE assignment SET ends = '2026-10-12' WHERE student_id = 2");
	school_lead(&s, 2, 2, "2026-10-13");
}

Test(model_report, load_is_told_for_today_and_over_the_year)
{
	struct report_of of = { .mentor_id = 1 };

	one_mentor();
	cr_expect_str_eq(of_record(&of, "led", "count"), "1");
	cr_expect_str_eq(of_record(&of, "led_year", "count"), "2");
	/* 84 days and 42 of 84 */
	cr_expect_str_eq(of_record(&of, "average", "count"), "1.5");
	cr_expect_str_eq(of_record(&of, "co_year", "count"), "1");
	cr_expect_str_eq(of_record(&of, "capacity", "count"), "15");
}

Test(model_report, timely_late_and_lacking_are_told_apart)
{
	struct report_of of = { .mentor_id = 1 };

	one_mentor();
	school_talk_for(&s, 1, 1, "2026-10-05", school_key_date(&s, "Start", 1));
	cr_expect_str_eq(of_record(&of, "talk", "late"), "1 - - - - -");
	cr_expect_str_eq(of_record(&of, "talk", "overdue"), "- 1 - - - -");
	school_contact(&s, "talk", 1, 1, "2026-11-03");
	cr_expect_str_eq(of_record(&of, "talk", "in_time"), "- 1 - - - -");
	cr_expect_str_eq(of_record(&of, "talk", "overdue"), "- - - - - -");
	cr_expect_str_eq(of_record(&of, "met_students", "count"), "1");
}

/* However much is recorded, a figure of what is owed stays the same. */
Test(model_report, more_records_are_no_more)
{
	struct report_of of = { .mentor_id = 1 };

	one_mentor();
	school_contact(&s, "visit", 1, 1, "2026-10-05");
	cr_expect_str_eq(of_record(&of, "visit", "met"), "1");
	for (int i = 0; i < 5; i++)
		school_contact(&s, "visit", 1, 1, "2026-10-06");
	cr_expect_str_eq(of_record(&of, "visit", "met"), "1");
	cr_expect_str_eq(of_record(&of, "home", "count"), "1");
	cr_expect_str_eq(of_record(&of, "met_students", "count"), "1");
}

/* -------------------------------------------------------------- a closed year */

static char *as_text(const char *name, const struct report_of *of)
{
	const struct report *r = report_named(name);
	struct rowset rows;
	struct buf out = { 0 };

	load(name, of, &rows);
	for (size_t i = 0; i < rows.count; i++)
		for (const char *const *c = r->fixed; *c; c++) {
			field_raw(field_find(r->fields, *c), rowset_at(&rows, i), &out);
			buf_char(&out, c[1] ? ' ' : '\n');
		}
	rowset_release(&rows);
	return out.at;
}

Test(model_report, of_a_closed_year_what_was_fixed_is_told_and_stays)
{
	static const char *const names[] = { "overview", "kinds", "classes", "mentors" };
	char *live[4];

	begin_made_up(6);
	for (int i = 0; i < 4; i++)
		live[i] = as_text(names[i], NULL);
	MUST(coverage_fix(&s, &e), e);
	school_script(&s, "UPDATE school_year SET closed_on = '2026-11-23' WHERE id = 2026;"
			  "UPDATE assignment SET ends = starts;"
			  "UPDATE mentor SET status = 'left', capacity = 1;"
			  "UPDATE enrolment SET ends = starts WHERE id % 2");
	for (int i = 0; i < 4; i++) {
		char *fixed = as_text(names[i], NULL);

		cr_expect_str_eq(fixed, live[i], "%s", names[i]);
		cr_expect_eq(report_columns(&s, report_named(names[i]), NULL),
			     report_named(names[i])->fixed);
		free(fixed);
		free(live[i]);
	}
}

Test(model_report, of_a_year_before_the_rest_says_so)
{
	struct report_of of = { .year = 2025, .mentor_id = 1 };
	struct rowset rows;

	made_up(6);
	REFUSED(report_load(&s, report_named("duties"), &of, &rows, &e), &e, ERR_INVALID, "year",
		"of the school year 2025 only the figures are kept");
	rowset_release(&rows);
	REFUSED(report_load(&s, report_named("overview"), &of, &rows, &e), &e, ERR_NOT_FOUND, "",
		"The school year 2025 has no figures");
	rowset_release(&rows);
	school_script(&s, "INSERT INTO school_year (id, starts, second_term, ends, closed_on) "
			  "VALUES (2025, '2025-09-01', '2026-02-15', '2026-08-31', '2026-07-01');"
			  "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, "
			  "count) SELECT 2025, (SELECT min(id) FROM class), (SELECT min(id) FROM "
			  "mentor), column1, column2, column3 FROM (VALUES "
			  "('student', 'enrolled', 9), ('visit', 'met', 7), "
			  "('visit', 'elsewhere', 2), ('talk', 'overdue', 3))");
	of.mentor_id = file_int("school.db", "SELECT min(id) FROM mentor");
	cr_expect_str_eq(of_record(&of, "led", "count"), "9");
	cr_expect_str_eq(of_record(&of, "visit", "met"), "7");
	cr_expect_str_eq(of_record(&of, "home", "count"), "5");
	cr_expect_str_eq(of_record(&of, "elsewhere", "count"), "2");
	cr_expect_str_eq(of_record(&of, "talk", "overdue"), "3");
	cr_expect_eq(report_columns(&s, report_named("record"), &of),
		     report_named("record")->fixed);
}
