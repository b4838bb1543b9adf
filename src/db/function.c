/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQL can call of ours. */
#include "base/find.h"
#include "db_private.h"

static void search_key(sqlite3_context *c, int count, sqlite3_value **value)
{
	const char *name = (const char *)sqlite3_value_text(value[0]),
		   *reading = (const char *)sqlite3_value_text(value[1]);
	struct buf key = { 0 };

	(void)count;
	find_key(&key, name ? name : "", reading);
	sqlite3_result_text(c, buf_str(&key), (int)key.len, SQLITE_TRANSIENT);
	buf_release(&key);
}

void db_add_functions(struct db *db)
{
	sqlite3_create_function_v2(db->handle, "search_key", 2,
				   SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
				   search_key, NULL, NULL, NULL);
	db->audit.handle = db->handle;
	db->audit.db = db;
	audit_add_functions(&db->audit);
}
