/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows in memory, lent to statements as a table that they read by name (SQLite's virtual tables),
 * so that what is decided in C can be counted and joined in SQL. The guard knows it by its name.
 *
 * A join or a search by one of its numbers finds the rows by an index, made when it is first asked
 * for; anything else goes through all of them, in their order.
 */
#ifndef DB_LENT_H
#define DB_LENT_H

#include "db/db.h"

/* From now on there is a table of that name, with a column for each field, "id" first; empty until
 * rows are lent to it. Unknown texts are NULL. Once for a db; name and fields must outlive it. */
bool db_lend_table(struct db *db, const char *name, const struct field *fields, struct err *e);
/* Its rows until the next call; NULL: none. They belong to the caller and must not change. */
void db_lend(struct db *db, const char *name, const struct rowset *rows);

#endif
