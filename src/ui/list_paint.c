/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list looks, and in which order. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "list_private.h"
#include "ui/paragraph.h"
#include "ui/sentence.h"

/* The sign of the row at the cursor and of a marked one, and a blank. */
enum { MARGIN = 3 };

/* ------------------------------------------------------------------ sorting */

struct key {
	const struct list *l;
	const struct field *field;
};

static int compare_rows(const struct key *key, size_t a, size_t b)
{
	const void *x = rowset_at(&key->l->rows, a), *y = rowset_at(&key->l->rows, b);
	const struct field *f = key->field;

	if (field_is_number(f))
		return (field_int(f, x) > field_int(f, y)) - (field_int(f, x) < field_int(f, y));
	return strcmp(field_text(f, x), field_text(f, y));
}

static int compare(const void *a, const void *b, void *arg)
{
	const struct key *key = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = key->field ? compare_rows(key, x, y) : 0;
	bool back = key->l->backwards && (order || !key->field);

	if (!order) /* equal rows stay as they were loaded */
		order = (x > y) - (x < y);
	return back ? -order : order;
}

/* The better a find fits the earlier, one's own first; then as they were loaded. */
static int compare_fit(const void *a, const void *b, void *arg)
{
	const struct list *l = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = l->fit[y] - l->fit[x];

	if (!order && l->class->own)
		order = l->class->own(l, rowset_at(&l->rows, y)) -
			l->class->own(l, rowset_at(&l->rows, x));
	return order ? order : (x > y) - (x < y);
}

static const struct field *sort_field(const struct list *l, const struct field *column)
{
	const char *const *pair = l->class->sorted_by;

	while (pair && *pair && strcmp(*pair, column->name))
		pair += 2;
	return pair && *pair ? field_find(l->class->fields, pair[1]) : column;
}

void list_sort(struct list *l)
{
	struct key key = { .l = l };

	if (l->sort && l->sort <= l->columns)
		key.field = l->column[l->sort - 1].field;
	if (key.field)
		key.field = sort_field(l, key.field);
	if (key.field && l->class->natural && !strcmp(key.field->name, l->class->natural))
		key.field = NULL;
	if (key.field || l->backwards)
		qsort_r(l->shown, l->shown_count, sizeof *l->shown, compare, &key);
	else if (l->sought.count)
		qsort_r(l->shown, l->shown_count, sizeof *l->shown, compare_fit, l);
}

/* ------------------------------------------------------------------ painting */

void list_about(struct view *v, struct buf *out)
{
	const struct list *l = (struct list *)v;

	if (l->class->about)
		l->class->about(l, out);
	else
		buf_printf(out, _("%zu rows"), l->shown_count);
	if (l->marked_count)
		buf_printf(out, _("  marked: %zu"), l->marked_count);
	if (l->find.len && !l->finding)
		buf_printf(out, _("  found: %s"), buf_str(&l->find));
	if (l->sort)
		buf_printf(out, l->backwards ? _("  by %s, backwards") : _("  by %s"),
			   l->column[l->sort - 1].label);
}

struct grid {
	const struct list *l;
	size_t columns;          /* that fit */
	size_t of[LIST_COLUMNS]; /* which column of the list each is */
	int at[LIST_COLUMNS];    /* where each begins */
	int end;                 /* of the last one */
	int head;                /* the row of the labels */
};

/* A column of long text may be shown narrower, others only whole. */
static int least_width(const struct list_column *c)
{
	enum { LONG = 16, SHORT = 12 };

	return c->width > LONG ? SHORT : c->width;
}

/* Columns from the left, but of the screen's own only those from `first` on. */
static void lay_columns(struct grid *g, const struct list *l, int cols, size_t first)
{
	int at = MARGIN;

	*g = (struct grid){ .l = l, .end = cols, .head = g->head };
	for (size_t i = 0; i < l->columns; i++) {
		if (i >= l->first_cell && i < l->first_cell + first)
			continue;
		if (at + least_width(&l->column[i]) > cols && g->columns)
			break;
		g->of[g->columns] = i;
		g->at[g->columns++] = at;
		at += l->column[i].width + 2;
	}
}

/* Scrolled sideways so far that the cell at the cursor is in view. */
static void fit_columns(struct grid *g, const struct list *l, int cols)
{
	size_t first = 0;

	do
		lay_columns(g, l, cols, first);
	while (l->first_cell < l->columns && g->of[g->columns - 1] < l->first_cell + l->cell &&
	       first++ < l->cell);
}

static int cells_of(const struct grid *g, size_t column)
{
	if (column + 1 < g->columns)
		return g->at[column + 1] - g->at[column] - 2;
	return g->end - g->at[column];
}

enum style list_cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	enum style style = STYLE_TEXT;

	buf_clear(out);
	if (l->class->cell)
		style = l->class->cell(l, row, column, out);
	else if (l->column[column].field)
		field_show(l->column[column].field, row, out);
	return style;
}

/* Flush right within the column's own width where its field says so. */
static void paint_cell(const struct grid *g, int y, size_t column, enum style style,
		       const char *text)
{
	const struct list_column *c = &g->l->column[g->of[column]];
	int cells = cells_of(g, column), width = text_width(text);
	bool flush = c->field && c->field->flags & FIELD_RIGHT && width < c->width;
	int right = flush ? c->width - width : 0;
	struct buf cut = { 0 };

	text_pad(&cut, text, cells - right, false);
	term_paint(y, g->at[column] + right, cells - right, style, buf_str(&cut));
	buf_release(&cut);
}

static void paint_row(const struct grid *g, int y, size_t shown)
{
	const struct list *l = g->l;
	size_t at = l->shown[shown];
	struct buf text = { 0 };

	if (shown == l->at)
		term_paint(y, 0, 1, STYLE_STRONG, ">");
	if (list_is_marked(l, rowset_id(&l->rows, at)))
		term_paint(y, 1, 1, STYLE_SOON, "*");
	for (size_t i = 0; i < g->columns; i++) {
		const void *row = rowset_at(&l->rows, at);
		enum style style;

		if (l->class->paint &&
		    l->class->paint(l, row, g->of[i], y, g->at[i], cells_of(g, i)))
			continue;
		style = list_cell(l, row, g->of[i], &text);
		paint_cell(g, y, i, style, buf_str(&text));
	}
	buf_release(&text);
}

/* The cursor may be anywhere after a move; what is shown follows it. */
static void scroll(struct list *l, int page)
{
	size_t height = (size_t)page;

	l->page = page;
	if (l->top + height > l->shown_count)
		l->top = l->shown_count > height ? l->shown_count - height : 0;
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + height)
		l->top = l->at - height + 1;
}

/* Text is no wider than is good to read, however wide the window. */
static int text_cells(int cols)
{
	return cols - 2 * MARGIN < PARAGRAPH_MOST ? cols - 2 * MARGIN : PARAGRAPH_MOST;
}

static void paint_empty(const struct list *l, int y, int rows, int cols)
{
	const char *text = l->class->empty ? _(l->class->empty) : NULL;
	int cells = text_cells(cols);

	if (l->find.len && !l->picked && l->class->say_unfound)
		text = l->class->say_unfound(l);
	else if (l->find.len)
		text = NULL;
	if (l->find.len && !text)
		text = l->picked ? _("Nothing found. Backspace takes a letter back, Esc all of "
				     "them.")
				 : _("Nothing found. Backspace takes a letter back, Esc shows all "
				     "rows again.");
	else if (!l->find.len && l->class->say_empty)
		text = l->class->say_empty(l);
	if (!text)
		return;
	/* a blank row above, where there is one to spare */
	if (paragraph_rows(text, cells) < rows)
		y++, rows--;
	paragraph_paint(text, STYLE_TEXT, y, MARGIN, rows, cells, 0);
}

/* Paints what is to be read above the rows; returns how many rows it takes. It makes room for the
 * row at the cursor, and so goes out of view at the top. */
static int paint_intro(const struct list *l, int rows, int cols)
{
	struct buf text = { 0 };
	int cells = text_cells(cols), total = 0, room = rows - 1 - (int)l->at - 1, shown;

	if (l->class->intro && !l->find.len)
		l->class->intro(l, &text);
	if (text.len)
		total = paragraph_rows(buf_str(&text), cells) + 1;
	shown = total < room ? total : room > 0 ? room : 0;
	paragraph_paint(buf_str(&text), STYLE_TEXT, UI_TOP, MARGIN, shown, cells, total - shown);
	buf_release(&text);
	return shown;
}

/* What stands above the rows; the screen's own leaves them half of the room at least. */
static int paint_above(const struct list *l, int rows, int cols)
{
	int intro = paint_intro(l, rows, cols);

	return l->class->above
		       ? intro + l->class->above(l, UI_TOP + intro, (rows - intro) / 2, cols)
		       : intro;
}

/* The terminal's own cursor: it alone moves from cell to cell, which costs a few bytes. */
static void place_cursor(const struct grid *g)
{
	const struct list *l = g->l;
	int x = 0;

	for (size_t i = 0; i < g->columns; i++)
		if (l->first_cell < l->columns && g->of[i] == l->first_cell + l->cell)
			x = g->at[i];
	if (l->shown_count)
		term_cursor(g->head + 1 + (int)(l->at - l->top), x);
}

static void paint_find(const struct list *l, int y, int cols)
{
	struct buf text = { 0 };

	buf_text(&text, _("Find: "));
	text_show(&text, buf_str(&l->find));
	term_cursor(y, 1 + term_paint(y, 1, cols - 2, STYLE_STRONG, buf_str(&text)));
	buf_release(&text);
}

/* What a column had to cut can be read below. */
static void whole_text(const struct list *l, struct buf *out)
{
	const void *row = list_current(l);

	struct buf text = { 0 };

	if (!row)
		return;
	if (l->class->whole)
		text_show(out, field_text(field_find(l->class->fields, l->class->whole), row));
	if (l->class->tell)
		l->class->tell(l, row, &text);
	text_show(out, buf_str(&text));
	buf_release(&text);
}

static void paint_whole(const struct list *l, int y, int cols)
{
	struct buf text = { 0 };

	whole_text(l, &text);
	if (text.len && !l->view.ui->said[0])
		sentence_paint_up(buf_str(&text), STYLE_DIM, y, cols);
	buf_release(&text);
}

/* The rows that it takes from the list, so that it never covers the row it belongs to. */
static int whole_over(const struct list *l, int cols)
{
	struct buf text = { 0 };
	int over;

	whole_text(l, &text);
	over = sentence_rows(buf_str(&text), cols - 2) - 1 + (text.len && l->finding);
	buf_release(&text);
	return over;
}

/* With columns of the screen's own: that there are more to the left or the right. */
static void paint_more(const struct grid *g, int cols)
{
	const struct list *l = g->l;
	const struct list_column *last;
	size_t fixed = 0;
	int end;

	if (l->first_cell >= l->columns || !g->columns)
		return;
	while (fixed < g->columns && g->of[fixed] < l->first_cell)
		fixed++;
	if (fixed < g->columns && g->of[fixed] > l->first_cell)
		term_paint(g->head, g->at[fixed] - 2, 1, STYLE_STRONG, "<");
	last = &l->column[g->of[g->columns - 1]];
	end = text_width(last->label);
	if (last->field && last->field->flags & FIELD_RIGHT && end < last->width)
		end = last->width;
	/* not over a label that ends where the row does */
	if (g->of[g->columns - 1] + 1 < l->columns && g->at[g->columns - 1] + end < cols)
		term_paint(g->head, cols - 1, 1, STYLE_STRONG, ">");
}

void list_paint(struct view *v, int rows, int cols)
{
	struct list *l = (struct list *)v;
	int over = whole_over(l, cols), above = paint_above(l, rows - over, cols);
	struct grid g = { .head = UI_TOP + above };

	scroll(l, rows - 1 - over - above);
	fit_columns(&g, l, cols);
	for (size_t i = 0; i < g.columns; i++)
		paint_cell(&g, g.head, i, STYLE_HEAD, l->column[g.of[i]].label);
	paint_more(&g, cols);
	for (size_t i = l->top; i < l->shown_count && i < l->top + (size_t)l->page; i++)
		paint_row(&g, g.head + 1 + (int)(i - l->top), i);
	if (!l->shown_count)
		paint_empty(l, g.head + 1, l->page, cols);
	/* what is looked for has the last row */
	paint_whole(l, UI_TOP + rows - l->finding, cols);
	if (l->finding)
		paint_find(l, UI_TOP + rows, cols);
	else
		place_cursor(&g);
}
