/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "letter_form.h"
#include "model/account.h"
#include "model/matching.h"
#include "model/mentor.h"
#include "screen/checklist.h"
#include "screen/match.h"
#include "screen/mentor.h"
#include "screen/report_view.h"
#include "ui/ask.h"

static const char *const columns[] = { "name", "load_of", "overdue",  "soon",  "open",
				       "met",  "subject", "staff_no", "phone", NULL };

struct mentors {
	struct list list;
	enum mentors_shown which;
};

static enum mentors_shown which_of(const struct list *l)
{
	return ((const struct mentors *)l)->which;
}

static bool load(struct list *l, struct err *e)
{
	struct session *s = session_of(&l->view);

	/* one who left and still leads somebody is past any capacity */
	bool with_left = which_of(l) == MENTORS_ALL || which_of(l) == MENTORS_PAST_CAPACITY;

	return mentor_list(s, with_left, &l->rows, e) && mentor_count_work(s, &l->rows, e);
}

static bool is_shown(const struct session *s, const struct mentor *m, enum mentors_shown which)
{
	int64_t capacity = m->capacity ? m->capacity : s->rules.mentor_capacity;

	if (which == MENTORS_WITHOUT_STUDENTS)
		return !m->load && m->status && !strcmp(m->status, "active");
	return which != MENTORS_PAST_CAPACITY || m->load > capacity;
}

/* A mentor sees one's own figures; colleagues have none to show. */
static bool keep(const struct list *l, const void *row)
{
	const struct session *s = session_of(&l->view);
	const struct mentor *m = row;

	return (l->picked || s->scope == SCOPE_EVERYBODY || m->id == s->mentor_id) &&
	       is_shown(s, m, which_of(l));
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Mentors"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t idle = 0;

	for (size_t i = 0; i < l->shown_count; i++)
		idle += !((const struct mentor *)rowset_at(&l->rows, l->shown[i]))->load;
	buf_printf(out, _("%zu mentors, %zu without students"), l->shown_count, idle);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct mentor *m = row;

	field_show(f, row, out);
	if (f->offset == offsetof(struct mentor, overdue) && m->overdue)
		return STYLE_LATE;
	if (f->offset == offsetof(struct mentor, soon) && m->soon)
		return STYLE_SOON;
	return STYLE_TEXT;
}

static const char *say_empty(const struct list *l)
{
	const struct session *s = session_of(&l->view);

	if (l->picked || !l->rows.count)
		return which_of(l) == MENTORS_THERE && !l->picked &&
				       l->view.ui->may & MAY_EDIT_PEOPLE
			       ? _("No mentors here. F9 adds one, Ctrl-G imports a roster, F6 "
				   "shows others.")
			       : app_no_mentors(l);
	if (s->scope != SCOPE_EVERYBODY)
		return s->mentor_id ? _("You are not among these. F6 shows others.")
				    : _("Your account names no mentor. The office enters who you "
					"are; F12 goes to the first screen.");
	return which_of(l) == MENTORS_WITHOUT_STUDENTS
		       ? _("Every mentor on duty has students. F6 shows others.")
		       : _("No mentor has more students than the capacity. F6 shows others.");
}

static const struct list_class class = {
	.fields = mentor_fields,
	.stride = sizeof(struct mentor),
	.table = "mentor",
	.columns = columns,
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
};

static bool checklist(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || ui_open(checklist_new(v->ui, id), e);
}

static bool letters(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || letter_form_of_mentor(v->ui, id, e);
}

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((struct list *)v);

	return !id || mentor_form_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return mentor_form_open(v->ui, 0, e);
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { [MENTORS_THERE] = _("on duty"),
				       [MENTORS_ALL] = _("also those who left"),
				       [MENTORS_WITHOUT_STUDENTS] = _("without students"),
				       [MENTORS_PAST_CAPACITY] = _("past capacity") };
	int choice = ask_choice(v->ui, _("Show"), labels, sizeof labels / sizeof *labels);

	if (choice < 0)
		return true;
	((struct mentors *)v)->which = (enum mentors_shown)choice;
	return v->class->load(v, e);
}

static bool me(struct view *v, struct err *e)
{
	const struct mentor *m = list_current((struct list *)v);

	if (!m)
		return true;
	if (!account_is_mentor(session_of(v), m->id, e))
		return false;
	ui_say(v->ui, _("From the next start on, daoshi opens with the checklist of %s."), m->name);
	return true;
}

/* All the students in one go, with the least change for everybody else. */
static bool leaves(struct view *v, struct err *e)
{
	const struct mentor *m = list_current((struct list *)v);
	struct match_asked asked = { .method = match_methods[0].code,
				     .aim = match_aims[0].code,
				     .who = "leaving" };
	int64_t run;

	if (!m)
		return true;
	asked.leaving = m->id;
	return match_propose(session_of(v), &asked, &run, e) && match_review_open(v->ui, run, e);
}

/* What is asked for when the year's work is assessed (clause 六(四)). */
static bool record(struct view *v, struct err *e)
{
	const struct mentor *m = list_current((struct list *)v);
	const struct report_of of = { .mentor_id = m ? m->id : 0 };

	return !m || report_view_open(v->ui, report_named("record"), &of, m->name, e);
}

const struct action mentor_list_actions[] = {
	{ .keys = "",
	  .about =
		  N_("The mentors: how many students each leads, and how much of their work is "
		     "overdue, due soon, open and done. Enter shows a mentor's checklist. A mentor "
		     "sees the own line alone.") },
	{ .name = "mentor.checklist",
	  .keys = "Enter Tab",
	  .bar = N_("Checklist"),
	  .run = checklist,
	  .help = N_("The mentor's checklist") },
	{ .name = "mentor.edit",
	  .keys = "C-e e",
	  .bar = N_("Edit"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = edit,
	  .help = N_("Change what is known of the mentor") },
	{ .name = "mentor.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = add,
	  .help = N_("Add a mentor") },
	{ .name = "mentor.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("Show those who left, too; or those without students, or with too many") },
	{ .name = "mentor.letters",
	  .keys = "",
	  .need = MAY_READ_NOTES,
	  .run = letters,
	  .help = N_("Feedback letters, to be printed") },
	{ .name = "mentor.record",
	  .keys = "1",
	  .run = record,
	  .help = N_("The mentor's record of the year: what was owed, done, and when") },
	{ .name = "mentor.leaves",
	  .keys = "", /* from the menu: seldom */
	  .need = MAY_ASSIGN,
	  .run = leaves,
	  .help = N_("The mentor leaves: propose others for all the students in one go") },
	{ .name = "mentor.me",
	  .keys = "C-o",
	  .need = MAY_ASSIGN,
	  .run = me,
	  .help = N_("This is me: begin with this mentor's checklist") },
	{ 0 },
};

struct list *mentor_list_new(struct ui *ui)
{
	return list_new(sizeof(struct mentors), ui, &class, mentor_list_actions);
}

bool mentor_list_open(struct ui *ui, enum mentors_shown shown, struct err *e)
{
	struct mentors *m = list_new(sizeof *m, ui, &class, mentor_list_actions);

	m->which = shown;
	return ui_open(&m->list.view, e);
}

bool mentor_list_show(struct view *v, struct err *e)
{
	return ui_return_to(v->ui, mentor_list_actions) ||
	       ui_open(&mentor_list_new(v->ui)->view, e);
}
