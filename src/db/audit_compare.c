/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows against what the audit last said of them. SQLite has no sums over its pages, so a row that
 * the disk changed, or another program, is known by nothing else. The audit is played from its
 * beginning into a table of its own, as patches in their order; what a purge emptied is left out.
 */
#include <string.h>

#include "base/mem.h"
#include "db/audit.h"
#include "db/guard.h"
#include "db_private.h"

/* The types are for the index: without them SQLite would not look a row's number up in it. */
static const char play[] =
	"CREATE TEMP TABLE played (name TEXT, row_id INTEGER, image, whole, emptied,"
	" PRIMARY KEY (name, row_id)) WITHOUT ROWID;"
	"INSERT INTO temp.played SELECT name, row_id, new, action = 'insert', salt IS NULL"
	" FROM main.audit WHERE action IN ('insert', 'update', 'delete') ORDER BY id"
	" ON CONFLICT DO UPDATE SET emptied = emptied OR excluded.emptied,"
	" whole = whole OR excluded.whole, image = CASE WHEN image IS NULL THEN excluded.image"
	" ELSE json_patch(image, excluded.image) END;";
static const char forget[] = "DROP TABLE IF EXISTS temp.played;";

struct columns {
	const struct audit_table *table;
	struct buf names;  /* 'a b' */
	struct buf values; /* , t.a, t.b */
};

static void add_column(void *arg, const char *name)
{
	struct columns *c = arg;

	if (audit_leaves_out(c->table, name))
		return;
	buf_printf(&c->names, c->names.len ? " %s" : "%s", name);
	buf_printf(&c->values, ", t.%s", name);
}

/* A row that is not as it was said to be; one of which nothing was said; one that is not there. */
static void add_query(struct buf *sql, const struct columns *c)
{
	const char *t = c->table->name;

	buf_printf(
		sql,
		"WITH now AS NOT MATERIALIZED (SELECT id, row_image('%s'%s) AS image "
		"FROM main.%s t), "
		"said AS NOT MATERIALIZED (SELECT * FROM temp.played WHERE name = '%s') "
		"SELECT n.id, 'changed' FROM now n JOIN said p ON p.row_id = n.id "
		"WHERE NOT p.emptied AND (p.image IS NULL OR EXISTS (SELECT 1 "
		"FROM json_each(p.image) j WHERE j.value IS NOT (n.image ->> j.key)) "
		"OR p.whole AND EXISTS (SELECT 1 FROM json_each(n.image) j "
		"WHERE (p.image ->> j.key) IS NULL)) "
		"UNION ALL SELECT n.id, 'unknown' FROM now n LEFT JOIN said p ON p.row_id = n.id "
		"WHERE p.row_id IS NULL AND n.id > (SELECT coalesce(max(row_id), 0) "
		"FROM main.audit WHERE action = 'begin' AND name = '%s') "
		"UNION ALL SELECT p.row_id, 'gone' FROM said p LEFT JOIN now n "
		"ON n.id = p.row_id WHERE n.id IS NULL AND NOT p.emptied AND p.image IS NOT NULL",
		buf_str(&c->names), buf_str(&c->values), t, t, t);
}

static bool compare_table(struct db *db, const struct audit_table *t, check_visitor *visit,
			  void *arg, struct err *e)
{
	struct columns c = { .table = t };
	struct buf sql = { 0 };
	sqlite3_stmt *stmt = NULL;
	bool ok = guard_columns(db, t->name, add_column, &c, e);
	int rc = SQLITE_ERROR;

	add_query(&sql, &c);
	if (ok)
		rc = sqlite3_prepare_v2(db->handle, buf_str(&sql), -1, &stmt, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW)
			visit(arg, &(struct check_fault){
					   .table = t->name,
					   .id = sqlite3_column_int64(stmt, 0),
					   .says = (const char *)sqlite3_column_text(stmt, 1),
					   .audit = true });
	}
	if (ok && rc != SQLITE_DONE)
		db_fail(db, e, t->name);
	sqlite3_finalize(stmt);
	buf_release(&sql);
	buf_release(&c.names);
	buf_release(&c.values);
	return ok && rc == SQLITE_DONE;
}

bool db_audit_compare(struct db *db, check_visitor *visit, void *arg, struct err *e)
{
	const struct guard_rule *rules = db->rules;
	struct err ignored;
	bool ok;

	guard_set(db, NULL);
	ok = db_read_begin(db, e) && guard_script(db, "play the audit", play, e);
	for (const struct audit_table *t = audit_tables; ok && t->name; t++)
		ok = compare_table(db, t, visit, arg, e);
	db_read_end(db);
	guard_script(db, "play the audit", forget, &ignored);
	guard_set(db, rules);
	return ok;
}
