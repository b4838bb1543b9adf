/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "model/absence.h"
#include "ui/ask.h"

struct absence_form {
	struct form form;
	const char *who;
};

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "starts", "ends", "reason", "measures", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("%s cannot attend"), ((const struct absence_form *)f)->who);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	const struct absence *a = f->thing;

	buf_text(out, a->ends && *a->ends ? _("Without its last day it is open again.")
					  : _("The last day ends it: the student is back."));
}

static bool save(struct form *f, struct err *e)
{
	const char *who = ((const struct absence_form *)f)->who;
	struct absence *a = f->thing;

	if (!absence_save(session_of(&f->view), a, e))
		return false;
	if (a->ends && *a->ends)
		ui_say(f->view.ui, _("Saved: %s, until %s."), who, a->ends);
	else
		ui_say(f->view.ui, _("Saved: %s cannot attend since %s."), who, a->starts);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(&((const struct absence *)f->thing)->student_id, 1, out);
}

static const char *const together[] = { "starts ends", NULL };

static const struct action absence_about[] = {
	{ .keys = "",
	  .about = N_("A student who cannot attend normally: since when, why, what is done and "
		      "with what effect. It is read by the mentors of this student and by the "
		      "office; reports have figures alone. It spares nobody anything: for that "
		      "there are exemptions.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = absence_fields,
	.size = sizeof(struct absence),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.together = together,
	.actions = absence_about,
	.draft = "absence",
	.draft_about = draft_about,
};

static bool take_away(struct view *v, struct err *e)
{
	const struct absence *a = ((struct form *)v)->thing;
	const char *who = ((const struct absence_form *)v)->who;
	struct ui *ui = v->ui;

	if (!a->id ||
	    !ask_yes(ui, _("Remove it, as if it had never been?"), _("remove"), _("keep")))
		return true;
	if (!absence_remove(session_of(v), a->id, a->rev, e))
		return false;
	app_saved(v, _("removal of %s's absence from %s"), who, a->starts);
	ui_close(v);
	ui_changed(ui);
	ui_say(ui, "%s", _("The absence is removed."));
	return true;
}

const struct action absence_form_actions[] = {
	{ .more = absence_about },
	{ .name = "absence.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_RECORD,
	  .run = take_away,
	  .help = N_("Remove the absence, as if it had never been; to end it, give its last day") },
	{ 0 },
};

bool absence_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e)
{
	struct absence_form *f =
		(struct absence_form *)app_form(ui, &class, sizeof *f, id, absence_get, e);

	if (!f)
		return false;
	f->form.view.actions = absence_form_actions;
	if (id) {
		student_id = ((const struct absence *)f->form.thing)->student_id;
	} else {
		form_put_id(&f->form, "student_id", student_id);
		form_put(&f->form, "starts", session_of(&f->form.view)->today_iso);
	}
	return app_name_students(&f->form, &student_id, 1, &f->who, e) && ui_open(&f->form.view, e);
}

bool absence_ask_end(struct view *v, int64_t id, struct err *e)
{
	struct rowset set;
	iso_date last;
	bool ok = absence_get(session_of(v), id, &set, e);

	if (ok) {
		const struct absence *a = rowset_at(&set, 0);

		if (a->ends) {
			ui_say(v->ui, _("It has a last day already, %s; Enter opens it."), a->ends);
		} else if (ask_day(v->ui, _("Last day"), last)) {
			ok = absence_end(session_of(v), a->id, a->rev, last, e);
			if (ok) {
				app_saved(v, _("the end of %s's absence"), a->student);
				ui_changed(v->ui);
				ui_say(v->ui, _("%s: the absence ended on %s."), a->student, last);
			}
		}
	}
	rowset_release(&set);
	return ok;
}
