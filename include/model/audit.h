/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who did what, when (未成年人网络保护条例 art. 36: access by staff is recorded). Changes of rows
 * are written by triggers of the file (db/audit.h); what changes none is written here, before it
 * happens.
 */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/rowset.h"
#include "model/session.h"

/* What was done that no trigger sees. `name` is the table or the thing, `row_id` and `student_id`
 * may be 0, `reason` NULL. */
struct audit_entry {
	const char *action; /* "read", "export", "login", "refuse", "purge", … */
	const char *name;
	int64_t row_id, student_id;
	const char *reason;
};

/* Writes it behind the door. On failure what was to be done must not be done; where the file may
 * only be read, nothing is written and all is well. */
bool audit_write(struct session *s, const struct audit_entry *entry, struct err *e);

/* So many rows of `name` leave the program; `filter` says which, "" for all;
 * `student_id`: all are about one alone, else 0. */
bool audit_export(struct session *s, const char *name, int64_t student_id, size_t rows,
		  const char *filter, struct err *e);
/* Before a record (table "contact" or "referral") is opened: where it is a sensitive note, that.
 * Once in a session for each, but for one with dozens of others in between. `table` must be a
 * constant. */
bool audit_opened(struct session *s, const char *table, int64_t row_id, struct err *e);
/* Somebody begins to work; and where the clock is behind what was written last, that. *behind gets
 * by how many seconds; 0 for one that is right. */
bool audit_login(struct session *s, int64_t *behind, struct err *e);

/* ----------------------------------------------------------------- reading it */

struct audit_row {
	int64_t id, rev;
	const char *at; /* UTC */
	const char *login, *role, *source, *action, *name;
	int64_t row, student, contact;
	const char *before, *after; /* JSON */
	const char *reason;
};
extern const struct field audit_fields[];

/* NULL, 0: all. Days are ISO, local; `month` is 2026-11. */
struct audit_filter {
	const char *login, *since, *action, *month;
	int64_t student;
};
/* The oldest first. Of what the session may see. */
bool audit_list(struct session *s, const struct audit_filter *f, struct rowset *out, struct err *e);

/* The end of the chain, which proves it only where it is kept elsewhere. */
enum { AUDIT_HEAD = 8 }; /* characters of it in names and on sheets */
struct audit_head {
	int64_t count;
	char link[2 * 32 + 1]; /* hexadecimal */
};
bool audit_head(struct session *s, struct audit_head *out, struct err *e);

/* Where the chain does not hold, in its order; none: it does. For who sees everybody. */
struct audit_fault {
	int64_t id, rev;
	const char *fault; /* a code */
};
extern const struct field audit_fault_fields[];
bool audit_verify(struct session *s, struct rowset *out, struct err *e);

/* What a month amounted to, by login and action. */
struct audit_count {
	int64_t id, rev;
	const char *login, *deed; /* an action; "emergency": access taken in one */
	int64_t count;
	const char *last; /* UTC */
};
extern const struct field audit_count_fields[];
bool audit_month(struct session *s, const char *month, struct rowset *out, struct err *e);

#endif
