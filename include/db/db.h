/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database file: opening, statements, rows.
 *
 * Every statement is a constant struct sql, standing in a table of the model file that owns it,
 * and the only preparing function takes such a row; so a test can enumerate and try them all.
 * A statement is prepared once and kept. Reads may run at any time; writes must stand between
 * door_enter and door_leave (db/door.h), and the row must say that it writes. No statement is left
 * running between two calls, but a cursor's.
 *
 * Beside SQLite's own functions, statements may call search_key(name, reading) (base/find.h).
 *
 * A process opens a file once: closing a second connection would drop the locks of the first.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "base/rowset.h"

struct db;

/* One statement. Parameters are named (:mentor) and bound by name. */
struct sql {
	const char *name; /* "student.list": for tests and the log */
	const char *text;
	bool writes;
};

/* One value for a parameter; an array of them ends with a zeroed one, which WITH() adds. */
struct bind {
	const char *name; /* without the colon */
	const char *text; /* unless NULL and not is_text: then the number counts */
	int64_t number;
	bool null;
	bool is_text;
};
#define WITH(...) ((const struct bind[]){ __VA_ARGS__, { 0 } })
#define INT(n, v)                                                                                  \
	{                                                                                          \
		.name = (n), .number = (v)                                                         \
	}
#define TEXT(n, v)                                                                                 \
	{                                                                                          \
		.name = (n), .text = (v), .is_text = true                                          \
	} /* NULL is NULL */
#define NULL_OR(n, v)                                                                              \
	{                                                                                          \
		.name = (n), .number = (v), .null = !(v)                                           \
	} /* 0 is NULL */

/*
 * Opens an existing file. Refused with a sentence: no file, no database, another program's
 * database, one written by a newer daoshi, a damaged one. An older one is copied beside itself and
 * brought up to date (db/migrate.h). A file that may not be written is opened for reading.
 */
struct db *db_open(const char *path, struct err *e);
/* The same for reading alone: nothing changes the file, and an older one is refused. */
struct db *db_look(const char *path, struct err *e);
/* Opens a copy that is to be put in a file's place, and brings it up to date: here and not there,
 * so that what fails leaves the file as it was. What a crash leaves of the copy is of no use. */
struct db *db_open_copy(const char *path, struct err *e);
/* Makes a new file, mode 0660, with the current schema; refused where one exists. */
struct db *db_create(const char *path, struct err *e);
void db_close(struct db *db);

/* Several reads of one state of the file, which also takes its lock but once. May be nested, also
 * inside the door; never across a key press. */
bool db_read_begin(struct db *db, struct err *e);
void db_read_end(struct db *db);

/* Told every few milliseconds while somebody else has the file, with how long that is by now; at
 * most 5 s. False: nobody waits any longer. */
typedef bool db_waiting(void *arg, int ms);
void db_on_wait(struct db *db, db_waiting *waiting, void *arg);

const char *db_path(const struct db *db);
/* Also where something failed, and where nobody writes (db/stop.h) since before it was opened. */
bool db_read_only(const struct db *db);
bool db_stopped(const struct db *db);
/* Changes whenever another connection has written: PRAGMA data_version. */
int64_t db_version(struct db *db);

/* Runs a statement that returns no rows; *changes, when not NULL, gets the rows it changed. */
bool db_run(struct db *db, const struct sql *sql, const struct bind *with, int64_t *changes,
	    struct err *e);
/* The same with what `with` does not name taken from a thing, which begins as a struct row_head:
 * :id and :rev are its head, :name is its field `name`. */
bool db_put(struct db *db, const struct sql *sql, const struct field *fields, const void *thing,
	    const struct bind *with, int64_t *changes, struct err *e);
int64_t db_last_id(struct db *db);

/* All rows, appended to set: a result column goes to the field of the same name, "id" and "rev"
 * to the row's head; a column without a field is a fault of the statement. */
bool db_rows(struct db *db, const struct sql *sql, const struct bind *with, struct rowset *set,
	     struct err *e);
/* The first column of the first row. No row: *found (when not NULL) false and *value 0. */
bool db_int(struct db *db, const struct sql *sql, const struct bind *with, int64_t *value,
	    bool *found, struct err *e);
/* The same as text, copied to the arena; NULL when there is no row or the value is NULL. */
bool db_text(struct db *db, const struct sql *sql, const struct bind *with, struct arena *arena,
	     const char **value, struct err *e);

/* Row by row, for what is decided in C. Columns count from 0; text lasts until the next step. */
struct cursor {
	struct db *db;
	void *stmt;
	struct err *e;
	bool failed;
};
bool cursor_open(struct cursor *c, struct db *db, const struct sql *sql, const struct bind *with,
		 struct err *e);
bool cursor_next(struct cursor *c); /* false at the end and on failure, of opening too */
int64_t cursor_int(const struct cursor *c, int column);
const char *cursor_text(const struct cursor *c, int column); /* "" for NULL */
bool cursor_null(const struct cursor *c, int column);
bool cursor_close(struct cursor *c); /* true if all rows were read without failure */

#endif
