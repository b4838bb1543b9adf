/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file as rows of text, and which column is what. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/table.h"
#include "base/text.h"
#include "model/import_private.h"

enum { MOST_ROWS = 200000, HEADER_WITHIN = 20 };

/* ------------------------------------------------------------ reading the file */

static bool is_blank_row(const struct frame *f)
{
	for (size_t i = 1; i < f->count; i++)
		if (f->cell[i][strspn(f->cell[i], " ")])
			return false;
	return true;
}

static struct sheet_row *add_row(struct sheet *sheet, size_t number)
{
	struct sheet_row *r;

	if (sheet->count == sheet->room) {
		sheet->room = sheet->room ? sheet->room * 2 : 256;
		sheet->rows = mem_grow(sheet->rows, sheet->room * sizeof *sheet->rows);
	}
	r = &sheet->rows[sheet->count++];
	*r = (struct sheet_row){ .number = number };
	return r;
}

static void take_row(struct sheet *sheet, const struct frame *f)
{
	struct sheet_row *r;

	if (f->count < 1 || is_blank_row(f))
		return;
	r = add_row(sheet, (size_t)atoll(f->cell[0]));
	r->count = f->count - 1;
	r->cell = arena_alloc(&sheet->arena, r->count * sizeof *r->cell);
	for (size_t i = 0; i < r->count; i++)
		r->cell[i] = arena_text(&sheet->arena, f->cell[i + 1]);
}

/* P row column text: said of the row just read, or of one that could not be. */
static void take_problem(struct sheet *sheet, const struct frame *f)
{
	size_t number;
	struct sheet_row *r;

	if (f->count < 3)
		return;
	number = (size_t)atoll(f->cell[0]);
	r = sheet->count && sheet->rows[sheet->count - 1].number == number
		    ? &sheet->rows[sheet->count - 1]
		    : add_row(sheet, number);
	r->problem_column = (size_t)atoll(f->cell[1]);
	r->problem = arena_text(&sheet->arena, f->cell[2]);
}

static void take_info(struct sheet *sheet, const struct frame *f)
{
	if (f->count < 2)
		return;
	if (!strcmp(f->cell[0], "encoding"))
		sheet->encoding = arena_text(&sheet->arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "separator"))
		sheet->separator = arena_text(&sheet->arena, f->cell[1]);
}

bool sheet_read(struct sheet *sheet, const struct import_options *o, struct err *e)
{
	const struct table_source source = { o->path, o->encoding, o->separator, NULL };
	struct table_reader t;
	bool fits = true;

	if (!table_open(&t, &source, e))
		return false;
	while (fits && table_next(&t, e)) {
		if (t.frame.tag == 'R')
			take_row(sheet, &t.frame);
		else if (t.frame.tag == 'P')
			take_problem(sheet, &t.frame);
		else if (t.frame.tag == 'I')
			take_info(sheet, &t.frame);
		fits = sheet->count <= MOST_ROWS;
	}
	t.ended |= !fits;
	if (!table_close(&t, e))
		return false;
	return fits || err_set(e, ERR_INVALID, _("The file has more than %d rows."), MOST_ROWS);
}

/* ------------------------------------------------------------------ the header */

const char *sheet_header(const struct sheet *sheet, size_t column)
{
	const struct sheet_row *header = &sheet->rows[sheet->header];

	return column < header->count ? header->cell[column] : "";
}

size_t sheet_column(const struct sheet *sheet, const char *field)
{
	size_t i = 0;

	while (i < sheet->column_count &&
	       (!sheet->column[i] || strcmp(sheet->column[i]->name, field)))
		i++;
	return i;
}

static bool has(const struct sheet *sheet, const char *field)
{
	return sheet_column(sheet, field) < sheet->column_count;
}

static const struct field *field_of(const struct import_format *format, const char *header)
{
	for (size_t i = 0; format->tables[i]; i++) {
		const struct field *f = field_by_header(format->tables[i], header);

		if (f && !(f->flags & FIELD_READ_ONLY))
			return f;
	}
	return NULL;
}

/* A second column for the same field is left out: 学号 beats 学籍号 that comes after it. */
static void map_columns(struct sheet *sheet, const struct import_format *format,
			const struct sheet_row *r)
{
	sheet->column_count = 0;
	sheet->column = arena_alloc(&sheet->arena, r->count * sizeof(*sheet->column));
	for (size_t i = 0; i < r->count; i++) {
		const struct field *f = *r->cell[i] ? field_of(format, r->cell[i]) : NULL;

		sheet->column[i] = f && !has(sheet, f->name) ? f : NULL;
		sheet->column_count = i + 1;
	}
}

static bool is_header(const struct sheet *sheet, const struct import_format *format)
{
	for (const struct import_need *need = format->needs; need->field; need++)
		if (!has(sheet, need->field) && !(need->or_field && has(sheet, need->or_field)))
			return false;
	return true;
}

static void name_needs(const struct import_format *format, struct buf *out)
{
	for (const struct import_need *need = format->needs; need->field; need++) {
		const struct field *f = NULL;

		for (size_t t = 0; !f && format->tables[t]; t++)
			f = field_find(format->tables[t], need->field);
		buf_printf(out, "%s%s", out->len ? _(", ") : "", f ? _(f->label) : need->field);
	}
}

static bool no_header(const struct sheet *sheet, const struct import_format *format, struct err *e)
{
	struct buf wanted = { 0 }, found = { 0 };

	name_needs(format, &wanted);
	for (size_t i = 0; sheet->count && i < sheet->rows[0].count && i < 6; i++) {
		buf_text(&found, i ? " | " : "");
		text_quote(&found, sheet->rows[0].cell[i]);
	}
	err_set(e, ERR_INVALID,
		_("No row of the file is a header with the columns %s. Its first row reads: %s"),
		buf_str(&wanted), found.len ? buf_str(&found) : _("(nothing)"));
	buf_release(&wanted);
	buf_release(&found);
	return false;
}

bool sheet_find_header(struct sheet *sheet, const struct import_format *format, struct err *e)
{
	bool found = false;

	for (size_t i = 0; !found && i < sheet->count && i < HEADER_WITHIN; i++) {
		map_columns(sheet, format, &sheet->rows[i]);
		found = is_header(sheet, format);
		sheet->header = i;
	}
	return found || no_header(sheet, format, e);
}

void sheet_release(struct sheet *sheet)
{
	arena_release(&sheet->arena);
	free(sheet->rows);
}
