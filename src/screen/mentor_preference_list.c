/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mentor's order of students: those who named the mentor, and whoever else is added. */
#include <stdio.h>
#include <stdlib.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/mentor.h"
#include "model/preference.h"
#include "preference_list.h"
#include "screen/mentor.h"
#include "screen/student.h"
#include "ui/ask.h"

static const char *const columns[] = { "place", "student",    "class_name", "rank",
				       "state", "student_no", NULL };

struct order {
	struct list list;
	int64_t mentor_id;
	char mentor[80];
};

static bool load(struct list *l, struct err *e)
{
	return mentor_preference_list(session_of(&l->view), ((struct order *)l)->mentor_id,
				      &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("Wishes of %s"), ((const struct order *)l)->mentor);
	app_title(&l->view, out, what.at);
	buf_release(&what);
}

static bool is_state(const struct mentor_preference *p, char state)
{
	return p->state[0] == state;
}

static void about(const struct list *l, struct buf *out)
{
	size_t ordered = 0, waiting = 0, veto = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct mentor_preference *p = rowset_at(&l->rows, i);

		ordered += is_state(p, 'o');
		waiting += is_state(p, 'n');
		veto += is_state(p, 'v');
	}
	buf_printf(out, _("in order: %zu, no word yet: %zu, not wanted: %zu"), ordered, waiting,
		   veto);
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct mentor_preference *p = row;

	field_show(l->column[column].field, row, out);
	return is_state(p, 'v') ? STYLE_LATE : is_state(p, 'n') ? STYLE_DIM : STYLE_TEXT;
}

static const char *say_empty(const struct list *l)
{
	(void)l;
	return _("No student has named this mentor yet. F9 adds one; F6 shows another mentor.");
}

static const struct list_class class = {
	.fields = mentor_preference_fields,
	.stride = sizeof(struct mentor_preference),
	.columns = columns,
	.natural = "place",
	.load = load,
	.title = title,
	.about = about,
	.cell = cell,
	.say_empty = say_empty,
};

/* ------------------------------------------------------------------ actions */

/* The row of a student has another id once it is in the order. Returns the place. */
static int follow(struct order *o, int64_t student_id)
{
	struct rowset set;
	struct err ignored = { 0 };
	int place = 0;

	if (mentor_preference_list(session_of(&o->list.view), o->mentor_id, &set, &ignored))
		for (size_t i = 0; i < set.count; i++) {
			const struct mentor_preference *p = rowset_at(&set, i);

			if (p->student_id != student_id)
				continue;
			list_want(&o->list, p->id);
			place = (int)p->place;
		}
	rowset_release(&set);
	ui_changed(o->list.view.ui);
	return place;
}

static bool put(struct order *o, int64_t student_id, const char *student, int64_t place,
		struct err *e)
{
	if (!mentor_preference_move(session_of(&o->list.view), o->mentor_id, student_id, place, e))
		return false;
	ui_say(o->list.view.ui, _("%s: place %d"), student, follow(o, student_id));
	return true;
}

static int64_t in_order(const struct order *o)
{
	int64_t count = 0;

	for (size_t i = 0; i < o->list.rows.count; i++)
		count += is_state(rowset_at(&o->list.rows, i), 'o');
	return count;
}

/* Counted from 1; places as imported may have gaps. */
static int64_t place_of(const struct order *o, const struct mentor_preference *one)
{
	int64_t place = 1;

	for (size_t i = 0; i < o->list.rows.count; i++) {
		const struct mentor_preference *p = rowset_at(&o->list.rows, i);

		if (p->id == one->id)
			break;
		place += is_state(p, 'o');
	}
	return place;
}

/* Who is not in the order comes to its end with the first step up. */
static bool step(struct view *v, int by, struct err *e)
{
	struct order *o = (struct order *)v;
	const struct mentor_preference *p = list_current(&o->list);
	int64_t last = in_order(o), place;

	if (!p || (!is_state(p, 'o') && by > 0))
		return true;
	place = is_state(p, 'o') ? place_of(o, p) + by : last + 1;
	if (place < 1 || (is_state(p, 'o') && place > last))
		return true;
	return put(o, p->student_id, p->student, place, e);
}

static bool up(struct view *v, struct err *e)
{
	return step(v, -1, e);
}

static bool down(struct view *v, struct err *e)
{
	return step(v, 1, e);
}

static bool ask_place(struct view *v, struct err *e)
{
	struct order *o = (struct order *)v;
	const struct mentor_preference *p = list_current(&o->list);
	struct buf text = { 0 };
	int64_t last = in_order(o), place;
	char *end;
	bool ok = true;

	if (!p)
		return true;
	buf_printf(&text, "%d", (int)(is_state(p, 'o') ? p->place : last + 1));
	if (ask_line(v->ui, _("Place (1: would like this student most)"), 3, true, &text)) {
		place = strtoll(buf_str(&text), &end, 10);
		if (*end || place < 1)
			ok = err_set(e, ERR_INVALID, "%s", _("A place is a number from 1 on."));
		else
			ok = put(o, p->student_id, p->student, place > last + 1 ? last + 1 : place,
				 e);
	}
	buf_release(&text);
	return ok;
}

static bool veto(struct view *v, struct err *e)
{
	struct order *o = (struct order *)v;
	const struct mentor_preference *p = list_current(&o->list);
	bool was;

	if (!p)
		return true;
	was = is_state(p, 'v');
	if (was ? !mentor_preference_remove(session_of(v), p->id, p->rev, e)
		: !mentor_preference_veto(session_of(v), o->mentor_id, p->student_id, e))
		return false;
	follow(o, p->student_id);
	ui_say(v->ui, was ? _("%s: no longer unwanted") : _("%s: not wanted"), p->student);
	return true;
}

static bool take_out(struct view *v, struct err *e)
{
	struct order *o = (struct order *)v;
	const struct mentor_preference *p = list_current(&o->list);

	if (!p)
		return true;
	if (p->id <= 0) {
		ui_say(v->ui, _("%s named this mentor, who has said nothing yet."), p->student);
		return true;
	}
	if (!mentor_preference_remove(session_of(v), p->id, p->rev, e))
		return false;
	follow(o, p->student_id);
	ui_say(v->ui, _("%s is taken out of the order."), p->student);
	return true;
}

static bool add(struct view *v, struct err *e)
{
	struct order *o = (struct order *)v;
	struct rowset set;
	int64_t id;
	bool ok;

	if (!list_pick(student_list_new(v->ui), _("Which student?"), "", &id))
		return true;
	ok = student_get(session_of(v), id, &set, e) &&
	     put(o, id, ((const struct student *)rowset_at(&set, 0))->name, in_order(o) + 1, e);
	rowset_release(&set);
	return ok;
}

static bool choose_mentor(struct order *o, bool *chosen, struct err *e)
{
	struct rowset set;
	int64_t id;
	bool ok;

	*chosen = list_pick(mentor_list_new(o->list.view.ui), _("Whose wishes?"), "", &id);
	if (!*chosen)
		return true;
	ok = mentor_get(session_of(&o->list.view), id, &set, e);
	if (ok) {
		o->mentor_id = id;
		snprintf(o->mentor, sizeof o->mentor, "%s",
			 ((const struct mentor *)rowset_at(&set, 0))->name);
	}
	rowset_release(&set);
	return ok;
}

static bool other(struct view *v, struct err *e)
{
	bool chosen;

	if (!choose_mentor((struct order *)v, &chosen, e))
		return false;
	ui_changed(v->ui);
	return true;
}

const struct action mentor_preference_list_actions[] = {
	{ .keys = "",
	  .about = N_("Whom a mentor would like most, first place first, where the school asks "
		      "both sides. Those who named the mentor stand here by themselves; who is "
		      "not wanted is never matched with this mentor.") },
	{ .name = "mentor_preference.place",
	  .keys = "Enter",
	  .bar = N_("Order"),
	  .need = MAY_ASSIGN,
	  .run = ask_place,
	  .help = N_("Give the student a place in the order") },
	{ .name = "mentor_preference.up",
	  .keys = "1 -",
	  .bar = N_("Move up"),
	  .need = MAY_ASSIGN,
	  .run = up,
	  .help = N_("One place up; who has none yet comes to the end of the order") },
	{ .name = "mentor_preference.down",
	  .keys = "2 +",
	  .bar = N_("Move down"),
	  .need = MAY_ASSIGN,
	  .run = down,
	  .help = N_("One place down") },
	{ .name = "mentor_preference.veto",
	  .keys = "Space",
	  .bar = N_("Not this one"),
	  .need = MAY_ASSIGN,
	  .run = veto,
	  .help = N_("The mentor would rather not have this student; once more takes that back") },
	{ .name = "mentor_preference.add",
	  .keys = "F9 a",
	  .bar = N_("Add"),
	  .need = MAY_ASSIGN,
	  .run = add,
	  .help = N_("Add a student who has not named the mentor") },
	{ .name = "mentor_preference.remove",
	  .keys = "F8",
	  .need = MAY_ASSIGN,
	  .run = take_out,
	  .help = N_("Take the student out of the order, as if nothing had been said") },
	{ .name = "mentor_preference.other",
	  .keys = "F6 f",
	  .bar = N_("Mentor"),
	  .run = other,
	  .help = N_("The wishes of another mentor") },
	{ 0 },
};

bool mentor_preference_list_show(struct view *v, struct err *e)
{
	struct order *o;
	bool chosen;

	if (ui_return_to(v->ui, mentor_preference_list_actions))
		return true;
	o = list_new(sizeof *o, v->ui, &class, mentor_preference_list_actions);
	if (choose_mentor(o, &chosen, e) && chosen)
		return ui_open(&o->list.view, e);
	o->list.view.class->free(&o->list.view);
	return !chosen;
}
