/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going back to a backup. It is unpacked beside the file, proved and brought up to date there; what
 * is in it and what would be lost is told; then the file as it is becomes a backup of its own, and
 * all of the other is put in its place in one transaction, which other sessions see as a change.
 *
 * The key that backups are sealed with stays the present one: a backup from before it would leave
 * the next ones open.
 */
#ifndef MODEL_RESTORE_H
#define MODEL_RESTORE_H

#include <stdbool.h>

#include "base/field.h"
#include "base/rowset.h"
#include "db/scrap.h"
#include "model/backup.h"
#include "model/session.h"

struct restore {
	struct scrap scrap;
	struct db *copy;
	const char *file;
};

/* A line of what a restore would change. */
struct restore_row {
	int64_t id, rev;
	const char *what; /* school, last_contact, students, ... */
	const char *then, *now;
};
extern const struct field restore_fields[];

/* Refused: another program's file, a newer schema, a damaged one, the school's file itself. The
 * caller releases it, also after a failure. */
bool restore_begin(struct session *s, const char *file, const char *key, struct restore *r,
		   struct err *e);
bool restore_look(struct session *s, struct restore *r, struct rowset *out, struct err *e);
/* *safety: of the file as it was, released by the caller, also after a failure. */
bool restore_finish(struct session *s, struct restore *r, struct backup_report *safety,
		    struct err *e);
void restore_release(struct restore *r);

/* Where there is no file: a new one, mode 0660. */
bool restore_anew(const char *path, const char *file, const char *key, struct err *e);

#endif
