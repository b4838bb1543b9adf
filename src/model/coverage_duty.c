/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind a figure. */
#include <stdlib.h>

#include "base/i18n.h"
#include "coverage_private.h"

static const struct choice states[] = {
	{ "overdue", N_("overdue"), NULL }, { "soon", N_("soon"), NULL },
	{ "open", N_("to do"), NULL },      { "met", N_("done"), NULL },
	{ "exempt", N_("exempt"), NULL },   { 0 },
};

const struct field coverage_duty_fields[] = {
	{ FIELD(struct coverage_duty, student), .label = N_("Student"), .kind = FIELD_NAME,
	  .width = 8, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .width = 7, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, mentor), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .width = 8, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, kind), .label = N_("Kind"), .kind = FIELD_TEXT, .width = 14,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, occasion), .label = N_("Occasion"), .kind = FIELD_TEXT,
	  .width = 8, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, state), .label = N_("State"), .kind = FIELD_CHOICE,
	  .width = 8, .choices = states, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, day), .label = N_("Due or done"), .kind = FIELD_DATE,
	  .width = 10, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_MASKED | FIELD_DERIVED },
	{ 0 },
};

struct search {
	const struct coverage_of *of;
	struct checklist list;
	struct coverage names;
	struct coverage_elsewhere elsewhere;
	struct rowset *out;
	const struct owed *student; /* at hand */
	struct coverage_duty
		about; /* this student, in the set's arena; empty until a row needs it */
};

static bool is_asked_for(const struct search *s, const struct occasion *o,
			 const struct obligation *state)
{
	unsigned states_asked =
		s->of->states ? s->of->states : COVERAGE_OWED | 1U << OBLIGATION_EXEMPT;

	return states_asked >> state->state & 1 && (!s->of->kinds || s->of->kinds >> o->kind & 1) &&
	       (!s->of->elsewhere || coverage_is_elsewhere(&s->elsewhere, o, state));
}

static void begin_student(struct search *s)
{
	struct arena *a = &s->out->arena;
	size_t mentor = coverage_mentor_place(&s->names, s->student->mentor_id);

	s->about = (struct coverage_duty){
		.student_id = s->student->student_id,
		.student = arena_text(a, s->student->name),
		.student_no = arena_text(a, s->student->student_no),
		.class_name = arena_text(a, s->student->class_name),
		.mentor = arena_text(a, s->names.mentors[mentor].name),
	};
}

static void add_duty(void *arg, const struct occasion *o, const struct obligation *state)
{
	struct search *s = arg;
	struct coverage_duty *row;

	if (!is_asked_for(s, o, state))
		return;
	if (!s->about.student_id)
		begin_student(s);
	row = rowset_add(s->out);
	*row = s->about;
	row->kind = occasion_name(o->kind);
	row->occasion = arena_text(&s->out->arena, o->label);
	row->state = obligation_state_code(state->state);
	row->day = arena_text(&s->out->arena, state->day);
}

static bool is_of_group(const struct coverage_of *of, const struct owed *student)
{
	int64_t mentor = student->mentor_id ? student->mentor_id : COVERAGE_NOBODY;

	return (!of->grade || student->grade == of->grade) &&
	       (!of->class_id || student->class_id == of->class_id) &&
	       (!of->mentor_id || mentor == of->mentor_id);
}

static bool search(struct session *s, struct search *x, struct err *e)
{
	if (!coverage_begin(s, s->year.id, &x->names, e) ||
	    !coverage_load_elsewhere(s, &x->elsewhere, e) ||
	    !checklist_load(s, OWED_BY_ANYONE, 0, &x->list, e))
		return false;
	for (size_t i = 0; i < x->list.student_count; i++) {
		x->student = &x->list.students[i];
		x->about.student_id = 0;
		if (is_of_group(x->of, x->student))
			coverage_each_duty(x->student, &x->list, add_duty, x);
	}
	for (size_t i = 0; i < x->out->count; i++)
		((struct coverage_duty *)rowset_at(x->out, i))->id = (int64_t)i + 1;
	return true;
}

bool coverage_duties(struct session *s, const struct coverage_of *of, struct rowset *out,
		     struct err *e)
{
	struct search x = { .of = of, .out = out };
	bool ok;

	rowset_init(out, coverage_duty_fields, sizeof(struct coverage_duty));
	if (!db_read_begin(s->db, e))
		return false;
	ok = search(s, &x, e);
	db_read_end(s->db);
	checklist_release(&x.list);
	coverage_release(&x.names);
	free(x.elsewhere.ids);
	return ok;
}
