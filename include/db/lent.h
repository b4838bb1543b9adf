/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows in memory, lent to statements as a table that they read by name (SQLite's virtual tables),
 * so that what is decided in C can be counted and joined in SQL. The guard knows it by its name.
 */
#ifndef DB_LENT_H
#define DB_LENT_H

#include "db/db.h"

/* From now on there is a table of that name, with a column for each field, "id" first; empty until
 * rows are lent to it. Once for a db. */
bool db_lend_table(struct db *db, const char *name, const struct field *fields, struct err *e);
/* Its rows until the next call; NULL: none. They belong to the caller and must not change. */
void db_lend(struct db *db, const char *name, const struct rowset *rows);

#endif
