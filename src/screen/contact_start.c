/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New contacts: what their form begins with, and the keys that begin one. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "bright.h"
#include "contact_private.h"
#include "key_date_list.h"
#include "model/mentor.h"

/* What is most likely, so that Enter takes it. */
static bool fill(struct form *f, const struct contact_start *start, struct err *e)
{
	const struct session *s = session_of(&f->view);
	bool ok = true;

	form_put(f, "kind", start->kind);
	form_put(f, "date", start->date ? start->date : s->today_iso);
	form_put(f, "place", start->place ? start->place : "");
	if (!strcmp(start->kind, "visit"))
		form_put(f, "mode", "home");
	if (!strcmp(start->kind, "talk"))
		form_put(f, "mode", "in_person");
	if (s->mentor_id)
		ok = app_put_named(f, "mentor", s->mentor_id, mentor_get, e);
	for (size_t i = 0; ok && i < start->student_count; i++)
		ok = contact_name_student(f, start->student_ids[i], e);
	if (ok && start->key_date_id)
		ok = key_date_put(f, start->key_date_id, e);
	return ok && contact_carry(f, start, e);
}

/* What is known already is passed by. */
static const char *first_field(const struct form *f, const struct contact_start *start)
{
	const struct contact *c = contact_of(f);

	if (!start->student_count)
		return "student_ids";
	if (strcmp(c->kind, "feedback"))
		return "date";
	if (!(c->bright_spots && *c->bright_spots) && !(c->advice && *c->advice))
		return "bright_spots";
	return start->to_student     ? "to_student"
	       : start->to_guardians ? "to_guardians"
				     : "bright_spots";
}

bool contact_start(struct ui *ui, const struct contact_start *start, struct err *e)
{
	struct session *s = &((struct app *)ui->owner)->session;
	struct contact_form *cf;
	int64_t id = 0;
	struct form *f;

	if (!strcmp(start->kind, "feedback") && start->student_count == 1 &&
	    !contact_find_feedback(s, start->student_ids[0], &id, e))
		return false;
	f = contact_form_on(ui, id, e);
	if (!f)
		return false;
	if (!id && !fill(f, start, e)) {
		f->view.class->free(&f->view);
		return false;
	}
	feedback_deliver(f, start);
	cf = (struct contact_form *)f;
	cf->marked = start->marked;
	cf->change = start->change ? arena_text(&f->arena, start->change) : NULL;
	contact_order(cf, start);
	if (!contact_form_open(f, e))
		return false;
	if (!id)
		contact_show_carried(f);
	form_go(f, first_field(f, start));
	return true;
}

static bool start_kind(struct view *v, const char *kind, struct err *e)
{
	struct list *l = (struct list *)v;
	struct contact_start start = { .kind = kind, .marked = l->marked_count > 0, .order = l };

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
	{ .name = "record.visit",
	  .keys = "1",
	  .help = N_("Record a home visit"),
	  .need = MAY_RECORD,
	  .run = new_visit },
	{ .name = "record.talk",
	  .keys = "2",
	  .help = N_("Record a talk"),
	  .need = MAY_RECORD,
	  .run = new_talk },
	{ .name = "record.feedback",
	  .keys = "3",
	  .help = N_("Record a feedback"),
	  .need = MAY_RECORD,
	  .run = new_feedback },
	{ .name = "record.call",
	  .keys = "4",
	  .help = N_("Record a call"),
	  .need = MAY_RECORD,
	  .run = new_call },
	{ .name = "record.message",
	  .keys = "5",
	  .help = N_("Record a message"),
	  .need = MAY_RECORD,
	  .run = new_message },
	{ .name = "record.change",
	  .keys = "6",
	  .help = N_("Record a major change in the student's life: a talk is owed after it"),
	  .need = MAY_RECORD,
	  .run = new_change },
	{ .more = bright_actions },
	{ 0 },
};
