/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_report.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "report.h"

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
	report_show(l, &report_of(l)->report.findings);
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

static bool import_now(struct view *v, struct err *e)
{
	struct report_view *r = (struct report_view *)v;

	if (r->report.written) {
		ui_say(v->ui, "%s", _("That is done already. Esc goes back."));
		return true;
	}
	r->options.dry_run = false;
	if (!run(r, e))
		return false;
	say_summary(r);
	if (!r->report.written)
		return true;
	ui_close(v->below); /* the form: there is nothing left to try */
	app_saved(v, _("import of %s"), v->ui->said);
	return true;
}

const struct action import_report_actions[] = {
	{ .keys = "",
	  .about = N_("What the import would do, and what is wrong with which row. Mend the "
		      "file, save it and try again; or Esc, and take the good rows alone.") },
	{ .name = "import_report.import_now",
	  .keys = "C-s",
	  .bar = N_("Import"),
	  .need = MAY_IMPORT,
	  .run = import_now,
	  .help = N_("Do the import that was tried out here") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

static const char *keep(struct report_view *r, const char *text)
{
	return text ? arena_text(&r->arena, text) : NULL;
}

bool import_report_open(struct ui *ui, const struct import_options *options, struct err *e)
{
	struct report_view *r = list_new(sizeof *r, ui, &class, import_report_actions);

	r->list.view.modal = true;
	r->options = *options;
	r->options.path = keep(r, options->path);
	r->options.encoding = keep(r, options->encoding);
	r->options.separator = keep(r, options->separator);
	r->options.joined = keep(r, options->joined);
	r->options.reason = keep(r, options->reason);
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
