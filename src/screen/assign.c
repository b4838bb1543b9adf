/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/assign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/mentor.h"

struct assign_form {
	struct form form;
	int64_t *student_ids, *leads; /* who led each when it was last looked */
	size_t count;
	const char *who; /* the student, or how many */
	const char *now; /* who leads the student, or "" */
};

static const struct assign_form *assign_of(const struct form *f)
{
	return (const struct assign_form *)f;
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "mentor_id", "role", "starts", "reason", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("A mentor for %s"), assign_of(f)->who);
	app_title(&f->view, out, what.at);
	buf_release(&what);
}

static void about(const struct form *f, struct buf *out)
{
	if (*assign_of(f)->now)
		buf_printf(out, _("Now %s. "), assign_of(f)->now);
	buf_text(out, _("Without a first day: today, or the first day of a new student."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct assignment *a = f->thing;

	(void)field;
	buf_text(out, a->mentor_id && a->mentor ? a->mentor : "");
}

static bool pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	struct rowset set;
	int64_t id;
	bool ok;

	(void)field;
	if (!list_pick(mentor_list_new(f->view.ui),
		       arena_printf(&f->arena, _("Which mentor for %s?"), assign_of(f)->who), typed,
		       &id))
		return false;
	ok = mentor_get(session_of(&f->view), id, &set, &e);
	if (ok) {
		const struct mentor *m = rowset_at(&set, 0);

		form_put_id(f, "mentor_id", id);
		form_put(f, "mentor", m->name);
	} else {
		ui_fail(f->view.ui, &e);
	}
	rowset_release(&set);
	return ok;
}

/* Whom a new lead mentor takes the place of. */
static bool read_leads(struct assign_form *f, struct err *e)
{
	bool ok = true;

	f->now = "";
	for (size_t i = 0; ok && i < f->count; i++) {
		struct rowset set;

		ok = student_get(session_of(&f->form.view), f->student_ids[i], &set, e);
		if (ok) {
			const struct student *st = rowset_at(&set, 0);

			f->leads[i] = st->mentor_id;
			if (f->count == 1 && st->mentor_id)
				f->now = arena_text(&f->form.arena, st->mentor);
		}
		rowset_release(&set);
	}
	return ok;
}

/* A 16th student asks for its reason at the field for it. */
static bool save(struct form *f, struct err *e)
{
	const struct assign_form *af = assign_of(f);
	const struct assignment *a = f->thing;
	const struct assign order = { .student_ids = af->student_ids,
				      .count = af->count,
				      .mentor_id = a->mentor_id,
				      .role = a->role,
				      .from = a->starts && *a->starts ? a->starts : NULL,
				      .reason = a->reason && *a->reason ? a->reason : NULL,
				      .leads = af->leads };
	struct err ignored = { 0 };
	size_t changed;

	if (!assignment_make(session_of(&f->view), &order, &changed, e)) {
		/* it was said who leads them now: the next time it is meant */
		if (e->kind == ERR_CONFLICT)
			read_leads((struct assign_form *)f, &ignored);
		return false;
	}
	list_unmark((struct list *)f->view.below);
	if (changed && !strcmp(a->role, "co"))
		ui_say(f->view.ui, _("%s is now a co-mentor of %s."), a->mentor, af->who);
	else if (changed)
		ui_say(f->view.ui, _("%s is now the mentor of %s."), a->mentor, af->who);
	else
		ui_say(f->view.ui, _("%s was the mentor of %s already."), a->mentor, af->who);
	return true;
}

static void draft_about(const struct form *f, struct buf *out)
{
	app_write_ids(assign_of(f)->student_ids, assign_of(f)->count, out);
}

static void release(struct form *f)
{
	free(((struct assign_form *)f)->student_ids);
	free(((struct assign_form *)f)->leads);
}

const struct action assign_form_actions[] = {
	{ .keys = "",
	  .about =
		  N_("The mentor is chosen: Ctrl-S assigns. Somebody who was lead mentor until now "
		     "ends the day before; a co-mentor stands beside.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = assignment_fields,
	.size = sizeof(struct assignment),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.release = release,
	.actions = assign_form_actions,
	.draft = "assign",
	.draft_about = draft_about,
};

bool assign_start(struct ui *ui, const int64_t *ids, size_t count, bool ask, struct err *e)
{
	struct assign_form *f = form_new(sizeof *f, ui, &class, NULL);

	f->student_ids = mem_alloc(count * sizeof *ids);
	memcpy(f->student_ids, ids, count * sizeof *ids);
	f->leads = mem_alloc(count * sizeof *ids);
	f->count = count;
	form_put(&f->form, "role", "lead");
	if (!app_name_students(&f->form, ids, count, &f->who, e))
		return false;
	if (!read_leads(f, e)) {
		f->form.view.class->free(&f->form.view);
		return false;
	}
	if (ask && !pick(&f->form, NULL, "")) {
		f->form.view.class->free(&f->form.view);
		return true;
	}
	f->form.dirty = true;
	if (!ui_open(&f->form.view, e))
		return false;
	form_go(&f->form, "reason");
	return true;
}

/* The picker comes first: with a mentor chosen, Enter or Ctrl-S is all that is left. */
bool assign_chosen(struct view *v, struct err *e)
{
	size_t count;
	const int64_t *ids = list_chosen((const struct list *)v, &count);

	return !count || assign_start(v->ui, ids, count, true, e);
}

const struct action assign_actions[] = {
	{ .name = "student.assign",
	  .keys = "F5",
	  .bar = N_("Assign"),
	  .need = MAY_ASSIGN,
	  .run = assign_chosen,
	  .help = N_("Assign a mentor to the student, or to all that are marked") },
	{ 0 },
};
