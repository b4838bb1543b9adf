/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which row is the header, and which column is what. What is said now comes first, then what was
 * said of files laid out alike, then what the headers are known as.
 */
#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/import_private.h"

enum { HEADER_WITHIN = 20 };
#define NONE SIZE_MAX

/* ------------------------------------------------------------------------ columns */

void column_letters(size_t column, char out[COLUMN_LETTERS])
{
	char back[COLUMN_LETTERS];
	size_t n = 0;

	for (column++; column && n < COLUMN_LETTERS - 1; column = (column - 1) / 26)
		back[n++] = (char)('A' + (column - 1) % 26);
	for (size_t i = 0; i < n; i++)
		out[i] = back[n - 1 - i];
	out[n] = '\0';
}

size_t column_lettered(const char *letters)
{
	size_t place = 0;

	for (size_t i = 0; letters[i]; i++) {
		char c = letters[i] >= 'a' ? (char)(letters[i] - 'a' + 'A') : letters[i];

		if (c < 'A' || c > 'Z' || i == 3)
			return NONE;
		place = place * 26 + (size_t)(c - 'A') + 1;
	}
	return place ? place - 1 : NONE;
}

const char *sheet_header(const struct sheet *sheet, size_t column)
{
	const struct sheet_row *header = &sheet->rows[sheet->header];

	if (sheet->headless)
		return column < sheet->column_count ? sheet->letters[column] : "";
	return column < header->count ? header->cell[column] : "";
}

size_t sheet_column(const struct sheet *sheet, const char *field)
{
	size_t i = 0;

	while (i < sheet->column_count &&
	       (!sheet->column[i].field || strcmp(sheet->column[i].field->name, field)))
		i++;
	return i;
}

bool sheet_has(const struct sheet *sheet, const char *field)
{
	return sheet_column(sheet, field) < sheet->column_count;
}

const struct field *format_field(const struct import_format *format, const char *header)
{
	for (size_t i = 0; format->tables[i]; i++) {
		const struct field *f = field_by_header(format->tables[i], header);

		if (f && !(f->flags & FIELD_READ_ONLY))
			return f;
	}
	return NULL;
}

/* ---------------------------------------------------------------------- one row */

/* A second column for the same field is left out: 学号 beats 学籍号 that comes after it. */
static void recognise(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct sheet_column *c = &sheet->column[i];

		if (c->how || !c->match)
			continue;
		c->how = sheet_has(sheet, c->match->name) ? COLUMN_TWICE : COLUMN_KNOWN;
		c->field = c->how == COLUMN_KNOWN ? c->match : NULL;
	}
}

/* As if this row were the header. Returns how many of its cells say what they are. */
static size_t try_row(const struct laying *l, size_t row)
{
	struct sheet *sheet = l->sheet;
	const struct sheet_row *r = &sheet->rows[row];
	size_t known = 0;

	sheet->header = row;
	sheet->first = row + 1;
	sheet->column_count = r->count;
	sheet->column = arena_alloc(&sheet->arena, (r->count + 1) * sizeof *sheet->column);
	memset(sheet->column, 0, (r->count + 1) * sizeof *sheet->column);
	for (size_t i = 0; i < r->count; i++) {
		sheet->column[i].match = *r->cell[i] ? format_field(l->format, r->cell[i]) : NULL;
		known += sheet->column[i].match != NULL;
	}
	return known;
}

/* -------------------------------------------------------------- what is needed */

static const struct field *field_of_name(const struct import_format *format, const char *name)
{
	const struct field *f = NULL;

	for (size_t t = 0; !f && format->tables[t]; t++)
		f = field_find(format->tables[t], name);
	return f;
}

static bool is_lacking(const struct sheet *sheet, const struct import_need *need)
{
	const char *others = need->or_field, *word;
	bool has = sheet_has(sheet, need->field);
	size_t len;

	while (!has && text_word(&others, '|', &word, &len)) {
		struct buf name = { 0 };

		buf_add(&name, word, len);
		has = sheet_has(sheet, buf_str(&name));
		buf_release(&name);
	}
	return !has;
}

static void name_need(const struct import_format *format, const struct import_need *need,
		      struct buf *out)
{
	const struct field *f = field_of_name(format, need->field);

	buf_printf(out, "%s%s", out->len ? _(", ") : "", f ? _(f->label) : need->field);
}

void sheet_lacking(const struct sheet *sheet, const struct import_format *format, struct buf *out)
{
	for (const struct import_need *need = format->needs; need->field; need++)
		if (is_lacking(sheet, need))
			name_need(format, need, out);
}

static bool has_needed(const struct sheet *sheet, const struct import_format *format)
{
	for (const struct import_need *need = format->needs; need->field; need++)
		if (is_lacking(sheet, need))
			return false;
	return true;
}

static bool no_header(const struct sheet *sheet, const struct import_format *format, struct err *e)
{
	struct buf wanted = { 0 }, found = { 0 };

	for (const struct import_need *need = format->needs; need->field; need++)
		name_need(format, need, &wanted);
	for (size_t i = 0; sheet->count && i < sheet->rows[0].count && i < 6; i++) {
		buf_text(&found, i ? " | " : "");
		text_quote(&found, sheet->rows[0].cell[i]);
	}
	if (sheet->sheet_count > 1 && sheet->chosen)
		err_set(e, ERR_INVALID,
			_("No row of sheet %zu of %zu is a header with the columns %s: name "
			  "another sheet, or say which column is what. Its first row reads: %s"),
			sheet->chosen, sheet->sheet_count, buf_str(&wanted), buf_str(&found));
	else
		err_set(e, ERR_INVALID,
			_("No row of the file is a header with the columns %s: say which column "
			  "is what, or mend the file. Its first row reads: %s"),
			buf_str(&wanted), found.len ? buf_str(&found) : _("(nothing)"));
	buf_release(&wanted);
	buf_release(&found);
	return false;
}

bool sheet_check(const struct sheet *sheet, const struct import_options *o, struct err *e)
{
	const struct import_format *format = import_format_of(o->kind);
	struct buf lacking = { 0 };

	if (sheet->guessed && o->map)
		return err_set(e, ERR_INVALID, "%s",
			       _("No row of the file is known to be its header; say which one it "
				 "is, or that there is none."));
	if (sheet->guessed)
		return no_header(sheet, format, e);
	sheet_lacking(sheet, format, &lacking);
	if (lacking.len)
		err_set(e, ERR_INVALID, _("No column is known as %s: say which one it is."),
			buf_str(&lacking));
	buf_release(&lacking);
	return has_needed(sheet, format);
}

/* ----------------------------------------------------------------- the header's row */

/* Every column of a file without one has a letter for its header. */
static void without_header(const struct laying *l)
{
	struct sheet *sheet = l->sheet;
	char letters[COLUMN_LETTERS];
	size_t widest = 0;

	for (size_t i = 1; i < sheet->count; i++)
		if (sheet->rows[i].count > sheet->rows[widest].count)
			widest = i;
	sheet->headless = true;
	try_row(l, widest);
	sheet->header = sheet->first = 0;
	sheet->letters =
		arena_alloc(&sheet->arena, (sheet->column_count + 1) * sizeof *sheet->letters);
	for (size_t i = 0; i < sheet->column_count; i++) {
		sheet->column[i].match = NULL;
		column_letters(i, letters);
		sheet->letters[i] = arena_text(&sheet->arena, letters);
	}
}

static bool given_row(const struct laying *l, struct err *e)
{
	for (size_t i = 0; i < l->sheet->count; i++)
		if (l->sheet->rows[i].number == (size_t)l->o->header) {
			try_row(l, i);
			return true;
		}
	return err_set(e, ERR_INVALID,
		       _("Row %lld of the file holds nothing; which row is its "
			 "header?"),
		       (long long)l->o->header);
}

static size_t filled(const struct sheet_row *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++)
		n += *r->cell[i] != '\0';
	return n;
}

/* The first row with all that is needed; else the one of which most is known; else the first of
 * those with the most cells. */
static void find_row(const struct laying *l)
{
	struct sheet *sheet = l->sheet;
	size_t best = 0, best_known = 0;

	for (size_t i = 0; i < sheet->count && i < HEADER_WITHIN; i++) {
		size_t known = try_row(l, i) + laying_try_said(l);

		recognise(sheet);
		if (has_needed(sheet, l->format)) {
			best = i;
			best_known = NONE;
			break;
		}
		if (known > best_known ||
		    (!best_known && !known && filled(&sheet->rows[i]) > filled(&sheet->rows[best])))
			best = i;
		best_known = known > best_known ? known : best_known;
	}
	try_row(l, best);
	/* what is said may bring what is lacking, to a row that shows itself a header */
	sheet->guessed = best_known != NONE && !(l->o->map && best_known);
}

/* A file whose layout is remembered has its header where that fits. */
static bool find_remembered(struct session *s, struct laying *l, struct err *e)
{
	struct sheet *sheet = l->sheet;
	bool given = l->o->header > 0;
	size_t from = given ? sheet->header : 0, end = given ? from + 1 : HEADER_WITHIN;

	for (size_t i = from; !sheet->said_on && i < sheet->count && i < end; i++) {
		layout_digest(&sheet->rows[i], sheet->layout);
		if (!layout_read(s, l->format, sheet->layout, &sheet->arena, &l->remembered,
				 &sheet->said_on, e))
			return false;
		if (sheet->said_on)
			try_row(l, i);
	}
	return true;
}

const char *sheet_said_on(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++)
		if (sheet->column[i].how == COLUMN_REMEMBERED)
			return sheet->said_on;
	return "";
}

bool sheet_lay_out(struct session *s, struct sheet *sheet, const struct import_options *o,
		   struct err *e)
{
	struct laying l = { sheet, import_format_of(o->kind), o, NULL };

	if (!sheet->count)
		return no_header(sheet, l.format, e);
	sheet->headless = sheet->guessed = false;
	sheet->said_on = NULL;
	if (o->header == IMPORT_NO_HEADER)
		without_header(&l);
	else if ((o->header > 0 && !given_row(&l, e)) || !find_remembered(s, &l, e))
		return false;
	else if (!o->header && !sheet->said_on)
		find_row(&l);
	if (!sheet->headless)
		layout_digest(&sheet->rows[sheet->header], sheet->layout);
	for (const struct import_map *m = o->map; m && m->field; m++)
		if (!laying_say(&l, m, e))
			return false;
	laying_remember(&l);
	recognise(sheet);
	return true;
}
