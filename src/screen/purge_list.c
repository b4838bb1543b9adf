/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "purge_list.h"

#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/purge.h"
#include "model/retention.h"
#include "ui/ask.h"

static const char *const columns[] = { "name",         "class_name", "left_on",    "pass", "texts",
				       "bright_spots", "guardians",  "student_no", NULL };

static bool load(struct list *l, struct err *e)
{
	return purge_list(session_of(&l->view), &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Records past their period"));
}

static void about(const struct list *l, struct buf *out)
{
	if (l->rows.count)
		buf_printf(out, _("%zu students; backups hold them up to 12 months more"),
			   l->rows.count);
}

static const struct list_class class = {
	.fields = purge_fields,
	.stride = sizeof(struct purge_due),
	.columns = columns,
	.natural = "left_on",
	.load = load,
	.title = title,
	.about = about,
	.empty = N_("No records are past their period. F6 shows and changes how long they are kept "
		    "after a student has left; nothing is purged by itself."),
};

/* The number that is typed is what was read. */
static bool confirm(struct ui *ui, size_t count)
{
	struct buf question = { 0 }, typed = { 0 };
	char number[24];
	bool yes;

	snprintf(number, sizeof number, "%zu", count);
	buf_printf(&question, _("This cannot be taken back. To purge these %s, type their number"),
		   number);
	yes = ask_line(ui, question.at, sizeof number - 1, false, &typed);
	if (yes && strcmp(buf_str(&typed), number)) {
		ui_say(ui, "%s", _("Nothing was purged: that is not their number."));
		yes = false;
	}
	buf_release(&question);
	buf_release(&typed);
	return yes;
}

static bool purge(struct view *v, struct err *e)
{
	struct list *l = (struct list *)v;
	size_t done = 0;
	bool ok;

	if (!l->rows.count) {
		ui_say(v->ui, "%s", _("No records are past their period."));
		return true;
	}
	if (!confirm(v->ui, l->rows.count))
		return true;
	ok = purge_run(session_of(v), &l->rows, &done, e);
	if (done)
		ui_changed(v->ui);
	if (ok)
		ui_say(v->ui, _("Purged: %zu students. It cannot be taken back."), done);
	return ok;
}

/* ------------------------------------------------------------------ the periods */

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "texts_years", "rest_years", "way", "backup_days",
					     "consent",     "unusual",    NULL };

	(void)f;
	return names;
}

static void form_title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("How long records are kept"));
}

static bool save(struct form *f, struct err *e)
{
	if (!retention_save(session_of(&f->view), f->thing, e))
		return false;
	ui_say(f->view.ui, "%s", _("Saved. Nothing is purged by itself."));
	return true;
}

const struct action retention_form_actions[] = {
	{ .keys = "",
	  .about = N_("How long after a student has left the school keeps what was written, and "
		      "who it was. Anonymised records still count in figures; deleted ones only in "
		      "those of closed years.") },
	{ 0 },
};

static const struct form_class form_class = {
	.fields = retention_fields,
	.size = sizeof(struct retention),
	.shown = shown,
	.save = save,
	.title = form_title,
	.actions = retention_form_actions,
};

static bool get_periods(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	(void)id;
	return retention_get(s, out, e);
}

static bool periods(struct view *v, struct err *e)
{
	struct form *f = form_new(sizeof *f, v->ui, &form_class, NULL);
	struct rowset set = { 0 };
	bool ok = retention_get(session_of(v), &set, e);

	if (ok)
		form_begin(f, rowset_at(&set, 0), get_periods);
	rowset_release(&set);
	if (ok)
		return ui_open(&f->view, e);
	f->view.class->free(&f->view);
	return false;
}

const struct action purge_list_actions[] = {
	{ .keys = "",
	  .about = N_("Students who left longer ago than the school keeps their records, and what "
		      "would go: first what was written about them, later who they were. Closed "
		      "years' figures stay. Nothing is purged by itself, and nothing that was "
		      "comes back, but from older backups.") },
	{ .name = "purge.run",
	  .keys = "F8 Enter",
	  .bar = N_("Purge"),
	  .need = MAY_RUN_YEAR | MAY_EDIT_PEOPLE,
	  .run = purge,
	  .help = N_("Purge the records of all in the list; asks for their number") },
	{ .name = "purge.periods",
	  .keys = "F6 f",
	  .bar = N_("Periods"),
	  .need = MAY_RUN_YEAR,
	  .run = periods,
	  .help = N_("How long records are kept, and in which way they go") },
	{ 0 },
};

bool purge_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, purge_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, purge_list_actions);
	return ui_open(&l->view, e);
}
