/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import tells: of rows, and of itself. */
#include "base/i18n.h"
#include "base/text.h"
#include "model/import_private.h"

static const struct choice levels[] = {
	{ "error", N_("wrong"), NULL },
	{ "mended", N_("mended"), NULL },
	{ "changed", N_("changed"), NULL },
	{ "missing", N_("missing"), NULL },
	{ 0 },
};

const struct field finding_fields[] = {
	{ FIELD(struct finding, row), .label = N_("Row"), .kind = FIELD_INT, .flags = FIELD_RIGHT,
	  .width = 5 },
	{ FIELD(struct finding, level), .label = N_("What"), .kind = FIELD_CHOICE,
	  .choices = levels, .width = 7 },
	{ FIELD(struct finding, column), .label = N_("Column"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct finding, value), .label = N_("Value"), .kind = FIELD_TEXT, .width = 16 },
	{ FIELD(struct finding, text), .label = N_("What to do"), .kind = FIELD_TEXT, .width = 60 },
	{ FIELD(struct finding, part), .label = N_("Part of a cell"), .kind = FIELD_INT,
	  .width = 5 },
	{ 0 },
};

void import_note(struct import *im, size_t row, const char *level, const char *column,
		 const char *value, const char *text)
{
	struct rowset *set = &im->report->findings;
	struct finding *f = rowset_add(set);
	struct buf shown = { 0 };

	f->row = (int64_t)row;
	f->level = level;
	f->column = arena_text(&set->arena, column);
	f->value = arena_text(&set->arena, text_quote(&shown, value));
	f->text = arena_text(&set->arena, text);
	f->part = im->part != NULL;
	buf_release(&shown);
}

void import_report_release(struct import_report *report)
{
	rowset_release(&report->findings);
}

static void say_source(const struct import_report *r, struct buf *out)
{
	struct buf sheet = { 0 };

	if (*r->sheet)
		buf_printf(out, _("sheet %s"), text_quote(&sheet, r->sheet));
	else if (*r->separator)
		buf_printf(out, _("%s, %s"), r->encoding, _(r->separator));
	else
		buf_text(out, *r->encoding ? r->encoding : _("workbook"));
	buf_release(&sheet);
}

void import_summary(const struct import_report *r, struct buf *out)
{
	struct buf source = { 0 };

	buf_text(out, r->written ? _("Saved. ") : _("Nothing was changed. "));
	say_source(r, &source);
	buf_printf(out, _("%zu rows (%s): %zu added, %zu changed, %zu unchanged, %zu wrong."),
		   r->rows, buf_str(&source), r->added, r->changed, r->unchanged, r->errors);
	buf_release(&source);
	if (r->missing)
		buf_printf(out, _(" %zu students of these classes are not in the file."),
			   r->missing);
	if (*r->left_out)
		buf_printf(out, _(" Columns left out: %s."), r->left_out);
	if (*r->said_on)
		buf_printf(out, _(" Columns as said on %s for files like this."), r->said_on);
}
