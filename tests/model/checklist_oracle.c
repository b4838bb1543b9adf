/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checklist_oracle.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* -------------------------------------------------------- who and where, on a day */

/* "The year that the day is in, or else the last one begun before it"; before them all, the first.
 */
const struct fact_year *oracle_year(const struct random_school *s, int today)
{
	const struct fact_year *found = &s->years[0];

	for (int i = 0; i < s->year_count; i++)
		if (s->years[i].starts <= today)
			found = &s->years[i];
	return found;
}

static const struct fact_enrolment *enrolment_on(const struct fact_student *st, int year, int day)
{
	for (int i = 0; i < st->enrolment_count; i++) {
		const struct fact_enrolment *e = &st->enrolments[i];

		if (e->year == year && e->starts <= day && day <= e->ends)
			return e;
	}
	return NULL;
}

bool oracle_enrolled(const struct fact_student *st, int year, int day)
{
	return enrolment_on(st, year, day) != NULL;
}

static bool leads_on(const struct fact_student *st, int64_t mentor, int day)
{
	for (int i = 0; i < st->assignment_count; i++) {
		const struct fact_assignment *a = &st->assignments[i];

		if (a->lead && a->mentor == mentor && a->starts <= day && day <= a->ends)
			return true;
	}
	return false;
}

int64_t oracle_lead(const struct fact_student *st, int day)
{
	for (int i = 0; i < st->assignment_count; i++)
		if (leads_on(st, st->assignments[i].mentor, day))
			return st->assignments[i].mentor;
	return 0;
}

static bool was_there(const struct fact_contact *c, const struct fact_student *st)
{
	for (int i = 0; i < c->student_count; i++)
		if (c->students[i] == st->id)
			return true;
	return false;
}

/* ---------------------------------------------------------------- what counts */

/* Led from some day of the year on, until that was corrected away: the range has no day. */
static bool led_until_corrected(const struct fact_student *st, const struct fact_contact *c,
				const struct fact_year *y)
{
	for (int i = 0; i < st->assignment_count; i++) {
		const struct fact_assignment *a = &st->assignments[i];

		if (a->lead && a->mentor == c->mentor && a->ends < a->starts &&
		    a->starts >= y->starts && a->starts <= c->date)
			return true;
	}
	return false;
}

/* By the mentor then in charge, or one who was in charge earlier in the year. */
static bool visit_counts(const struct fact_contact *c, const struct fact_student *st,
			 const struct fact_year *y)
{
	for (int day = y->starts; day <= c->date; day++)
		if (leads_on(st, c->mentor, day))
			return true;
	return led_until_corrected(st, c, y);
}

/* A talk for a key date counts for that one alone, from its first day on, however late; a talk for
 * none counts in every window that its day is in. */
static bool talk_counts(const struct fact_contact *c, const struct oracle_occasion *o)
{
	if (c->date < o->opens)
		return false;
	if (c->key_date)
		return c->key_date == o->key_date;
	return c->date <= o->due;
}

/* The day on which the contact did what the occasion asks for; NEVER if it did not. */
static int day_met(const struct fact_contact *c, const struct fact_student *st,
		   const struct fact_year *y, const struct oracle_occasion *o)
{
	if (c->withdrawn || c->year != y->id || !was_there(c, st))
		return NEVER;
	switch (o->what) {
	case ASKED_VISIT:
		return c->kind == FACT_VISIT && visit_counts(c, st, y) ? c->date : NEVER;
	case ASKED_TALK:
		return c->kind == FACT_TALK && talk_counts(c, o) ? c->date : NEVER;
	case ASKED_TO_STUDENT:
		return c->kind == FACT_FEEDBACK ? c->to_student : NEVER;
	default:
		return c->kind == FACT_FEEDBACK ? c->to_guardians : NEVER;
	}
}

static bool owed_at_all(const struct fact_student *st, const struct fact_year *y,
			const struct oracle_occasion *o)
{
	for (int day = o->opens; day <= o->due; day++)
		if (oracle_enrolled(st, y->id, day))
			return true;
	return false;
}

static struct oracle_cell decide(const struct random_school *s, const struct fact_student *st,
				 const struct fact_year *y, const struct oracle_occasion *o,
				 int grade, int today)
{
	enum { BESIDE = 10 }; /* a delivery may be dated beside the year */
	int met[MOST_CONTACTS], seen = 0;

	if (!(o->grades & (int64_t)1 << grade))
		return (struct oracle_cell){ SPARED, NEVER, 0 };
	for (int i = 0; i < s->contact_count; i++)
		met[i] = day_met(&s->contacts[i], st, y, o);
	for (int day = y->starts - BESIDE; day <= y->ends + BESIDE; day++)
		for (int i = 0; i < s->contact_count; i++)
			if (met[i] == day && ++seen == o->nth)
				return (struct oracle_cell){ DONE, day, s->contacts[i].id };
	if (!owed_at_all(st, y, o))
		return (struct oracle_cell){ NOT_OWED, o->due, 0 };
	if (today > o->due)
		return (struct oracle_cell){ LATE, o->due, 0 };
	if (today + y->due_soon >= o->due)
		return (struct oracle_cell){ NEAR, o->due, 0 };
	return (struct oracle_cell){ WAITING, o->due, 0 };
}

/* ------------------------------------------------------------------ the list */

static void ask(struct oracle_list *out, struct oracle_occasion o)
{
	cr_assert_lt(out->occasion_count, MOST_OCCASIONS);
	out->occasions[out->occasion_count++] = o;
}

/* Visits, then talks in the order of their windows, then feedback. */
static void ask_all(const struct fact_year *y, struct oracle_list *out)
{
	const int64_t everybody = (1 << 17) - (1 << 1);
	const struct fact_key_date *in_order[MOST_KEY_DATES];

	for (int n = 1; n <= y->visits; n++)
		ask(out, (struct oracle_occasion){ ASKED_VISIT, n, 0, "Visit", 0, y->starts,
						   y->visit_due, everybody });
	for (int i = 0; i < y->key_date_count; i++) {
		int at = i;

		for (; at > 0 && in_order[at - 1]->opens > y->key_dates[i].opens; at--)
			in_order[at] = in_order[at - 1];
		in_order[at] = &y->key_dates[i];
	}
	for (int i = 0; i < y->key_date_count; i++) {
		const struct fact_key_date *k = in_order[i];

		ask(out, (struct oracle_occasion){ ASKED_TALK, 1, k->id, k->name, k->term, k->opens,
						   k->due, k->grades });
	}
	ask(out, (struct oracle_occasion){ ASKED_TO_STUDENT, 1, 0, "Let. S", 0, y->feedback_opens,
					   y->feedback_due, everybody });
	ask(out, (struct oracle_occasion){ ASKED_TO_GUARDIANS, 1, 0, "Let. G", 0, y->feedback_opens,
					   y->feedback_due, everybody });
}

static void name_class(const struct fact_class *c, int grade, char *out, size_t size)
{
	static const char *const grades[] = { "",     "一",   "二",   "三",   "四",   "五",
					      "六",   "七",   "八",   "九",   "高一", "高二",
					      "高三", "职一", "职二", "职三", "职四" };

	snprintf(out, size, "%s(%d)", grades[grade], c->number);
}

/* By grade, class, number in class (none comes first), student number. */
static bool stands_before(const struct oracle_student *a, const struct oracle_student *b)
{
	if (a->grade != b->grade)
		return a->grade < b->grade;
	if (a->class_number != b->class_number)
		return a->class_number < b->class_number;
	if (a->seat != b->seat)
		return a->seat < b->seat;
	return strcmp(a->student->no, b->student->no) < 0;
}

static void put_in_order(struct oracle_list *out)
{
	for (int i = 0; i < out->student_count; i++)
		for (int j = i + 1; j < out->student_count; j++)
			if (stands_before(&out->students[j], &out->students[i])) {
				struct oracle_student swap = out->students[i];

				out->students[i] = out->students[j];
				out->students[j] = swap;
			}
}

static void add_student(const struct random_school *s, const struct fact_student *st, int today,
			struct oracle_list *out)
{
	const struct fact_year *y = oracle_year(s, today);
	const struct fact_enrolment *e = enrolment_on(st, y->id, today);
	const struct fact_class *class = &s->classes[e->class];
	struct oracle_student *o = &out->students[out->student_count++];

	o->student = st;
	o->mentor = oracle_lead(st, today);
	o->mentor_no = o->mentor_name = "";
	for (int i = 0; i < s->mentor_count; i++)
		if (s->mentors[i].id == o->mentor) {
			o->mentor_no = s->mentors[i].no;
			o->mentor_name = s->mentors[i].name;
		}
	o->grade = fact_grade(class, y->id);
	o->class_number = class->number;
	o->seat = e->seat;
	name_class(class, o->grade, o->class_name, sizeof o->class_name);
	for (int i = 0; i < out->occasion_count; i++) {
		o->cells[i] = decide(s, st, y, &out->occasions[i], o->grade, today);
		out->counts[o->cells[i].verdict]++;
	}
}

void oracle_list(const struct random_school *s, int today, int64_t mentor, int64_t student,
		 struct oracle_list *out)
{
	const struct fact_year *y = oracle_year(s, today);

	memset(out, 0, sizeof *out);
	ask_all(y, out);
	for (int i = 0; i < s->student_count; i++) {
		const struct fact_student *st = &s->students[i];

		if (oracle_enrolled(st, y->id, today) &&
		    (!mentor || oracle_lead(st, today) == mentor) &&
		    (!student || st->id == student))
			add_student(s, st, today, out);
	}
	put_in_order(out);
}

/* --------------------------------------------------------- what the schools hold */

TestSuite(model_checklist_oracle);

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
};

struct met_with {
	int cells[ASKED_TO_GUARDIANS + 1][VERDICTS];
	int cases[CASES];
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
	if (!c)
		return;
	m->cases[NOT_ENROLLED] += !owed_at_all(st, y, o);
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
		bool counts = !c->withdrawn && c->year == y->id && was_there(c, st);

		met[i] = day_met(c, st, y, o);
		for (int j = 0; j < i; j++)
			m->cases[TWO_ON_A_DAY] += met[i] != NEVER && met[j] == met[i];
		if (counts && o->what == ASKED_VISIT && c->kind == FACT_VISIT && met[i] == NEVER)
			for (int day = c->date + 1; day <= y->ends; day++)
				if (leads_on(st, c->mentor, day)) {
					m->cases[FUTURE_MENTOR]++;
					break;
				}
		m->cases[TALK_OF_ANOTHER] +=
			counts && o->what == ASKED_TALK && c->kind == FACT_TALK && c->key_date &&
			c->key_date != o->key_date && c->date >= o->opens && c->date <= o->due;
	}
}

static void count_list(const struct random_school *s, int today, struct met_with *m)
{
	static struct oracle_list list;

	oracle_list(s, today, 0, 0, &list);
	for (int i = 0; i < list.student_count; i++)
		for (int o = 0; o < list.occasion_count; o++) {
			const struct fact_student *st = list.students[i].student;

			count_cell(s, st, today, &list.occasions[o], &list.students[i].cells[o], m);
			count_others(s, st, today, &list.occasions[o], m);
		}
}

Test(model_checklist_oracle, the_schools_hold_every_case)
{
	static struct random_school school;
	struct met_with m = { 0 };

	for (uint32_t seed = 1; seed <= 1500; seed++) {
		random_school_make(&school, seed);
		for (int day = 0; day < RANDOM_DAYS; day++)
			count_list(&school, random_today(&school, day), &m);
	}
	for (int what = 0; what <= ASKED_TO_GUARDIANS; what++)
		for (int v = 0; v < VERDICTS; v++)
			if (v != SPARED || what == ASKED_TALK)
				cr_expect_geq(m.cells[what][v], 500, "occasion %d, verdict %d: %d",
					      what, v, m.cells[what][v]);
	for (int i = 0; i < CASES; i++)
		cr_expect_geq(m.cases[i], 40, "%s: %d", case_names[i], m.cases[i]);
}
