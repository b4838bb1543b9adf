/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file can be, and the sheets of a workbook, to pick from. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "import_report.h"
#include "list_rows.h"
#include "model/import_preview.h"

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, l->question);
}

/* ------------------------------------------------------------------------- fields */

struct targets {
	struct list list;
	enum import_kind kind;
	const struct import_preview *of;
};

static bool load(struct list *l, struct err *e)
{
	const struct targets *t = (const struct targets *)l;

	(void)e;
	rowset_release(&l->rows);
	import_targets(t->kind, t->of, &l->rows);
	return true;
}

static const char *const columns[] = { "label", "needed", "column", "help", NULL };

static const struct list_class class = {
	.fields = import_target_fields,
	.stride = sizeof(struct import_target),
	.columns = columns,
	.load = load,
	.title = title,
	.whole = "help",
};

/* Where the cursor begins: what the column is, or else the first that is needed and lacking. */
static int64_t first_target(const struct rowset *targets, const struct import_column *c)
{
	int64_t lacking = 0;

	for (size_t i = 0; i < targets->count; i++) {
		const struct import_target *t = rowset_at(targets, i);

		if (*c->field && !strcmp(t->field, c->field))
			return t->id;
		if (!lacking && *t->needed && !*t->column)
			lacking = t->id;
	}
	return lacking;
}

const char *import_pick_field(struct ui *ui, enum import_kind kind, const struct import_preview *p,
			      const struct import_column *c)
{
	struct targets *l = list_new(sizeof *l, ui, &class, NULL);
	struct rowset targets = { 0 };
	const char *name = NULL;
	struct buf question = { 0 };
	int64_t id;

	l->kind = kind;
	l->of = p;
	import_targets(kind, p, &targets);
	list_want(&l->list, first_target(&targets, c));
	buf_printf(&question, _("What is column %s?"), c->column);
	if (list_pick(&l->list, buf_str(&question), "", &id))
		name = ((const struct import_target *)rowset_at(&targets, (size_t)id - 1))->field;
	buf_release(&question);
	rowset_release(&targets); /* names are the fields' own */
	return name;
}

/* ------------------------------------------------------------------------- sheets */

struct sheets {
	struct list list;
	const struct import_preview *of;
};

static bool load_sheets(struct list *l, struct err *e)
{
	(void)e;
	list_put_rows(l, &((const struct sheets *)l)->of->sheets);
	return true;
}

static const char *const sheet_columns[] = { "place", "name", NULL };

static const struct list_class sheets_class = {
	.fields = import_sheet_fields,
	.stride = sizeof(struct import_sheet),
	.columns = sheet_columns,
	.load = load_sheets,
	.title = title,
};

bool import_pick_sheet(struct ui *ui, const struct import_preview *p, size_t *place)
{
	struct sheets *l = list_new(sizeof *l, ui, &sheets_class, NULL);
	int64_t id = 0;

	l->of = p;
	for (size_t i = 0; i < p->sheets.count; i++)
		if (((const struct import_sheet *)rowset_at(&p->sheets, i))->chosen)
			list_want(&l->list, (int64_t)i + 1);
	list_pick(&l->list, _("Which sheet?"), "", &id);
	*place = (size_t)id;
	return id > 0;
}
