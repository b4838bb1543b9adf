/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match_offer_list.h"

#include <stdio.h>

#include "app_private.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/matching.h"
#include "model/student.h"

struct offers {
	struct list list;
	int64_t student_id, lead; /* who led when it was last looked */
	char who[200], now[200];
};

static const char *const columns[] = { "mentor", "rank", "load", "capacity", "why", NULL };

static bool read_student(struct offers *o, struct err *e)
{
	struct rowset set;
	bool ok = student_get(session_of(&o->list.view), o->student_id, &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		o->lead = st->mentor_id;
		snprintf(o->who, sizeof o->who, "%s", st->name);
		snprintf(o->now, sizeof o->now, "%s", st->mentor_id ? st->mentor : "");
	}
	rowset_release(&set);
	return ok;
}

static bool load(struct list *l, struct err *e)
{
	struct offers *o = (struct offers *)l;

	return read_student(o, e) && match_offers(session_of(&l->view), o->student_id, &l->rows, e);
}

static void title(const struct list *l, struct buf *out)
{
	struct buf what = { 0 };

	buf_printf(&what, _("Mentors with room for %s"), ((const struct offers *)l)->who);
	app_title(&l->view, out, buf_str(&what));
	buf_release(&what);
}

static void about(const struct list *l, struct buf *out)
{
	const struct offers *o = (const struct offers *)l;

	if (*o->now)
		buf_printf(out, _("Now %s. "), o->now);
	buf_printf(out, _("%zu mentors, the best first"), l->rows.count);
}

static const struct list_class class = {
	.fields = match_offer_fields,
	.stride = sizeof(struct match_offer),
	.table = "mentor",
	.columns = columns,
	.load = load,
	.title = title,
	.about = about,
	.whole = "why",
	.empty = N_("No mentor has a place left whom the conditions let the student have. Esc goes "
		    "back: F5 there assigns past the capacity with a reason."),
};

static bool take(struct view *v, struct err *e)
{
	const struct match_offer *m = list_current((const struct list *)v);
	const struct offers *o = (const struct offers *)v;
	struct assign order = {
		.student_ids = &o->student_id, .count = 1, .role = "lead", .leads = &o->lead
	};
	struct ui *ui = v->ui;
	size_t changed;

	if (!m)
		return true;
	order.mentor_id = m->id;
	if (!assignment_make(session_of(v), &order, &changed, e))
		return false;
	app_saved(v, _("%s as the mentor of %s"), m->mentor, o->who);
	ui_say(ui, _("%s is now the mentor of %s."), m->mentor, o->who);
	ui_close(v);
	ui_changed(ui);
	return true;
}

const struct action match_offer_list_actions[] = {
	{ .keys = "",
	  .about = N_("Mentors who have a place left for this student: by the student's own "
		      "choices, then the conditions, then the fewest students. Enter assigns the "
		      "one at the cursor.") },
	{ .name = "offer.take",
	  .keys = "Enter F5",
	  .bar = N_("Assign"),
	  .need = MAY_ASSIGN,
	  .run = take,
	  .help = N_("Assign this mentor to the student") },
	{ 0 },
};

static bool offers(struct view *v, struct err *e)
{
	size_t count;
	const int64_t *ids = list_chosen((const struct list *)v, &count);
	struct offers *o;

	if (count > 1) {
		ui_say(v->ui, "%s",
		       _("A mentor is proposed for one student; a matching (F10) does it for "
			 "many."));
		return true;
	}
	if (!count)
		return true;
	o = list_new(sizeof *o, v->ui, &class, match_offer_list_actions);
	o->student_id = ids[0];
	return ui_open(&o->list.view, e);
}

const struct action match_offer_actions[] = {
	{ .name = "student.offers",
	  .keys = "", /* from the menu: for a student who is new */
	  .need = MAY_ASSIGN,
	  .run = offers,
	  .help = N_("Propose a mentor who has room: by choices, conditions and load") },
	{ 0 },
};
