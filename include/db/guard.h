/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The guard: an authorizer that refuses by default, asked by SQLite whenever a statement is
 * prepared. A rule says what a statement may do to a table by name; anything not in the rules is
 * refused, the schema's own tables, ATTACH, CREATE, DROP and every PRAGMA but those of versions
 * too; those that look whether the file is whole go through for db/check.h alone.
 *
 * Some things SQLite does not ask about, so the text itself is looked at before: a statement begins
 * with a verb that we use, is one statement, replaces no rows (OR REPLACE), returns none of what it
 * writes, and defines no common table expression with a name such as the views below have.
 *
 * The journal (db/journal.h) writes rows back past the rules, those of a change of this very
 * connection and inside the door; triggers that hold the scope fire then too.
 *
 * Views and triggers named my_, guard_ or keep_ may read the tables behind them: those are made by
 * the model (model/access.h) and by the schema, before the guard is set. One of them, my_register,
 * shows persons out of sight; it is read by nothing but an INSERT into access_grant, the row that
 * the office is shown.
 */
#ifndef DB_GUARD_H
#define DB_GUARD_H

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

enum guard_may {
	GUARD_READ = 1 << 0, /* any column, by SELECT; without it only keys, in a write */
	GUARD_INSERT = 1 << 1,
	GUARD_UPDATE = 1 << 2,
	GUARD_DELETE = 1 << 3,
	GUARD_REFER = 1 << 4, /* keys alone, in a write: foreign keys look at them */
};

struct guard_rule {
	const char *table; /* ended by NULL */
	unsigned may;
};

/* Rules must outlive the db. NULL takes the guard away, for making the session's own views. */
void guard_set(struct db *db, const struct guard_rule *rules);
bool guard_is_set(const struct db *db);
/* More than the rules say, until it is called with NULL: for a purge. */
void guard_add(struct db *db, const struct guard_rule *more);

/* Runs a script of several statements; refused by the guard like anything else, so only before it
 * is set: migrations, TEMP views. `what` names it in an error. */
bool guard_script(struct db *db, const char *what, const char *script, struct err *e);

/* The columns of a table, in order; before the guard is set too. */
typedef void guard_column(void *arg, const char *name);
bool guard_columns(struct db *db, const char *table, guard_column *add, void *arg, struct err *e);

/* Whether the text would be prepared under the guard: for tests of the guard alone. */
bool guard_allows(struct db *db, const char *text, bool writes);

#endif
