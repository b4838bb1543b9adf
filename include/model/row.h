/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a thing is kept: added, or changed where nobody else changed it meanwhile. */
#ifndef MODEL_ROW_H
#define MODEL_ROW_H

#include <stdbool.h>

#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"
#include "db/db.h"

/*
 * Runs `add` for a thing whose id is 0, which gets its id and rev 1; else `change`, which must say
 * WHERE id = :id AND rev = :rev and count rev up. No such row is a CONFLICT, about `name`. Inside
 * the door. `with` may be NULL.
 */
bool row_save(struct db *db, const struct sql *add, const struct sql *change,
	      const struct field *fields, void *thing, const struct bind *with, const char *name,
	      struct err *e);

/* For the id of an `add`: NULL, and so SQLite's own, unless that was a row's that went (migration
 * 5, gone). Naming rev lets the guard see which columns are read. */
#define SQL_NEXT_ID(table)                                                                         \
	"(SELECT last + 1 FROM gone WHERE name = '" table                                          \
	"' AND last > coalesce((SELECT id FROM " table                                             \
	" WHERE rev > 0 ORDER BY id DESC LIMIT 1), 0))"

/* Runs a statement about the row :id as it was at :rev (its removal, its withdrawal) behind the
 * door. No such row is a CONFLICT, about `name`. */
bool row_run(struct db *db, const struct sql *sql, int64_t id, int64_t rev, const char *name,
	     struct err *e);

/* Reads every field of the thing as if its text had just been typed, to the arena, and looks for
 * required ones that are empty. False at the first that is refused. */
bool row_check(const struct field *fields, void *thing, struct arena *arena, struct err *e);

/* The sentence for a row that somebody else changed. False. */
bool row_conflict(struct err *e, const char *name);

#endif
