/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback letters from a list of students, a student's page, or the list of mentors. */
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "letter_private.h"
#include "model/mentor.h"
#include "model/student.h"

/* Class and mentor are the first one's. */
static bool learn_student(struct letter_form *l, struct err *e)
{
	struct arena *a = &l->form.arena;
	struct rowset set;
	bool ok = student_get(session_of(&l->form.view), l->ids[0], &set, e);

	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		if (st->class_name && *st->class_name)
			l->class_name = arena_text(a, st->class_name);
		l->mentor_id = st->mentor_id;
		if (st->mentor_id && st->mentor)
			l->mentor = arena_text(a, st->mentor);
	}
	rowset_release(&set);
	return ok;
}

static bool learn_mentor(struct letter_form *l, int64_t mentor_id, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = mentor_get(session_of(&l->form.view), mentor_id, &set, e);

	l->mentor_id = mentor_id;
	if (ok)
		l->mentor = arena_text(&l->form.arena,
				       ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}

bool letter_form_of_list(struct view *v, const char *of, int64_t mentor_id, struct err *e)
{
	const struct list *list = (const struct list *)v;
	struct letter_form *l;
	const int64_t *ids;
	size_t count;

	ids = list_chosen(list, &count);
	if (!count) {
		ui_say(v->ui, "%s", _("No student is chosen."));
		return true;
	}
	l = letter_form_new(v->ui);
	l->ids = mem_alloc(count * sizeof *l->ids);
	memcpy(l->ids, ids, count * sizeof *l->ids);
	l->count = count;
	if (learn_student(l, e) && (!mentor_id || learn_mentor(l, mentor_id, e)))
		return letter_form_open(l, list->marked_count ? "chosen" : of, e);
	l->form.view.class->free(&l->form.view);
	return false;
}

static bool of_class(struct view *v, struct err *e)
{
	return letter_form_of_list(v, "class", 0, e);
}

static bool of_chosen(struct view *v, struct err *e)
{
	return letter_form_of_list(v, "chosen", 0, e);
}

bool letter_form_of_mentor(struct ui *ui, int64_t mentor_id, struct err *e)
{
	struct letter_form *l = letter_form_new(ui);

	if (learn_mentor(l, mentor_id, e))
		return letter_form_open(l, "mentor", e);
	l->form.view.class->free(&l->form.view);
	return false;
}

/* Without a key: letters go out once a year, and those that work with an input method on are all
 * something else on one of these screens. */
#define ROW(does)                                                                                  \
	{                                                                                          \
		.name = "student.letters", .keys = "", .need = MAY_READ_NOTES, .run = (does),      \
		.help = N_("Feedback letters, to be printed")                                      \
	}
const struct action letter_actions[] = { ROW(of_class), { 0 } };
const struct action letter_detail_actions[] = { ROW(of_chosen), { 0 } };
