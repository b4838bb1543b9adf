/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "change_request_list.h"
#include "model/change_request.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/mentor.h"
#include "screen/student.h"

static struct change_request *request_of(const struct form *f)
{
	return f->thing;
}

static const char *const *shown(const struct form *f)
{
	static const char *const names[] = { "student_id", "to_id", "asked_on", "reason", NULL };

	(void)f;
	return names;
}

static void title(const struct form *f, struct buf *out)
{
	app_title(&f->view, out, _("Asks for another mentor"));
}

static void about(const struct form *f, struct buf *out)
{
	const struct change_request *r = request_of(f);

	if (r->student_id)
		buf_printf(out, r->from ? _("Now %s. ") : _("No mentor now. "), r->from);
	buf_text(out, _("Both mentors are asked, then the office assigns."));
}

static void show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct change_request *r = request_of(f);
	bool student = field->offset == offsetof(struct change_request, student_id);
	const char *name = student ? (r->student_id ? r->who : NULL) : r->to_id ? r->to : NULL;

	buf_text(out, name ? name : "");
}

static bool put_student(struct form *f, int64_t id, struct err *e)
{
	struct rowset set;
	bool ok = student_get(session_of(&f->view), id, &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		form_put_id(f, "student_id", id);
		form_put(f, "who",
			 arena_printf(&f->arena, "%s %s", st->name,
				      st->class_name ? st->class_name : ""));
		form_put(f, "from", st->mentor_id ? st->mentor : NULL);
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

	if (field->offset == offsetof(struct change_request, student_id))
		ok = list_pick(student_list_new(ui), _("Which student?"), typed, &id) &&
		     put_student(f, id, &e);
	else
		ok = list_pick(mentor_list_new(ui), _("For which mentor?"), typed, &id) &&
		     app_put_named(f, "to", id, mentor_get, &e);
	if (e.kind)
		ui_fail(ui, &e);
	return ok;
}

static bool save(struct form *f, struct err *e)
{
	struct change_request *r = request_of(f);

	if (!change_request_ask(session_of(&f->view), r, e))
		return false;
	app_saved(&f->view, _("%s asks for %s"), r->who, r->to);
	if (r->from_id)
		ui_say(f->view.ui, _("%s asks for %s: now both mentors answer."), r->who, r->to);
	else
		ui_say(f->view.ui, _("%s asks for %s, who now answers."), r->who, r->to);
	return true;
}

const struct action change_request_form_actions[] = {
	{ .keys = "",
	  .about = N_("A student asks for another mentor in the course of the year. Nothing "
		      "changes until the mentor asked, the mentor who would be left and the office "
		      "all said yes; the mentor asked sees name, class and reason, and nothing "
		      "else of the student.") },
	{ 0 },
};

static const struct form_class class = {
	.fields = change_request_fields,
	.size = sizeof(struct change_request),
	.shown = shown,
	.save = save,
	.title = title,
	.about = about,
	.pick = pick,
	.show_ref = show_ref,
	.actions = change_request_form_actions,
	.draft = "change_request",
};

bool change_request_form_open(struct ui *ui, int64_t student_id, struct err *e)
{
	struct form *f = app_form(ui, &class, sizeof(struct form), 0, change_request_get, e);

	if (!f)
		return false;
	form_put(f, "asked_on", session_of(&f->view)->today_iso);
	if (student_id && !put_student(f, student_id, e)) {
		f->view.class->free(&f->view);
		return false;
	}
	if (!ui_open(&f->view, e))
		return false;
	if (student_id)
		form_go(f, "to_id");
	return true;
}

static bool ask(struct view *v, struct err *e)
{
	size_t count;
	const int64_t *ids = list_chosen((const struct list *)v, &count);

	if (count > 1) {
		ui_say(v->ui, "%s", _("A request is for one student; ask one after the other."));
		return true;
	}
	return !count || change_request_form_open(v->ui, ids[0], e);
}

const struct action change_request_actions[] = {
	{ .name = "student.ask_change",
	  .keys = "", /* from the menu: a few times a year */
	  .need = MAY_RECORD,
	  .run = ask,
	  .help = N_("Ask for another mentor: both mentors answer, the office assigns") },
	{ 0 },
};
