/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/first_steps.h"

#include "model/statements.h"

enum { COUNT };

static const struct sql statements[] = {
	[COUNT] = { "first_steps.count",
		    "SELECT (SELECT count(*) FROM my_enrolment e WHERE e.school_year_id = :year "
		    "AND e.starts <= :today AND e.ends >= :today), "
		    "(SELECT count(*) FROM mentor WHERE status <> 'left'), "
		    "(SELECT count(*) FROM my_assignment a WHERE a.role = 'lead' "
		    "AND a.starts <= :today AND a.ends >= :today), "
		    "NOT EXISTS (SELECT 1 FROM key_date WHERE school_year_id = :year "
		    "AND reviewed = 0) "
		    "AND (EXISTS (SELECT 1 FROM key_date WHERE school_year_id = :year AND rev > 1) "
		    "OR EXISTS (SELECT 1 FROM rule WHERE school_year_id = :year AND rev > 1)), "
		    "EXISTS (SELECT 1 FROM department WHERE rev > 1)",
		    false },
};
const struct sql_table first_steps_sql = SQL_TABLE(statements);

bool first_steps_count(struct session *s, struct first_steps *out, struct err *e)
{
	struct cursor c;

	*out = (struct first_steps){ 0 };
	if (!cursor_open(&c, s->db, &statements[COUNT],
			 WITH(INT("year", s->year.id), TEXT("today", s->today_iso)), e))
		return false;
	if (cursor_next(&c))
		*out = (struct first_steps){ .students = cursor_int(&c, 0),
					     .mentors = cursor_int(&c, 1),
					     .led = cursor_int(&c, 2),
					     .year_checked = cursor_int(&c, 3) != 0,
					     .departments_checked = cursor_int(&c, 4) != 0 };
	return cursor_close(&c);
}
