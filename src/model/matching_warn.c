/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person ought to look at before confirming. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "matching_private.h"

static const struct choice kinds[] = {
	{ "shortage", N_("too few places"), NULL },    { "none", N_("no place"), NULL },
	{ "over", N_("too many students"), NULL },     { "under", N_("too few students"), NULL },
	{ "broken", N_("must not be"), NULL },         { "wished", N_("against a wish"), NULL },
	{ "together", N_("together or apart"), NULL }, { "left", N_("has left"), NULL },
	{ "changed", N_("changed meanwhile"), NULL },  { 0 },
};

const struct field match_warning_fields[] = {
	{ FIELD(struct match_warning, kind), .label = N_("What"), .kind = FIELD_CHOICE,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 12, .choices = kinds },
	{ FIELD(struct match_warning, text), .label = N_("Warning"), .kind = FIELD_TEXT,
	  .flags = FIELD_DERIVED | FIELD_READ_ONLY, .width = 60 },
	{ FIELD(struct match_warning, student_id), .label = N_("Student"), .kind = FIELD_REF },
	{ FIELD(struct match_warning, mentor_id), .label = N_("Mentor"), .kind = FIELD_REF },
	{ 0 },
};

struct warnings {
	struct session *s;
	struct match_look look;
	struct rowset pairs, loads, *out;
	struct arena arena;
	struct buf text;
};

/* With what was written to w->text. */
static void add(struct warnings *w, const char *kind, int64_t student_id, int64_t mentor_id)
{
	struct match_warning *row = rowset_add(w->out);

	row->id = (int64_t)w->out->count;
	row->rev = 1;
	row->kind = kind;
	row->student_id = student_id;
	row->mentor_id = mentor_id;
	row->text = arena_text(&w->out->arena, buf_str(&w->text));
	buf_clear(&w->text);
}

/* ----------------------------------------------------------------------- shortage */

enum { NAMED_MOST = 12 };

static void add_names(struct warnings *w, const struct match_input *in, const size_t *of,
		      size_t count, bool students)
{
	for (size_t i = 0; i < count && i < NAMED_MOST; i++) {
		if (i)
			buf_text(&w->text, _(", "));
		buf_text(&w->text,
			 students ? match_student_name(w->s, in->student[of[i]].id, &w->arena)
				  : match_mentor_name(w->s, in->mentor[of[i]].id, &w->arena));
	}
	if (count > NAMED_MOST)
		buf_text(&w->text, _(" and others"));
}

static void tell_shortage(struct warnings *w, const struct match_input *in,
			  const struct match_shortage *h)
{
	if (h->places >= h->students)
		return; /* who is to be together or apart stood in the way, and not the places */
	if (h->mentors)
		buf_printf(&w->text,
			   _("These %zu students may only have these %zu mentors, who have "
			     "%zu places: %zu are lacking. Students: "),
			   h->students, h->mentors, h->places, h->students - h->places);
	else
		buf_printf(&w->text,
			   _("No mentor at all is possible for these %zu students, by conditions "
			     "or because mentors said no: "),
			   h->students);
	add_names(w, in, h->student, h->students, true);
	if (h->mentors)
		buf_text(&w->text, _("; mentors: "));
	add_names(w, in, h->mentor, h->mentors, false);
	buf_text(&w->text, _("."));
	add(w, "shortage", 0, 0);
}

static bool all_had_places(const struct rowset *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (!((const struct match_pair *)rowset_at(pairs, i))->solved_id)
			return false;
	return true;
}

/* Only solving it again tells whom the shortage is about. */
static bool add_shortage(struct warnings *w, int64_t run, struct err *e)
{
	struct match_shortage h = { 0 };
	struct match_result result = { 0 };
	struct match_input in;
	bool ok;

	if (all_had_places(&w->pairs))
		return true;
	ok = match_input_load(w->s, run, &in, e);
	if (ok && match_input_solve(&in, &result, &h))
		tell_shortage(w, &in, &h);
	match_shortage_release(&h);
	match_release(&result);
	match_input_release(&in);
	return ok;
}

/* -------------------------------------------------------------------------- loads */

static void add_loads(struct warnings *w)
{
	for (size_t i = 0; i < w->loads.count; i++) {
		const struct match_load *l = rowset_at(&w->loads, i);

		if (l->load > l->capacity) {
			buf_printf(&w->text, _("%s would have %lld students, at most %lld."),
				   l->mentor, (long long)l->load, (long long)l->capacity);
			add(w, "over", 0, l->id);
		} else if (l->load < l->least) {
			buf_printf(&w->text,
				   _("%s would have %lld students, at least %lld are "
				     "asked for."),
				   l->mentor, (long long)l->load, (long long)l->least);
			add(w, "under", 0, l->id);
		}
	}
}

/* -------------------------------------------------------------------------- pairs */

static void add_fit(struct warnings *w, const struct match_pair *p, size_t pupil)
{
	size_t teacher = match_teacher_of(&w->look.facts, p->mentor_id);
	struct match_fit fit = { .bar = BAR_GONE };

	if (teacher != SIZE_MAX)
		fit = match_fit_of(&w->look.facts, pupil, teacher);
	if (fit.bar) {
		buf_printf(&w->text, _("%s and %s: %s."), p->student, p->mentor,
			   match_bar_words(fit.bar));
		add(w, "broken", p->student_id, p->mentor_id);
	}
	for (int bar = BAR_GONE; bar < BARS; bar++)
		if (fit.broken >> bar & 1) {
			buf_printf(&w->text, _("%s and %s: %s."), p->student, p->mentor,
				   match_bar_words((enum match_bar)bar));
			add(w, "wished", p->student_id, p->mentor_id);
		}
}

static void add_pair(struct warnings *w, const struct match_pair *p)
{
	const struct facts *f = &w->look.facts;
	size_t pupil = match_pupil_of(f, p->student_id);

	if (pupil == SIZE_MAX) {
		buf_printf(&w->text, _("%s is not enrolled any more and is passed over."),
			   p->student);
		add(w, "left", p->student_id, 0);
		return;
	}
	if (!p->mentor_id) {
		buf_printf(&w->text, _("%s has no place."), p->student);
		add(w, "none", p->student_id, 0);
		return;
	}
	if (f->pupil[pupil].before && f->pupil[pupil].before != p->before_id &&
	    f->pupil[pupil].before != p->mentor_id) {
		buf_printf(&w->text, _("%s was given the mentor %s since this was worked out."),
			   p->student, match_mentor_name(w->s, f->pupil[pupil].before, &w->arena));
		add(w, "changed", p->student_id, f->pupil[pupil].before);
	}
	add_fit(w, p, pupil);
}

static const char *bond_words(const struct match_bond *b)
{
	if (b->apart)
		return b->weight ? _("%s and %s had better be apart, and have the same mentor.")
				 : _("%s and %s are to be apart, and have the same mentor.");
	return b->weight ? _("%s and %s had better be together, and have two mentors.")
			 : _("%s and %s are to be together, and have two mentors.");
}

static void add_bonds(struct warnings *w, const struct match_bond *bond, size_t count)
{
	const struct facts *f = &w->look.facts;

	for (size_t i = 0; i < count; i++) {
		const struct match_bond *b = &bond[i];
		int64_t a = w->look.mentor[b->a], other = w->look.mentor[b->b];

		if (a <= 0 || other <= 0 || b->apart != (a == other))
			continue;
		buf_printf(&w->text, bond_words(b),
			   match_student_name(w->s, f->pupil[b->a].id, &w->arena),
			   match_student_name(w->s, f->pupil[b->b].id, &w->arena));
		add(w, "together", f->pupil[b->a].id, 0);
	}
}

bool match_warnings(struct session *s, int64_t run, struct rowset *out, struct err *e)
{
	struct warnings w = { .s = s, .out = out };
	bool ok;

	rowset_init(out, match_warning_fields, sizeof(struct match_warning));
	rowset_init(&w.pairs, match_pair_fields, sizeof(struct match_pair));
	rowset_init(&w.loads, match_load_fields, sizeof(struct match_load));
	ok = match_look_at(s, run, &w.look, e) && match_pair_list(s, w.look.of->id, &w.pairs, e) &&
	     match_load_list(s, w.look.of->id, &w.loads, e) && add_shortage(&w, w.look.of->id, e);
	if (ok && !strcmp(w.look.of->state, "proposed")) {
		add_loads(&w);
		for (size_t i = 0; i < w.pairs.count; i++)
			add_pair(&w, rowset_at(&w.pairs, i));
		add_bonds(&w, w.look.facts.bond, w.look.facts.bonds);
		add_bonds(&w, w.look.facts.knot, w.look.facts.knots);
	}
	rowset_release(&w.pairs);
	rowset_release(&w.loads);
	match_look_release(&w.look);
	buf_release(&w.text);
	arena_release(&w.arena);
	return ok;
}
