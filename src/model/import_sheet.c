/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file as rows of text. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/table.h"
#include "model/import_private.h"

enum { MOST_ROWS = 200000 };

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

static void add_sheet(struct sheet *sheet, const char *name)
{
	sheet->sheets = mem_grow(sheet->sheets, (sheet->sheet_count + 1) * sizeof *sheet->sheets);
	sheet->sheets[sheet->sheet_count++] = arena_text(&sheet->arena, name);
}

static void take_info(struct sheet *sheet, const struct frame *f)
{
	if (f->count < 2)
		return;
	if (!strcmp(f->cell[0], "sheet"))
		add_sheet(sheet, f->cell[1]);
	else if (!strcmp(f->cell[0], "chosen"))
		sheet->chosen = (size_t)atoll(f->cell[1]);
	if (!strcmp(f->cell[0], "encoding"))
		sheet->encoding = arena_text(&sheet->arena, f->cell[1]);
	else if (!strcmp(f->cell[0], "separator"))
		sheet->separator = arena_text(&sheet->arena, f->cell[1]);
}

bool sheet_read(struct sheet *sheet, const struct import_options *o, size_t most, struct err *e)
{
	const struct table_source source = { o->path, o->encoding, o->separator, o->sheet };
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
		fits = sheet->count <= (most ? most : MOST_ROWS);
	}
	t.ended |= !fits;
	if (!table_close(&t, e))
		return false;
	if (sheet->chosen > sheet->sheet_count)
		sheet->chosen = 0;
	return fits || most ||
	       err_set(e, ERR_INVALID, _("The file has more than %d rows."), MOST_ROWS);
}

void sheet_release(struct sheet *sheet)
{
	arena_release(&sheet->arena);
	free(sheet->sheets);
	free(sheet->rows);
}
