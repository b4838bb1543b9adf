/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/school.h"

#include <stdio.h>
#include <string.h>

#include "base/find.h"
#include "base/i18n.h"
#include "db/audit.h"
#include "db/door.h"
#include "model/account.h"
#include "model/department.h"
#include "model/grade.h"
#include "model/rule.h"
#include "model/search.h"
#include "model/statements.h"

enum { ADD_YEAR, ADD_KEY_DATE, ADD_SETTING, YEAR_OF_DAY, YEARS, KEY_DATES, SETTING };

#define YEAR "id, starts, second_term, ends, closed_on, rev"

static const struct sql statements[] = {
	[ADD_YEAR] = { "school.add_year",
		       "INSERT INTO school_year (id, starts, second_term, ends) "
		       "VALUES (:year, :starts, :second_term, :ends)",
		       true },
	[ADD_KEY_DATE] = { "school.add_key_date",
			   "INSERT INTO key_date (school_year_id, name, term, opens, due, grades) "
			   "VALUES (:year, :name, :term, :opens, :due, :grades)",
			   true },
	[ADD_SETTING] = { "school.add_setting",
			  "INSERT INTO setting (name, value) VALUES (:name, :value) "
			  "ON CONFLICT (name) DO UPDATE SET value = excluded.value, rev = rev + 1",
			  true },
	[YEAR_OF_DAY] = { "school.year_of_day",
			  "SELECT " YEAR " FROM school_year "
			  "ORDER BY starts <= :day DESC, abs(julianday(starts) - julianday(:day)) "
			  "LIMIT 1",
			  false },
	[YEARS] = { "school.years", "SELECT " YEAR " FROM school_year ORDER BY id DESC", false },
	[KEY_DATES] = { "school.key_dates",
			"SELECT id, name, term, opens, due, grades, reviewed, rev FROM key_date "
			"WHERE school_year_id = :year ORDER BY opens, id",
			false },
	[SETTING] = { "school.setting", "SELECT value FROM setting WHERE name = :name", false },
};
const struct sql_table school_sql = SQL_TABLE(statements);

/* ------------------------------------------------------- Shanghai's defaults */

void school_day(int64_t year, int month, int day, iso_date out)
{
	date_to_iso(date_from_civil((int)year + (month < 9), month, day), out);
}

static const struct default_key_date {
	const char *name; /* N_(); stored in the language of whoever makes the file */
	int term, from_month, from_day, to_month, to_day;
	int64_t grades;
} default_key_dates[] = {
	{ N_("Start"), 1, 9, 1, 9, 21, GRADES_ALL },
	{ N_("Mid"), 1, 10, 26, 11, 15, GRADES_ALL },
	{ N_("Final"), 1, 1, 4, 1, 24, GRADES_ALL },
	{ N_("Start"), 2, 2, 15, 3, 15, GRADES_ALL },
	{ N_("Mid"), 2, 4, 12, 5, 2, GRADES_ALL },
	{ N_("Grad"), 0, 5, 10, 6, 6, GRADES_GRADUATING },
	{ N_("Final"), 2, 6, 7, 6, 27, GRADES_ALL },
};

static bool add_key_dates(struct db *db, int year, struct err *e)
{
	for (size_t i = 0; i < sizeof default_key_dates / sizeof *default_key_dates; i++) {
		const struct default_key_date *k = &default_key_dates[i];
		iso_date opens, due;

		school_day(year, k->from_month, k->from_day, opens);
		school_day(year, k->to_month, k->to_day, due);
		if (!db_run(db, &statements[ADD_KEY_DATE],
			    WITH(INT("year", year), TEXT("name", _(k->name)), INT("term", k->term),
				 TEXT("opens", opens), TEXT("due", due), INT("grades", k->grades)),
			    NULL, e))
			return false;
	}
	return true;
}

bool school_add_bare_year(struct db *db, const struct school_year *y, struct err *e)
{
	return db_run(db, &statements[ADD_YEAR],
		      WITH(INT("year", y->id), TEXT("starts", y->starts),
			   TEXT("second_term", y->second_term), TEXT("ends", y->ends)),
		      NULL, e);
}

bool school_add_year(struct db *db, int year, struct err *e)
{
	struct school_year y = { .id = year };
	struct arena arena = { 0 };
	struct rules rules;
	bool ok;

	school_day(year, 9, 1, y.starts);
	school_day(year, 2, 15, y.second_term);
	school_day(year, 8, 31, y.ends);
	rules_preset(&y, &rules, &arena);
	ok = school_add_bare_year(db, &y, e) && rules_store(db, year, &rules, e) &&
	     add_key_dates(db, year, e);
	arena_release(&arena);
	return ok;
}

/* By its first calendar year: 1 September to 31 August. */
static int school_year_of(int day)
{
	int y, m, d;

	date_to_civil(day, &y, &m, &d);
	return m >= 9 ? y : y - 1;
}

struct db *school_create(const char *path, const char *name, const char *login, int today,
			 struct err *e)
{
	struct db *db = db_create(path, e);
	bool ok;

	if (!db)
		return NULL;
	if (today == DATE_NO_TODAY)
		today = date_today();
	db_set_actor(db, login, "office", NULL);
	ok = door_enter(db, e);
	if (ok)
		ok = door_leave(db,
				school_add_year(db, school_year_of(today), e) &&
					department_add_usual(db, e) &&
					school_set(db, "school_name", name, e) &&
					school_set(db, SEARCH_VERSION, find_key_version, e) &&
					account_add_first(db, login, e),
				e);
	if (ok)
		return db;
	db_close(db);
	remove(path); /* it was made just now, and nothing is in it */
	return NULL;
}

bool school_set(struct db *db, const char *name, const char *value, struct err *e)
{
	return db_run(db, &statements[ADD_SETTING], WITH(TEXT("name", name), TEXT("value", value)),
		      NULL, e);
}

/* ---------------------------------------------------------------- reading */

static void take_year(const struct cursor *c, struct school_year *out)
{
	out->id = cursor_int(c, 0);
	date_copy(out->starts, cursor_text(c, 1));
	date_copy(out->second_term, cursor_text(c, 2));
	date_copy(out->ends, cursor_text(c, 3));
	date_copy(out->closed_on, cursor_text(c, 4));
	out->rev = cursor_int(c, 5);
}

bool school_load_year(struct db *db, const char *today, struct school_year *out, struct err *e)
{
	struct cursor c;
	bool found;

	if (!cursor_open(&c, db, &statements[YEAR_OF_DAY], WITH(TEXT("day", today)), e))
		return false;
	found = cursor_next(&c);
	if (found)
		take_year(&c, out);
	if (!cursor_close(&c))
		return false;
	return found ||
	       err_set(e, ERR_DB, "%s",
		       _("The file has no school year. It was not made by 'daoshi init'."));
}

bool school_year_holding(struct db *db, const char *day, struct school_year *out, bool *holds,
			 struct err *e)
{
	if (!school_load_year(db, day, out, e))
		return false;
	*holds = strcmp(out->starts, day) <= 0 && strcmp(out->ends, day) >= 0;
	return true;
}

bool school_years(struct db *db, struct arena *arena, struct school_year **years, size_t *count,
		  struct err *e)
{
	enum { MOST = 2200 - 1990 + 1 }; /* the schema's */
	struct cursor c;

	*years = arena_alloc(arena, MOST * sizeof **years);
	*count = 0;
	if (!cursor_open(&c, db, &statements[YEARS], NULL, e))
		return false;
	while (*count < MOST && cursor_next(&c))
		take_year(&c, &(*years)[(*count)++]);
	return cursor_close(&c);
}

bool school_get_year(struct db *db, int64_t id, struct school_year *out, bool *found, struct err *e)
{
	struct arena arena = { 0 };
	struct school_year *years;
	size_t count;
	bool ok = school_years(db, &arena, &years, &count, e), here = false;

	for (size_t i = 0; ok && i < count; i++)
		if (years[i].id == id) {
			*out = years[i];
			here = true;
		}
	arena_release(&arena);
	if (found)
		*found = here;
	return ok && (here || found ||
		      err_set(e, ERR_NOT_FOUND, _("The file has no school year %d."), (int)id));
}

bool school_year_is_open(const struct school_year *year, struct err *e)
{
	return !*year->closed_on ||
	       err_set(e, ERR_INVALID, _("The school year %d was closed on %s; it stays as it is."),
		       (int)year->id, year->closed_on);
}

bool school_load_key_dates(struct db *db, int64_t year, struct arena *arena,
			   struct key_date **dates, size_t *count, struct err *e)
{
	struct cursor c;
	size_t n;

	*dates = arena_alloc(arena, KEY_DATES_MOST * sizeof **dates);
	if (!cursor_open(&c, db, &statements[KEY_DATES], WITH(INT("year", year)), e))
		return false;
	for (n = 0; n < KEY_DATES_MOST && cursor_next(&c); n++)
		(*dates)[n] = (struct key_date){ .id = cursor_int(&c, 0),
						 .name = arena_text(arena, cursor_text(&c, 1)),
						 .term = cursor_int(&c, 2),
						 .opens = arena_text(arena, cursor_text(&c, 3)),
						 .due = arena_text(arena, cursor_text(&c, 4)),
						 .grades = cursor_int(&c, 5),
						 .reviewed = cursor_int(&c, 6) != 0,
						 .rev = cursor_int(&c, 7) };
	*count = n;
	if (n == KEY_DATES_MOST && cursor_next(&c)) {
		cursor_close(&c);
		return err_set(e, ERR_DB, _("This school year has more than %d key dates."),
			       KEY_DATES_MOST);
	}
	return cursor_close(&c);
}

bool school_setting(struct db *db, const char *name, struct arena *arena, const char **value,
		    struct err *e)
{
	return db_text(db, &statements[SETTING], WITH(TEXT("name", name)), arena, value, e);
}
