/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "training_form.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/training.h"

struct training_form {
	struct form form;
	struct list *sessions; /* below, and there as long */
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "date", "level", "title", "place", "credits", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	const struct training *t = f->thing;

	app_title(&f->view, out, t->id ? _("Training") : _("New training"));
}

static bool save(struct form *f, struct err *e)
{
	struct training *t = f->thing;

	if (!training_save(session_of(&f->view), t, e))
		return false;
	list_want(((struct training_form *)f)->sessions, t->id);
	ui_say(f->view.ui, _("%s is saved."), t->title);
	return true;
}

const struct action training_form_actions[] = {
	{ .keys = "",
	  .about = N_("A session of training. Everybody who was there gets its credits; who "
		      "that was is marked on the sheet (Enter in the list of trainings).") },
	{ 0 },
};

static const struct form_class class = {
	.fields = training_fields,
	.size = sizeof(struct training),
	.shown = shown,
	.save = save,
	.title = title,
	.anew = form_anew,
	.actions = training_form_actions,
	.draft = "training",
};

bool training_form_open(struct list *sessions, int64_t id, struct err *e)
{
	struct ui *ui = sessions->view.ui;
	struct form *f = app_form(ui, &class, sizeof(struct training_form), id, training_get, e);

	if (!f)
		return false;
	((struct training_form *)f)->sessions = sessions;
	if (!id)
		form_put(f, "date", session_of(&f->view)->today_iso);
	return ui_open(&f->view, e);
}
