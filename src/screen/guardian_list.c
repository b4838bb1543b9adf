/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guardian_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/guardian.h"

struct guardians {
	struct list list;
	int64_t student_id;
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

static const struct list_class class = {
	.fields = guardian_fields,
	.stride = sizeof(struct guardian),
	.table = "guardian",
	.columns = columns,
	.load = load,
	.title = title,
	.say_empty = say_empty,
};

struct list *guardian_list_new(struct ui *ui, int64_t student_id)
{
	struct guardians *g = list_new(sizeof *g, ui, &class, NULL);

	g->student_id = student_id;
	return &g->list;
}
