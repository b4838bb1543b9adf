/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "absence_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/absence.h"
#include "screen/student.h"
#include "ui/ask.h"

struct absences {
	struct list list;
	bool ended; /* with those that are over */
};

static const char *const columns[] = { "student", "class_name", "starts", "days",     "reason",
				       "state",   "mentor",     "ends",   "measures", NULL };

static bool load(struct list *l, struct err *e)
{
	return absence_list(session_of(&l->view), ((const struct absences *)l)->ended, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Cannot attend"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t open = 0;

	for (size_t i = 0; i < l->rows.count; i++)
		open += ((const struct absence *)rowset_at(&l->rows, i))->state[0] == 'o';
	if (((const struct absences *)l)->ended)
		buf_printf(out, _("of this year: %zu, still: %zu"), l->rows.count, open);
	else
		buf_printf(out, _("now: %zu"), open);
}

static const char *say_empty(const struct list *l)
{
	return ((const struct absences *)l)->ended
		       ? _("Nobody was kept from attending this year, as far as is on record. F2 "
			   "lists the students: on a student's page an absence is added.")
		       : _("Everybody attends, as far as is on record. F2 lists the students: on "
			   "a student's page an absence is added. F6 shows those that are over.");
}

static const struct list_class class = {
	.fields = absence_fields,
	.stride = sizeof(struct absence),
	.table = "absence",
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || absence_form_open(v->ui, 0, id, e);
}

static bool add(struct view *v, struct err *e)
{
	int64_t student;

	return !list_pick(student_list_new(v->ui), _("Who cannot attend?"), "", &student) ||
	       absence_form_open(v->ui, student, 0, e);
}

static bool end_one(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || absence_ask_end(v, id, e);
}

static bool page_of(struct view *v, struct err *e)
{
	const struct absence *a = list_current((const struct list *)v);

	return !a || student_detail_open(v->ui, a->student_id, e);
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { _("those who cannot attend now"),
				       _("all of this school year") };
	int chosen = ask_choice(v->ui, _("Show"), labels, 2);

	if (chosen < 0)
		return true;
	((struct absences *)v)->ended = chosen == 1;
	return v->class->load(v, e);
}

const struct action absence_list_actions[] = {
	{ .keys = "",
	  .about = N_("Students who cannot attend normally: why, for how many days, and what is "
		      "done. F9 adds an absence, as a student's page does; F8 ends it when the "
		      "student is back.") },
	{ .name = "absence.edit",
	  .keys = "Enter",
	  .bar = N_("Edit"),
	  .run = edit,
	  .help = N_("Open the absence: its days, reason, care and effect") },
	{ .name = "absence.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RECORD,
	  .run = add,
	  .help = N_("A student who cannot attend normally; a student's page adds one, too") },
	{ .name = "absence.end",
	  .keys = "F8",
	  .bar = N_("End"),
	  .need = MAY_RECORD,
	  .run = end_one,
	  .help = N_("The student is back: the last day of the absence") },
	{ .name = "absence.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Those who cannot attend now, or all of this school year") },
	{ .name = "absence.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = page_of,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

bool absence_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, absence_list_actions))
		return true;
	l = list_new(sizeof(struct absences), v->ui, &class, absence_list_actions);
	return ui_open(&l->view, e);
}
