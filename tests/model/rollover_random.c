/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random schools rolled over, and what the file holds then compared with what a slow and obvious
 * second implementation says from the same facts.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "content.h"
#include "db/file.h"
#include "model/rollover.h"
#include "random_school.h"
#include "support/school.h"
#include "support/scratch.h"

TestSuite(model_rollover_random, .init = scratch_make, .fini = scratch_remove);

enum { SCHOOLS = 150, FIRST_SEED = 5000 };

struct look {
	struct random_school school;
	const struct fact_year *from;
	struct rollover_options options;
	struct session session;
	bool next_is_there; /* the last year of the school, with newcomers at most */
	int next_starts, next_ends;
	int rolled, refused, gone_on, newcomers; /* cases seen */
};

static const struct fact_enrolment *last_enrolment(const struct look *l,
						   const struct fact_student *st)
{
	for (int i = 0; i < st->enrolment_count; i++) {
		const struct fact_enrolment *e = &st->enrolments[i];

		if (e->year == l->from->id && e->starts <= e->ends && e->ends == l->from->ends)
			return e;
	}
	return NULL;
}

/* The class of the next year, as the file would have it; false: none. */
static bool next_class(const struct look *l, const struct fact_student *st, struct fact_class *out)
{
	const struct fact_enrolment *e = last_enrolment(l, st);
	const struct rollover_options *o = &l->options;
	int grade;

	if (!e)
		return false;
	*out = l->school.classes[e->class];
	grade = fact_grade(out, l->from->id);
	if ((grade == 5 && o->go_on) || (grade == 9 && o->go_on_senior)) {
		out->stage = grade == 5 ? "junior" : "senior";
		out->entry_year = l->from->id + 1;
		return true;
	}
	return grade != 5 && grade != 9 && grade != 12 && grade < 15; /* three years */
}

static bool beyond(const struct look *l, const struct fact_student *st)
{
	for (int i = 0; i < st->enrolment_count; i++) {
		const struct fact_enrolment *e = &st->enrolments[i];

		if (e->starts <= e->ends && e->starts <= l->next_ends && e->ends >= l->next_starts)
			return true;
	}
	return false;
}

static bool is_refused(const struct look *l)
{
	bool anybody = false;

	for (int i = 0; i < l->school.student_count; i++) {
		const struct fact_student *st = &l->school.students[i];

		if (!last_enrolment(l, st))
			continue;
		anybody = true;
		if (beyond(l, st))
			return true;
	}
	return !anybody;
}

static bool has_left(const struct look *l, int64_t mentor)
{
	for (int i = 0; i < l->school.mentor_count; i++)
		if (l->school.mentors[i].id == mentor)
			return l->school.mentors[i].left;
	return false;
}

static int expected_end(const struct look *l, const struct fact_student *st,
			const struct fact_assignment *a)
{
	struct fact_class class;
	bool stays = next_class(l, st, &class), goes;
	int last = l->from->ends;

	if (!last_enrolment(l, st) || a->starts > a->ends || a->ends <= last)
		return a->ends;
	goes = !stays || has_left(l, a->mentor) ||
	       (l->options.end_assignments && a->starts <= last);
	return !goes ? a->ends : a->starts > last ? a->starts - 1 : last;
}

/* ------------------------------------------------------------------- the file */

static int64_t count(const char *table, const char *where)
{
	char query[600];

	snprintf(query, sizeof query, "SELECT count(*) FROM %s WHERE %s", table, where);
	return file_int("school.db", query);
}

static void expect_enrolment(const struct look *l, const struct fact_student *st, int *total)
{
	struct fact_class class;
	char where[400];

	if (!next_class(l, st, &class))
		return;
	++*total;
	snprintf(where, sizeof where,
		 "e.student_id = %" PRId64 " AND e.school_year_id = %d AND c.stage = '%s' "
		 "AND c.entry_year = %d AND c.number = %d AND e.starts = '%s' AND e.ends = '%s'",
		 st->id, l->from->id + 1, class.stage, class.entry_year, class.number,
		 iso_of(l->next_starts), iso_of(l->next_ends));
	cr_expect_eq(count("enrolment e JOIN class c ON c.id = e.class_id", where), 1,
		     "seed %u: %s", l->school.seed, where);
}

static void expect_assignment(const struct look *l, const struct fact_student *st,
			      const struct fact_assignment *a)
{
	char where[300];

	snprintf(where, sizeof where,
		 "student_id = %" PRId64 " AND mentor_id = %" PRId64
		 " AND role = '%s' AND starts = '%s' AND ends = '%s'",
		 st->id, a->mentor, a->lead ? "lead" : "co", iso_of(a->starts),
		 iso_of(expected_end(l, st, a)));
	cr_expect_geq(count("assignment", where), 1, "seed %u: %s", l->school.seed, where);
}

static void expect_file(const struct look *l)
{
	char where[60];
	int enrolled = 0, assigned = 0;

	for (int i = 0; i < l->school.student_count; i++) {
		const struct fact_student *st = &l->school.students[i];

		expect_enrolment(l, st, &enrolled);
		for (int k = 0; k < st->enrolment_count; k++)
			enrolled += st->enrolments[k].year == l->from->id + 1;
		for (int k = 0; k < st->assignment_count; k++, assigned++)
			expect_assignment(l, st, &st->assignments[k]);
	}
	snprintf(where, sizeof where, "school_year_id = %d", l->from->id + 1);
	cr_expect_eq(count("enrolment", where), enrolled, "seed %u", l->school.seed);
	cr_expect_eq(count("assignment", "1"), assigned, "seed %u", l->school.seed);
}

/* ------------------------------------------------------------------ the schools */

static int a_year_later(int day)
{
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	return date_from_civil(y + 1, m, m == 2 && d == 29 ? 28 : d);
}

static bool was_in(const struct fact_student *st, int year)
{
	for (int i = 0; i < st->enrolment_count; i++)
		if (st->enrolments[i].year == year &&
		    st->enrolments[i].starts <= st->enrolments[i].ends)
			return true;
	return false;
}

/* The last year, or the one before where none of its students is in the last one yet. */
static void choose_year(struct look *l)
{
	const struct random_school *s = &l->school;
	const struct fact_year *last = &s->years[s->year_count - 1];
	bool before = false, both = false;

	for (int i = 0; i < s->student_count; i++) {
		bool then = was_in(&s->students[i], last->id - 1);

		before = before || then;
		both = both || (then && was_in(&s->students[i], last->id));
	}
	l->next_is_there = before && !both;
	l->from = last - l->next_is_there;
	l->next_starts = l->next_is_there ? last->starts : a_year_later(last->starts);
	l->next_ends = l->next_is_there ? last->ends : a_year_later(last->ends);
}

static void make(struct look *l, uint32_t seed)
{
	struct random_school *s = &l->school;
	struct rollover_plan plan;
	struct err e = { 0 };

	random_school_make(s, seed);
	random_school_write(s, "school.db", NULL, 0);
	choose_year(l);
	cr_assert(session_open(&l->session, scratch_path("school.db"),
			       s->years[s->year_count - 1].ends + random_roll(s, 3) - 1, &e),
		  "%s", e.text);
	cr_assert(rollover_plan(&l->session, &plan, &e), "%s", e.text);
	l->options =
		(struct rollover_options){ .end_assignments = random_roll(s, 2),
					   .go_on = plan.go_on && random_roll(s, 2),
					   .go_on_senior = plan.go_on_senior && random_roll(s, 2),
					   .close = random_roll(s, 2) };
}

static void expect_undone(struct look *l, const struct buf *before)
{
	static const char made[] = "DELETE FROM rule WHERE school_year_id = %d;"
				   "DELETE FROM key_date WHERE school_year_id = %d;"
				   "DELETE FROM school_year WHERE id = %d;"
				   "DELETE FROM class WHERE entry_year = %d";
	struct buf after = { 0 };
	struct err e = { 0 };
	char script[300];
	int next = l->from->id + 1;

	cr_expect(rollover_undo(&l->session, &e), "seed %u: %s (%s)", l->school.seed, e.text,
		  e.detail);
	snprintf(script, sizeof script, made, next, next, next, next);
	if (!l->next_is_there)
		file_script("school.db", script);
	content_of_file("school.db", "rev", &after);
	cr_expect_str_eq(before->at, after.at, "seed %u", l->school.seed);
	buf_release(&after);
}

static void try_one(struct look *l, uint32_t seed)
{
	struct rollover_report report;
	struct buf before = { 0 };
	struct err e = { 0 };
	bool ok;

	make(l, seed);
	content_of_file("school.db", "rev", &before);
	ok = rollover_run(&l->session, &l->options, &report, &e);
	cr_expect_eq(ok, !is_refused(l), "seed %u: %s (%s)", seed, e.text, e.detail);
	if (ok) {
		expect_file(l);
		l->gone_on += report.count[ROLLOVER_GOES_ON] > 0;
		expect_undone(l, &before);
	}
	l->rolled += ok;
	l->newcomers += ok && l->next_is_there;
	l->refused += !ok;
	rollover_report_release(&report);
	buf_release(&before);
	session_close(&l->session);
}

Test(model_rollover_random, everybody_is_where_the_facts_say)
{
	static struct look l;

	school_language();
	for (uint32_t i = 0; i < SCHOOLS; i++)
		try_one(&l, FIRST_SEED + i);
	cr_expect(l.rolled > SCHOOLS / 2 && l.refused > 2 && l.gone_on > 5 && l.newcomers,
		  "%d rolled over, %d refused, %d where somebody goes on, %d with newcomers",
		  l.rolled, l.refused, l.gone_on, l.newcomers);
}
