/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_open.h"

#include <stdlib.h>
#include <string.h>

#include "absence_list.h"
#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "belonging_list.h"
#include "change_request_list.h"
#include "condition_list.h"
#include "consent_list.h"
#include "department_list.h"
#include "guardian_form.h"
#include "model/contact.h"
#include "model/student.h"
#include "phrase_list.h"
#include "preference_list.h"
#include "screen/account.h"
#include "screen/assign.h"
#include "screen/contact.h"
#include "screen/exemption.h"
#include "screen/mentor.h"
#include "screen/plan.h"
#include "screen/referral.h"
#include "screen/student.h"
#include "screen/training.h"
#include "training_form.h"
#include "year_form.h"

enum { STUDENTS = 500 };

/* ---------------------------------------------------------------- form by form */

static bool open_contact(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t ids[STUDENTS];
	struct contact_start start = { .kind = draft_text(d, "kind"), .student_ids = ids };

	if (id)
		return contact_open(ui, id, e);
	if (!choice_find(contact_kinds, start.kind))
		return err_set(e, ERR_INVALID, _("This draft is of no kind of contact: %s."),
			       start.kind);
	start.student_count = app_read_ids(draft_text(d, "student_ids"), ids, STUDENTS);
	return contact_start(ui, &start, e);
}

static bool open_plan(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t ids[STUDENTS];
	const char *kind = draft_text(d, "kind");
	struct plan_start start = { .kind = *kind ? kind : "visit", .student_ids = ids };

	if (id)
		return plan_open(ui, id, e);
	start.student_count = app_read_ids(d->about ? d->about : "", ids, STUDENTS);
	if (!start.student_count)
		start.student_count = app_read_ids(draft_text(d, "student_id"), ids, STUDENTS);
	return start.student_count ? plan_start_new(ui, &start, e)
				   : err_set(e, ERR_NOT_FOUND, "%s",
					     _("The plan that this draft changed is gone."));
}

static bool open_referral(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return id ? referral_open(ui, id, e) : referral_start(ui, 0, 0, e);
}

static bool open_exemption(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t ids[STUDENTS];
	size_t count = app_read_ids(d->about ? d->about : "", ids, STUDENTS);

	if (id)
		return exemption_open(ui, id, e);
	return count ? exemption_start(ui, ids, count, e)
		     : err_set(e, ERR_NOT_FOUND, "%s",
			       _("The exemption that this draft changed is gone."));
}

static bool open_assign(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t ids[STUDENTS];
	size_t count = app_read_ids(d->about ? d->about : "", ids, STUDENTS);

	(void)id;
	return count ? assign_start(ui, ids, count, false, e)
		     : err_set(e, ERR_NOT_FOUND, "%s", _("This draft names no student."));
}

static bool open_student(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return student_list_show(ui->top, e) && student_form_open(ui, id, e);
}

static bool open_mentor(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return mentor_form_open(ui, id, e);
}

static bool open_guardian(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t student = 0;

	app_read_ids(d->about ? d->about : "", &student, 1);
	return guardian_form_open(ui, student, id, e);
}

static bool open_training(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return training_list_show(ui->top, e) && training_form_open((struct list *)ui->top, id, e);
}

static bool open_department(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return department_form_open(ui, id, e);
}

static bool open_phrase(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return phrase_form_open(ui, id, e);
}

static bool open_key_date(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t year = ((struct app *)ui->owner)->session.year.id;

	app_read_ids(d->about ? d->about : "", &year, 1);
	return key_date_form_open(ui, year, id, e);
}

static bool open_rules(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)id;
	return rules_form_open(ui, d->id, e);
}

static bool open_account(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return account_form_open(ui, id, e);
}

static bool open_grant(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return grant_form_open(ui, id, e);
}

static bool open_consent(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t student = 0;

	app_read_ids(d->about ? d->about : "", &student, 1);
	return consent_form_open(ui, student, id, e);
}

static bool open_absence(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	int64_t student = 0;

	app_read_ids(d->about ? d->about : "", &student, 1);
	return absence_form_open(ui, student, id, e);
}

static bool open_condition(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	return condition_form_open(ui, d->about ? d->about : "", id, e);
}

static bool open_belonging(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	(void)id;
	return belonging_form_open(ui, e);
}

static bool open_preference(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	return preference_form_open(ui, id, e);
}

static bool open_change_request(struct ui *ui, const struct draft *d, int64_t id, struct err *e)
{
	(void)d;
	(void)id;
	return change_request_form_open(ui, 0, e);
}

/* Every form that holds work, by its form_class.draft. Import, roll-over, calendar, periods, a
 * proposal of pairs and the making of a school hold a few choices and a line at most; an emergency
 * is taken at once or not at all. */
static const struct reopening {
	const char *form;
	const char *what;  /* N_() */
	const char *whose; /* the field that says about whom or what; NULL: none does */
	bool (*open)(struct ui *ui, const struct draft *d, int64_t id, struct err *e);
} reopenings[] = {
	{ "contact", N_("record"), "students", open_contact },
	{ "feedback", N_("feedback"), "students", open_contact },
	{ "plan", N_("plan"), "student", open_plan },
	{ "referral", N_("referral"), "student", open_referral },
	{ "exemption", N_("exemption"), "student", open_exemption },
	{ "assign", N_("assigning a mentor"), NULL, open_assign },
	{ "student", N_("student"), "name", open_student },
	{ "mentor", N_("mentor"), "name", open_mentor },
	{ "guardian", N_("guardian"), "name", open_guardian },
	{ "training", N_("training session"), "title", open_training },
	{ "department", N_("department"), "name", open_department },
	{ "phrase", N_("phrase"), "text", open_phrase },
	{ "key_date", N_("key date"), "name", open_key_date },
	{ "rules", N_("rules"), NULL, open_rules },
	{ "account", N_("account"), "login", open_account },
	{ "grant", N_("grant"), "who", open_grant },
	{ "consent", N_("consent"), "given_by", open_consent },
	{ "absence", N_("absence"), "student", open_absence },
	{ "condition", N_("condition"), NULL, open_condition },
	{ "belonging", N_("where somebody belongs"), "name", open_belonging },
	{ "preference", N_("a student's choices"), "student", open_preference },
	{ "change_request", N_("request for another mentor"), "who", open_change_request },
};

static const struct reopening *reopening_of(const struct draft *d)
{
	for (size_t i = 0; i < sizeof reopenings / sizeof *reopenings; i++)
		if (!strcmp(reopenings[i].form, d->form))
			return &reopenings[i];
	return NULL;
}

/* ---------------------------------------------------------------------- telling */

/* As it stands in the editor, else as it is kept. */
static const char *said(const struct draft *d, const char *name)
{
	const struct draft_field *f = draft_field((struct draft *)d, name, false);

	return f && f->typed ? f->typed : draft_text(d, name);
}

static void tell_students(struct ui *ui, const struct draft *d, struct buf *out)
{
	struct session *s = &((struct app *)ui->owner)->session;
	int64_t ids[STUDENTS];
	size_t count = app_read_ids(d->about ? d->about : "", ids, STUDENTS);
	struct rowset set;
	struct err ignored = { 0 };

	if (count > 1) {
		buf_printf(out, _(", %zu students"), count);
		return;
	}
	if (!count)
		return;
	if (student_get(s, ids[0], &set, &ignored))
		buf_printf(out, ", %s", ((const struct student *)rowset_at(&set, 0))->name);
	rowset_release(&set);
}

void draft_tell(struct ui *ui, const struct draft *d, struct buf *out)
{
	const struct reopening *r = reopening_of(d);
	const struct choice *kind = choice_find(contact_kinds, draft_text(d, "kind"));
	const char *whose = r && r->whose ? said(d, r->whose) : "";
	struct buf quoted = { 0 };

	if (r && !strcmp(r->form, "contact") && kind)
		buf_text(out, _(kind->label));
	else
		buf_text(out, r ? _(r->what) : d->form);
	if (*whose)
		buf_printf(out, _(", %s"), text_quote(&quoted, whose));
	else if (r && (r->open == open_plan || r->open == open_exemption ||
		       r->open == open_absence || r->open == open_assign))
		tell_students(ui, d, out);
	buf_release(&quoted);
}

/* ---------------------------------------------------------------------- going on */

static bool open_form(struct ui *ui, const struct reopening *r, const struct draft *d,
		      struct err *e)
{
	if (r->open(ui, d, d->id, e))
		return true;
	if (!d->id || e->kind != ERR_NOT_FOUND)
		return false;
	*e = (struct err){ 0 };
	return r->open(ui, d, 0, e);
}

static void say(struct ui *ui, const struct draft *d, const struct form *f, size_t unknown)
{
	if (d->id && ((const struct row_head *)f->thing)->id != d->id)
		ui_say(ui, "%s",
		       _("What this draft changed is not there any more: saving it makes a new "
			 "one."));
	else if (unknown)
		ui_say(ui, _("Go on where you were; %zu parts of the draft are not known here."),
		       unknown);
	else
		ui_say(ui, "%s", _("Go on where you were: nothing of it is saved yet."));
}

bool draft_open(struct ui *ui, const char *name, struct err *e)
{
	struct view *before = ui->top;
	struct draft_slot slot = DRAFT_NO_SLOT;
	const struct reopening *r;
	struct draft d;
	bool ok;

	if (!draft_take(ui->drafts, name, &slot, &d, e))
		return false;
	r = reopening_of(&d);
	ok = r ? open_form(ui, r, &d, e)
	       : err_set(e, ERR_INVALID, _("This draft is of a form that is not known here: %s."),
			 d.form);
	/* whoever may only look is told what the thing says, and has no form */
	if (ok && ui->top != before && ui->top->modal) {
		struct form *f = (struct form *)ui->top;
		size_t unknown = form_take_draft(f, &d, &slot);

		say(ui, &d, f, unknown);
	} else {
		draft_leave(&slot);
	}
	draft_release(&d);
	return ok;
}

bool draft_discard(struct ui *ui, const char *name, struct err *e)
{
	struct draft_slot slot = DRAFT_NO_SLOT;
	struct draft d;

	if (!draft_take(ui->drafts, name, &slot, &d, e))
		return false;
	draft_drop(ui->drafts, &slot);
	draft_release(&d);
	return true;
}
