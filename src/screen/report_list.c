/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports: what each tells, and of whom. */
#include "report_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "report_narrow.h"
#include "report_pack_form.h"
#include "screen/report_view.h"

struct line {
	int64_t id, rev; /* its place in reports[], counted from 1 */
	const char *label, *key, *about;
	const struct report *report;
	bool closed; /* `about` says why */
};

static const struct choice keys[] = {
	[REPORT_OF_ALL] = { "all", N_("the whole"), NULL },
	[REPORT_OF_GRADE] = { "grade", N_("grades"), NULL },
	[REPORT_OF_CLASS] = { "class", N_("classes"), NULL },
	[REPORT_OF_MENTOR] = { "mentor", N_("mentors"), NULL },
	[REPORT_OF_STUDENT] = { "student", N_("students"), NULL },
	[REPORT_OF_KIND] = { "kind", N_("occasions"), NULL },
	[REPORT_OF_KEY_DATE] = { "key_date", N_("key dates"), NULL },
	{ 0 },
};

static const struct field fields[] = {
	{ FIELD(struct line, label), .label = N_("Report"), .kind = FIELD_TEXT, .width = 26 },
	{ FIELD(struct line, key), .label = N_("A row for"), .kind = FIELD_CHOICE, .choices = keys,
	  .width = 9 },
	{ FIELD(struct line, about), .label = N_("What it tells"), .kind = FIELD_TEXT,
	  .width = 40 },
	{ 0 },
};
static const char *const columns[] = { "label", "key", "about", NULL };

static void put(struct list *l, size_t i, const char *about, bool closed)
{
	const struct report *r = reports[i];
	struct line *line = rowset_add(&l->rows);

	*line = (struct line){ .id = (int64_t)i + 1,
			       .label = _(r->label),
			       .key = keys[r->of_one ? REPORT_OF_MENTOR : r->key].code,
			       .about = arena_text(&l->rows.arena, about),
			       .report = r,
			       .closed = closed };
}

/* Those that are closed to the session come last, and say why. */
static bool load(struct list *l, struct err *e)
{
	const struct session *s = session_of(&l->view);

	(void)e;
	for (int closed = 0; closed < 2; closed++)
		for (size_t i = 0; reports[i]; i++) {
			struct err why = { 0 };

			if (report_may(s, reports[i], &why) == !closed)
				put(l, i, closed ? why.text : _(reports[i]->about), closed);
		}
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Reports"));
}

static void about(const struct list *l, struct buf *out)
{
	size_t closed = 0;

	for (size_t i = 0; i < l->rows.count; i++)
		closed += ((const struct line *)rowset_at(&l->rows, i))->closed;
	buf_printf(out, _("%zu reports"), l->rows.count - closed);
	if (closed)
		buf_printf(out, _(", %zu more not for you"), closed);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	field_show(l->column[column].field, row, out);
	return ((const struct line *)row)->closed ? STYLE_DIM : STYLE_TEXT;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct line),
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.whole = "about",
};

/* One about a mentor asks which, unless it is one's own. */
static bool open_of_one(struct ui *ui, const struct report *r, struct err *e)
{
	struct report_of of = { 0 };
	struct buf name = { 0 };
	bool ok = true;

	if (report_pick_mentor(ui, &of.mentor_id, &name, e))
		ok = report_view_open(ui, r, &of, buf_str(&name), e);
	buf_release(&name);
	return ok && e->kind == ERR_NONE;
}

static bool open_report(struct view *v, struct err *e)
{
	const struct line *line = list_current((struct list *)v);

	if (!line)
		return true;
	if (line->closed)
		return report_may(session_of(v), line->report, e);
	if (line->report->of_one && session_of(v)->scope == SCOPE_EVERYBODY)
		return open_of_one(v->ui, line->report, e);
	return report_view_open(v->ui, line->report, NULL, "", e);
}

const struct action report_list_actions[] = {
	{ .keys = "",
	  .about = N_("The reports. What the one at the cursor is for, and how it counts, stands "
		      "below; Enter opens it. Each can be written to a workbook, a CSV file or a "
		      "page to print.") },
	{ .name = "report.open",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .run = open_report,
	  .help = N_("Open the report") },
	{ .name = "report.pack",
	  .keys = "C-o",
	  .bar = N_("Inspection"),
	  .run = report_pack_open,
	  .help = N_("The inspection pack: everything an inspection asks, in one file") },
	{ 0 },
};

bool report_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, report_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, report_list_actions);
	return ui_open(&l->view, e);
}
