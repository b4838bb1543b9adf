/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The input of a run from what the file says. Students who may have the same mentors for the same
 * penalties share one pool, so that a school of thousands has few; who is to be without some of
 * them has a pool that names those alone.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "matching_private.h"

/* Which pool is known by which text. */
struct known {
	char *key;
	int pool;
};
struct gathering {
	const struct facts *f;
	struct match_input *in;
	struct arena arena;
	struct known *known; /* open addressing */
	size_t size, used;
	size_t *place; /* of each pupil among the students; SIZE_MAX */
	struct buf key;
};

static size_t hash_of(const char *key)
{
	uint64_t h = 14695981039346656037u;

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return (size_t)h;
}

static struct known *slot_of(struct known *known, size_t size, const char *key)
{
	size_t i = hash_of(key) % size;

	while (known[i].key && strcmp(known[i].key, key) != 0)
		i = (i + 1) % size;
	return &known[i];
}

static void grow_known(struct gathering *g)
{
	size_t size = g->size ? 2 * g->size : 64;
	struct known *known = mem_alloc(size * sizeof *known);

	memset(known, 0, size * sizeof *known);
	for (size_t i = 0; i < g->size; i++)
		if (g->known[i].key)
			*slot_of(known, size, g->known[i].key) = g->known[i];
	free(g->known);
	g->known = known;
	g->size = size;
}

static struct known *know(struct gathering *g, const char *key)
{
	struct known *k;

	if (2 * g->used >= g->size)
		grow_known(g);
	k = slot_of(g->known, g->size, key);
	if (!k->key) {
		k->key = arena_text(&g->arena, key);
		k->pool = -1;
		g->used++;
	}
	return k;
}

/* --------------------------------------------------------------------------- pools */

static void add_member(struct match_input *in, size_t mentor, int penalty)
{
	MATCH_MORE(in->member, in->members);
	in->member[in->members++] = (struct match_member){ (int)mentor, penalty };
}

static int add_pool(struct match_input *in, int base, size_t first)
{
	MATCH_MORE(in->pool, in->pools);
	in->pool[in->pools] = (struct input_pool){ base, first, in->members };
	return (int)in->pools++;
}

/* What decides alone for whom of all mentors the student may be, and at what cost. */
static void add_kind(struct gathering *g, const struct fact_pupil *p, int more)
{
	const struct facts *f = g->f;

	buf_printf(&g->key, "%d c%" PRId64, more, f->asked[BAR_CLASS] ? p->class_id : 0);
	for (int kind = BAR_CAMPUS; kind <= BAR_GROUP; kind++)
		for (size_t i = 0; i < p->tags.count && f->asked[kind]; i++)
			if (p->tags.tag[i].kind == kind)
				buf_printf(&g->key, " %d.%d", kind, p->tags.tag[i].name);
}

/* Whose pool it is, whatever each is without; `more` is added to every penalty. */
static int base_of(struct gathering *g, const struct fact_pupil *p, int more)
{
	struct known *k;

	buf_clear(&g->key);
	add_kind(g, p, more);
	k = know(g, buf_str(&g->key));
	if (k->pool < 0) {
		size_t first = g->in->members;

		for (size_t i = 0; i < g->f->teachers; i++) {
			const struct fact_teacher *t = &g->f->teacher[i];
			struct match_fit fit = match_fit_kind(g->f, p, t);

			if (t->most > 0 && !fit.bar)
				add_member(g->in, i, fit.penalty + more);
		}
		k->pool = add_pool(g->in, -1, first);
	}
	return k->pool;
}

static int by_mentor(const void *a, const void *b)
{
	return ((const struct match_member *)a)->mentor - ((const struct match_member *)b)->mentor;
}

static bool is_in(const struct match_input *in, size_t first, size_t mentor)
{
	for (size_t i = first; i < in->members; i++)
		if (in->member[i].mentor == (int)mentor)
			return true;
	return false;
}

/* The mentors whom this student may not have, or at another cost. */
static int pool_of(struct gathering *g, size_t pupil, int more)
{
	const struct fact_pupil *p = &g->f->pupil[pupil];
	int base = base_of(g, p, more);
	size_t first = g->in->members;
	struct known *k;

	buf_clear(&g->key);
	buf_printf(&g->key, "b%d", base);
	for (size_t i = p->special; i < p->special + p->specials; i++) {
		const struct fact_special *x = &g->f->special[i];
		size_t teacher = match_teacher_of(g->f, x->mentor_id);

		if (x->bar < BAR_FIXED && teacher != SIZE_MAX && !is_in(g->in, first, teacher))
			add_member(g->in, teacher, 0);
	}
	if (g->in->members == first)
		return base;
	qsort(g->in->member + first, g->in->members - first, sizeof *g->in->member, by_mentor);
	for (size_t i = first; i < g->in->members; i++)
		buf_printf(&g->key, " %d", g->in->member[i].mentor);
	k = know(g, buf_str(&g->key));
	if (k->pool < 0)
		k->pool = add_pool(g->in, base, first);
	else
		g->in->members = first;
	return k->pool;
}

/* ------------------------------------------------------------------------- options */

/* Of one mentor, of those who have asked: in the mentor's order, then all others. */
static int liking_of(const struct facts *f, int64_t student_id, int64_t mentor_id)
{
	size_t low = 0, high = f->likings;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct fact_liking *l = &f->liking[middle];

		if (l->student_id == student_id && l->mentor_id == mentor_id)
			return l->place;
		if (l->student_id < student_id ||
		    (l->student_id == student_id && l->mentor_id < mentor_id))
			low = middle + 1;
		else
			high = middle;
	}
	return MATCH_UNLISTED;
}

static void add_option(struct gathering *g, size_t pupil, size_t teacher, int rank)
{
	struct match_input *in = g->in;
	const struct facts *f = g->f;
	for (size_t i = in->first[in->students]; i < in->options; i++)
		if (in->option[i].mentor == (int)teacher)
			return;
	MATCH_MORE(in->option, in->options);
	in->option[in->options++] = (struct match_option){
		(int)teacher, rank, match_fit_of(f, pupil, teacher).penalty,
		f->both ? liking_of(f, f->pupil[pupil].id, f->teacher[teacher].id) : 0
	};
}

static void refuse(struct gathering *g, int64_t mentor_id, int rank, enum match_bar bar)
{
	MATCH_MORE(g->in->refused, g->in->refusals);
	g->in->refused[g->in->refusals++] =
		(struct input_refused){ g->in->students, mentor_id, rank, bar };
}

static void add_choices(struct gathering *g, size_t pupil)
{
	const struct facts *f = g->f;
	const struct fact_pupil *p = &f->pupil[pupil];

	for (size_t i = p->choice; i < p->choice + p->choices; i++) {
		const struct fact_choice *c = &f->choice[i];
		size_t teacher = match_teacher_of(f, c->mentor_id);
		enum match_bar bar =
			teacher == SIZE_MAX ? BAR_GONE : match_fit_of(f, pupil, teacher).bar;

		if (bar)
			refuse(g, c->mentor_id, c->rank, bar);
		else
			add_option(g, pupil, teacher, c->rank);
	}
}

/* Mentors whom the student has not named and may have at another cost than those of the pool; what
 * is broken by all the others is added to theirs. */
static int add_special_options(struct gathering *g, size_t pupil)
{
	const struct fact_pupil *p = &g->f->pupil[pupil];
	int more = 0;

	for (size_t i = p->special; i < p->special + p->specials; i++) {
		const struct fact_special *x = &g->f->special[i];
		size_t teacher = match_teacher_of(g->f, x->mentor_id);

		if (x->bar >= BAR_FIXED)
			more += x->weight;
		if (teacher != SIZE_MAX && g->f->teacher[teacher].most > 0 &&
		    !match_fit_of(g->f, pupil, teacher).bar)
			add_option(g, pupil, teacher, MATCH_UNASKED);
	}
	return more;
}

static void add_student(struct gathering *g, size_t pupil)
{
	struct match_input *in = g->in;
	const struct fact_pupil *p = &g->f->pupil[pupil];
	struct input_student st = { .id = p->id, .before = p->before, .waited = p->waited };
	int64_t only = match_only(g->f, pupil, &st.only);

	in->first = match_grow(in->first, in->students, sizeof *in->first);
	in->first[in->students] = in->options;
	add_choices(g, pupil);
	if (only) {
		add_option(g, pupil, match_teacher_of(g->f, only), MATCH_UNASKED);
		st.pool = -1;
	} else {
		int more = add_special_options(g, pupil);

		st.pool = pool_of(g, pupil, more);
	}
	g->place[pupil] = in->students;
	MATCH_MORE(in->student, in->students);
	in->student[in->students++] = st;
}

static void add_hand(struct gathering *g, const struct fact_pupil *p)
{
	struct input_hand h = { p->id, p->by_hand_id, p->before, 0 };

	for (size_t i = p->choice; i < p->choice + p->choices; i++)
		if (g->f->choice[i].mentor_id == p->by_hand_id)
			h.rank = g->f->choice[i].rank + 1;
	MATCH_MORE(g->in->hand, g->in->hands);
	g->in->hand[g->in->hands++] = h;
}

/* ----------------------------------------------------------------------------- all */

static void add_mentors(const struct facts *f, struct match_input *in)
{
	for (size_t i = 0; i < f->teachers; i++) {
		const struct fact_teacher *t = &f->teacher[i];

		MATCH_MORE(in->mentor, in->mentors);
		in->mentor[in->mentors++] =
			(struct input_mentor){ t->id, t->most, t->held,
					       t->least > t->held ? t->least - t->held : 0 };
	}
}

static void add_bonds(struct gathering *g)
{
	for (size_t i = 0; i < g->f->bonds; i++) {
		struct match_bond b = g->f->bond[i];

		b.a = g->place[b.a];
		b.b = g->place[b.b];
		MATCH_MORE(g->in->bond, g->in->bonds);
		g->in->bond[g->in->bonds++] = b;
	}
}

void match_gather(const struct facts *f, const struct match_asked *asked, struct match_input *out)
{
	struct gathering g = { .f = f, .in = out };

	*out = (struct match_input){ .both = f->both,
				     .aim = strcmp(asked->aim, "fewest_last") ? MATCH_MOST_FIRST
									      : MATCH_FEWEST_LAST,
				     .seed = (uint64_t)asked->seed,
				     .leaving = f->leaving };
	g.place = arena_alloc(&g.arena, (f->pupils + 1) * sizeof *g.place);
	add_mentors(f, out);
	for (size_t i = 0; i < f->pupils; i++) {
		g.place[i] = SIZE_MAX;
		if (f->pupil[i].by_hand)
			add_hand(&g, &f->pupil[i]);
		else if (f->pupil[i].in)
			add_student(&g, i);
	}
	out->first = match_grow(out->first, out->students, sizeof *out->first);
	out->first[out->students] = out->options;
	add_bonds(&g);
	free(g.known);
	buf_release(&g.key);
	arena_release(&g.arena);
}

void match_input_release(struct match_input *in)
{
	free(in->mentor);
	free(in->student);
	free(in->first);
	free(in->option);
	free(in->pool);
	free(in->member);
	free(in->bond);
	free(in->refused);
	free(in->hand);
	*in = (struct match_input){ 0 };
}
