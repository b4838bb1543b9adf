/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file's first rows, and which of its columns is what. */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "import_report.h"
#include "list_rows.h"
#include "model/import_preview.h"
#include "ui/ask.h"

static const char *const columns[] = { "column", "header", "label", "samples", "how", NULL };

struct columns_view {
	struct list list;
	struct arena arena; /* of the options, and what is said */
	struct import_options options;
	struct import_map *map; /* what is said now, and a zeroed row */
	size_t count;
	struct import_preview preview;
};

static struct columns_view *view_of(const struct list *l)
{
	return (struct columns_view *)l;
}

/* ---------------------------------------------------------------------- the list */

static bool load(struct list *l, struct err *e)
{
	(void)e;
	list_put_rows(l, &view_of(l)->preview.columns);
	return true;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Import: the columns"));
}

static void about(const struct list *l, struct buf *out)
{
	import_preview_say(&view_of(l)->preview, out);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct import_column *c = row;
	const struct field *f = l->column[column].field;

	if (strcmp(f->name, "label") || *c->field) {
		field_show(f, row, out);
		return STYLE_TEXT;
	}
	buf_text(out, _("left out"));
	return STYLE_DIM;
}

static int above(const struct list *l, int y, int rows, int cols)
{
	return import_raw_paint(&view_of(l)->preview, (size_t)list_current_id(l) - 1, y, rows,
				cols);
}

/* Why the column is what it is, and what can be done about it. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct import_column *c = row;
	struct buf name = { 0 }, header = { 0 };

	if (*c->header)
		buf_printf(&name, _("%s \"%s\""), c->column, text_quote(&header, c->header));
	else
		buf_text(&name, c->column);
	if (!strcmp(c->how, "known"))
		buf_printf(out, _("Column %s is known by its header."), buf_str(&name));
	else if (!strcmp(c->how, "said"))
		buf_printf(out,
			   _("Column %s is as you said now; it is remembered once the import is "
			     "done."),
			   buf_str(&name));
	else if (!strcmp(c->how, "remembered"))
		buf_printf(out,
			   _("Column %s is as said on %s for files like this; F9 forgets that."),
			   buf_str(&name), view_of(l)->preview.said_on);
	else if (!strcmp(c->how, "twice"))
		buf_printf(out,
			   _("Column %s is left out: another one is that already. Enter takes this "
			     "one instead."),
			   buf_str(&name));
	else
		buf_printf(out, _("Column %s is left out. Enter says what it is."), buf_str(&name));
	buf_release(&name);
	buf_release(&header);
}

static void release(struct list *l)
{
	struct columns_view *v = view_of(l);

	import_preview_release(&v->preview);
	arena_release(&v->arena);
	free(v->map);
}

static const struct list_class class = {
	.fields = import_column_fields,
	.stride = sizeof(struct import_column),
	.columns = columns,
	.natural = "column",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.above = above,
	.tell = tell,
	.empty = N_("The file has no columns. Esc goes back, to another file."),
	.release = release,
};

/* ------------------------------------------------------------------ what is said */

/* Reads the file again, by what is said now. On failure everything is as it was. */
static bool look_again(struct columns_view *v, const struct import_options *o, struct err *e)
{
	struct import_preview p;

	if (!import_preview(session_of(&v->list.view), o, &p, e)) {
		import_preview_release(&p);
		return false;
	}
	v->options = *o;
	import_preview_release(&v->preview);
	v->preview = p;
	ui_changed(v->list.view.ui);
	return true;
}

static size_t count_map(const struct import_map *map)
{
	size_t n = 0;

	while (map && map[n].field)
		n++;
	return n;
}

/* What was said of this column before goes, and who else was said to be the field. */
static bool say(struct columns_view *v, size_t place, const char *field, struct err *e)
{
	struct import_map *map = mem_alloc((v->count + 2) * sizeof *map);
	struct import_options o = v->options;
	size_t n = 0;

	for (size_t i = 0; i < v->count; i++)
		if (v->map[i].place != place && (!*field || strcmp(v->map[i].field, field)))
			map[n++] = v->map[i];
	map[n++] = (struct import_map){ .place = place, .field = field };
	map[n] = (struct import_map){ 0 };
	o.map = map;
	/* a header that was only guessed is the one they look at */
	o.header = v->preview.header;
	if (!look_again(v, &o, e)) {
		free(map);
		return false;
	}
	free(v->map);
	v->map = map;
	v->count = n;
	return true;
}

/* Nothing is said any more; `o` says how else the file is read. */
static bool begin_anew(struct columns_view *v, struct import_options *o, struct err *e)
{
	o->map = NULL;
	if (!look_again(v, o, e))
		return false;
	free(v->map);
	v->map = NULL;
	v->count = 0;
	return true;
}

/* ------------------------------------------------------------------------ actions */

static bool choose(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	const struct import_column *c = list_current(&v->list);
	const char *field = c ? import_pick_field(view->ui, v->options.kind, &v->preview, c) : NULL;
	size_t place = (size_t)list_current_id(&v->list);

	if (!field)
		return true;
	if (!say(v, place, field, e))
		return false;
	list_move(&v->list, 1); /* on to the next */
	return true;
}

static bool leave_out(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	const struct import_column *c = list_current(&v->list);

	return !c || say(v, (size_t)c->id, "", e);
}

static bool try_out(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	struct import_options o = v->options;

	if (!v->preview.guessed || v->count)
		o.header = v->preview.header;
	return import_report_open(view->ui, &o, e);
}

static bool take_sheet(struct columns_view *v, size_t place, struct err *e)
{
	struct import_options o = v->options;

	/* by its name, since another sheet may be called by a number */
	o.sheet = arena_text(
		&v->arena,
		((const struct import_sheet *)rowset_at(&v->preview.sheets, place - 1))->name);
	o.header = 0;
	return begin_anew(v, &o, e);
}

static bool choose_sheet(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	size_t place;

	if (v->preview.sheets.count < 2) {
		ui_say(view->ui, "%s", _("The file has this one sheet."));
		return true;
	}
	return !import_pick_sheet(view->ui, &v->preview, &place) || take_sheet(v, place, e);
}

static bool choose_header(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	struct import_options o = v->options;
	struct buf typed = { 0 };
	char *end;
	bool ok = true;

	buf_printf(&typed, "%lld", v->preview.header > 0 ? (long long)v->preview.header : 0);
	if (ask_line(view->ui, _("Which row is the header? 0: there is none"), 6, true, &typed)) {
		long row = strtol(buf_str(&typed), &end, 10);

		o.header = row ? row : IMPORT_NO_HEADER;
		ok = !*end && row >= 0 && typed.len
			     ? begin_anew(v, &o, e)
			     : err_set(e, ERR_INVALID, _("\"%s\" is no row; give its number."),
				       buf_str(&typed));
	}
	buf_release(&typed);
	return ok;
}

static bool anew(struct view *view, struct err *e)
{
	struct columns_view *v = (struct columns_view *)view;
	struct import_options o = v->options;
	iso_date said_on;

	o.map = NULL;
	if (!import_forget(session_of(view), &o, said_on, e))
		return false;
	o.header = 0;
	if (!begin_anew(v, &o, e))
		return false;
	if (*said_on)
		ui_say(view->ui, _("What was said on %s of files like this is forgotten."),
		       said_on);
	else
		ui_say(view->ui, "%s", _("Every column is again what its header says."));
	return true;
}

const struct action import_columns_actions[] = {
	{ .keys = "",
	  .about = N_("The file's first rows, and below them its columns with what each is taken "
		      "as. Enter says what a column is, and that holds for this import and, once "
		      "it is done, for every file with the same headers. What is left out is not "
		      "read.") },
	{ .name = "import_columns.choose",
	  .keys = "Enter C-e",
	  .bar = N_("Field"),
	  .need = MAY_IMPORT,
	  .run = choose,
	  .help = N_("Say what the column is") },
	{ .name = "import_columns.leave_out",
	  .keys = "F8 Delete",
	  .bar = N_("Leave out"),
	  .need = MAY_IMPORT,
	  .run = leave_out,
	  .help = N_("Do not take the column") },
	{ .name = "import_columns.try_out",
	  .keys = "C-s",
	  .bar = N_("Try out"),
	  .need = MAY_IMPORT,
	  .run = try_out,
	  .help = N_("Show what would be changed") },
	{ .name = "import_columns.sheet",
	  .keys = "F6",
	  .bar = N_("Sheet"),
	  .need = MAY_IMPORT,
	  .run = choose_sheet,
	  .help = N_("Read another sheet of the workbook") },
	{ .name = "import_columns.header",
	  .keys = "C-o",
	  .bar = N_("Header"),
	  .need = MAY_IMPORT,
	  .run = choose_header,
	  .help = N_("Say which row is the header, or that there is none") },
	{ .name = "import_columns.anew",
	  .keys = "F9",
	  .bar = N_("Anew"),
	  .need = MAY_IMPORT,
	  .run = anew,
	  .help = N_("Forget what was said of the columns, also for files like this") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

/* The first column that nobody knows, if that may be what is lacking. */
static int64_t first_unknown(const struct import_preview *p)
{
	for (size_t i = 0; *p->lacking && i < p->columns.count; i++) {
		const struct import_column *c = rowset_at(&p->columns, i);

		if (!strcmp(c->how, "unknown") && *c->samples)
			return c->id;
	}
	return 0;
}

bool import_columns_open(struct ui *ui, const struct import_options *options, const char *said,
			 struct err *e)
{
	struct columns_view *v = list_new(sizeof *v, ui, &class, import_columns_actions);
	size_t count = count_map(options->map);

	v->list.view.modal = true;
	v->options = *options;
	v->options.dry_run = true;
	import_keep_options(&v->options, &v->arena);
	v->map = mem_alloc((count + 1) * sizeof *v->map);
	if (count)
		memcpy(v->map, v->options.map, count * sizeof *v->map);
	v->map[count] = (struct import_map){ 0 };
	v->options.map = count ? v->map : NULL;
	v->count = count;
	if (!import_preview(session_of(&v->list.view), &v->options, &v->preview, e)) {
		v->list.view.class->free(&v->list.view);
		return false;
	}
	list_want(&v->list, first_unknown(&v->preview));
	if (!ui_open(&v->list.view, e))
		return false;
	if (said)
		ui_say(ui, "%s", said);
	return true;
}
