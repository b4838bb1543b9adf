/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/closing.h"
#include "model/rollover.h"
#include "model/statements.h"

/* from REOPEN_ASSIGNMENTS on: the steps of an undo, in order */
enum { LAST, SINCE, REOPEN_ASSIGNMENTS, REMOVE_ENROLMENTS, FORGET_ROWS, FORGET };

#define ROWS_OF(what)                                                                              \
	"(SELECT row_id FROM rollover_row WHERE rollover_id = :next AND what = '" what "')"

static const struct sql statements[] = {
	[LAST] = { "rollover.last", "SELECT id, done_at FROM rollover ORDER BY id DESC LIMIT 1",
		   false },
	/* new contacts, or old ones that got a day of the new year; … */
	[SINCE] = { "rollover.since",
		    "SELECT max((SELECT count(*) FROM my_contact WHERE school_year_id = :next "
		    "AND id > r.last_contact AND withdrawn = 0), "
		    "(SELECT count(*) FROM my_contact WHERE school_year_id = :next "
		    "AND id <= r.last_contact) - r.contacts), "
		    "(SELECT count(*) FROM my_referral WHERE date >= y.starts "
		    "AND id > r.last_referral), "
		    "(SELECT sum(rev) FROM my_enrolment) <> r.enrolment_revs, "
		    "(SELECT coalesce(sum(rev), 0) FROM my_assignment) <> r.assignment_revs, "
		    "y.closed_on IS NOT NULL FROM rollover r JOIN school_year y ON y.id = r.id "
		    "WHERE r.id = :next",
		    false },
	[REOPEN_ASSIGNMENTS] = { "rollover.reopen_assignments",
				 "UPDATE assignment SET rev = rev + 1, ends = (SELECT ends_before "
				 "FROM rollover_row WHERE rollover_id = :next "
				 "AND what = 'assignment' AND row_id = assignment.id) "
				 "WHERE id IN " ROWS_OF("assignment"),
				 true },
	[REMOVE_ENROLMENTS] = { "rollover.remove_enrolments",
				"DELETE FROM enrolment WHERE id IN " ROWS_OF("enrolment"), true },
	[FORGET_ROWS] = { "rollover.forget_rows",
			  "DELETE FROM rollover_row WHERE rollover_id = :next", true },
	[FORGET] = { "rollover.forget", "DELETE FROM rollover WHERE id = :next", true },
};
const struct sql_table rollover_undo_sql = SQL_TABLE(statements);

bool rollover_last(struct session *s, int64_t *to, char done_at[20], struct err *e)
{
	struct cursor c;

	*to = 0;
	*done_at = '\0';
	if (!cursor_open(&c, s->db, &statements[LAST], NULL, e))
		return false;
	if (cursor_next(&c)) {
		*to = cursor_int(&c, 0);
		snprintf(done_at, 20, "%.19s", cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

/* What was recorded since, as the middle of a sentence; "" for nothing. */
static bool tell_since(struct session *s, int64_t next, struct buf *out, struct err *e)
{
	static const char *const things[] = {
		N_("contacts were recorded in the new year (%lld)"),
		N_("students were referred (%lld)"),
		N_("students were enrolled, moved or left"),
		N_("mentors were assigned or changed"),
		N_("the new year was closed"),
	};
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[SINCE], WITH(INT("next", next)), e))
		return false;
	for (bool row = cursor_next(&c); row; row = cursor_next(&c))
		for (int i = 0; i < (int)(sizeof things / sizeof *things); i++) {
			if (!cursor_int(&c, i))
				continue;
			buf_text(out, out->len ? _(", ") : "");
			buf_printf(out, _(things[i]), (long long)cursor_int(&c, i));
		}
	return cursor_close(&c);
}

static bool nothing_since(struct session *s, int64_t next, const char *done_at, struct err *e)
{
	struct buf since = { 0 };
	char when[20];
	bool ok = tell_since(s, next, &since, e);

	date_show_utc(done_at, when);
	if (ok && since.len)
		ok = err_set(e, ERR_INVALID,
			     _("Since the roll-over of %s, %s: it cannot be undone any more."),
			     when, buf_str(&since));
	buf_release(&since);
	return ok;
}

static bool undo(struct session *s, struct err *e)
{
	char done_at[20];
	int64_t next;

	if (!rollover_last(s, &next, done_at, e))
		return false;
	if (!next)
		return err_set(e, ERR_INVALID, "%s", _("There is no roll-over to undo."));
	if (!nothing_since(s, next, done_at, e) || !year_reopen_now(s, next - 1, e))
		return false;
	for (int step = REOPEN_ASSIGNMENTS; step <= FORGET; step++)
		if (!db_run(s->db, &statements[step], WITH(INT("next", next)), NULL, e))
			return false;
	return true;
}

bool rollover_undo(struct session *s, struct err *e)
{
	return session_may(s, MAY_RUN_YEAR, e) && door_enter(s->db, e) &&
	       door_leave(s->db, undo(s, e), e) && session_reload(s, e);
}
