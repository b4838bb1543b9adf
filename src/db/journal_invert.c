/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through a change backwards. */
#include <string.h>

#include "db/door.h"
#include "journal_private.h"

/* The work on one change: a statement for rows as they are, and the last one that wrote. */
struct work {
	struct db *db;
	struct journal *j;
	struct change *c;
	enum journal_way way;
	int64_t given; /* the last new id */
	sqlite3_stmt *look, *write;
	unsigned look_table;
	struct buf text; /* of `write` */
	enum journal_refusal *why;
	struct err *e;
};

static bool refuse(struct work *w, enum journal_refusal why)
{
	*w->why = why;
	return false;
}

static bool fail(struct work *w)
{
	int code = sqlite3_extended_errcode(w->db->handle);

	db_fail(w->db, w->e, "invert");
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
		return refuse(w, JOURNAL_TAKEN);
	return false;
}

/* ---------------------------------------------------------------- checking */

/* Rows older than a column lack it, and the hook gives NULL for its default. */
static const char *read_cell(const struct journal_column *column, const char *at, struct cell *out)
{
	at = cell_read(at, out);
	if (out->type == SQLITE_NULL && column->needed)
		*out = column->fill;
	return at;
}

static bool look(struct work *w, const struct step *s, bool *found)
{
	struct journal_table *t = &w->j->tables[s->table];
	struct buf text = { 0 };
	int rc;

	if (!w->look || w->look_table != s->table) {
		buf_printf(&text, "SELECT * FROM main.\"%s\" WHERE id = ?1", t->name);
		rc = journal_prepare(w->db, &w->look, t->name, buf_str(&text), w->e);
		buf_release(&text);
		if (!rc)
			return false;
		w->look_table = s->table;
	}
	sqlite3_reset(w->look);
	sqlite3_bind_int64(w->look, 1, s->id);
	rc = sqlite3_step(w->look);
	*found = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE || fail(w);
}

/* The row that `look` found has the step's values, and the rev that this connection left it at. */
static bool is_as_left(struct work *w, const struct step *s, int64_t rev)
{
	const struct journal_table *t = &w->j->tables[s->table];
	const char *at = w->c->images.at + s->after;

	for (int i = 0; i < t->columns; i++) {
		struct cell left, now = cell_of_column(w->look, i);

		at = read_cell(&t->column[i], at, &left);
		if (i == COLUMN_REV)
			left.number = rev;
		if (!cell_equal(&left, &now))
			return false;
	}
	return true;
}

/* Another row has the id of one that is to come back. */
static bool give_new_id(struct work *w, const struct step *s)
{
	const struct journal_table *t = &w->j->tables[s->table];
	int64_t old = s->id, rev = journal_row_of(w->j, s->table, old, true)->rev;
	struct buf text = { 0 };
	sqlite3_stmt *stmt = NULL;
	struct journal_row *row;
	bool ok;

	if (t->named)
		return refuse(w, JOURNAL_TAKEN);
	buf_printf(&text, "SELECT max(id) FROM main.\"%s\"", t->name);
	ok = journal_prepare(w->db, &stmt, t->name, buf_str(&text), w->e) &&
	     (sqlite3_step(stmt) == SQLITE_ROW || fail(w));
	buf_release(&text);
	if (ok && sqlite3_column_int64(stmt, 0) > w->given)
		w->given = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	if (!ok || !journal_renumber(w->db, w->way, s->table, old, ++w->given, w->e))
		return false;
	row = journal_row_of(w->j, s->table, s->id, true);
	row->rev = rev;
	row->stamp = w->j->stamp;
	return true;
}

/* Before anything is written, since triggers would write too. */
static bool check(struct work *w)
{
	w->j->stamp++;
	for (size_t i = w->c->count; i-- > 0;) {
		const struct step *s = &w->c->steps[i];
		struct journal_table *t = &w->j->tables[s->table];
		struct journal_row *row = journal_row_of(w->j, s->table, s->id, true);
		bool found;

		row->stamp = w->j->stamp;
		if (!journal_columns(w->db, t, w->e) || (s->last && !look(w, s, &found)))
			return false;
		if (!s->last)
			continue;
		if (found && s->kind == SQLITE_DELETE && !give_new_id(w, s))
			return false;
		if (s->kind != SQLITE_DELETE && (!found || !is_as_left(w, s, row->rev)))
			return refuse(w, JOURNAL_CHANGED);
	}
	sqlite3_reset(w->look);
	return true;
}

/* ----------------------------------------------------------------- writing */

static void add_column(struct buf *text, const struct journal_column *column, int i, bool *first)
{
	buf_printf(text, "%s\"%s\" = ?%d", *first ? "" : ", ", column->name, i + 1);
	*first = false;
}

static void say_update(struct work *w, const struct step *s, struct buf *text)
{
	const struct journal_table *t = &w->j->tables[s->table];
	const char *from = w->c->images.at + s->before, *to = w->c->images.at + s->after;
	bool first = true;

	buf_printf(text, "UPDATE main.\"%s\" SET ", t->name);
	for (int i = 0; i < t->columns; i++) {
		struct cell a, b;

		from = read_cell(&t->column[i], from, &a);
		to = read_cell(&t->column[i], to, &b);
		/* only what was changed: triggers ask for columns by name */
		if (i == COLUMN_REV || (i != COLUMN_ID && !cell_equal(&a, &b)))
			add_column(text, &t->column[i], i, &first);
	}
	buf_text(text, " WHERE id = ?1");
}

static void say_insert(const struct journal_table *t, struct buf *text)
{
	buf_printf(text, "INSERT INTO main.\"%s\" VALUES (", t->name);
	for (int i = 0; i < t->columns; i++)
		buf_printf(text, i ? ", ?%d" : "?%d", i + 1);
	buf_text(text, ")");
}

static bool prepare_step(struct work *w, const struct step *s)
{
	const struct journal_table *t = &w->j->tables[s->table];
	struct buf text = { 0 };
	bool ok = true;

	if (s->kind == SQLITE_UPDATE)
		say_update(w, s, &text);
	else if (s->kind == SQLITE_DELETE)
		say_insert(t, &text);
	else
		buf_printf(&text, "DELETE FROM main.\"%s\" WHERE id = ?1", t->name);
	if (!w->write || strcmp(buf_str(&text), buf_str(&w->text))) {
		buf_clear(&w->text);
		buf_text(&w->text, buf_str(&text));
		ok = journal_prepare(w->db, &w->write, t->name, buf_str(&w->text), w->e);
	}
	buf_release(&text);
	return ok;
}

static bool write_step(struct work *w, const struct step *s)
{
	const struct journal_table *t = &w->j->tables[s->table];
	struct journal_row *row = journal_row_of(w->j, s->table, s->id, true);
	int64_t rev = row->rev + 1, had = change_rev(w->c, s);
	const char *at = w->c->images.at + s->before;
	int count, rc;

	if (!prepare_step(w, s))
		return false;
	sqlite3_reset(w->write);
	count = sqlite3_bind_parameter_count(w->write);
	for (int i = 0; i < t->columns && s->kind != SQLITE_INSERT; i++) {
		struct cell c;

		at = read_cell(&t->column[i], at, &c);
		if (i == COLUMN_REV)
			c.number = row->rev = rev > had ? rev : had + 1;
		if (i < count)
			cell_bind(w->write, i + 1, &c);
	}
	sqlite3_bind_int64(w->write, 1, s->id);
	rc = sqlite3_step(w->write);
	return rc == SQLITE_DONE || fail(w);
}

/* Rows beside those of the change were written: a foreign key took them along. */
static bool wrote_others(struct work *w)
{
	for (size_t i = 0; i < w->j->open.count; i++) {
		const struct step *s = &w->j->open.steps[i];
		const struct journal_row *row = journal_row_of(w->j, s->table, s->id, false);

		if (!row || row->stamp != w->j->stamp)
			return true;
	}
	return w->j->open.too_large;
}

static bool write_all(struct work *w)
{
	int owed = 0, highest;

	if (sqlite3_exec(w->db->handle, "PRAGMA defer_foreign_keys = 1", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return fail(w);
	for (size_t i = w->c->count; i-- > 0;)
		if (!write_step(w, &w->c->steps[i]))
			return false;
	sqlite3_db_status(w->db->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &owed, &highest, 0);
	return (!owed && !wrote_others(w)) || refuse(w, JOURNAL_NEEDED);
}

bool journal_invert(struct db *db, enum journal_way way, enum journal_refusal *why, struct err *e)
{
	struct journal *j = db->journal;
	struct work w = { .db = db, .j = j, .way = way, .why = why, .e = e };
	bool ok;

	*why = JOURNAL_FAILED;
	if (!door_is_open(db) || !j->depth[way] || j->open.count)
		return db_fault(e, &(struct sql){ .name = "journal" }, "not now", "");
	w.c = &j->stack[way][j->depth[way] - 1];
	ok = check(&w) && write_all(&w);
	sqlite3_finalize(w.look);
	sqlite3_finalize(w.write);
	buf_release(&w.text);
	db->lifted = NULL;
	j->inverting = ok;
	j->way = way;
	return ok;
}
