/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Backups: one file a time, proved before it gets its name, sealed where the school has a key, and
 * thinned out as they grow old.
 *
 * The name holds the school's file, the moment (UTC) and the schema:
 * school-20261123T021530Z-v7-3f09a1c2.db, or .sealed. After the schema stands the head of the audit
 * (model/audit.h), which so leaves the file.
 */
#ifndef MODEL_BACKUP_H
#define MODEL_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/field.h"
#include "base/rowset.h"
#include "db/seal_key.h"
#include "model/session.h"

#define BACKUP_BEFORE  "-before"  /* a restore: at the end of the name */
#define BACKUP_DAMAGED "-damaged" /* not whole, and kept all the same */

/* So many of the newest days, weeks and months that have a backup keep their last one; what is of
 * the newest two days stays. */
struct backup_keep {
	int days, weeks, months;
};
#define BACKUP_KEEP                                                                                \
	{                                                                                          \
		7, 5, 12                                                                           \
	}

struct backup_options {
	const char *folder;             /* NULL: "backup" beside the school's file */
	const struct backup_keep *keep; /* NULL: none is removed */
	bool before_restore;            /* what is not whole is kept too */
};

struct backup_row {
	int64_t id, rev;
	const char *what; /* made, removed */
	const char *file;
	int64_t schema, bytes;
};
extern const struct field backup_fields[];

struct backup_report {
	struct rowset rows; /* the backup first, then what was removed for it */
	bool sealed;
	bool remote;  /* on a network file system */
	bool damaged; /* with before_restore alone */
};

/* Whoever sees everybody and runs the year. The caller releases the report's rows, also after a
 * failure. A backup is kept even when another could not be removed. */
bool backup_make(struct session *s, const struct backup_options *o, struct backup_report *r,
		 struct err *e);

/* Removes what is not to be kept of the backups of the school's file in that folder: ours by name
 * and header, and never the newest. Each is added to the rows. */
bool backup_thin_out(const char *folder, const char *stem, const struct backup_keep *keep,
		     struct rowset *rows, struct err *e);

/* The day (UTC) of the newest backup in that folder; DATE_NO_TODAY where there is none. */
bool backup_newest_day(const char *folder, const char *stem, int *day, struct err *e);
/* The same of the school's file at `path`, in "backup" beside it, which is added to `where`. False
 * where there is none. */
bool backup_newest(const char *path, int *day, struct buf *where);

/* A backup as a plain file of its own, proved. `key`: of the secret key, needed where it is sealed;
 * `path`: a new file. Neither needs a session. */
bool backup_open(const char *file, const char *key, const char *path, struct err *e);
bool backup_verify(const char *file, const char *key, struct backup_row *facts, bool *sealed,
		   struct err *e);
/* The same into an empty file that is there already. */
bool backup_unpack(const char *file, const char *key, const char *path, int fd, struct err *e);
/* Bytes of what is in it. */
bool backup_size(const char *file, uint64_t *bytes, bool *sealed, struct err *e);

/* The public key that backups are sealed with from now on. *text: as it is put on paper; "" where
 * there is none. Taking the place of another one must be meant. */
bool backup_make_key(struct session *s, const char *path, bool replace, struct buf *text,
		     struct err *e);
bool backup_set_key(struct session *s, const char *typed, bool replace, struct buf *text,
		    struct err *e);

#endif
