/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "base/ident.h"
#include "key_date_list.h"
#include "model/plan.h"
#include "model/student.h"
#include "screen/contact.h"
#include "screen/plan.h"
#include "ui/ask.h"

struct plan_form {
	struct form form;
	int64_t *student_ids; /* of a new one */
	size_t count;
	bool marked; /* they were marked in the list below */
	const char *who;
	const char *home; /* where, and whom to ring up before; "" of several */
};

static const struct plan_form *plan_form_of(const struct form *f)
{
	return (const struct plan_form *)f;
}

static struct plan *plan_of(const struct form *f)
{
	return f->thing;
}

static bool is_talk(const struct plan *p)
{
	return p->kind && !strcmp(p->kind, "talk");
}

/* ------------------------------------------------------------------- the form */

static const char *const *shown(const struct form *f)
{
	static const char *const visit[] = { "kind", "date", "time", "place", "note", NULL };
	static const char *const talk[] = { "kind",        "date", "time", "place",
					    "key_date_id", "note", NULL };

	return is_talk(plan_of(f)) ? talk : visit;
}

static void title(const struct form *f, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, plan_of(f)->id ? _("Planned with %s") : _("A plan for %s"),
		   plan_form_of(f)->who);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	buf_text(out, *plan_form_of(f)->home
			      ? plan_form_of(f)->home
			      : _("It meets nothing; the record that follows does."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct plan *p = plan_of(f);

	(void)field;
	buf_text(out, p->key_date_id && p->key_date ? p->key_date : "");
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	int64_t id;

	(void)field;
	if (!list_pick(key_date_list_new(f->view.ui), _("For which occasion?"), typed, &id))
		return false;
	if (key_date_put(f, id, &e))
		return true;
	ui_fail(f->view.ui, &e);
	return false;
}

/* A visit has no occasion. */
static void changed(struct form *f, const struct field *field)
{
	if (field->offset == offsetof(struct plan, kind) && !is_talk(plan_of(f)))
		form_put_id(f, "key_date_id", 0);
}

/* Who had a plan of the kind already has another day now. */
static void say_saved(const struct form *f, size_t moved)
{
	const struct plan *p = plan_of(f);
	struct buf also = { 0 }, when = { 0 };
	int day = 0;

	date_from_iso(p->date, &day);
	date_tell(day, f->view.ui->today, &when);
	if (moved)
		buf_printf(&also, _(" Moved: %zu."), moved);
	ui_say(f->view.ui, _("Planned: %s, %s, %s %s%s%s.%s"), choice_label(plan_kinds, p->kind),
	       plan_form_of(f)->who, p->date + 5, buf_str(&when), p->time && *p->time ? " " : "",
	       p->time ? p->time : "", buf_str(&also));
	buf_release(&also);
	buf_release(&when);
}

static bool save(struct form *f, struct err *e)
{
	const struct plan_form *form = plan_form_of(f);
	size_t moved = 0;

	if (!plan_save(session_of(&f->view), form->student_ids, form->count, plan_of(f), &moved, e))
		return false;
	if (form->marked)
		list_unmark((struct list *)f->view.below);
	say_saved(f, moved);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(plan_form_of(f)->student_ids, plan_form_of(f)->count, out);
}

static void release(struct form *f)
{
	free(((struct plan_form *)f)->student_ids);
}

static void anew(struct form *f)
{
	struct plan_form *p = (struct plan_form *)f;

	p->student_ids = mem_alloc(sizeof *p->student_ids);
	*p->student_ids = plan_of(f)->student_id;
	p->count = 1;
	form_anew(f);
}

static const char *const together[] = { "date time", "kind key_date_id", NULL };

static const struct form_class class = {
	.fields = plan_fields,
	.size = sizeof(struct plan),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.changed = changed,
	.together = together,
	.anew = anew,
	.release = release,
	.draft = "plan",
	.draft_about = draft_about,
};

/* ------------------------------------------------------------------- opening */

static void tell_home(struct plan_form *f, const char *address, const char *guardian,
		      const char *phone)
{
	struct buf text = { 0 };

	buf_text(&text, address ? address : "");
	if (phone && *phone) {
		buf_printf(&text, "%s%s ", text.len ? "  " : "", guardian ? guardian : "");
		ident_mask_phone(&text, phone);
	}
	f->home = arena_text(&f->form.arena, buf_str(&text));
	buf_release(&text);
}

static bool cancel(struct view *v, struct err *e)
{
	const struct plan *p = ((struct form *)v)->thing;
	struct ui *ui = v->ui;

	if (!p->id || !ask_yes(ui, _("Cancel this plan?"), _("cancel"), _("keep")))
		return true;
	if (!plan_cancel(session_of(v), (const struct row_head *)p, 1, e))
		return false;
	ui_close(v);
	ui_changed(ui);
	ui_say(ui, "%s", _("The plan is cancelled."));
	return true;
}

const struct action plan_form_actions[] = {
	{ .keys = "",
	  .about = N_("A visit or a talk that is meant to be on a day. The day is enough; a visit "
		      "without a place is at the student's home. It meets nothing: the record that "
		      "follows does.") },
	{ .name = "plan.cancel",
	  .keys = "F8",
	  .bar = N_("Cancel it"),
	  .need = MAY_RECORD,
	  .run = cancel,
	  .help = N_("Cancel the plan, or all that are marked") },
	{ 0 },
};

bool plan_open(struct ui *ui, int64_t id, struct err *e)
{
	struct plan_form *f = (struct plan_form *)app_form(ui, &class, sizeof *f, id, plan_get, e);
	const struct plan *p;

	if (!f)
		return false;
	f->form.view.actions = plan_form_actions;
	p = f->form.thing;
	f->who = p->student;
	tell_home(f, p->address, p->guardian, p->phone);
	if (!ui_open(&f->form.view, e))
		return false;
	form_go(&f->form, "date");
	return true;
}

/* Who it is about; the form is freed where that cannot be known. */
static bool know_students(struct plan_form *f, const struct plan_start *start, struct err *e)
{
	struct rowset set;
	bool ok;

	f->count = start->student_count;
	f->student_ids = mem_alloc(f->count * sizeof *f->student_ids);
	memcpy(f->student_ids, start->student_ids, f->count * sizeof *f->student_ids);
	f->home = "";
	if (!app_name_students(&f->form, f->student_ids, f->count, &f->who, e))
		return false;
	if (f->count > 1)
		return true;
	ok = student_get(session_of(&f->form.view), f->student_ids[0], &set, e);
	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		tell_home(f, st->address, st->guardian_name, st->guardian_phone);
	} else {
		f->form.view.class->free(&f->form.view);
	}
	rowset_release(&set);
	return ok;
}

/* Tomorrow, or the first day that counts; in the school year. */
static void first_day(const struct session *s, const char *from, iso_date day)
{
	date_to_iso(s->today + 1, day);
	if (from && strcmp(from, day) > 0)
		date_copy(day, from);
	if (strcmp(day, s->year.ends) > 0)
		date_copy(day, s->today_iso);
}

bool plan_start_new(struct ui *ui, const struct plan_start *start, struct err *e)
{
	struct plan_form *f = form_new(sizeof *f, ui, &class, NULL);
	iso_date day;

	first_day(session_of(&f->form.view), start->from, day);
	form_put(&f->form, "kind", start->kind);
	form_put(&f->form, "date", day);
	f->marked = start->marked;
	if (!know_students(f, start, e))
		return false;
	if (start->key_date_id && !key_date_put(&f->form, start->key_date_id, e)) {
		f->form.view.class->free(&f->form.view);
		return false;
	}
	if (!ui_open(&f->form.view, e))
		return false;
	form_go(&f->form, "date");
	return true;
}

/* With a visit planned already, a talk may be meant. */
static bool visit_again(struct ui *ui, const struct plan_start *start, int64_t visit, struct err *e)
{
	const char *const labels[] = { _("change it"), _("plan a talk") };
	struct plan_start talk = *start;

	switch (ask_choice(ui, _("A visit is planned already."), labels, 2)) {
	case 0:
		return plan_open(ui, visit, e);
	case 1:
		talk.kind = "talk";
		return plan_start(ui, &talk, e);
	default:
		return true;
	}
}

bool plan_start(struct ui *ui, const struct plan_start *start, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	int64_t id = 0;

	if (start->student_count == 1 &&
	    !plan_find(s, start->student_ids[0], start->kind, start->key_date_id, &id, e))
		return false;
	if (!id)
		return plan_start_new(ui, start, e);
	return strcmp(start->kind, "visit") ? plan_open(ui, id, e) : visit_again(ui, start, id, e);
}

static bool plan_chosen(struct view *v, struct err *e)
{
	const struct list *l = (const struct list *)v;
	struct plan_start start = { .kind = "visit", .marked = l->marked_count > 0 };

	start.student_ids = list_chosen(l, &start.student_count);
	return !start.student_count || plan_start(v->ui, &start, e);
}

const struct action plan_actions[] = {
	{ .name = "student.plan",
	  .keys = "9",
	  .help = N_("Plan a visit or a talk for a day, with all that are marked"),
	  .need = MAY_RECORD,
	  .run = plan_chosen },
	{ 0 },
};

/* ------------------------------------------------------------------ what came of it */

static bool record(struct ui *ui, const struct plan *p, int64_t key_date_id, struct err *e)
{
	const struct session *s = &((struct app *)ui->owner)->session;
	bool over = strcmp(p->date, s->today_iso) <= 0;
	const struct contact_start start = { .kind = p->kind,
					     .student_ids = &p->student_id,
					     .student_count = 1,
					     .key_date_id =
						     p->key_date_id ? p->key_date_id : key_date_id,
					     .date = over ? p->date : s->today_iso,
					     /* a visit elsewhere is asked for its reason */
					     .place = is_talk(p) ? p->place : NULL };

	return contact_start(ui, &start, e);
}

bool plan_record(struct ui *ui, int64_t id, int64_t key_date_id, struct err *e)
{
	struct rowset set;
	bool ok = plan_get(&((struct app *)ui->owner)->session, id, &set, e) &&
		  record(ui, rowset_at(&set, 0), key_date_id, e);

	rowset_release(&set);
	return ok;
}
