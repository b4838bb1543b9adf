/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a run back, by what confirming it has kept (matching_confirm.c). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "matching_private.h"
#include "model/closing.h"
#include "model/row.h"
#include "model/statements.h"

enum { RUN, ASSIGNMENTS, WITHDRAW, PUT_END };

/* clang-format off */
static const struct sql statements[] = {
	[RUN] = { "matching.run",
		"SELECT state, coalesce(starts, ''), coalesce(made, ''), school_year_id "
		"FROM match_run WHERE id = :id AND rev = :rev",
		false },
	[ASSIGNMENTS] = { "matching.assignments",
		"SELECT a.id, a.rev, a.student_id, a.starts, a.ends FROM my_match_pair p JOIN "
		"my_assignment a ON a.student_id = p.student_id WHERE p.run_id = :run "
		"ORDER BY a.id",
		false },
	[WITHDRAW] = { "matching.withdraw",
		"UPDATE match_run SET state = 'withdrawn', rev = rev + 1 WHERE id = :id "
		"AND rev = :rev",
		true },
	[PUT_END] = { "matching.put_end",
		"UPDATE assignment SET ends = :ends, rev = rev + 1 WHERE id = :id AND rev = :rev",
		true },
};
/* clang-format on */
const struct sql_table matching_withdraw_sql = SQL_TABLE(statements);

bool match_kept_load(struct session *s, int64_t id, int64_t rev, struct arena *arena,
		     struct match_kept *out, struct err *e)
{
	bool found = false;
	struct cursor c;

	*out = (struct match_kept){ 0 };
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

bool match_states_load(struct session *s, int64_t run, struct match_states *out, struct err *e)
{
	struct cursor c;

	*out = (struct match_states){ 0 };
	if (!cursor_open(&c, s->db, &statements[ASSIGNMENTS], WITH(INT("run", run)), e))
		return false;
	while (cursor_next(&c)) {
		struct match_state st = { cursor_int(&c, 0), cursor_int(&c, 1), cursor_int(&c, 2),
					  "", "" };

		date_copy(st.starts, cursor_text(&c, 3));
		date_copy(st.ends, cursor_text(&c, 4));
		MATCH_MORE(out->at, out->count);
		out->at[out->count++] = st;
	}
	return cursor_close(&c);
}

const struct match_state *match_state_of(const struct match_states *all, int64_t id)
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

/* --------------------------------------------------------------------- withdrawing */

struct made {
	int64_t student_id, id, rev;
	int ends; /* before; 0: it was made */
};

/* Of one student, who stays as now where anything was changed since. */
static bool take_back(struct session *s, const struct match_states *now, const struct made *m,
		      size_t count, size_t *kept, struct err *e)
{
	bool ok = true;

	for (size_t i = 0; i < count; i++) {
		const struct match_state *st = match_state_of(now, m[i].id);

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
				date_shift(match_state_of(now, m[i].id)->starts, -1, ends);
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
	struct match_states now = { 0 };
	bool ok = match_states_load(s, run, &now, e);

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
	struct match_kept r;
	bool ok = match_kept_load(s, run, rev, &arena, &r, e);

	if (ok && !strcmp(r.state, "withdrawn"))
		ok = err_set(e, ERR_INVALID, "%s", _("This matching was withdrawn already."));
	/* its pairs go on in this year, and would never have been */
	else if (ok && !strcmp(r.state, "confirmed") && r.year != s->year.id)
		ok = err_set(e, ERR_INVALID, "%s",
			     _("This matching is of an earlier school year, and stays as it was "
			       "confirmed."));
	else if (ok && !strcmp(r.state, "confirmed"))
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
