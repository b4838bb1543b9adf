/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "change_request_list.h"
#include "letter_form.h"
#include "match_offer_list.h"
#include "model/student.h"
#include "screen/assign.h"
#include "screen/contact.h"
#include "screen/exemption.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "student_filter.h"
#include "ui/ask.h"

/* Left to right; a narrow terminal drops columns from the right. */
static const char *const columns[] = { "name",       "class_name",    "seat",           "mentor",
				       "student_no", "guardian_name", "guardian_phone", NULL };

struct students {
	struct list list;
	struct student_filter filter;
	bool left; /* those who are gone, instead */
	char what[32];
	char class_name[32]; /* of a filter that was given */
};

static const struct students *students_of(const struct list *l)
{
	return (const struct students *)l;
}

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);

	return students_of(l)->left ? student_list_left(s, &l->rows, e)
				    : student_list(s, &l->rows, e);
}

static bool keep(const struct list *l, const void *row)
{
	return student_matches(row, &students_of(l)->filter);
}

static bool own(const struct list *l, const void *row)
{
	int64_t me = session_of(&l->view)->mentor_id;

	return me && ((const struct student *)row)->mentor_id == me;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Students"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("%zu students"), l->shown_count);
	if (students_of(l)->what[0])
		buf_printf(out, "  %s", students_of(l)->what);
}

static const char *say_empty(const struct list *l)
{
	const char *over = l->rows.count ? NULL : app_year_is_over(&l->view);
	bool edits = l->view.ui->may & MAY_EDIT_PEOPLE;

	if (over)
		return over;
	if (students_of(l)->what[0])
		return _("No students here. F6 shows others.");
	if (!edits)
		return _("You have no students yet. The office assigns them. F6 shows others.");
	return l->picked ? _("No students here. Esc goes back; F2 then lists students, and F9 "
			     "there adds one.")
			 : _("No students here. F9 adds one, Ctrl-G imports a roster, F6 shows "
			     "others.");
}

static const struct list_class class = {
	.fields = student_fields,
	.stride = sizeof(struct student),
	.table = "student",
	.columns = columns,
	.natural = "class_name",
	.load = load,
	.keep = keep,
	.own = own,
	.title = title,
	.about = about,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool detail(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || student_detail_open(v->ui, id, e);
}

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || student_form_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return student_form_open(v->ui, 0, e);
}

static bool filter(struct view *v, struct err *e)
{
	struct students *st = (struct students *)v;
	bool left = st->left;

	if (!student_filter_ask(&st->list, &st->filter, &st->left, st->what, sizeof st->what))
		return true;
	if (left != st->left)
		return v->class->load(v, e);
	list_refilter(&st->list);
	return true;
}

static bool leave(struct view *v, struct err *e)
{
	const struct student *st = list_current((struct list *)v);
	struct buf question = { 0 };
	iso_date day;
	bool asked;

	if (!st)
		return true;
	buf_printf(&question, _("The last day of %s here (Esc: stays)"), st->name);
	asked = ask_day(v->ui, question.at, day);
	buf_release(&question);
	if (!asked)
		return true;
	if (!student_leave(session_of(v), st->id, day, NULL, e))
		return false;
	ui_say(v->ui, _("%s leaves after %s. The records stay."), st->name, day);
	ui_changed(v->ui);
	return true;
}

const struct action student_list_actions[] = {
	{ .keys = "",
	  .about = N_("The students whom you may see, class by class. Enter opens one of them, "
		      "with all that is kept. The digits record something for the student at "
		      "the cursor, or for all that Space marked. / finds by any part of a row.") },
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("F5 assigns those students to a mentor; F6 shows who has none.") },
	{ .name = "student.open",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .run = detail,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ .name = "student.edit",
	  .keys = "C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = edit,
	  .help = N_("Change what is known of the student") },
	{ .name = "student.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = add,
	  .help = N_("Add a student") },
	{ .more = list_marking },
	{ .more = assign_actions },
	{ .name = "student.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show one class or grade, or those without a mentor") },
	{ .name = "student.leave",
	  .keys = "F8",
	  .need = MAY_EDIT_PEOPLE,
	  .run = leave,
	  .help = N_("The student leaves the school; the records stay") },
	{ .more = contact_actions },
	{ .more = referral_actions },
	{ .more = exemption_actions },
	{ .more = plan_actions },
	{ .more = letter_actions },
	{ .more = change_request_actions },
	{ .more = match_offer_actions },
	{ 0 },
};

struct list *student_list_new(struct ui *ui)
{
	struct students *st = list_new(sizeof *st, ui, &class, student_list_actions);

	return &st->list;
}

bool student_list_open(struct ui *ui, const struct student_filter *filter, const char *what,
		       struct err *e)
{
	struct students *st = list_new(sizeof *st, ui, &class, student_list_actions);

	st->filter = *filter;
	snprintf(st->what, sizeof st->what, "%s", what);
	snprintf(st->class_name, sizeof st->class_name, "%s",
		 filter->class_name ? filter->class_name : "");
	if (filter->class_name)
		st->filter.class_name = st->class_name;
	return ui_open(&st->list.view, e);
}

bool student_list_show(struct view *v, struct err *e)
{
	return ui_return_to(v->ui, student_list_actions) ||
	       ui_open(&student_list_new(v->ui)->view, e);
}
