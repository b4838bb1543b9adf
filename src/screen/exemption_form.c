/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/exemption.h"
#include "model/student.h"
#include "screen/exemption.h"
#include "ui/ask.h"

struct exemption_form {
	struct form form;
	int64_t *student_ids; /* of a new one */
	size_t count;
	bool marked; /* they were chosen in the list below */
	const char *who;
};

static const struct exemption_form *exemption_of(const struct form *f)
{
	return (const struct exemption_form *)f;
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "what", "starts", "ends", "reason", "approver", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("An exemption for %s"), exemption_of(f)->who);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("What is exempt is shown so, and never counts as done."));
}

static bool save(struct form *f, struct err *e)
{
	const struct exemption_form *x = exemption_of(f);

	if (!exemption_save(session_of(&f->view), x->student_ids, x->count, f->thing, e))
		return false;
	if (x->marked)
		list_unmark((struct list *)f->view.below);
	ui_say(f->view.ui, _("%s is exempt until %s."), x->who,
	       ((const struct exemption *)f->thing)->ends);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(exemption_of(f)->student_ids, exemption_of(f)->count, out);
}

static void release(struct form *f)
{
	free(((struct exemption_form *)f)->student_ids);
}

static void anew(struct form *f)
{
	struct exemption_form *x = (struct exemption_form *)f;

	x->student_ids = mem_alloc(sizeof *x->student_ids);
	*x->student_ids = ((const struct exemption *)f->thing)->student_id;
	x->count = 1;
	form_anew(f);
}

static const char *const together[] = { "starts ends", "reason approver", NULL };

static const struct action exemption_about[] = {
	{ .keys = "",
	  .about = N_("Exempt for a time: what falls due in it is not owed; afterwards the "
		      "year's visit is owed again. Reason and approver are kept with it. "
		      "Referrals are never exempt.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = exemption_fields,
	.size = sizeof(struct exemption),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.together = together,
	.anew = anew,
	.release = release,
	.actions = exemption_about,
	.draft = "exemption",
	.draft_about = draft_about,
};

static bool take_away(struct view *v, struct err *e)
{
	const struct exemption *x = ((struct form *)v)->thing;
	struct ui *ui = v->ui;

	if (!x->id ||
	    !ask_yes(ui, _("Remove it, as if it had never been?"), _("remove"), _("keep")))
		return true;
	if (!exemption_remove(session_of(v), x->id, x->rev, e))
		return false;
	app_saved(v, _("removal of %s's exemption until %s"), x->student, x->ends);
	ui_close(v);
	ui_changed(ui);
	ui_say(ui, "%s", _("The exemption is removed."));
	return true;
}

const struct action exemption_form_actions[] = {
	{ .more = exemption_about },
	{ .name = "exemption.remove",
	  .keys = "F8",
	  .bar = N_("Remove"),
	  .need = MAY_RUN_YEAR,
	  .run = take_away,
	  .help = N_("Remove the exemption, as if it had never been; to end it, change its last "
		     "day") },
	{ 0 },
};

/* Whoever may not change it is told what it says. */
static bool tell(struct ui *ui, const struct exemption *x)
{
	ui_say(ui, _("Exempt until %s: %s (%s)."), x->ends, x->reason, x->approver);
	return true;
}

bool exemption_open(struct ui *ui, int64_t id, struct err *e)
{
	struct exemption_form *f = NULL;
	struct app *app = ui->owner;
	struct rowset set;
	bool ok = exemption_get(&app->session, id, &set, e);

	if (ok && !(app->session.may & MAY_RUN_YEAR)) {
		tell(ui, rowset_at(&set, 0));
	} else if (ok) {
		f = form_new(sizeof *f, ui, &class, exemption_form_actions);
		form_begin(&f->form, rowset_at(&set, 0), exemption_get);
		f->who = ((const struct exemption *)f->form.thing)->student;
	}
	rowset_release(&set);
	return ok && (!f || ui_open(&f->form.view, e));
}

/* ------------------------------------------------------------------ a new one */

bool exemption_start(struct ui *ui, const int64_t *ids, size_t count, struct err *e)
{
	struct exemption_form *f = form_new(sizeof *f, ui, &class, NULL);
	const struct session *s = session_of(&f->form.view);

	f->count = count;
	f->marked = true;
	f->student_ids = mem_alloc(count * sizeof *ids);
	memcpy(f->student_ids, ids, count * sizeof *ids);
	form_put(&f->form, "what", "all");
	form_put(&f->form, "starts", s->today_iso);
	form_put(&f->form, "ends", s->year.ends);
	return app_name_students(&f->form, ids, count, &f->who, e) && ui_open(&f->form.view, e);
}

static bool exempt_chosen(struct view *v, struct err *e)
{
	size_t count;
	const int64_t *ids = list_chosen((const struct list *)v, &count);

	return !count || exemption_start(v->ui, ids, count, e);
}

const struct action exemption_actions[] = {
	{ .name = "student.exempt",
	  .keys = "8",
	  .need = MAY_RUN_YEAR,
	  .run = exempt_chosen,
	  .help = N_("Exempt the student, or all that are marked, for a time") },
	{ 0 },
};
