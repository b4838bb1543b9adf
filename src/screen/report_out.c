/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_out.h"

#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/page.h"
#include "base/print.h"
#include "base/table_out.h"
#include "export_file.h"
#include "model/audit.h"
#include "model/report_out.h"

struct order {
	int64_t id, rev;
	const char *shape, *path, *printer;
};

struct out_form {
	struct form form;
	const struct report *report;
	struct report_of of;
	const char *words;
};

enum { XLSX, CSV, GB18030, PAGE, PRINTER, SHAPES };

/* The last one where this machine can print. */
static struct choice shapes[SHAPES + 1] = {
	[XLSX] = { "xlsx", N_("workbook (.xlsx)"), NULL },
	[CSV] = { "csv", N_("CSV"), NULL },
	[GB18030] = { "gb18030", N_("CSV in GB18030"), NULL },
	[PAGE] = { "page", N_("page to print (.html)"), NULL },
};
static const struct choice printer = { "printer", N_("to the printer"), NULL };

static const char *const endings[SHAPES] = { ".xlsx", ".csv", ".csv", ".html", "" };

static const struct field fields[] = {
	{ FIELD(struct order, shape), .label = N_("Written"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = shapes,
	  .help = N_("older programs read GB18030; a page is opened in a browser") },
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000, .help = N_("~ is your own folder") },
	{ FIELD(struct order, printer), .label = N_("Printer"), .kind = FIELD_TEXT, .max = 100,
	  .help = N_("its name; empty: the usual one of this machine") },
	{ 0 },
};

static int shape_of(const struct form *f)
{
	const char *code = ((const struct order *)f->thing)->shape;
	int i = 0;

	while (i < PRINTER && (!code || strcmp(shapes[i].code, code)))
		i++;
	return i;
}

static const char *const *shown(const struct form *f)
{
	static const char *const to_file[] = { "shape", "path", NULL };
	static const char *const to_printer[] = { "shape", "printer", NULL };

	return shape_of(f) == PRINTER ? to_printer : to_file;
}

/* The name of the file follows what is written into it. */
static void changed(struct form *f, const struct field *field)
{
	if (field->offset == offsetof(struct order, shape) && shape_of(f) != PRINTER)
		export_rename(f, ((const struct order *)f->thing)->path, endings[shape_of(f)]);
}

static void title(const struct form *f, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("Write: %s"), _(((const struct out_form *)f)->report->label));
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	const struct out_form *o = (const struct out_form *)f;

	buf_text(out, *o->words ? o->words : _("All that the report shows."));
}

/* ------------------------------------------------------------------ writing */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* How many students, or others, the rows tell of: several may be about one. */
static size_t count_persons(const struct report *r, const struct rowset *rows)
{
	int64_t *ids = mem_alloc((rows->count + 1) * sizeof *ids);
	size_t different = 0;

	for (size_t i = 0; i < rows->count; i++)
		ids[i] = rowset_id(rows, i);
	qsort(ids, rows->count, sizeof *ids, by_number);
	for (size_t i = 0; i < rows->count; i++)
		different += !i || ids[i] != ids[i - 1];
	free(ids);
	return r->key == REPORT_OF_STUDENT ? different : rows->count;
}

/* "grade=6 state=overdue"; nothing where it is all. */
static void tell_limits(const struct report_of *of, struct buf *out)
{
	const struct {
		const char *name;
		int64_t number;
	} numbers[] = {
		{ "year", of->year },          { "grade", of->grade },
		{ "class", of->class_id },     { "mentor", of->mentor_id },
		{ "student", of->student_id }, { "key_date", of->key_date },
	};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (numbers[i].number)
			buf_printf(out, "%s%s=%lld", out->len ? " " : "", numbers[i].name,
				   (long long)numbers[i].number);
	if (of->kind && *of->kind)
		buf_printf(out, "%skind=%s", out->len ? " " : "", of->kind);
	if (of->state && *of->state)
		buf_printf(out, "%sstate=%s", out->len ? " " : "", of->state);
}

static bool may_leave(struct out_form *o, const struct rowset *rows, struct err *e)
{
	struct session *s = session_of(&o->form.view);
	struct buf filter = { 0 };
	bool ok;

	if (!o->report->persons)
		return true;
	if (!export_ask(o->form.view.ui, count_persons(o->report, rows)))
		return false;
	tell_limits(&o->of, &filter);
	ok = audit_export(s, o->report->name, o->of.student_id, rows->count, buf_str(&filter), e);
	buf_release(&filter);
	return ok;
}

struct making {
	struct out_form *o;
	const struct rowset *rows;
};

static bool lay_out(const struct making *m, struct page *p, struct err *e)
{
	const struct out_form *o = m->o;

	if (shape_of(&o->form) == PRINTER)
		page_begin_plain(p);
	return report_page(session_of(&o->form.view), o->report, &o->of, m->rows, p, e);
}

static bool write_page(const struct making *m, const char *path, struct err *e)
{
	struct page page = { 0 };
	bool ok = lay_out(m, &page, e) && export_write(&m->o->form, path, &page.out, e);

	page_release(&page);
	return ok;
}

static bool fill(void *arg, struct table_out *t, struct err *e)
{
	const struct making *m = arg;
	const struct report *r = m->o->report;
	struct session *s = session_of(&m->o->form.view);

	if (shape_of(&m->o->form) == XLSX)
		return report_sheets(s, r, &m->o->of, m->rows, t, e);
	table_out_rows(t, _(r->label), NULL, m->rows, report_columns(s, r, &m->o->of));
	return true;
}

static bool write_file(struct making *m, const char *path, bool *told, struct err *e)
{
	static const enum table_format formats[] = {
		[XLSX] = TABLE_XLSX, [CSV] = TABLE_CSV, [GB18030] = TABLE_CSV_GB18030
	};
	int shape = shape_of(&m->o->form);

	*told = false;
	return shape == PAGE ? write_page(m, path, e)
			     : export_table(&m->o->form, path, formats[shape], fill, m, told, e);
}

static bool print(const struct making *m, const char *to, struct err *e)
{
	const char *label = _(m->o->report->label);
	struct page page = { 0 };
	bool ok = lay_out(m, &page, e) &&
		  print_bytes(to && *to ? to : NULL, label, buf_str(&page.out), page.out.len, e);

	page_release(&page);
	if (!ok)
		err_at(e, "printer");
	return ok;
}

static bool put_out(struct out_form *o, const struct rowset *rows, struct err *e)
{
	const struct order *order = o->form.thing;
	struct making m = { o, rows };
	struct ui *ui = o->form.view.ui;
	bool told;

	if (shape_of(&o->form) != PRINTER &&
	    !export_fits(order->path, endings[shape_of(&o->form)], e))
		return false;
	if (!may_leave(o, rows, e))
		return false;
	if (shape_of(&o->form) == PRINTER) {
		if (!print(&m, order->printer, e))
			return false;
		ui_say(ui, _("%s is on its way to the printer."), _(o->report->label));
		return true;
	}
	if (!write_file(&m, order->path, &told, e))
		return false;
	if (!told)
		ui_say(ui, _("%zu rows are in %s."), rows->count, order->path);
	return true;
}

static bool save(struct form *f, struct err *e)
{
	struct out_form *o = (struct out_form *)f;
	struct rowset rows = { 0 };
	bool ok = report_load(session_of(&f->view), o->report, &o->of, &rows, e) &&
		  put_out(o, &rows, e);

	rowset_release(&rows);
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

const struct action report_out_actions[] = {
	{ .keys = "",
	  .about = N_("The report goes into a file, with what every column counts beside it. A "
		      "page is opened in a browser and printed there. What leaves with students "
		      "in it is put on record.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the file, or print") },
	{ 0 },
};

bool report_out_open(struct ui *ui, const struct report *r, const struct report_of *of,
		     const char *words, struct err *e)
{
	struct out_form *o = form_new(sizeof *o, ui, &class, report_out_actions);

	shapes[PRINTER] = print_is_there() ? printer : (struct choice){ 0 };
	o->report = r;
	o->of = *of;
	o->words = arena_text(&o->form.arena, words);
	form_put(&o->form, "shape", "xlsx");
	export_propose(&o->form, r->name, ".xlsx");
	return ui_open(&o->form.view, e);
}
