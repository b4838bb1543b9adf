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

static bool meets(const struct event *v, const struct occasion *o)
{
	if (v->kind != o->kind)
		return false;
	if (o->kind != OCCASION_TALK)
		return true;
	if (strcmp(v->date, o->opens) < 0)
		return false;
	return v->for_id ? v->for_id == o->id : strcmp(v->date, o->due) <= 0;
}

static bool earlier(const struct event *a, const struct event *b)
{
	int by_day = strcmp(a->date, b->date);

	return by_day ? by_day < 0 : a->by < b->by;
}

/* The n-th event that meets the occasion, or NULL. */
static const struct event *find_met(const struct facts *f, const struct occasion *o)
{
	const struct event *last = NULL;

	for (int n = 0; n < o->nth; n++) {
		const struct event *next = NULL;

		for (size_t i = 0; i < f->count; i++) {
			const struct event *v = &f->events[i];

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

static enum obligation_state unmet(const struct occasion *o, const struct facts *f,
				   const char *today, const char *soon)
{
	if (!was_enrolled(f, o))
		return OBLIGATION_NOT_APPLICABLE;
	if (strcmp(o->due, today) < 0)
		return OBLIGATION_OVERDUE;
	return strcmp(o->due, soon) <= 0 ? OBLIGATION_SOON : OBLIGATION_OPEN;
}

struct obligation obligation_decide(const struct occasion *o, const struct facts *f,
				    const char *today, const char *soon)
{
	struct obligation out = { 0 };
	const struct event *met;

	if (f->grade < GRADE_MIN || f->grade > GRADE_MAX || !(o->grades >> f->grade & 1))
		return out;
	met = find_met(f, o);
	memcpy(out.day, met ? met->date : o->due, sizeof out.day);
	out.by = met ? met->by : 0;
	out.state = met ? OBLIGATION_MET : unmet(o, f, today, soon);
	return out;
}

/* ------------------------------------------------------------------- naming */

static const struct {
	const char *code, *name;
} kinds[OCCASION_KINDS] = {
	[OCCASION_VISIT] = { "visit", N_("home visit") },
	[OCCASION_TALK] = { "talk", N_("talk at a key date") },
	[OCCASION_FREQUENT] = { "talk_frequent", N_("talk of the term") },
	[OCCASION_TO_STUDENT] = { "feedback_student", N_("feedback to the student") },
	[OCCASION_TO_GUARDIANS] = { "feedback_guardians", N_("feedback to the guardians") },
	[OCCASION_CHANGE] = { "talk_change", N_("talk after a major change") },
	[OCCASION_REFERRAL] = { "referral", N_("follow-up of a referral") },
};

const char *occasion_code(enum occasion_kind kind)
{
	return kinds[kind].code;
}

const char *occasion_name(enum occasion_kind kind)
{
	return _(kinds[kind].name);
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
