/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom and what a contact is about: names behind the ids, and picking others. */
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/i18n.h"
#include "contact_private.h"
#include "guardian_list.h"
#include "key_date_list.h"
#include "model/guardian.h"
#include "model/mentor.h"
#include "model/student.h"
#include "screen/mentor.h"
#include "screen/student.h"

static bool names_already(const struct contact *c, int64_t id)
{
	const char *at = c->student_ids ? c->student_ids : "";
	char *end;

	for (long long one; (one = strtoll(at, &end, 10)) != 0; at = end)
		if (one == id)
			return true;
	return false;
}

int64_t contact_student(const struct contact *c)
{
	const char *ids = c->student_ids ? c->student_ids : "";
	char *end;
	long long id = strtoll(ids, &end, 10);

	return strtoll(end, NULL, 10) ? 0 : id;
}

/* -------------------------------------------------------------------- students */

bool contact_name_student(struct form *f, int64_t id, struct err *e)
{
	struct contact *c = contact_of(f);
	struct rowset set;
	bool ok = student_get(session_of(&f->view), id, &set, e);

	if (ok && !names_already(c, id)) {
		const struct student *st = rowset_at(&set, 0);
		const char *before = c->students && *c->students ? c->students : NULL;

		c->students = arena_printf(&f->arena, "%s%s%s", before ? before : "",
					   before ? " " : "", st->name);
		c->student_ids =
			before ? arena_printf(&f->arena, "%s %lld", c->student_ids, (long long)id)
			       : arena_printf(&f->arena, "%lld", (long long)id);
		if (!c->mentor_id && st->mentor_id) {
			c->mentor_id = st->mentor_id;
			form_put(f, "mentor", st->mentor);
		}
	}
	rowset_release(&set);
	return ok;
}

bool contact_name_students(struct form *f, struct err *e)
{
	struct contact *c = contact_of(f);
	const char *ids = c->student_ids ? c->student_ids : "";
	char *end;

	c->students = c->student_ids = NULL;
	for (long long id; (id = strtoll(ids, &end, 10)) != 0; ids = end)
		if (!contact_name_student(f, id, e))
			return false;
	return true;
}

/* ------------------------------------------------------------------- guardians */

/* A guardian is asked for where the student, who must be one alone, has any. */
static void show_fields(struct form *f, bool has_guardians)
{
	const char **shown = ((struct contact_form *)f)->shown;
	size_t count = 0;

	for (const char *const *name = contact_form_fields(contact_of(f)->kind); *name; name++)
		if ((has_guardians || strcmp(*name, "guardian_id")) && count < CONTACT_FIELDS)
			shown[count++] = *name;
	shown[count] = NULL;
}

static void put_guardian(struct form *f, const struct guardian *g)
{
	const char *relation = g && g->relation ? g->relation : "";

	form_put_id(f, "guardian_id", g ? g->id : 0);
	form_put(f, "guardian",
		 g ? arena_printf(&f->arena, "%s%s%s", g->name, *relation ? " " : "", relation)
		   : "");
}

/* The one who is on record; of a new record, the one who is called first. */
static void choose_guardian(struct form *f, const struct rowset *guardians)
{
	const struct contact *c = contact_of(f);
	const struct guardian *g = NULL;

	if (!c->id && guardians->count)
		g = rowset_at(guardians, 0);
	for (size_t i = 0; i < guardians->count; i++)
		if (rowset_id(guardians, i) == c->guardian_id)
			g = rowset_at(guardians, i);
	put_guardian(f, g);
}

static bool asks_guardian(const struct contact *c)
{
	const char *const *name = contact_form_fields(c->kind);

	while (*name && strcmp(*name, "guardian_id"))
		name++;
	return *name;
}

bool contact_know_guardians(struct form *f, struct err *e)
{
	const struct contact *c = contact_of(f);
	int64_t student = asks_guardian(c) ? contact_student(c) : 0;
	struct rowset set = { 0 };
	bool ok = true;

	if (student)
		ok = guardian_list(session_of(&f->view), student, &set, e);
	if (ok && asks_guardian(c))
		choose_guardian(f, &set);
	show_fields(f, ok && set.count > 0);
	rowset_release(&set);
	return ok;
}

/* --------------------------------------------------------------------- picking */

void contact_show_ref(const struct form *f, const struct field *field, struct buf *out)
{
	const struct contact *c = contact_of(f);
	const char *name = NULL;

	if (field->kind == FIELD_REFS)
		name = c->student_ids && *c->student_ids ? c->students : NULL;
	else if (field->offset == offsetof(struct contact, mentor_id))
		name = c->mentor_id ? c->mentor : NULL;
	else if (field->offset == offsetof(struct contact, guardian_id))
		name = c->guardian_id ? c->guardian : NULL;
	else
		name = c->key_date_id ? c->key_date : NULL;
	buf_text(out, name ? name : "");
}

/* Emptied by Backspace: the names go with the ids, and the mentor who came with them; and feedback
 * is for one alone. */
static void make_room(struct form *f)
{
	struct contact *c = contact_of(f);

	if (c->student_ids && *c->student_ids && strcmp(c->kind, "feedback"))
		return;
	c->student_ids = c->students = NULL;
	c->mentor_id = session_of(&f->view)->mentor_id;
}

static bool pick_student(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	if (!list_pick(student_list_new(f->view.ui), _("Which student?"), typed, &id))
		return false;
	make_room(f);
	return contact_name_student(f, id, e);
}

static bool pick_mentor(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	return list_pick(mentor_list_new(f->view.ui), _("Who held it?"), typed, &id) &&
	       app_put_named(f, "mentor", id, mentor_get, e);
}

static bool pick_key_date(struct form *f, const char *typed, struct err *e)
{
	int64_t id;

	return list_pick(key_date_list_new(f->view.ui), _("For which occasion?"), typed, &id) &&
	       key_date_put(f, id, e);
}

static bool pick_guardian(struct form *f, const char *typed, struct err *e)
{
	int64_t id, student = contact_student(contact_of(f));
	struct rowset set;
	bool ok;

	if (!list_pick(guardian_list_new(f->view.ui, student), _("With which guardian?"), typed,
		       &id))
		return false;
	ok = guardian_list(session_of(&f->view), student, &set, e);
	for (size_t i = 0; ok && i < set.count; i++)
		if (rowset_id(&set, i) == id)
			put_guardian(f, rowset_at(&set, i));
	rowset_release(&set);
	return ok;
}

bool contact_pick(struct form *f, const struct field *field, const char *typed)
{
	struct err e = { 0 };
	bool ok;

	if (field->kind == FIELD_REFS)
		ok = pick_student(f, typed, &e);
	else if (field->offset == offsetof(struct contact, mentor_id))
		ok = pick_mentor(f, typed, &e);
	else if (field->offset == offsetof(struct contact, guardian_id))
		ok = pick_guardian(f, typed, &e);
	else
		ok = pick_key_date(f, typed, &e);
	if (e.kind)
		ui_fail(f->view.ui, &e);
	return ok;
}

/* ------------------------------------------------------- what others do to it */

void contact_anew(struct form *f)
{
	struct contact *c = contact_of(f);

	c->created_at = NULL;
	c->withdrawn = 0;
	form_anew(f);
}

const char *const contact_together[] = { "date key_date_id", "mode place reason",
					 "to_student to_student_way",
					 "to_guardians to_guardians_way", NULL };
