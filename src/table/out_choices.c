/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen from in a cell, and what is said beside it. A list of up to 255 bytes stands
 * in the rule itself; a longer one, or one with a comma in it, on a hidden sheet. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "out_xlsx.h"

enum { INLINE_MOST = 255, HINT_MOST = 255, TITLE_MOST = 32 };
static const char lists_sheet[] = "_choices";

static bool fits_inline(const struct out_column *c)
{
	size_t all = 0;

	for (size_t i = 0; i < c->choice_count; i++) {
		if (strpbrk(c->choices[i], ",\""))
			return false;
		all += strlen(c->choices[i]) + 1; /* libxlsxwriter's room is in bytes */
	}
	return all <= INLINE_MOST;
}

/* As much as a cell's message may hold. */
static char *cut(struct arena *a, const char *text, size_t most)
{
	const char *end = text;
	size_t len;

	for (size_t n = 0; n < most && *end; n++) {
		text_decode(end, &len);
		end += len;
	}
	return arena_copy(a, text, (size_t)(end - text));
}

/* The list's place on the sheet of lists. */
static char *kept_list(struct out *o, const struct out_column *c)
{
	struct xlsx *x = o->own;
	char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
	lxw_col_t at = (lxw_col_t)x->list_count;

	if (x->list_count == ROWSTREAM_CELLS)
		return NULL;
	x->lists[x->list_count++] = (struct xlsx_choices){ c->choices, c->choice_count };
	lxw_rowcol_to_cell_abs(first, 0, at, true, true);
	lxw_rowcol_to_cell_abs(last, (lxw_row_t)(c->choice_count - 1), at, true, true);
	return arena_printf(&o->arena, "='%s'!%s:%s", lists_sheet, first, last);
}

static void offer(struct out *o, const struct out_column *c, lxw_data_validation *v)
{
	if (fits_inline(c)) {
		v->validate = LXW_VALIDATION_TYPE_LIST;
		v->value_list = (char **)(uintptr_t)c->choices; /* not written to */
	} else if ((v->value_formula = kept_list(o, c))) {
		v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
	}
	v->error_type =
		c->others ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP;
	v->error_title = cut(&o->arena, c->label, TITLE_MOST);
	v->error_message = cut(
		&o->arena, c->others ? _("This is not in the list.") : _("Choose one of the list."),
		HINT_MOST);
}

static bool add_rule(struct out *o, size_t i, struct err *e)
{
	struct xlsx *x = o->own;
	const struct out_column *c = &o->sheet.columns[i];
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_ANY };
	lxw_error why;

	if (c->choice_count)
		offer(o, c, &v);
	if (c->hint) {
		v.input_title = cut(&o->arena, c->label, TITLE_MOST);
		v.input_message = cut(&o->arena, c->hint, HINT_MOST);
		worksheet_write_comment(x->sheet, x->at - 1, (lxw_col_t)i, c->hint);
	}
	why = worksheet_data_validation_range(x->sheet, x->at, (lxw_col_t)i, LXW_ROW_MAX - 1,
					      (lxw_col_t)i, &v);
	return why == LXW_NO_ERROR ||
	       err_set(e, ERR_INVALID, _("The choices of the column %s cannot be written (%s)."),
		       c->label, lxw_strerror(why));
}

bool xlsx_add_choices(struct out *o, struct err *e)
{
	for (size_t i = 0; i < o->sheet.count; i++) {
		const struct out_column *c = &o->sheet.columns[i];

		if ((c->choice_count || c->hint) && !add_rule(o, i, e))
			return false;
	}
	return true;
}

bool xlsx_write_lists(struct out *o, struct err *e)
{
	struct xlsx *x = o->own;
	size_t longest = 0;

	if (!x->list_count)
		return true;
	if (!xlsx_add_sheet(x, lists_sheet, e))
		return false;
	worksheet_hide(x->sheet);
	for (size_t i = 0; i < x->list_count; i++)
		longest = x->lists[i].count > longest ? x->lists[i].count : longest;
	for (size_t row = 0; row < longest; row++, x->at++, x->rows++)
		for (size_t i = 0; i < x->list_count; i++)
			if (row < x->lists[i].count &&
			    !xlsx_put_text(o, i, x->lists[i].texts[row], XLSX_TEXT, e))
				return false;
	return true;
}
