/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the versions look: one below the other under each field's label, what is not as it was
 * strong. A long text shows some rows, from its first change on; in full there is one field alone.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/wrap.h"
#include "form_compare.h"

enum { MARGIN = 2, OTHER_ROWS = 4, MUCH = 18 }; /* a blank row between fields where there is room */

struct page {
	struct compare *c;
	int rows, cols;
	int value, width; /* where versions begin, and their cells */
	int limit;        /* rows of each; 0: all */
	int y;            /* the row being painted */
	bool blind;       /* only measured */
};

static const char *const names[VERSIONS + 1] = { N_("before"), N_("theirs"), N_("mine"),
						 N_("both") };

static int screen_row(const struct page *p, int y)
{
	int row = y - p->c->top;

	return !p->blind && row >= 0 && row < p->rows ? UI_TOP + row : -1;
}

/* "[1 theirs]" when chosen, " 1 theirs " else; what was there cannot be. */
static void paint_name(const struct page *p, const struct form_point *point, int version)
{
	bool on = version && point->side == (enum form_side)version;
	struct buf text = { 0 };

	if (version)
		buf_printf(&text, on ? "[%d %s]" : " %d %s", version, _(names[version]));
	else
		buf_printf(&text, "   %s", _(names[version]));
	term_paint(screen_row(p, p->y), MARGIN, p->value - MARGIN, on ? STYLE_STRONG : STYLE_DIM,
		   text.at);
	buf_release(&text);
}

static int paint_part(int row, int col, int cells, enum style style, const char *text, size_t len)
{
	struct buf part = { 0 };
	int used;

	buf_add(&part, text, len);
	used = term_paint(row, col, cells, style, buf_str(&part));
	buf_release(&part);
	return used;
}

static size_t within(size_t at, size_t from, size_t to)
{
	return at < from ? from : at > to ? to : at;
}

/* A row of a text, the changed part of it strong. */
static void paint_text(const struct page *p, const struct compare_texts *t, int version,
		       size_t start, size_t end)
{
	const char *text = buf_str(&t->text[version]);
	size_t from = within(t->from[version], start, end), to = within(t->to[version], start, end);
	enum style plain = version ? STYLE_TEXT : STYLE_DIM;
	int row = screen_row(p, p->y), col = p->value;

	col += paint_part(row, col, p->width, plain, text + start, from - start);
	col += paint_part(row, col, p->value + p->width - col, STYLE_STRONG, text + from,
			  to - from);
	paint_part(row, col, p->value + p->width - col, plain, text + to, end - to);
}

/* From which row on it is seen, of how many. */
static void paint_extent(const struct page *p, size_t first, size_t all)
{
	struct buf text = { 0 };

	buf_printf(&text, "   %zu/%zu", first + 1, all);
	term_paint(screen_row(p, p->y), MARGIN, p->value - MARGIN - 1, STYLE_DIM, text.at);
	buf_release(&text);
}

/* The row before the one that is changed first. */
static size_t change_row(const struct wrap *w, size_t change)
{
	size_t row = 0;

	while (row + 1 < w->rows && w->start[row + 1] <= change)
		row++;
	return row - (row > 0);
}

static void paint_version(struct page *p, size_t i, int version)
{
	const struct compare_texts *t = &p->c->texts[i];
	const struct buf *text = &t->text[version];
	struct wrap wrap = { 0 };
	size_t first = 0, count;

	wrap_text(&wrap, buf_str(text), text->len, p->width);
	count = wrap.rows;
	if (!p->limit)
		p->c->changes[version] = p->y + (int)change_row(&wrap, t->from[version]);
	if (p->limit && count > (size_t)p->limit) {
		count = (size_t)p->limit;
		first = change_row(&wrap, t->from[version]);
		if (first > wrap.rows - count)
			first = wrap.rows - count;
	}
	paint_name(p, &p->c->points->at[i], version);
	if (!text->len)
		term_paint(screen_row(p, p->y), p->value, p->width, STYLE_DIM, _("(empty)"));
	for (size_t row = first; row < first + count; row++, p->y++) {
		size_t start = wrap.start[row];

		if (row == first + 1 && count < wrap.rows)
			paint_extent(p, first, wrap.rows);
		paint_text(p, t, version, start,
			   start + wrap_row_length(&wrap, row, buf_str(text), p->width));
	}
	wrap_release(&wrap);
}

static void paint_both(struct page *p, const struct form_point *point)
{
	const char *what = point->field->kind == FIELD_NOTE
				   ? N_("theirs, and yours below it")
				   : N_("what either of you put in, without what either took out");

	paint_name(p, point, SIDE_BOTH);
	term_paint(screen_row(p, p->y), p->value, p->width, STYLE_DIM, _(what));
	p->y++;
}

static void paint_point(struct page *p, size_t i)
{
	const struct form_point *point = &p->c->points->at[i];
	int row = screen_row(p, p->y);

	if (i == p->c->at)
		term_paint(row, 0, 1, STYLE_STRONG, ">");
	int used = term_paint(row, MARGIN, p->cols - MARGIN, STYLE_HEAD, _(point->field->label));

	if (!point->side)
		term_paint(row, MARGIN + used + 2, p->cols - MARGIN - used - 2, STYLE_SOON,
			   _("not chosen yet"));
	p->y++;
	for (int version = WAS; version < VERSIONS; version++)
		paint_version(p, i, version);
	if (merge_joins(point->field))
		paint_both(p, point);
}

static void lay_out(struct page *p, struct compare *c, int rows, int cols)
{
	int name = 0;

	for (int i = 0; i <= VERSIONS; i++) {
		int width = text_width(_(names[i]));

		name = width > name ? width : name;
	}
	*p = (struct page){ .c = c, .rows = rows, .cols = cols };
	p->value = MARGIN + 3 + name + 2;
	if (p->value < MARGIN + 3 + (int)strlen("9999/9999 "))
		p->value = MARGIN + 3 + (int)strlen("9999/9999 ");
	p->width = cols - p->value - 2;
	p->limit = c->reading ? 0 : (rows - 1 - OTHER_ROWS / 2) / VERSIONS;
	if (!c->reading && p->limit < 1)
		p->limit = 1;
}

/* All the fields, or the one that is read; where the one at the cursor begins and ends. */
static void paint_all(struct page *p, int *begin, int *end)
{
	const struct compare *c = p->c;
	bool blank = p->rows >= MUCH;

	p->y = 0;
	*begin = 0;
	for (size_t i = c->reading ? c->at : 0; i < c->points->count; i++) {
		if (i == c->at)
			*begin = p->y;
		paint_point(p, i);
		if (i == c->at)
			*end = p->y;
		if (c->reading)
			break;
		p->y += blank && i + 1 < c->points->count;
	}
}

static void scroll(struct compare *c, const struct page *p, int begin, int end)
{
	if (!c->reading) {
		if (end > c->top + p->rows)
			c->top = end - p->rows;
		if (begin < c->top)
			c->top = begin;
	}
	if (c->top > p->y - p->rows)
		c->top = p->y - p->rows;
	if (c->top < 0)
		c->top = 0;
}

static void paint_help(const struct compare *c, int row, int cols)
{
	struct buf text = { 0 };

	if (c->reading)
		buf_printf(
			&text,
			_("Row %d to %d of %d. Tab: the next change; F6, Enter or Esc goes back."),
			c->top + 1, c->top + c->page < c->rows ? c->top + c->page : c->rows,
			c->rows);
	else
		buf_text(&text, _("What only one of you changed is kept. F6 reads long texts in "
				  "full."));
	term_paint(row, 1, cols - 2, STYLE_DIM, text.at);
	buf_release(&text);
}

void compare_paint(struct view *v, int rows, int cols)
{
	struct compare *c = (struct compare *)v;
	int begin = 0, end = 0;
	struct page p;

	lay_out(&p, c, rows, cols);
	p.blind = true;
	paint_all(&p, &begin, &end);
	c->page = rows;
	c->rows = p.y;
	scroll(c, &p, begin, end);
	p.blind = false;
	paint_all(&p, &begin, &end);
	paint_help(c, UI_TOP + rows, cols);
}
