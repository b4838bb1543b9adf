/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "key_date_list.h"
#include "model/contact.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/contact.h"
#include "screen/mentor.h"
#include "screen/referral.h"
#include "screen/student.h"

struct contact_form {
	struct form form;
	bool marked; /* its students were marked in the list below */
	bool refer;  /* a referral that comes from it follows */
};

static struct contact *contact_of(const struct form *f)
{
	return f->thing;
}

/* ------------------------------------------------------- names behind the ids */

static bool names_already(const struct contact *c, int64_t id)
{
	const char *at = c->student_ids ? c->student_ids : "";
	char *end;

	for (long long one; (one = strtoll(at, &end, 10)) != 0; at = end)
		if (one == id)
			return true;
	return false;
}

static bool name_student(struct form *f, int64_t id, struct err *e)
{
	struct contact *c = contact_of(f);
	struct rowset set;
	bool ok = student_get(session_of(&f->view), id, &set, e);

	if (ok && !names_already(c, id)) {
		const struct student *st = rowset_at(&set, 0);
		const char *before = c->students && *c->students ? c->students : NULL;

		c->students = arena_printf(&f->arena, "%s%s%s", before ? before : "",
					   before ? " " : "", st->name);
		c->student_ids =
			before ? arena_printf(&f->arena, "%s %lld", c->student_ids, (long long)id)
			       : arena_printf(&f->arena, "%lld", (long long)id);
		if (!c->mentor_id && st->mentor_id) {
			c->mentor_id = st->mentor_id;
			form_put(f, "mentor", st->mentor);
		}
	}
	rowset_release(&set);
	return ok;
}

static bool name_mentor(struct form *f, int64_t id, struct err *e)
{
	struct rowset set;
	bool ok = mentor_get(session_of(&f->view), id, &set, e);

	if (ok) {
		form_put(f, "mentor", ((const struct mentor *)rowset_at(&set, 0))->name);
		form_put_id(f, "mentor_id", id);
	}
	rowset_release(&set);
	return ok;
}

static bool name_key_date(struct form *f, int64_t id, struct err *e)
{
	const char *name;

	if (!key_date_name(session_of(&f->view), id, &f->arena, &name, e))
		return false;
	form_put(f, "key_date", name);
	form_put_id(f, "key_date_id", id);
	return true;
}

/* ------------------------------------------------------------------- the form */

static const char *const *shown(const struct form *f)
{
	return contact_form_fields(contact_of(f)->kind);
}

static void title(const struct form *f, struct buf *out)
{
	const struct contact *c = contact_of(f);
	struct buf what = { 0 };

	buf_printf(&what, c->id ? "%s" : _("New: %s"), choice_label(contact_kinds, c->kind));
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	const struct contact *c = contact_of(f);
	char when[20];

	if (c->created_at && *c->created_at) {
		date_show_utc(c->created_at, when);
		buf_printf(out, _("Recorded %s. "), when);
	}
	buf_text(out, _("Text may stay empty."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct contact *c = contact_of(f);
	const char *name = field->kind == FIELD_REFS ? c->students
			   : field->offset == offsetof(struct contact, mentor_id)
				   ? (c->mentor_id ? c->mentor : NULL)
				   : (c->key_date_id ? c->key_date : NULL);

	if (field->kind == FIELD_REFS && !(c->student_ids && *c->student_ids))
		name = NULL;
	buf_text(out, name ? name : "");
}

/* Emptied by Backspace: the names go with the ids, and the mentor who came with them; and feedback
 * is for one alone. */
static void make_room(struct form *f)
{
	struct contact *c = contact_of(f);

	if (c->student_ids && *c->student_ids && strcmp(c->kind, "feedback"))
		return;
	c->student_ids = c->students = NULL;
	c->mentor_id = session_of(&f->view)->mentor_id;
}

static bool pick_student(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	if (!list_pick(student_list_new(f->view.ui), _("Which student?"), typed, &id))
		return false;
	make_room(f);
	return name_student(f, id, e);
}

static bool pick_mentor(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	return list_pick(mentor_list_new(f->view.ui), _("Who held it?"), typed, &id) &&
	       name_mentor(f, id, e);
}

static bool pick_key_date(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	return list_pick(key_date_list_new(f->view.ui), _("For which occasion?"), typed, &id) &&
	       name_key_date(f, id, e);
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	bool ok;

	if (field->kind == FIELD_REFS)
		ok = pick_student(f, typed, &e);
	else if (field->offset == offsetof(struct contact, mentor_id))
		ok = pick_mentor(f, typed, &e);
	else
		ok = pick_key_date(f, typed, &e);
	if (e.kind)
		ui_fail(f->view.ui, &e);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct contact *c = contact_of(f);

	if (!contact_save(session_of(&f->view), c, e))
		return false;
	if (((struct contact_form *)f)->marked)
		list_unmark((struct list *)f->view.below);
	ui_say(f->view.ui, _("Recorded: %s, %s, %s."), choice_label(contact_kinds, c->kind),
	       c->students ? c->students : "", c->date);
	return !((struct contact_form *)f)->refer || referral_start(f->view.ui, 0, c->id, e);
}

static const struct form_class class = {
	.fields = contact_fields,
	.size = sizeof(struct contact),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
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
	{ .keys = "C-s", .bar = N_("Save"), .help = N_("Save and close"), .run = form_save },
	{ .keys = "F7",
	  .bar = N_("Refer"),
	  .need = MAY_RECORD,
	  .run = refer,
	  .help = N_("Save, and refer the student to a department") },
	{ 0 },
};

/* ------------------------------------------------------------------- opening */

static struct form *form_on(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof(struct contact_form), id, contact_get, e);

	if (f)
		f->view.actions = contact_form_actions;
	return f;
}

bool contact_open(struct ui *ui, int64_t id, struct err *e)
{
	struct form *f = form_on(ui, id, e);

	return f && ui_open(&f->view, e);
}

/* What is most likely, so that Enter takes it. */
static bool fill(struct form *f, const struct contact_start *start, struct err *e)
{
	const struct session *s = session_of(&f->view);
	bool ok = true;

	form_put(f, "kind", start->kind);
	form_put(f, "date", s->today_iso);
	if (!strcmp(start->kind, "visit"))
		form_put(f, "mode", "home");
	if (!strcmp(start->kind, "talk"))
		form_put(f, "mode", "in_person");
	if (s->mentor_id)
		ok = name_mentor(f, s->mentor_id, e);
	for (size_t i = 0; ok && i < start->student_count; i++)
		ok = name_student(f, start->student_ids[i], e);
	return ok && (!start->key_date_id || name_key_date(f, start->key_date_id, e));
}

/* A delivery that is not dated yet is dated today, for one to confirm. */
static void deliver(struct form *f, const struct contact_start *start)
{
	const struct session *s = session_of(&f->view);
	struct contact *c = contact_of(f);

	if (start->to_student && !(c->to_student && *c->to_student))
		form_put(f, "to_student", s->today_iso);
	if (start->to_guardians && !(c->to_guardians && *c->to_guardians))
		form_put(f, "to_guardians", s->today_iso);
	f->dirty = start->to_student || start->to_guardians;
}

bool contact_start(struct ui *ui, const struct contact_start *start, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	int64_t id = 0;
	struct form *f;

	if (!strcmp(start->kind, "feedback") && start->student_count == 1 &&
	    !contact_find_feedback(s, start->student_ids[0], &id, e))
		return false;
	f = form_on(ui, id, e);
	if (!f)
		return false;
	if (!id && !fill(f, start, e)) {
		f->view.class->free(&f->view);
		return false;
	}
	deliver(f, start);
	((struct contact_form *)f)->marked = start->marked;
	if (!ui_open(&f->view, e))
		return false;
	/* what is known already is passed by */
	form_go(f, !start->student_count ? "student_ids" : "date");
	return true;
}

static bool start_kind(struct view *v, const char *kind, struct err *e)
{
	struct list *l = (struct list *)v;
	struct contact_start start = { .kind = kind, .marked = l->marked_count > 0 };

	start.student_ids = list_chosen(l, &start.student_count);
	if (start.student_count > 1 && !strcmp(kind, "feedback")) {
		ui_say(v->ui, _("Feedback is for one student; write each a letter of their own."));
		return true;
	}
	return contact_start(v->ui, &start, e);
}

static bool new_visit(struct view *v, struct err *e)
{
	return start_kind(v, "visit", e);
}

static bool new_talk(struct view *v, struct err *e)
{
	return start_kind(v, "talk", e);
}

static bool new_feedback(struct view *v, struct err *e)
{
	return start_kind(v, "feedback", e);
}

static bool new_call(struct view *v, struct err *e)
{
	return start_kind(v, "call", e);
}

static bool new_message(struct view *v, struct err *e)
{
	return start_kind(v, "message", e);
}

static bool new_change(struct view *v, struct err *e)
{
	return start_kind(v, "change", e);
}

const struct action contact_actions[] = {
	{ .keys = "1", .help = N_("Record a home visit"), .need = MAY_RECORD, .run = new_visit },
	{ .keys = "2", .help = N_("Record a talk"), .need = MAY_RECORD, .run = new_talk },
	{ .keys = "3", .help = N_("Record a feedback"), .need = MAY_RECORD, .run = new_feedback },
	{ .keys = "4", .help = N_("Record a call"), .need = MAY_RECORD, .run = new_call },
	{ .keys = "5", .help = N_("Record a message"), .need = MAY_RECORD, .run = new_message },
	{ .keys = "6",
	  .help = N_("Record a major change in the student's life: a talk is owed after it"),
	  .need = MAY_RECORD,
	  .run = new_change },
	{ 0 },
};
