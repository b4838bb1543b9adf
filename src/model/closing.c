/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/closing.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/coverage.h"
#include "model/statements.h"

enum { FOLLOWED, CLOSE, REOPEN, FORGET_FIGURES, CLOSED_OF };

static const struct sql statements[] = {
	/* rolled over, or begun by a roster of the next year that has its students */
	[FOLLOWED] = { "closing.followed",
		       "SELECT EXISTS (SELECT 1 FROM rollover WHERE id = :year + 1) OR EXISTS "
		       "(SELECT 1 FROM my_enrolment e JOIN my_enrolment n "
		       "ON n.student_id = e.student_id AND n.school_year_id = :year + 1 "
		       "AND n.starts <= n.ends WHERE e.school_year_id = :year "
		       "AND e.starts <= e.ends)",
		       false },
	[CLOSE] = { "closing.close",
		    "UPDATE school_year SET closed_on = :day, rev = rev + 1 WHERE id = :year",
		    true },
	[REOPEN] = { "closing.reopen",
		     "UPDATE school_year SET closed_on = NULL, rev = rev + 1 "
		     "WHERE id = :year AND closed_on IS NOT NULL",
		     true },
	[FORGET_FIGURES] = { "closing.forget_figures",
			     "DELETE FROM figure WHERE school_year_id = :year", true },
	[CLOSED_OF] = { "closing.closed_of",
			"SELECT id FROM school_year WHERE closed_on IS NOT NULL "
			"AND id = (SELECT school_year_id FROM my_contact WHERE id = :contact)",
			false },
};
const struct sql_table closing_sql = SQL_TABLE(statements);

bool year_check_open(struct session *s, int64_t contact_id, struct err *e)
{
	int64_t closed;

	if (!db_int(s->db, &statements[CLOSED_OF], WITH(INT("contact", contact_id)), &closed, NULL,
		    e))
		return false;
	return !closed || year_refuse(closed, e);
}

bool year_refuse(int64_t year, struct err *e)
{
	return err_set(e, ERR_INVALID,
		       _("School year %lld is closed; its records can be read, not changed."),
		       (long long)year);
}

bool year_check_day(struct session *s, const char *field, const char *day, struct err *e)
{
	struct school_year year;
	bool holds;

	if (!school_year_holding(s->db, day, &year, &holds, e))
		return false;
	if (!holds || !*year.closed_on || strcmp(day, year.closed_on) >= 0)
		return true;
	year_refuse(year.id, e);
	err_at(e, field);
	return false;
}

/* ---------------------------------------------------------------- closing */

bool year_close_now(struct session *s, const struct school_year *year, struct err *e)
{
	struct session then = *s;
	bool ok;

	then.year = *year;
	then.arena = (struct arena){ 0 };
	if (strcmp(s->today_iso, year->ends) > 0) {
		date_from_iso(year->ends, &then.today);
		date_copy(then.today_iso, year->ends);
	}
	ok = rules_load(s->db, year, &then.rules, &then.arena, e) && coverage_fix(&then, e) &&
	     db_run(s->db, &statements[CLOSE],
		    WITH(INT("year", year->id), TEXT("day", s->today_iso)), NULL, e);
	arena_release(&then.arena);
	return ok;
}

bool year_reopen_now(struct session *s, int64_t year, struct err *e)
{
	return db_run(s->db, &statements[REOPEN], WITH(INT("year", year)), NULL, e) &&
	       db_run(s->db, &statements[FORGET_FIGURES], WITH(INT("year", year)), NULL, e);
}

static bool close_year(struct session *s, int64_t id, struct err *e)
{
	struct school_year year;
	int64_t followed;

	if (!school_get_year(s->db, id, &year, NULL, e))
		return false;
	if (*year.closed_on)
		return err_set(e, ERR_INVALID, _("School year %lld was closed on %s already."),
			       (long long)id, year.closed_on);
	if (!db_int(s->db, &statements[FOLLOWED], WITH(INT("year", id)), &followed, NULL, e))
		return false;
	if (!followed)
		return err_set(e, ERR_INVALID,
			       _("School year %lld was not rolled over yet; it is closed with the "
				 "roll-over "
				 "or after it."),
			       (long long)id);
	return year_close_now(s, &year, e);
}

static bool reopen_year(struct session *s, int64_t id, struct err *e)
{
	struct school_year year, next = { 0 };
	bool found;

	if (!school_get_year(s->db, id, &year, NULL, e) ||
	    !school_get_year(s->db, id + 1, &next, &found, e))
		return false;
	if (!*year.closed_on)
		return err_set(e, ERR_INVALID, _("School year %lld is not closed."), (long long)id);
	if (*next.closed_on)
		return err_set(e, ERR_INVALID,
			       _("School year %lld is closed too; years are opened again from the "
				 "last one "
				 "on."),
			       (long long)next.id);
	return year_reopen_now(s, id, e);
}

bool year_close(struct session *s, int64_t year, struct err *e)
{
	return session_may(s, MAY_RUN_YEAR, e) && door_enter(s->db, e) &&
	       door_leave(s->db, close_year(s, year, e), e) && session_reload(s, e);
}

bool year_reopen(struct session *s, int64_t year, struct err *e)
{
	return session_may(s, MAY_RUN_YEAR, e) && door_enter(s->db, e) &&
	       door_leave(s->db, reopen_year(s, year, e), e) && session_reload(s, e);
}
