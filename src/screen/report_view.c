/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/report_view.h"

#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/report_bar.h"
#include "report_private.h"
#include "ui/bar.h"

static const struct report_view *report_of_list(const struct list *l)
{
	return (const struct report_view *)l;
}

/* ------------------------------------------------------------------ loading */

/* Wide enough for its label. */
static void add_column(struct list *l, const struct field *f)
{
	int width = text_width(_(f->label));

	list_add_field(l, f->name, _(f->label), width > f->width ? width : f->width);
}

/* The column that says what its row counts: told below, where it has room. */
#define OWN "definition"

/* The figures, after the name of what they are about and the bar. */
static void add_columns(struct report_view *v, const struct report_of *of)
{
	const char *const *name = report_columns(session_of(&v->list.view), v->report, of);

	if (v->report->bar)
		list_add_column(&v->list, _("Progress"), REPORT_BAR_CELLS);
	while (*++name)
		if (strcmp(*name, OWN))
			add_column(&v->list, field_find(v->report->fields, *name));
	/* a closed year has fewer */
	if (v->list.first_cell + v->list.cell >= v->list.columns)
		v->list.cell = 0;
}

/* The sum of all, before its parts. */
static void put_sum_first(struct rowset *rows)
{
	size_t last = rows->count - 1;
	struct report_row sum;

	if (!rows->count || rowset_id(rows, last))
		return;
	sum = *(struct report_row *)rowset_at(rows, last);
	memmove(rowset_at(rows, 1), rowset_at(rows, 0), last * rows->stride);
	memcpy(rowset_at(rows, 0), &sum, sizeof sum);
}

/* Several rows may be about one student: a list knows its rows by their place, and what they are
 * about is kept beside it. */
static bool load(struct list *l, struct err *e)
{
	struct report_view *v = (struct report_view *)l;
	struct report_of of = v->of;

	report_narrow_by(&of, &v->narrow);
	if (!report_load(session_of(&l->view), v->report, &of, &l->rows, e))
		return false;
	if (v->report->key != REPORT_OF_ALL)
		put_sum_first(&l->rows);
	for (size_t i = 0; i < l->rows.count; i++) {
		struct report_row *row = rowset_at(&l->rows, i);

		row->rev = row->id;
		row->id = (int64_t)i + 1;
	}
	add_columns(v, &of);
	return true;
}

static void release(struct list *l)
{
	struct report_view *v = (struct report_view *)l;

	buf_release(&v->words);
}

/* ------------------------------------------------------------------ showing */

static void title(const struct list *l, struct buf *out)
{
	const struct report_view *v = report_of_list(l);
	struct buf what = { 0 };

	buf_printf(&what, "%s", _(v->report->label));
	if (v->words.len)
		buf_printf(&what, "  %s", v->words.at);
	app_title(&l->view, out, what.at);
	buf_release(&what);
}

bool report_tell_narrow(const struct report_view *v, struct buf *out)
{
	report_narrow_tell(&v->narrow, out);
	return out->len > 0;
}

static void about(const struct list *l, struct buf *out)
{
	const struct report_view *v = report_of_list(l);
	struct buf words = { 0 };
	struct report_bar bar;

	buf_printf(out, _("%zu rows"), l->shown_count);
	if (report_tell_narrow(v, &words))
		buf_printf(out, "  %s", words.at);
	buf_release(&words);
	if (report_bar(v->report, NULL, &bar)) {
		buf_text(out, "  ");
		report_bar_tell(&bar, out);
	}
}

bool report_is_few(const struct field *f, const void *row)
{
	return field_is_number(f) && field_int(f, row) == FIELD_FEW;
}

static bool is_sum(const struct list *l, const struct report_row *row)
{
	return !row->rev && report_of_list(l)->report->key != REPORT_OF_ALL;
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const char *what;

	if (!f)
		return STYLE_TEXT;
	field_show(f, row, out);
	if (report_is_few(f, row))
		return STYLE_DIM;
	if (!column && is_sum(l, row))
		return STYLE_STRONG;
	if (!strcmp(f->name, "state"))
		what = field_text(f, row);
	else
		what = field_is_number(f) && field_int(f, row) ? f->name : "";
	return !strcmp(what, "overdue") || !strcmp(what, "without_mentor") ? STYLE_LATE
	       : !strcmp(what, "soon")                                     ? STYLE_SOON
									   : STYLE_TEXT;
}

/* Parts that no state gives a look take turns. */
static enum style look_of(const struct field *f, size_t i)
{
	return !strcmp(f->name, "met")       ? STYLE_GOOD
	       : !strcmp(f->name, "overdue") ? STYLE_LATE
	       : !strcmp(f->name, "soon")    ? STYLE_SOON
	       : !strcmp(f->name, "open")    ? STYLE_DIM
	       : i % 2                       ? STYLE_TEXT
					     : STYLE_STRONG;
}

static bool paint(const struct list *l, const void *row, size_t column, int y, int x, int cells)
{
	enum style looks[BAR_PARTS];
	struct report_bar bar;

	if (l->column[column].field)
		return false;
	if (!report_bar(report_of_list(l)->report, row, &bar))
		return true;
	for (size_t i = 0; i < bar.count; i++)
		looks[i] = look_of(bar.fields[i], i);
	bar_paint(y, x, cells < REPORT_BAR_CELLS ? cells : REPORT_BAR_CELLS, bar.parts, bar.marks,
		  looks);
	return true;
}

/* What a column had to cut. */
static void tell_whole(const struct field *f, int width, const void *row, struct buf *out)
{
	struct buf text = { 0 };

	field_show(f, row, &text);
	if (text_width(buf_str(&text)) > width)
		buf_printf(out, "%s  ", text.at);
	buf_release(&text);
}

const struct list_column *report_column_at(const struct list *l)
{
	return &l->column[l->first_cell + l->cell];
}

/* Of a row that counts something else than the others. */
static void tell_own(const struct report *r, const void *row, struct buf *out)
{
	const struct field *own = field_find(r->fields, OWN), *figure;
	struct buf name = { 0 };

	if (!own || !*field_text(own, row))
		return;
	figure = field_find(r->fields, "figure");
	if (figure)
		field_show(figure, row, &name);
	buf_printf(out, _("%s: "), buf_str(&name));
	field_show(own, row, out);
	buf_text(out, "  ");
	buf_release(&name);
}

/* What the figure at the cursor counts, and how: whoever inspects asks for that first. */
static void tell(const struct list *l, const void *row, struct buf *out)
{
	const struct list_column *c = report_column_at(l);
	struct report_bar bar;

	tell_whole(l->column[0].field, l->column[0].width, row, out);
	if (!c->field) {
		report_bar(report_of_list(l)->report, NULL, &bar);
		buf_printf(out, "%s  ", c->label);
		report_bar_tell(&bar, out);
		return;
	}
	tell_own(report_of_list(l)->report, row, out);
	if (c->field != l->column[0].field)
		tell_whole(c->field, c->width, row, out);
	buf_printf(out, "%s", c->label);
	if (c->field->help)
		buf_printf(out, _(": %s"), _(c->field->help));
}

static const char *say_empty(const struct list *l)
{
	const char *over = app_year_is_over(&l->view);

	if (over)
		return over;
	return report_of_list(l)->narrow.group[0]
		       ? _("Nothing is counted here. F6 shows others.")
		       : _("Nothing is counted here. Esc goes back to the reports.");
}

static const int64_t *about_ids(const struct list *l, size_t *count)
{
	const struct report_row *row = list_current(l);
	bool about_one = row && row->rev && l->class->table;

	*count = about_one;
	return about_one ? &row->rev : NULL;
}

static const struct list_class class = {
	.stride = sizeof(struct report_row),
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.paint = paint,
	.tell = tell,
	.say_empty = say_empty,
	.about_ids = about_ids,
	.release = release,
};

bool report_view_open(struct ui *ui, const struct report *r, const struct report_of *of,
		      const char *words, struct err *e)
{
	bool students = r->key == REPORT_OF_STUDENT;
	struct report_view *v = list_new(sizeof *v, ui, &class,
					 students ? report_student_actions : report_view_actions);

	v->report = r;
	v->of = of ? *of : (struct report_of){ 0 };
	buf_text(&v->words, words);
	v->first[0] = r->columns[0];
	v->class = class;
	v->class.fields = r->fields;
	v->class.columns = v->first;
	v->class.table = students ? "student" : r->key == REPORT_OF_MENTOR ? "mentor" : NULL;
	v->list.class = &v->class;
	v->list.cell = r->bar != NULL;
	return ui_open(&v->list.view, e);
}
