/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/setup.h"

#include "base/i18n.h"
#include "base/text.h"

struct school {
	int64_t id, rev;
	const char *name;
};

static const struct field fields[] = {
	{ FIELD(struct school, name), .label = N_("School"), .kind = FIELD_TEXT, .width = 30,
	  .help = N_("Ctrl-S or Enter makes the file; the name may stay empty") },
	{ 0 },
};

struct setup {
	struct form form;
	const char *path;
	int today;
	struct session *session;
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "name", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	(void)f;
	buf_printf(out, "daoshi  %s", _("A new school"));
}

static void about(const struct form *f, struct buf *out)
{
	struct buf path = { 0 };

	buf_printf(out, _("Shall it be made? There is no file %s yet."),
		   text_quote(&path, ((const struct setup *)f)->path));
	buf_release(&path);
}

static bool save(struct form *f, struct err *e)
{
	struct setup *setup = (struct setup *)f;
	const struct school *school = f->thing;

	return session_create(setup->session, setup->path, school->name ? school->name : "",
			      setup->today, e);
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct school),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
};

const struct action setup_actions[] = {
	{ .keys = "",
	  .about = N_("The school's data are kept in one file. It is made here, with the usual "
		      "key dates and rules of Shanghai; both can be changed later.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Make"),
	  .run = form_save,
	  .help = N_("Make the file") },
	{ 0 },
};

struct form *setup_new(struct ui *ui, const char *path, int today, struct session *session)
{
	struct setup *setup = form_new(sizeof *setup, ui, &class, setup_actions);

	setup->path = path;
	setup->today = today;
	setup->session = session;
	return &setup->form;
}
