/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands ready for a run, and the ways to where it is entered. */
#include <string.h>

#include "condition_list.h"
#include "match_private.h"
#include "model/condition.h"
#include "model/mentor.h"
#include "model/preference.h"
#include "model/student.h"
#include "preference_list.h"

static bool count_students(struct session *s, struct match_ready *out, struct err *e)
{
	struct rowset set;
	bool ok = student_list(s, &set, e);

	out->students = ok ? set.count : 0;
	for (size_t i = 0; ok && i < set.count; i++)
		out->without += !((const struct student *)rowset_at(&set, i))->mentor_id;
	rowset_release(&set);
	return ok;
}

/* This year's, where a condition says it. */
static int64_t capacity_of(struct session *s, const struct mentor *m,
			   const struct rowset *conditions)
{
	for (size_t i = 0; i < conditions->count; i++) {
		const struct condition *c = rowset_at(conditions, i);

		if (c->mentor_id == m->id && !strcmp(c->kind, "capacity"))
			return c->number;
	}
	return m->capacity ? m->capacity : s->rules.mentor_capacity;
}

static bool count_mentors(struct session *s, const struct rowset *conditions,
			  struct match_ready *out, struct err *e)
{
	struct rowset set;
	bool ok = mentor_list(s, false, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct mentor *m = rowset_at(&set, i);
		int64_t capacity = capacity_of(s, m, conditions);

		if (strcmp(m->status, "active") != 0)
			continue;
		out->mentors++;
		out->places += capacity > m->load ? (size_t)(capacity - m->load) : 0;
	}
	rowset_release(&set);
	return ok;
}

static bool count_choices(struct session *s, struct match_ready *out, struct err *e)
{
	struct rowset set;
	bool ok = preference_list(s, false, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const char *state = ((const struct preference *)rowset_at(&set, i))->state;

		out->answered += !strcmp(state, "answered");
		out->anybody += !strcmp(state, "anybody");
		out->missing += !strcmp(state, "missing");
	}
	rowset_release(&set);
	return ok;
}

bool match_ready(struct session *s, struct match_ready *out, struct err *e)
{
	struct rowset conditions;
	bool ok;

	*out = (struct match_ready){ 0 };
	ok = condition_list(s, &conditions, e) && count_mentors(s, &conditions, out, e) &&
	     count_students(s, out, e) && count_choices(s, out, e);
	out->conditions = ok ? conditions.count : 0;
	rowset_release(&conditions);
	return ok;
}

bool match_open_choices(struct view *v, struct err *e)
{
	return preference_list_show(v, e);
}

bool match_open_conditions(struct view *v, struct err *e)
{
	return condition_list_show(v, e);
}
