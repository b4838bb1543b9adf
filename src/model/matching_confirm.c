/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A proposal becomes assignments. What confirming made and ended is found
 * by comparing the students' assignments before and after it, so that assigning keeps its one
 * place (model/assignment.h), and is kept with the run, for taking it back (matching_withdraw.c).
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "matching_private.h"
#include "model/assignment.h"
#include "model/row.h"
#include "model/statements.h"

enum { PAIRS, CONFIRM };

/* clang-format off */
static const struct sql statements[] = {
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
	[CONFIRM] = { "matching.confirm",
		"UPDATE match_run SET state = 'confirmed', starts = :starts, made = :made, "
		"rev = rev + 1 WHERE id = :id AND rev = :rev",
		true },
};
/* clang-format on */
const struct sql_table matching_confirm_sql = SQL_TABLE(statements);

/* What was made or ended: student, assignment, its rev now, and the last day it had before as a day
 * number; of one that was made, 0. */
static void write_made(const struct match_states *before, const struct match_states *after,
		       struct buf *json)
{
	const char *between = "";

	buf_char(json, '[');
	for (size_t i = 0; i < after->count; i++) {
		const struct match_state *now = &after->at[i],
					 *was = match_state_of(before, now->id);
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
		      const struct match_states *before, struct err *e)
{
	struct match_states after = { 0 };
	struct buf json = { 0 };
	int64_t changes = 0;
	bool ok = match_states_load(s, run, &after, e);

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

static bool check_proposed(const struct session *s, const struct match_kept *r, struct err *e)
{
	if (!strcmp(r->state, "confirmed"))
		return err_set(e, ERR_INVALID, "%s", _("This matching was confirmed already."));
	if (!strcmp(r->state, "withdrawn"))
		return err_set(e, ERR_INVALID, "%s", _("This matching was withdrawn."));
	if (r->year != s->year.id)
		return err_set(e, ERR_INVALID, "%s",
			       _("This matching is of an earlier school year; match again."));
	return school_year_is_open(&s->year, e);
}

static bool confirm(struct session *s, int64_t run, int64_t rev, const char *starts,
		    const char *reason, struct match_confirmed *out, struct err *e)
{
	struct assigning a = { 0 };
	struct match_states before = { 0 };
	struct match_kept r;
	bool ok = match_kept_load(s, run, rev, &a.arena, &r, e) && check_proposed(s, &r, e) &&
		  load_assigning(s, run, starts, reason, &a, e) &&
		  match_states_load(s, run, &before, e) &&
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
