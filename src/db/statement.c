/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: prepared once, bound by name, read into structs by the name of the column. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "db_private.h"

/* -------------------------------------------------------------- preparing */

static size_t slot_of(const struct db *db, const struct sql *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761u % db->kept_size;

	while (db->kept[i] && db->kept[i]->sql != sql)
		i = (i + 1) % db->kept_size;
	return i;
}

static void grow_table(struct db *db)
{
	struct prepared **old = db->kept;
	size_t size = db->kept_size;

	db->kept_size = size ? size * 2 : 64;
	db->kept = mem_alloc(db->kept_size * sizeof *db->kept);
	for (size_t i = 0; i < size; i++)
		if (old[i])
			db->kept[slot_of(db, old[i]->sql)] = old[i];
	free(old);
}

static struct prepared *prepare_new(struct db *db, const struct sql *sql, struct err *e)
{
	struct prepared *p;
	sqlite3_stmt *stmt = NULL;

	if (!guard_is_plain(sql->text)) {
		db_fault(e, sql, "not for the guard", sql->text);
		return NULL;
	}
	if (sqlite3_prepare_v3(db->handle, sql->text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL)) {
		db_fail(db, e, sql->name);
		return NULL;
	}
	if (!sql->writes && !sqlite3_stmt_readonly(stmt)) {
		db_fault(e, sql, "writes, but does not say so", "");
		sqlite3_finalize(stmt);
		return NULL;
	}
	p = mem_alloc(sizeof *p);
	p->sql = sql;
	p->stmt = stmt;
	return p;
}

struct prepared *db_prepare(struct db *db, const struct sql *sql, struct err *e)
{
	struct prepared **p;

	if (db->kept_count * 2 >= db->kept_size)
		grow_table(db);
	p = &db->kept[slot_of(db, sql)];
	/* SQLite prepares again by itself when the schema or the guard has changed */
	guard_prepare(db, sql->writes);
	if (!*p) {
		*p = prepare_new(db, sql, e);
		db->kept_count += *p != NULL;
	}
	return *p;
}

bool db_step(struct db *db, const struct sql *sql, struct err *e)
{
	struct prepared *p = db_prepare(db, sql, e);
	bool ok;

	if (!p)
		return false;
	ok = sqlite3_step(p->stmt) == SQLITE_DONE || db_fail(db, e, sql->name);
	sqlite3_reset(p->stmt);
	return ok;
}

void db_forget_statements(struct db *db)
{
	for (size_t i = 0; i < db->kept_size; i++) {
		if (!db->kept[i])
			continue;
		sqlite3_finalize(db->kept[i]->stmt);
		free(db->kept[i]->column);
		free(db->kept[i]);
	}
	free(db->kept);
	db->kept = NULL;
	db->kept_count = db->kept_size = 0;
}

/* A statement that may run now: one that writes, inside the door alone. */
static struct prepared *ready(struct db *db, const struct sql *sql, struct err *e)
{
	if (!sql->writes || door_is_open(db))
		return db_prepare(db, sql, e);
	db_fault(e, sql, "not through the door", "");
	return NULL;
}

/* ---------------------------------------------------------------- binding */

static const struct bind *find_bind(const struct bind *with, const char *name)
{
	for (; with && with->name; with++)
		if (!strcmp(with->name, name))
			return with;
	return NULL;
}

static int bind_one(sqlite3_stmt *stmt, int i, const struct bind *b)
{
	if (b->null)
		return sqlite3_bind_null(stmt, i);
	if (b->text || b->is_text)
		return sqlite3_bind_text(stmt, i, b->text, -1, SQLITE_STATIC);
	return sqlite3_bind_int64(stmt, i, b->number);
}

/* Unknown text and references are NULL in the file, so that foreign keys and coalesce work. */
static int bind_field(sqlite3_stmt *stmt, int i, const struct field *f, const void *thing)
{
	const char *s;

	if (field_is_number(f)) {
		int64_t n = field_int(f, thing);

		return n || f->kind != FIELD_REF ? sqlite3_bind_int64(stmt, i, n)
						 : sqlite3_bind_null(stmt, i);
	}
	s = field_text(f, thing);
	return *s ? sqlite3_bind_text(stmt, i, s, -1, SQLITE_STATIC) : sqlite3_bind_null(stmt, i);
}

/* :id and :rev of a thing, else its field of that name; SQLITE_NOTFOUND for none. */
static int bind_member(sqlite3_stmt *stmt, int i, const struct field *fields, const void *thing,
		       const char *name)
{
	const struct row_head *head = thing;
	const struct field *f = fields ? field_find(fields, name) : NULL;

	if (f)
		return bind_field(stmt, i, f, thing);
	if (!fields || (strcmp(name, "id") && strcmp(name, "rev")))
		return SQLITE_NOTFOUND;
	return sqlite3_bind_int64(stmt, i, *name == 'i' ? head->id : head->rev);
}

static bool bind_all(struct db *db, struct prepared *p, const struct field *fields,
		     const void *thing, const struct bind *with, struct err *e)
{
	int count = sqlite3_bind_parameter_count(p->stmt);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(p->stmt, i) + 1;
		const struct bind *b = find_bind(with, name);
		int rc = b ? bind_one(p->stmt, i, b) : bind_member(p->stmt, i, fields, thing, name);

		if (rc == SQLITE_NOTFOUND)
			return db_fault(e, p->sql, "nothing for", name);
		if (rc != SQLITE_OK)
			return db_fail(db, e, p->sql->name);
	}
	return true;
}

static void finish(struct prepared *p)
{
	sqlite3_reset(p->stmt);
	sqlite3_clear_bindings(p->stmt);
}

/* ---------------------------------------------------------------- running */

bool db_put(struct db *db, const struct sql *sql, const struct field *fields, const void *thing,
	    const struct bind *with, int64_t *changes, struct err *e)
{
	size_t mark = journal_mark(db);
	struct prepared *p;
	bool ok;

	p = ready(db, sql, e);
	if (!p)
		return false;
	ok = bind_all(db, p, fields, thing, with, e) &&
	     (sqlite3_step(p->stmt) == SQLITE_DONE || db_fail(db, e, sql->name));
	finish(p);
	if (!ok)
		journal_return(db, mark);
	if (ok && changes)
		*changes = sqlite3_changes64(db->handle);
	return ok;
}

bool db_run(struct db *db, const struct sql *sql, const struct bind *with, int64_t *changes,
	    struct err *e)
{
	return db_put(db, sql, NULL, NULL, with, changes, e);
}

/* Which field each column goes to; kept with the statement. */
static bool map_columns(struct prepared *p, const struct rowset *set, struct err *e)
{
	if (p->column && p->fields == set->fields)
		return true;
	free(p->column);
	p->columns = sqlite3_column_count(p->stmt);
	p->column = mem_alloc((size_t)p->columns * sizeof(*p->column));
	p->fields = set->fields;
	for (int i = 0; i < p->columns; i++) {
		const char *name = sqlite3_column_name(p->stmt, i);

		p->column[i] = field_find(set->fields, name);
		if (!p->column[i] && strcmp(name, "id") && strcmp(name, "rev")) {
			p->fields = NULL;
			return db_fault(e, p->sql, "no field", name);
		}
	}
	return true;
}

static void read_row(const struct prepared *p, struct rowset *set)
{
	void *thing = rowset_add(set);

	for (int i = 0; i < p->columns; i++) {
		const struct field *f = p->column[i];

		if (!f) {
			struct row_head *head = thing;
			int64_t n = sqlite3_column_int64(p->stmt, i);

			if (!strcmp(sqlite3_column_name(p->stmt, i), "id"))
				head->id = n;
			else
				head->rev = n;
		} else if (field_is_number(f)) {
			field_put_int(f, thing, sqlite3_column_int64(p->stmt, i));
		} else {
			const char *s = (const char *)sqlite3_column_text(p->stmt, i);
			size_t len = (size_t)sqlite3_column_bytes(p->stmt, i);

			if (s && len)
				field_put_text(f, thing, arena_copy(&set->arena, s, len));
		}
	}
}

bool db_rows(struct db *db, const struct sql *sql, const struct bind *with, struct rowset *set,
	     struct err *e)
{
	struct prepared *p = ready(db, sql, e);
	int rc;

	if (!p || !map_columns(p, set, e))
		return false;
	if (!bind_all(db, p, NULL, NULL, with, e)) {
		finish(p);
		return false;
	}
	while ((rc = sqlite3_step(p->stmt)) == SQLITE_ROW)
		read_row(p, set);
	if (rc != SQLITE_DONE)
		db_fail(db, e, sql->name);
	finish(p);
	return rc == SQLITE_DONE;
}

/* ------------------------------------------------------- one state of the file */

bool db_read_begin(struct db *db, struct err *e)
{
	static const struct sql begin = { "db.read_begin", "BEGIN", true };

	if (!db->read_depth && sqlite3_get_autocommit(db->handle) && !db_step(db, &begin, e))
		return false;
	db->read_depth++;
	return true;
}

void db_read_end(struct db *db)
{
	static const struct sql commit = { "db.read_end", "COMMIT", true };
	struct err ignored;

	if (!--db->read_depth && !db->door_depth && !sqlite3_get_autocommit(db->handle))
		db_step(db, &commit, &ignored);
}

/* ---------------------------------------------------------- row by row, in C */

bool cursor_open(struct cursor *c, struct db *db, const struct sql *sql, const struct bind *with,
		 struct err *e)
{
	struct prepared *p = ready(db, sql, e);

	*c = (struct cursor){ .db = db, .stmt = p, .e = e };
	c->failed = !p || !bind_all(db, p, NULL, NULL, with, e);
	return !c->failed;
}

bool cursor_next(struct cursor *c)
{
	struct prepared *p = c->stmt;
	int rc;

	if (c->failed)
		return false;
	rc = sqlite3_step(p->stmt);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
		db_fail(c->db, c->e, p->sql->name);
		c->failed = true;
	}
	return rc == SQLITE_ROW;
}

int64_t cursor_int(const struct cursor *c, int column)
{
	return sqlite3_column_int64(((const struct prepared *)c->stmt)->stmt, column);
}

const char *cursor_text(const struct cursor *c, int column)
{
	const unsigned char *s =
		sqlite3_column_text(((const struct prepared *)c->stmt)->stmt, column);

	return s ? (const char *)s : "";
}

bool cursor_null(const struct cursor *c, int column)
{
	return sqlite3_column_type(((const struct prepared *)c->stmt)->stmt, column) == SQLITE_NULL;
}

bool cursor_close(struct cursor *c)
{
	if (c->stmt)
		finish(c->stmt);
	return !c->failed;
}

bool db_int(struct db *db, const struct sql *sql, const struct bind *with, int64_t *value,
	    bool *found, struct err *e)
{
	struct cursor c;
	bool row;

	*value = 0;
	if (!cursor_open(&c, db, sql, with, e))
		return false;
	row = cursor_next(&c);
	if (row)
		*value = cursor_int(&c, 0);
	if (found)
		*found = row;
	return cursor_close(&c);
}

bool db_text(struct db *db, const struct sql *sql, const struct bind *with, struct arena *arena,
	     const char **value, struct err *e)
{
	struct cursor c;

	*value = NULL;
	if (!cursor_open(&c, db, sql, with, e))
		return false;
	if (cursor_next(&c) && !cursor_null(&c, 0))
		*value = arena_text(arena, cursor_text(&c, 0));
	return cursor_close(&c);
}
