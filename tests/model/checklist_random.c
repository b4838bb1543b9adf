/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist of random schools against the oracle, on several days a school. Whoever reads a
 * difference gets the seed, the day and all that is known of the student, and can decide by hand
 * who is right.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checklist_oracle.h"
#include "db/door.h"
#include "model/assignment.h"
#include "model/checklist.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "support/scratch.h"

TestSuite(model_checklist_random, .init = scratch_make, .fini = scratch_remove);

/* What is being looked at. */
struct look {
	struct random_school *school;
	struct session session;
	struct err e;
	int today;
	const char *list;  /* "of mentor 31" */
	int64_t student;   /* 0: none in particular */
	const char *thing; /* an occasion, a column */
	int64_t cases;     /* so many were tried */
};

/* ------------------------------------------------------------------ telling */

static __attribute__((format(printf, 2, 3))) void differ(const struct look *l, const char *fmt, ...)
{
	struct buf out = { 0 };
	char what[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	buf_printf(&out, "seed %" PRIu32 ", %s, list %s, student %" PRId64 ": %s %s\n",
		   l->school->seed, iso_of(l->today), l->list, l->student, l->thing, what);
	if (l->student)
		random_school_script(l->school, l->student, &out);
	cr_assert_fail("%s", buf_str(&out));
}

static void works(struct look *l, const char *thing, bool ok)
{
	l->thing = thing;
	if (!ok)
		differ(l, "fails: %s (%s)", l->e.text, l->e.detail);
}

static void same_int(struct look *l, const char *thing, int64_t got, int64_t want)
{
	l->thing = thing;
	if (got != want)
		differ(l, "is %" PRId64 ", not %" PRId64, got, want);
}

static void same_text(struct look *l, const char *thing, const char *got, const char *want)
{
	l->thing = thing;
	if (strcmp(got, want))
		differ(l, "is \"%s\", not \"%s\"", got, want);
}

/* ---------------------------------------------------------------- comparing */

static const struct {
	enum obligation_state state;
	const char *code;
} verdicts[VERDICTS] = {
	[SPARED] = { OBLIGATION_NONE, "" },
	[DONE] = { OBLIGATION_MET, "met" },
	[WAITING] = { OBLIGATION_OPEN, "open" },
	[NEAR] = { OBLIGATION_SOON, "soon" },
	[LATE] = { OBLIGATION_OVERDUE, "overdue" },
	[NOT_OWED] = { OBLIGATION_NOT_APPLICABLE, "not_applicable" },
};
static const struct {
	enum occasion_kind kind;
	const char *todo, *contact;
	enum fact_kind fact;
} asked[] = {
	/* as enum asked has them */
	{ OCCASION_VISIT, "visit", "visit", FACT_VISIT },
	{ OCCASION_TALK, "talk", "talk", FACT_TALK },
	{ OCCASION_TO_STUDENT, "feedback_student", "feedback", FACT_FEEDBACK },
	{ OCCASION_TO_GUARDIANS, "feedback_guardians", "feedback", FACT_FEEDBACK },
};

static void same_occasions(struct look *l, const struct checklist *got,
			   const struct oracle_list *want)
{
	same_int(l, "occasions", (int64_t)got->occasion_count, want->occasion_count);
	for (int i = 0; i < want->occasion_count; i++) {
		const struct occasion *o = &got->occasions[i];
		const struct oracle_occasion *w = &want->occasions[i];

		same_int(l, "kind of occasion", o->kind, asked[w->what].kind);
		same_int(l, "n-th", o->nth, w->nth);
		same_int(l, "key date", o->id, w->key_date);
		same_text(l, "label", o->label, w->name);
		same_int(l, "term", o->term, w->term);
		same_text(l, "opens", o->opens, iso_of(w->opens));
		same_text(l, "due", o->due, iso_of(w->due));
		same_int(l, "grades", o->grades, w->grades);
	}
}

static void same_cell(struct look *l, const struct oracle_occasion *o, const struct obligation *got,
		      const struct oracle_cell *want)
{
	if (got->state == verdicts[want->verdict].state && !strcmp(got->day, iso_of(want->day)) &&
	    got->by == want->contact)
		return;
	l->thing = o->name;
	differ(l, "%d (key date %" PRId64 ") is %s %s by %" PRId64 ", not %s %s by %" PRId64,
	       o->nth, o->key_date, obligation_state_code(got->state), got->day, got->by,
	       verdicts[want->verdict].code, iso_of(want->day), want->contact);
}

static void same_student(struct look *l, const struct owed *got, const struct oracle_student *want,
			 const struct oracle_list *list)
{
	l->student = want->student->id;
	same_int(l, "id", got->student_id, want->student->id);
	same_int(l, "mentor", got->mentor_id, want->mentor);
	same_text(l, "name", got->name, want->student->name);
	same_text(l, "student number", got->student_no, want->student->no);
	same_text(l, "class", got->class_name, want->class_name);
	same_int(l, "grade", got->grade, want->grade);
	same_int(l, "class number", got->class_number, want->class_number);
	same_int(l, "number in class", got->seat, want->seat);
	for (int i = 0; i < list->occasion_count; i++)
		same_cell(l, &list->occasions[i], &got->cell[i], &want->cells[i]);
	l->student = 0;
}

static void same_list(struct look *l, const struct checklist *got, const struct oracle_list *want)
{
	same_occasions(l, got, want);
	same_int(l, "students", (int64_t)got->student_count, want->student_count);
	for (int i = 0; i < want->student_count; i++)
		same_student(l, &got->students[i], &want->students[i], want);
	for (int v = 0; v < VERDICTS; v++)
		same_int(l, verdicts[v].code, (int64_t)got->count[verdicts[v].state],
			 want->counts[v]);
}

static const char *of_whom(enum owed_by by, int64_t id)
{
	static const char *const whose[] = { [OWED_BY_MENTOR] = "of mentor",
					     [OWED_BY_ANYONE] = "of all",
					     [OWED_FOR_STUDENT] = "of student" };
	static char text[48];

	snprintf(text, sizeof text, "%s %" PRId64, whose[by], id);
	return text;
}

static void ask_oracle(struct look *l, enum owed_by by, int64_t id, struct oracle_list *want)
{
	l->list = of_whom(by, id);
	oracle_list(l->school, l->today, by == OWED_BY_MENTOR ? id : 0,
		    by == OWED_FOR_STUDENT ? id : 0, want);
}

static void load(struct look *l, enum owed_by by, int64_t id, struct checklist *list)
{
	l->list = of_whom(by, id);
	works(l, "loading", checklist_load(&l->session, by, id, list, &l->e));
}

static void expect_list(struct look *l, enum owed_by by, int64_t id)
{
	struct checklist got;
	struct oracle_list want;

	load(l, by, id, &got);
	ask_oracle(l, by, id, &want);
	same_list(l, &got, &want);
	checklist_release(&got);
	l->cases += want.student_count;
}

/* ---------------------------------------------------------- schools and days */

static void open_on(struct look *l, int today)
{
	l->today = today;
	works(l, "opening", session_open(&l->session, scratch_path("school.db"), today, &l->e));
}

/* As session_open begins a day: to open it anew each time would take longer than all the rest. */
static void go_on_to(struct look *l, int today)
{
	struct session *s = &l->session;

	l->today = s->today = today;
	date_to_iso(today, s->today_iso);
	works(l, "the year and its rules", session_reload(s, &l->e));
}

/* Calls for a number of schools, on some days of each. In a transaction that is never committed, so
 * that no call waits for the disk; what one writes it takes back by a door inside. */
static int64_t for_schools(uint32_t seed, int count, void (*call)(struct look *l))
{
	static struct random_school school;
	struct look l = { .school = &school };

	for (int i = 0; i < count; i++) {
		random_school_make(&school, seed + (uint32_t)i);
		random_school_write(&school, "school.db", NULL, 0);
		if (!i)
			open_on(&l, school.years[0].starts);
		works(&l, "the door", door_enter(l.session.db, &l.e));
		for (int day = 0; day < RANDOM_DAYS; day++) {
			go_on_to(&l, random_today(&school, day));
			call(&l);
		}
		cr_assert_not(door_leave(l.session.db, false, &l.e));
	}
	session_close(&l.session);
	return l.cases;
}

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

static bool outstanding(enum verdict v)
{
	return v == WAITING || v == NEAR || v == LATE;
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
}

static void expect_todo(struct look *l, enum owed_by by, int64_t id)
{
	struct oracle_list want;
	struct rowset got;
	size_t row = 0;

	ask_oracle(l, by, id, &want);
	works(l, "rows", checklist_todo(&l->session, by, id, &got, &l->e));
	for (int i = 0; i < want.student_count; i++)
		for (int o = 0; o < want.occasion_count; o++) {
			const struct oracle_student *st = &want.students[i];

			if (!outstanding(st->cells[o].verdict))
				continue;
			l->student = st->student->id;
			same_int(l, "row in the list", row < got.count, true);
			same_row(l, rowset_at(&got, row++), st, &want.occasions[o], &st->cells[o]);
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
		int count[VERDICTS] = { 0 };

		for (int j = 0; j < all->student_count; j++)
			for (int o = 0; o < all->occasion_count; o++)
				count[all->students[j].cells[o].verdict] +=
					all->students[j].mentor == m->id;
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

/* --------------------------------------------------------- what changes what */

/* So many cells differ between two lists of the same students. */
static int count_changes(struct look *l, const struct checklist *a, const struct checklist *b)
{
	int changes = 0;

	same_int(l, "number of students", (int64_t)b->student_count, (int64_t)a->student_count);
	for (size_t i = 0; i < a->student_count; i++)
		for (size_t o = 0; o < a->occasion_count; o++) {
			const struct obligation *x = &a->students[i].cell[o];
			const struct obligation *y = &b->students[i].cell[o];

			changes += x->state != y->state || strcmp(x->day, y->day) || x->by != y->by;
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
}

/* A visit meets the first that is lacking, since the n-th that counts is the n-th; a talk before
 * its window opens meets nothing; anything else its own cell and no other. */
static void expect_met(struct look *l, const struct checklist *before,
		       const struct checklist *after, int student, int occasion, int64_t contact)
{
	const struct occasion *o = &after->occasions[occasion];
	const struct obligation *cell = &after->students[student].cell[occasion];
	bool early = o->kind == OCCASION_TALK && strcmp(l->session.today_iso, o->opens) < 0;

	l->student = after->students[student].student_id;
	same_int(l, "number met", (int64_t)after->count[OBLIGATION_MET],
		 (int64_t)before->count[OBLIGATION_MET] + !early);
	if (o->kind != OCCASION_VISIT)
		same_int(l, "cells changed", count_changes(l, before, after), !early);
	if (o->kind != OCCASION_VISIT && !early)
		same_cell(l, &(struct oracle_occasion){ .name = o->label }, cell,
			  &(struct oracle_cell){ DONE, l->today, contact });
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
	load(l, OWED_BY_ANYONE, 0, &restored);
	same_int(l, "cells not restored", count_changes(l, &before, &restored), 0);
	cr_assert_not(door_leave(l->session.db, false, &l->e));
	l->school->contact_count--;
	checklist_release(&before);
	checklist_release(&after);
	checklist_release(&restored);
	l->cases++;
}

Test(model_checklist_random, recording_meets_and_withdrawing_restores)
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

Test(model_checklist_random, change_of_mentor_keeps_what_is_met)
{
	cr_assert_gt(for_schools(30001, 200, change_and_look), 200);
}
