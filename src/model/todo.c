/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist as rows: one for each obligation that is not met yet. */
#include "base/i18n.h"
#include "coverage_private.h"
#include "model/checklist.h"
#include "model/mentor.h"

const struct field todo_fields[] = {
	{ FIELD(struct todo, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_MASKED, .width = 12 },
	{ FIELD(struct todo, student), .label = N_("Student"), .kind = FIELD_NAME, .width = 10 },
	{ FIELD(struct todo, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7 },
	{ FIELD(struct todo, mentor_no), .label = N_("Staff no."), .kind = FIELD_CODE, .width = 8 },
	{ FIELD(struct todo, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, .width = 10 },
	{ FIELD(struct todo, kind), .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 14,
	  .choices = occasion_choices },
	{ FIELD(struct todo, occasion), .label = N_("Occasion"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct todo, state), .label = N_("State"), .kind = FIELD_CHOICE, .width = 8,
	  .choices = coverage_states },
	{ FIELD(struct todo, opens), .label = N_("From"), .kind = FIELD_DATE, .width = 10 },
	{ FIELD(struct todo, due), .label = N_("Due"), .kind = FIELD_DATE, .width = 10 },
	{ FIELD(struct todo, planned), .label = N_("Planned"), .kind = FIELD_DATE, .width = 10 },
	{ 0 },
};

static const struct mentor *mentor_with(const struct rowset *mentors, int64_t id)
{
	static const struct mentor nobody = { .staff_no = "", .name = "" };

	for (size_t i = 0; i < mentors->count; i++)
		if (rowset_id(mentors, i) == id)
			return rowset_at(mentors, i);
	return &nobody;
}

static void add_rows(struct rowset *out, const struct checklist *list, const struct owed *student,
		     const struct mentor *mentor)
{
	struct arena *a = &out->arena;

	const struct occasion *o;
	const struct obligation *cell;

	for (size_t i = 0; (cell = owed_at(student, list, i, &o)); i++) {
		struct todo *t;

		if (cell->state != OBLIGATION_OPEN && cell->state != OBLIGATION_SOON &&
		    cell->state != OBLIGATION_OVERDUE)
			continue;
		t = rowset_add(out);
		t->id = student->student_id;
		t->student_no = arena_text(a, student->student_no);
		t->student = arena_text(a, student->name);
		t->class_name = arena_text(a, student->class_name);
		t->mentor_no = arena_text(a, mentor->staff_no);
		t->mentor = arena_text(a, mentor->name);
		t->kind = occasion_code(o->kind);
		t->occasion = arena_text(a, o->label);
		t->state = obligation_state_code(cell->state);
		t->opens = arena_text(a, o->opens);
		t->due = arena_text(a, o->due);
		t->planned = arena_text(a, cell->planned);
	}
}

bool checklist_todo(struct session *s, enum owed_by by, int64_t id, struct rowset *out,
		    struct err *e)
{
	struct checklist list;
	struct rowset mentors;
	bool ok;

	rowset_init(out, todo_fields, sizeof(struct todo));
	ok = mentor_list(s, true, &mentors, e);
	ok = checklist_load(s, by, id, &list, e) && ok;
	for (size_t i = 0; ok && i < list.student_count; i++)
		add_rows(out, &list, &list.students[i],
			 mentor_with(&mentors, list.students[i].mentor_id));
	checklist_release(&list);
	rowset_release(&mentors);
	return ok;
}
