/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal: what this connection saved, change by change, so that it can be taken back and done
 * again. A connection has none until it is started: what ends after one change need not pay for it.
 *
 * A change is every row that one transaction of the door inserted, updated and deleted, whatever
 * did it: a statement, a trigger, a foreign key. It is taken back step by step from its last, so
 * that triggers and constraints meet the states again that they let pass. A row's rev only grows by
 * it, so whoever holds an older one is told of the conflict; and what a taking back did is a change
 * itself, which is taken back when it is done again. A row that comes back when its id is another's
 * by now gets a new one.
 */
#ifndef DB_JOURNAL_H
#define DB_JOURNAL_H

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

enum journal_way { JOURNAL_BACK, JOURNAL_AGAIN };
enum { JOURNAL_MOST_MIB = 8 }; /* of one change; 100 changes of 16 MiB together are kept */

/* Names of tables, ended by NULL; they must outlive the db. */
struct journal_rules {
	const char *const *left_out; /* their rows belong to no change */
	const char *const
		*named; /* their ids say something: a row comes back under its own alone */
};
/* Changes are kept from here on. */
void journal_start(struct db *db, const struct journal_rules *rules);

/* The change that would be taken back, or done again, next; false where there is none. */
struct journal_change {
	const char *words; /* journal_name; NULL: none; until the journal changes */
	bool too_large;    /* only that it was is known */
};
bool journal_next(const struct db *db, enum journal_way way, struct journal_change *out);
/* Whether that change has a row of this table. */
bool journal_touches(const struct db *db, enum journal_way way, const char *table);

/* What the last change saved was, in words; NULL: nothing was said of it. False, and nothing done,
 * unless a change was saved since this was last called. */
bool journal_name(struct db *db, const char *words);

/* Why a change stays as it is. */
enum journal_refusal {
	JOURNAL_FAILED,  /* *e says it */
	JOURNAL_CHANGED, /* a row is no longer as the change left it */
	JOURNAL_TAKEN,   /* what must be unique is another row's by now */
	JOURNAL_NEEDED,  /* rows that came later refer to it */
};
/* Takes the next change back or does it again, inside the door, whose transaction has written
 * nothing yet. On failure the door must be left with it. */
bool journal_invert(struct db *db, enum journal_way way, enum journal_refusal *why, struct err *e);

/* Forgets the next one; forgets all. */
void journal_drop(struct db *db, enum journal_way way);
void journal_forget(struct db *db);

#endif
