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

bool oracle_leads_on(const struct fact_student *st, int64_t mentor, int day)
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
		if (oracle_leads_on(st, st->assignments[i].mentor, day))
			return st->assignments[i].mentor;
	return 0;
}

bool oracle_was_there(const struct fact_contact *c, const struct fact_student *st)
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
		if (oracle_leads_on(st, c->mentor, day))
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

/* A visit asked for in one term was made in it: in the first before the second begins, in the
 * second at any time. */
static bool in_its_term(const struct fact_contact *c, const struct oracle_occasion *o)
{
	if (o->term == 0)
		return true;
	return c->date >= o->opens && (o->term == 2 || c->date <= o->due);
}

/* The day on which the contact did what the occasion asks for; NEVER if it did not. */
int oracle_day_met(const struct fact_contact *c, const struct fact_student *st,
		   const struct fact_year *y, const struct oracle_occasion *o)
{
	if (c->withdrawn || c->year != y->id || !oracle_was_there(c, st))
		return NEVER;
	switch (o->what) {
	case ASKED_VISIT:
		return c->kind == FACT_VISIT && visit_counts(c, st, y) && in_its_term(c, o)
			       ? c->date
			       : NEVER;
	case ASKED_TALK:
		return c->kind == FACT_TALK && talk_counts(c, o) ? c->date : NEVER;
	case ASKED_ANY_TALK:
		return c->kind == FACT_TALK && c->date >= o->opens && c->date <= o->due ? c->date
											: NEVER;
	case ASKED_AFTER_CHANGE:
		return c->kind == FACT_TALK && c->date >= o->opens ? c->date : NEVER;
	case ASKED_FOLLOW_UP:
		return NEVER;
	case ASKED_TO_STUDENT:
		return c->kind == FACT_FEEDBACK ? c->to_student : NEVER;
	default:
		return c->kind == FACT_FEEDBACK ? c->to_guardians : NEVER;
	}
}

bool oracle_owed_at_all(const struct fact_student *st, const struct fact_year *y,
			const struct oracle_occasion *o)
{
	for (int day = o->opens; day <= o->due; day++)
		if (oracle_enrolled(st, y->id, day))
			return true;
	return false;
}

static struct oracle_cell cell_of(enum verdict verdict, int day, int64_t contact)
{
	return (struct oracle_cell){ verdict, day, contact, 0, NEVER };
}

/* Referrals are never exempt; the first exemption recorded is the one that is named. */
static const struct fact_exemption *exemption(const struct random_school *s,
					      const struct fact_student *st,
					      const struct oracle_occasion *o, int today)
{
	static const char letters[ASKED_KINDS + 1] = "vttfft-";

	if (letters[o->what] == '-')
		return NULL;
	for (int i = 0; i < s->exemption_count; i++) {
		const struct fact_exemption *x = &s->exemptions[i];
		bool now = x->starts <= today && today <= x->ends;
		bool then = x->starts <= o->due && o->due <= x->ends;

		if (x->student == st->id && (x->what == 'a' || x->what == letters[o->what]) &&
		    (now || then))
			return x;
	}
	return NULL;
}

static struct oracle_cell unmet(const struct random_school *s, const struct fact_student *st,
				const struct fact_year *y, const struct oracle_occasion *o,
				int today)
{
	const struct fact_exemption *x = exemption(s, st, o, today);

	if (o->what != ASKED_FOLLOW_UP && !oracle_owed_at_all(st, y, o))
		return cell_of(NOT_OWED, o->due, 0);
	if (x)
		return cell_of(EXEMPTED, x->ends, x->id);
	if (today > o->due)
		return cell_of(LATE, o->due, 0);
	if (today + y->due_soon >= o->due)
		return cell_of(NEAR, o->due, 0);
	return cell_of(WAITING, o->due, 0);
}

/* Whether such a visit or talk on its day would be what the occasion asks for. */
static bool would_do(const struct fact_plan *p, const struct oracle_occasion *o)
{
	const struct fact_contact kept = { .date = p->date, .key_date = p->key_date };

	switch (o->what) {
	case ASKED_VISIT:
		return p->visit && in_its_term(&kept, o);
	case ASKED_TALK:
		return !p->visit && talk_counts(&kept, o);
	case ASKED_ANY_TALK:
		return !p->visit && p->date >= o->opens && p->date <= o->due;
	case ASKED_AFTER_CHANGE:
		return !p->visit && p->date >= o->opens;
	default:
		return false;
	}
}

/* Of several that are owed, the first that is not done has the first plan of the year. */
static void add_plan(const struct random_school *s, const struct fact_student *st,
		     const struct fact_year *y, const struct oracle_occasion *o, int done,
		     struct oracle_cell *cell)
{
	if (cell->verdict != WAITING && cell->verdict != NEAR && cell->verdict != LATE)
		return;
	for (int day = y->starts; day <= y->ends; day++)
		for (int i = 0; i < s->plan_count; i++) {
			const struct fact_plan *p = &s->plans[i];

			if (p->date != day || p->student != st->id || p->contact ||
			    !would_do(p, o) || ++done != o->nth)
				continue;
			cell->plan = p->id;
			cell->planned = day;
		}
}

static struct oracle_cell decide(const struct random_school *s, const struct fact_student *st,
				 const struct fact_year *y, const struct oracle_occasion *o,
				 int grade, int today)
{
	enum { BESIDE = 10 }; /* a delivery may be dated beside the year */
	int met[MOST_CONTACTS], seen = 0;
	struct oracle_cell cell;

	if (!(o->grades & (int64_t)1 << grade))
		return cell_of(SPARED, NEVER, 0);
	for (int i = 0; i < s->contact_count; i++)
		met[i] = oracle_day_met(&s->contacts[i], st, y, o);
	for (int day = y->starts - BESIDE; day <= y->ends + BESIDE; day++)
		for (int i = 0; i < s->contact_count; i++)
			if (met[i] == day && ++seen == o->nth)
				return cell_of(DONE, day, s->contacts[i].id);
	cell = unmet(s, st, y, o, today);
	add_plan(s, st, y, o, seen, &cell);
	return cell;
}

/* --------------------------------------------------------- owed to one student alone */

static bool talked_since(const struct random_school *s, const struct fact_student *st, int year,
			 int day)
{
	for (int i = 0; i < s->contact_count; i++) {
		const struct fact_contact *c = &s->contacts[i];

		if (c->kind == FACT_TALK && !c->withdrawn && c->year == year && c->date >= day &&
		    oracle_was_there(c, st))
			return true;
	}
	return false;
}

/* In the year it was recorded in; and in the next, when its last day is there and that year left it
 * open. */
bool oracle_change_is_owed(const struct random_school *s, const struct fact_student *st,
			   const struct fact_contact *c, const struct fact_year *y)
{
	if (c->kind != FACT_CHANGE || c->withdrawn || !oracle_was_there(c, st))
		return false;
	return c->year == y->id || (c->year == y->id - 1 && c->date + y->change_days >= y->starts &&
				    !talked_since(s, st, c->year, c->date));
}

static bool more_urgent(const struct oracle_own *a, const struct oracle_own *b)
{
	static const int rank[VERDICTS] = {
		[LATE] = 1, [NEAR] = 2, [WAITING] = 3, [EXEMPTED] = 4, [DONE] = 5, [NOT_OWED] = 6
	};

	if (rank[a->cell.verdict] != rank[b->cell.verdict])
		return rank[a->cell.verdict] < rank[b->cell.verdict];
	if (a->cell.day != b->cell.day)
		return a->cell.day < b->cell.day;
	if (a->occasion.what != b->occasion.what)
		return a->occasion.what < b->occasion.what;
	return a->occasion.key_date < b->occasion.key_date;
}

static void add_own(struct oracle_student *to, struct oracle_occasion o, struct oracle_cell cell)
{
	struct oracle_own own = { o, cell };
	int at;

	cr_assert_lt(to->own_count, MOST_OWN);
	for (at = to->own_count++; at > 0 && more_urgent(&own, &to->own[at - 1]); at--)
		to->own[at] = to->own[at - 1];
	to->own[at] = own;
}

static void add_all_own(const struct random_school *s, const struct fact_year *y, int today,
			struct oracle_student *to)
{
	const struct fact_student *st = to->student;

	for (int i = 0; i < s->contact_count; i++) {
		const struct fact_contact *c = &s->contacts[i];
		struct oracle_occasion o = {
			ASKED_AFTER_CHANGE,       1, c->id, "Change", 0, c->date,
			c->date + y->change_days, 0
		};

		if (oracle_change_is_owed(s, st, c, y)) {
			o.grades = (int64_t)1 << to->grade;
			add_own(to, o, decide(s, st, y, &o, to->grade, today));
		}
	}
	for (int i = 0; i < s->referral_count; i++) {
		const struct fact_referral *r = &s->referrals[i];
		struct oracle_occasion o = { ASKED_FOLLOW_UP, 1, r->id, "", 0, r->date, r->due, 0 };

		if (r->student != st->id || (r->closed != NEVER && r->closed < y->starts))
			continue;
		snprintf(o.name, sizeof o.name, "%s", fact_departments[r->department - 1]);
		add_own(to, o,
			r->closed == NEVER ? unmet(s, st, y, &o, today)
					   : cell_of(DONE, r->closed, r->id));
	}
}

/* ------------------------------------------------------------------ the list */

static void ask(struct oracle_list *out, struct oracle_occasion o)
{
	cr_assert_lt(out->occasion_count, MOST_OCCASIONS);
	out->occasions[out->occasion_count++] = o;
}

/* So many of a kind, numbered where there are more. */
static void ask_several(struct oracle_list *out, struct oracle_occasion o, const char *name,
			int count)
{
	for (o.nth = 1; o.nth <= count; o.nth++) {
		snprintf(o.name, sizeof o.name, count > 1 ? "%s%d" : "%s", name, o.nth);
		ask(out, o);
	}
}

/* In the year, or the same in each of its terms; `due` ends the year. */
static void ask_quota(const struct fact_year *y, struct oracle_list *out, enum asked what,
		      const char *name, int count, bool per_term, int due)
{
	const int64_t everybody = (1 << 17) - (1 << 1);
	struct oracle_occasion o = { what, 1, 0, "", 0, y->starts, due, everybody };

	if (!per_term) {
		ask_several(out, o, name, count);
		return;
	}
	o.term = 1;
	o.due = y->second_term - 1;
	ask_several(out, o, name, count);
	o.term = 2;
	o.opens = y->second_term;
	o.due = due >= y->second_term ? due : y->ends;
	ask_several(out, o, name, count);
}

/* Visits, then talks in the order of their windows, then any talks, then feedback. */
static void ask_all(const struct fact_year *y, struct oracle_list *out)
{
	const int64_t everybody = (1 << 17) - (1 << 1);
	const struct fact_key_date *in_order[MOST_KEY_DATES];

	ask_quota(y, out, ASKED_VISIT, "Visit", y->visits, y->visits_per_term, y->visit_due);
	for (int i = 0; i < y->key_date_count; i++) {
		int at = i;

		for (; at > 0 && in_order[at - 1]->opens > y->key_dates[i].opens; at--)
			in_order[at] = in_order[at - 1];
		in_order[at] = &y->key_dates[i];
	}
	for (int i = 0; i < y->key_date_count; i++) {
		const struct fact_key_date *k = in_order[i];

		struct oracle_occasion o = { ASKED_TALK, 1,        k->id,  "",
					     k->term,    k->opens, k->due, k->grades };

		snprintf(o.name, sizeof o.name, "%s", k->name);
		ask(out, o);
	}
	ask_quota(y, out, ASKED_ANY_TALK, "Talk", y->talks, y->talks_per_term, y->ends);
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
	add_all_own(s, y, today, o);
	for (int i = 0; i < o->own_count; i++)
		out->counts[o->own[i].cell.verdict]++;
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

bool oracle_at(const struct oracle_student *st, const struct oracle_list *list, int i,
	       const struct oracle_occasion **occasion, const struct oracle_cell **cell)
{
	int own = i - list->occasion_count;

	if (own >= st->own_count)
		return false;
	*occasion = own < 0 ? &list->occasions[i] : &st->own[own].occasion;
	*cell = own < 0 ? &st->cells[i] : &st->own[own].cell;
	return true;
}
