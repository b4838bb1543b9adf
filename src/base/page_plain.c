/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages as plain text: for printers, which take it where they take no HTML. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/wrap.h"
#include "page_private.h"

/* A page of 66 lines with a margin; tables count them, so that their header comes again. */
enum { LINES = 60, LABEL = 16, GAP = 2, NARROWEST = 4 };

void page_begin_plain(struct page *p)
{
	*p = (struct page){ .plain = true, .fresh = true };
}

/* Lines since the last form feed. */
static int lines_of(const struct page *p)
{
	int lines = 0;

	for (size_t i = p->out.len; i-- && p->out.at[i] != '\f';)
		lines += p->out.at[i] == '\n';
	return lines % LINES;
}

static void end_line(struct page *p)
{
	while (p->out.len && p->out.at[p->out.len - 1] == ' ')
		p->out.at[--p->out.len] = '\0';
	buf_char(&p->out, '\n');
	p->fresh = false;
}

/* Wrapped; the first row goes behind what stands in the line already. */
static void wrapped(struct page *p, const char *text, size_t len, int indent, int width)
{
	struct buf seen = { 0 };
	struct wrap w = { 0 };

	page_seen(&seen, text, len);
	wrap_text(&w, buf_str(&seen), seen.len, width);
	for (size_t i = 0; i < w.rows; i++) {
		if (i)
			buf_printf(&p->out, "%*s", indent, "");
		buf_add(&p->out, buf_str(&seen) + w.start[i],
			wrap_row_length(&w, i, buf_str(&seen), width));
		end_line(p);
	}
	wrap_release(&w);
	buf_release(&seen);
}

void page_plain_text(struct page *p, const char *text, int indent)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		buf_printf(&p->out, "%*s", indent, "");
		wrapped(p, text, len, indent, PAGE_COLUMNS - indent);
		text += len + (text[len] == '\n');
	}
}

void page_plain_heading(struct page *p, int level, const char *text)
{
	int width = text_width(text);

	if (!p->fresh)
		end_line(p);
	if (level == 1 && width < PAGE_COLUMNS)
		buf_printf(&p->out, "%*s", (PAGE_COLUMNS - width) / 2, "");
	wrapped(p, text, strlen(text), 0, PAGE_COLUMNS);
	end_line(p);
}

void page_plain_line(struct page *p, const char *label, const char *text)
{
	struct buf shown = { 0 };

	page_seen(&shown, label, strlen(label));
	text_pad(&p->out, buf_str(&shown), LABEL - 1, true);
	buf_char(&p->out, ' ');
	wrapped(p, text, strlen(text), LABEL, PAGE_COLUMNS - LABEL);
	buf_release(&shown);
}

/* ----------------------------------------------------------------------- tables */

struct column {
	const struct field *field;
	struct buf cell; /* of the row at hand */
	struct wrap wrap;
	int width;
};

struct plain_table {
	struct column *columns;
	size_t count;
};

/* `row` NULL: the header. */
static void fill_cell(struct column *c, const void *row)
{
	struct buf value = { 0 };

	if (row)
		page_cell(c->field, row, &value);
	else
		buf_text(&value, _(c->field->label));
	buf_clear(&c->cell);
	page_seen(&c->cell, buf_str(&value), value.len);
	buf_release(&value);
}

static void widen(struct plain_table *t, const void *row)
{
	for (size_t i = 0; i < t->count; i++) {
		struct column *c = &t->columns[i];
		int width;

		fill_cell(c, row);
		width = text_width(buf_str(&c->cell));
		c->width = width > c->width ? width : c->width;
	}
}

/* The widest column gives way, a cell at a time. */
static void narrow(struct plain_table *t)
{
	for (;;) {
		struct column *widest = t->columns;
		int all = -GAP;

		for (size_t i = 0; i < t->count; i++) {
			all += t->columns[i].width + GAP;
			if (t->columns[i].width > widest->width)
				widest = &t->columns[i];
		}
		if (all <= PAGE_COLUMNS || widest->width <= NARROWEST)
			return;
		widest->width--;
	}
}

static void put_piece(struct page *p, const struct column *c, size_t line)
{
	const char *text = buf_str(&c->cell);
	int used;

	if (line < c->wrap.rows) {
		size_t len = wrap_row_length(&c->wrap, line, text, c->width);

		text += c->wrap.start[line];
		used = text_width_n(text, len);
		if (c->field->flags & FIELD_RIGHT)
			buf_printf(&p->out, "%*s", c->width - used, "");
		buf_add(&p->out, text, len);
		if (c->field->flags & FIELD_RIGHT)
			used = c->width;
	} else {
		used = 0;
	}
	buf_printf(&p->out, "%*s", c->width - used + GAP, "");
}

/* Each cell wrapped in its column; the lines that it takes. */
static size_t lay_row(struct plain_table *t, const void *row)
{
	size_t lines = 1;

	for (size_t i = 0; i < t->count; i++) {
		struct column *c = &t->columns[i];

		fill_cell(c, row);
		wrap_text(&c->wrap, buf_str(&c->cell), c->cell.len, c->width);
		lines = c->wrap.rows > lines ? c->wrap.rows : lines;
	}
	return lines;
}

static void put_row(struct page *p, struct plain_table *t, const void *row)
{
	size_t lines = lay_row(t, row);

	for (size_t k = 0; k < lines; k++) {
		for (size_t i = 0; i < t->count; i++)
			put_piece(p, &t->columns[i], k);
		end_line(p);
	}
}

static void begin_table(struct plain_table *t, const struct rowset *set, const char *const *names)
{
	size_t most = 0;

	while (names[most])
		most++;
	*t = (struct plain_table){ mem_alloc((most + 1) * sizeof *t->columns), 0 };
	for (; *names; names++) {
		const struct field *f = field_find(set->fields, *names);

		if (f)
			t->columns[t->count++] = (struct column){ .field = f };
	}
	widen(t, NULL);
	for (size_t i = 0; i < set->count; i++)
		widen(t, rowset_at(set, i));
	narrow(t);
}

void page_plain_table(struct page *p, const struct rowset *set, const char *const *names)
{
	struct plain_table t;

	begin_table(&t, set, names);
	if (t.count)
		put_row(p, &t, NULL);
	for (size_t i = 0; t.count && i < set->count; i++) {
		if (lines_of(p) + (int)lay_row(&t, rowset_at(set, i)) > LINES) {
			page_plain_break(p);
			put_row(p, &t, NULL);
		}
		put_row(p, &t, rowset_at(set, i));
	}
	for (size_t i = 0; i < t.count; i++) {
		buf_release(&t.columns[i].cell);
		wrap_release(&t.columns[i].wrap);
	}
	free(t.columns);
}

void page_plain_break(struct page *p)
{
	buf_char(&p->out, '\f');
	p->fresh = true;
}
