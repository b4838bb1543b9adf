/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/guard.h"

#include <string.h>

#include "db_private.h"

static bool begins(const char *s, const char *prefix)
{
	return s && !strncmp(s, prefix, strlen(prefix));
}

/* Made by the model before the guard was set, or by the schema: they hold the rows in scope. */
static bool is_own_view(const char *name)
{
	return begins(name, "my_") || begins(name, "guard_") || begins(name, "keep_");
}

static unsigned may(const struct db *db, const char *table)
{
	for (const struct guard_rule *r = db->rules; r->table; r++)
		if (!strcmp(r->table, table))
			return r->may;
	return 0;
}

static bool may_read(const struct db *db, const char *table, const char *column, const char *inside)
{
	unsigned rights = may(db, table);

	if (is_own_view(inside) || begins(table, "my_"))
		return true;
	if (rights & GUARD_READ)
		return true;
	/* what UPDATE ... WHERE id = ? AND rev = ? and foreign keys must look at */
	return db->preparing_write && rights && (!strcmp(column, "id") || !strcmp(column, "rev") ||
						 !strcmp(column, "ROWID"));
}

static bool may_call(const char *function)
{
	static const char *const never[] = { "load_extension", "fts3_tokenizer", "readfile",
					     "writefile", "edit" };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (!strcmp(function, never[i]))
			return false;
	return true;
}

/* The arguments' meaning depends on the action: sqlite.org/c3ref/c_alter_table.html */
static int authorize(void *arg, int action, const char *a, const char *b, const char *database,
		     const char *inside)
{
	const struct db *db = arg;
	bool ok = false;

	(void)database;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		ok = true;
		break;
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
		ok = db->preparing_write;
		break;
	case SQLITE_READ:
		ok = may_read(db, a, b, inside);
		break;
	case SQLITE_INSERT:
		ok = is_own_view(inside) || may(db, a) & GUARD_INSERT;
		break;
	case SQLITE_UPDATE:
		ok = is_own_view(inside) || may(db, a) & GUARD_UPDATE;
		break;
	case SQLITE_DELETE:
		ok = may(db, a) & GUARD_DELETE;
		break;
	case SQLITE_FUNCTION:
		ok = may_call(b);
		break;
	case SQLITE_PRAGMA:
		ok = !strcmp(a, "data_version") && !b;
		break;
	default:
		break;
	}
	return ok ? SQLITE_OK : SQLITE_DENY;
}

void guard_set(struct db *db, const struct guard_rule *rules)
{
	db->rules = rules;
	sqlite3_set_authorizer(db->handle, rules ? authorize : NULL, db);
}

bool guard_is_set(const struct db *db)
{
	return db->rules != NULL;
}

bool guard_script(struct db *db, const char *what, const char *script, struct err *e)
{
	if (sqlite3_exec(db->handle, script, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, e, what);
	return true;
}

bool guard_allows(struct db *db, const char *text, bool writes)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	db->preparing_write = writes;
	rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);
	db->preparing_write = false;
	/* VACUUM INTO asks only when it runs, as an ATTACH */
	if (rc == SQLITE_OK && stmt && !sqlite3_column_count(stmt) && !sqlite3_stmt_readonly(stmt))
		rc = begins(text, "VACUUM") ? sqlite3_step(stmt) : SQLITE_OK;
	sqlite3_finalize(stmt);
	return rc == SQLITE_OK || rc == SQLITE_DONE;
}
