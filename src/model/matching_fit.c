/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a student may have: what is asked of the school, of one student, of two of them. */
#include <stdlib.h>
#include <string.h>

#include "matching_private.h"
#include "model/condition.h"
#include "model/statements.h"

enum { OF_STUDENT, OF_TWO, SIBLINGS };

/* clang-format off */
static const struct sql statements[] = {
	[OF_STUDENT] = { "matching.of_student",
		"SELECT kind, weight, student_id, mentor_id FROM my_condition WHERE "
		"school_year_id = :year AND kind IN ('keep', 'fixed', 'forbidden') "
		"AND student_id IS NOT NULL ORDER BY id",
		false },
	[OF_TWO] = { "matching.of_two",
		"SELECT kind, weight, student_id, other_id FROM my_condition WHERE "
		"school_year_id = :year AND other_id IS NOT NULL ORDER BY id",
		false },
	[SIBLINGS] = { "matching.siblings",
		"SELECT number, weight FROM my_condition WHERE school_year_id = :year "
		"AND kind = 'siblings'",
		false },
};
/* clang-format on */
const struct sql_table matching_fit_sql = SQL_TABLE(statements);

/* ----------------------------------------------------------------- of one student */

static void add_special(struct facts *f, size_t pupil, int64_t mentor, enum match_bar bar,
			int weight)
{
	MATCH_MORE(f->special, f->specials);
	f->special[f->specials++] = (struct fact_special){ pupil, mentor, bar, weight };
}

/* Whoever leads them goes on, where that mentor is still here. */
static void add_keep(struct facts *f, size_t pupil, int weight)
{
	int64_t before = f->pupil[pupil].before;

	if (before && match_teacher_of(f, before) != SIZE_MAX)
		add_special(f, pupil, before, BAR_KEEP, weight);
}

static bool read_of_student(struct session *s, struct facts *f, bool *kept, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[OF_STUDENT], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c)) {
		const char *kind = cursor_text(&c, 0);
		int weight = (int)cursor_int(&c, 1);
		size_t pupil = match_pupil_of(f, cursor_int(&c, 2));
		int64_t mentor = cursor_int(&c, 3);

		if (pupil == SIZE_MAX)
			continue;
		if (!strcmp(kind, "keep")) {
			add_keep(f, pupil, weight);
			kept[pupil] = true;
		} else if (match_teacher_of(f, mentor) != SIZE_MAX) {
			add_special(f, pupil, mentor,
				    strcmp(kind, "fixed") ? BAR_FORBIDDEN : BAR_FIXED, weight);
		}
	}
	return cursor_close(&c);
}

static bool bind_students(struct session *s, struct facts *f, struct err *e)
{
	bool *kept = arena_alloc(&f->arena, f->pupils + 1);

	memset(kept, 0, f->pupils + 1);
	if (!read_of_student(s, f, kept, e))
		return false;
	for (size_t i = 0; i < f->pupils && f->asked[BAR_KEEP]; i++)
		if (!kept[i]) /* what is asked of one goes before what is asked of all */
			add_keep(f, i, f->weight[BAR_KEEP]);
	for (size_t i = 0; i < f->likings; i++) {
		size_t pupil = match_pupil_of(f, f->liking[i].student_id);

		if (pupil != SIZE_MAX && !f->liking[i].place)
			add_special(f, pupil, f->liking[i].mentor_id, BAR_VETO, 0);
	}
	return true;
}

static int by_pupil(const void *x, const void *y)
{
	const struct fact_special *p = x, *q = y;

	if (p->student != q->student)
		return p->student < q->student ? -1 : 1;
	if (p->bar != q->bar)
		return p->bar < q->bar ? -1 : 1;
	return (p->mentor_id > q->mentor_id) - (p->mentor_id < q->mentor_id);
}

/* Whether the pair must not be, by what stands in front of it. */
static bool is_ruled_out(const struct facts *f, size_t count, const struct fact_special *k)
{
	for (size_t i = count; i-- > 0 && f->special[i].student == k->student;)
		if (f->special[i].bar < BAR_FIXED && !f->special[i].weight &&
		    f->special[i].mentor_id == k->mentor_id)
			return true;
	return false;
}

/* In order; nobody goes on with, or follows somebody to, a mentor whom they must not have. */
static void settle(struct facts *f)
{
	size_t count = 0;

	for (size_t i = 0; i < f->specials; i++)
		f->pupil[f->special[i].student].specials = 0;
	if (f->specials)
		qsort(f->special, f->specials, sizeof *f->special, by_pupil);
	for (size_t i = 0; i < f->specials; i++) {
		struct fact_special k = f->special[i];
		struct fact_pupil *p = &f->pupil[k.student];

		if (k.bar > BAR_FIXED && is_ruled_out(f, count, &k))
			continue;
		if (!p->specials++)
			p->special = count;
		f->special[count++] = k;
	}
	f->specials = count;
}

/* ------------------------------------------------------------------- of two of them */

struct two {
	size_t a, b;
	bool apart;
	int weight, order; /* what is asked of these two goes before what is asked of siblings */
};
struct twos {
	struct two *at;
	size_t count;
};

static void add_two(struct twos *t, size_t a, size_t b, bool apart, int weight, int order)
{
	if (a == b || a == SIZE_MAX || b == SIZE_MAX)
		return;
	MATCH_MORE(t->at, t->count);
	t->at[t->count++] = (struct two){ a < b ? a : b, a < b ? b : a, apart, weight, order };
}

static int by_two(const void *x, const void *y)
{
	const struct two *p = x, *q = y;

	if (p->a != q->a)
		return p->a < q->a ? -1 : 1;
	if (p->b != q->b)
		return p->b < q->b ? -1 : 1;
	return (p->order > q->order) - (p->order < q->order);
}

static bool read_of_two(struct session *s, const struct facts *f, struct twos *t, struct err *e)
{
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[OF_TWO], WITH(INT("year", s->year.id)), e))
		return false;
	while (cursor_next(&c))
		add_two(t, match_pupil_of(f, cursor_int(&c, 2)),
			match_pupil_of(f, cursor_int(&c, 3)), !strcmp(cursor_text(&c, 0), "apart"),
			(int)cursor_int(&c, 1), 0);
	return cursor_close(&c);
}

static bool read_families(struct session *s, const struct facts *f, struct twos *t, bool apart,
			  int weight, struct err *e)
{
	struct rowset set;
	bool ok = condition_siblings(s, &set, e);

	for (size_t i = 0; ok && i < set.count; i++) {
		const struct sibling *two = rowset_at(&set, i);

		add_two(t, match_pupil_of(f, two->student_id), match_pupil_of(f, two->other_id),
			apart, weight, 1);
	}
	rowset_release(&set);
	return ok;
}

static bool read_siblings(struct session *s, const struct facts *f, struct twos *t, struct err *e)
{
	int64_t number = 0, weight = 0;
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[SIBLINGS], WITH(INT("year", s->year.id)), e))
		return false;
	if (cursor_next(&c)) {
		number = cursor_int(&c, 0);
		weight = cursor_int(&c, 1);
	}
	return cursor_close(&c) && (!number || read_families(s, f, t, number == 2, (int)weight, e));
}

static int64_t settled(const struct facts *f, size_t pupil)
{
	const struct fact_pupil *p = &f->pupil[pupil];
	enum match_bar why;

	if (p->by_hand)
		return p->by_hand_id;
	return p->in ? match_only(f, pupil, &why) : p->before;
}

/* Of two of whom one is not solved, the other is to follow, as far as there is a place. */
static void follow(struct facts *f, const struct two *t, size_t open, size_t other)
{
	int64_t mentor = settled(f, other);
	size_t teacher = match_teacher_of(f, mentor);

	if (teacher == SIZE_MAX)
		return;
	if (!t->apart && !t->weight &&
	    (f->teacher[teacher].held >= f->teacher[teacher].most ||
	     match_fit_kind(f, &f->pupil[open], &f->teacher[teacher]).bar))
		return;
	add_special(f, open, mentor, t->apart ? BAR_APART : BAR_TOGETHER, t->weight);
}

static bool is_open(const struct facts *f, size_t pupil)
{
	enum match_bar why;

	return f->pupil[pupil].in && !f->pupil[pupil].by_hand && !match_only(f, pupil, &why);
}

static void add_knot(struct facts *f, const struct two *t)
{
	MATCH_MORE(f->knot, f->knots);
	f->knot[f->knots++] = (struct match_bond){ t->a, t->b, t->apart, t->weight };
}

/* One who is to have the same mentor as somebody whose mentor is known is known by that too, and so
 * on; what is left between two who are open is the solver's. */
static void bind_twos(struct facts *f, struct twos *t)
{
	size_t left = t->count, before;

	do {
		before = left;
		left = 0;
		for (size_t i = 0; i < before; i++) {
			struct two two = t->at[i];
			bool a = is_open(f, two.a), b = is_open(f, two.b);

			if (a && b)
				t->at[left++] = two;
			else if (a || b)
				follow(f, &two, a ? two.a : two.b, a ? two.b : two.a);
			else
				add_knot(f, &two);
		}
		settle(f);
	} while (left && left < before);
	for (size_t i = 0; i < left; i++) {
		MATCH_MORE(f->bond, f->bonds);
		f->bond[f->bonds++] = (struct match_bond){ t->at[i].a, t->at[i].b, t->at[i].apart,
							   t->at[i].weight };
	}
}

/* What was said first of two of them holds. */
static void sort_twos(struct twos *t)
{
	size_t count = 0;

	if (t->count)
		qsort(t->at, t->count, sizeof *t->at, by_two);
	for (size_t i = 0; i < t->count; i++)
		if (!count || t->at[i].a != t->at[count - 1].a || t->at[i].b != t->at[count - 1].b)
			t->at[count++] = t->at[i];
	t->count = count;
}

bool match_facts_bind(struct session *s, struct facts *f, struct err *e)
{
	struct twos t = { 0 };
	bool ok = bind_students(s, f, e) && read_of_two(s, f, &t, e) && read_siblings(s, f, &t, e);

	settle(f);
	sort_twos(&t);
	if (ok)
		bind_twos(f, &t);
	free(t.at);
	return ok;
}

/* ------------------------------------------------------------------------- fitting */

static bool share(const struct fact_tags *a, const struct fact_tags *b, int kind)
{
	bool in_a = false, in_b = false;

	for (size_t k = 0; k < b->count; k++)
		in_b = in_b || b->tag[k].kind == kind;
	for (size_t i = 0; i < a->count; i++) {
		if (a->tag[i].kind != kind)
			continue;
		in_a = true;
		for (size_t k = 0; k < b->count; k++)
			if (b->tag[k].kind == kind && b->tag[k].name == a->tag[i].name)
				return true;
	}
	return !in_a || !in_b;
}

static void blame(struct match_fit *fit, enum match_bar bar, int weight)
{
	if (!weight && !fit->bar)
		fit->bar = bar;
	fit->penalty += weight;
	if (weight)
		fit->broken |= 1U << bar;
}

struct match_fit match_fit_kind(const struct facts *f, const struct fact_pupil *p,
				const struct fact_teacher *t)
{
	struct match_fit fit = { 0 };

	for (enum match_bar bar = BAR_CAMPUS; bar <= BAR_GROUP; bar++)
		if (f->asked[bar] && !share(&p->tags, &t->tags, (int)bar))
			blame(&fit, bar, f->weight[bar]);
	if (f->asked[BAR_CLASS] && t->class_id && t->class_id != p->class_id)
		blame(&fit, BAR_CLASS, f->weight[BAR_CLASS]);
	return fit;
}

int64_t match_only(const struct facts *f, size_t pupil, enum match_bar *bar)
{
	const struct fact_pupil *p = &f->pupil[pupil];

	*bar = BAR_NONE;
	for (size_t i = p->special; i < p->special + p->specials; i++) {
		const struct fact_special *k = &f->special[i];

		if (k->bar < BAR_FIXED || k->weight)
			continue;
		*bar = k->bar;
		return k->mentor_id;
	}
	return 0;
}

struct match_fit match_fit_of(const struct facts *f, size_t pupil, size_t teacher)
{
	const struct fact_pupil *p = &f->pupil[pupil];
	int64_t mentor = f->teacher[teacher].id;
	struct match_fit fit = { 0 };
	enum match_bar why;
	int64_t only = match_only(f, pupil, &why);

	if (only) { /* a pair that is given goes before what is asked of all */
		fit.bar = only == mentor ? BAR_NONE : why;
		return fit;
	}
	for (size_t i = p->special; i < p->special + p->specials; i++) {
		const struct fact_special *k = &f->special[i];

		if ((k->mentor_id == mentor) != (k->bar >= BAR_FIXED))
			blame(&fit, k->bar, k->weight);
	}
	if (!fit.bar) {
		struct match_fit kind = match_fit_kind(f, p, &f->teacher[teacher]);

		fit.bar = kind.bar;
		fit.penalty += kind.penalty;
		fit.broken |= kind.broken;
	}
	return fit;
}
