/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/check.h"

#include <string.h>

#include "db_private.h"

static const char *text_of(sqlite3_stmt *stmt, int column)
{
	const char *s = (const char *)sqlite3_column_text(stmt, column);

	return s ? s : "";
}

static bool run(struct db *db, const char *pragma, check_visitor *visit, void *arg, struct err *e)
{
	bool reference = strstr(pragma, "foreign") != NULL;
	sqlite3_stmt *stmt = NULL;
	int rc;

	db->checking = true;
	rc = sqlite3_prepare_v2(db->handle, pragma, -1, &stmt, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(stmt);
		if (rc != SQLITE_ROW)
			break;
		if (reference)
			visit(arg, &(struct check_fault){ .table = text_of(stmt, 0),
							  .id = sqlite3_column_int64(stmt, 1),
							  .says = text_of(stmt, 2),
							  .reference = true });
		else if (strcmp(text_of(stmt, 0), "ok"))
			visit(arg, &(struct check_fault){ .table = "", .says = text_of(stmt, 0) });
	}
	db->checking = false;
	if (rc != SQLITE_DONE)
		db_fail(db, e, pragma);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}

bool db_check(struct db *db, check_visitor *visit, void *arg, struct err *e)
{
	return run(db, "PRAGMA integrity_check", visit, arg, e) &&
	       run(db, "PRAGMA foreign_key_check", visit, arg, e);
}
