/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "department_list.h"
#include "model/audit.h"
#include "model/department.h"
#include "model/mentor.h"
#include "model/referral.h"
#include "model/student.h"
#include "screen/mentor.h"
#include "screen/referral.h"
#include "screen/student.h"

struct referral_form {
	struct form form;
	bool marked; /* the student was marked in the list below */
};

static struct referral *referral_of(const struct form *f)
{
	return f->thing;
}

static bool is_set(const char *text)
{
	return text && *text;
}

/* ------------------------------------------------------------------- the form */

/* A new one is open: what closes it is asked for later. */
static const char *const *shown(const struct form *f)
{
	static const char *const new_one[] = { "student_id", "department_id", "date",  "due",
					       "mentor_id",  "sensitive",     "notes", NULL };
	static const char *const old_one[] = { "student_id", "department_id", "date",
					       "due",        "mentor_id",     "sensitive",
					       "notes",      "closed_on",     "outcome",
					       NULL };

	return referral_of(f)->id ? old_one : new_one;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, referral_of(f)->id ? _("Referral") : _("New referral"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct referral *r = referral_of(f);

	if (is_set(r->contact_date))
		buf_printf(out, _("From the record of %s. "), r->contact_date);
	if (!r->id)
		buf_text(out, _("It stays on the checklist until it is closed."));
	else if (!strcmp(r->state, "closed"))
		buf_text(out, _("Without its day and outcome it is open again."));
	else
		buf_text(out, _("A day and the outcome close it."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct referral *r = referral_of(f);
	const char *name = field->offset == offsetof(struct referral, student_id)
				   ? (r->student_id ? r->student : NULL)
			   : field->offset == offsetof(struct referral, mentor_id)
				   ? (r->mentor_id ? r->mentor : NULL)
				   : (r->department_id ? r->department : NULL);

	buf_text(out, name ? name : "");
}

/* ---------------------------------------------------------------- picking */

/* With the student comes the mentor, where none is named. */
static bool name_student(struct form *f, int64_t id, struct err *e)
{
	struct rowset set;
	bool ok = student_get(session_of(&f->view), id, &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		form_put(f, "student", st->name);
		form_put_id(f, "student_id", id);
		if (!referral_of(f)->mentor_id && st->mentor_id)
			ok = app_put_named(f, "mentor", st->mentor_id, mentor_get, e);
	}
	rowset_release(&set);
	return ok;
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct ui *ui = f->view.ui;
	struct err e = { 0 };
	int64_t id;
	bool ok;

	if (field->offset == offsetof(struct referral, student_id))
		ok = list_pick(student_list_new(ui), _("Which student?"), typed, &id) &&
		     name_student(f, id, &e);
	else if (field->offset == offsetof(struct referral, mentor_id))
		ok = list_pick(mentor_list_new(ui), _("Who refers?"), typed, &id) &&
		     app_put_named(f, "mentor", id, mentor_get, &e);
	else
		ok = list_pick(department_list_new(ui), _("To which department?"), typed, &id) &&
		     app_put_named(f, "department", id, department_get, &e);
	if (e.kind)
		ui_fail(ui, &e);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct referral *r = referral_of(f);
	bool is_new = !r->id;

	if (!referral_save(session_of(&f->view), r, e))
		return false;
	if (((struct referral_form *)f)->marked)
		list_unmark((struct list *)f->view.below);
	ui_say(f->view.ui,
	       is_set(r->closed_on) ? _("Closed: %s, %s.")
	       : is_new             ? _("Referred: %s, %s.")
				    : _("Saved, and still open: %s, %s."),
	       r->student, r->department);
	return true;
}

const struct action referral_form_actions[] = {
	{ .keys = "",
	  .about = N_("A student is handed to a department, and followed up by a day. It is "
		      "closed by its outcome; one made by mistake is closed too, with a word "
		      "that says so.") },
	{ 0 },
};

static const char *const together[] = { "date due", "closed_on outcome", NULL };

static const struct form_class class = {
	.fields = referral_fields,
	.size = sizeof(struct referral),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.together = together,
	.anew = form_anew,
	.pick = pick,
	.show_ref = show_ref,
	.actions = referral_form_actions,
	.draft = "referral",
};

/* ------------------------------------------------------------------- opening */

static struct form *form_on(struct ui *ui, int64_t id, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct form *f;

	if (id && !audit_opened(s, "referral", id, e))
		return NULL;
	f = app_form(ui, &class, sizeof(struct referral_form), id, referral_get, e);
	if (f && !referral_may_open(referral_of(f), e)) {
		f->view.class->free(&f->view);
		f = NULL;
	}
	return f;
}

bool referral_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = form_on(ui, id, e);

	return f && ui_open(&f->view, e);
}

bool referral_close(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = form_on(ui, id, e);

	if (!f)
		return false;
	if (!is_set(referral_of(f)->closed_on))
		form_put(f, "closed_on", session_of(&f->view)->today_iso);
	if (!ui_open(&f->view, e))
		return false;
	form_go(f, "outcome");
	return true;
}

static bool start(struct ui *ui, int64_t student_id, int64_t contact_id, bool marked, struct err *e)
{
	struct form *f = form_on(ui, 0, e);

	if (!referral_preset(session_of(&f->view), student_id, contact_id, &f->arena, f->thing,
			     e)) {
		f->view.class->free(&f->view);
		return false;
	}
	((struct referral_form *)f)->marked = marked;
	if (!ui_open(&f->view, e))
		return false;
	/* what is known already is passed by */
	form_go(f, referral_of(f)->student_id ? "department_id" : "student_id");
	return true;
}

bool referral_start(struct ui *ui, int64_t student_id, int64_t contact_id, struct err *e)
{
	return start(ui, student_id, contact_id, false, e);
}

static bool refer(struct view *v, struct err *e)
{
	const struct list *l = (const struct list *)v;
	size_t count;
	const int64_t *ids = list_chosen(l, &count);

	if (count > 1) {
		ui_say(v->ui, "%s", _("A referral is for one student; refer one after the other."));
		return true;
	}
	return !count || start(v->ui, ids[0], 0, l->marked_count > 0, e);
}

const struct action referral_actions[] = {
	{ .name = "student.refer",
	  .keys = "7",
	  .help = N_("Refer the student to a department"),
	  .need = MAY_RECORD,
	  .run = refer },
	{ 0 },
};
