/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app_private.h"
#include "base/i18n.h"
#include "model/mentor.h"
#include "screen/mentor.h"

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "name",     "staff_no", "subject", "phone",
					     "capacity", "status",   NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	const struct mentor *m = f->thing;

	app_title(&f->view, out, m->id ? _("Mentor") : _("New mentor"));
}

static bool save(struct form *f, struct err *e)
{
	struct mentor *m = f->thing;

	if (!mentor_save(session_of(&f->view), m, e))
		return false;
	ui_say(f->view.ui, _("%s is saved."), m->name);
	return true;
}

const struct action mentor_form_actions[] = {
	{ .keys = "",
	  .about = N_("A mentor. Name and staff number are enough. Whoever leaves keeps the "
		      "records; the students are assigned anew.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = mentor_fields,
	.size = sizeof(struct mentor),
	.shown = shown,
	.save = save,
	.title = title,
	.anew = form_anew,
	.actions = mentor_form_actions,
	.draft = "mentor",
};

bool mentor_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof *f, id, mentor_get, e);

	if (f && !id)
		form_put(f, "status", "active");
	return f && ui_open(&f->view, e);
}
