/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every list, written to a file as it stands there: its columns, its rows in their order, masked
 * what is masked. Counts and days are such in a workbook, too; a cell that the screen has words of
 * its own for is text.
 */
#include "list_export.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "export_file.h"
#include "model/audit.h"
#include "ui/ask.h"
#include "ui/form.h"

struct order {
	int64_t id, rev;
	const char *path, *format;
};

struct export_form {
	struct form form;
	struct list *list; /* below it as long as it is open */
	size_t count;      /* of the rows that go out */
};

static const struct field fields[] = {
	{ FIELD(struct order, path), .label = N_("File"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .max = 1000,
	  .help = N_("~ is your own folder; a file that is there is asked about") },
	{ FIELD(struct order, format), .label = N_("Format"), .kind = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = export_formats,
	  .help = N_("a workbook for Excel or WPS; GB18030 for old programs that ask for it") },
	{ 0 },
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "path", "format", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("A list into a file"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct export_form *x = (const struct export_form *)f;

	buf_printf(out,
		   x->count > x->list->shown_count
			   ? _("All %zu rows in their order, also what the list has no room for.")
			   : _("The %zu rows that the list shows, in their order."),
		   x->count);
}

/* ----------------------------------------------------------------- the rows */

/* What was found or sorted in the list is so in the file, and then of the list's rows alone. */
static bool goes_on(const struct list *l)
{
	return l->class->rest && !l->sort && l->shown_count == l->rows.count && l->rows.count;
}

static bool count_rows(struct export_form *x, struct err *e)
{
	const struct list *l = x->list;

	x->count = l->shown_count;
	return !goes_on(l) || l->class->rest->count(l, &x->count, e);
}

static enum table_kind kind_of(const struct field *f)
{
	if (f && (f->kind == FIELD_INT || f->kind == FIELD_TENTHS))
		return TABLE_NUMBER;
	return f && f->kind == FIELD_DATE ? TABLE_DAY : TABLE_TEXT;
}

static int width_of(const struct list *l, size_t column)
{
	struct buf cell = { 0 };
	int widest = 0;

	for (size_t i = 0; i < l->shown_count; i++) {
		int cells;

		list_cell(l, rowset_at(&l->rows, l->shown[i]), column, &cell);
		cells = text_width(buf_str(&cell));
		widest = cells > widest ? cells : widest;
	}
	buf_release(&cell);
	return widest;
}

/* Where the list shows the field as it is, the whole of it, whatever the terminal can. */
static void write_cell(struct table_out *t, const struct list *l, const void *row, size_t column)
{
	const struct field *f = l->column[column].field;
	struct buf cell = { 0 }, plain = { 0 };

	list_cell(l, row, column, &cell);
	if (f)
		field_show(f, row, &plain);
	if (f && !strcmp(buf_str(&cell), buf_str(&plain)))
		table_out_field(t, f, row);
	else
		table_out_cell(t, buf_str(&cell));
	buf_release(&cell);
	buf_release(&plain);
}

/* What stands above the list on the screen; its last part, behind two blanks, names the sheet. */
static void write_head(struct table_out *t, const struct list *l)
{
	static const char program[] = "daoshi  ";
	struct buf head = { 0 }, name = { 0 };
	const char *at;

	l->class->title(l, &head);
	at = buf_str(&head);
	for (const char *s = at; (s = strstr(s, "  ")); s += 2)
		at = s + 2;
	buf_text(&name, at);
	buf_text(&head, "  ");
	l->view.class->about((struct view *)(uintptr_t)&l->view, &head);
	buf_printf(&head, "  %s", session_of(&l->view)->today_iso);
	at = buf_str(&head);
	table_out_sheet(t, buf_str(&name),
			at + (strncmp(at, program, strlen(program)) ? 0 : strlen(program)));
	buf_release(&head);
	buf_release(&name);
}

static void write_row(struct table_out *t, const struct list *l, const void *row)
{
	for (size_t k = 0; k < l->columns; k++)
		write_cell(t, l, row, k);
	table_out_end_row(t);
}

static void write_shown(struct table_out *t, const struct list *l)
{
	write_head(t, l);
	for (size_t i = 0; i < l->columns; i++)
		table_out_column(t, l->column[i].label, width_of(l, i), kind_of(l->column[i].field),
				 NULL);
	for (size_t i = 0; i < l->shown_count; i++)
		write_row(t, l, rowset_at(&l->rows, l->shown[i]));
}

/* Page by page; the last row of one outlives it in the next one alone. */
static bool write_rest(struct table_out *t, struct export_form *x, struct err *e)
{
	const struct list *l = x->list;
	struct rowset page = { 0 }, before = { 0 };
	const void *last = rowset_at(&l->rows, l->rows.count - 1);
	bool ok;

	x->count = l->shown_count;
	while ((ok = l->class->rest->next(l, last, &page, e)) && page.count) {
		for (size_t i = 0; i < page.count; i++)
			write_row(t, l, rowset_at(&page, i));
		x->count += page.count;
		rowset_release(&before);
		before = page;
		page = (struct rowset){ 0 };
		last = rowset_at(&before, before.count - 1);
	}
	rowset_release(&page);
	rowset_release(&before);
	return ok;
}

/* ------------------------------------------------------------------- leaving */

/* Of one person or several: what a row says of them leaves with it. */
static bool is_about_people(const struct list *l)
{
	static const char *const names[] = { "student_id", "student_no", "student", "students",
					     "staff_no",   "mentor_id",  "mentor" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (field_find(l->class->fields, names[i]))
			return true;
	return l->class->table && !strcmp(l->class->table, "student");
}

static const char *name_of(const struct list *l)
{
	return l->class->table ? l->class->table : "list";
}

static bool may_leave(struct export_form *x, struct err *e)
{
	struct view *v = &x->form.view;
	struct buf question = { 0 };
	bool ok;

	if (!is_about_people(x->list))
		return true;
	if (!count_rows(x, e))
		return false;
	buf_printf(&question, _("%zu rows about people leave this system; it is put on record."),
		   x->count);
	ok = ask_yes(v->ui, question.at, _("go on"), _("go back")) &&
	     audit_export(session_of(v), name_of(x->list), 0, x->count, "", e);
	buf_release(&question);
	return ok;
}

static bool fill(void *arg, struct table_out *t, struct err *e)
{
	struct export_form *x = arg;

	if (!may_leave(x, e))
		return false;
	write_shown(t, x->list);
	return !goes_on(x->list) || write_rest(t, x, e);
}

static bool save(struct form *f, struct err *e)
{
	const struct order *o = f->thing;
	struct export_form *x = (struct export_form *)f;
	bool told;

	if (!export_fits(o->path, export_end(o->format), e) ||
	    !export_table(f, o->path, table_format_named(o->format), fill, x, &told, e))
		return false;
	if (!told)
		ui_say(f->view.ui, _("Written to %s: %zu rows."), o->path, x->count);
	return true;
}

static void changed(struct form *f, const struct field *field)
{
	const struct order *o = f->thing;

	if (!strcmp(field->name, "format") && o->format)
		export_rename(f, o->path, export_end(o->format));
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

const struct action list_export_actions[] = {
	{ .keys = "",
	  .about = N_("Writes what the list shows to a file: its columns, its rows in the order "
		      "they stand in. What is masked there is masked in the file.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Write"),
	  .run = form_save,
	  .help = N_("Write the file") },
	{ 0 },
};

bool list_export_open(struct ui *ui, struct list *l, struct err *e)
{
	struct export_form *f = form_new(sizeof *f, ui, &class, list_export_actions);

	f->list = l;
	if (!count_rows(f, e)) {
		f->form.view.class->free(&f->form.view);
		return false;
	}
	export_propose(&f->form,
		       arena_printf(&f->form.arena, "%s%s", name_of(l), l->class->table ? "s" : ""),
		       ".xlsx");
	form_put(&f->form, "format", "xlsx");
	return ui_open(&f->form.view, e);
}
