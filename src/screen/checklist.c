/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/checklist.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "checklist_cell.h"
#include "checklist_columns.h"
#include "first_steps.h"
#include "letter_form.h"
#include "model/checklist.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "screen/assign.h"
#include "screen/contact.h"
#include "screen/exemption.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "ui/ask.h"

struct row {
	int64_t id, rev;
	const char *name, *class_name, *student_no;
	const struct owed *owed;
};

static const struct field fields[] = {
	{ FIELD(struct row, name), .label = N_("Student"), .kind = FIELD_NAME, .width = 8 },
	{ FIELD(struct row, class_name), .label = N_("Class"), .kind = FIELD_TEXT, .width = 7 },
	{ FIELD(struct row, student_no), .label = N_("Student no."), .kind = FIELD_CODE,
	  .flags = FIELD_MASKED, .width = 12 },
	{ 0 },
};
static const char *const columns[] = { "name", "class_name", NULL };

struct matrix {
	struct list list;
	int64_t mentor_id;
	struct checklist owed;
	size_t *order;      /* occasions in the order of their columns; behind the last: own ones */
	const char *mentor; /* name and load */
	const char *steps;  /* of a school where nobody is led yet; NULL: the checklist itself */
};

static const struct matrix *matrix_of(const struct list *l)
{
	return (const struct matrix *)l;
}

/* ------------------------------------------------------------------ loading */

static void add_column(struct matrix *m, size_t *count, size_t occasion, const char *label)
{
	m->order[(*count)++] = occasion;
	list_add_column(&m->list, label, occasion < m->owed.occasion_count ? 6 : 7);
}

static void order_columns(struct matrix *m, const struct session *s)
{
	size_t occasions = m->owed.occasion_count, count = 0;

	m->order = arena_alloc(&m->owed.arena, (occasions + 1) * sizeof *m->order);
	for (int r = COLUMN_OWN; r <= COLUMN_LATER; r++) {
		for (size_t i = 0; i < occasions; i++)
			if (column_rank(s, &m->owed, i) == r)
				add_column(m, &count, i, column_label(s, &m->owed, i));
		if (r == COLUMN_OWN && m->owed.own_most)
			add_column(m, &count, occasions, _("Other"));
	}
}

static bool name_mentor(struct matrix *m, struct session *s, struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(s, m->mentor_id, &set, e);

	if (ok) {
		const struct mentor *mentor = rowset_at(&set, 0);

		m->mentor = arena_printf(&m->list.rows.arena, _("%s, mentor %s"), mentor->name,
					 mentor->load_of ? mentor->load_of : "");
	}
	rowset_release(&set);
	return ok;
}

static bool load(struct list *l, struct err *e)
{
	struct matrix *m = (struct matrix *)l;
	struct session *s = session_of(&l->view);

	checklist_release(&m->owed);
	if (m->mentor_id && !name_mentor(m, s, e))
		return false;
	if (!checklist_load(s, m->mentor_id ? OWED_BY_MENTOR : OWED_BY_ANYONE, m->mentor_id,
			    &m->owed, e))
		return false;
	m->steps = NULL;
	if (!m->mentor_id && !first_steps_tell(l, &m->owed, &m->steps, e))
		return false;
	for (size_t i = 0; !m->steps && i < m->owed.student_count; i++) {
		const struct owed *owed = &m->owed.students[i];
		struct row *row = rowset_add(&l->rows);

		*row = (struct row){ .id = owed->student_id,
				     .name = owed->name,
				     .class_name = owed->class_name,
				     .student_no = owed->student_no,
				     .owed = owed };
	}
	order_columns(m, s);
	return true;
}

static void release(struct list *l)
{
	checklist_release(&((struct matrix *)l)->owed);
}

/* ------------------------------------------------------------------ showing */

static void title(const struct list *l, struct buf *out)
{
	const struct matrix *m = matrix_of(l);
	const char *school = session_of(&l->view)->school;

	app_title(&l->view, out,
		  m->mentor_id ? m->mentor
		  : *school    ? school
			       : _("the whole school"));
}

static void about(const struct list *l, struct buf *out)
{
	const size_t *count = matrix_of(l)->owed.count;
	static const enum obligation_state order[] = { OBLIGATION_OVERDUE, OBLIGATION_SOON,
						       OBLIGATION_OPEN, OBLIGATION_MET,
						       OBLIGATION_EXEMPT };

	if (matrix_of(l)->steps) {
		buf_text(out, _("Setting up the school"));
		return;
	}
	buf_text(out, _("To do"));
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (count[order[i]] || order[i] != OBLIGATION_EXEMPT)
			buf_printf(out, "  %s%zu", obligation_mark(order[i]), count[order[i]]);
}

/* NULL: nothing of the student's own. What is most urgent of it stands for all. */
static const struct obligation *obligation_at(const struct list *l, const struct row *row,
					      size_t column, const struct occasion **occasion)
{
	const struct matrix *m = matrix_of(l);

	return owed_at(row->owed, &m->owed, m->order[column - l->first_cell], occasion);
}

static enum style cell(const struct list *l, const void *at, size_t column, struct buf *out)
{
	const struct row *row = at;
	const struct occasion *occasion;
	const struct obligation *o;
	enum style look;

	if (column < l->first_cell) {
		field_show(l->column[column].field, at, out);
		return STYLE_TEXT;
	}
	o = obligation_at(l, row, column, &occasion);
	if (!o || o->state == OBLIGATION_NONE)
		return STYLE_TEXT;
	look = checklist_cell(o, session_of(&l->view)->today_iso, out);
	if (row->owed->own_count > 1 && occasion == &row->owed->own[0].occasion)
		buf_char(out, '+');
	return look;
}

/* Of the cell at the cursor, what is planned. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct occasion *occasion;
	const struct obligation *o = obligation_at(l, row, l->first_cell + l->cell, &occasion);

	if (o && o->plan)
		checklist_tell_plan(o, occasion->label, l->view.ui->today, out);
}

static const char *say_empty(const struct list *l)
{
	const struct session *s = session_of(&l->view);
	const char *over = app_year_is_over(&l->view);

	if (over)
		return over;
	if (matrix_of(l)->steps)
		return matrix_of(l)->steps;
	if (s->mentor_id && matrix_of(l)->mentor_id == s->mentor_id && !(s->may & MAY_ASSIGN))
		return _("You have no students yet. The office assigns them; each will be a row "
			 "here, with the visit, the talks and the feedback of the year and the day "
			 "by which each is due.\n\nF4 shows contacts, Ctrl-T the training, F1 "
			 "explains a screen.");
	return s->may & MAY_ASSIGN
		       ? _("This mentor has no students yet. F2 lists the students, F5 assigns.")
		       : _("No students yet. The office assigns them; F12 goes to the first "
			   "screen, F1 explains this one.");
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct row),
	.table = "student",
	.columns = columns,
	.natural = "class_name",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.say_empty = say_empty,
	.release = release,
};

/* ------------------------------------------------------------------ actions */

/* The contact or the referral that would meet it, or that did; or what exempts from it. */
static bool open_one(struct view *v, int64_t student_id, const struct occasion *occasion,
		     const struct obligation *o, struct err *e)
{
	struct contact_start start = { .kind = "talk",
				       .from = occasion->opens,
				       .order = (const struct list *)v,
				       .student_ids = &student_id,
				       .student_count = 1,
				       .to_student = occasion->kind == OCCASION_TO_STUDENT,
				       .to_guardians = occasion->kind == OCCASION_TO_GUARDIANS };

	if (o->state == OBLIGATION_NONE || o->state == OBLIGATION_NOT_APPLICABLE) {
		ui_say(v->ui, _("Nothing is owed here. The digits 1 to 7 record something else."));
		return true;
	}
	if (o->state == OBLIGATION_EXEMPT)
		return exemption_open(v->ui, o->by, e);
	if (occasion->kind == OCCASION_REFERRAL)
		return referral_open(v->ui, occasion->id, e);
	if (o->state == OBLIGATION_MET)
		return contact_open(v->ui, o->by, e);
	if (o->plan)
		return plan_record(v->ui, o->plan,
				   occasion->kind == OCCASION_TALK ? occasion->id : 0, e);
	if (occasion->kind == OCCASION_VISIT)
		start.kind = "visit";
	else if (start.to_student || start.to_guardians)
		start.kind = "feedback";
	else if (occasion->kind == OCCASION_TALK)
		start.key_date_id = occasion->id;
	else if (occasion->kind == OCCASION_CHANGE)
		start.change = occasion->opens;
	return contact_start(v->ui, &start, e);
}

/* Several of the student's own: which. False for Esc. */
static bool choose_own(struct ui *ui, const struct owed *owed, size_t *which)
{
	const char *labels[ASK_CHOICES];
	struct arena arena = { 0 };
	size_t count = owed->own_count < ASK_CHOICES ? owed->own_count : ASK_CHOICES;
	int choice = 0;

	for (size_t i = 0; i < count; i++) {
		const struct own *own = &owed->own[i];

		labels[i] = arena_printf(&arena, "%s %s%s", own->occasion.label,
					 obligation_mark(own->state.state), own->state.day + 5);
	}
	if (count > 1)
		choice = ask_choice(ui, _("Which"), labels, count);
	arena_release(&arena);
	*which = (size_t)choice;
	return choice >= 0;
}

static bool record_cell(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	const struct matrix *m = matrix_of(l);
	const struct row *row = list_current(l);
	const struct occasion *occasion = NULL;
	const struct obligation *o;
	size_t at, which;

	if (!row)
		return true;
	at = m->order[l->cell];
	if (at == m->owed.occasion_count && row->owed->own_count) {
		if (!choose_own(v->ui, row->owed, &which))
			return true;
		at += which;
	}
	o = owed_at(row->owed, &m->owed, at, &occasion);
	if (o)
		return open_one(v, row->id, occasion, o, e);
	ui_say(v->ui, _("Nothing of this student's own is owed: no major change, no referral."));
	return true;
}

/* What the cell owes, where it is a talk; else a visit. */
static bool plan_cell(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	const struct row *row = list_current(l);
	struct plan_start start = { .kind = "visit", .marked = l->marked_count > 0 };
	const struct occasion *occasion;
	const struct obligation *o;

	start.student_ids = list_chosen(l, &start.student_count);
	if (!row)
		return true;
	o = obligation_at(l, row, l->first_cell + l->cell, &occasion);
	if (o && o->plan && start.student_count == 1 && *start.student_ids == row->id)
		return plan_open(v->ui, o->plan, e);
	if (o && (occasion->kind == OCCASION_TALK || occasion->kind == OCCASION_FREQUENT ||
		  occasion->kind == OCCASION_CHANGE))
		start.kind = "talk";
	if (o && occasion->kind == OCCASION_TALK) {
		start.key_date_id = occasion->id;
		start.from = occasion->opens;
	}
	return plan_start(v->ui, &start, e);
}

static bool letters(struct view *v, struct err *e)
{
	return letter_form_of_list(v, "mentor", ((const struct matrix *)v)->mentor_id, e);
}

static bool detail(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || student_detail_open(v->ui, id, e);
}

static bool quit(struct view *v, struct err *e)
{
	(void)e;
	if (v->below)
		ui_close(v);
	else
		v->ui->quit = true;
	return true;
}

const struct action checklist_actions[] = {
	{ .keys = "",
	  .about = N_("The checklist: a row a student, a column for each thing owed: visit, "
		      "talks at key dates, letters. Arrows go to a cell, Enter opens the "
		      "record that meets it, filled in, and Ctrl-S saves it. Space marks "
		      "students: one record for several.") },
	{ .more = marks_about },
	{ .name = "checklist.record",
	  .keys = "Enter",
	  .bar = N_("Record"),
	  .need = MAY_RECORD,
	  .run = record_cell,
	  .help = N_("Record what meets the cell; where it is met, open the record") },
	{ .keys = "Right", .help = N_("The next occasion; Left the one before") },
	{ .name = "checklist.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = detail,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ .more = contact_actions },
	{ .more = referral_actions },
	{ .more = exemption_actions },
	{ .name = "student.plan",
	  .keys = "9",
	  .need = MAY_RECORD,
	  .run = plan_cell,
	  .help = N_("Plan a visit or a talk for a day, with all that are marked") },
	{ .name = "student.letters",
	  .keys = "",
	  .need = MAY_READ_NOTES,
	  .run = letters,
	  .help = N_("Feedback letters, to be printed") },
	{ .more = list_marking },
	{ .more = assign_actions },
	{ .name = "checklist.leave", .keys = "q", .bar = N_("Leave"), .run = quit },
	{ 0 },
};

struct view *checklist_new(struct ui *ui, int64_t mentor_id)
{
	struct matrix *m = list_new(sizeof *m, ui, &class, checklist_actions);

	m->mentor_id = mentor_id;
	return &m->list.view;
}
