/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys by which students and mentors are found (base/find.h), stored beside their names. They
 * follow from name and reading alone, so they have no rev and nobody edits them.
 */
#ifndef MODEL_SEARCH_H
#define MODEL_SEARCH_H

#include <stdbool.h>

#include "db/db.h"

/* The setting with the version of the stored keys. */
#define SEARCH_VERSION "search_version"

/*
 * Makes all keys again, in one transaction, where those stored are of another version; before
 * access_install. *stale says that they still are: the file may only be read, or somebody else was
 * writing for too long. False only where the file could not be read.
 */
bool search_renew(struct db *db, bool *stale, struct err *e);

/* SQL: the column `search` of a table's alias, made anew where :stale says so. */
#define SQL_SEARCH(t) "iif(:stale, search_key(" t ".name, " t ".reading), " t ".search) AS search"

#endif
