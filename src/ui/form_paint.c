/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a form looks. Each item takes some rows, an error one more below it; what is left over goes
 * to the items of many lines. The form scrolls so that the cursor's item is in view. What stands
 * beside it takes columns on the right, or all of them where there is no room for both.
 */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form_private.h"
#include "ui/sentence.h"

enum { MARGIN = 2, NOTE_ROWS = 3 };

struct page {
	struct form *f;
	int rows, cols;
	int label, value, width; /* where labels and values begin, cells of a value */
	int note_rows;           /* of each item of many lines */
	int y;                   /* the form's row being painted */
};

bool form_is_chosen(const struct form *f, const struct form_item *item, size_t n)
{
	const char *code = item->field->choices[n].code, *at = field_text(item->field, f->thing);
	size_t len = strlen(code);

	for (; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && !strncmp(at, code, len))
			return true;
	return false;
}

/* ------------------------------------------------------------------- layout */

/* "[1 school]" when chosen, " 1 school " else. */
static int choice_width(const struct form_item *item, size_t n)
{
	return 4 + text_width(_(item->field->choices[n].label));
}

/* Calls for each choice with its place; returns the rows they take. */
static int lay_choices(const struct form_item *item, int width,
		       void (*visit)(void *arg, size_t n, int row, int col), void *arg)
{
	int row = 0, col = 0;

	for (size_t n = 0; item->field->choices[n].code; n++) {
		int need = choice_width(item, n);

		if (col && col + need > width) {
			row++;
			col = 0;
		}
		if (visit)
			visit(arg, n, row, col);
		col += need;
	}
	return row + 1;
}

/* A sentence is never cut: its end says what to do. */
static int error_rows(const struct page *p, const struct form_item *item)
{
	return item->error[0] ? sentence_rows(item->error, p->width) : 0;
}

static int item_rows(const struct page *p, const struct form_item *item)
{
	enum field_kind kind = item->field->kind;
	int rows = 1;

	if (kind == FIELD_NOTE)
		rows = p->note_rows;
	else if (kind == FIELD_CHOICE || kind == FIELD_CHOICES)
		rows = lay_choices(item, p->width, NULL, NULL);
	return rows + error_rows(p, item);
}

static void lay_out(struct page *p, struct form *f, int rows, int cols)
{
	int label = 0, used = 0, notes = 0;

	*p = (struct page){ .f = f, .rows = rows, .cols = cols };
	for (size_t i = 0; i < f->count; i++) {
		int width = text_width(_(f->items[i].field->label));

		label = width > label ? width : label;
		notes += f->items[i].field->kind == FIELD_NOTE;
	}
	p->label = MARGIN;
	p->value = MARGIN + label + 3;
	p->width = cols - p->value - 1;
	for (size_t i = 0; i < f->count; i++)
		used += item_rows(p, &f->items[i]);
	if (notes)
		p->note_rows =
			(rows - used) / notes > NOTE_ROWS ? (rows - used) / notes : NOTE_ROWS;
}

/* ----------------------------------------------------------------- painting */

/* A row of the form, where it is on the screen; -1 when it is scrolled off. */
static int screen_row(const struct page *p, int y)
{
	int row = y - p->f->top;

	return row >= 0 && row < p->rows ? UI_TOP + row : -1;
}

/* A word beside it too: not every terminal has a dim. */
static void paint_carried(const struct page *p, const struct form_item *item, int row, int col)
{
	if (form_item_is_carried(item))
		term_paint(row, p->value + col, p->width - col, STYLE_DIM, _("filled in"));
}

struct choices {
	const struct page *p;
	const struct form_item *item;
	int row, col; /* behind the last one */
};

static void paint_choice(void *arg, size_t n, int row, int col)
{
	struct choices *c = arg;
	bool on = form_is_chosen(c->p->f, c->item, n);
	struct buf text = { 0 };

	buf_printf(&text, on ? "[%zu %s]" : " %zu %s ", n + 1, _(c->item->field->choices[n].label));
	term_paint(screen_row(c->p, c->p->y + row), c->p->value + col, c->p->width,
		   !on                             ? STYLE_TEXT
		   : form_item_is_carried(c->item) ? STYLE_DIM
						   : STYLE_STRONG,
		   buf_str(&text));
	buf_release(&text);
	c->row = row;
	c->col = col + choice_width(c->item, n);
}

/* The row under the cursor is drawn as a line to write on; what was carried over, dim. */
static void paint_line(const struct page *p, const struct form_item *item, int row, bool here,
		       const char *text, size_t len)
{
	enum style rest = form_item_is_carried(item) ? STYLE_DIM : STYLE_TEXT;
	struct buf cut = { 0 }, line = { 0 };

	buf_add(&cut, text, len);
	text_pad(&line, buf_str(&cut), p->width, here);
	term_paint(row, p->value, p->width, here ? STYLE_INPUT : rest, buf_str(&line));
	buf_release(&cut);
	buf_release(&line);
}

/* What a date is in words, or what it lacks, beside it. */
static void paint_day(const struct page *p, const struct form_item *item, int row)
{
	const char *typed = edit_text(&item->edit);
	struct ui *ui = p->f->view.ui;
	int days, col = text_width(typed) + 3;
	struct err e = { 0 };
	struct buf text = { 0 };
	iso_date iso;

	bool is_day = field_read_day(item->field, typed, ui->today, &days, &e);

	/* the error below says it already */
	if (is_day || !item->error[0])
		day_note(item->field, typed, ui->today, &text);
	if (is_day && item->field->flags & FIELD_OF_YEAR && ui->doubt_day) {
		date_to_iso(days, iso);
		ui->doubt_day(ui, iso, &text, NULL);
	}
	if (form_item_is_carried(item))
		buf_printf(&text, " %s", _("filled in"));
	term_paint(row, p->value + col, p->width - col, STYLE_DIM, buf_str(&text));
	buf_release(&text);
}

static void paint_one_line(const struct page *p, struct form_item *item, bool here)
{
	int row = screen_row(p, p->y), column;
	size_t from, len;

	edit_window(&item->edit, p->width, &from, &len, &column);
	paint_line(p, item, row, here, edit_text(&item->edit) + from, len);
	if (item->field->kind == FIELD_DATE)
		paint_day(p, item, row);
	else
		paint_carried(p, item, row, text_width(edit_text(&item->edit)) + 3);
	if (here)
		term_cursor(row, p->value + column);
}

/* How the text may go on, dim behind the cursor; what is not seen is not offered. */
static void paint_guess(const struct page *p, int row, int column)
{
	struct form *f = p->f;

	f->guess_shown = f->guess.len && column + 2 <= p->width && row >= 0;
	if (f->guess_shown)
		term_paint(row, p->value + column, p->width - column, STYLE_DIM,
			   buf_str(&f->guess));
}

static void paint_note(const struct page *p, struct form_item *item, bool here)
{
	struct edit *edit = &item->edit;
	size_t row;
	int column;

	if (edit->width != p->width || edit->page != p->note_rows)
		edit_layout(edit, p->width, p->note_rows);
	edit_where(edit, &row, &column);
	if ((int)row < item->top)
		item->top = (int)row;
	if ((int)row >= item->top + p->note_rows)
		item->top = (int)row - p->note_rows + 1;
	for (int i = 0; i < p->note_rows; i++) {
		size_t line = (size_t)(item->top + i);
		bool is_text = line < edit->wrap.rows;

		paint_line(p, item, screen_row(p, p->y + i), here,
			   is_text ? edit_text(edit) + edit->wrap.start[line] : "",
			   is_text ? wrap_row_length(&edit->wrap, line, edit_text(edit), p->width)
				   : 0);
	}
	if (!here)
		return;
	paint_guess(p, screen_row(p, p->y + (int)row - item->top), column);
	/* behind the last cell only while blanks stick out there */
	term_cursor(screen_row(p, p->y + (int)row - item->top),
		    p->value + (column < p->width ? column : p->width));
}

static void paint_ref(const struct page *p, const struct form_item *item, bool here)
{
	struct buf text = { 0 };

	p->f->class->show_ref(p->f, item->field, &text);
	paint_line(p, item, screen_row(p, p->y), here, buf_str(&text), text.len);
	paint_carried(p, item, screen_row(p, p->y), text_width(buf_str(&text)) + 3);
	buf_release(&text);
	if (here)
		term_cursor(screen_row(p, p->y), p->value);
}

static void paint_value(const struct page *p, struct form_item *item, bool here)
{
	struct choices choices = { .p = p, .item = item };

	switch (item->field->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
		lay_choices(item, p->width, paint_choice, &choices);
		paint_carried(p, item, screen_row(p, p->y + choices.row), choices.col + 1);
		if (here)
			term_cursor(screen_row(p, p->y), p->value + 1);
		break;
	case FIELD_REF:
	case FIELD_REFS:
		paint_ref(p, item, here);
		break;
	case FIELD_NOTE:
		paint_note(p, item, here);
		break;
	default:
		paint_one_line(p, item, here);
	}
}

/* The form may be scrolled: each row of it is on the screen or not. */
static void paint_error(const struct page *p, const struct form_item *item, int y)
{
	int row = screen_row(p, y);

	if (row >= 0 && screen_row(p, y + error_rows(p, item) - 1) >= 0)
		sentence_paint(item->error, STYLE_LATE, row, p->value, p->width);
}

static void paint_item(struct page *p, size_t i)
{
	struct form_item *item = &p->f->items[i];
	int row = screen_row(p, p->y), rows = item_rows(p, item);
	bool here = i == p->f->at && !p->f->reading;

	if (here)
		term_paint(row, 0, 1, STYLE_STRONG, ">");
	int used = term_paint(row, p->label, p->value, STYLE_HEAD, _(item->field->label));

	if (item->field->flags & FIELD_REQUIRED)
		term_paint(row, p->label + used, 1, STYLE_LATE, "*");
	paint_value(p, item, here);
	if (item->error[0])
		paint_error(p, item, p->y + rows - error_rows(p, item));
	p->y += rows;
}

static void scroll(const struct page *p)
{
	struct form *f = p->f;
	int begin = 0, end;

	for (size_t i = 0; i < f->at; i++)
		begin += item_rows(p, &f->items[i]);
	end = begin + item_rows(p, &f->items[f->at]);
	if (end > f->top + p->rows)
		f->top = end - p->rows;
	if (begin < f->top)
		f->top = begin;
}

/* What the field at the cursor is for. */
static void paint_help(const struct form *f, int row, int cols)
{
	const struct form_item *item = &f->items[f->at];
	const char *help = item->field->help;
	struct buf text = { 0 };

	if (!help && item->field->kind == FIELD_DATE)
		help = N_("t, -1, 1123, 11-23, 昨天, 周一, 上周五; Space: the month, ?: more");
	if (f->reading)
		help = N_("Up, Down, PgUp and PgDn read on; F6, Enter or typing goes back");
	else if (f->guess_shown)
		help = N_("Right or End takes what is offered; whatever you type goes on without "
			  "it");
	else if (form_item_is_carried(item))
		buf_text(&text, _("Filled in; it may be changed. "));
	buf_text(&text, help ? _(help) : "");
	term_paint(row, 1, cols - 2, STYLE_DIM, buf_str(&text));
	buf_release(&text);
}

void form_paint(struct view *v, int rows, int cols)
{
	struct form *f = (struct form *)v;
	int pane = f->class->beside ? beside_width(cols) : 0;
	struct page p;

	if (f->reading && !pane) {
		beside_paint(&f->beside, UI_TOP, 0, rows, cols, true);
	} else {
		lay_out(&p, f, rows, cols - pane);
		scroll(&p);
		for (size_t i = 0; i < f->count; i++)
			paint_item(&p, i);
	}
	if (pane)
		beside_paint(&f->beside, UI_TOP, cols - pane, rows, pane, f->reading);
	paint_help(f, UI_TOP + rows, cols);
}
