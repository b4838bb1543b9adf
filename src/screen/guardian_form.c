/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guardian_form.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/guardian.h"
#include "ui/ask.h"

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "name", "relation", "phone", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Guardian"));
}

/* One of that name, whom somebody else may just have entered, would be changed unseen. */
static bool is_first_so_called(struct form *f, struct err *e)
{
	const struct guardian *g = f->thing;
	struct rowset set;
	bool ok = guardian_list(session_of(&f->view), g->student_id, &set, e);

	for (size_t i = 0; ok && i < set.count; i++)
		if (!strcmp(((const struct guardian *)rowset_at(&set, i))->name, g->name))
			ok = err_field(e, "name", "%s",
				       _("This student has a guardian of that name already."));
	rowset_release(&set);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct guardian *g = f->thing;

	if ((!g->id && !is_first_so_called(f, e)) || !guardian_save(session_of(&f->view), g, e))
		return false;
	ui_say(f->view.ui, _("%s is saved."), g->name);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(&((const struct guardian *)f->thing)->student_id, 1, out);
}

/* A name and the number of another one would ring up the wrong person. */
static const char *const together[] = { "name relation phone", NULL };

static const struct form_class class = {
	.fields = guardian_fields,
	.size = sizeof(struct guardian),
	.shown = shown,
	.save = save,
	.title = title,
	.draft = "guardian",
	.draft_about = draft_about,
	.together = together,
	.anew = form_anew,
};

static bool take_away(struct view *v, struct err *e)
{
	const struct guardian *g = ((struct form *)v)->thing;
	struct ui *ui = v->ui;

	if (!g->id || !ask_yes(ui, _("Remove this guardian?"), _("remove"), _("keep")))
		return true;
	if (!guardian_remove(session_of(v), g->id, g->rev, e))
		return false;
	app_saved(v, _("removal of guardian %s"), g->name);
	ui_close(v);
	ui_changed(ui);
	ui_say(ui, "%s", _("The guardian is removed."));
	return true;
}

const struct action guardian_form_actions[] = {
	{ .keys = "",
	  .about =
		  N_("A guardian of the student. A name is enough. The number is masked, and stays "
		     "as it is unless another one is typed over it; v on the student's page "
		     "shows it. The records stay when a guardian is removed, and name nobody "
		     "then.") },
	{ .name = "guardian.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = take_away,
	  .help = N_("Remove the guardian") },
	{ 0 },
};

bool guardian_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, id, guardian_get, e);

	if (!f)
		return false;
	f->view.actions = guardian_form_actions;
	form_put_id(f, "student_id", student_id);
	return ui_open(&f->view, e);
}
