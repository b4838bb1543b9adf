/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding a person: what is typed looks for students and mentors at once, and Enter opens the one
 * who stands first. The list goes when it has led there, so that Esc leads back to where one was.
 */
#include "people_list.h"

#include "app_private.h"
#include "base/i18n.h"
#include "model/people.h"
#include "screen/account.h"
#include "screen/checklist.h"
#include "screen/student.h"

static const char *const columns[] = { "name",   "class_name", "student_no", "staff_no",
				       "mentor", "left_on",    NULL };

static bool is_mentor(const struct person *p)
{
	return p->kind[0] == 'm';
}

/* A student and a mentor may have the same id, rows may not. */
static bool load(struct list *l, struct err *e)
{
	struct people people;

	if (!people_load(session_of(&l->view), PEOPLE_STUDENTS | PEOPLE_MENTORS, &people, e)) {
		people_release(&people);
		return false;
	}
	rowset_release(&l->rows);
	l->rows = people.all;
	people.all = (struct rowset){ 0 };
	people_release(&people);
	for (size_t i = 0; i < l->rows.count; i++) {
		struct person *p = rowset_at(&l->rows, i);

		p->id = 2 * p->id + is_mentor(p);
	}
	return true;
}

static bool own(const struct list *l, const void *row)
{
	(void)l;
	return ((const struct person *)row)->own;
}

static void title(const struct list *l, struct buf *out)
{
	app_title(&l->view, out, _("Find a person"));
}

static void about(const struct list *l, struct buf *out)
{
	buf_printf(out, _("%zu students and mentors"), l->shown_count);
}

static const char *say_empty(const struct list *l)
{
	return l->find.len ? _("Nobody is found by that. Backspace takes a letter back; a name, "
			       "pinyin, initials, a number or a class find people, several words "
			       "each narrow it down.")
			   : _("There are no students and mentors yet. F2 lists students, F3 "
			       "mentors.");
}

static const char *say_unfound(const struct list *l)
{
	if (!(l->view.ui->may & MAY_BREAK_GLASS))
		return NULL;
	return _("Nobody is found by that among those whom you may see. Backspace takes a letter "
		 "back. In an emergency F9 opens another student of the school, by the number or "
		 "the whole name, and the office is told.");
}

static const struct list_class class = {
	.fields = person_fields,
	.stride = sizeof(struct person),
	.columns = columns,
	.load = load,
	.own = own,
	.title = title,
	.about = about,
	.say_empty = say_empty,
	.say_unfound = say_unfound,
	.typing_finds = true,
	.blank_finds = true,
};

static bool go(struct view *v, struct err *e)
{
	const struct person *p = list_current((const struct list *)v);
	struct ui *ui = v->ui;
	int64_t id;

	if (!p)
		return true;
	id = p->id / 2;
	if (is_mentor(p)) {
		ui_close(v);
		return ui_open(checklist_new(ui, id), e);
	}
	ui_close(v);
	return student_detail_open(ui, id, e);
}

/* By what was typed, which found nobody, or not whom one looked for. */
static bool emergency(struct view *v, struct err *e)
{
	struct buf typed = { 0 };
	struct ui *ui = v->ui;
	bool ok;

	buf_text(&typed, buf_str(&((struct list *)v)->find));
	ui_close(v);
	ok = emergency_open(ui, buf_str(&typed), e);
	buf_release(&typed);
	return ok;
}

const struct action people_list_actions[] = {
	{ .keys = "",
	  .about = N_(
		  "Type what you know of somebody: the name, pinyin (lixiaoming) or initials "
		  "(lxm), part of the number, the class (9.3). Words narrow it down together: "
		  "9.3 lxm. Whoever fits best stands first, one's own students before others.") },
	{ .name = "people.open",
	  .keys = "Enter Tab",
	  .bar = N_("Open"),
	  .run = go,
	  .help = N_("The student, or the mentor's checklist") },
	{ .name = "people.emergency",
	  .keys = "F9",
	  .bar = N_("Emergency"),
	  .need = MAY_BREAK_GLASS,
	  .run = emergency,
	  .help = N_("In an emergency: a student who is not one's own; the office is told") },
	{ .keys = "Esc", .bar = N_("Back") },
	{ 0 },
};

bool people_list_show(struct view *v, struct err *e)
{
	struct list *l;

	if (ui_return_to(v->ui, people_list_actions))
		return true;
	l = list_new(sizeof *l, v->ui, &class, people_list_actions);
	return ui_open(&l->view, e);
}
