/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a student came to a mentor: from the input and the lots of the run, not from what the file
 * says by now. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "matching_private.h"
#include "model/mentor.h"
#include "model/statements.h"

enum { SOLVED, STUDENT, MENTOR };

static const struct sql statements[] = {
	[SOLVED] = { "matching.lots",
		     "SELECT student_id, coalesce(solved_id, 0), lot FROM my_match_pair "
		     "WHERE run_id = :run ORDER BY student_id",
		     false },
	[STUDENT] = { "matching.student_name", "SELECT name FROM my_student WHERE id = :id",
		      false },
	[MENTOR] = { "matching.mentor_name",
		     "SELECT " SQL_MENTOR_CALLED("m") " FROM mentor m WHERE m.id = :id", false },
};
const struct sql_table matching_why_sql = SQL_TABLE(statements);

const char *match_bar_words(enum match_bar bar)
{
	static const char *const words[BARS] = {
		[BAR_GONE] = N_("not on duty as a mentor"),
		[BAR_VETO] = N_("the mentor has said no to this student"),
		[BAR_CAMPUS] = N_("not of the same campus"),
		[BAR_GRADE] = N_("not of the same grade"),
		[BAR_GROUP] = N_("not of the same group"),
		[BAR_CLASS] = N_("a class teacher takes students of the own class alone"),
		[BAR_FORBIDDEN] = N_("this pair is excluded by a condition"),
		[BAR_APART] = N_("has a student from whom this one is to be apart"),
		[BAR_FIXED] = N_("another mentor is fixed by a condition"),
		[BAR_KEEP] = N_("the earlier mentor is to go on"),
		[BAR_TOGETHER] = N_("a student with whom this one is to be has another mentor"),
	};

	return words[bar] ? _(words[bar]) : "";
}

const char *match_mentor_name(struct session *s, int64_t id, struct arena *arena)
{
	const char *name = NULL;
	struct err ignored;

	if (id)
		db_text(s->db, &statements[MENTOR], WITH(INT("id", id)), arena, &name, &ignored);
	return name ? name : _("nobody");
}

const char *match_student_name(struct session *s, int64_t id, struct arena *arena)
{
	const char *name = NULL;
	struct err ignored;

	db_text(s->db, &statements[STUDENT], WITH(INT("id", id)), arena, &name, &ignored);
	return name ? name : "-";
}

struct why {
	struct session *s;
	struct arena arena;
	struct match_input in;
	int *mentor; /* of each student of the input, as it was worked out */
	int64_t *lot;
	int *load;    /* of each mentor, by that */
	size_t drawn; /* how many drew a lot */
	size_t student;
	int best[2]; /* best_rank, and one more; 0: not worked out yet */
	struct buf *out;
};

static bool load_solved(struct why *w, int64_t run, struct err *e)
{
	struct match_input *in = &w->in;
	struct cursor c;
	size_t i = 0;

	w->mentor = arena_alloc(&w->arena, (in->students + 1) * sizeof *w->mentor);
	w->lot = arena_alloc(&w->arena, (in->students + 1) * sizeof *w->lot);
	w->load = arena_alloc(&w->arena, (in->mentors + 1) * sizeof *w->load);
	for (size_t k = 0; k < in->students; k++) {
		w->mentor[k] = MATCH_NOBODY;
		w->drawn += !in->student[k].only;
	}
	for (size_t k = 0; k < in->mentors; k++)
		w->load[k] = in->mentor[k].held;
	if (!cursor_open(&c, w->s->db, &statements[SOLVED], WITH(INT("run", run)), e))
		return false;
	while (cursor_next(&c)) {
		while (i < in->students && in->student[i].id < cursor_int(&c, 0))
			i++;
		if (i == in->students || in->student[i].id != cursor_int(&c, 0))
			continue;
		w->lot[i] = cursor_int(&c, 2);
		w->mentor[i] = match_input_mentor(in, cursor_int(&c, 1));
		if (w->mentor[i] != MATCH_NOBODY)
			w->load[w->mentor[i]]++;
	}
	return cursor_close(&c);
}

static const char *mentor_name(struct why *w, int mentor)
{
	return match_mentor_name(w->s, w->in.mentor[mentor].id, &w->arena);
}

static const struct match_option *option_of(const struct why *w, size_t student, int mentor)
{
	for (size_t i = w->in.first[student]; i < w->in.first[student + 1]; i++)
		if (w->in.option[i].mentor == mentor)
			return &w->in.option[i];
	return NULL;
}

/* ------------------------------------------------------------- who got the last place */

/* Whether the claim of student a on the mentor is weaker than that of b. */
static bool is_weaker(const struct why *w, int mentor, size_t a, size_t b)
{
	const struct match_option *x = option_of(w, a, mentor), *y = option_of(w, b, mentor);
	int rank_x = x ? x->rank : MATCH_UNASKED, rank_y = y ? y->rank : MATCH_UNASKED;
	int liked_x = x ? x->liked : INT32_MAX, liked_y = y ? y->liked : INT32_MAX;

	if (!w->in.student[a].only != !w->in.student[b].only)
		return !w->in.student[a].only;
	if (w->in.both && liked_x != liked_y)
		return liked_x > liked_y;
	if (!w->in.both && rank_x != rank_y)
		return rank_x > rank_y;
	if (!w->in.both && w->in.student[a].waited != w->in.student[b].waited)
		return w->in.student[a].waited < w->in.student[b].waited;
	return w->lot[a] < w->lot[b];
}

static size_t last_of(const struct why *w, int mentor)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < w->in.students; i++)
		if (w->mentor[i] == mentor && (last == SIZE_MAX || is_weaker(w, mentor, i, last)))
			last = i;
	return last;
}

static void add_claim_by_order(struct why *w, const struct match_option *mine,
			       const struct match_option *o, size_t last)
{
	if (o->liked < MATCH_UNLISTED)
		buf_printf(w->out, _(", who is number %d in the mentor's own order"), o->liked);
	else
		buf_printf(w->out, _(", who drew lot %lld of %zu"), (long long)w->lot[last],
			   w->drawn);
	if (mine->liked < MATCH_UNLISTED)
		buf_printf(w->out, _("; this student is number %d"), mine->liked);
	else if (o->liked < MATCH_UNLISTED)
		buf_text(w->out, _("; this student is not in it"));
	else
		buf_printf(w->out, _("; this student drew %lld"), (long long)w->lot[w->student]);
}

/* The best choice that the student could have had by the lots alone; or, `first`, had nobody waited
 * longer. Lots name a winner also where they decided nothing, so it is worked out once more. */
static int best_rank(struct why *w, bool first)
{
	struct input_student *own = &w->in.student[w->student];
	int waited = own->waited;

	if (!w->best[first]) {
		struct match_result r;

		w->in.favoured = w->student + 1;
		own->waited = first ? MATCH_WAITED_MOST : waited;
		match_input_solve(&w->in, &r, NULL);
		own->waited = waited;
		w->best[first] = r.rank[w->student] + 1;
		match_release(&r);
	}
	return w->best[first] - 1;
}

static void add_claim_by_rank(struct why *w, const struct match_option *mine,
			      const struct match_option *o, size_t last)
{
	int waited = w->in.student[last].waited, own = w->in.student[w->student].waited;

	if (!o || o->rank == MATCH_UNASKED) {
		buf_text(w->out, _(", for whom no other place was left"));
		return;
	}
	buf_printf(w->out, _(", who had chosen it as number %d"), o->rank + 1);
	if (o->rank < mine->rank)
		return;
	if (o->rank == mine->rank && waited > own && best_rank(w, true) <= mine->rank)
		buf_printf(w->out,
			   _(" and missed the first choice in %d earlier years (this "
			     "student in %d)"),
			   waited, own);
	else if (o->rank == mine->rank && waited == own && w->lot[last] > w->lot[w->student] &&
		 best_rank(w, false) <= mine->rank)
		buf_printf(w->out, _(" and drew lot %lld of %zu; this student drew %lld"),
			   (long long)w->lot[last], w->drawn, (long long)w->lot[w->student]);
	else
		buf_text(w->out, _("; only so most students on the whole have what they chose"));
}

/* -------------------------------------------------------------------------- choices */

static void add_full(struct why *w, const struct match_option *o)
{
	const struct input_mentor *m = &w->in.mentor[o->mentor];
	size_t last = last_of(w, o->mentor);

	buf_printf(w->out, _("Choice %d, %s: "), o->rank + 1, mentor_name(w, o->mentor));
	if (m->most <= 0) {
		buf_text(w->out, _("takes no students this year."));
	} else if (last == SIZE_MAX || m->held >= m->most) {
		buf_printf(w->out,
			   _("no place was left; %d students who were not in question "
			     "have them."),
			   m->held);
	} else if (w->load[o->mentor] < m->most) {
		buf_text(w->out, _("had a place left, but the least that is asked of each mentor, "
				   "or students who are to be together or apart, stood against "
				   "it."));
	} else {
		buf_printf(w->out, _("full with %d. Its last place went to %s"), m->most,
			   match_student_name(w->s, w->in.student[last].id, &w->arena));
		if (w->in.student[last].only)
			buf_text(w->out, _(", who is given to it by a condition"));
		else if (w->in.both && option_of(w, last, o->mentor))
			add_claim_by_order(w, o, option_of(w, last, o->mentor), last);
		else
			add_claim_by_rank(w, o, option_of(w, last, o->mentor), last);
		buf_text(w->out, _("."));
	}
	buf_char(w->out, '\n');
}

static const struct input_refused *refused_as(const struct why *w, int rank)
{
	for (size_t i = 0; i < w->in.refusals; i++)
		if (w->in.refused[i].student == w->student && w->in.refused[i].rank == rank)
			return &w->in.refused[i];
	return NULL;
}

/* Rank by rank until the one that was granted. */
static void add_choices(struct why *w)
{
	const struct match_input *in = &w->in;
	size_t named = 0;

	for (int rank = 0; rank < MATCH_RANKS; rank++) {
		const struct input_refused *r = refused_as(w, rank);

		if (r) {
			named++;
			buf_printf(w->out, _("Choice %d, %s: %s.\n"), rank + 1,
				   match_mentor_name(w->s, r->mentor_id, &w->arena),
				   match_bar_words(r->bar));
		}
		for (size_t i = in->first[w->student]; i < in->first[w->student + 1]; i++) {
			if (in->option[i].rank != rank)
				continue;
			named++;
			if (in->option[i].mentor == w->mentor[w->student]) {
				buf_printf(w->out, _("Choice %d, %s: granted.\n"), rank + 1,
					   mentor_name(w, in->option[i].mentor));
				return;
			}
			add_full(w, &in->option[i]);
		}
	}
	if (!named)
		buf_text(w->out, _("Named no mentor.\n"));
}

/* ---------------------------------------------------------------------- what then */

static void add_filled(struct why *w, int mentor)
{
	int least = INT32_MAX;

	for (size_t i = 0; i < w->in.mentors; i++)
		if ((int)i != mentor && w->load[i] < w->in.mentor[i].most &&
		    match_input_may(&w->in, w->student, (int)i) && w->load[i] < least)
			least = w->load[i];
	if (least == INT32_MAX)
		buf_printf(w->out, _("%s was filled in: no other possible mentor has a place.\n"),
			   mentor_name(w, mentor));
	else if (w->load[mentor] <= least + 1)
		buf_printf(w->out,
			   _("%s was filled in: the lightest load of all possible mentors, "
			     "%d students.\n"),
			   mentor_name(w, mentor), w->load[mentor]);
	else
		buf_printf(w->out,
			   _("%s was filled in: so the fewest wishes are broken on the "
			     "whole, and the loads are even.\n"),
			   mentor_name(w, mentor));
}

static void add_outcome(struct why *w)
{
	const struct input_student *st = &w->in.student[w->student];
	int mentor = w->mentor[w->student];
	const struct match_option *o =
		mentor == MATCH_NOBODY ? NULL : option_of(w, w->student, mentor);
	size_t possible = 0;

	if (mentor == MATCH_NOBODY) {
		for (size_t i = 0; i < w->in.mentors; i++)
			possible += match_input_may(&w->in, w->student, (int)i);
		if (possible)
			buf_printf(w->out,
				   _("No place: %zu mentors are possible, and all are full.\n"),
				   possible);
		else
			buf_text(w->out, _("No place: by conditions, or because mentors said no, "
					   "no mentor at all is possible.\n"));
	} else if (st->only == BAR_FIXED) {
		buf_printf(w->out, _("%s is fixed by a condition.\n"), mentor_name(w, mentor));
	} else if (st->only == BAR_KEEP) {
		buf_printf(w->out, _("%s goes on by a condition.\n"), mentor_name(w, mentor));
	} else if (st->only) {
		buf_printf(w->out, _("%s, so that students who belong together stay together.\n"),
			   mentor_name(w, mentor));
	} else if (!o || o->rank == MATCH_UNASKED) {
		if (w->in.mentor[mentor].id == st->before)
			buf_printf(w->out, _("%s was the mentor before.\n"),
				   mentor_name(w, mentor));
		else
			add_filled(w, mentor);
	}
}

static void add_hand(struct why *w, const struct match_pair *p, bool solved)
{
	const char *to = match_mentor_name(w->s, p->mentor_id, &w->arena);

	if (!p->by_hand)
		return;
	if (solved && p->solved_id != p->mentor_id)
		buf_printf(w->out, _("Moved by hand from %s to %s.\n"),
			   match_mentor_name(w->s, p->solved_id, &w->arena), to);
	else
		buf_printf(w->out, _("Chosen by hand: %s.\n"), to);
}

bool match_why(struct session *s, int64_t run, int64_t student_id, struct buf *out, struct err *e)
{
	struct why w = { .s = s, .out = out };
	struct rowset set;
	bool ok = match_pair_of(s, run, student_id, &set, e) &&
		  match_input_load(s, run, &w.in, e) && load_solved(&w, run, e);

	if (ok) {
		w.student = match_input_student(&w.in, student_id);
		if (w.student != SIZE_MAX) {
			add_choices(&w);
			add_outcome(&w);
		}
		add_hand(&w, rowset_at(&set, 0), w.student != SIZE_MAX);
	}
	rowset_release(&set);
	match_input_release(&w.in);
	arena_release(&w.arena);
	return ok;
}
