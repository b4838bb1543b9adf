/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The school as a whole: its name, its years, the key dates of a year (clauses are of
 * 沪教委德〔2023〕25号).
 */
#ifndef MODEL_SCHOOL_H
#define MODEL_SCHOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "db/db.h"

struct school_year {
	int64_t id, rev; /* 2026 is 2026学年 */
	iso_date starts, second_term, ends;
	iso_date closed_on; /* "" while it is open */
};

/* A time for talks (五(三)2). */
struct key_date {
	int64_t id, rev;
	const char *name;
	int64_t term; /* 1, 2; 0 for the year as a whole */
	const char *opens, *due;
	int64_t grades; /* bits, see model/grade.h */
	bool reviewed;  /* false: copied from the year before, and not looked at since */
};

/*
 * Makes a new file with the school year that `today` is in, Shanghai's usual key dates and the
 * policy's rules. `name` may be "". The account of `login` gets the office's rights.
 */
struct db *school_create(const char *path, const char *name, const char *login, int today,
			 struct err *e);
/* Adds a school year with its default rules and key dates; must stand inside the door. */
bool school_add_year(struct db *db, int year, struct err *e);
/* The same without any, and with the days given. */
bool school_add_bare_year(struct db *db, const struct school_year *year, struct err *e);

/* The year that the day is in, else the last one begun before it, else the first. */
bool school_load_year(struct db *db, const char *today, struct school_year *out, struct err *e);
/* All of the file, the latest first; they belong to the arena. */
bool school_years(struct db *db, struct arena *arena, struct school_year **years, size_t *count,
		  struct err *e);
/* The one of that id. Without *found, a year that the file has not is NOT_FOUND. */
bool school_get_year(struct db *db, int64_t id, struct school_year *out, bool *found,
		     struct err *e);
/* The year that the day is in; *holds false, and another one, where it is in none. */
bool school_year_holding(struct db *db, const char *day, struct school_year *out, bool *holds,
			 struct err *e);
/* A day of the school year: months 9 to 12 are in its first calendar year. */
void school_day(int64_t year, int month, int day, iso_date out);
/* False, with a sentence, for a year that is closed. */
bool school_year_is_open(const struct school_year *year, struct err *e);

enum { KEY_DATES_MOST = 64 };
/* In order of their opening; the texts belong to the arena. More than the most are refused. */
bool school_load_key_dates(struct db *db, int64_t year, struct arena *arena,
			   struct key_date **dates, size_t *count, struct err *e);
bool school_setting(struct db *db, const char *name, struct arena *arena, const char **value,
		    struct err *e);
/* Inside the door. */
bool school_set(struct db *db, const char *name, const char *value, struct err *e);

#endif
