/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this layer share, and nobody else sees: SQLite. */
#ifndef DB_PRIVATE_H
#define DB_PRIVATE_H

#include <sqlite3.h>

#include "db/db.h"
#include "db/guard.h"

/* A prepared statement and where its columns go, kept for the life of the connection. */
struct prepared {
	const struct sql *sql;
	sqlite3_stmt *stmt;
	const struct field *fields; /* the table that `column` was made for */
	const struct field **column;
};

struct db {
	sqlite3 *handle;
	char *path;
	int lock_fd; /* for flock alone; closed after the handle, since closing any
		      * descriptor of the file drops SQLite's own locks on it */
	int door_depth;
	bool poisoned;	  /* an I/O error was seen: nothing is written any more */
	bool read_only;
	const struct guard_rule *rules;
	bool preparing_write;
	struct prepared *kept; /* open addressing by the address of the sql row */
	size_t kept_count, kept_size;
};

/* The last error of the connection, as a sentence with SQLite's words for a detail. */
bool db_fail(struct db *db, struct err *e, const char *doing);
int db_schema(struct db *db); /* PRAGMA user_version; -1 when the header cannot be read */
struct prepared *db_prepare(struct db *db, const struct sql *sql, struct err *e);
void db_forget_statements(struct db *db);

#endif
