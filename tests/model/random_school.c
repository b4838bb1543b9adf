/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_school.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* ------------------------------------------------------------------- dice */

int random_roll(struct random_school *s, int n)
{
	s->state ^= s->state << 13;
	s->state ^= s->state >> 17;
	s->state ^= s->state << 5;
	return (int)(s->state % (uint32_t)n);
}

#define roll(n) random_roll(s, (n))

static void add_edge(struct random_school *s, int day)
{
	cr_assert_leq(s->edge_count + 3, MOST_EDGES);
	for (int beside = -1; beside <= 1; beside++)
		s->edges[s->edge_count++] = day + beside;
}

int random_day(struct random_school *s, int from, int to)
{
	cr_assert_leq(from, to);
	for (int i = 0; i < 20 && s->edge_count && roll(6); i++) {
		int day = s->edges[roll(s->edge_count)];

		if (day >= from && day <= to)
			return day;
	}
	return from + roll(to - from + 1);
}

/* ------------------------------------------------------------------- years */

static int64_t some_grades(struct random_school *s)
{
	switch (roll(5)) {
	case 0:
		return 1 << 5 | 1 << 9 | 1 << 12;
	case 1:
		return (roll(1 << 16) & roll(1 << 16)) << 1;
	case 2:
		return roll(1 << 16) << 1;
	default:
		return 0xFFFF << 1;
	}
}

static void make_key_dates(struct random_school *s, struct fact_year *y)
{
	static const char *const names[] = { "开学", "期中", "期末", "毕业" };
	static const int lengths[] = { 0, 1, 6, 20, 60 };

	y->key_date_count = roll(MOST_KEY_DATES + 1);
	for (int i = 0; i < y->key_date_count; i++) {
		struct fact_key_date *k = &y->key_dates[i];

		k->id = y->id * 10 + i;
		k->name = names[roll(4)];
		k->term = roll(3);
		k->opens = random_day(s, y->starts - 3, y->ends + 1); /* also beside its year */
		k->due = k->opens + lengths[roll(5)];
		k->grades = some_grades(s);
		add_edge(s, k->opens);
		add_edge(s, k->due);
		add_edge(s, k->due - y->due_soon);
	}
}

static void make_year(struct random_school *s, struct fact_year *y, int id)
{
	static const int spans[] = { 0, 1, 7, 14, 14, 30, 400 };

	*y = (struct fact_year){ .id = id };
	y->starts = date_from_civil(id, 9, 1) + roll(3);
	y->second_term = date_from_civil(id + 1, 2, 10) + roll(21);
	y->ends = date_from_civil(id + 1, roll(3) ? 8 : 7, 31);
	add_edge(s, y->starts);
	add_edge(s, y->ends);
	if (date_exists(id + 1, 2, 29))
		for (int often = 0; often < 4; often++)
			add_edge(s, date_from_civil(id + 1, 2, 29));
	add_edge(s, y->second_term);
	y->unsaid = !roll(5);
	y->visits = y->unsaid ? 1 : roll(4);
	y->visits_per_term = !y->unsaid && !roll(3);
	y->talks = y->unsaid || roll(3) ? 0 : 1 + roll(3);
	y->talks_per_term = y->unsaid || roll(3);
	y->change_days = y->unsaid ? 7 : spans[roll(6)];
	y->due_soon = y->unsaid ? 14 : spans[roll(7)];
	y->visit_due = y->unsaid || roll(2) ? y->ends : random_day(s, y->starts, y->ends);
	y->feedback_opens = random_day(s, y->starts, y->ends);
	y->feedback_due = random_day(s, y->feedback_opens, y->ends);
	add_edge(s, y->visit_due);
	add_edge(s, y->visit_due - y->due_soon);
	add_edge(s, y->feedback_opens);
	add_edge(s, y->feedback_due);
	add_edge(s, y->feedback_due - y->due_soon);
	make_key_dates(s, y);
}

/* ----------------------------------------------------------------- classes */

static const struct {
	const char *name;
	int first, last;
} stages[] = {
	{ "primary", 1, 5 }, { "junior", 6, 9 }, { "senior", 10, 12 }, { "vocational", 13, 16 }
};

int fact_grade(const struct fact_class *c, int year)
{
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		int grade = stages[i].first + year - c->entry_year;

		if (!strcmp(stages[i].name, c->stage) && grade >= stages[i].first &&
		    grade <= stages[i].last)
			return grade;
	}
	return 0;
}

/* First a class of each stage that has a grade in all of the years; no two are the same. */
static void make_classes(struct random_school *s)
{
	int last = s->years[s->year_count - 1].id;

	s->class_count = 4 + roll(MOST_CLASSES - 3);
	for (int i = 0; i < s->class_count; i++) {
		struct fact_class *c = &s->classes[i];

		c->id = 11 + i;
		c->stage = stages[i % 4].name;
		c->entry_year = i < 4 ? last - 2 : last - 5 + roll(6);
		c->number = i < 4 ? 2 : i + (roll(3) ? 3 : 101);
	}
}

static int class_with_grade(struct random_school *s, int year)
{
	for (;;) {
		int i = roll(s->class_count);

		if (fact_grade(&s->classes[i], year))
			return i;
	}
}

/* ------------------------------------------------------------------- people */

static void enrol(struct random_school *s, struct fact_student *st, int year, int starts, int ends)
{
	struct fact_enrolment *e = &st->enrolments[st->enrolment_count];

	if (ends < starts - 1)
		return;
	cr_assert_lt(st->enrolment_count++, MOST_RANGES);
	e->year = year;
	e->class = class_with_grade(s, year);
	e->seat = roll(4);
	e->starts = starts;
	e->ends = ends;
	add_edge(s, starts);
	add_edge(s, ends);
}

static void enrol_for_year(struct random_school *s, struct fact_student *st,
			   const struct fact_year *y)
{
	enum { FIRST, BEFORE, DAY, LATER, AFTER, LAST };
	static const int shapes[][4] = {
		{ FIRST, LAST },              /* all the year */
		{ FIRST, LAST },              /* which is the most usual */
		{ DAY, LAST },                /* joined late */
		{ FIRST, DAY },               /* left early */
		{ DAY, LATER },               /* both */
		{ FIRST, BEFORE, DAY, LAST }, /* changed class */
		{ FIRST, BEFORE, DAY, LAST }, /* which is not rare */
		{ FIRST, DAY, AFTER, LAST },  /* came back */
		{ DAY, BEFORE, DAY, LAST },   /* put right on the day it began */
		{ DAY, BEFORE },              /* never came */
		{ 0 },                        /* elsewhere */
	};
	const int *shape = shapes[roll(sizeof shapes / sizeof *shapes)];
	int day = random_day(s, y->starts, y->ends), later = random_day(s, day, y->ends);
	const int days[] = { y->starts, day - 1, day, later, later + 1, y->ends };

	for (int i = 0; i < 4; i += 2)
		if (shape[i + 1])
			enrol(s, st, y->id, days[shape[i]], days[shape[i + 1]]);
}

static int64_t some_mentor(struct random_school *s)
{
	return s->mentors[roll(s->mentor_count)].id;
}

static void assign(struct random_school *s, struct fact_student *st, bool lead, int starts,
		   int ends)
{
	cr_assert_lt(st->assignment_count, MOST_RANGES);
	st->assignments[st->assignment_count++] = (struct fact_assignment){
		.mentor = some_mentor(s), .lead = lead, .starts = starts, .ends = ends
	};
	add_edge(s, starts);
	if (ends != FOREVER)
		add_edge(s, ends);
}

/* One lead after the other, some with a gap before, some corrected on the day they began. */
static void assign_leads(struct random_school *s, struct fact_student *st)
{
	int first = s->years[0].starts, last = s->years[s->year_count - 1].ends;
	int day = random_day(s, first - 40, roll(2) ? first : last);

	for (int i = roll(6); i && day <= last; i--) {
		int ends = random_day(s, day, last);

		if (!roll(5))
			assign(s, st, true, day, day - 1);
		if (roll(5))
			assign(s, st, true, day, i == 1 && roll(4) ? FOREVER : ends);
		day = ends + 1;
	}
}

static void assign_co_mentors(struct random_school *s, struct fact_student *st)
{
	int first = s->years[0].starts, last = s->years[s->year_count - 1].ends;

	for (int i = roll(4); i; i--) {
		int day = random_day(s, first, last);

		assign(s, st, false, day, roll(2) ? FOREVER : random_day(s, day - 1, last));
	}
}

static void make_mentors(struct random_school *s)
{
	s->mentor_count = 2 + roll(MOST_MENTORS - 1);
	for (int i = 0; i < s->mentor_count; i++) {
		struct fact_mentor *m = &s->mentors[i];

		m->id = 31 + i;
		m->left = !roll(5);
		snprintf(m->no, sizeof m->no, "T%d-%d", roll(30), i);
		snprintf(m->name, sizeof m->name, "师%c", 'A' + i);
	}
}

static void make_students(struct random_school *s)
{
	int64_t base = roll(2) ? 501 : 7000000001;

	s->student_count = 1 + roll(MOST_STUDENTS);
	for (int i = 0; i < s->student_count; i++) {
		struct fact_student *st = &s->students[i];

		st->id = base + i;
		snprintf(st->no, sizeof st->no, "%d-%d", roll(30), i);
		snprintf(st->name, sizeof st->name, "生%c", 'A' + i);
		for (int y = 0; y < s->year_count; y++)
			enrol_for_year(s, st, &s->years[y]);
		assign_leads(s, st);
		assign_co_mentors(s, st);
	}
}

/* ----------------------------------------------------------------- contacts */

static void choose_students(struct random_school *s, struct fact_contact *c)
{
	int wanted = roll(3) ? 1 : 1 + roll(MOST_TOGETHER), at = roll(s->student_count);

	for (; c->student_count < wanted && c->student_count < s->student_count; at++)
		c->students[c->student_count++] = s->students[at % s->student_count].id;
}

/* Whoever has to do with the student, then or ever; or a stranger. */
static int64_t mentor_for(struct random_school *s, int64_t student, int date)
{
	const struct fact_student *st = &s->students[student - s->students[0].id];
	int wanted = roll(4);

	for (int i = 0; i < st->assignment_count && wanted == 0; i++)
		if (st->assignments[i].lead && st->assignments[i].starts <= date &&
		    st->assignments[i].ends >= date)
			return st->assignments[i].mentor;
	if (wanted < 3 && st->assignment_count)
		return st->assignments[roll(st->assignment_count)].mentor;
	return some_mentor(s);
}

static int64_t key_date_for(struct random_school *s, const struct fact_contact *c,
			    const struct fact_year *y)
{
	if (!roll(8))
		y = &s->years[roll(s->year_count)];
	if (!y->key_date_count || (c->kind == FACT_TALK ? roll(2) : roll(6)))
		return 0;
	return y->key_dates[roll(y->key_date_count)].id;
}

static int delivery(struct random_school *s, const struct fact_contact *c,
		    const struct fact_year *y)
{
	if (c->kind == FACT_FEEDBACK ? !roll(3) : roll(10))
		return NEVER;
	return random_day(s, y->starts - 2, y->ends + 2);
}

/* The talk that a change asks for. */
static void talk_about(struct random_school *s, struct fact_contact *c,
		       const struct fact_contact *change)
{
	const struct fact_year *y = s->years;

	while (y->id != change->year)
		y++;
	c->kind = FACT_TALK;
	c->year = y->id;
	c->date = random_day(s, change->date, y->ends);
	c->student_count = change->student_count;
	memcpy(c->students, change->students, sizeof c->students);
}

static void make_contacts(struct random_school *s)
{
	static const enum fact_kind kinds[] = { FACT_CALL, FACT_MESSAGE, FACT_CHANGE, FACT_CHANGE };
	int64_t base = roll(2) ? 901 : 5000000001;

	s->contact_count = roll(8 * s->student_count);
	for (int i = 0; i < s->contact_count; i++) {
		struct fact_contact *c = &s->contacts[i];
		const struct fact_year *y = &s->years[roll(s->year_count)];
		int kind = roll(13);

		c->id = base + i;
		c->year = y->id;
		/* three are asked for; and changes ask */
		c->kind = kind < 9 ? (enum fact_kind)(kind / 3) : kinds[kind - 9];
		c->date = random_day(s, y->starts, y->ends);
		if (i && !roll(6) && s->contacts[i - 1].year == y->id)
			c->date = s->contacts[i - 1].date;
		choose_students(s, c);
		if (c->kind == FACT_CHANGE && !roll(3))
			c->date = random_day(s, y->ends - 10, y->ends);
		if (i && s->contacts[i - 1].kind == FACT_CHANGE && roll(2))
			talk_about(s, c, &s->contacts[i - 1]);
		c->mentor = mentor_for(s, c->students[0], c->date);
		c->key_date = key_date_for(s, c, y);
		c->withdrawn = !roll(6);
		/* without the dice, which all that follows is drawn from */
		c->mode = (enum fact_mode)((s->seed + 5 * (uint32_t)i) % FACT_MODES);
		c->to_student = delivery(s, c, y);
		c->to_guardians = delivery(s, c, y);
		if (c->kind == FACT_CHANGE) {
			add_edge(s, c->date);
			add_edge(s, c->date + y->change_days);
		}
	}
}

/* ------------------------------------------------------- of single students */

static int64_t some_student(struct random_school *s)
{
	return s->students[roll(s->student_count)].id;
}

static void make_exemptions(struct random_school *s)
{
	int first = s->years[0].starts, last = s->years[s->year_count - 1].ends;

	s->exemption_count = roll(2) ? 0 : roll(MOST_EXEMPTIONS + 1);
	for (int i = 0; i < s->exemption_count; i++) {
		struct fact_exemption *x = &s->exemptions[i];

		x->id = 701 + i;
		x->student = some_student(s);
		x->what = "avtf"[roll(4)];
		x->starts = random_day(s, first - 5, last);
		x->ends = random_day(s, x->starts, roll(2) ? last + 5 : x->starts + 60);
		add_edge(s, x->starts);
		add_edge(s, x->ends);
	}
}

static void make_referrals(struct random_school *s)
{
	static const int lengths[] = { 0, 3, 14, 60 };
	int first = s->years[0].starts, last = s->years[s->year_count - 1].ends;

	s->referral_count = roll(2) ? 0 : roll(MOST_REFERRALS + 1);
	for (int i = 0; i < s->referral_count; i++) {
		struct fact_referral *r = &s->referrals[i];

		r->id = 801 + i;
		r->student = some_student(s);
		r->mentor = some_mentor(s);
		r->department = 1 + roll(DEPARTMENTS);
		r->date = random_day(s, first, last);
		r->due = r->date + lengths[roll(4)];
		r->closed = roll(2) ? NEVER : random_day(s, r->date, r->date + 50);
		add_edge(s, r->due);
	}
}

static bool is_planned(const struct random_school *s, const struct fact_plan *p, int from, int to)
{
	for (const struct fact_plan *o = s->plans; o < p; o++)
		if (!o->contact && o->student == p->student && o->visit == p->visit &&
		    o->key_date == p->key_date && o->date >= from && o->date <= to)
			return true;
	return false;
}

/* What somebody means to do, and what came of it: one that is open for each occasion of a year,
 * also on a day outside the window. */
static void make_plans(struct random_school *s)
{
	s->plan_count = s->contact_count && roll(3) ? roll(MOST_PLANS + 1) : 0;
	for (int i = 0; i < s->plan_count; i++) {
		struct fact_plan *p = &s->plans[i];
		const struct fact_year *y = &s->years[roll(s->year_count)];

		p->id = 901 + i;
		p->student = some_student(s);
		p->mentor = some_mentor(s);
		p->visit = !roll(3);
		if (!p->visit && roll(2) && y->key_date_count)
			p->key_date = y->key_dates[roll(y->key_date_count)].id;
		p->date = random_day(s, y->starts, y->ends);
		p->made_on = p->date - roll(90);
		if (!roll(6) || is_planned(s, p, y->starts, y->ends))
			p->contact = s->contacts[roll(s->contact_count)].id;
		add_edge(s, p->date);
	}
}

void random_school_make(struct random_school *s, uint32_t seed)
{
	int first = 2024 + (int)(seed % 4);

	*s = (struct random_school){ .seed = seed, .state = seed * 2654435761u + 1 };
	s->year_count = 1 + roll(MOST_YEARS);
	for (int i = 0; i < s->year_count; i++)
		make_year(s, &s->years[i], first + i);
	make_classes(s);
	make_mentors(s);
	make_students(s);
	make_contacts(s);
	make_exemptions(s);
	make_referrals(s);
	make_plans(s);
}

int random_today(struct random_school *s, int i)
{
	const struct fact_year *y = &s->years[roll(s->year_count)];

	if (i < 2)
		return y->ends + i;
	return random_day(s, s->years[0].starts - 1, s->years[s->year_count - 1].ends + 1);
}
