/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same kind of record for the next student: in the order of the list that the first one was
 * opened from; of a feedback, and where no list of students is below, through those whom the
 * student's mentor leads.
 */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "contact_private.h"
#include "model/student.h"

static struct contact_form *form_of(const struct form *f)
{
	return (struct contact_form *)f;
}

static bool is_feedback(const struct form *f)
{
	return f->class->beside;
}

/* -------------------------------------------------------------------- the order */

/* A list that a find has narrowed to one is no order. */
void contact_order(struct contact_form *cf, const struct contact_start *start)
{
	const struct list *l = start->order;

	if (!l || l->class->about_ids || l->shown_count < 2)
		return;
	cf->run = mem_alloc(sizeof *cf->run + l->shown_count * sizeof *cf->run->at);
	*cf->run = (struct contact_run){ .count = l->shown_count };
	for (size_t i = 0; i < l->shown_count; i++)
		cf->run->at[i] =
			(struct contact_stop){ .student = rowset_id(&l->rows, l->shown[i]) };
}

bool contact_find_leader(struct form *f, struct err *e)
{
	struct contact_form *cf = form_of(f);
	const struct contact *c = contact_of(f);
	int64_t student = contact_student(c);
	struct rowset set;
	bool ok;

	cf->leader = c->mentor_id;
	cf->leader_name = c->mentor ? c->mentor : "";
	if (!student)
		return true;
	ok = student_get(session_of(&f->view), student, &set, e);
	if (ok) {
		const struct student *st = rowset_at(&set, 0);

		if (st->mentor_id) {
			cf->leader = st->mentor_id;
			cf->leader_name = arena_text(&f->arena, st->mentor);
		}
	}
	rowset_release(&set);
	return ok;
}

/* Those whom the mentor leads, in the checklist's order. */
static bool order_by_leader(struct form *f, struct err *e)
{
	struct contact_form *cf = form_of(f);
	struct rowset set;
	bool ok;

	if (!contact_find_leader(f, e))
		return false;
	ok = student_list_of_mentor(session_of(&f->view), cf->leader, &set, e);
	free(cf->run);
	cf->run = mem_alloc(sizeof *cf->run + (set.count + 1) * sizeof *cf->run->at);
	*cf->run = (struct contact_run){ .of_leader = true };
	for (size_t i = 0; ok && i < set.count; i++) {
		const struct student *st = rowset_at(&set, i);

		if (st->mentor_id == cf->leader)
			cf->run->at[cf->run->count++] = (struct contact_stop){ .student = st->id };
	}
	rowset_release(&set);
	return ok;
}

/* So many places further; NULL: there is none. Who is not among them comes before the first and
 * behind the last. */
static const struct contact_stop *find_beyond(const struct contact_run *run, int64_t student,
					      int by)
{
	long at = -1, count = (long)run->count;

	for (long i = 0; i < count; i++)
		if (run->at[i].student == student)
			at = i;
	at = at < 0 && by < 0 ? count - 1 : at + by;
	return at >= 0 && at < count ? &run->at[at] : NULL;
}

static void note_recorded(struct contact_run *run, const struct contact *c)
{
	for (size_t i = 0; run && i < run->count; i++)
		if (run->at[i].student == contact_student(c))
			run->at[i].contact = c->id;
}

/* ---------------------------------------------------------------------- the end */

static void say_end(struct form *f, int by, bool saved)
{
	const char *of_mentor =
		by > 0 ? _("The last of %s's students. ") : _("The first of %s's students. ");
	struct buf text = { 0 };

	/* what a feedback is said to be is its progress */
	if (saved && is_feedback(f))
		buf_text(&text, _("Saved. "));
	else if (saved)
		buf_printf(&text, "%s ", f->view.ui->said);
	if (!form_of(f)->run->of_leader)
		buf_text(&text, by > 0 ? _("This was the last one of the list.")
				       : _("This is the first one of the list."));
	else if (form_of(f)->leader)
		buf_printf(&text, of_mentor, form_of(f)->leader_name);
	else
		buf_text(&text, _("Choose the mentor: the next student is one of theirs."));
	if (is_feedback(f) && form_of(f)->leader)
		feedback_tell(f, &text);
	ui_say(f->view.ui, "%s", buf_str(&text));
	buf_release(&text);
}

/* ---------------------------------------------------------------------- going on */

/* Texts of a feedback are begun at the first; else the cursor stays in its field. */
static const char *same_place(const struct form *f)
{
	const struct field *field = f->items[f->at].field;

	return is_feedback(f) && field->kind == FIELD_NOTE ? "bright_spots" : field->name;
}

/* Its form takes the place of this one, and goes on in the same order. What was recorded on the way
 * already is opened again. */
static bool go_to(struct form *f, const struct contact_stop *to, struct err *e)
{
	struct contact_start start = { .kind = contact_of(f)->kind,
				       .student_ids = &to->student,
				       .student_count = 1 };
	struct form *next;

	if (to->contact ? !contact_open(f->view.ui, to->contact, e)
			: !contact_start(f->view.ui, &start, e))
		return false;
	next = (struct form *)f->view.ui->top;
	form_of(next)->run = form_of(f)->run;
	form_of(f)->run = NULL;
	form_go(next, same_place(f));
	ui_close(&f->view);
	return true;
}

/* Behind the last one a feedback stays, as it is stored now; another record is done. */
static bool stay(struct form *f, int by, bool saved, struct err *e)
{
	const struct contact_stop here = { .student = contact_student(contact_of(f)) };

	if (!contact_find_leader(f, e))
		return false;
	say_end(f, by, saved);
	if (saved && is_feedback(f))
		return go_to(f, &here, e);
	if (saved)
		ui_close(&f->view);
	return true;
}

/* Forwards a new record is stored as it stands; a feedback only where something was written, and
 * whoever goes back has none to make. */
static bool is_to_be_saved(const struct form *f, int by)
{
	return form_is_dirty(f) || (by > 0 && !is_feedback(f) && !contact_of(f)->id);
}

static bool is_of_several(const struct contact *c)
{
	return c->student_ids && *c->student_ids && !contact_student(c);
}

/* Where it cannot be saved, nothing is left. */
static bool go_on(struct view *v, int by, struct err *e)
{
	struct form *f = (struct form *)v;
	bool saves = is_to_be_saved(f, by);
	const struct contact_stop *to;

	if (is_of_several(contact_of(f))) {
		ui_say(v->ui, "%s",
		       _("This is a record of several students: none is the next one. Ctrl-S "
			 "saves it."));
		return true;
	}
	if (saves && !form_store(f, e))
		return true;
	f->dirty = false;
	if (is_feedback(f) && !feedback_count(f, e))
		return false;
	if ((is_feedback(f) || !form_of(f)->run) && !order_by_leader(f, e))
		return false;
	note_recorded(form_of(f)->run, contact_of(f));
	to = find_beyond(form_of(f)->run, contact_student(contact_of(f)), by);
	return to ? go_to(f, to, e) : stay(f, by, saves, e);
}

bool contact_next(struct view *v, struct err *e)
{
	return go_on(v, 1, e);
}

bool contact_previous(struct view *v, struct err *e)
{
	return go_on(v, -1, e);
}
