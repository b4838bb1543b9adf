/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year that a roll-over leads to, where the file has none yet. */
#include <stdio.h>
#include <string.h>

#include "model/rollover_private.h"
#include "model/statements.h"

enum { ADD_YEAR, ADD_KEY_DATE };

/* A row each: where several rows go into a table that others refer to, SQLite looks through all
 * that do. */
static const struct sql statements[] = {
	[ADD_YEAR] = { "rollover_year.add",
		       "INSERT INTO school_year (id, starts, second_term, ends) "
		       "VALUES (:next, :starts, :second_term, :ends)",
		       true },
	[ADD_KEY_DATE] = { "rollover_year.add_key_date",
			   "INSERT INTO key_date (school_year_id, name, term, opens, due, grades, "
			   "reviewed) VALUES (:next, :name, :term, :opens, :due, :grades, 0)",
			   true },
};
const struct sql_table rollover_year_sql = SQL_TABLE(statements);

/* The same day a year later; 29 February becomes the 28th. */
static const char *next_year(const char *day, iso_date out)
{
	int days, year, month, of_month;

	date_from_iso(day, &days);
	date_to_civil(days, &year, &month, &of_month);
	if (!date_exists(year + 1, month, of_month))
		of_month--;
	date_to_iso(date_from_civil(year + 1, month, of_month), out);
	return out;
}

static bool add_year(struct rollover *r, struct err *e)
{
	const struct school_year *from = &r->plan.from;
	struct school_year *to = &r->plan.to;

	next_year(from->starts, to->starts);
	next_year(from->second_term, to->second_term);
	next_year(from->ends, to->ends);
	return db_run(r->s->db, &statements[ADD_YEAR],
		      WITH(INT("next", to->id), TEXT("starts", to->starts),
			   TEXT("second_term", to->second_term), TEXT("ends", to->ends)),
		      NULL, e);
}

static bool copy_rules(struct rollover *r, struct arena *arena, struct err *e)
{
	struct rules rules;
	iso_date later;

	if (!rules_load(r->s->db, &r->plan.from, &rules, arena, e))
		return false;
	for (const struct field *f = rule_fields; f->name; f++)
		if (f->kind == FIELD_DATE)
			field_put_text(f, &rules,
				       arena_text(arena, next_year(field_text(f, &rules), later)));
	return rules_store(r->s->db, r->plan.to.id, &rules, e);
}

/* They wait to be reviewed: no year's exams are in the week of the last one's. */
static bool copy_key_dates(struct rollover *r, struct arena *arena, struct err *e)
{
	struct key_date *dates;
	size_t count;

	if (!school_load_key_dates(r->s->db, r->plan.from.id, arena, &dates, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		iso_date opens, due;

		if (!db_run(r->s->db, &statements[ADD_KEY_DATE],
			    WITH(INT("next", r->plan.to.id), TEXT("name", dates[i].name),
				 INT("term", dates[i].term),
				 TEXT("opens", next_year(dates[i].opens, opens)),
				 TEXT("due", next_year(dates[i].due, due)),
				 INT("grades", dates[i].grades)),
			    NULL, e))
			return false;
	}
	return true;
}

bool rollover_make_year(struct rollover *r, struct err *e)
{
	struct arena arena = { 0 };
	bool ok = add_year(r, e) && copy_rules(r, &arena, e) && copy_key_dates(r, &arena, e);

	arena_release(&arena);
	return ok;
}
