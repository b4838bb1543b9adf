/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite itself finds wrong with the open file: its pages and indexes, the checks and types of
 * its columns, and references to rows that are not there. Nothing is written; of a file that may
 * not be, the checks of columns are left out. */
#ifndef DB_CHECK_H
#define DB_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct check_fault {
	const char *table; /* "" where SQLite names none in a column of its own */
	int64_t id;        /* 0 likewise */
	const char *says;  /* SQLite's words; for a reference the table it names */
	bool reference;
	bool audit; /* `says`: changed, unknown, gone (db/audit.h) */
};
typedef void check_visitor(void *arg, const struct check_fault *fault);

bool db_check(struct db *db, check_visitor *visit, void *arg, struct err *e);

#endif
