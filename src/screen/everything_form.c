/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "everything_form.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "export_file.h"
#include "model/everything.h"

struct order {
	int64_t id, rev;
	const char *path, *shape;
};

struct everything_form {
	struct form form;
	int64_t student_id;
};

static const struct choice shapes[] = {
	{ "text", N_("for paper"), NULL },
	{ "json", N_("for a program (JSON)"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000, .help = N_("~ is your own folder") },
	{ FIELD(struct order, shape), .label = N_("Written"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = shapes,
	  .help = N_("pages of 80 columns and 60 lines, or JSON") },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "path", "shape", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("All that is held on a student"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("Every row of every table, and who looked or changed when."));
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	struct everything x = { 0 };
	struct buf text = { 0 };
	bool ok = export_ask(f->view.ui, 1) &&
		  everything_load(session_of(&f->view),
				  ((const struct everything_form *)f)->student_id, &x, e);

	if (ok && *o->shape == 'j')
		everything_json(&x, &text);
	else if (ok)
		everything_text(&x, &text);
	ok = ok && export_write(f, o->path, &text, e);
	if (ok)
		ui_say(f->view.ui, _("All that is held on %s is in %s."), x.name, o->path);
	buf_release(&text);
	everything_release(&x);
	return ok;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
};

const struct action everything_actions[] = {
	{ .keys = "",
	  .about = N_("For guardians who ask what the school holds on their child. A contact that "
		      "was with several students has its text here too: read it before it is "
		      "handed over.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the file") },
	{ 0 },
};

bool everything_open(struct ui *ui, int64_t student_id, const char *student_no, struct err *e)
{
	struct everything_form *f = form_new(sizeof *f, ui, &class, everything_actions);
	size_t safe = strspn(student_no, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					 "0123456789");

	f->student_id = student_id;
	/* a number with slashes, or one that is masked, makes no name of a file */
	form_put(&f->form, "path",
		 student_no[safe] ? "~/daoshi-everything.txt"
				  : arena_printf(&f->form.arena, "~/daoshi-%s.txt", student_no));
	form_put(&f->form, "shape", "text");
	return ui_open(&f->form.view, e);
}
