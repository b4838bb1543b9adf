/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist of random schools against the oracle, on several days a school. */
#include <criterion/criterion.h>
#include <pwd.h>
#include <unistd.h>

#include "checklist_look.h"
#include "model/mentor.h"
#include "support/scratch.h"

TestSuite(model_checklist_random, .init = scratch_make, .fini = scratch_remove);

/* ---------------------------------------------------------------- the lists */

static void all_lists(struct look *l)
{
	const struct random_school *s = l->school;

	expect_list(l, OWED_BY_ANYONE, 0);
	for (int i = 0; i < s->mentor_count; i++)
		expect_list(l, OWED_BY_MENTOR, s->mentors[i].id);
	for (int i = 0; i < s->student_count; i++)
		expect_list(l, OWED_FOR_STUDENT, s->students[i].id);
}

Test(model_checklist_random, lists_are_as_the_oracle_says)
{
	cr_assert_gt(for_schools(1, 1500, all_lists), 15000);
}

/* The views over a mentor's own students take nothing away from their list. */
Test(model_checklist_random, a_mentors_own_session_sees_the_same)
{
	static struct random_school school;
	struct look l = { .school = &school };
	struct passwd *me = getpwuid(getuid());

	cr_assert(me);
	for (uint32_t seed = 10001; seed < 10101; seed++) {
		int64_t mentor;

		random_school_make(&school, seed);
		mentor = school.mentors[random_roll(&school, school.mentor_count)].id;
		random_school_write(&school, "school.db", me->pw_name, mentor);
		for (int day = 0; day < RANDOM_DAYS; day++) {
			open_on(&l, random_today(&school, day));
			cr_assert_eq(l.session.scope, SCOPE_OWN);
			expect_list(&l, OWED_BY_MENTOR, mentor);
			session_close(&l.session);
		}
	}
	cr_assert_gt(l.cases, 100);
}

/* ------------------------------------------------------------ its other shapes */

struct visited {
	struct look *look;
	const struct oracle_list *want;
	int seen[MOST_STUDENTS];
};

static bool visit_student(void *arg, const struct owed *student, const struct checklist *list)
{
	struct visited *v = arg;

	same_occasions(v->look, list, v->want);
	for (int i = 0; i < v->want->student_count; i++) {
		if (v->want->students[i].student->id != student->student_id)
			continue;
		same_student(v->look, student, &v->want->students[i], v->want);
		v->seen[i]++;
		return true;
	}
	same_int(v->look, "student who is not in the list", student->student_id, 0);
	return false;
}

static void same_row(struct look *l, const struct todo *t, const struct oracle_student *st,
		     const struct oracle_occasion *o, const struct oracle_cell *cell)
{
	same_int(l, "row's student", t->id, st->student->id);
	same_int(l, "row's rev", t->rev, 0);
	same_text(l, "row's student number", t->student_no, st->student->no);
	same_text(l, "row's name", t->student, st->student->name);
	same_text(l, "row's class", t->class_name, st->class_name);
	same_text(l, "row's staff number", t->mentor_no, st->mentor_no);
	same_text(l, "row's mentor", t->mentor, st->mentor_name);
	same_text(l, "row's kind", t->kind, asked[o->what].todo);
	same_text(l, "row's occasion", t->occasion, o->name);
	same_text(l, "row's state", t->state, verdicts[cell->verdict].code);
	same_text(l, "row's first day", t->opens, iso_of(o->opens));
	same_text(l, "row's last day", t->due, iso_of(o->due));
	same_text(l, "row's planned day", t->planned, iso_of(cell->planned));
}

static void expect_todo(struct look *l, enum owed_by by, int64_t id)
{
	struct oracle_list want;
	const struct oracle_occasion *occasion;
	const struct oracle_cell *cell;
	struct rowset got;
	size_t row = 0;

	ask_oracle(l, by, id, &want);
	works(l, "rows", checklist_todo(&l->session, by, id, &got, &l->e));
	for (int i = 0; i < want.student_count; i++)
		for (int o = 0; oracle_at(&want.students[i], &want, o, &occasion, &cell); o++) {
			const struct oracle_student *st = &want.students[i];

			if (!outstanding(cell->verdict))
				continue;
			l->student = st->student->id;
			same_int(l, "row in the list", row < got.count, true);
			same_row(l, rowset_at(&got, row++), st, occasion, cell);
		}
	l->student = 0;
	same_int(l, "number of rows", (int64_t)got.count, (int64_t)row);
	rowset_release(&got);
	l->cases += (int64_t)row;
}

/* Every mentor's figures, those of mentors who left too. */
static void expect_work(struct look *l, const struct oracle_list *all)
{
	struct rowset mentors;

	works(l, "mentors", mentor_list(&l->session, true, &mentors, &l->e));
	works(l, "figures", mentor_count_work(&l->session, &mentors, &l->e));
	same_int(l, "number of mentors", (int64_t)mentors.count, l->school->mentor_count);
	for (size_t i = 0; i < mentors.count; i++) {
		const struct mentor *m = rowset_at(&mentors, i);
		const struct oracle_occasion *occasion;
		const struct oracle_cell *cell;
		int count[VERDICTS] = { 0 };

		for (int j = 0; j < all->student_count; j++)
			for (int o = 0; oracle_at(&all->students[j], all, o, &occasion, &cell); o++)
				count[cell->verdict] += all->students[j].mentor == m->id;
		l->list = of_whom(OWED_BY_MENTOR, m->id);
		same_int(l, "figure of overdue", m->overdue, count[LATE]);
		same_int(l, "figure of soon", m->soon, count[NEAR]);
		same_int(l, "figure of open", m->open, count[WAITING]);
		same_int(l, "figure of met", m->met, count[DONE]);
	}
	rowset_release(&mentors);
}

static void all_other_shapes(struct look *l)
{
	struct random_school *s = l->school;
	struct oracle_list all;
	struct visited v = { .look = l, .want = &all };

	ask_oracle(l, OWED_BY_ANYONE, 0, &all);
	works(l, "each", checklist_each(&l->session, OWED_BY_ANYONE, 0, visit_student, &v, &l->e));
	for (int i = 0; i < all.student_count; i++)
		same_int(l, all.students[i].student->name, v.seen[i], 1);
	expect_work(l, &all);
	expect_todo(l, OWED_BY_ANYONE, 0);
	expect_todo(l, OWED_BY_MENTOR, s->mentors[random_roll(s, s->mentor_count)].id);
	expect_todo(l, OWED_FOR_STUDENT, s->students[random_roll(s, s->student_count)].id);
}

Test(model_checklist_random, rows_and_figures_say_the_same)
{
	cr_assert_gt(for_schools(5001, 300, all_other_shapes), 10000);
}
