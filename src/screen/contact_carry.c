/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new contact begins with that was said before: by the last one of its kind in this session,
 * by the mentor's last one in the file, by the calendar. Texts never; nor what was agreed with one
 * family alone, as the reason of a visit elsewhere and how it was made; nor anything of a feedback
 * or a change.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "contact_private.h"
#include "key_date_list.h"
#include "model/checklist.h"
#include "model/mentor.h"

static bool is_kind(const struct form *f, const char *kind)
{
	return !strcmp(contact_of(f)->kind, kind);
}

static bool is_carrying(const struct form *f)
{
	return !is_kind(f, "feedback") && !is_kind(f, "change");
}

/* Where the last one of the kind is kept. */
static struct app_contact *last_of(const struct form *f)
{
	const struct choice *kind = choice_find(contact_kinds, contact_of(f)->kind);

	return &((struct app *)f->view.ui->owner)->contacts[kind - contact_kinds];
}

void contact_forget_days(struct app *app)
{
	for (int i = 0; i < APP_KINDS; i++)
		app->contacts[i].date[0] = '\0';
}

void contact_remember(const struct form *f)
{
	const struct contact *c = contact_of(f);
	const struct choice *mode = c->mode ? choice_find(contact_modes, c->mode) : NULL;
	struct app_contact *last = last_of(f);

	contact_forget_days((struct app *)f->view.ui->owner);
	last->kind = choice_find(contact_kinds, c->kind)->code;
	date_copy(last->date, c->date);
	last->mentor_id = c->mentor_id;
	last->key_date_id = c->key_date_id;
	last->mode = mode ? mode->code : NULL;
	snprintf(last->place, sizeof last->place, "%s", c->place ? c->place : "");
}

/* A day that is over is the day of a pile being typed in, one record right after the other; one
 * that would meet nothing is not, nor does a plan's day give way. */
static void carry_date(struct form *f, const struct contact_start *start)
{
	const struct app_contact *last = last_of(f);
	bool meets = !start->from || strcmp(last->date, start->from) >= 0;

	if (!*last->date || start->date || !meets ||
	    strcmp(last->date, session_of(&f->view)->today_iso) >= 0)
		return;
	form_put(f, "date", last->date);
	((struct contact_form *)f)->date_carried = true;
}

static void put_way(struct form *f, const char *mode, const char *place)
{
	struct contact_form *cf = (struct contact_form *)f;

	cf->mode_carried = mode && *mode;
	cf->place_carried = place && *place;
	if (cf->mode_carried)
		form_put(f, "mode", mode);
	if (cf->place_carried)
		form_put(f, "place", place);
}

/* How and where this mentor held the last talk; another's office is no place to carry over. */
static bool carry_way(struct form *f, struct err *e)
{
	const struct app_contact *last = last_of(f);
	struct session *s = session_of(&f->view);
	const struct contact *c = contact_of(f);
	struct rowset set;
	int64_t id;
	bool ok;

	if (!is_kind(f, "talk"))
		return true;
	if (last->kind && last->mentor_id == c->mentor_id) {
		put_way(f, last->mode, last->place);
		return true;
	}
	if (!contact_last(s, c, &id, e) || !id)
		return !e->kind;
	ok = contact_get(s, id, &set, e);
	if (ok) {
		const struct contact *stored = rowset_at(&set, 0);

		put_way(f, stored->mode, stored->place);
	}
	rowset_release(&set);
	return ok;
}

bool contact_carry(struct form *f, const struct contact_start *start, struct err *e)
{
	struct contact_form *cf = (struct contact_form *)f;

	cf->occasion_chosen = start->key_date_id != 0;
	if (!is_carrying(f))
		return true;
	carry_date(f, start);
	return carry_way(f, e) && contact_suggest_occasion(f, e);
}

void contact_show_carried(struct form *f)
{
	const struct contact_form *cf = (const struct contact_form *)f;

	form_carry(f, "date", cf->date_carried);
	form_carry(f, "mode", cf->mode_carried);
	form_carry(f, "place", cf->place_carried);
	form_carry(f, "key_date_id", contact_of(f)->key_date_id && !cf->occasion_chosen);
}

/* ---------------------------------------------------------------- the occasion */

/* Key dates that the day may be for; the first may be the last talk's, which stays in force after
 * its window. */
struct candidates {
	int64_t id[KEY_DATES_MOST + 1];
	size_t count;
	bool has_last;
};

static bool find_candidates(struct form *f, struct candidates *out, struct err *e)
{
	const struct app_contact *last = last_of(f);
	struct session *s = session_of(&f->view);
	const char *day = contact_of(f)->date;
	struct arena arena = { 0 };
	struct key_date *dates;
	size_t count;
	bool ok = school_load_key_dates(s->db, s->year.id, &arena, &dates, &count, e);

	*out = (struct candidates){ 0 };
	for (size_t i = 0; ok && i < count; i++)
		if (last->kind && dates[i].id == last->key_date_id &&
		    strcmp(day, dates[i].opens) >= 0) {
			out->id[out->count++] = dates[i].id;
			out->has_last = true;
		}
	for (size_t i = 0; ok && i < count; i++)
		if (strcmp(day, dates[i].opens) >= 0 && strcmp(day, dates[i].due) <= 0)
			out->id[out->count++] = dates[i].id;
	arena_release(&arena);
	return ok;
}

static bool is_owed(const struct checklist *list, int64_t key_date)
{
	for (size_t i = 0; list->student_count && i < list->occasion_count; i++) {
		enum obligation_state state = list->students[0].cell[i].state;

		if (list->occasions[i].kind == OCCASION_TALK && list->occasions[i].id == key_date)
			return state == OBLIGATION_OPEN || state == OBLIGATION_SOON ||
			       state == OBLIGATION_OVERDUE;
	}
	return false;
}

/* Leaves those that all of the students owe. */
static bool keep_owed(struct form *f, struct candidates *of, struct err *e)
{
	const char *ids = contact_of(f)->student_ids;
	char *end;
	bool ok = true;

	for (int64_t id; ok && of->count && (id = strtoll(ids, &end, 10)) != 0; ids = end) {
		struct checklist list = { 0 };
		size_t kept = 0;

		ok = checklist_load(session_of(&f->view), OWED_FOR_STUDENT, id, &list, e);
		for (size_t i = 0; ok && i < of->count; i++) {
			if (is_owed(&list, of->id[i]))
				of->id[kept++] = of->id[i];
			else if (!i)
				of->has_last = false;
		}
		of->count = kept;
		checklist_release(&list);
	}
	return ok;
}

bool contact_suggest_occasion(struct form *f, struct err *e)
{
	const struct contact *c = contact_of(f);
	bool someone = c->student_ids && *c->student_ids;
	struct candidates of = { 0 };

	if (c->id || !is_kind(f, "talk") || ((struct contact_form *)f)->occasion_chosen)
		return true;
	if (someone && c->date && *c->date &&
	    (!find_candidates(f, &of, e) || !keep_owed(f, &of, e)))
		return false;
	form_put_id(f, "key_date_id", 0);
	if (of.has_last || of.count == 1)
		return key_date_put(f, of.id[0], e);
	return true;
}

/* ------------------------------------------------------------------- one field */

static bool copy_ref(struct form *f, const struct field *field, const struct contact *from,
		     struct err *e)
{
	const char *ids = from->student_ids;
	char *end;

	if (field->offset == offsetof(struct contact, mentor_id))
		return app_put_named(f, "mentor", from->mentor_id, mentor_get, e);
	if (field->offset == offsetof(struct contact, key_date_id))
		return key_date_put(f, from->key_date_id, e);
	if (field->offset == offsetof(struct contact, guardian_id)) {
		form_put_id(f, "guardian_id", from->guardian_id);
		form_put(f, "guardian", from->guardian);
		return true;
	}
	for (int64_t id; (id = strtoll(ids, &end, 10)) != 0; ids = end)
		if (!contact_name_student(f, id, e))
			return false;
	return true;
}

static bool copy_from(struct form *f, const struct field *field, const struct contact *from,
		      struct buf *out, struct err *e)
{
	const struct contact *c = contact_of(f);
	bool foreign = field->offset == offsetof(struct contact, guardian_id) &&
		       contact_student(from) != contact_student(c);

	field_raw(field, from, out);
	if (foreign || !out->len || !strcmp(buf_str(out), "0"))
		return err_set(e, ERR_NOT_FOUND, _("The last %s, of %s, has nothing here to copy."),
			       choice_label(contact_kinds, c->kind), from->date);
	return (field->kind != FIELD_REF && field->kind != FIELD_REFS) ||
	       copy_ref(f, field, from, e);
}

bool contact_copy_last(struct form *f, const struct field *field, struct buf *out, struct err *e)
{
	struct session *s = session_of(&f->view);
	const struct contact *c = contact_of(f);
	struct rowset set;
	int64_t id;
	bool ok;

	if (!contact_last(s, c, &id, e))
		return false;
	if (!id)
		return err_set(e, ERR_NOT_FOUND,
			       _("There is no earlier %s of this mentor in this school year to "
				 "copy from."),
			       choice_label(contact_kinds, c->kind));
	ok = contact_get(s, id, &set, e) && copy_from(f, field, rowset_at(&set, 0), out, e);
	rowset_release(&set);
	return ok;
}
