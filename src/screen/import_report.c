/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_report.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "list_rows.h"
#include "model/mentor.h"
#include "screen/import.h"
#include "screen/mentor.h"
#include "ui/ask.h"

static const char *const columns[] = { "row", "level", "column", "value", "text", NULL };

struct report_view {
	struct list list;
	struct arena arena; /* of the options */
	struct import_options options;
	struct import_report report;
};

static const struct report_view *report_of(const struct list *l)
{
	return (const struct report_view *)l;
}

static bool load(struct list *l, struct err *e)
{
	(void)e;
	list_put_rows(l, &report_of(l)->report.findings);
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out,
		  report_of(l)->report.written ? _("Imported") : _("Import: the dry run"));
}

static void about(const struct list *l, struct buf *out)
{
	import_summary(&report_of(l)->report, out);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct finding *f = row;

	field_show(l->column[column].field, row, out);
	return !strcmp(f->level, "error") ? STYLE_LATE : STYLE_TEXT;
}

static void release(struct list *l)
{
	struct report_view *r = (struct report_view *)l;

	import_report_release(&r->report);
	arena_release(&r->arena);
}

static const char *say_empty(const struct list *l)
{
	if (!report_of(l)->report.rows)
		return _("There is no row below the header. Esc goes back, to another file.");
	return report_of(l)->report.written ? _("Nothing to object to. Esc goes back.")
					    : _("Nothing to object to. Ctrl-S imports it.");
}

static const struct list_class class = {
	.fields = finding_fields,
	.stride = sizeof(struct finding),
	.columns = columns,
	.natural = "row",
	.whole = "text",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
	.release = release,
};

static void progress(void *arg, int percent)
{
	struct ui *ui = ((struct report_view *)arg)->list.view.ui;
	enum { CELLS = 40 };
	char bar[CELLS + 1] = { 0 };

	memset(bar, '.', CELLS);
	memset(bar, '#', (size_t)(CELLS * percent / 100));
	ui_say(ui, "[%s] %d%%", bar, percent);
	ui_paint(ui);
}

/* While it goes on, the list shows the findings of the report before. */
static bool run(struct report_view *r, struct err *e)
{
	struct import_report report;
	bool ok = import_run(session_of(&r->list.view), &r->options, &report, e);

	import_report_release(ok ? &r->report : &report);
	if (ok)
		r->report = report;
	ui_changed(r->list.view.ui);
	return ok;
}

static void say_summary(const struct report_view *r)
{
	struct buf summary = { 0 };

	import_summary(&r->report, &summary);
	ui_say(r->list.view.ui, "%s", buf_str(&summary));
	buf_release(&summary);
}

/* They asked for an import: that nothing came of it is not for them to find out. */
static void say_refused(const struct report_view *r)
{
	ui_say(r->list.view.ui,
	       _("Nothing was imported: %zu rows are wrong. Mend the file and try again, or F6 "
		 "takes the good rows alone."),
	       r->report.errors);
}

/* And says so. */
static bool is_done(const struct report_view *r)
{
	if (r->report.written)
		ui_say(r->list.view.ui, "%s", _("That is done already. Esc goes back."));
	return r->report.written;
}

static bool import_now(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;

	if (is_done(r))
		return true;
	if (!r->report.rows) {
		ui_say(v->ui, "%s", say_empty(&r->list));
		return true;
	}
	r->options.dry_run = false;
	if (!run(r, e))
		return false;
	if (!r->report.written) {
		say_refused(r);
		return true;
	}
	say_summary(r);
	/* the form, and the columns: there is nothing left to try */
	while (v->below->actions == import_form_actions ||
	       v->below->actions == import_columns_actions)
		ui_close(v->below);
	app_saved(v, _("import of %s"), v->ui->said);
	return true;
}

/* What was said of the columns stays, as it would not on the way back to the form. */
static bool take_good_rows(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;

	(void)e;
	if (is_done(r))
		return true;
	r->options.partial = !r->options.partial;
	if (r->options.partial)
		ui_say(v->ui,
		       _("Ctrl-S takes the %zu good rows and leaves out the %zu wrong ones. F6 "
			 "again: all rows or none."),
		       r->report.rows - r->report.errors, r->report.errors);
	else
		ui_say(v->ui, "%s", _("All rows or none: Ctrl-S imports where none is wrong."));
	return true;
}

static bool show_columns(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;

	if (is_done(r))
		return true;
	if (v->below->actions != import_columns_actions &&
	    !import_columns_open(v->ui, &r->options, NULL, e))
		return false;
	ui_close(v);
	return true;
}

/* ---------------------------------------------------------- what a cell stands for */

static const struct field *field_of(const struct report_view *r, const struct finding *f)
{
	const struct field *found = NULL;

	for (const struct field *const *t = import_kind_fields(r->options.kind); *t && !found; t++)
		found = field_by_header(*t, f->column);
	return found;
}

/* One of them, and not all who stand in a cell. */
static bool names_mentor(const struct finding *f, const struct field *field)
{
	if (!strcmp(field->name, "choices"))
		return f->part;
	return !strncmp(field->name, "choice", strlen("choice")) ||
	       !strcmp(field->name, "mentor_name");
}

/* Where several mentors have the name, those are whom to choose from. */
static const char *sought_for(const struct report_view *r, const char *cell)
{
	int64_t id, count = 0;
	struct err ignored;

	mentor_find_name(session_of(&r->list.view), cell, &id, &count, &ignored);
	return count > 1 ? cell : "";
}

/* A mentor from the list, by staff number; else a line of text. False for Esc. */
static bool ask_meaning(struct report_view *r, const struct finding *f, const struct field *field,
			struct buf *is, struct err *e)
{
	struct ui *ui = r->list.view.ui;
	const char *question = arena_printf(&r->arena, _("Who is \"%s\"?"), f->value);
	struct rowset set;
	int64_t id;
	bool ok;

	if (!names_mentor(f, field))
		return ask_line(ui, arena_printf(&r->arena, _("\"%s\" stands for"), f->value), 60,
				false, is);
	if (!list_pick(mentor_list_new(ui), question, sought_for(r, f->value), &id))
		return false;
	ok = mentor_get(session_of(&r->list.view), id, &set, e);
	if (ok)
		buf_text(is, ((const struct mentor *)rowset_at(&set, 0))->staff_no);
	rowset_release(&set);
	return ok;
}

static void add_meaning(struct report_view *r, const char *cell, const char *is)
{
	struct import_means *all;
	size_t count = 0;

	while (r->options.means && r->options.means[count].cell)
		count++;
	all = arena_alloc(&r->arena, (count + 2) * sizeof *all);
	if (count)
		memcpy(all, r->options.means, count * sizeof *all);
	all[count] =
		(struct import_means){ arena_text(&r->arena, cell), arena_text(&r->arena, is) };
	all[count + 1] = (struct import_means){ NULL, NULL };
	r->options.means = all;
}

static bool say_meaning(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;
	const struct finding *f = list_current(&r->list);
	const struct field *field = f ? field_of(r, f) : NULL;
	struct buf is = { 0 };
	bool ok = true;

	if (r->report.written || !field || strcmp(f->level, "error") != 0 || !*f->value) {
		ui_say(v->ui, "%s",
		       _("Only of a cell that is wrong it can be said what it stands "
			 "for."));
		return true;
	}
	if (ask_meaning(r, f, field, &is, e) && is.len) {
		add_meaning(r, f->value, buf_str(&is));
		ok = run(r, e);
		if (ok)
			say_summary(r);
	} else {
		ok = e->kind == ERR_NONE;
	}
	buf_release(&is);
	return ok;
}

const struct action import_report_actions[] = {
	{ .keys = "",
	  .about = N_("What the import would do, and what is wrong with which row. Mend the "
		      "file, save it and try again; or F6, and take the good rows alone.") },
	{ .name = "import_report.import_now",
	  .keys = "C-s",
	  .bar = N_("Import"),
	  .need = MAY_IMPORT,
	  .run = import_now,
	  .help = N_("Do the import that was tried out here") },
	{ .name = "import_report.good_rows",
	  .keys = "F6",
	  .bar = N_("Good rows"),
	  .need = MAY_IMPORT,
	  .run = take_good_rows,
	  .help = N_("Take the good rows and leave out the wrong ones; again: all rows or none") },
	{ .name = "import_report.means",
	  .keys = "Enter",
	  .bar = N_("Say what it is"),
	  .need = MAY_IMPORT,
	  .run = say_meaning,
	  .help = N_("Say what the wrong cell of this row stands for, wherever it is in the "
		     "file, and try again") },
	{ .name = "import_report.columns",
	  .keys = "C-e",
	  .bar = N_("Columns"),
	  .need = MAY_IMPORT,
	  .run = show_columns,
	  .help = N_("See the file's first rows, and say which column is what") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

static const char *keep(struct arena *arena, const char *text)
{
	return text ? arena_text(arena, text) : NULL;
}

static const struct import_map *keep_map(struct arena *arena, const struct import_map *map)
{
	struct import_map *kept;
	size_t count = 0;

	while (map[count].field)
		count++;
	kept = arena_alloc(arena, (count + 1) * sizeof *kept);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct import_map){ map[i].place, keep(arena, map[i].column),
					       arena_text(arena, map[i].field) };
	kept[count] = (struct import_map){ 0 };
	return kept;
}

static const struct import_means *keep_means(struct arena *arena, const struct import_means *means)
{
	struct import_means *kept;
	size_t count = 0;

	while (means[count].cell)
		count++;
	kept = arena_alloc(arena, (count + 1) * sizeof *kept);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct import_means){ arena_text(arena, means[i].cell),
						 arena_text(arena, means[i].is) };
	kept[count] = (struct import_means){ NULL, NULL };
	return kept;
}

void import_keep_options(struct import_options *o, struct arena *arena)
{
	o->path = keep(arena, o->path);
	o->encoding = keep(arena, o->encoding);
	o->separator = keep(arena, o->separator);
	o->sheet = keep(arena, o->sheet);
	o->joined = keep(arena, o->joined);
	o->reason = keep(arena, o->reason);
	if (o->means)
		o->means = keep_means(arena, o->means);
	if (o->map)
		o->map = keep_map(arena, o->map);
}

bool import_report_open(struct ui *ui, const struct import_options *options, struct err *e)
{
	struct report_view *r = list_new(sizeof *r, ui, &class, import_report_actions);

	r->list.view.modal = true;
	r->options = *options;
	import_keep_options(&r->options, &r->arena);
	r->options.progress = progress;
	r->options.progress_arg = r;
	r->options.dry_run = true;
	if (!run(r, e)) {
		r->list.view.class->free(&r->list.view);
		return false;
	}
	if (!ui_open(&r->list.view, e))
		return false;
	say_summary(r);
	return true;
}
