/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/report_bar.h"

#include <string.h>

#include "base/i18n.h"

static const struct {
	const char *column;
	char mark;
} usual[] = {
	{ "met", '#' },
	{ "overdue", '!' },
	{ "soon", '=' },
	{ "open", '.' },
};
enum { USUAL = sizeof usual / sizeof *usual };

/* Of other columns, in their order. */
static const char others[BAR_PARTS + 1] = "#+*o-=.%";

static char mark_of(const char *column, size_t i)
{
	size_t k = 0;

	while (k < USUAL && strcmp(usual[k].column, column))
		k++;
	return k < USUAL ? usual[k].mark : others[i];
}

bool report_bar(const struct report *r, const struct report_row *row, struct report_bar *out)
{
	*out = (struct report_bar){ 0 };
	for (; r->bar && r->bar[out->count] && out->count < BAR_PARTS; out->count++) {
		const struct field *f = field_find(r->fields, r->bar[out->count]);

		if (row && field_int(f, row) == FIELD_FEW)
			return false;
		out->parts[out->count] = row ? field_int(f, row) : 0;
		out->marks[out->count] = mark_of(f->name, out->count);
		out->fields[out->count] = f;
	}
	return out->count > 0;
}

void report_bar_tell(const struct report_bar *bar, struct buf *out)
{
	for (size_t i = 0; i < bar->count; i++)
		buf_printf(out, "%s%c %s", i ? "  " : "", bar->marks[i], _(bar->fields[i]->label));
}

/* The columns with the bar behind the first one. */
struct drawn {
	struct report_row row;
	const char *bar;
};
enum { DRAWN_MOST = 96 };

static const struct field bar_field = { FIELD(struct drawn, bar), .label = N_("Progress"),
					.kind = FIELD_TEXT, .width = REPORT_BAR_CELLS };

static void draw_row(const struct report *r, const struct report_row *row, struct rowset *out)
{
	struct drawn *d = rowset_add(out);
	struct report_bar bar;
	struct buf text = { 0 };

	d->row = *row;
	if (report_bar(r, row, &bar))
		bar_text(&text, bar.parts, bar.marks, REPORT_BAR_CELLS);
	d->bar = arena_text(&out->arena, buf_str(&text));
	buf_release(&text);
}

/* A table with bars, and what their marks stand for. */
static void draw(const struct report *r, const struct rowset *rows, const char *const *columns,
		 const struct report_bar *marks, struct page *p)
{
	struct field fields[DRAWN_MOST + 1] = { 0 };
	const char *shown[DRAWN_MOST + 1] = { 0 };
	struct buf legend = { 0 };
	struct rowset drawn;
	size_t n = 0;

	for (; n < DRAWN_MOST - 1 && r->fields[n].name; n++)
		fields[n] = r->fields[n];
	fields[n] = bar_field;
	shown[0] = columns[0];
	shown[1] = bar_field.name;
	for (n = 1; n < DRAWN_MOST - 1 && columns[n]; n++)
		shown[n + 1] = columns[n];
	rowset_init(&drawn, fields, sizeof(struct drawn));
	for (size_t i = 0; i < rows->count; i++)
		draw_row(r, rowset_at(rows, i), &drawn);
	page_table(p, &drawn, shown);
	rowset_release(&drawn);
	report_bar_tell(marks, &legend);
	page_note(p, buf_str(&legend));
	buf_release(&legend);
}

void report_page_rows(struct page *p, const struct report *r, const struct rowset *rows,
		      const char *const *columns)
{
	struct report_bar marks;

	if (report_bar(r, NULL, &marks))
		draw(r, rows, columns, &marks, p);
	else
		page_table(p, rows, columns);
}
