/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentors with a place left for one student, such as a new one, the best first. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "matching_private.h"
#include "model/mentor.h"

#define SHOWN .flags = FIELD_DERIVED | FIELD_READ_ONLY
const struct field match_offer_fields[] = {
	{ FIELD(struct match_offer, staff_no), .label = N_("Staff no."), .kind = FIELD_CODE, SHOWN,
	  .width = 9 },
	{ FIELD(struct match_offer, mentor), .label = N_("Mentor"), .kind = FIELD_NAME, SHOWN,
	  .width = 8 },
	{ FIELD(struct match_offer, rank), .label = N_("Choice"), .kind = FIELD_INT, SHOWN,
	  .width = 4 },
	{ FIELD(struct match_offer, load), .label = N_("Students"), .kind = FIELD_INT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT | FIELD_ZERO, .width = 6 },
	{ FIELD(struct match_offer, capacity), .label = N_("At most"), .kind = FIELD_INT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY | FIELD_RIGHT | FIELD_ZERO, .width = 6 },
	{ FIELD(struct match_offer, penalty), .label = N_("Wishes"), .kind = FIELD_INT, SHOWN,
	  .width = 6, .help = N_("weights of the conditions that this pair breaks") },
	{ FIELD(struct match_offer, why), .label = N_("Why"), .kind = FIELD_TEXT, SHOWN,
	  .width = 40 },
	{ 0 },
};

struct offered {
	size_t teacher;
	int rank; /* MATCH_UNASKED */
	struct match_fit fit;
	int load, most;
};

static int by_worth(const void *x, const void *y)
{
	const struct offered *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank - b->rank;
	if (a->fit.penalty != b->fit.penalty)
		return a->fit.penalty - b->fit.penalty;
	if (a->load != b->load)
		return a->load - b->load;
	return (a->teacher > b->teacher) - (a->teacher < b->teacher);
}

static size_t collect(const struct facts *f, size_t pupil, struct offered *out)
{
	const struct fact_pupil *p = &f->pupil[pupil];
	size_t count = 0;

	for (size_t i = 0; i < f->teachers; i++) {
		const struct fact_teacher *t = &f->teacher[i];
		struct offered o = { i, MATCH_UNASKED, match_fit_of(f, pupil, i), t->held,
				     t->most };

		if (t->held >= t->most || o.fit.bar || t->id == p->before)
			continue;
		for (size_t k = p->choice; k < p->choice + p->choices; k++)
			if (f->choice[k].mentor_id == t->id)
				o.rank = f->choice[k].rank;
		out[count++] = o;
	}
	if (count)
		qsort(out, count, sizeof *out, by_worth);
	return count;
}

static const char *words_of(const struct offered *o, struct arena *arena)
{
	struct buf text = { 0 };
	const char *kept;

	if (o->rank < MATCH_UNASKED)
		buf_printf(&text, _("choice %d; "), o->rank + 1);
	buf_printf(&text, _("%d of %d students"), o->load, o->most);
	for (int bar = BAR_GONE; bar < BARS; bar++)
		if (o->fit.broken >> bar & 1)
			buf_printf(&text, _("; %s"), match_bar_words((enum match_bar)bar));
	kept = arena_text(arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

static bool add_offer(struct session *s, int64_t mentor_id, const struct offered *o,
		      struct rowset *out, struct err *e)
{
	struct match_offer *row;
	struct rowset set;
	bool ok = mentor_get(s, mentor_id, &set, e);

	if (ok) {
		const struct mentor *m = rowset_at(&set, 0);

		row = rowset_add(out);
		*row = (struct match_offer){ .id = m->id,
					     .rev = m->rev,
					     .staff_no = arena_text(&out->arena, m->staff_no),
					     .mentor = arena_text(&out->arena, m->name),
					     .rank = o->rank < MATCH_UNASKED ? o->rank + 1 : 0,
					     .load = o->load,
					     .capacity = o->most,
					     .penalty = o->fit.penalty,
					     .why = words_of(o, &out->arena) };
	}
	rowset_release(&set);
	return ok;
}

bool match_offers(struct session *s, int64_t student_id, struct rowset *out, struct err *e)
{
	const struct match_asked asked = { .method = "both", .who = "all" };
	struct offered *all = NULL;
	struct facts f = { 0 };
	size_t count = 0, pupil;
	bool ok;

	rowset_init(out, match_offer_fields, sizeof(struct match_offer));
	ok = session_may(s, MAY_ASSIGN, e) && match_facts_load(s, &asked, student_id, &f, e);
	if (ok) {
		pupil = match_pupil_of(&f, student_id);
		all = mem_alloc((f.teachers + 1) * sizeof *all);
		if (pupil == SIZE_MAX)
			ok = err_set(e, ERR_NOT_FOUND, "%s",
				     _("This student is not enrolled today."));
		else
			count = collect(&f, pupil, all);
	}
	for (size_t i = 0; ok && i < count; i++)
		ok = add_offer(s, f.teacher[all[i].teacher].id, &all[i], out, e);
	free(all);
	match_facts_release(&f);
	return ok;
}
