/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guardian_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "model/guardian.h"

struct guardians {
	struct list list;
	int64_t student_id;
	int64_t revealed; /* whose number is shown; 0: nobody's */
};

static const char *const columns[] = { "name", "relation", "phone", NULL };

static bool load(struct list *l, struct err *e)
{
	return guardian_list(session_of(&l->view), ((struct guardians *)l)->student_id, &l->rows,
			     e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Guardians"));
}

static const char *say_empty(const struct list *l)
{
	return l->view.ui->may & MAY_EDIT_PEOPLE
		       ? _("No guardian of this student is known. Esc goes back; on the "
			   "student's page F9 adds one.")
		       : _("No guardian of this student is known. Esc goes back; the office "
			   "adds guardians.");
}

static void about(const struct list *l, struct buf *out)
{
	(void)l;
	buf_text(out, _("Ctrl-O shows the number, which is put on record"));
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct guardian *g = row;

	if (f->kind == FIELD_PHONE && g->id == ((const struct guardians *)l)->revealed)
		ident_group_phone(out, field_text(f, row));
	else
		field_show(f, row, out);
	return STYLE_TEXT;
}

/* What is typed is looked for, so no letter does it. */
static bool reveal(struct list *l, int key)
{
	struct guardians *g = (struct guardians *)l;
	int64_t id = list_current_id(l);
	struct err e = { 0 };

	if (key != K_CTRL('o') || !id)
		return false;
	if (guardian_reveal(session_of(&l->view), id, g->student_id, &e))
		g->revealed = id;
	else
		ui_fail(l->view.ui, &e);
	return true;
}

static const struct list_class class = {
	.fields = guardian_fields,
	.stride = sizeof(struct guardian),
	.table = "guardian",
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.key = reveal,
	.say_empty = say_empty,
};

struct list *guardian_list_new(struct ui *ui, int64_t student_id)
{
	struct guardians *g = list_new(sizeof *g, ui, &class, NULL);

	g->student_id = student_id;
	return &g->list;
}
