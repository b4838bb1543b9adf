/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An emergency: a teacher must know of a student who is out of sight. And the office is told. */
#include "app_private.h"
#include "base/i18n.h"
#include "model/grant.h"
#include "screen/account.h"
#include "screen/student.h"

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "who", "reason", "days", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Emergency access"));
}

static void about(const struct form *f, struct buf *out)
{
	(void)f;
	buf_text(out, _("You read everything about one student; the office is told at once."));
}

static bool save(struct form *f, struct err *e)
{
	struct ui *ui = f->view.ui;
	const struct emergency *x = f->thing;
	iso_date until;
	int64_t id;

	if (!grant_break_glass(session_of(&f->view), x, &id, e))
		return false;
	ui_changed(ui);
	date_to_iso(ui->today + (int)x->days, until);
	ui_say(ui, _("You may read this page until %s. The office sees that and your reason."),
	       until);
	return student_detail_open(ui, id, e);
}

const struct action emergency_form_actions[] = {
	{ .keys = "",
	  .need = MAY_BREAK_GLASS,
	  .about = N_("When something has happened and you must know at once: whom to call, what "
		      "was known. It is for reading, sensitive notes too, for one student and a "
		      "day or some. Your name, the student and the reason are shown to the office "
		      "until somebody there has looked at them.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Open it"),
	  .run = form_save,
	  .help = N_("Take the access and open the student's page") },
	{ 0 },
};

static const struct form_class class = {
	.fields = emergency_fields,
	.size = sizeof(struct emergency),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.actions = emergency_form_actions,
};

bool emergency_open(struct ui *ui, const char *who, struct err *e)
{
	struct form *f = form_new(sizeof *f, ui, &class, NULL);

	form_put(f, "who", who);
	form_put_id(f, "days", EMERGENCY_DAYS);
	if (!ui_open(&f->view, e))
		return false;
	if (*who)
		form_go(f, "reason");
	return true;
}

bool emergency_show(struct view *v, struct err *e)
{
	return emergency_open(v->ui, "", e);
}

/* ---------------------------------------------------------------- the notice */

void emergency_look(struct ui *ui)
{
	struct app *app = ui->owner;
	struct err ignored = { 0 };
	int64_t before = app->unseen;

	if (!grant_unseen(&app->session, &app->unseen, &ignored))
		return;
	app_right(ui);
	if (app->unseen > before)
		ui_say(ui,
		       _("%lld emergency accesses were not looked at: F10, then Grants shows "
			 "them."),
		       (long long)app->unseen);
}
