/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A proposal becomes assignments, and these are taken back. What confirming made and ended is found
 * by comparing the students' assignments before and after it, so that assigning keeps its one
 * place (model/assignment.h), and is kept with the run.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "matching_private.h"
#include "model/assignment.h"
#include "model/closing.h"
#include "model/row.h"
#include "model/statements.h"

enum { RUN, PAIRS, ASSIGNMENTS, CONFIRM, WITHDRAW, PUT_END };

/* clang-format off */
static const struct sql statements[] = {
	[RUN] = { "matching.run",
		"SELECT state, coalesce(starts, ''), coalesce(made, ''), school_year_id "
		"FROM match_run WHERE id = :id AND rev = :rev",
		false },
	/* who leads the student, or will next; empty for who is not enrolled any more */
	[PAIRS] = { "matching.confirmed_pairs",
		"SELECT p.student_id, coalesce(p.mentor_id, 0), coalesce(p.before_id, 0), "
		"coalesce(l.mentor_id, 0), s.name, coalesce(n.name, ''), coalesce(m.name, ''), "
		"coalesce(m.status, ''), EXISTS (SELECT 1 FROM my_enrolment e WHERE e.student_id = "
		"p.student_id AND e.starts <= :day AND e.ends >= :day) "
		"FROM my_match_pair p JOIN my_student s ON s.id = p.student_id LEFT JOIN mentor m "
		"ON m.id = p.mentor_id LEFT JOIN my_assignment l ON l.id = (SELECT a.id FROM "
		"my_assignment a WHERE a.student_id = p.student_id AND a.role = 'lead' "
		"AND a.ends >= :today AND a.ends >= a.starts ORDER BY a.starts LIMIT 1) LEFT JOIN "
		"mentor n ON n.id = l.mentor_id WHERE p.run_id = :run ORDER BY p.mentor_id, "
		"p.student_id",
		false },
	[ASSIGNMENTS] = { "matching.assignments",
		"SELECT a.id, a.rev, a.student_id, a.starts, a.ends FROM my_match_pair p JOIN "
		"my_assignment a ON a.student_id = p.student_id WHERE p.run_id = :run ORDER BY a.id",
		false },
	[CONFIRM] = { "matching.confirm",
		"UPDATE match_run SET state = 'confirmed', starts = :starts, made = :made, "
		"rev = rev + 1 WHERE id = :id AND rev = :rev",
		true },
	[WITHDRAW] = { "matching.withdraw",
		"UPDATE match_run SET state = 'withdrawn', rev = rev + 1 WHERE id = :id "
		"AND rev = :rev",
		true },
	[PUT_END] = { "matching.put_end",
		"UPDATE assignment SET ends = :ends, rev = rev + 1 WHERE id = :id AND rev = :rev",
		true },
};
/* clang-format on */
const struct sql_table matching_confirm_sql = SQL_TABLE(statements);

struct run {
	iso_date starts;
	char state[12];
	int64_t year;
	const char *made; /* of the arena */
};

static bool load_run(struct session *s, int64_t id, int64_t rev, struct arena *arena,
		     struct run *out, struct err *e)
{
	bool found = false;
	struct cursor c;

	*out = (struct run){ 0 };
	if (!cursor_open(&c, s->db, &statements[RUN], WITH(INT("id", id), INT("rev", rev)), e))
		return false;
	if (cursor_next(&c)) {
		found = true;
		strncpy(out->state, cursor_text(&c, 0), sizeof out->state - 1);
		date_copy(out->starts, cursor_text(&c, 1));
		out->made = arena_text(arena, cursor_text(&c, 2));
		out->year = cursor_int(&c, 3);
	}
	return cursor_close(&c) && (found || row_conflict(e, _("this matching")));
}

/* --------------------------------------------------------- assignments, as they are */

struct state {
	int64_t id, rev, student_id;
	iso_date starts, ends;
};
struct states {
	struct state *at;
	size_t count;
};

static bool load_states(struct session *s, int64_t run, struct states *out, struct err *e)
{
	struct cursor c;

	*out = (struct states){ 0 };
	if (!cursor_open(&c, s->db, &statements[ASSIGNMENTS], WITH(INT("run", run)), e))
		return false;
	while (cursor_next(&c)) {
		struct state st = { cursor_int(&c, 0), cursor_int(&c, 1), cursor_int(&c, 2), "",
				    "" };

		date_copy(st.starts, cursor_text(&c, 3));
		date_copy(st.ends, cursor_text(&c, 4));
		MATCH_MORE(out->at, out->count);
		out->at[out->count++] = st;
	}
	return cursor_close(&c);
}

static const struct state *state_of(const struct states *all, int64_t id)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all->at[middle].id == id)
			return &all->at[middle];
		if (all->at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* What was made or ended: student, assignment, its rev now, and the last day it had before as a day
 * number; of one that was made, 0. */
static void write_made(const struct states *before, const struct states *after, struct buf *json)
{
	const char *between = "";

	buf_char(json, '[');
	for (size_t i = 0; i < after->count; i++) {
		const struct state *now = &after->at[i], *was = state_of(before, now->id);
		int days = 0;

		if (was && was->rev == now->rev)
			continue;
		if (was)
			date_from_iso(was->ends, &days);
		buf_printf(json, "%s[%" PRId64 ",%" PRId64 ",%" PRId64 ",%d]", between,
			   now->student_id, now->id, now->rev, days);
		between = ",";
	}
	buf_char(json, ']');
}

/* ---------------------------------------------------------------------- confirming */

struct assigning {
	struct arena arena;
	struct assign *all; /* one a mentor */
	size_t count;
	int64_t *student; /* of all of them, mentor by mentor */
	size_t students;
	size_t *first; /* of each mentor's */
	size_t without;
	struct buf taken; /* who has another mentor by now */
	size_t taken_count;
};

enum { NAMED_MOST = 5 };

static void add_taken(struct assigning *a, const char *student, const char *mentor)
{
	if (++a->taken_count > NAMED_MOST)
		return;
	if (a->taken_count > 1)
		buf_text(&a->taken, _(", "));
	text_quote(&a->taken, student);
	buf_text(&a->taken, _(" ("));
	text_quote(&a->taken, mentor);
	buf_text(&a->taken, _(")"));
}

static bool add_student(struct assigning *a, const struct cursor *c, struct err *e)
{
	int64_t student = cursor_int(c, 0), mentor = cursor_int(c, 1);
	int64_t before = cursor_int(c, 2), now = cursor_int(c, 3);

	if (!mentor || !cursor_int(c, 8)) {
		a->without++;
		return true;
	}
	if (!strcmp(cursor_text(c, 7), "left"))
		return err_set(e, ERR_CONFLICT,
			       _("%s has left since this was worked out; move these students to "
				 "others first. Nothing was assigned."),
			       cursor_text(c, 6));
	if (now && now != before && now != mentor)
		add_taken(a, cursor_text(c, 4), cursor_text(c, 5));
	if (!a->count || a->all[a->count - 1].mentor_id != mentor) {
		MATCH_MORE(a->all, a->count);
		a->first = match_grow(a->first, a->count, sizeof *a->first);
		a->first[a->count] = a->students;
		a->all[a->count++] = (struct assign){ .mentor_id = mentor, .role = "lead" };
	}
	a->all[a->count - 1].count++;
	MATCH_MORE(a->student, a->students);
	a->student[a->students++] = student;
	return true;
}

static bool load_assigning(struct session *s, int64_t run, const char *starts, const char *reason,
			   struct assigning *a, struct err *e)
{
	struct cursor c;
	bool ok = true;

	if (!cursor_open(&c, s->db, &statements[PAIRS],
			 WITH(INT("run", run), TEXT("today", s->today_iso),
			      TEXT("day", starts ? starts : s->today_iso)),
			 e))
		return false;
	while (ok && cursor_next(&c))
		ok = add_student(a, &c, e);
	ok = cursor_close(&c) && ok;
	for (size_t i = 0; i < a->count; i++) {
		a->all[i].student_ids = a->student + a->first[i];
		a->all[i].from = starts;
		a->all[i].reason = reason;
	}
	if (ok && a->taken_count)
		ok = err_set(e, ERR_CONFLICT,
			     a->taken_count > NAMED_MOST
				     ? _("Since this was worked out students were given other "
					 "mentors: %s and others, %zu in all. Nothing was "
					 "assigned; match again.")
				     : _("Since this was worked out students were given other "
					 "mentors: %s. Nothing was assigned; match again, or move "
					 "them by hand."),
			     buf_str(&a->taken), a->taken_count);
	return ok;
}

static void release_assigning(struct assigning *a)
{
	free(a->all);
	free(a->student);
	free(a->first);
	buf_release(&a->taken);
}

/* *changed counts them. */
static bool keep_made(struct session *s, int64_t run, int64_t rev, const char *starts,
		      const struct states *before, struct err *e)
{
	struct states after = { 0 };
	struct buf json = { 0 };
	int64_t changes = 0;
	bool ok = load_states(s, run, &after, e);

	if (ok) {
		write_made(before, &after, &json);
		ok = db_run(s->db, &statements[CONFIRM],
			    WITH(INT("id", run), INT("rev", rev),
				 TEXT("starts", starts ? starts : s->today_iso),
				 TEXT("made", buf_str(&json))),
			    &changes, e) &&
		     (changes || row_conflict(e, _("this matching")));
	}
	free(after.at);
	buf_release(&json);
	return ok;
}

static bool check_proposed(const struct session *s, const struct run *r, struct err *e)
{
	if (!strcmp(r->state, "confirmed"))
		return err_set(e, ERR_INVALID, "%s", _("This matching was confirmed already."));
	if (!strcmp(r->state, "withdrawn"))
		return err_set(e, ERR_INVALID, "%s", _("This matching was withdrawn."));
	return r->year == s->year.id ||
	       err_set(e, ERR_INVALID, "%s",
		       _("This matching is of an earlier school year; match again."));
}

static bool confirm(struct session *s, int64_t run, int64_t rev, const char *starts,
		    const char *reason, struct match_confirmed *out, struct err *e)
{
	struct assigning a = { 0 };
	struct states before = { 0 };
	struct run r;
	bool ok = load_run(s, run, rev, &a.arena, &r, e) && check_proposed(s, &r, e) &&
		  load_assigning(s, run, starts, reason, &a, e) &&
		  load_states(s, run, &before, e) &&
		  assignment_make_all(s, a.all, a.count, &out->assigned, e) &&
		  keep_made(s, run, rev, starts, &before, e);

	out->without = a.without;
	out->unchanged = a.students - out->assigned;
	free(before.at);
	release_assigning(&a);
	arena_release(&a.arena);
	return ok;
}

bool match_confirm(struct session *s, int64_t run, int64_t rev, const char *starts,
		   const char *reason, struct match_confirmed *out, struct err *e)
{
	*out = (struct match_confirmed){ 0 };
	return session_may(s, MAY_ASSIGN, e) && door_enter(s->db, e) &&
	       door_leave(s->db, confirm(s, run, rev, starts, reason, out, e), e);
}

/* --------------------------------------------------------------------- withdrawing */

struct made {
	int64_t student_id, id, rev;
	int ends; /* before; 0: it was made */
};

/* Of one student, who stays as now where anything was changed since. */
static bool take_back(struct session *s, const struct states *now, const struct made *m,
		      size_t count, size_t *kept, struct err *e)
{
	bool ok = true;

	for (size_t i = 0; i < count; i++) {
		const struct state *st = state_of(now, m[i].id);

		if (!st || st->rev != m[i].rev) {
			++*kept;
			return true;
		}
	}
	/* those that were made go first: nobody has two lead mentors */
	for (int made = 1; made >= 0; made--)
		for (size_t i = 0; ok && i < count; i++) {
			iso_date ends;

			if ((m[i].ends == 0) != made)
				continue;
			if (made)
				date_shift(state_of(now, m[i].id)->starts, -1, ends);
			else
				date_to_iso(m[i].ends, ends);
			ok = db_run(
				s->db, &statements[PUT_END],
				WITH(INT("id", m[i].id), INT("rev", m[i].rev), TEXT("ends", ends)),
				NULL, e);
		}
	return ok;
}

static int by_student(const void *x, const void *y)
{
	const struct made *a = x, *b = y;

	if (a->student_id != b->student_id)
		return a->student_id < b->student_id ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static struct made *read_made(const char *json, size_t *count)
{
	struct made *all = NULL;

	*count = 0;
	while ((json = strpbrk(json, "-0123456789"))) {
		struct made m;
		int read = 0;

		if (sscanf(json, "%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%d%n", &m.student_id, &m.id,
			   &m.rev, &m.ends, &read) < 4)
			break;
		json += read;
		MATCH_MORE(all, *count);
		all[(*count)++] = m;
	}
	if (*count)
		qsort(all, *count, sizeof *all, by_student);
	return all;
}

static bool take_all_back(struct session *s, int64_t run, const char *json, size_t *kept,
			  struct err *e)
{
	size_t count, next;
	struct made *all = read_made(json, &count);
	struct states now = { 0 };
	bool ok = load_states(s, run, &now, e);

	for (size_t i = 0; ok && i < count; i = next) {
		for (next = i + 1; next < count && all[next].student_id == all[i].student_id;)
			next++;
		ok = take_back(s, &now, &all[i], next - i, kept, e);
	}
	free(now.at);
	free(all);
	return ok;
}

static bool withdraw(struct session *s, int64_t run, int64_t rev, size_t *kept, struct err *e)
{
	struct arena arena = { 0 };
	int64_t changes = 0;
	struct run r;
	bool ok = load_run(s, run, rev, &arena, &r, e);

	if (ok && !strcmp(r.state, "withdrawn"))
		ok = err_set(e, ERR_INVALID, "%s", _("This matching was withdrawn already."));
	if (ok && !strcmp(r.state, "confirmed"))
		ok = year_check_day(s, "starts", r.starts, e) &&
		     take_all_back(s, run, r.made, kept, e);
	ok = ok &&
	     db_run(s->db, &statements[WITHDRAW], WITH(INT("id", run), INT("rev", rev)), &changes,
		    e) &&
	     (changes || row_conflict(e, _("this matching")));
	arena_release(&arena);
	return ok;
}

bool match_withdraw(struct session *s, int64_t run, int64_t rev, size_t *kept, struct err *e)
{
	*kept = 0;
	return session_may(s, MAY_ASSIGN, e) && door_enter(s->db, e) &&
	       door_leave(s->db, withdraw(s, run, rev, kept, e), e);
}
