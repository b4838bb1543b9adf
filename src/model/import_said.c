/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody says of columns, now or once before: which column is meant, and what it is. */
#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/import_private.h"

enum { NAMES_SHOWN = 8 };
#define NONE SIZE_MAX

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

bool laying_say(const struct laying *l, const struct import_map *m, struct err *e)
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
	if (f && sheet_has(sheet, f->name))
		return claimed(e, sheet, f, column);
	sheet->column[column].field = f;
	sheet->column[column].how = COLUMN_SAID;
	return true;
}

/* Those of what is said that name a header of the row; any row has letters. */
size_t laying_try_said(const struct laying *l)
{
	size_t named = 0;

	for (const struct import_map *m = l->o->map; m && m->field; m++) {
		struct err unfit = { 0 };
		size_t column;

		if (m->place || !find_column(l->sheet, m, &column, &unfit) ||
		    !same_header(sheet_header(l->sheet, column), m->column))
			continue;
		named++;
		laying_say(l, m, &unfit);
	}
	return named;
}

/* Fields that this program no longer has are passed over. */
void laying_remember(const struct laying *l)
{
	for (const struct import_map *m = l->remembered; m && m->field; m++) {
		struct sheet_column *c =
			m->place <= l->sheet->column_count ? &l->sheet->column[m->place - 1] : NULL;
		const struct field *f = *m->field ? format_field(l->format, m->field) : NULL;

		if (!c || c->how || (*m->field && !f) || (f && sheet_has(l->sheet, f->name)))
			continue;
		c->field = f;
		c->how = COLUMN_REMEMBERED;
	}
}
