/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "consent_list.h"

#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/consent.h"
#include "model/contact.h"
#include "screen/student.h"
#include "ui/ask.h"
#include "writing.h"

enum { STUDENTS = 64 };

/* ------------------------------------------------------------------ the form */

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "given_by",     "covers", "given_on",
					     "withdrawn_on", "note",   NULL };

	(void)f;
	return names;
}

static void form_title(const struct form *f, struct buf *out)
{
	const struct consent *c = f->thing;

	app_title(&f->view, out, c->id ? _("Consent") : _("New consent"));
}

static bool save(struct form *f, struct err *e)
{
	struct consent *c = f->thing;

	if (!consent_save(session_of(&f->view), c, e))
		return false;
	ui_say(f->view.ui, _("The consent of %s is saved."), c->given_by);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(&((const struct consent *)f->thing)->student_id, 1, out);
}

const struct action consent_form_actions[] = {
	{ .keys = "",
	  .about = N_("What a guardian agreed to, on paper. It is never removed: when it is taken "
		      "back, that day is written down, and both stay on record.") },
	{ 0 },
};

static const struct form_class form_class = {
	.fields = consent_fields,
	.size = sizeof(struct consent),
	.shown = shown,
	.save = save,
	.title = form_title,
	.actions = consent_form_actions,
	.draft = "consent",
	.draft_about = draft_about,
};

bool consent_form_open(struct ui *ui, int64_t student_id, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &form_class, sizeof *f, id, consent_get, e);

	if (!f)
		return false;
	if (!id) {
		form_put_id(f, "student_id", student_id);
		form_put(f, "covers", "records visits");
		form_put(f, "given_on", session_of(&f->view)->today_iso);
	}
	return ui_open(&f->view, e);
}

/* ------------------------------------------------------------- one student's */

struct consents {
	struct list list;
	int64_t student_id;
	char who[120];
};

static const char *const columns[] = { "given_by",     "covers", "given_on",
				       "withdrawn_on", "note",   NULL };

static bool load(struct list *l, struct err *e)
{
	return consent_list_of_student(session_of(&l->view),
				       ((const struct consents *)l)->student_id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("Consents, %s"), ((const struct consents *)l)->who);
	app_title(&l->view, out, what.at);
	buf_release(&what);
}

static const struct list_class class = {
	.fields = consent_fields,
	.stride = sizeof(struct consent),
	.columns = columns,
	.load = load,
	.title = title,
	.empty = N_("No consent of a guardian is on record. F9 adds one from the paper; Esc goes "
		    "back."),
};

static bool edit(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || consent_form_open(v->ui, 0, id, e);
}

static bool add(struct view *v, struct err *e)
{
	return consent_form_open(v->ui, ((const struct consents *)v)->student_id, 0, e);
}

static bool take_back(struct view *v, struct err *e)
{
	const struct consent *row = list_current((const struct list *)v);
	struct consent c;
	iso_date day;

	if (!row)
		return true;
	c = *row;
	if (c.withdrawn_on) {
		ui_say(v->ui, _("It was taken back on %s already."), c.withdrawn_on);
		return true;
	}
	if (!ask_day(v->ui, _("Taken back on"), day))
		return true;
	c.withdrawn_on = day;
	if (!consent_save(session_of(v), &c, e))
		return false;
	ui_say(v->ui, _("The consent of %s is taken back."), c.given_by);
	ui_changed(v->ui);
	return true;
}

const struct action consent_list_actions[] = {
	{ .keys = "",
	  .about = N_("What guardians agreed to for this student, and until when. Records and home "
		      "visits are what the list of missing consents asks for.") },
	{ .name = "consent.edit",
	  .keys = "Enter",
	  .bar = N_("Edit"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = edit,
	  .help = N_("Correct the consent") },
	{ .name = "consent.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = add,
	  .help = N_("Put a consent on record, from the paper") },
	{ .name = "consent.take_back",
	  .keys = "F8",
	  .bar = N_("Take back"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = take_back,
	  .help = N_("The guardian takes it back, from a day on") },
	{ 0 },
};

bool consent_list_open(struct ui *ui, int64_t student_id, const char *who, struct err *e)
{
	struct consents *c = list_new(sizeof *c, ui, &class, consent_list_actions);

	c->student_id = student_id;
	snprintf(c->who, sizeof c->who, "%s", who);
	return ui_open(&c->list.view, e);
}

/* ------------------------------------------------------------- who has none */

static const char *const missing_columns[] = { "name",  "class_name", "mentor",
					       "lacks", "student_no", NULL };

static bool load_missing(struct list *l, struct err *e)
{
	return consent_missing(session_of(&l->view), &l->rows, e);
}

static void missing_title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Consents that are missing"));
}

static const struct list_class missing_class = {
	.fields = consent_lack_fields,
	.stride = sizeof(struct consent_lack),
	.columns = missing_columns,
	.load = load_missing,
	.title = missing_title,
	.empty = N_("Everybody who is enrolled has a consent that covers records and home visits, "
		    "or nobody is enrolled yet. F2 lists the students."),
};

static bool consents_of(struct view *v, struct err *e)
{
	const struct consent_lack *row = list_current((const struct list *)v);

	return !row || consent_list_open(v->ui, row->id, row->name, e);
}

static bool add_for(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || consent_form_open(v->ui, id, 0, e);
}

static bool page_of(struct view *v, struct err *e)
{
	int64_t id = list_current_id((const struct list *)v);

	return !id || student_detail_open(v->ui, id, e);
}

const struct action consent_missing_actions[] = {
	{ .keys = "",
	  .about = N_("Students without a guardian's consent that covers records and home visits. "
		      "F9 puts one on record; the line then goes.") },
	{ .name = "consent.list",
	  .keys = "Enter",
	  .bar = N_("Consents"),
	  .run = consents_of,
	  .help = N_("All consents of the student") },
	{ .name = "consent.add",
	  .keys = "F9 a",
	  .bar = N_("New"),
	  .need = MAY_EDIT_PEOPLE,
	  .run = add_for,
	  .help = N_("Put a consent on record, from the paper") },
	{ .name = "consent.student",
	  .keys = "Tab",
	  .bar = N_("Student"),
	  .run = page_of,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

bool consent_missing_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, consent_missing_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &missing_class, consent_missing_actions);
	return ui_open(&l->view, e);
}

bool consent_may_keep(struct form *f, struct err *e)
{
	const struct contact *c = f->thing;
	int64_t ids[STUDENTS];
	bool missing;

	if (strcmp(c->kind, "visit") || !c->summary || !*c->summary)
		return true;
	if (!consent_is_missing(session_of(&f->view), ids, writing_students(f, ids, STUDENTS),
				"visits", &missing, e))
		return false;
	return !missing ||
	       ask_yes(f->view.ui, _("No guardian's consent to notes of home visits is on record."),
		       _("keep the note"), _("go back"));
}
