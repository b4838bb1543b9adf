/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run as it stands, held against what the file says by now: what moving a pair would do. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "matching_private.h"
#include "model/statements.h"

enum { MENTORS };

static const struct sql statements[] = {
	[MENTORS] = { "matching.mentors",
		      "SELECT student_id, coalesce(mentor_id, 0) FROM my_match_pair "
		      "WHERE run_id = :run ORDER BY student_id",
		      false },
};
const struct sql_table matching_look_sql = SQL_TABLE(statements);

bool match_look_at(struct session *s, int64_t run, struct match_look *out, struct err *e)
{
	struct match_asked asked = { 0 };
	struct cursor c;

	*out = (struct match_look){ 0 };
	if (!match_run_get(s, run, &out->run, e))
		return false;
	out->of = rowset_at(&out->run, 0);
	asked.method = out->of->method;
	asked.who = out->of->who;
	asked.leaving = out->of->leaving_id;
	if (!match_facts_load(s, &asked, 0, &out->facts, e))
		return false;
	out->mentor = mem_alloc((out->facts.pupils + 1) * sizeof *out->mentor);
	for (size_t i = 0; i < out->facts.pupils; i++)
		out->mentor[i] = -1;
	if (!cursor_open(&c, s->db, &statements[MENTORS], WITH(INT("run", out->of->id)), e))
		return false;
	while (cursor_next(&c)) {
		size_t pupil = match_pupil_of(&out->facts, cursor_int(&c, 0));

		if (pupil != SIZE_MAX)
			out->mentor[pupil] = cursor_int(&c, 1);
	}
	return cursor_close(&c);
}

void match_look_release(struct match_look *l)
{
	rowset_release(&l->run);
	match_facts_release(&l->facts);
	free(l->mentor);
}

/* ------------------------------------------------------------------------- effects */

struct effects {
	struct session *s;
	struct match_look look;
	struct rowset loads;
	struct arena arena;
	struct buf *out;
};

static const struct match_load *load_of(const struct effects *f, int64_t mentor_id)
{
	for (size_t i = 0; i < f->loads.count; i++)
		if (rowset_id(&f->loads, i) == mentor_id)
			return rowset_at(&f->loads, i);
	return NULL;
}

static void add_load(struct effects *f, int64_t mentor_id, int more)
{
	const struct match_load *l = load_of(f, mentor_id);

	if (!l)
		return;
	buf_printf(f->out, _("%s: %lld students become %lld, at most %lld.\n"), l->mentor,
		   (long long)l->load, (long long)l->load + more, (long long)l->capacity);
	if (more > 0 && l->load + more > l->capacity)
		buf_printf(f->out,
			   _("That is more than %s may have: confirming asks for a "
			     "reason.\n"),
			   l->mentor);
	if (more < 0 && l->load + more < l->least)
		buf_printf(f->out, _("That is fewer than the %lld that %s is to have.\n"),
			   (long long)l->least, l->mentor);
}

static void add_rank(struct effects *f, const struct match_pair *p, int64_t mentor_id,
		     const struct match_input *in)
{
	int64_t rank = match_rank_of(in, p->student_id, mentor_id);

	if (!mentor_id)
		buf_printf(f->out, _("%s would have no mentor.\n"), p->student);
	else if (rank && p->rank && p->mentor_id)
		buf_printf(f->out, _("Choice %lld of %s instead of choice %lld.\n"),
			   (long long)rank, p->student, (long long)p->rank);
	else if (rank)
		buf_printf(f->out, _("Choice %lld of %s instead of none of the choices.\n"),
			   (long long)rank, p->student);
	else if (p->rank)
		buf_printf(f->out, _("%s has not named this mentor, and has choice %lld now.\n"),
			   p->student, (long long)p->rank);
	else
		buf_printf(f->out, _("%s has named neither of them.\n"), p->student);
}

static void add_bonds(struct effects *f, const struct match_bond *bond, size_t count, size_t pupil,
		      int64_t mentor_id)
{
	const struct facts *facts = &f->look.facts;

	for (size_t i = 0; i < count; i++) {
		const struct match_bond *b = &bond[i];
		size_t other = b->a == pupil ? b->b : b->a;

		if ((b->a != pupil && b->b != pupil) || f->look.mentor[other] < 0)
			continue;
		if (b->apart == (f->look.mentor[other] == mentor_id))
			buf_printf(f->out,
				   b->apart ? _("It is to have another mentor than %s.\n")
					    : _("It is to have the same mentor as %s.\n"),
				   match_student_name(f->s, facts->pupil[other].id, &f->arena));
	}
}

static void add_broken(struct effects *f, size_t pupil, int64_t mentor_id)
{
	const struct facts *facts = &f->look.facts;
	size_t teacher = match_teacher_of(facts, mentor_id);
	struct match_fit fit;

	if (!mentor_id)
		return;
	if (teacher == SIZE_MAX) {
		buf_printf(f->out, _("Against what must hold: %s.\n"), match_bar_words(BAR_GONE));
		return;
	}
	fit = match_fit_of(facts, pupil, teacher);
	if (fit.bar)
		buf_printf(f->out, _("Against what must hold: %s.\n"), match_bar_words(fit.bar));
	for (int bar = BAR_GONE; bar < BARS; bar++)
		if (fit.broken >> bar & 1)
			buf_printf(f->out, _("Against what is wished: %s.\n"),
				   match_bar_words((enum match_bar)bar));
	add_bonds(f, facts->bond, facts->bonds, pupil, mentor_id);
	add_bonds(f, facts->knot, facts->knots, pupil, mentor_id);
}

static bool tell(struct effects *f, const struct match_pair *p, int64_t mentor_id, struct err *e)
{
	struct match_input in;
	size_t pupil;
	bool ok = match_input_load(f->s, p->run_id, &in, e);

	if (ok && p->mentor_id == mentor_id) {
		buf_printf(f->out, _("%s has %s already; nothing would change.\n"), p->student,
			   match_mentor_name(f->s, mentor_id, &f->arena));
	} else if (ok) {
		add_load(f, mentor_id, 1);
		add_load(f, p->mentor_id, -1);
		add_rank(f, p, mentor_id, &in);
		pupil = match_pupil_of(&f->look.facts, p->student_id);
		if (pupil == SIZE_MAX)
			buf_printf(f->out, _("%s is not enrolled any more.\n"), p->student);
		else
			add_broken(f, pupil, mentor_id);
	}
	match_input_release(&in);
	return ok;
}

bool match_effects(struct session *s, int64_t run, int64_t student_id, int64_t mentor_id,
		   struct buf *out, struct err *e)
{
	struct effects f = { .s = s, .out = out };
	struct rowset set;
	bool ok = match_pair_of(s, run, student_id, &set, e);

	rowset_init(&f.loads, match_load_fields, sizeof(struct match_load));
	ok = ok && match_look_at(s, run, &f.look, e) && match_load_list(s, run, &f.loads, e) &&
	     tell(&f, rowset_at(&set, 0), mentor_id, e);
	rowset_release(&set);
	rowset_release(&f.loads);
	match_look_release(&f.look);
	arena_release(&f.arena);
	return ok;
}
