/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a session sees and does of requests for another mentor, beyond what access.c says of their
 * table: whether one still stands, which the mentor asked cannot look up; and that nobody but the
 * office answers for others.
 */
#include "access_private.h"

/* Why one that is open in the file is moot (change_request_moots); "" where it is not, "closed"
 * where it is not open. */
static const char standing[] =
	"CREATE TEMP VIEW my_change_standing AS SELECT r.id, r.rev, CASE"
	" WHEN r.state <> 'open' THEN 'closed'"
	" WHEN r.school_year_id <> " SQL_THIS_YEAR " THEN 'year'"
	" WHEN NOT EXISTS (SELECT 1 FROM main.enrolment e WHERE e.student_id = r.student_id"
	" AND e.starts <= :today AND e.ends >= :today) THEN 'left'"
	" WHEN l.mentor_id = r.to_id THEN 'has'"
	" WHEN l.mentor_id IS NOT r.from_id THEN 'other'"
	" WHEN t.status = 'left' THEN 'gone' ELSE '' END AS standing FROM my_change_request r"
	" JOIN main.mentor t ON t.id = r.to_id LEFT JOIN main.assignment l"
	" ON l.student_id = r.student_id AND l.role = 'lead' AND l.starts <= :today"
	" AND l.ends >= :today;";

static const char asked[] =
	"CREATE TEMP TRIGGER guard_change_request_asked BEFORE INSERT ON main.change_request BEGIN"
	" SELECT RAISE(ABORT, 'outside the scope') WHERE NEW.state <> 'open'"
	" OR NEW.to_says IS NOT NULL OR NEW.from_says IS NOT NULL; END;";

static const char says[] =
	"CREATE TEMP TRIGGER guard_change_request_says BEFORE UPDATE ON main.change_request BEGIN"
	" SELECT RAISE(ABORT, 'outside the scope') WHERE NEW.student_id <> OLD.student_id"
	" OR NEW.to_id <> OLD.to_id OR NEW.from_id IS NOT OLD.from_id"
	" OR (NEW.to_says IS NOT OLD.to_says AND OLD.to_id <> :mentor)"
	" OR (NEW.from_says IS NOT OLD.from_says AND OLD.from_id IS NOT :mentor)"
	" OR NEW.state = 'done' OR OLD.state = 'done' OR (NEW.state = 'refused'"
	" AND NEW.to_says IS NOT 'no' AND NEW.from_says IS NOT 'no'); END;";

void access_add_changes(struct make *m)
{
	access_add_bound(&m->script, standing, m->of);
	if (m->of->access->may & MAY_ASSIGN)
		return;
	buf_text(&m->script, asked);
	access_add_bound(&m->script, says, m->of);
}
