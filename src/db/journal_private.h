/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal is made of. db_private.h must not have been included before: sqlite3.h declares
 * the hook that sees every row only where it is asked for. */
#ifndef JOURNAL_PRIVATE_H
#define JOURNAL_PRIVATE_H

#define SQLITE_ENABLE_PREUPDATE_HOOK 1

#include "base/mem.h"
#include "db/journal.h"
#include "db_private.h"

/* One value of a row; a row's image is one after another. */
struct cell {
	int type; /* SQLITE_INTEGER, …; the schema's tables are STRICT, and have no others than
		     these */
	int64_t number;
	const char *text;
	int len;
};
struct cell cell_of_value(sqlite3_value *v);
struct cell cell_of_column(sqlite3_stmt *stmt, int i);
void cell_add(struct buf *image, const struct cell *c);
/* Reads one and returns where the next begins. */
const char *cell_read(const char *at, struct cell *out);
/* In place: another number at `at`, where the image has an integer. */
void cell_renumber(char *at, int64_t number);
bool cell_equal(const struct cell *a, const struct cell *b);
int cell_bind(sqlite3_stmt *stmt, int i, const struct cell *c);

/* One row inserted, updated or deleted. */
struct step {
	int kind;  /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
	int depth; /* of the door */
	unsigned table;
	bool last; /* of its change on this row */
	int64_t id;
	size_t before, after; /* its images; before is where its first one begins in any case */
};

struct change {
	struct step *steps;
	size_t count, room;
	struct buf images;
	char *words;
	bool too_large; /* and so not kept */
};
void change_release(struct change *c);
int64_t change_rev(const struct change *c, const struct step *s); /* of the row, after it */

/* A table that was met. Its columns are read when something of it is first inverted. */
struct journal_table {
	char *name;
	bool left_out, named;
	int columns; /* 0: not read yet */
	struct journal_column {
		char *name;
		char *parent;     /* the table it refers to; NULL: none */
		bool needed;      /* NOT NULL */
		struct cell fill; /* its default */
		char *fill_text;
	} * column;
};
enum { COLUMN_ID, COLUMN_REV }; /* of every table the first two */

/* What is known of a row that this connection wrote: its rev, and the last change that had it. */
struct journal_row {
	unsigned table; /* counted from 1; 0: a free place */
	unsigned stamp;
	int64_t id, rev;
};

enum { STACKS = 2, MOST_CHANGES = 100 };

struct journal {
	const struct journal_rules *rules;
	struct journal_table *tables;
	unsigned table_count;
	struct change open; /* of the transaction under way */
	struct change stack[STACKS][MOST_CHANGES];
	size_t depth[STACKS];
	struct journal_row *rows; /* open addressing */
	size_t row_count, row_size;
	unsigned stamp; /* of the last change */
	bool inverting, unnamed;
	enum journal_way way; /* while it inverts */
};

/* The columns of a table, read once. */
bool journal_columns(struct db *db, struct journal_table *t, struct err *e);
/* A statement for `stmt`, in whose place it comes, past the guard's rules for this table until
 * db->lifted is NULL again: SQLite may prepare it anew while it runs. */
bool journal_prepare(struct db *db, sqlite3_stmt **stmt, const char *table, const char *text,
		     struct err *e);
/* Every change on that stack takes the row `from` for `to`, wherever it refers to it. */
bool journal_renumber(struct db *db, enum journal_way way, unsigned table, int64_t from, int64_t to,
		      struct err *e);

/* NULL where it is not known and not to be made. */
struct journal_row *journal_row_of(struct journal *j, unsigned table, int64_t id, bool make);

#endif
