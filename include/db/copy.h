/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of the whole file by SQLite's backup interface, which others may write beside; and back
 * into the file, so that other sessions see it as a change. A file copied by other means while
 * somebody writes is half of one state and half of another.
 */
#ifndef DB_COPY_H
#define DB_COPY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Bytes of the file as it is now. */
uint64_t copy_size(struct db *db);
/* The file into `path`, an empty file; `name` is said in its place. */
bool copy_write(struct db *db, const char *path, const char *name, struct err *e);
/* The same of a file that is not open. */
bool copy_read(const char *from, const char *path, const char *name, struct err *e);

/* Proves a copy: our own, of a schema that is known, every page, index and check of a column
 * (integrity_check), every reference (foreign_key_check). Nothing is written to it; yet where it
 * may not be, the checks of columns are left out. */
bool copy_check(const char *path, const char *name, int *schema, struct err *e);

/* The same by the header alone: ours, and as long as it says. */
bool copy_look(const char *path, int *schema);

/* The end of its audit, as eight hexadecimal digits; "" where there is none. */
enum { COPY_HEAD = 9 };
void copy_head(const char *path, char out[COPY_HEAD]);

/* All of the copy in the file's place, behind the door's lock, in one transaction. */
bool copy_restore(struct db *db, struct db *copy, struct err *e);

#endif
