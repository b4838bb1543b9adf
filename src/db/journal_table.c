/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal knows of the tables themselves. */
#include <stdlib.h>
#include <string.h>

#include "journal_private.h"

bool journal_prepare(struct db *db, sqlite3_stmt **stmt, const char *table, const char *text,
		     struct err *e)
{
	sqlite3_finalize(*stmt);
	*stmt = NULL;
	db->lifted = table;
	guard_prepare(db, true);
	return sqlite3_prepare_v2(db->handle, text, -1, stmt, NULL) == SQLITE_OK ||
	       db_fail(db, e, "journal");
}

/* A literal, as ALTER TABLE ADD COLUMN takes no other for NOT NULL. */
static struct cell literal(struct journal_column *column, const char *text)
{
	struct cell c = { .type = SQLITE_INTEGER, .number = strtoll(text, NULL, 10) };

	if (*text != '\'')
		return c;
	column->fill_text = mem_text(text + 1);
	return (struct cell){ .type = SQLITE_TEXT,
			      .text = column->fill_text,
			      .len = (int)strlen(text) - 2 };
}

static void add_column(struct journal_table *t, sqlite3_stmt *stmt)
{
	enum { NAME = 1, NEEDED = 3, DEFAULT = 4 };
	const char *fill = (const char *)sqlite3_column_text(stmt, DEFAULT);
	struct journal_column *column;

	t->column = mem_grow(t->column, ((size_t)t->columns + 1) * sizeof *t->column);
	column = &t->column[t->columns++];
	*column = (struct journal_column){
		.name = mem_text((const char *)sqlite3_column_text(stmt, NAME)),
		.needed = sqlite3_column_int(stmt, NEEDED) && fill,
	};
	if (column->needed)
		column->fill = literal(column, fill);
}

static void add_parent(struct journal_table *t, sqlite3_stmt *stmt)
{
	enum { PARENT = 2, FROM = 3 };
	const char *from = (const char *)sqlite3_column_text(stmt, FROM);

	for (int i = 0; i < t->columns; i++)
		if (!strcmp(t->column[i].name, from))
			t->column[i].parent =
				mem_text((const char *)sqlite3_column_text(stmt, PARENT));
}

static bool each_row(struct db *db, struct journal_table *t, const char *pragma,
		     void (*add)(struct journal_table *t, sqlite3_stmt *stmt), struct err *e)
{
	struct buf text = { 0 };
	sqlite3_stmt *stmt = NULL;
	bool ok;
	int rc = SQLITE_DONE;

	buf_printf(&text, "PRAGMA main.%s(\"%s\")", pragma, t->name);
	ok = journal_prepare(db, &stmt, t->name, buf_str(&text), e);
	buf_release(&text);
	while (ok && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		add(t, stmt);
	if (rc != SQLITE_DONE)
		ok = db_fail(db, e, "journal");
	sqlite3_finalize(stmt);
	return ok;
}

bool journal_columns(struct db *db, struct journal_table *t, struct err *e)
{
	return t->columns || (each_row(db, t, "table_info", add_column, e) &&
			      each_row(db, t, "foreign_key_list", add_parent, e));
}

static void renumber_image(struct journal *j, const struct step *s, char *at, unsigned table,
			   int64_t from, int64_t to)
{
	const struct journal_table *t = &j->tables[s->table];

	for (int i = 0; i < t->columns; i++) {
		const char *parent = t->column[i].parent;
		bool refers = i == COLUMN_ID ? s->table == table
					     : parent && !strcmp(parent, j->tables[table].name);
		struct cell c;
		const char *next = cell_read(at, &c);

		if (refers && c.type == SQLITE_INTEGER && c.number == from)
			cell_renumber(at, to);
		at += next - at;
	}
}

static bool renumber_step(struct db *db, struct change *c, struct step *s, unsigned table,
			  int64_t from, int64_t to, struct err *e)
{
	struct journal *j = db->journal;

	if (!journal_columns(db, &j->tables[s->table], e))
		return false;
	if (s->kind != SQLITE_INSERT)
		renumber_image(j, s, c->images.at + s->before, table, from, to);
	if (s->kind != SQLITE_DELETE)
		renumber_image(j, s, c->images.at + s->after, table, from, to);
	if (s->table == table && s->id == from)
		s->id = to;
	return true;
}

bool journal_renumber(struct db *db, enum journal_way way, unsigned table, int64_t from, int64_t to,
		      struct err *e)
{
	struct journal *j = db->journal;

	for (size_t i = 0; i < j->depth[way]; i++) {
		struct change *c = &j->stack[way][i];

		for (size_t k = 0; k < c->count; k++)
			if (!renumber_step(db, c, &c->steps[k], table, from, to, e))
				return false;
	}
	return true;
}
