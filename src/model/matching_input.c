/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input of a run as JSON and back (model/matching.h says what stands in it). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "matching_private.h"
#include "model/statements.h"

enum { INPUT };

static const struct sql statements[] = {
	[INPUT] = { "matching.input", "SELECT input FROM match_run WHERE id = :id", false },
};
const struct sql_table matching_input_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------------- looking up */

int match_input_mentor(const struct match_input *in, int64_t id)
{
	size_t i = match_by_id(in->mentor, in->mentors, sizeof *in->mentor, id);

	return i == SIZE_MAX ? MATCH_NOBODY : (int)i;
}

size_t match_input_student(const struct match_input *in, int64_t id)
{
	return match_by_id(in->student, in->students, sizeof *in->student, id);
}

bool match_input_may(const struct match_input *in, size_t student, int mentor)
{
	const struct input_student *st = &in->student[student];
	const struct input_pool *pool = st->pool < 0 ? NULL : &in->pool[st->pool];

	for (size_t i = in->first[student]; i < in->first[student + 1]; i++)
		if (in->option[i].mentor == mentor)
			return true;
	if (!pool)
		return false;
	for (size_t i = pool->first; i < pool->end; i++)
		if (in->member[i].mentor == mentor)
			return pool->base < 0;
	if (pool->base < 0)
		return false;
	pool = &in->pool[pool->base];
	for (size_t i = pool->first; i < pool->end; i++)
		if (in->member[i].mentor == mentor)
			return true;
	return false;
}

/* ------------------------------------------------------------------------- writing */

static void add_options(const struct match_input *in, size_t student, struct buf *out)
{
	for (size_t i = in->first[student]; i < in->first[student + 1]; i++) {
		const struct match_option *o = &in->option[i];

		buf_printf(out, "%s[%" PRId64 ",%d,%d,%d]", i == in->first[student] ? "" : ",",
			   in->mentor[o->mentor].id, o->rank, o->penalty, o->liked);
	}
}

static void add_students(const struct match_input *in, struct buf *out)
{
	size_t refused = 0;

	for (size_t i = 0; i < in->students; i++) {
		const struct input_student *st = &in->student[i];
		const char *between = "";

		buf_printf(out, "%s[%" PRId64 ",%" PRId64 ",%d,%d,%d,[", i ? ",\n" : "", st->id,
			   st->before, st->waited, st->pool, (int)st->only);
		add_options(in, i, out);
		buf_text(out, "],[");
		for (; refused < in->refusals && in->refused[refused].student == i; refused++) {
			const struct input_refused *r = &in->refused[refused];

			buf_printf(out, "%s[%" PRId64 ",%d,%d]", between, r->mentor_id, r->rank,
				   (int)r->bar);
			between = ",";
		}
		buf_text(out, "]]");
	}
}

static void add_pools(const struct match_input *in, struct buf *out)
{
	for (size_t i = 0; i < in->pools; i++) {
		const struct input_pool *p = &in->pool[i];

		buf_printf(out, "%s[%d,[", i ? ",\n" : "", p->base);
		for (size_t k = p->first; k < p->end; k++)
			buf_printf(out, "%s[%" PRId64 ",%d]", k == p->first ? "" : ",",
				   in->mentor[in->member[k].mentor].id, in->member[k].penalty);
		buf_text(out, "]]");
	}
}

void match_input_write(const struct match_input *in, struct buf *out)
{
	buf_printf(out,
		   "{\"both\":%d,\"aim\":%d,\"seed\":%" PRIu64 ",\"leaving\":%" PRId64
		   ",\n\"mentors\":[",
		   (int)in->both, (int)in->aim, in->seed, in->leaving);
	for (size_t i = 0; i < in->mentors; i++)
		buf_printf(out, "%s[%" PRId64 ",%d,%d,%d]", i ? "," : "", in->mentor[i].id,
			   in->mentor[i].most, in->mentor[i].held, in->mentor[i].least);
	buf_text(out, "],\n\"students\":[");
	add_students(in, out);
	buf_text(out, "],\n\"pools\":[");
	add_pools(in, out);
	buf_text(out, "],\n\"bonds\":[");
	for (size_t i = 0; i < in->bonds; i++)
		buf_printf(out, "%s[%" PRId64 ",%" PRId64 ",%d,%d]", i ? "," : "",
			   in->student[in->bond[i].a].id, in->student[in->bond[i].b].id,
			   (int)in->bond[i].apart, in->bond[i].weight);
	buf_text(out, "],\n\"by_hand\":[");
	for (size_t i = 0; i < in->hands; i++)
		buf_printf(out, "%s[%" PRId64 ",%" PRId64 ",%" PRId64 ",%d]", i ? "," : "",
			   in->hand[i].student_id, in->hand[i].mentor_id, in->hand[i].before,
			   in->hand[i].rank);
	buf_text(out, "]}");
}

/* ------------------------------------------------------------------------- reading */

/* What is not as it was written leaves `ok` false, and every further reading does nothing. */
struct reader {
	const char *at;
	bool ok;
};

static bool next(struct reader *r, const char *sign)
{
	size_t len = strlen(sign);

	r->at += strspn(r->at, "\n");
	if (!r->ok || strncmp(r->at, sign, len) != 0)
		return false;
	r->at += len;
	return true;
}

static void want(struct reader *r, const char *sign)
{
	r->ok = next(r, sign) && r->ok;
}

static int64_t number(struct reader *r)
{
	char *end = NULL;
	int64_t n = r->ok ? strtoll(r->at, &end, 10) : 0;

	if (!r->ok || end == r->at) {
		r->ok = false;
		return 0;
	}
	r->at = end;
	next(r, ",");
	return n;
}

/* Whether one more [ ] begins in a list that ends with ]. */
static bool more(struct reader *r)
{
	next(r, ",");
	if (next(r, "]"))
		return false;
	want(r, "[");
	return r->ok;
}

static int small(struct reader *r)
{
	int64_t n = number(r);

	if (n < -MATCH_STUDENTS_MOST || n > MATCH_PENALTY_MOST)
		r->ok = false;
	return r->ok ? (int)n : 0;
}

static int mentor(struct reader *r, const struct match_input *in)
{
	int i = match_input_mentor(in, number(r));

	if (i == MATCH_NOBODY)
		r->ok = false;
	return r->ok ? i : 0;
}

static size_t student(struct reader *r, const struct match_input *in)
{
	size_t i = match_input_student(in, number(r));

	if (i == SIZE_MAX)
		r->ok = false;
	return r->ok ? i : 0;
}

static enum match_bar bar(struct reader *r)
{
	int n = small(r);

	if (n < 0 || n >= BARS)
		r->ok = false;
	return r->ok ? (enum match_bar)n : BAR_NONE;
}

static int rank(struct reader *r)
{
	int n = small(r);

	if (n < 0 || n > MATCH_UNASKED)
		r->ok = false;
	return r->ok ? n : MATCH_UNASKED;
}

static void read_mentors(struct reader *r, struct match_input *in)
{
	want(r, "\"mentors\":[");
	while (more(r)) {
		struct input_mentor m = { .id = number(r) };

		m.most = small(r);
		m.held = small(r);
		m.least = small(r);
		want(r, "]");
		MATCH_MORE(in->mentor, in->mentors);
		in->mentor[in->mentors++] = m;
	}
}

static void read_options(struct reader *r, struct match_input *in)
{
	want(r, "[");
	while (more(r)) {
		struct match_option o = { .mentor = mentor(r, in) };

		o.rank = rank(r);
		o.penalty = small(r);
		o.liked = small(r);
		want(r, "]");
		MATCH_MORE(in->option, in->options);
		in->option[in->options++] = o;
	}
}

static void read_refused(struct reader *r, struct match_input *in)
{
	next(r, ",");
	want(r, "[");
	while (more(r)) {
		struct input_refused f = { .student = in->students, .mentor_id = number(r) };

		f.rank = rank(r);
		f.bar = bar(r);
		want(r, "]");
		MATCH_MORE(in->refused, in->refusals);
		in->refused[in->refusals++] = f;
	}
}

static void read_students(struct reader *r, struct match_input *in)
{
	next(r, ",");
	want(r, "\"students\":[");
	while (more(r)) {
		struct input_student st = { .id = number(r) };

		st.before = number(r);
		st.waited = small(r);
		st.pool = small(r);
		st.only = bar(r);
		in->first = match_grow(in->first, in->students, sizeof *in->first);
		in->first[in->students] = in->options;
		read_options(r, in);
		read_refused(r, in);
		want(r, "]");
		MATCH_MORE(in->student, in->students);
		in->student[in->students++] = st;
	}
	in->first = match_grow(in->first, in->students, sizeof *in->first);
	in->first[in->students] = in->options;
}

static void read_pools(struct reader *r, struct match_input *in)
{
	next(r, ",");
	want(r, "\"pools\":[");
	while (more(r)) {
		struct input_pool p = { .base = small(r), .first = in->members };

		if (p.base < -1 || p.base >= (int)in->pools)
			r->ok = false;
		want(r, "[");
		while (more(r)) {
			struct match_member m = { .mentor = mentor(r, in) };

			m.penalty = small(r);
			want(r, "]");
			MATCH_MORE(in->member, in->members);
			in->member[in->members++] = m;
		}
		want(r, "]");
		p.end = in->members;
		MATCH_MORE(in->pool, in->pools);
		in->pool[in->pools++] = p;
	}
}

static void read_bonds(struct reader *r, struct match_input *in)
{
	next(r, ",");
	want(r, "\"bonds\":[");
	while (more(r)) {
		struct match_bond b = { .a = student(r, in) };

		b.b = student(r, in);
		b.apart = number(r) != 0;
		b.weight = small(r);
		want(r, "]");
		MATCH_MORE(in->bond, in->bonds);
		in->bond[in->bonds++] = b;
	}
}

static void read_hands(struct reader *r, struct match_input *in)
{
	next(r, ",");
	want(r, "\"by_hand\":[");
	while (more(r)) {
		struct input_hand h = { .student_id = number(r) };

		h.mentor_id = number(r);
		h.before = number(r);
		h.rank = rank(r);
		want(r, "]");
		MATCH_MORE(in->hand, in->hands);
		in->hand[in->hands++] = h;
	}
}

bool match_input_read(const char *json, struct match_input *out)
{
	struct reader r = { json, true };

	*out = (struct match_input){ 0 };
	want(&r, "{\"both\":");
	out->both = number(&r) != 0;
	want(&r, "\"aim\":");
	out->aim = number(&r) ? MATCH_FEWEST_LAST : MATCH_MOST_FIRST;
	want(&r, "\"seed\":");
	out->seed = (uint64_t)number(&r);
	want(&r, "\"leaving\":");
	out->leaving = number(&r);
	read_mentors(&r, out);
	read_students(&r, out);
	read_pools(&r, out);
	read_bonds(&r, out);
	read_hands(&r, out);
	want(&r, "}");
	for (size_t i = 0; i < out->students; i++)
		if (out->student[i].pool < -1 || out->student[i].pool >= (int)out->pools)
			r.ok = false;
	return r.ok;
}

bool match_input_load(struct session *s, int64_t run, struct match_input *out, struct err *e)
{
	struct arena arena = { 0 };
	const char *json = NULL;
	bool ok;

	*out = (struct match_input){ 0 };
	ok = db_text(s->db, &statements[INPUT], WITH(INT("id", run)), &arena, &json, e) &&
	     (json || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such matching.")));
	if (ok && !match_input_read(json, out))
		ok = err_set(e, ERR_DB, "%s",
			     _("What this matching was worked out from cannot be read."));
	arena_release(&arena);
	return ok;
}
