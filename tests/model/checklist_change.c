/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record, a withdrawal and a change of mentor change in the lists of random schools. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checklist_look.h"
#include "db/door.h"
#include "model/assignment.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "support/scratch.h"

TestSuite(model_checklist_change, .init = scratch_make, .fini = scratch_remove);

/* The same obligation in another list, where what is a student's own may stand elsewhere. */
static const struct obligation *own_of(const struct owed *student, const struct checklist *list,
				       const struct occasion *of, size_t at)
{
	if (at < list->occasion_count)
		return &student->cell[at];
	for (size_t i = 0; i < student->own_count; i++)
		if (student->own[i].occasion.kind == of->kind &&
		    student->own[i].occasion.id == of->id)
			return &student->own[i].state;
	cr_assert_fail("an obligation is gone");
	return NULL;
}

/* So many cells differ between two lists of the same students. */
static int count_changes(struct look *l, const struct checklist *a, const struct checklist *b)
{
	const struct occasion *of;
	const struct obligation *x, *y;
	int changes = 0;

	same_int(l, "number of students", (int64_t)b->student_count, (int64_t)a->student_count);
	for (size_t i = 0; i < a->student_count; i++)
		for (size_t o = 0; (x = owed_at(&a->students[i], a, o, &of)); o++) {
			y = own_of(&b->students[i], b, of, o);
			changes += x->state != y->state || strcmp(x->day, y->day) ||
				   x->by != y->by || x->plan != y->plan;
		}
	return changes;
}

/* Something outstanding that somebody owes, chosen by the dice; false: there is none. */
static bool choose_cell(struct look *l, const struct oracle_list *list, int *student, int *occasion)
{
	for (int tries = 0; list->student_count && tries < 20; tries++) {
		*student = random_roll(l->school, list->student_count);
		*occasion = random_roll(l->school, list->occasion_count);
		if (outstanding(list->students[*student].cells[*occasion].verdict) &&
		    list->students[*student].mentor)
			return true;
	}
	return false;
}

static bool is_for(const struct fact_plan *p, const struct fact_contact *c,
		   const struct fact_year *y)
{
	if (!p->key_date || p->key_date == c->key_date)
		return true;
	for (int i = 0; i < y->key_date_count && !c->key_date; i++)
		if (y->key_dates[i].id == p->key_date)
			return c->date >= y->key_dates[i].opens && c->date <= y->key_dates[i].due;
	return false;
}

/* The plan that was kept by it: for its occasion before for none, then the nearest. */
static void close_plan(struct random_school *s, const struct fact_contact *c)
{
	const struct fact_year *y = oracle_year(s, c->date);
	struct fact_plan *best = NULL;

	for (int i = 0; i < s->plan_count; i++) {
		struct fact_plan *p = &s->plans[i];
		bool talk_or_visit = c->kind == FACT_TALK || c->kind == FACT_VISIT;

		if (p->contact || p->student != c->students[0] || !talk_or_visit ||
		    p->visit != (c->kind == FACT_VISIT) || p->date < y->starts ||
		    p->date > y->ends || p->made_on > c->date || !is_for(p, c, y))
			continue;
		if (!best || (p->key_date && !best->key_date) ||
		    (!p->key_date == !best->key_date &&
		     abs(p->date - c->date) < abs(best->date - c->date)))
			best = p;
	}
	if (best)
		best->contact = c->id;
}

static void reopen_plan(struct random_school *s, int64_t contact)
{
	for (int i = 0; i < s->plan_count; i++)
		if (s->plans[i].contact == contact)
			s->plans[i].contact = 0;
}

/* Today's contact that the occasion asks for, in the file and in the arrays. */
static void record(struct look *l, const struct oracle_occasion *o, const struct oracle_student *st,
		   bool named, struct contact *c)
{
	struct random_school *s = l->school;
	struct fact_contact f = { .year = oracle_year(s, l->today)->id,
				  .kind = asked[o->what].fact,
				  .date = l->today,
				  .mentor = st->mentor,
				  .key_date = named ? o->key_date : 0,
				  .students = { st->student->id },
				  .student_count = 1,
				  .to_student = o->what == ASKED_TO_STUDENT ? l->today : NEVER,
				  .to_guardians =
					  o->what == ASKED_TO_GUARDIANS ? l->today : NEVER };
	const char *today = l->session.today_iso;
	static char ids[24];

	snprintf(ids, sizeof ids, "%" PRId64, st->student->id);
	*c = (struct contact){ .kind = asked[o->what].contact,
			       .student_ids = ids,
			       .date = today,
			       .mentor_id = f.mentor,
			       .key_date_id = f.key_date,
			       .to_student = f.to_student == NEVER ? NULL : today,
			       .to_guardians = f.to_guardians == NEVER ? NULL : today };
	works(l, "recording", contact_save(&l->session, c, &l->e));
	f.id = c->id;
	cr_assert_lt(s->contact_count, MOST_CONTACTS);
	s->contacts[s->contact_count++] = f;
	close_plan(s, &f);
}

/* A talk counts for quotas and after changes too; a visit of a term may be of the other one. */
static bool meets_others(const struct look *l, const struct checklist *list, int student,
			 const struct occasion *o)
{
	const struct fact_year *y = oracle_year(l->school, l->today);

	if (o->kind == OCCASION_VISIT)
		return y->visits_per_term;
	return (o->kind == OCCASION_TALK || o->kind == OCCASION_FREQUENT) &&
	       (y->talks || list->students[student].own_count);
}

/* A visit meets the first that is lacking, since the n-th that counts is the n-th; a talk before
 * its window opens meets nothing; anything else its own cell and no other. */
static void expect_met(struct look *l, const struct checklist *before,
		       const struct checklist *after, int student, int occasion, int64_t contact)
{
	const struct occasion *o = &after->occasions[occasion];
	const struct obligation *cell = &after->students[student].cell[occasion];
	bool early = o->kind == OCCASION_TALK && strcmp(l->session.today_iso, o->opens) < 0;

	if (meets_others(l, before, student, o))
		return;
	l->student = after->students[student].student_id;
	same_int(l, "number met", (int64_t)after->count[OBLIGATION_MET],
		 (int64_t)before->count[OBLIGATION_MET] + !early);
	if (o->kind != OCCASION_VISIT)
		same_int(l, "cells changed", count_changes(l, before, after), !early);
	if (o->kind != OCCASION_VISIT && !early)
		same_cell(l, &(struct oracle_occasion){ .name = "what was recorded" }, cell,
			  &(struct oracle_cell){ DONE, l->today, contact, 0, NEVER });
	l->student = 0;
}

static void record_and_withdraw(struct look *l)
{
	bool named = random_roll(l->school, 4);
	struct checklist before, after, restored;
	struct oracle_list was, is;
	struct contact c;
	int student, occasion;

	ask_oracle(l, OWED_BY_ANYONE, 0, &was);
	if (!choose_cell(l, &was, &student, &occasion))
		return;
	load(l, OWED_BY_ANYONE, 0, &before);
	works(l, "the door", door_enter(l->session.db, &l->e));
	record(l, &was.occasions[occasion], &was.students[student], named, &c);
	load(l, OWED_BY_ANYONE, 0, &after);
	ask_oracle(l, OWED_BY_ANYONE, 0, &is);
	same_list(l, &after, &is);
	if (named || was.occasions[occasion].what != ASKED_TALK)
		expect_met(l, &before, &after, student, occasion, c.id);
	works(l, "withdrawing", contact_withdraw(&l->session, c.id, c.rev, &l->e));
	reopen_plan(l->school, c.id);
	load(l, OWED_BY_ANYONE, 0, &restored);
	same_int(l, "cells not restored", count_changes(l, &before, &restored), 0);
	cr_assert_not(door_leave(l->session.db, false, &l->e));
	l->school->contact_count--;
	checklist_release(&before);
	checklist_release(&after);
	checklist_release(&restored);
	l->cases++;
}

Test(model_checklist_change, recording_meets_and_withdrawing_restores)
{
	cr_assert_gt(for_schools(20001, 300, record_and_withdraw), 400);
}

/* The first day on which a change leaves today's mentor at least one day of this year; NEVER where
 * nobody leads, or another is to come, who would be taken back. */
static int earliest_change(const struct look *l, const struct fact_student *st)
{
	const struct fact_year *y = oracle_year(l->school, l->today);
	int first = NEVER;

	for (int i = 0; i < st->assignment_count; i++) {
		const struct fact_assignment *a = &st->assignments[i];

		if (!a->lead || a->ends < a->starts)
			continue;
		if (a->starts > l->today)
			return NEVER;
		if (a->ends >= l->today)
			first = (a->starts > y->starts ? a->starts : y->starts) + 1;
	}
	return first;
}

/* A mentor who never had to do with the student leads from that day on, in the file and in the
 * arrays. */
static int64_t change_mentor(struct look *l, struct fact_student *st, int day)
{
	struct mentor m = { .staff_no = "new", .name = "new" };
	struct assign change = { .student_ids = &st->id, .count = 1, .role = "lead" };
	size_t changed;

	works(l, "a new mentor", mentor_save(&l->session, &m, &l->e));
	change.mentor_id = m.id;
	change.from = iso_of(day);
	works(l, "the change", assignment_make(&l->session, &change, &changed, &l->e));
	same_int(l, "number of changes", (int64_t)changed, 1);
	for (int i = 0; i < st->assignment_count; i++)
		if (st->assignments[i].lead && st->assignments[i].ends >= day)
			st->assignments[i].ends = day - 1;
	cr_assert_lt(st->assignment_count, MOST_RANGES);
	st->assignments[st->assignment_count++] =
		(struct fact_assignment){ m.id, true, day, FOREVER };
	return m.id;
}

static void expect_kept(struct look *l, struct fact_student *st, int day)
{
	struct fact_student kept = *st;
	int64_t was = oracle_lead(st, l->today), is;
	struct checklist before, after;

	load(l, OWED_FOR_STUDENT, st->id, &before);
	works(l, "the door", door_enter(l->session.db, &l->e));
	is = change_mentor(l, st, day);
	load(l, OWED_FOR_STUDENT, st->id, &after);
	l->student = st->id;
	same_int(l, "cells changed", count_changes(l, &before, &after), 0);
	same_int(l, "mentor", after.students[0].mentor_id, is);
	l->student = 0;
	expect_list(l, OWED_BY_MENTOR, was);
	expect_list(l, OWED_BY_MENTOR, is);
	cr_assert_not(door_leave(l->session.db, false, &l->e));
	*st = kept;
	checklist_release(&before);
	checklist_release(&after);
}

static void change_and_look(struct look *l)
{
	struct random_school *s = l->school;
	int year = oracle_year(s, l->today)->id;

	for (struct fact_student *st = s->students; st < s->students + s->student_count; st++) {
		int first = earliest_change(l, st), day;

		if (first == NEVER || first > l->today || !oracle_enrolled(st, year, l->today))
			continue;
		day = random_day(s, first, l->today);
		expect_kept(l, st, oracle_enrolled(st, year, day) ? day : l->today);
	}
}

Test(model_checklist_change, change_of_mentor_keeps_what_is_met)
{
	cr_assert_gt(for_schools(30001, 200, change_and_look), 200);
}
