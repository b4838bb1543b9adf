/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of a closed year. Beside the counts of obligations, by their codes, a row says how
 * many students a class has with a mentor (student, enrolled), how many of the visits met took
 * another form (visit, elsewhere), and what each mentor's capacity was (mentor, the status).
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "coverage_private.h"
#include "db/door.h"
#include "model/statements.h"

enum { CLEAR, ADD, FIGURES, CLOSED_ON, YEARS };

static const struct sql statements[] = {
	[CLEAR] = { "figure.clear", "DELETE FROM figure WHERE school_year_id = :year", true },
	[ADD] = { "figure.add",
		  "INSERT INTO figure (school_year_id, class_id, mentor_id, kind, state, count) "
		  "VALUES (:year, :class, :mentor, :kind, :state, :count)",
		  true },
	[FIGURES] = { "figure.of_year",
		      "SELECT class_id, mentor_id, kind, state, count FROM figure "
		      "WHERE school_year_id = :year",
		      false },
	[CLOSED_ON] = { "figure.closed_on",
			"SELECT closed_on FROM school_year WHERE id = :year "
			"AND EXISTS (SELECT 1 FROM figure WHERE school_year_id = :year)",
			false },
	[YEARS] = { "figure.years",
		    "SELECT id FROM school_year y WHERE id = :year OR (id < :year AND EXISTS "
		    "(SELECT 1 FROM figure WHERE school_year_id = y.id)) ORDER BY id DESC",
		    false },
};
const struct sql_table figure_sql = SQL_TABLE(statements);

static const char student[] = "student", mentor[] = "mentor", enrolled[] = "enrolled",
		  elsewhere[] = "elsewhere";

/* ------------------------------------------------------------------ fixing */

static bool add(struct session *s, int64_t class_id, int64_t mentor_id, const char *kind,
		const char *state, int64_t count, struct err *e)
{
	bool needless = !count && kind != mentor;

	return needless || db_run(s->db, &statements[ADD],
				  WITH(INT("year", s->year.id), NULL_OR("class", class_id),
				       NULL_OR("mentor", mentor_id), TEXT("kind", kind),
				       TEXT("state", state), INT("count", count)),
				  NULL, e);
}

static bool add_count(struct session *s, const struct coverage *c, const struct coverage_count *n,
		      struct err *e)
{
	int64_t of_class = c->classes[n->class].id, of_mentor = c->mentors[n->mentor].id;

	if (!add(s, of_class, of_mentor, student, enrolled, n->students, e) ||
	    !add(s, of_class, of_mentor, occasion_code(OCCASION_VISIT), elsewhere, n->elsewhere, e))
		return false;
	for (int kind = 0; kind < OCCASION_KINDS; kind++)
		for (int state = OBLIGATION_MET; state < OBLIGATION_STATES; state++)
			if (!add(s, of_class, of_mentor, occasion_code((enum occasion_kind)kind),
				 obligation_state_code((enum obligation_state)state),
				 n->of[kind][state], e))
				return false;
	return true;
}

static bool store(struct session *s, const struct coverage *c, struct err *e)
{
	if (!db_run(s->db, &statements[CLEAR], WITH(INT("year", s->year.id)), NULL, e))
		return false;
	for (size_t i = 0; i < c->count_count; i++)
		if (!add_count(s, c, &c->counts[i], e))
			return false;
	for (size_t i = 1; i < c->mentor_count; i++) {
		const struct coverage_mentor *m = &c->mentors[i];

		if ((m->load || strcmp(m->status, "left")) &&
		    !add(s, 0, m->id, mentor, m->status, m->capacity, e))
			return false;
	}
	return true;
}

bool coverage_fix(struct session *s, struct err *e)
{
	struct coverage c = { 0 };
	bool ok;

	if (!session_may(s, MAY_RUN_YEAR, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, coverage_count_now(s, &c, e) && store(s, &c, e), e);
	coverage_release(&c);
	return ok;
}

/* ----------------------------------------------------------------- reading */

static void take_mentor(struct coverage *c, const struct cursor *k)
{
	size_t place = coverage_mentor_place(c, cursor_int(k, 1));

	if (!place)
		return;
	c->mentors[place].status = arena_text(&c->arena, cursor_text(k, 3));
	c->mentors[place].capacity = cursor_int(k, 4);
}

/* A kind or state of another program's is passed over. */
static void take_duties(struct coverage_count *n, const struct cursor *k)
{
	for (int kind = 0; kind < OCCASION_KINDS; kind++)
		for (int state = OBLIGATION_MET; state < OBLIGATION_STATES; state++)
			if (!strcmp(cursor_text(k, 2), occasion_code((enum occasion_kind)kind)) &&
			    !strcmp(cursor_text(k, 3),
				    obligation_state_code((enum obligation_state)state)))
				n->of[kind][state] += cursor_int(k, 4);
}

static void take(struct coverage *c, const struct cursor *k)
{
	const char *kind = cursor_text(k, 2);
	struct coverage_count *n;

	if (!strcmp(kind, mentor)) {
		take_mentor(c, k);
		return;
	}
	n = coverage_count_of(c, cursor_int(k, 0), cursor_int(k, 1));
	if (!n)
		return;
	if (!strcmp(kind, student))
		n->students += cursor_int(k, 4);
	else if (!strcmp(cursor_text(k, 3), elsewhere))
		n->elsewhere += cursor_int(k, 4);
	else
		take_duties(n, k);
}

static bool read_figures(struct session *s, struct coverage *out, struct err *e)
{
	struct cursor k;

	if (!coverage_begin(s, out->year, out, e))
		return false;
	/* who is there now says nothing of then */
	for (size_t i = 1; i < out->mentor_count; i++)
		out->mentors[i].status = "";
	if (!cursor_open(&k, s->db, &statements[FIGURES], WITH(INT("year", out->year)), e))
		return false;
	while (cursor_next(&k))
		take(out, &k);
	if (!cursor_close(&k))
		return false;
	coverage_sum(out);
	return true;
}

static bool read_year(struct session *s, int64_t year, struct coverage *out, bool *found,
		      struct err *e)
{
	const struct bind *with = WITH(INT("year", year));
	const char *closed;
	int64_t any;

	if (!db_int(s->db, &statements[CLOSED_ON], with, &any, found, e))
		return false;
	if (!*found)
		return true;
	if (!db_text(s->db, &statements[CLOSED_ON], with, &out->arena, &closed, e))
		return false;
	date_copy(out->fixed, closed ? closed : s->today_iso);
	out->year = year;
	return read_figures(s, out, e);
}

bool coverage_load_fixed(struct session *s, int64_t year, struct coverage *out, bool *found,
			 struct err *e)
{
	bool ok;

	if (!db_read_begin(s->db, e))
		return false;
	ok = read_year(s, year, out, found, e);
	db_read_end(s->db);
	return ok;
}

bool coverage_years(struct session *s, int64_t out[COVERAGE_YEARS_MOST], size_t *count,
		    struct err *e)
{
	struct cursor k;

	*count = 0;
	if (!cursor_open(&k, s->db, &statements[YEARS], WITH(INT("year", s->year.id)), e))
		return false;
	while (*count < COVERAGE_YEARS_MOST && cursor_next(&k))
		out[(*count)++] = cursor_int(&k, 0);
	return cursor_close(&k);
}
