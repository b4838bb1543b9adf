/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That the random schools hold all that the rules tell apart, often enough. */
#include <criterion/criterion.h>

#include "base/date.h"
#include "checklist_oracle.h"

TestSuite(model_checklist_cases);

/* Cases without which a comparison is worth little. */
enum {
	SECOND_VISIT,
	EARLIER_MENTOR,
	FUTURE_MENTOR,
	LATE_TALK,
	TALK_OF_ANOTHER,
	NOT_ENROLLED,
	FIRST_DAY,
	LAST_DAY,
	LEAP_DAY,
	DUE_TODAY,
	JUST_SOON,
	NOT_YET_SOON,
	TWO_ON_A_DAY,
	EXEMPT_NOW,
	EXEMPT_THEN,
	EXEMPT_NO_MORE,
	CARRIED_OVER,
	NOT_CARRIED_OVER,
	ONE_FOR_TWO_CHANGES,
	CLOSED_BEFORE,
	PLANNED_LATE,
	PLANNED_FOR_SECOND,
	PLANNED_FOR_ANOTHER,
	CASES
};
static const char *const case_names[CASES] = {
	[SECOND_VISIT] = "a second visit",
	[EARLIER_MENTOR] = "a visit by an earlier mentor",
	[FUTURE_MENTOR] = "a visit by a later mentor, which does not count",
	[LATE_TALK] = "a late talk",
	[TALK_OF_ANOTHER] = "a talk in the window that is another key date's",
	[NOT_ENROLLED] = "something done that was not owed",
	[FIRST_DAY] = "a talk on the first day of the window",
	[LAST_DAY] = "a talk on its last day",
	[LEAP_DAY] = "a talk on 29 February",
	[DUE_TODAY] = "the last day is today",
	[JUST_SOON] = "the first day of due soon",
	[NOT_YET_SOON] = "the day before it",
	[TWO_ON_A_DAY] = "two contacts on one day",
	[EXEMPT_NOW] = "exempt today, not on the last day",
	[EXEMPT_THEN] = "exempt on the last day, not today",
	[EXEMPT_NO_MORE] = "an exemption that is over",
	[CARRIED_OVER] = "a change of the year before",
	[NOT_CARRIED_OVER] = "a change of the year before that was talked about there",
	[ONE_FOR_TWO_CHANGES] = "a talk that two changes had",
	[CLOSED_BEFORE] = "a referral closed before the year",
	[PLANNED_LATE] = "what is overdue and planned",
	[PLANNED_FOR_SECOND] = "a plan for the second of two",
	[PLANNED_FOR_ANOTHER] = "a plan for another key date on a day of the window",
};

struct met_with {
	int cells[ASKED_KINDS][VERDICTS];
	int cases[CASES];
	int planned[ASKED_KINDS];
};

static const struct fact_contact *contact_with(const struct random_school *s, int64_t id)
{
	for (int i = 0; i < s->contact_count; i++)
		if (s->contacts[i].id == id)
			return &s->contacts[i];
	return NULL;
}

static void count_cell(const struct random_school *s, const struct fact_student *st, int today,
		       const struct oracle_occasion *o, const struct oracle_cell *cell,
		       struct met_with *m)
{
	const struct fact_year *y = oracle_year(s, today);
	const struct fact_contact *c = contact_with(s, cell->contact);
	int left = o->due - today;

	m->cells[o->what][cell->verdict]++;
	m->cases[DUE_TODAY] += cell->verdict == NEAR && !left;
	m->cases[JUST_SOON] += cell->verdict == NEAR && left && left == y->due_soon;
	m->cases[NOT_YET_SOON] += cell->verdict == WAITING && left == y->due_soon + 1;
	m->planned[o->what] += cell->plan != 0;
	m->cases[PLANNED_LATE] += cell->plan && cell->verdict == LATE;
	m->cases[PLANNED_FOR_SECOND] += cell->plan && o->nth == 2;
	for (int i = 0; i < s->plan_count && o->what == ASKED_TALK; i++)
		m->cases[PLANNED_FOR_ANOTHER] +=
			s->plans[i].student == st->id && s->plans[i].key_date &&
			s->plans[i].key_date != o->key_date && s->plans[i].date >= o->opens &&
			s->plans[i].date <= o->due && !s->plans[i].contact;
	if (!c)
		return;
	m->cases[NOT_ENROLLED] += !oracle_owed_at_all(st, y, o);
	if (o->what == ASKED_VISIT) {
		m->cases[SECOND_VISIT] += o->nth == 2;
		m->cases[EARLIER_MENTOR] += oracle_lead(st, c->date) != c->mentor;
	} else if (o->what == ASKED_TALK) {
		m->cases[LATE_TALK] += c->date > o->due;
		m->cases[FIRST_DAY] += c->date == o->opens && !c->key_date;
		m->cases[LAST_DAY] += c->date == o->due && !c->key_date;
		m->cases[LEAP_DAY] += c->date == date_from_civil(2028, 2, 29);
	}
}

/* Contacts that are of no use to an occasion of theirs, or not the only ones. */
static void count_others(const struct random_school *s, const struct fact_student *st, int today,
			 const struct oracle_occasion *o, struct met_with *m)
{
	const struct fact_year *y = oracle_year(s, today);
	int met[MOST_CONTACTS];

	for (int i = 0; i < s->contact_count; i++) {
		const struct fact_contact *c = &s->contacts[i];
		bool counts = !c->withdrawn && c->year == y->id && oracle_was_there(c, st);

		met[i] = oracle_day_met(c, st, y, o);
		for (int j = 0; j < i; j++)
			m->cases[TWO_ON_A_DAY] += met[i] != NEVER && met[j] == met[i];
		if (counts && o->what == ASKED_VISIT && c->kind == FACT_VISIT && met[i] == NEVER)
			for (int day = c->date + 1; day <= y->ends; day++)
				if (oracle_leads_on(st, c->mentor, day)) {
					m->cases[FUTURE_MENTOR]++;
					break;
				}
		m->cases[TALK_OF_ANOTHER] +=
			counts && o->what == ASKED_TALK && c->kind == FACT_TALK && c->key_date &&
			c->key_date != o->key_date && c->date >= o->opens && c->date <= o->due;
	}
}

static void count_exemptions(const struct random_school *s, const struct fact_student *st,
			     int today, const struct oracle_occasion *o,
			     const struct oracle_cell *cell, struct met_with *m)
{
	for (int i = 0; i < s->exemption_count; i++) {
		const struct fact_exemption *x = &s->exemptions[i];
		bool now = x->starts <= today && today <= x->ends;
		bool then = x->starts <= o->due && o->due <= x->ends;

		if (cell->verdict == EXEMPTED && x->id == cell->contact) {
			m->cases[EXEMPT_NOW] += now && !then;
			m->cases[EXEMPT_THEN] += then && !now;
		}
		m->cases[EXEMPT_NO_MORE] += cell->verdict == LATE && x->student == st->id &&
					    x->what == 'a' && x->ends < today;
	}
}

static void count_own(const struct random_school *s, const struct oracle_student *st,
		      const struct fact_year *y, struct met_with *m)
{
	for (int i = 0; i < st->own_count; i++) {
		const struct oracle_own *own = &st->own[i];

		if (own->occasion.what != ASKED_AFTER_CHANGE)
			continue;
		m->cases[CARRIED_OVER] += own->occasion.opens < y->starts;
		m->cases[ONE_FOR_TWO_CHANGES] += i && own->cell.verdict == DONE &&
						 st->own[i - 1].cell.contact == own->cell.contact;
	}
	for (int i = 0; i < s->contact_count; i++) {
		const struct fact_contact *c = &s->contacts[i];

		m->cases[NOT_CARRIED_OVER] += c->kind == FACT_CHANGE && !c->withdrawn &&
					      oracle_was_there(c, st->student) &&
					      c->year == y->id - 1 &&
					      c->date + y->change_days >= y->starts &&
					      !oracle_change_is_owed(s, st->student, c, y);
	}
	for (int i = 0; i < s->referral_count; i++)
		m->cases[CLOSED_BEFORE] += s->referrals[i].student == st->student->id &&
					   s->referrals[i].closed != NEVER &&
					   s->referrals[i].closed < y->starts;
}

static void count_list(const struct random_school *s, int today, struct met_with *m)
{
	static struct oracle_list list;
	const struct oracle_occasion *o;
	const struct oracle_cell *cell;

	oracle_list(s, today, 0, 0, &list);
	for (int i = 0; i < list.student_count; i++) {
		const struct oracle_student *st = &list.students[i];

		for (int at = 0; oracle_at(st, &list, at, &o, &cell); at++) {
			count_cell(s, st->student, today, o, cell, m);
			count_others(s, st->student, today, o, m);
			count_exemptions(s, st->student, today, o, cell, m);
		}
		count_own(s, st, oracle_year(s, today), m);
	}
}

/* What there cannot be: a grade is asked of key dates alone, a referral waits for everybody. */
static bool possible(int what, int verdict)
{
	if (verdict == SPARED)
		return what == ASKED_TALK;
	return what != ASKED_FOLLOW_UP || (verdict != EXEMPTED && verdict != NOT_OWED);
}

Test(model_checklist_cases, the_schools_hold_every_case)
{
	static struct random_school school;
	struct met_with m = { 0 };

	for (uint32_t seed = 1; seed <= 1500; seed++) {
		random_school_make(&school, seed);
		for (int day = 0; day < RANDOM_DAYS; day++)
			count_list(&school, random_today(&school, day), &m);
	}
	for (int what = 0; what < ASKED_KINDS; what++)
		for (int v = 0; v < VERDICTS; v++)
			if (possible(what, v))
				cr_expect_geq(m.cells[what][v], 100, "occasion %d, verdict %d: %d",
					      what, v, m.cells[what][v]);
	for (int what = 0; what < ASKED_KINDS; what++)
		cr_expect_eq(m.planned[what] >= 100,
			     what == ASKED_VISIT || what == ASKED_TALK || what == ASKED_ANY_TALK ||
				     what == ASKED_AFTER_CHANGE,
			     "occasion %d, planned %d times", what, m.planned[what]);
	for (int i = 0; i < CASES; i++)
		cr_expect_geq(m.cases[i], 40, "%s: %d", case_names[i], m.cases[i]);
}
