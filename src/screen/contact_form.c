/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "consent_list.h"
#include "contact_private.h"
#include "key_date_list.h"
#include "model/audit.h"
#include "screen/referral.h"

struct contact *contact_of(const struct form *f)
{
	return f->thing;
}

/* ------------------------------------------------------------------- the form */

static const char *const *shown(const struct form *f)
{
	return ((const struct contact_form *)f)->shown;
}

static void title(const struct form *f, struct buf *out)
{
	const struct contact *c = contact_of(f);
	struct buf what = { 0 };

	buf_printf(&what, c->id ? "%s" : _("New: %s"), choice_label(contact_kinds, c->kind));
	/* one letter after the other: whose it is, when that is scrolled off */
	if (f->class->beside && c->students)
		buf_printf(&what, "  %s", c->students);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	const struct contact *c = contact_of(f);
	char when[20];

	if (!strcmp(c->kind, "feedback"))
		feedback_tell(f, out);
	if (out->len)
		return;
	if (c->created_at && *c->created_at) {
		date_show_utc(c->created_at, when);
		buf_printf(out, _("Recorded %s. "), when);
	}
	if (((const struct contact_form *)f)->change)
		buf_printf(out, _("For the change of %s. "),
			   ((const struct contact_form *)f)->change + strlen("2026-"));
	buf_text(out, _("Text may stay empty."));
}

/* A talk outside all windows and for no key date: one might think that it cleared an old one. */
static bool say_recorded(struct form *f, struct err *e)
{
	const struct contact *c = contact_of(f);
	bool outside = false;

	if (!strcmp(c->kind, "talk") && !c->key_date_id &&
	    !key_date_none_on(session_of(&f->view), c->date, &f->arena, &outside, e))
		return false;
	app_saved(&f->view,
		  c->created_at && *c->created_at ? _("changes to %s, %s, %s") : _("%s, %s, %s"),
		  choice_label(contact_kinds, c->kind), c->students ? c->students : "", c->date);
	ui_say(f->view.ui, _("Recorded: %s, %s, %s.%s"), choice_label(contact_kinds, c->kind),
	       c->students ? c->students : "", c->date,
	       outside ? _(" It falls into no key date.") : "");
	return true;
}

static bool save(struct form *f, struct err *e)
{
	struct contact *c = contact_of(f);
	struct ui *ui = f->view.ui;
	bool is_new = !c->id, refer = ((struct contact_form *)f)->refer;

	if (!is_new && !form_is_dirty(f)) {
		ui_say(ui, "%s", _("Nothing was changed."));
		return !refer || referral_start(ui, 0, c->id, e);
	}
	if (!feedback_is_first(f, e) || !feedback_is_own(f, e) || !consent_may_keep(f, e) ||
	    !contact_save(session_of(&f->view), c, e))
		return false;
	if (((struct contact_form *)f)->marked)
		list_unmark((struct list *)f->view.below);
	feedback_remember(f);
	if (is_new)
		contact_remember(f);
	if (!say_recorded(f, e))
		return false;
	return !refer || referral_start(ui, 0, c->id, e);
}

/* As long as nobody has chosen it, it follows the day and the students. */
static bool follow_occasion(struct form *f, const struct field *field, struct err *e)
{
	struct contact_form *cf = (struct contact_form *)f;

	if (!strcmp(field->name, "key_date_id"))
		cf->occasion_chosen = true;
	if (contact_of(f)->id || (strcmp(field->name, "date") && field->kind != FIELD_REFS))
		return true;
	if (!contact_suggest_occasion(f, e))
		return false;
	form_carry(f, "key_date_id", contact_of(f)->key_date_id && !cf->occasion_chosen);
	return true;
}

static bool check_first(const struct form *f, struct err *e)
{
	struct school_year year;

	return contact_check(session_of(&f->view), contact_of(f), &year, e);
}

static void release(struct form *f)
{
	free(((struct contact_form *)f)->run);
}

/* Other students, other guardians. */
static void changed(struct form *f, const struct field *field)
{
	bool is_feedback = f->class->beside;
	struct err e = { 0 };
	bool ok = true;

	if (field->kind == FIELD_REFS)
		ok = contact_name_students(f, &e) && contact_know_guardians(f, &e);
	if (ok && is_feedback && (field->kind == FIELD_REFS || field->kind == FIELD_REF))
		ok = feedback_count(f, &e);
	if (is_feedback && field->kind == FIELD_REFS)
		form_read_beside(f);
	if (is_feedback)
		feedback_changed(f, field);
	if (ok)
		ok = follow_occasion(f, field, &e);
	if (!ok)
		ui_fail(f->view.ui, &e);
}

static const struct form_class class = {
	.fields = contact_fields,
	.size = sizeof(struct contact),
	.shown = shown,
	.check = check_first,
	.save = save,
	.title = title,
	.about = about,
	.pick = contact_pick,
	.show_ref = contact_show_ref,
	.changed = changed,
	.last = contact_copy_last,
	.together = contact_together,
	.anew = contact_anew,
	.release = release,
	.draft = "contact",
};

static const struct form_class feedback_class = {
	.fields = contact_fields,
	.size = sizeof(struct contact),
	.shown = shown,
	.check = check_first,
	.save = save,
	.title = title,
	.about = about,
	.pick = contact_pick,
	.show_ref = contact_show_ref,
	.changed = changed,
	.last = contact_copy_last,
	.together = contact_together,
	.anew = contact_anew,
	.release = release,
	.draft = "feedback",
	.beside = feedback_beside,
};

/* The referral names the contact, which is recorded first; where it cannot be, it stays open. */
static bool refer(struct view *v, struct err *e)
{
	struct ui *ui = v->ui;
	bool done;

	((struct contact_form *)v)->refer = true;
	done = form_save(v, e);
	if (ui->top == v)
		((struct contact_form *)v)->refer = false;
	return done;
}

const struct action contact_form_actions[] = {
	{ .keys = "",
	  .about = N_("What took place, for one student or several. Student, kind and date are "
		      "enough: the text may stay empty, and a few words do. A visit or talk "
		      "recorded late counts too, with its own day.") },
	{ .name = "form.save",
	  .keys = "C-s",
	  .bar = N_("Save"),
	  .help = N_("Save and close"),
	  .run = form_save },
	{ .name = "contact.save_and_refer",
	  .keys = "F7",
	  .bar = N_("Refer"),
	  .need = MAY_RECORD,
	  .run = refer,
	  .help = N_("Save, and refer the student to a department") },
	{ .name = "contact.next",
	  .keys = "C-n",
	  .bar = N_("Next one"),
	  .run = contact_next,
	  .help = N_("Save, and the same for the next student of the list") },
	{ .name = "contact.previous",
	  .keys = "C-x",
	  .run = contact_previous,
	  .help = N_("Save what was changed, and the student before") },
	/* before the phrases: in a narrow window the way out matters more */
	{ .keys = "Esc", .bar = N_("Back") },
	{ .name = "form.phrase", .keys = "C-o", .bar = N_("Phrases"), .run = form_phrase },
	{ .more = bright_form_actions },
	{ 0 },
};

/* ------------------------------------------------------------------- opening */

struct form *contact_form_on(struct ui *ui, int64_t id, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct form *f = NULL;

	if (!id || audit_opened(s, "contact", id, e))
		f = app_form(ui, &class, sizeof(struct contact_form), id, contact_get, e);
	if (f)
		f->view.actions = contact_form_actions;
	return f;
}

bool contact_form_open(struct form *f, struct err *e)
{
	bool is_feedback = !strcmp(contact_of(f)->kind, "feedback");

	if (is_feedback) {
		f->class = &feedback_class;
		f->view.actions = feedback_actions;
	}
	if (contact_may_open(contact_of(f), e) && contact_know_guardians(f, e) &&
	    (!is_feedback || feedback_count(f, e)))
		return ui_open(&f->view, e);
	f->view.class->free(&f->view);
	return false;
}

bool contact_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = contact_form_on(ui, id, e);

	return f && contact_form_open(f, e);
}
