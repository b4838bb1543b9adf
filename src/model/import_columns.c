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

enum { HEADER_WITHIN = 20, NAMES_SHOWN = 8 };
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

static bool has(const struct sheet *sheet, const char *field)
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

/* ------------------------------------------------------------------- what is said */

struct laying {
	struct sheet *sheet;
	const struct import_format *format;
	const struct import_options *o;
	const struct import_map *remembered; /* NULL: nothing is */
};

static bool same_header(const char *header, const char *said)
{
	struct buf a = { 0 }, b = { 0 };
	bool same;

	text_fold(&a, header);
	text_fold(&b, said);
	same = a.len && !strcmp(buf_str(&a), buf_str(&b));
	buf_release(&a);
	buf_release(&b);
	return same;
}

static bool said_twice(struct err *e, const char *said, size_t one, size_t two)
{
	char first[COLUMN_LETTERS], second[COLUMN_LETTERS];
	struct buf shown = { 0 };

	column_letters(one, first);
	column_letters(two, second);
	err_set(e, ERR_INVALID,
		_("The header \"%s\" stands over columns %s and %s; name the one that is meant by "
		  "its letter."),
		text_quote(&shown, said), first, second);
	buf_release(&shown);
	return false;
}

static bool not_there(struct err *e, const struct sheet *sheet, const char *said)
{
	struct buf shown = { 0 }, names = { 0 };
	char letters[COLUMN_LETTERS];

	for (size_t i = 0; i < sheet->column_count && i < NAMES_SHOWN; i++) {
		column_letters(i, letters);
		buf_printf(&names, "%s%s", i ? _(", ") : "", letters);
		if (!sheet->headless && *sheet_header(sheet, i)) {
			buf_char(&names, ' ');
			text_quote(&names, sheet_header(sheet, i));
		}
	}
	if (sheet->column_count > NAMES_SHOWN)
		buf_printf(&names, _(", and %zu more"), sheet->column_count - NAMES_SHOWN);
	err_set(e, ERR_INVALID, _("The file has no column \"%s\". It has: %s."),
		text_quote(&shown, said), buf_str(&names));
	buf_release(&shown);
	buf_release(&names);
	return false;
}

/* By its header, else by its letter. */
static bool find_column(const struct sheet *sheet, const struct import_map *m, size_t *column,
			struct err *e)
{
	char letters[COLUMN_LETTERS];

	*column = m->place ? m->place - 1 : NONE;
	for (size_t i = 0; !m->place && !sheet->headless && i < sheet->column_count; i++) {
		if (!same_header(sheet_header(sheet, i), m->column))
			continue;
		if (*column != NONE)
			return said_twice(e, m->column, *column, i);
		*column = i;
	}
	if (*column == NONE)
		*column = column_lettered(m->column);
	if (*column < sheet->column_count)
		return true;
	if (m->place)
		column_letters(m->place - 1, letters);
	return not_there(e, sheet, m->place ? letters : m->column);
}

/* Names, which are what a script writes; who looks for a label sees it on the screen. */
static bool no_field(struct err *e, const struct import_format *format, const char *said)
{
	struct buf shown = { 0 }, names = { 0 };

	for (size_t t = 0; format->tables[t]; t++)
		for (const struct field *f = format->tables[t]; f->name; f++)
			if (!(f->flags & FIELD_READ_ONLY) && f->kind != FIELD_REF)
				buf_printf(&names, "%s%s", names.len ? ", " : "", f->name);
	err_set(e, ERR_INVALID, _("No column can be \"%s\". There are: %s."),
		text_quote(&shown, said), buf_str(&names));
	buf_release(&shown);
	buf_release(&names);
	return false;
}

static bool claimed(struct err *e, const struct sheet *sheet, const struct field *f, size_t column)
{
	char first[COLUMN_LETTERS], second[COLUMN_LETTERS];

	column_letters(sheet_column(sheet, f->name), first);
	column_letters(column, second);
	return err_set(e, ERR_INVALID,
		       _("Columns %s and %s are both said to be %s; leave one of them out."), first,
		       second, _(f->label));
}

static bool say_one(const struct laying *l, const struct import_map *m, struct err *e)
{
	struct sheet *sheet = l->sheet;
	const struct field *f = *m->field ? format_field(l->format, m->field) : NULL;
	char letters[COLUMN_LETTERS];
	size_t column;

	if (!find_column(sheet, m, &column, e))
		return false;
	if (*m->field && !f)
		return no_field(e, l->format, m->field);
	if (sheet->column[column].how == COLUMN_SAID) {
		column_letters(column, letters);
		return err_set(e, ERR_INVALID,
			       _("Column %s is said to be two things; say one of them."), letters);
	}
	if (f && has(sheet, f->name))
		return claimed(e, sheet, f, column);
	sheet->column[column].field = f;
	sheet->column[column].how = COLUMN_SAID;
	return true;
}

/* ---------------------------------------------------------------------- one row */

/* Fields that this program no longer has are passed over. */
static void remember(const struct laying *l)
{
	for (const struct import_map *m = l->remembered; m && m->field; m++) {
		struct sheet_column *c =
			m->place <= l->sheet->column_count ? &l->sheet->column[m->place - 1] : NULL;
		const struct field *f = *m->field ? format_field(l->format, m->field) : NULL;

		if (!c || c->how || (*m->field && !f) || (f && has(l->sheet, f->name)))
			continue;
		c->field = f;
		c->how = COLUMN_REMEMBERED;
	}
}

/* A second column for the same field is left out: 学号 beats 学籍号 that comes after it. */
static void recognise(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct sheet_column *c = &sheet->column[i];

		if (c->how || !c->match)
			continue;
		c->how = has(sheet, c->match->name) ? COLUMN_TWICE : COLUMN_KNOWN;
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

/* Those of what is said that name a header of the row; any row has letters. */
static size_t try_said(const struct laying *l)
{
	size_t named = 0;

	for (const struct import_map *m = l->o->map; m && m->field; m++) {
		struct err unfit = { 0 };
		size_t column;

		if (m->place || !find_column(l->sheet, m, &column, &unfit) ||
		    !same_header(sheet_header(l->sheet, column), m->column))
			continue;
		named++;
		say_one(l, m, &unfit);
	}
	return named;
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
	return !has(sheet, need->field) && !(need->or_field && has(sheet, need->or_field));
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
	err_set(e, ERR_INVALID,
		_("No row of the file is a header with the columns %s: say which column is what, "
		  "or "
		  "mend the file. Its first row reads: %s"),
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
		size_t known = try_row(l, i) + try_said(l);

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
		if (!say_one(&l, m, e))
			return false;
	remember(&l);
	recognise(sheet);
	return true;
}
