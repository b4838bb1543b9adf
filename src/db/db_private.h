/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this layer share, and nobody else sees: SQLite. */
#ifndef DB_PRIVATE_H
#define DB_PRIVATE_H

#include <sqlite3.h>

#include "db/audit.h"
#include "db/db.h"
#include "db/guard.h"

enum { APPLICATION_ID = 0x64617368 }; /* "dash" */

/* A prepared statement and where its columns go, kept for the life of the connection. */
struct prepared {
	const struct sql *sql;
	sqlite3_stmt *stmt;
	const struct field *fields; /* the table that `column` was made for */
	const struct field **column;
	int columns;
};

/* How far the audit has come, and who works (db/audit.c). */
struct audit_chain {
	sqlite3 *handle;
	struct db *db; /* NULL: the handle has no guard */
	bool known;    /* what follows is the file's, in this transaction */
	bool purging;
	int64_t id, next_id;
	unsigned char link[AUDIT_LINK_BYTES], next[AUDIT_LINK_BYTES], salt[AUDIT_SALT_BYTES];
	char at[24];
	char login[64], role[32], source[128];
};

struct db {
	sqlite3 *handle;
	char *path;
	int lock_fd; /* for flock alone; closed after the handle, since closing any
		      * descriptor of the file drops SQLite's own locks on it */
	int door_depth, read_depth;
	int wait_ms;   /* how long a lock is waited for */
	int waited_ms; /* so far, by SQLite */
	db_waiting *waiting;
	void *waiting_arg;
	bool poisoned; /* an I/O error or damage was seen: nothing is written any more */
	bool read_only;
	int64_t cookie; /* schema_version of the file that the session began with; 0: any */
	bool guarded;   /* a failure stops others too (db/stop.h): no copy, and open by now */
	bool stopped;   /* when it was opened */
	const struct guard_rule *rules, *more_rules;
	bool preparing_write;
	const struct sql *ask;   /* the door does, before anything is written; NULL: nothing */
	int64_t asked;           /* db_version() at that time, or -1 */
	const char *adding_to;   /* the table that the statement being prepared inserts into */
	const char *lifted;      /* the table that the journal writes to, past the rules; or NULL */
	struct journal *journal; /* NULL: none is kept */
	bool checking;           /* the guard lets the pragmas of db/check.c through */
	bool declaring;    /* the columns of such a table, which SQLite asks about as of any */
	struct lent *lent; /* tables lent to its statements (db/lent.h) */
	struct audit_chain audit;
	struct prepared **kept; /* open addressing by the address of the sql row */
	size_t kept_count, kept_size;
};

/* N_(): what SQLite's code says to a teacher. */
const char *db_sentence(int code);
/* The last error of the connection, as a sentence with SQLite's words for a detail. */
bool db_fail(struct db *db, struct err *e, const char *doing);
bool db_schema(struct db *db, int *version, struct err *e); /* PRAGMA user_version */
/* Counted up by whatever changes the schema, and by a restore. */
int64_t db_cookie(struct db *db);
/* SQLite takes "file:" and ":memory:" for itself; a path is only ever a path. `how`: its
 * SQLITE_OPEN_ flags. */
bool db_open_plain(const char *path, int how, sqlite3 **handle);
/* Every page at once, with the lock that SQLite takes for it; SQLITE_OK or what went wrong. In
 * small steps a copy would begin anew with each write of somebody else, and never end. */
int db_copy_pages(sqlite3 *to, sqlite3 *from);
struct prepared *db_prepare(struct db *db, const struct sql *sql, struct err *e);
/* Runs a statement without parameters or rows, as BEGIN is. */
bool db_step(struct db *db, const struct sql *sql, struct err *e);
/* An error that says the program itself is wrong, with the details. */
bool db_fault(struct err *e, const struct sql *sql, const char *what, const char *name);
/* The writers' queue alone, for a copy that is to have its turn; door_release ends it. */
bool door_queue(struct db *db, struct err *e);
/* All that door_enter asks for, but no transaction: for a restore, which is one of its own. */
bool door_claim(struct db *db, struct err *e);
void door_release(struct db *db);
void db_set_wait(struct db *db, int ms);
/* Before a statement is prepared, or run, which may prepare it again. */
void guard_prepare(struct db *db, bool writes);
/* A moment, for what somebody else has; *waited counts. False: long enough. */
bool db_wait(struct db *db, int *waited);
/* Whether the text is one the authorizer can judge (db/guard.h). */
bool guard_is_plain(const char *text);
void db_forget_statements(struct db *db);
void db_add_functions(struct db *db);
/* On the chain's handle, for as long as both live. */
void audit_add_functions(struct audit_chain *chain);
void audit_add_images(sqlite3 *handle);
/* Rows were written or undone that the chain does not know of. */
void audit_forget(struct audit_chain *chain);
bool audit_make_triggers(struct db *db, struct err *e);
bool audit_leaves_out(const struct audit_table *t, const char *column);
/* The journal, as the door and statements tell it: how far the open transaction has come, and that
 * a statement failed and SQLite undid its rows; that an inner pair of the door was left, or the
 * outermost. */
size_t journal_mark(const struct db *db);
void journal_return(struct db *db, size_t mark);
void journal_inner(struct db *db, bool ok);
void journal_outer(struct db *db, bool ok);
void journal_free(struct db *db);

#endif
