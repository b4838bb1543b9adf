/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/import_preview.h"

#include <string.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "base/text.h"
#include "model/import_private.h"

enum { SAMPLE_ROWS = 20, SAMPLES = 3 };

const struct choice import_hows[] = {
	[COLUMN_UNKNOWN] = { "unknown", N_("not known"), NULL },
	[COLUMN_KNOWN] = { "known", N_("by its header"), NULL },
	[COLUMN_SAID] = { "said", N_("said now"), NULL },
	[COLUMN_REMEMBERED] = { "remembered", N_("remembered"), NULL },
	[COLUMN_TWICE] = { "twice", N_("another has it"), NULL },
	{ 0 },
};

const struct field import_column_fields[] = {
	{ FIELD(struct import_column, column), .label = N_("Col."), .kind = FIELD_TEXT,
	  .width = 4 },
	{ FIELD(struct import_column, header), .label = N_("Header"), .kind = FIELD_TEXT,
	  .width = 14 },
	{ FIELD(struct import_column, field), .label = N_("Field"), .kind = FIELD_TEXT,
	  .width = 16 },
	{ FIELD(struct import_column, label), .label = N_("Is taken as"), .kind = FIELD_TEXT,
	  .width = 12 },
	{ FIELD(struct import_column, how), .label = N_("Why"), .kind = FIELD_CHOICE,
	  .choices = import_hows, .width = 12 },
	{ FIELD(struct import_column, samples), .label = N_("What stands there"),
	  .kind = FIELD_TEXT, .width = 30 },
	{ 0 },
};

const struct field import_sheet_fields[] = {
	{ FIELD(struct import_sheet, place), .label = N_("No."), .kind = FIELD_INT,
	  .flags = FIELD_RIGHT, .width = 4 },
	{ FIELD(struct import_sheet, name), .label = N_("Sheet"), .kind = FIELD_TEXT, .width = 30 },
	{ FIELD(struct import_sheet, chosen), .label = N_("Is read"), .kind = FIELD_INT, .most = 1,
	  .flags = FIELD_ZERO | FIELD_RIGHT, .width = 4 },
	{ 0 },
};

const struct field import_target_fields[] = {
	{ FIELD(struct import_target, label), .label = N_("Field"), .kind = FIELD_TEXT,
	  .width = 16 },
	{ FIELD(struct import_target, needed), .label = N_("Needed"), .kind = FIELD_TEXT,
	  .width = 8 },
	{ FIELD(struct import_target, column), .label = N_("Col."), .kind = FIELD_TEXT,
	  .width = 4 },
	{ FIELD(struct import_target, field), .label = N_("Name"), .kind = FIELD_TEXT,
	  .width = 18 },
	{ FIELD(struct import_target, help), .label = N_("What for"), .kind = FIELD_TEXT,
	  .width = 40 },
	{ 0 },
};

/* ------------------------------------------------------------------- what is shown */

/* A file may hold the national numbers and phones that are masked everywhere else. */
static const char *masked(struct arena *arena, const struct field *f, const char *cell)
{
	struct buf shown = { 0 };
	const char *kept;

	if (f && f->kind == FIELD_PHONE && f->flags & FIELD_MASKED)
		ident_mask_phone(&shown, cell);
	else
		ident_mask(&shown, cell);
	kept = arena_text(arena, buf_str(&shown));
	buf_release(&shown);
	return kept;
}

static void copy_rows(struct import_preview *p, const struct sheet *sheet)
{
	p->rows = arena_alloc(&p->arena, (sheet->count + 1) * sizeof *p->rows);
	for (size_t r = 0; r < sheet->count; r++) {
		const struct sheet_row *row = &sheet->rows[r];
		const char **cell = arena_alloc(&p->arena, (row->count + 1) * sizeof *cell);

		for (size_t i = 0; i < row->count; i++) {
			const struct field *f =
				i < sheet->column_count ? sheet->column[i].field : NULL;

			cell[i] = masked(&p->arena, r >= sheet->first ? f : NULL, row->cell[i]);
		}
		p->rows[p->row_count++] = (struct import_raw_row){ row->number, row->count, cell };
	}
}

/* The first values of a column that differ. */
static const char *samples_of(struct import_preview *p, const struct sheet *sheet, size_t column)
{
	const char *taken[SAMPLES], *kept;
	struct buf out = { 0 };
	size_t n = 0;

	for (size_t r = sheet->first;
	     n < SAMPLES && r < sheet->count && r < sheet->first + SAMPLE_ROWS; r++) {
		const char *cell = column < p->rows[r].count ? p->rows[r].cell[column] : "";
		bool again = !*cell;

		for (size_t i = 0; !again && i < n; i++)
			again = !strcmp(taken[i], cell);
		if (again)
			continue;
		taken[n++] = cell;
		buf_text(&out, out.len ? " | " : "");
		text_quote(&out, cell);
	}
	kept = arena_text(&p->arena, buf_str(&out));
	buf_release(&out);
	return kept;
}

static void describe_columns(struct import_preview *p, const struct sheet *sheet)
{
	rowset_init(&p->columns, import_column_fields, sizeof(struct import_column));
	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *from = &sheet->column[i];
		struct import_column *c = rowset_add(&p->columns);
		char letters[COLUMN_LETTERS];

		column_letters(i, letters);
		c->id = (int64_t)i + 1;
		c->column = arena_text(&p->arena, letters);
		c->header = sheet->headless ? "" : arena_text(&p->arena, sheet_header(sheet, i));
		c->field = from->field ? from->field->name : "";
		c->label = from->field ? _(from->field->label) : "";
		c->how = import_hows[from->how].code;
		c->samples = samples_of(p, sheet, i);
	}
}

static void describe_sheets(struct import_preview *p, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->sheet_count; i++) {
		struct import_sheet *s = rowset_add(&p->sheets);

		s->id = s->place = (int64_t)i + 1;
		s->name = arena_text(&p->arena, sheet->sheets[i]);
		s->chosen = sheet->chosen == i + 1;
	}
}

static void describe(struct import_preview *p, const struct sheet *sheet,
		     const struct import_options *o)
{
	struct buf lacking = { 0 };

	p->encoding = arena_text(&p->arena, sheet->encoding ? sheet->encoding : "");
	p->separator = arena_text(&p->arena, sheet->separator ? sheet->separator : "");
	p->header = sheet->headless ? IMPORT_NO_HEADER : (int64_t)sheet->rows[sheet->header].number;
	p->guessed = sheet->guessed;
	p->said_on = arena_text(&p->arena, sheet_said_on(sheet));
	sheet_lacking(sheet, import_format_of(o->kind), &lacking);
	p->lacking = arena_text(&p->arena, buf_str(&lacking));
	buf_release(&lacking);
	copy_rows(p, sheet);
	describe_columns(p, sheet);
	describe_sheets(p, sheet);
}

static size_t count_known(const struct sheet *sheet)
{
	size_t known = 0;

	for (size_t i = 0; i < sheet->column_count; i++)
		known += sheet->column[i].field != NULL;
	return known;
}

/* Somebody may have chosen the wrong kind: the one of which most columns are there. */
static bool find_fitting(struct session *s, struct import_preview *p, struct sheet *sheet,
			 const struct import_options *o, struct err *e)
{
	size_t most = 0, chosen = count_known(sheet); /* so far laid out as what they chose */

	for (int k = 0; *p->lacking && k < IMPORT_KINDS; k++) {
		const struct import_options other = { .kind = (enum import_kind)k };
		struct buf lacking = { 0 };
		size_t known;

		if (k == (int)o->kind)
			continue;
		if (!sheet_lay_out(s, sheet, &other, e))
			return false;
		known = count_known(sheet);
		sheet_lacking(sheet, import_format_of(other.kind), &lacking);
		if (!lacking.len && known > most && known >= chosen) {
			most = known;
			p->fits = other.kind;
		}
		buf_release(&lacking);
	}
	return true;
}

bool import_preview(struct session *s, const struct import_options *o, struct import_preview *out,
		    struct err *e)
{
	struct sheet sheet = { 0 };
	bool ok;

	*out = (struct import_preview){
		.encoding = "", .separator = "", .said_on = "", .lacking = "", .fits = IMPORT_KINDS
	};
	rowset_init(&out->columns, import_column_fields, sizeof(struct import_column));
	rowset_init(&out->sheets, import_sheet_fields, sizeof(struct import_sheet));
	ok = session_may(s, MAY_IMPORT | import_format_of(o->kind)->may, e) &&
	     sheet_read(&sheet, o, IMPORT_FIRST_ROWS, e) && sheet_lay_out(s, &sheet, o, e);
	if (ok) {
		describe(out, &sheet, o);
		ok = find_fitting(s, out, &sheet, o, e);
	}
	sheet_release(&sheet);
	return ok;
}

void import_preview_release(struct import_preview *p)
{
	rowset_release(&p->columns);
	rowset_release(&p->sheets);
	arena_release(&p->arena);
}

static void say_sheets(const struct import_preview *p, struct buf *out)
{
	enum { MOST = 6 };
	size_t shown = p->sheets.count < MOST ? p->sheets.count : MOST;

	for (size_t i = 0; i < shown; i++) {
		const struct import_sheet *s = rowset_at(&p->sheets, i);
		struct buf name = { 0 };

		buf_text(out, i ? _(", ") : _(" Sheets: "));
		text_quote(&name, s->name);
		buf_printf(out, s->chosen ? "[%s]" : "%s", buf_str(&name));
		buf_release(&name);
	}
	if (shown < p->sheets.count)
		buf_printf(out, _(", and %zu more"), p->sheets.count - shown);
	buf_text(out, _("."));
}

void import_preview_say(const struct import_preview *p, struct buf *out)
{
	if (*p->lacking)
		buf_printf(out, _("%s not found. "), p->lacking);
	if (p->header == IMPORT_NO_HEADER)
		buf_text(out, _("No header."));
	else if (p->guessed)
		buf_printf(out, _("Row %lld may be the header."), (long long)p->header);
	else
		buf_printf(out, _("The header is row %lld."), (long long)p->header);
	if (*p->separator)
		buf_printf(out, _(" %s, %s."), p->encoding, _(p->separator));
	if (p->sheets.count > 1)
		say_sheets(p, out);
	if (*p->said_on)
		buf_printf(out, _(" Columns as said on %s for files like this."), p->said_on);
}

/* --------------------------------------------------------------- what it can be */

static bool is_needed(const struct import_format *format, const char *field)
{
	for (const struct import_need *need = format->needs; need->field; need++)
		if (!strcmp(need->field, field) ||
		    (need->or_field && choice_listed(need->or_field, field)))
			return true;
	return false;
}

static const char *column_of(const struct import_preview *p, const struct field *f)
{
	for (size_t i = 0; i < p->columns.count; i++) {
		const struct import_column *c = rowset_at(&p->columns, i);

		if (!strcmp(c->field, f->name))
			return c->column;
	}
	return "";
}

static void add_target(struct rowset *out, const struct field *f,
		       const struct import_format *format, const struct import_preview *p)
{
	struct import_target *t = rowset_add(out);

	t->id = (int64_t)out->count;
	t->field = f ? f->name : "";
	t->label = f ? _(f->label) : _("(leave it out)");
	t->needed = f && is_needed(format, f->name) ? _("needed") : "";
	t->column = f ? column_of(p, f) : "";
	t->help = f && f->help ? _(f->help) : "";
}

void import_targets(enum import_kind kind, const struct import_preview *p, struct rowset *out)
{
	const struct import_format *format = import_format_of(kind);
	size_t tables = 0;

	rowset_init(out, import_target_fields, sizeof(struct import_target));
	add_target(out, NULL, format, p);
	while (format->tables[tables])
		tables++;
	/* what a roster says beside the thing itself comes last */
	while (tables--)
		for (const struct field *f = format->tables[tables]; f->name; f++)
			if (format_field(format, f->name) == f)
				add_target(out, f, format, p);
}
