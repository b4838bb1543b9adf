/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/raw.h"
#include "support/scratch.h"

static void add_texts(sqlite3 *handle, const char *query, const char *between, struct buf *out)
{
	sqlite3_stmt *stmt = NULL;

	cr_assert_eq(sqlite3_prepare_v2(handle, query, -1, &stmt, NULL), SQLITE_OK, "%s: %s", query,
		     sqlite3_errmsg(handle));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		buf_text(out, (const char *)sqlite3_column_text(stmt, 0));
		buf_text(out, between);
	}
	sqlite3_finalize(stmt);
}

void content_of_table(sqlite3 *handle, const char *table, const char *where, const char *without,
		      struct buf *out)
{
	struct buf columns = { 0 }, query = { 0 };

	buf_printf(&query,
		   "SELECT 'quote(' || name || ') || '' '' ||' FROM pragma_table_info('%s')"
		   " WHERE name <> '%s'",
		   table, without ? without : "");
	add_texts(handle, buf_str(&query), " ", &columns);
	buf_clear(&query);
	buf_printf(&query, "SELECT %s '' FROM main.%s WHERE %s ORDER BY id", buf_str(&columns),
		   table, where ? where : "1");
	buf_printf(out, "%s:\n", table);
	add_texts(handle, buf_str(&query), "\n", out);
	buf_release(&columns);
	buf_release(&query);
}

void content_of_file(const char *name, const char *without, struct buf *out)
{
	struct buf tables = { 0 };
	sqlite3 *handle;

	handle = raw_open(scratch_path(name));
	add_texts(handle,
		  "SELECT name FROM sqlite_schema WHERE type = 'table' "
		  "AND name NOT LIKE 'sqlite_%' AND name <> 'audit' ORDER BY name",
		  "\n", &tables);
	for (char *rest = tables.at, *table; (table = strsep(&rest, "\n")) && *table;)
		content_of_table(handle, table, NULL, without, out);
	sqlite3_close(handle);
	buf_release(&tables);
}
