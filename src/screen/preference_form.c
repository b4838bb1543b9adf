/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/mentor.h"
#include "model/preference.h"
#include "preference_list.h"
#include "screen/mentor.h"

static const struct preference *preference_of(const struct form *f)
{
	return f->thing;
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "choice1", "choice2", "choice3",     "choice4",
					     "choice5", "anybody", "answered_on", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	const struct preference *p = preference_of(f);
	struct buf what = { 0 };

	buf_printf(&what, _("Choices of %s, %s"), p->student, p->class_name);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	const struct preference *p = preference_of(f);

	if (p->mentor && *p->mentor)
		buf_printf(out, _("Mentor now: %s. "), p->mentor);
	buf_text(out, _("A letter in a choice opens the list of mentors."));
}

static int place_of(const struct field *field)
{
	return (int)((field->offset - offsetof(struct preference, choice1)) / sizeof(int64_t));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const char *name = preference_of(f)->name[place_of(field)];

	buf_text(out, preference_of(f)->choice[place_of(field)] && name ? name : "");
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	struct rowset set;
	int64_t id;
	bool ok;

	if (!list_pick(mentor_list_new(f->view.ui),
		       arena_printf(&f->arena, _("%s of %s?"), _(field->label),
				    preference_of(f)->student),
		       typed, &id))
		return false;
	ok = mentor_get(session_of(&f->view), id, &set, &e);
	if (ok) {
		form_put_id(f, field->name, id);
		form_put(f, arena_printf(&f->arena, "name%d", place_of(field) + 1),
			 ((const struct mentor *)rowset_at(&set, 0))->name);
		form_set(f, "anybody", "");
	} else {
		ui_fail(f->view.ui, &e);
	}
	rowset_release(&set);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct preference *p = f->thing;
	struct buf said = { 0 };

	if (!preference_save(session_of(&f->view), p, e))
		return false;
	preference_say(p, &said);
	ui_say(f->view.ui, _("Saved: %s"), buf_str(&said));
	buf_release(&said);
	return true;
}

static bool take_away(struct view *v, struct err *e)
{
	bool removed;

	if (!preference_ask_remove(v, preference_of((const struct form *)v)->id, &removed, e))
		return false;
	if (removed)
		ui_close(v);
	return true;
}

/* A choice says something by what stands before it. */
static const char *const together[] = { "choice1 choice2 choice3 choice4 choice5 anybody", NULL };

static const struct form_class class = {
	.fields = preference_fields,
	.size = sizeof(struct preference),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.together = together,
	.draft = "preference",
};

const struct action preference_form_actions[] = {
	{ .keys = "",
	  .about = N_("Up to five mentors, whom the student would like most first; or 1 at "
		      "\"anybody\". All of it is saved at once and takes the place of what the "
		      "student answered before in this school year.") },
	{ .name = "preference_form.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_CHOICES,
	  .run = take_away,
	  .help = N_("Remove the student's answer, as if it had never been given") },
	{ 0 },
};

bool preference_form_open(struct ui *ui, int64_t student_id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, student_id, preference_get, e);

	if (!f)
		return false;
	f->view.actions = preference_form_actions;
	return ui_open(&f->view, e);
}
