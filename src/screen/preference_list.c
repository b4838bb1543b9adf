/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preference_list.h"

#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/preference.h"
#include "screen/student.h"
#include "student_filter.h"
#include "ui/ask.h"

static const char *const columns[] = { "class_name",  "student",    "name1", "name2",
				       "name3",       "name4",      "name5", "mentor",
				       "answered_on", "student_no", NULL };

struct choices {
	struct list list;
	bool missing;
	char class_name[40]; /* "": all */
};

static const struct choices *choices_of(const struct list *l)
{
	return (const struct choices *)l;
}

static bool load(struct list *l, struct err *e)
{
	return preference_list(session_of(&l->view), false, &l->rows, e);
}

static bool has_answered(const struct preference *p)
{
	return p->rev != 0;
}

static bool keep(const struct list *l, const void *row)
{
	const struct choices *c = choices_of(l);
	const struct preference *p = row;

	return (!c->missing || !has_answered(p)) &&
	       (!*c->class_name || !strcmp(p->class_name, c->class_name));
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Students' choices"));
}

/* Of the class or the school, whoever of them is shown. */
static void about(const struct list *l, struct buf *out)
{
	const struct choices *c = choices_of(l);
	size_t all = 0, answered = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct preference *p = rowset_at(&l->rows, i);

		if (*c->class_name && strcmp(p->class_name, c->class_name) != 0)
			continue;
		all++;
		answered += has_answered(p);
	}
	if (*c->class_name)
		buf_printf(out, "%s  ", c->class_name);
	buf_printf(out, _("answered: %zu, not yet: %zu"), answered, all - answered);
	if (c->missing)
		buf_text(out, _("  (those who have not)"));
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct preference *p = row;
	bool first = f->offset == offsetof(struct preference, name1);

	if (first && strcmp(p->state, "answered") != 0) {
		buf_text(out, choice_label(preference_states, p->state));
		return has_answered(p) ? STYLE_TEXT : STYLE_SOON;
	}
	field_show(f, row, out);
	return STYLE_TEXT;
}

static bool has_namesake(const struct list *l, const struct preference *p)
{
	for (size_t i = 0; i < l->rows.count; i++) {
		const struct preference *other = rowset_at(&l->rows, i);

		if (other->id != p->id && !strcmp(other->student, p->student))
			return true;
	}
	return false;
}

/* Long names, of which the columns show the beginning; and who is meant, of two called alike. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct preference *p = row;
	bool cut = has_namesake(l, p);

	for (size_t c = 0; c < l->columns; c++) {
		const struct field *f = l->column[c].field;

		cut = cut || (f->kind == FIELD_NAME && text_width(field_text(f, p)) > f->width);
	}
	if (cut)
		preference_say(p, out);
}

static const char *say_empty(const struct list *l)
{
	bool may = l->view.ui->may & MAY_CHOICES;

	if (!l->rows.count)
		return app_year_is_over(&l->view)
			       ? app_year_is_over(&l->view)
			       : _("No students here. F2 lists the students; who are in it can "
				   "choose mentors.");
	if (choices_of(l)->missing)
		return _("All of them have answered. F6 shows the answers.");
	return may ? _("Nobody here. F6 shows others.") : _("Nobody is shown. F6 shows others.");
}

static const struct list_class class = {
	.fields = preference_fields,
	.stride = sizeof(struct preference),
	.columns = columns,
	.natural = "class_name",
	.load = load,
	.keep = keep,
	.title = title,
	.about = about,
	.cell = cell,
	.tell = tell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || preference_form_open(v->ui, id, e);
}

bool preference_ask_remove(struct view *v, int64_t student_id, bool *removed, struct err *e)
{
	struct session *s = session_of(v);
	struct rowset set;
	bool ok = preference_get(s, student_id, &set, e);

	if (removed)
		*removed = false;
	if (ok) {
		const struct preference *p = rowset_at(&set, 0);

		if (!p->rev) {
			ui_say(v->ui, _("%s has not answered yet."), p->student);
		} else if (ask_yes(v->ui, _("Remove the answer, as if it had never been given?"),
				   _("remove"), _("keep"))) {
			ok = preference_remove(s, student_id, p->rev, e);
			if (ok) {
				app_saved(v, _("removal of %s's choices"), p->student);
				ui_changed(v->ui);
				ui_say(v->ui, _("%s: the answer is removed."), p->student);
			}
			if (removed)
				*removed = ok;
		}
	}
	rowset_release(&set);
	return ok;
}

static bool take_away(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || preference_ask_remove(v, id, NULL, e);
}

static bool page_of(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || student_detail_open(v->ui, id, e);
}

static const char *class_of(const void *row)
{
	return ((const struct preference *)row)->class_name;
}

static bool filter(struct view *v, struct err *e)
{
	const char *const labels[] = { _("all"), _("those who have not answered"), _("a class") };
	struct choices *c = (struct choices *)v;
	int chosen = ask_choice(v->ui, _("Show"), labels, 3);

	(void)e;
	if (chosen < 0)
		return true;
	if (chosen == 2 &&
	    !student_filter_class(&c->list, class_of, c->class_name, sizeof c->class_name))
		return true;
	if (!chosen)
		c->class_name[0] = '\0';
	c->missing = chosen == 1;
	list_refilter(&c->list);
	return true;
}

const struct action preference_list_actions[] = {
	{ .keys = "",
	  .about = N_("Whom the students would like for a mentor, first choice first, and who has "
		      "not answered yet. Slips of paper are keyed with F9, a line each; what a "
		      "survey wrote the office imports with Ctrl-G.") },
	{ .name = "preference.edit",
	  .keys = "Enter",
	  .bar = N_("Edit"),
	  .need = MAY_CHOICES,
	  .run = edit,
	  .help = N_("The student's choices, one below the other") },
	{ .name = "preference.slips",
	  .keys = "F9",
	  .bar = N_("Slips"),
	  .need = MAY_CHOICES,
	  .run = preference_slips_open,
	  .help = N_("Key slips of paper, a line each: student number, mentors' numbers") },
	{ .name = "preference.filter",
	  .keys = "F6 f",
	  .bar = N_("Filter"),
	  .run = filter,
	  .help = N_("All, those who have not answered, or those of a class") },
	{ .name = "preference.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_CHOICES,
	  .run = take_away,
	  .help = N_("Remove the student's answer, as if it had never been given") },
	{ .name = "preference.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = page_of,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

bool preference_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, preference_list_actions))
		return true;
	l = list_new(sizeof(struct choices), v->ui, &class, preference_list_actions);
	return ui_open(&l->view, e);
}
