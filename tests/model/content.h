/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a file, past the model and its guard, as text to be compared. */
#ifndef TESTS_MODEL_CONTENT_H
#define TESTS_MODEL_CONTENT_H

#include <sqlite3.h>

#include "base/mem.h"

/* The rows of a table for which `where` holds (NULL: all), a line each, by id. A column called
 * `without` (NULL: none) is left out. Any authorizer of the handle is asked. */
void content_of_table(sqlite3 *handle, const char *table, const char *where, const char *without,
		      struct buf *out);
/* All tables of a file in the scratch folder, but the audit, which grows when a change is undone.
 */
void content_of_file(const char *name, const char *without, struct buf *out);

#endif
