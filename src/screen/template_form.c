/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template_form.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "export_file.h"
#include "model/template.h"
#include "ui/form.h"

struct order {
	int64_t id, rev;
	const char *kind, *path, *format;
};

static const struct choice kinds[] = {
	{ "students", N_("students"), NULL },
	{ "mentors", N_("mentors"), NULL },
	{ "assignments", N_("assignments"), NULL },
	{ "preferences", N_("students' choices"), NULL },
	{ "mentor-preferences", N_("mentors' wishes"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, kind), .label = N_("What"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = kinds,
	  .help = N_("what is to stand in the file: a row for each") },
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000,
	  .help = N_("~ is your own folder; a file that is there is asked about") },
	{ FIELD(struct order, format), .label = N_("Format"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = export_formats,
	  .help = N_("only a workbook has hints and lists to choose from") },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "kind", "path", "format", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Template"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("An empty roster: filled in, it is imported as it is."));
}

static bool fill(void *arg, struct table_out *t, struct err *e)
{
	struct form *f = arg;
	const struct order *o = f->thing;

	return template_write(session_of(&f->view), import_kind_named(o->kind), t, e);
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	bool told;

	if (!export_fits(o->path, export_end(o->format), e) ||
	    !export_table(f, o->path, table_format_named(o->format), fill, f, &told, e))
		return false;
	if (!told)
		ui_say(f->view.ui, _("The template is in %s: fill it in, and import it here."),
		       o->path);
	return true;
}

/* The proposed name says what is in the file. */
static void changed(struct form *f, const struct field *field)
{
	const struct order *o = f->thing;

	if (!strcmp(field->name, "format") && o->format)
		export_rename(f, o->path, export_end(o->format));
	if (!strcmp(field->name, "kind") && o->kind && o->format)
		export_propose(f, o->kind, export_end(o->format));
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.changed = changed,
};

const struct action template_form_actions[] = {
	{ .keys = "",
	  .about = N_("Writes an empty roster with the columns that the import knows, with hints, "
		      "and with lists to choose from for sex, status, class and mentor.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the template") },
	{ 0 },
};

static bool open_template(struct view *v, struct err *e)
{
	struct form *f = form_new(sizeof *f, v->ui, &class, template_form_actions);

	form_put(f, "kind", "students");
	form_put(f, "format", "xlsx");
	export_propose(f, "students", ".xlsx");
	return ui_open(&f->view, e);
}

const struct action template_actions[] = {
	{ .name = "import.template",
	  .keys = "C-t",
	  .bar = N_("Template"),
	  .need = MAY_IMPORT,
	  .run = open_template,
	  .help = N_("An empty roster to be filled in, with hints and lists to choose from") },
	{ 0 },
};
