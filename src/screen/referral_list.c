/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "department_list.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "model/obligation.h"
#include "model/referral.h"
#include "model/student.h"
#include "screen/mentor.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "student", "class_name", "department", "state",
				       "date",    "mentor",     "outcome",    NULL };

/* Which referrals are shown, and the same in words. */
struct selection {
	struct referral_filter filter;
	int64_t student_id; /* of all years: the filter does not count */
	char what[512];
};

struct referrals {
	struct list list;
	struct selection selection;
};

static const struct selection *selection_of(const struct list *l)
{
	return &((const struct referrals *)l)->selection;
}

static bool load(struct list *l, struct err *e)
{
	const struct selection *sel = selection_of(l);
	struct session *s = session_of(&l->view);

	return sel->student_id ? referral_list_of_student(s, sel->student_id, &l->rows, e)
			       : referral_list(s, &sel->filter, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Referrals"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t overdue = 0, open = 0;

	for (size_t i = 0; i < l->shown_count; i++) {
		const struct referral *r = rowset_at(&l->rows, l->shown[i]);

		overdue += !strcmp(r->state, "overdue");
		open += strcmp(r->state, "closed") != 0;
	}
	buf_printf(out, _("Referrals: %zu, open %zu, overdue %zu"), l->shown_count, open, overdue);
	if (selection_of(l)->what[0])
		buf_printf(out, "  %s", selection_of(l)->what);
}

static enum obligation_state state_of(const struct referral *r)
{
	if (!strcmp(r->state, "closed"))
		return OBLIGATION_MET;
	if (!strcmp(r->state, "overdue"))
		return OBLIGATION_OVERDUE;
	return !strcmp(r->state, "soon") ? OBLIGATION_SOON : OBLIGATION_OPEN;
}

/* As the checklist shows it: the day it is due, or the day it was closed. */
static enum style show_state(const struct referral *r, struct buf *out)
{
	enum obligation_state state = state_of(r);
	const char *day = state == OBLIGATION_MET ? r->closed_on : r->due;

	buf_printf(out, "%s%.2s%.2s", obligation_mark(state), day + 5, day + 8);
	return state == OBLIGATION_OVERDUE ? STYLE_LATE
	       : state == OBLIGATION_SOON  ? STYLE_SOON
	       : state == OBLIGATION_MET   ? STYLE_DIM
					   : STYLE_TEXT;
}

static enum style show_outcome(const struct referral *r, struct buf *out)
{
	struct buf text = { 0 };
	bool masked = referral_is_masked(r);

	field_show(field_find(referral_fields, "outcome"), r, &text);
	sensitive_show(r->sensitive, masked, buf_str(&text), out);
	buf_release(&text);
	return masked ? STYLE_DIM : STYLE_TEXT;
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;

	if (f->offset == offsetof(struct referral, state))
		return show_state(row, out);
	if (f->offset == offsetof(struct referral, outcome))
		return show_outcome(row, out);
	field_show(f, row, out);
	return STYLE_TEXT;
}

static const char *say_empty(const struct list *l)
{
	if (!(l->view.ui->may & MAY_RECORD))
		return _("No referrals here. F6 shows others.");
	return selection_of(l)->what[0]
		       ? _("No referrals here. F6 shows others, F9 makes one.")
		       : _("No referral is open. F9 makes one; 7 in a list of students, or F7 in a "
			   "talk, does it too. F6 shows those that are closed.");
}

static const struct list_class class = {
	.fields = referral_fields,
	.stride = sizeof(struct referral),
	.table = "referral",
	.columns = columns,
	.natural = "state",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.whole = "outcome",
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ filters */

static bool ask_mentor(struct view *v, struct selection *sel, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!list_pick(mentor_list_new(v->ui), _("Whose students?"), "", &sel->filter.mentor_id))
		return false;
	ok = mentor_get(session_of(v), sel->filter.mentor_id, &set, e);
	if (ok)
		snprintf(sel->what, sizeof sel->what, _("students of %s"),
			 ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

static bool ask_student(struct view *v, struct selection *sel, struct err *e)
{
	struct rowset set;
	bool ok;

	if (!list_pick(student_list_new(v->ui), _("Of which student?"), "", &sel->student_id))
		return false;
	ok = student_get(session_of(v), sel->student_id, &set, e);
	if (ok)
		snprintf(sel->what, sizeof sel->what, _("of %s, all years"),
			 ((const struct student *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

enum show { OPEN, OVERDUE, ALL, OF_MENTOR, OF_STUDENT };

/* False for Esc, and with an error. */
static bool ask(struct view *v, enum show show, struct selection *sel, struct err *e)
{
	switch (show) {
	case OVERDUE:
		sel->filter.which = REFERRAL_OVERDUE;
		snprintf(sel->what, sizeof sel->what, "%s", _("overdue alone"));
		return true;
	case ALL:
		sel->filter.which = REFERRAL_OF_YEAR;
		snprintf(sel->what, sizeof sel->what, "%s", _("all of this year"));
		return true;
	case OF_MENTOR:
		sel->filter.which = REFERRAL_OF_YEAR;
		return ask_mentor(v, sel, e);
	case OF_STUDENT:
		return ask_student(v, sel, e);
	default:
		return true;
	}
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { _("open"), _("overdue"), _("all"), _("mentor"),
				       _("student") };
	struct selection fresh = { .filter.which = REFERRAL_OPEN };
	int choice = ask_choice(v->ui, _("Show"), labels, sizeof labels / sizeof *labels);

	if (choice < 0)
		return true;
	if (!ask(v, (enum show)choice, &fresh, e))
		return !e->text[0];
	((struct referrals *)v)->selection = fresh;
	return v->class->load(v, e);
}

/* ------------------------------------------------------------------ actions */

static bool open_one(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || referral_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return referral_start(v->ui, 0, 0, e);
}

static bool close_one(struct view *v, struct err *e)
{
	const struct referral *r = list_current((const struct list *)v);

	if (r && !strcmp(r->state, "closed")) {
		ui_say(v->ui, _("It was closed on %s. Enter opens it."), r->closed_on);
		return true;
	}
	return !r || referral_close(v->ui, r->id, e);
}

static bool note_bright_spot(struct view *v, struct err *e)
{
	const struct referral *r = list_current((const struct list *)v);

	return bright_note_one(v->ui, r ? r->student_id : 0, e);
}

const struct action referral_list_actions[] = {
	{ .keys = "",
	  .about = N_("Students handed to a department of the school, until somebody writes "
		      "down what came of it. Open ones are shown, the most urgent first; the "
		      "day is that of the follow-up.") },
	{ .more = marks_about },
	{ .name = "referral.open",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .run = open_one,
	  .help = N_("Open the referral") },
	{ .name = "referral.close",
	  .keys = "F8",
	  .bar = N_("Close it"),
	  .need = MAY_RECORD,
	  .run = close_one,
	  .help = N_("Close the referral today: say what came of it") },
	{ .name = "referral.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RECORD,
	  .run = add,
	  .help = N_("Refer a student to a department") },
	{ .name = "referral.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show those that are overdue, all, or those of one mentor or student") },
	{ .name = "referral.departments",
	  .keys = "C-e e",
	  .bar = N_("Departments"),
	  .run = department_list_show,
	  .help = N_("The departments that students are referred to") },
	{ .name = "bright.note",
	  .keys = "C-b",
	  .need = MAY_RECORD,
	  .run = note_bright_spot,
	  .help = N_("Note a bright spot: one line, read again beside the letter") },
	{ 0 },
};

bool referral_list_show(struct view *v, struct err *e)
{
	struct referrals *r;

	if (ui_return_to(v->ui, referral_list_actions))
		return true;
	r = list_new(sizeof *r, v->ui, &class, referral_list_actions);
	return ui_open(&r->list.view, e);
}
