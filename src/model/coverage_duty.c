/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind a figure. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"

const struct choice coverage_states[] = {
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
	  .width = 8, .choices = coverage_states, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, day), .label = N_("Due or done"), .kind = FIELD_DATE,
	  .width = 10, .flags = FIELD_DERIVED },
	{ FIELD(struct coverage_duty, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .width = 12, .flags = FIELD_MASKED | FIELD_DERIVED },
	{ 0 },
};

struct search {
	const struct coverage_of *of;
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
	       (!s->of->elsewhere || coverage_elsewhere(&s->elsewhere, o, state));
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
		.grade = s->student->grade,
		.class_number = s->student->class_number,
		.seat = s->student->seat,
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
	row->id = (int64_t)s->out->count;
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

static bool look_at(void *arg, const struct owed *student, const struct checklist *list)
{
	struct search *s = arg;

	if (!is_of_group(s->of, student))
		return true;
	s->student = student;
	s->about.student_id = 0;
	coverage_each_duty(student, list, add_duty, s);
	s->student = NULL;
	return true;
}

/* The checklist's order; a student's own rows stay as they were found. */
static int in_class_order(const void *a, const void *b)
{
	const struct coverage_duty *x = a, *y = b;
	const int64_t keys[][2] = { { x->grade, y->grade },
				    { x->class_number, y->class_number },
				    { x->seat, y->seat } };
	int by_no = strcmp(x->student_no, y->student_no);

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return by_no ? by_no : (x->id > y->id) - (x->id < y->id);
}

static void put_in_order(struct rowset *rows)
{
	if (rows->count)
		qsort(rowset_at(rows, 0), rows->count, rows->stride, in_class_order);
	for (size_t i = 0; i < rows->count; i++)
		((struct coverage_duty *)rowset_at(rows, i))->id = (int64_t)i + 1;
}

static bool search(struct session *s, struct search *x, struct err *e)
{
	bool of_mentor = x->of->mentor_id > 0;

	return coverage_begin(s, s->year.id, &x->names, e) &&
	       coverage_load_elsewhere(s, &x->elsewhere, e) &&
	       checklist_each(s, of_mentor ? OWED_BY_MENTOR : OWED_BY_ANYONE,
			      of_mentor ? x->of->mentor_id : 0, look_at, x, e);
}

bool coverage_duties(struct session *s, const struct coverage_of *of, struct rowset *out,
		     struct err *e)
{
	struct search x = { .of = of, .out = out };
	bool ok;

	rowset_init(out, coverage_duty_fields, sizeof(struct coverage_duty));
	if (coverage_hides_few(s))
		return err_set(e, ERR_DENIED, "%s",
			       _("An inspector sees figures of five students and more, not who is "
				 "behind them."));
	if (!db_read_begin(s->db, e))
		return false;
	ok = search(s, &x, e);
	db_read_end(s->db);
	put_in_order(out);
	coverage_release(&x.names);
	free(x.elsewhere.visits);
	return ok;
}
