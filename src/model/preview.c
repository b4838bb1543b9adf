/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/preview.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/checklist.h"

/* ------------------------------------------------------------- the checklist */

/* An obligation by what it is, not by its window, so that it is the same one when that moves. */
struct item {
	int64_t student, id, term;
	int kind, nth;
	bool met;
};

struct items {
	struct item *at;
	size_t count, room;
};

static void add_item(struct items *items, int64_t student, const struct occasion *o,
		     const struct obligation *state)
{
	if (state->state == OBLIGATION_NONE || state->state == OBLIGATION_NOT_APPLICABLE)
		return;
	if (items->count == items->room) {
		items->room = items->room ? items->room * 2 : 1024;
		items->at = mem_grow(items->at, items->room * sizeof *items->at);
	}
	items->at[items->count++] = (struct item){ .student = student,
						   .id = o->id,
						   .term = o->term,
						   .kind = (int)o->kind,
						   .nth = o->nth,
						   .met = state->state == OBLIGATION_MET };
}

static bool take_student(void *arg, const struct owed *student, const struct checklist *list)
{
	const struct occasion *occasion;
	const struct obligation *o;

	for (size_t i = 0; (o = owed_at(student, list, i, &occasion)); i++)
		add_item(arg, student->student_id, occasion, o);
	return true;
}

static int order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int by = order(x->student, y->student);

	by = by ? by : order(x->kind, y->kind);
	by = by ? by : order(x->id, y->id);
	by = by ? by : order(x->term, y->term);
	return by ? by : order(x->nth, y->nth);
}

static bool take_all(struct session *s, struct items *items, struct err *e)
{
	if (!checklist_each(s, OWED_BY_ANYONE, 0, take_student, items, e))
		return false;
	if (items->count)
		qsort(items->at, items->count, sizeof *items->at, compare);
	return true;
}

static void count_differences(const struct items *before, const struct items *after,
			      struct preview *out)
{
	size_t i = 0, k = 0;

	while (i < before->count || k < after->count) {
		int by = i == before->count  ? 1
			 : k == after->count ? -1
					     : compare(&before->at[i], &after->at[k]);

		out->vanish += by < 0;
		out->appear += by > 0;
		out->reopen += !by && before->at[i].met && !after->at[k].met;
		i += by <= 0;
		k += by >= 0;
	}
}

/* --------------------------------------------------------------- the changes */

typedef bool change(struct session *s, void *arg, struct err *e);

static bool try_out(struct session *s, int64_t year, change *make, void *arg, struct preview *out,
		    struct err *e)
{
	struct items before = { 0 }, after = { 0 };
	bool ok;

	*out = (struct preview){ .known = year == s->year.id };
	if (!door_enter(s->db, e))
		return false;
	ok = (!out->known || take_all(s, &before, e)) && make(s, arg, e) &&
	     (!out->known || take_all(s, &after, e));
	door_leave(s->db, false, e);
	if (ok)
		count_differences(&before, &after, out);
	free(before.at);
	free(after.at);
	/* the session has read the rules that were tried out */
	return session_reload(s, ok ? e : &(struct err){ 0 }) && ok;
}

static bool save_rules(struct session *s, void *arg, struct err *e)
{
	return rules_save(s, arg, e);
}

bool rules_preview(struct session *s, const struct rules *r, struct preview *out, struct err *e)
{
	struct rules tried = *r;

	return try_out(s, r->id, save_rules, &tried, out, e);
}

static bool save_key_date(struct session *s, void *arg, struct err *e)
{
	return key_date_save(s, arg, e);
}

bool key_date_preview(struct session *s, const struct key_date_row *k, struct preview *out,
		      struct err *e)
{
	struct key_date_row tried = *k;

	return try_out(s, k->school_year_id, save_key_date, &tried, out, e);
}

static bool remove_key_date(struct session *s, void *arg, struct err *e)
{
	const struct key_date_row *k = arg;

	return key_date_remove(s, k->id, k->rev, e);
}

bool key_date_remove_preview(struct session *s, int64_t id, int64_t rev, struct preview *out,
			     struct err *e)
{
	struct key_date_row tried = { 0 };
	struct rowset set;
	bool ok = key_date_get(s, id, &set, e);

	if (ok) {
		tried = *(const struct key_date_row *)rowset_at(&set, 0);
		tried.rev = rev;
		ok = try_out(s, tried.school_year_id, remove_key_date, &tried, out, e);
	}
	rowset_release(&set);
	return ok;
}

/* ------------------------------------------------------------------ in words */

bool preview_is_empty(const struct preview *p)
{
	return !p->appear && !p->vanish && !p->reopen;
}

void preview_say(const struct preview *p, struct buf *out)
{
	if (!p->known)
		buf_text(out, _("What is owed in another school year than today's is not reckoned "
				"beforehand."));
	else if (preview_is_empty(p))
		buf_text(out, _("Obligations: none more, none less."));
	if (p->appear || p->vanish)
		buf_printf(out, _("Obligations: %zu more, %zu less."), p->appear, p->vanish);
	if (p->appear && p->vanish)
		buf_printf(out, _(" In all: %+ld."), (long)p->appear - (long)p->vanish);
	if (p->reopen)
		buf_printf(out,
			   p->appear || p->vanish ? _(" Met before and owed again: %zu.")
						  : _("Met before and owed again: %zu."),
			   p->reopen);
}
