/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/obligation.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "model/grade.h"

static bool was_enrolled(const struct facts *f, const struct occasion *o)
{
	for (const char *range = f->enrolled; *range; range += 20)
		if (strncmp(range, o->due, 10) <= 0 && strncmp(range + 10, o->opens, 10) >= 0)
			return true;
	return false;
}

static bool is_talk(enum occasion_kind kind)
{
	return kind == OCCASION_TALK || kind == OCCASION_FREQUENT || kind == OCCASION_CHANGE;
}

static bool meets(const struct event *v, const struct occasion *o)
{
	if (v->kind != (is_talk(o->kind) ? OCCASION_TALK : o->kind))
		return false;
	switch (o->kind) {
	case OCCASION_VISIT: /* of the year; of the first term; of the second */
		return !o->term || (strcmp(v->date, o->opens) >= 0 &&
				    (o->term == 2 || strcmp(v->date, o->due) <= 0));
	case OCCASION_TALK:
		if (strcmp(v->date, o->opens) < 0)
			return false;
		return v->for_id ? v->for_id == o->id : strcmp(v->date, o->due) <= 0;
	case OCCASION_FREQUENT:
		return strcmp(v->date, o->opens) >= 0 && strcmp(v->date, o->due) <= 0;
	case OCCASION_CHANGE:
		return strcmp(v->date, o->opens) >= 0;
	case OCCASION_REFERRAL:
		return v->for_id == o->id;
	default:
		return true;
	}
}

static bool earlier(const struct event *a, const struct event *b)
{
	int by_day = strcmp(a->date, b->date);

	return by_day ? by_day < 0 : a->by < b->by;
}

/* The n-th of the events that meets the occasion, or NULL; *count of them that do, up to it. */
static const struct event *find_nth(const struct event *events, size_t all,
				    const struct occasion *o, int n, int *count)
{
	const struct event *last = NULL;

	for (*count = 0; *count < n; (*count)++) {
		const struct event *next = NULL;

		for (size_t i = 0; i < all; i++) {
			const struct event *v = &events[i];

			if (meets(v, o) && (!last || earlier(last, v)) &&
			    (!next || earlier(v, next)))
				next = v;
		}
		if (!next)
			return NULL;
		last = next;
	}
	return last;
}

/* With `met` that count already, the plan for the n-th is the one so many further on. */
static void take_plan(const struct facts *f, const struct occasion *o, int met,
		      struct obligation *out)
{
	int count;
	const struct event *plan = find_nth(f->plans, f->plan_count, o, o->nth - met, &count);

	if (!plan)
		return;
	out->plan = plan->by;
	memcpy(out->planned, plan->date, sizeof out->planned);
}

/* The exemption that spares the student this; NULL for none. */
static const struct exempt *find_exempt(const struct occasion *o, const struct facts *f,
					const char *today)
{
	char what = o->kind == OCCASION_VISIT ? 'v' : is_talk(o->kind) ? 't' : 'f';

	if (o->kind == OCCASION_REFERRAL)
		return NULL;
	for (size_t i = 0; i < f->exempt_count; i++) {
		const struct exempt *x = &f->exempt[i];

		if ((x->what == 'a' || x->what == what) &&
		    ((strcmp(x->starts, today) <= 0 && strcmp(x->ends, today) >= 0) ||
		     (strcmp(x->starts, o->due) <= 0 && strcmp(x->ends, o->due) >= 0)))
			return x;
	}
	return NULL;
}

static enum obligation_state by_day(const struct occasion *o, const char *today, const char *soon)
{
	if (strcmp(o->due, today) < 0)
		return OBLIGATION_OVERDUE;
	return strcmp(o->due, soon) <= 0 ? OBLIGATION_SOON : OBLIGATION_OPEN;
}

struct obligation obligation_decide(const struct occasion *o, const struct facts *f,
				    const char *today, const char *soon)
{
	struct obligation out = { 0 };
	const struct event *met;
	const struct exempt *exempt;
	int count;

	if (f->grade < GRADE_MIN || f->grade > GRADE_MAX || !(o->grades >> f->grade & 1))
		return out;
	met = find_nth(f->events, f->count, o, o->nth, &count);
	if (met) {
		out.state = OBLIGATION_MET;
		out.by = met->by;
		memcpy(out.day, met->date, sizeof out.day);
		return out;
	}
	memcpy(out.day, o->due, sizeof out.day);
	exempt = find_exempt(o, f, today);
	if (o->kind != OCCASION_REFERRAL && !was_enrolled(f, o)) {
		out.state = OBLIGATION_NOT_APPLICABLE;
	} else if (exempt) {
		out.state = OBLIGATION_EXEMPT;
		out.by = exempt->id;
		memcpy(out.day, exempt->ends, sizeof out.day);
	} else {
		out.state = by_day(o, today, soon);
		take_plan(f, o, count, &out);
	}
	return out;
}

/* ------------------------------------------------------------------- naming */

const struct choice occasion_choices[] = {
	[OCCASION_VISIT] = { "visit", N_("home visit"), NULL },
	[OCCASION_TALK] = { "talk", N_("talk at a key date"), NULL },
	[OCCASION_FREQUENT] = { "talk_frequent", N_("talk of the term"), NULL },
	[OCCASION_TO_STUDENT] = { "feedback_student", N_("feedback to the student"), NULL },
	[OCCASION_TO_GUARDIANS] = { "feedback_guardians", N_("feedback to the guardians"), NULL },
	[OCCASION_CHANGE] = { "talk_change", N_("talk after a major change"), NULL },
	[OCCASION_REFERRAL] = { "referral", N_("follow-up of a referral"), NULL },
	{ 0 },
};

const char *occasion_code(enum occasion_kind kind)
{
	return occasion_choices[kind].code;
}

const char *occasion_name(enum occasion_kind kind)
{
	return _(occasion_choices[kind].label);
}

static const struct {
	const char *mark, *code;
} states[] = {
	[OBLIGATION_NONE] = { "", "" },
	[OBLIGATION_MET] = { N_("ok"), "met" },
	[OBLIGATION_OPEN] = { N_("to"), "open" },
	[OBLIGATION_SOON] = { N_("so"), "soon" },
	[OBLIGATION_OVERDUE] = { N_("OV"), "overdue" },
	[OBLIGATION_EXEMPT] = { N_("ex"), "exempt" },
	[OBLIGATION_NOT_APPLICABLE] = { N_("--"), "not_applicable" },
};

const char *obligation_mark(enum obligation_state state)
{
	return *states[state].mark ? _(states[state].mark) : "";
}

const char *obligation_state_code(enum obligation_state state)
{
	return states[state].code;
}
