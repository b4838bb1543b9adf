/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One condition: what its kind takes, and nothing else. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "condition_list.h"
#include "model/condition.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/mentor.h"
#include "screen/student.h"
#include "ui/ask.h"

struct condition_form {
	struct form form;
	const char *names[8]; /* of the fields shown; ended by NULL */
};

static const struct {
	unsigned part;
	const char *field;
} parts[] = {
	{ CONDITION_STUDENT, "student_id" }, { CONDITION_OTHER, "other_id" },
	{ CONDITION_MENTOR, "mentor_id" },   { CONDITION_NUMBER, "number" },
	{ CONDITION_SOFT, "weight" },
};

static const char *const *shown(const struct form *f)
{
	struct condition_form *c = (struct condition_form *)f;
	const char *kind = ((const struct condition *)f->thing)->kind;
	unsigned may = condition_takes(kind).may;
	bool siblings = !strcmp(kind, "siblings");
	size_t n = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (may & parts[i].part)
			c->names[n++] = siblings && parts[i].part == CONDITION_NUMBER
						? "way"
						: parts[i].field;
	c->names[n++] = "note";
	c->names[n] = NULL;
	return c->names;
}

static void title(const struct form *f, struct buf *out)
{
	const struct condition *c = f->thing;
	struct buf what = { 0 };

	buf_printf(&what, _("Condition: %s"), choice_label(condition_kinds, c->kind));
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static const char *what_it_means(const struct condition *c)
{
	static const struct choice means[] = {
		{ "keep", N_("Without a student: all keep the mentors they have."), NULL },
		{ "campus", N_("Who has no campus (see there) fits every one."), NULL },
		{ "grade", N_("Mentors' grades; who has none fits every grade."), NULL },
		{ "group", N_("Who is of no group fits every one."), NULL },
		{ "class_teacher", N_("Who has a class by the account gets its students alone."),
		  NULL },
		{ "siblings", N_("Students who share a guardian's telephone number."), NULL },
		{ "least", N_("Without a mentor: for each of them, as far as students go."), NULL },
		{ "capacity", N_("It wins over the mentor's own number; 0: none this year."),
		  NULL },
		{ "fixed", N_("This student gets this mentor."), NULL },
		{ "forbidden", N_("This student never gets this mentor."), NULL },
		{ "together", N_("These two get the same mentor."), NULL },
		{ "apart", N_("These two get different mentors."), NULL },
		{ 0 },
	};

	return choice_label(means, c->kind);
}

static void about(const struct form *f, struct buf *out)
{
	buf_text(out, what_it_means(f->thing));
}

static void add_name(struct buf *out, const char *name, const char *class_name)
{
	buf_text(out, name ? name : "");
	if (name && class_name && *class_name)
		buf_printf(out, " %s", class_name);
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct condition *c = f->thing;

	if (!strcmp(field->name, "student_id") && c->student_id)
		add_name(out, c->student, c->class_name);
	else if (!strcmp(field->name, "other_id") && c->other_id)
		add_name(out, c->other, c->other_class);
	else if (!strcmp(field->name, "mentor_id") && c->mentor_id)
		add_name(out, c->mentor, NULL);
}

/* With the class, by which two of one name are told apart. */
static bool put_student(struct form *f, const char *field, const char *class_field, int64_t id,
			struct err *e)
{
	struct rowset set;
	bool ok = student_get(session_of(&f->view), id, &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		form_put(f, class_field, st->class_name);
		ok = app_put_named(f, field, id, student_get, e);
	}
	rowset_release(&set);
	return ok;
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct ui *ui = f->view.ui;
	struct err e = { 0 };
	int64_t id;
	bool ok;

	if (!strcmp(field->name, "mentor_id")) {
		if (!list_pick(mentor_list_new(ui), _("Which mentor?"), typed, &id))
			return false;
		ok = app_put_named(f, "mentor", id, mentor_get, &e);
	} else {
		bool other = !strcmp(field->name, "other_id");

		if (!list_pick(student_list_new(ui),
			       other ? _("And which other student?") : _("Which student?"), typed,
			       &id))
			return false;
		ok = put_student(f, other ? "other" : "student",
				 other ? "other_class" : "class_name", id, &e);
	}
	if (!ok)
		ui_fail(ui, &e);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct condition *c = f->thing;
	struct view *below = f->view.below;
	struct buf says = { 0 };

	if (c->way && *c->way)
		c->number = strcmp(c->way, "apart") ? 1 : 2;
	if (!condition_save(session_of(&f->view), c, e))
		return false;
	condition_says(c, &says);
	app_saved(&f->view, _("the condition: %s"), says.at);
	if (below && below->actions == condition_list_actions)
		list_want((struct list *)below, c->id);
	ui_say(f->view.ui, _("Saved: %s."), says.at);
	buf_release(&says);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	buf_text(out, ((const struct condition *)f->thing)->kind);
}

static const struct action condition_about[] = {
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("One condition of this year's matching. With weight 0 it must hold; a weight "
		      "of 1 to 1000 makes a wish of it, which gives way where it costs more than "
		      "it is worth, the lighter first. The office alone reads it.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = condition_fields,
	.size = sizeof(struct condition),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.anew = form_anew,
	.actions = condition_about,
	.draft = "condition",
	.draft_about = draft_about,
};

static bool take_away(struct view *v, struct err *e)
{
	const struct condition *c = ((struct form *)v)->thing;
	struct ui *ui = v->ui;

	if (!c->id || !ask_yes(ui, _("Remove this condition?"), _("remove"), _("keep")))
		return true;
	if (!condition_remove(session_of(v), c->id, c->rev, e))
		return false;
	app_saved(v, "%s", _("removal of a condition"));
	ui_close(v);
	ui_changed(ui);
	ui_say(ui, "%s", _("The condition is removed."));
	return true;
}

const struct action condition_form_actions[] = {
	{ .more = condition_about },
	{ .name = "condition.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_ASSIGN,
	  .run = take_away,
	  .help = N_("Remove the condition") },
	{ 0 },
};

/* A number that is likely, to be typed over. */
static int64_t usual_number(const struct session *s, const char *kind)
{
	return !strcmp(kind, "capacity") ? s->rules.mentor_capacity : 1;
}

bool condition_form_open(struct ui *ui, const char *kind, int64_t id, struct err *e)
{
	struct condition_form *f =
		(struct condition_form *)app_form(ui, &class, sizeof *f, id, condition_get, e);

	if (!f)
		return false;
	f->form.view.actions = condition_form_actions;
	if (!id) {
		form_put(&f->form, "kind", kind);
		if (!strcmp(kind, "siblings"))
			form_put(&f->form, "way", "together");
		form_put_id(&f->form, "number",
			    condition_takes(kind).may & CONDITION_NUMBER
				    ? usual_number(session_of(&f->form.view), kind)
				    : FIELD_UNKNOWN);
	}
	return ui_open(&f->form.view, e);
}
