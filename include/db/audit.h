/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The audit: triggers of the file write down every change of a row about persons, with who works,
 * in a chain of digests. They call functions that only a connection of ours has, so a file that is
 * opened by another program cannot be changed unseen, unless its triggers are dropped.
 */
#ifndef DB_AUDIT_H
#define DB_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/check.h"
#include "db/db.h"

enum { AUDIT_LINK_BYTES = 32, AUDIT_SALT_BYTES = 16 };

/* A table whose changes are written down; NULL where it has no such column. */
struct audit_table {
	const char *name;
	const char *student;  /* the column that names whose history it belongs to */
	const char *contact;  /* the same for a contact, which has several */
	const char *left_out; /* columns that follow from others, by blanks */
};
extern const struct audit_table audit_tables[]; /* ended by NULL */

/* Who works from here on; until then it is the program itself. `source`: NULL for the system's user
 * alone. */
void db_set_actor(struct db *db, const char *login, const char *role, const char *source);

/* What the file says of a student is taken from the audit for good, and the chain stays valid: rows
 * of the student, and of contacts that were with nobody else. Inside the door, after the student's
 * own rows are gone. */
bool db_audit_erase(struct db *db, int64_t student_id, struct err *e);
/* The same of a student's rows of one table, and of one row, here only where `word` stands in what
 * was written down (NULL: in any case). */
bool db_audit_erase_table(struct db *db, const char *name, int64_t student_id, struct err *e);
bool db_audit_erase_row(struct db *db, const char *name, int64_t row_id, const char *word,
			struct err *e);

/* Tells of rows that are not as the audit last said: changed, unknown to it, or gone. Takes memory
 * for an image of every row. */
bool db_audit_compare(struct db *db, check_visitor *visit, void *arg, struct err *e);

#endif
