/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema's history: src/db/migration/NNNN_what.sql, numbered from 1 without a gap, compiled
 * into the program. PRAGMA user_version is the number of the last one applied.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

struct migration {
	int number;
	const char *name;
	const char *sql;
};

extern const struct migration migrations[]; /* ended by number 0 */

int migrate_latest(void);
/* Applies what is missing, each migration and its version in one transaction. The file must be at
 * a version this program knows. */
bool migrate_run(struct db *db, int from, struct err *e);

#endif
