/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the rule about siblings concerns. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "condition_list.h"
#include "model/condition.h"
#include "screen/student.h"

static const char *const sibling_columns[] = { "student",     "class_name",   "mentor", "other",
					       "other_class", "other_mentor", NULL };

static bool load_siblings(struct list *l, struct err *e)
{
	return condition_siblings(session_of(&l->view), &l->rows, e);
}

static void sibling_title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Siblings"));
}

static void sibling_about(const struct list *l, struct buf *out)
{
	size_t same = 0;

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct sibling *b = rowset_at(&l->rows, i);

		same += b->mentor && *b->mentor && !strcmp(b->mentor, b->other_mentor);
	}
	buf_printf(out, _("pairs: %zu, with one mentor now: %zu"), l->rows.count, same);
}

static const struct list_class sibling_class = {
	.fields = sibling_fields,
	.stride = sizeof(struct sibling),
	.columns = sibling_columns,
	.natural = "class_name",
	.load = load_siblings,
	.title = sibling_title,
	.about = sibling_about,
	.empty = N_("No two students share a guardian's telephone number. F2 lists the students: "
		    "on a student's page guardians are added and corrected."),
};

static bool page_of(struct view *v, struct err *e)
{
	const struct sibling *b = list_current((const struct list *)v);

	return !b || student_detail_open(v->ui, b->student_id, e);
}

const struct action sibling_list_actions[] = {
	{ .keys = "",
	  .need = MAY_ASSIGN,
	  .about = N_("Students who share a guardian's telephone number, each two once, with the "
		      "mentors they have now. A number of more than six students is a school's or "
		      "made up, and is passed over. Who is missing here lacks the number.") },
	{ .name = "sibling.student",
	  .keys = "Enter",
	  .bar = N_("Student"),
	  .run = page_of,
	  .help = N_("The student: guardians, mentors, all contacts") },
	{ 0 },
};

bool sibling_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, sibling_list_actions))
		return true;
	l = list_new(sizeof(struct list), v->ui, &sibling_class, sibling_list_actions);
	return ui_open(&l->view, e);
}
