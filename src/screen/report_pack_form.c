/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_pack_form.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "export_file.h"
#include "model/report_pack.h"
#include "ui/ask.h"

struct order {
	int64_t id, rev;
	const char *shape, *names, *path;
};

static const struct choice shapes[] = {
	{ "page", N_("page to print (.html)"), NULL },
	{ "xlsx", N_("workbook (.xlsx)"), NULL },
	{ 0 },
};

static const struct choice yes_or_no[] = {
	{ "no", N_("no"), NULL },
	{ "yes", N_("yes"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, shape), .label = N_("Written"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = shapes,
	  .help = N_("a page is opened in a browser and printed; a workbook has a sheet a part") },
	{ FIELD(struct order, names), .label = N_("Names"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = yes_or_no,
	  .help = N_("the lists of students behind the figures too: for the school alone") },
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000, .help = N_("~ is your own folder") },
	{ 0 },
};

static bool is_page(const struct form *f)
{
	return *((const struct order *)f->thing)->shape == 'p';
}

static const char *ending(const struct form *f)
{
	return is_page(f) ? ".html" : ".xlsx";
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "shape", "names", "path", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Inspection pack"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("Answers for the head first, then every section with its figures."));
}

static void changed(struct form *f, const struct field *field)
{
	if (field->offset == offsetof(struct order, shape))
		export_rename(f, ((const struct order *)f->thing)->path, ending(f));
}

static bool write_page(struct form *f, const struct report_pack *pack, struct err *e)
{
	struct page p = { 0 };
	bool ok;

	report_pack_page(session_of(&f->view), pack, &p);
	ok = export_write(f, ((const struct order *)f->thing)->path, &p.out, e);
	page_release(&p);
	return ok;
}

static bool fill(void *arg, struct table_out *t, struct err *e)
{
	(void)e;
	report_pack_table(arg, t);
	return true;
}

static bool write_out(struct form *f, struct report_pack *pack, struct err *e)
{
	const char *path = ((const struct order *)f->thing)->path;
	bool told = false;

	if (!(is_page(f) ? write_page(f, pack, e)
			 : export_table(f, path, TABLE_XLSX, fill, pack, &told, e)))
		return false;
	if (!told)
		ui_say(f->view.ui, _("The inspection pack is in %s."), path);
	return true;
}

static bool may_leave(struct form *f, bool names)
{
	return !names ||
	       ask_yes(f->view.ui, _("Students' names leave this system; it is put on record."),
		       _("go on"), _("go back"));
}

static bool save(struct form *f, struct err *e)
{
	bool names = *((const struct order *)f->thing)->names == 'y', ok;
	struct report_pack pack = { 0 };

	if (!export_fits(((const struct order *)f->thing)->path, ending(f), e) ||
	    !may_leave(f, names))
		return false;
	ok = report_pack_load(session_of(&f->view), names, &pack, e) && write_out(f, &pack, e);
	report_pack_release(&pack);
	return ok;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.changed = changed,
	.save = save,
	.title = title,
	.about = about,
};

const struct action report_pack_actions[] = {
	{ .keys = "",
	  .about = N_("Everything that an inspection asks, in one file, each figure with how it is "
		      "counted. Without names it can be handed over as it is.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the file") },
	{ 0 },
};

bool report_pack_open(struct view *v, struct err *e)
{
	struct form *f = form_new(sizeof *f, v->ui, &class, report_pack_actions);

	form_put(f, "shape", "page");
	form_put(f, "names", "no");
	export_propose(f, "inspection", ".html");
	return ui_open(&f->view, e);
}
