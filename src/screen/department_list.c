/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "department_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/department.h"

static const char *const columns[] = { "name", "status", "open", NULL };

/* ------------------------------------------------------------------ the list */

/* In a picker, those that are offered alone. */
static bool load(struct list *l, struct err *e)
{
	return department_list(session_of(&l->view), !l->picked, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Departments"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("Departments: %zu"), l->shown_count);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	field_show(l->column[column].field, row, out);
	return ((const struct department *)row)->in_use ? STYLE_TEXT : STYLE_DIM;
}

static const char *say_empty(const struct list *l)
{
	if (!(l->view.ui->may & MAY_RUN_YEAR))
		return _("No departments yet. The office adds them. Esc goes back.");
	return l->picked ? _("No departments are offered. Esc goes back; Ctrl-E in the list of "
			     "referrals (Ctrl-X) shows them, F9 there adds one.")
			 : _("No departments yet. F9 adds one, such as: psychology.");
}

static const struct list_class class = {
	.fields = department_fields,
	.stride = sizeof(struct department),
	.columns = columns,
	.natural = "name",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ the form */

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "name", NULL };

	(void)f;
	return names;
}

static void form_title(const struct form *f, struct buf *out)
{
	const struct department *d = f->thing;

	app_title(&f->view, out, d->id ? _("Rename the department") : _("New department"));
}

static void form_about(const struct form *f, struct buf *out)
{
	const struct department *d = f->thing;

	buf_text(out, d->id ? _("Referrals made so far show the new name too.")
			    : _("* must be filled in"));
}

static bool save(struct form *f, struct err *e)
{
	struct department *d = f->thing;

	if (!department_save(session_of(&f->view), d, e))
		return false;
	ui_say(f->view.ui, _("%s is saved."), d->name);
	return true;
}

const struct action department_form_actions[] = {
	{ .keys = "", .about = N_("A department by the name that the school gives it.") },
	{ 0 },
};

static const struct form_class form_class = {
	.fields = department_fields,
	.size = sizeof(struct department),
	.shown = shown,
	.save = save,
	.title = form_title,
	.about = form_about,
	.anew = form_anew,
	.actions = department_form_actions,
	.draft = "department",
};

bool department_form_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &form_class, sizeof *f, id, department_get, e);

	return f && ui_open(&f->view, e);
}

/* ------------------------------------------------------------------ actions */

static bool rename_it(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || department_form_open(v->ui, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return department_form_open(v->ui, 0, e);
}

/* Nothing is lost by it, and the same key takes it back: no question. */
static bool offer(struct view *v, struct err *e)
{
	const struct department *d = list_current((const struct list *)v);
	struct department changed;

	if (!d)
		return true;
	changed = *d;
	changed.in_use = !d->in_use;
	if (!department_save(session_of(v), &changed, e))
		return false;
	ui_say(v->ui, changed.in_use ? _("%s is offered again.") : _("%s is no longer offered."),
	       d->name);
	ui_changed(v->ui);
	return true;
}

const struct action department_list_actions[] = {
	{ .keys = "",
	  .about =
		  N_("The departments that students are referred to. One that is no longer offered "
		     "stays in the referrals that name it. A new school has the usual four; change "
		     "them to what yours has.") },
	{ .name = "department.rename",
	  .keys = "Enter",
	  .bar = N_("Rename"),
	  .need = MAY_RUN_YEAR,
	  .run = rename_it,
	  .help = N_("Rename the department") },
	{ .name = "department.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_RUN_YEAR,
	  .run = add,
	  .help = N_("Add a department") },
	{ .name = "department.offer",
	  .keys = "F8",
	  .bar = N_("Offer or not"),
	  .need = MAY_RUN_YEAR,
	  .run = offer,
	  .help = N_("No longer offer the department, or offer it again; its referrals stay") },
	{ 0 },
};

struct list *department_list_new(struct ui *ui)
{
	return list_new(sizeof(struct list), ui, &class, department_list_actions);
}

bool department_list_show(struct view *v, struct err *e)
{
	return ui_return_to(v->ui, department_list_actions) ||
	       ui_open(&department_list_new(v->ui)->view, e);
}
