/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key dates of a year (五(三)2), as the office edits them: each opens a window for a talk with
 * every student of its grades. The checklist reads them by school_load_key_dates.
 */
#ifndef MODEL_KEY_DATE_H
#define MODEL_KEY_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "model/session.h"

struct key_date_row {
	int64_t id, rev;
	int64_t school_year_id;
	const char *name;
	const char *term;        /* "first", "second"; "year": of it as a whole */
	const char *opens, *due; /* ISO, both days included */
	const char *grades;      /* as model/grades.h keeps them */
	const char *reviewed;    /* "0": copied from another year, and not looked at since */
	/* from queries only */
	int64_t number; /* the id, by which scripts name it */
};

extern const struct field key_date_fields[];
extern const struct choice key_date_terms[]; /* first, second, year */

/* In order of their opening. */
bool key_date_list(struct session *s, int64_t year, struct rowset *out, struct err *e);
bool key_date_get(struct session *s, int64_t id, struct rowset *out, struct err *e);

/*
 * Adds (id 0) or changes; it is reviewed then. Refused at the field concerned: what is missing or
 * cannot be, a window that is reversed, outside the school year, or overlaps another one for a
 * grade of both; one key date too many; and anything in a closed year. A rev that is not the
 * stored one is a CONFLICT.
 */
bool key_date_save(struct session *s, struct key_date_row *k, struct err *e);
/* Refused where talks were recorded for it. */
bool key_date_remove(struct session *s, int64_t id, int64_t rev, struct err *e);

/*
 * Gives the year `to` the key dates and rules of the year `from`, each day as many years later (29
 * February becomes the 28th), to be reviewed; makes the year `to` where the file has none. Where
 * somebody has set up that year already it is a CONFLICT, unless `replace`, and where talks were
 * recorded for its key dates it is refused. May be called inside the door.
 */
bool key_dates_copy(struct session *s, int64_t from, int64_t to, bool replace, struct err *e);

#endif
