/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mentors of a run to pick from: those a student has named first, then who has most room. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "match_private.h"
#include "model/mentor.h"
#include "model/preference.h"

struct place {
	int64_t id, rev;
	const char *mentor, *staff_no, *subject, *rank, *search;
	int64_t load, capacity, free;
	int order; /* what the rows are sorted by */
};

static const struct field fields[] = {
	{ FIELD(struct place, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, .width = 12 },
	{ FIELD(struct place, rank), .label = N_("Choice"), .kind = FIELD_TEXT, .width = 8 },
	{ FIELD(struct place, load), .label = N_("Load"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_RIGHT | FIELD_ZERO },
	{ FIELD(struct place, capacity), .label = N_("At most"), .kind = FIELD_INT, .width = 7,
	  .flags = FIELD_RIGHT | FIELD_ZERO },
	{ FIELD(struct place, free), .label = N_("Free"), .kind = FIELD_INT, .width = 4,
	  .flags = FIELD_RIGHT | FIELD_ZERO },
	{ FIELD(struct place, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE,
	  .width = 10 },
	{ FIELD(struct place, subject), .label = N_("Subject"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct place, search), .label = "", .kind = FIELD_TEXT },
	{ 0 },
};
static const char *const columns[] = { "mentor", "rank",     "load",    "capacity",
				       "free",   "staff_no", "subject", NULL };

struct places_list {
	struct list list;
	int64_t run_id, student_id; /* student 0: nobody's choices */
};

/* What stands for no mentor at all. */
enum { NOBODY = -1 };

static void put(struct list *l, const struct mentor *m, const struct match_load *load)
{
	struct arena *arena = &l->rows.arena;
	struct place *p = rowset_add(&l->rows);

	*p = (struct place){
		.id = m->id,
		.mentor = arena_text(arena, m->name),
		.staff_no = arena_text(arena, m->staff_no),
		.subject = arena_text(arena, m->subject ? m->subject : ""),
		.search = arena_text(arena, m->search ? m->search : ""),
		.rank = "",
		.load = load->load,
		.capacity = load->capacity,
		.free = load->capacity - load->load,
		.order = PREFERENCE_RANKS + 1,
	};
}

static bool put_all(struct list *l, const struct rowset *loads, struct session *s, struct err *e)
{
	struct rowset mentors;
	bool ok = mentor_list(s, true, &mentors, e);

	for (size_t i = 0; ok && i < loads->count; i++) {
		const struct match_load *load = rowset_at(loads, i);

		for (size_t k = 0; k < mentors.count; k++)
			if (rowset_id(&mentors, k) == load->id) {
				put(l, rowset_at(&mentors, k), load);
				break;
			}
	}
	rowset_release(&mentors);
	return ok;
}

static void rank(struct list *l, const struct preference *p)
{
	for (size_t i = 0; i < l->rows.count; i++) {
		struct place *place = rowset_at(&l->rows, i);

		for (int k = 0; k < PREFERENCE_RANKS; k++)
			if (p->choice[k] == place->id) {
				place->order = k;
				place->rank = arena_printf(&l->rows.arena, _("choice %d"), k + 1);
			}
	}
}

static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->order != y->order)
		return x->order - y->order;
	if (x->free != y->free)
		return x->free < y->free ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

static bool load(struct list *l, struct err *e)
{
	const struct places_list *p = (const struct places_list *)l;
	struct session *s = session_of(&l->view);
	struct rowset loads, choices;
	bool ok = match_load_list(s, p->run_id, &loads, e) && put_all(l, &loads, s, e);

	rowset_release(&loads);
	if (!ok || !p->student_id)
		return ok;
	ok = preference_get(s, p->student_id, &choices, e);
	if (ok)
		rank(l, rowset_at(&choices, 0));
	rowset_release(&choices);
	if (l->rows.count)
		qsort(rowset_at(&l->rows, 0), l->rows.count, l->rows.stride, compare);
	*(struct place *)rowset_add(&l->rows) = (struct place){
		.id = NOBODY,
		.mentor = _("nobody"),
		.staff_no = "",
		.subject = "",
		.rank = "",
		.search = "",
	};
	return ok;
}

static void about(const struct list *l, struct buf *out)
{
	buf_text(out, ((const struct places_list *)l)->student_id
			      ? _("Those chosen first, then who has most places left")
			      : _("The mentors of the proposal"));
}

static enum style cell(const struct list *l, const void *row, size_t column, struct buf *out)
{
	const struct field *f = l->column[column].field;
	const struct place *p = row;

	if (p->id == NOBODY && field_is_number(f))
		return STYLE_TEXT;
	field_show(f, row, out);
	if (p->id == NOBODY)
		return STYLE_DIM;
	if (f->offset == offsetof(struct place, free) && p->free <= 0)
		return p->free < 0 ? STYLE_LATE : STYLE_SOON;
	return *p->rank ? STYLE_STRONG : STYLE_TEXT;
}

static const struct list_class class = {
	.fields = fields,
	.stride = sizeof(struct place),
	.columns = columns,
	.load = load,
	.about = about,
	.cell = cell,
	.say_empty = app_no_mentors,
};

bool match_pick_mentor(struct ui *ui, int64_t run, int64_t student_id, const char *question,
		       int64_t *mentor, struct buf *name, struct err *e)
{
	struct places_list *p = list_new(sizeof *p, ui, &class, NULL);
	struct rowset set;
	bool ok;

	p->run_id = run;
	p->student_id = student_id;
	if (!list_pick(&p->list, question, "", mentor))
		return false;
	if (*mentor == NOBODY) {
		*mentor = 0;
		buf_text(name, _("nobody"));
		return true;
	}
	ok = mentor_get(session_of(ui->top), *mentor, &set, e);
	if (ok)
		buf_text(name, ((const struct mentor *)rowset_at(&set, 0))->name);
	rowset_release(&set);
	return ok;
}
