/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app_private.h"
#include "base/i18n.h"
#include "belonging_list.h"
#include "export_file.h"
#include "import_report.h"
#include "model/import_preview.h"
#include "preference_list.h"
#include "screen/import.h"
#include "template_form.h"

/* What is asked for, as text; "" is found out. */
struct order {
	int64_t id, rev;
	const char *path, *kind, *encoding, *separator, *joined, *reason, *partial;
};

static const struct choice kinds[] = {
	{ "students", N_("students"), NULL },
	{ "mentors", N_("mentors"), NULL },
	{ "assignments", N_("assignments"), NULL },
	{ "accounts", N_("accounts"), NULL },
	{ "belongings", N_("campus, grade, group"), NULL },
	{ "preferences", N_("students' choices"), NULL },
	{ "mentor-preferences", N_("mentors' wishes"), NULL },
	{ 0 },
};
static const struct choice encodings[] = {
	{ "UTF-8", "UTF-8", NULL },
	{ "GB18030", "GB18030", NULL },
	{ "BIG5", "BIG5", NULL },
	{ "UTF-16", "UTF-16", NULL },
	{ 0 },
};
static const struct choice separators[] = {
	{ "comma", N_("comma"), NULL },
	{ "semicolon", N_("semicolon"), NULL },
	{ "tab", N_("tab"), NULL },
	{ 0 },
};
static const struct choice partials[] = {
	{ "all", N_("all rows or none"), NULL },
	{ "good", N_("the good rows"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct order, kind), .label = N_("What"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = kinds,
	  .help = N_("what stands in the file: a row for each") },
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000,
	  .help = N_("a workbook (xlsx, ods), a CSV or a text file; ~ is your own folder") },
	{ FIELD(struct order, partial), .label = N_("Take"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = partials,
	  .help = N_("what to do where some rows are wrong") },
	{ FIELD(struct order, encoding), .label = N_("Encoding"), .kind = FIELD_CHOICE,
	  .choices = encodings, .help = N_("none chosen: found out; the result says which") },
	{ FIELD(struct order, separator), .label = N_("Separator"), .kind = FIELD_CHOICE,
	  .choices = separators, .help = N_("none chosen: found out; the result says which") },
	{ FIELD(struct order, joined), .label = N_("Joined"), .kind = FIELD_DATE,
	  .help = N_("first day of new students; empty: the year's first day, or today") },
	{ FIELD(struct order, reason), .label = N_("Reason"), .kind = FIELD_TEXT, .max = 200,
	  .help = N_("for mentors with more students than the rule says") },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "kind",      "path",   "partial", "encoding",
					     "separator", "joined", "reason",  NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Import a roster"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("First a dry run: nothing is changed before you have seen the result."));
}

static const char *or_null(const char *s)
{
	return s && *s ? s : NULL;
}

static bool open_columns(struct form *f, const struct import_options *options,
			 const struct import_preview *p, struct err *e)
{
	struct buf said = { 0 };
	bool ok;

	if (p->fits != IMPORT_KINDS)
		buf_printf(&said,
			   _("These look like columns of %s: Esc goes back to choose that, Enter "
			     "says what a column is."),
			   choice_label(kinds, import_kind_name(p->fits)));
	else if (*p->lacking)
		buf_printf(&said,
			   _("No column is known as %s. Enter on the right one says so, Ctrl-S "
			     "tries it out."),
			   p->lacking);
	else
		buf_text(&said, _("There are several sheets: F6 takes another, Ctrl-S tries this "
				  "one out."));
	ok = import_columns_open(f->view.ui, options, buf_str(&said), e);
	buf_release(&said);
	return ok;
}

/* A workbook's first sheet often says how to fill in the others. One that cannot be read is no
 * reason to stop: it may be none of theirs. */
static void find_sheet(struct session *s, struct import_options *o, struct import_preview *p)
{
	enum { MOST = 12 };

	for (size_t i = 0; *p->lacking && i < p->sheets.count && i < MOST; i++) {
		const struct import_sheet *sheet = rowset_at(&p->sheets, i);
		struct import_options other = *o;
		struct import_preview q;
		struct err e = { 0 };

		if (sheet->chosen)
			continue;
		other.sheet = sheet->name;
		if (import_preview(s, &other, &q, &e) && !*q.lacking) {
			o->sheet = ((const struct import_sheet *)rowset_at(&q.sheets, i))->name;
			import_preview_release(p);
			*p = q;
			return;
		}
		import_preview_release(&q);
	}
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	struct buf path = { 0 };
	struct import_options options = { .kind = import_kind_named(o->kind),
					  .encoding = or_null(o->encoding),
					  .separator = or_null(o->separator),
					  .joined = or_null(o->joined),
					  .reason = or_null(o->reason),
					  .partial = o->partial[0] == 'g' };
	struct import_preview p;
	bool ok;

	export_path(o->path, &path);
	options.path = buf_str(&path);
	ok = import_preview(session_of(&f->view), &options, &p, e);
	if (ok)
		find_sheet(session_of(&f->view), &options, &p);
	else if (!options.encoding)
		err_at(e, "path");
	/* the dry run at once, unless there is something that only they can say */
	if (ok && !*p.lacking && p.sheets.count < 2)
		ok = import_report_open(f->view.ui, &options, e);
	else if (ok)
		ok = open_columns(f, &options, &p, e);
	import_preview_release(&p);
	buf_release(&path);
	return ok;
}

static const struct form_class class = {
	.fields = fields,
	.size = sizeof(struct order),
	.shown = shown,
	.save = save,
	.stays = true, /* a roster is mended and tried again */
	.title = title,
	.about = about,
};

const struct action import_form_actions[] = {
	{ .keys = "",
	  .about = N_("Reads students, mentors, pairs or choices from a workbook (xlsx, ods) or a "
		      "text file (CSV, TSV). The columns may stand in any order, and what "
		      "else the file has is left out. First comes a dry run: nothing is "
		      "changed before Ctrl-S in its result.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Try out"),
	  .run = form_save,
	  .help = N_("Read the file and show what would be changed") },
	{ .more = template_actions },
	{ 0 },
};

/* Whoever looks at a list means a file of the same. */
static const char *kind_at(const struct view *v)
{
	if (v->actions == preference_list_actions || v->actions == preference_slips_actions)
		return "preferences";
	if (v->actions == mentor_preference_list_actions)
		return "mentor-preferences";
	return v->actions == belonging_list_actions ? "belongings" : "students";
}

bool import_open(struct view *v, struct err *e)
{
	struct form *f = form_new(sizeof *f, v->ui, &class, import_form_actions);

	form_put(f, "kind", kind_at(v));
	form_put(f, "partial", "all");
	if (!ui_open(&f->view, e))
		return false;
	form_go(f, "path");
	return true;
}
