/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping changes. Not SQLite's session extension, which prepares the same hook's rows for sending:
 * it compares rev with the value of its time, and puts that back.
 */
#include "db/journal.h"

#include <stdlib.h>
#include <string.h>

#include "journal_private.h"

enum {
	MOST_BYTES = JOURNAL_MOST_MIB << 20,
	MOST_KEPT = 2 * MOST_BYTES,
};

/* ----------------------------------------------------------------- changes */

void change_release(struct change *c)
{
	free(c->steps);
	free(c->words);
	buf_release(&c->images);
	*c = (struct change){ 0 };
}

static size_t bytes_of(const struct change *c)
{
	return c->count * sizeof *c->steps + c->images.len;
}

int64_t change_rev(const struct change *c, const struct step *s)
{
	const char *at = c->images.at + (s->kind == SQLITE_DELETE ? s->before : s->after);
	struct cell cell = { 0 };

	for (int i = 0; i <= COLUMN_REV; i++)
		at = cell_read(at, &cell);
	return cell.number;
}

static struct journal_row *place_of(struct journal *j, unsigned table, int64_t id)
{
	size_t i = ((uint64_t)id * 31 + table) * 2654435761u % j->row_size;

	while (j->rows[i].table && (j->rows[i].table != table || j->rows[i].id != id))
		i = (i + 1) % j->row_size;
	return &j->rows[i];
}

static void grow_rows(struct journal *j)
{
	struct journal_row *old = j->rows;
	size_t size = j->row_size;

	j->row_size = size ? size * 2 : 256;
	j->rows = mem_alloc(j->row_size * sizeof *j->rows);
	for (size_t i = 0; i < size; i++)
		if (old[i].table)
			*place_of(j, old[i].table, old[i].id) = old[i];
	free(old);
}

struct journal_row *journal_row_of(struct journal *j, unsigned table, int64_t id, bool make)
{
	struct journal_row *row;

	if (j->row_count * 2 >= j->row_size)
		grow_rows(j);
	row = place_of(j, table + 1, id);
	if (!row->table && !make)
		return NULL;
	j->row_count += !row->table;
	row->table = table + 1;
	row->id = id;
	return row;
}

/* ----------------------------------------------------------------- the hook */

static bool is_among(const char *const *names, const char *name)
{
	while (*names && strcmp(*names, name))
		names++;
	return *names;
}

static unsigned table_of(struct journal *j, const char *name)
{
	struct journal_table *t;
	unsigned i = 0;

	while (i < j->table_count && strcmp(j->tables[i].name, name))
		i++;
	if (i < j->table_count)
		return i;
	j->tables = mem_grow(j->tables, (i + 1) * sizeof *j->tables);
	t = &j->tables[j->table_count++];
	*t = (struct journal_table){ .name = mem_text(name) };
	t->left_out = is_among(j->rules->left_out, name);
	t->named = is_among(j->rules->named, name);
	return i;
}

static size_t add_image(struct buf *images, sqlite3 *h,
			int (*get)(sqlite3 *h, int i, sqlite3_value **v))
{
	size_t begins = images->len;

	for (int i = 0; i < sqlite3_preupdate_count(h); i++) {
		sqlite3_value *v = NULL;
		struct cell c = { .type = SQLITE_NULL };

		if (get(h, i, &v) == SQLITE_OK)
			c = cell_of_value(v);
		cell_add(images, &c);
	}
	return begins;
}

static void add_step(struct change *c, const struct step *s)
{
	if (c->count == c->room) {
		c->room = c->room ? c->room * 2 : 8;
		c->steps = mem_grow(c->steps, c->room * sizeof *c->steps);
	}
	c->steps[c->count++] = *s;
}

static void on_row(void *arg, sqlite3 *h, int kind, const char *database, const char *name,
		   sqlite3_int64 before, sqlite3_int64 after)
{
	const struct db *db = arg;
	struct journal *j = db->journal;
	struct change *c = &j->open;
	struct step s = { .kind = kind, .depth = db->door_depth };

	if (c->too_large || strcmp(database, "main"))
		return;
	s.table = table_of(j, name);
	s.id = kind == SQLITE_INSERT ? after : before;
	s.before = c->images.len;
	if (j->tables[s.table].left_out)
		return;
	if (kind != SQLITE_INSERT)
		add_image(&c->images, h, sqlite3_preupdate_old);
	if (kind != SQLITE_DELETE)
		s.after = add_image(&c->images, h, sqlite3_preupdate_new);
	add_step(c, &s);
	if (bytes_of(c) > MOST_BYTES) {
		change_release(c);
		c->too_large = true;
	}
}

/* -------------------------------------------------------------- the door's part */

size_t journal_mark(const struct db *db)
{
	return db->journal ? db->journal->open.count : 0;
}

void journal_return(struct db *db, size_t mark)
{
	struct change *c = db->journal ? &db->journal->open : NULL;

	if (!c || mark >= c->count)
		return;
	c->images.len = c->steps[mark].before;
	c->count = mark;
}

void journal_inner(struct db *db, bool ok)
{
	struct change *c = db->journal ? &db->journal->open : NULL;
	size_t first = c ? c->count : 0;

	while (first && c->steps[first - 1].depth > db->door_depth)
		first--;
	if (!ok)
		journal_return(db, first);
	for (size_t i = first; c && i < c->count; i++)
		c->steps[i].depth = db->door_depth;
}

static void drop_at(struct journal *j, enum journal_way way, size_t i)
{
	struct change *stack = j->stack[way];

	change_release(&stack[i]);
	memmove(&stack[i], &stack[i + 1], (--j->depth[way] - i) * sizeof *stack);
}

static void clear(struct journal *j, enum journal_way way)
{
	while (j->depth[way])
		drop_at(j, way, j->depth[way] - 1);
}

static size_t kept_bytes(const struct journal *j)
{
	size_t sum = 0;

	for (int way = 0; way < STACKS; way++)
		for (size_t i = 0; i < j->depth[way]; i++)
			sum += bytes_of(&j->stack[way][i]);
	return sum;
}

static void push(struct journal *j, enum journal_way way, const struct change *c)
{
	if (j->depth[way] == MOST_CHANGES)
		drop_at(j, way, 0);
	j->stack[way][j->depth[way]++] = *c;
	while (j->depth[JOURNAL_BACK] > 1 && kept_bytes(j) > MOST_KEPT)
		drop_at(j, JOURNAL_BACK, 0);
}

static void remember_rows(struct journal *j, struct change *c)
{
	j->stamp++;
	for (size_t i = c->count; i-- > 0;) {
		struct step *s = &c->steps[i];
		struct journal_row *row = journal_row_of(j, s->table, s->id, true);

		s->last = row->stamp != j->stamp;
		if (s->last)
			row->rev = change_rev(c, s);
		row->stamp = j->stamp;
	}
}

static void keep(struct journal *j)
{
	enum journal_way from = j->way, to = JOURNAL_BACK;
	struct change c = j->open;

	j->open = (struct change){ 0 };
	remember_rows(j, &c);
	if (j->inverting) {
		struct change *inverted = &j->stack[from][j->depth[from] - 1];

		to = from == JOURNAL_BACK ? JOURNAL_AGAIN : JOURNAL_BACK;
		c.words = inverted->words;
		inverted->words = NULL;
		drop_at(j, from, j->depth[from] - 1);
	} else {
		clear(j, JOURNAL_AGAIN);
		j->unnamed = true;
	}
	push(j, to, &c);
}

void journal_outer(struct db *db, bool ok)
{
	struct journal *j = db->journal;

	if (!j)
		return;
	if (ok && (j->open.count || j->open.too_large))
		keep(j);
	change_release(&j->open);
	j->inverting = false;
}

void journal_free(struct db *db)
{
	struct journal *j = db->journal;

	if (!j)
		return;
	journal_forget(db);
	change_release(&j->open);
	for (unsigned i = 0; i < j->table_count; i++) {
		for (int k = 0; k < j->tables[i].columns; k++) {
			free(j->tables[i].column[k].name);
			free(j->tables[i].column[k].parent);
			free(j->tables[i].column[k].fill_text);
		}
		free(j->tables[i].column);
		free(j->tables[i].name);
	}
	free(j->tables);
	free(j->rows);
	free(j);
	db->journal = NULL;
}

/* ----------------------------------------------------------------- outside */

void journal_start(struct db *db, const struct journal_rules *rules)
{
	db->journal = mem_alloc(sizeof *db->journal);
	db->journal->rules = rules;
	sqlite3_preupdate_hook(db->handle, on_row, db);
}

static const struct change *next_of(const struct db *db, enum journal_way way)
{
	const struct journal *j = db->journal;

	return j && j->depth[way] ? &j->stack[way][j->depth[way] - 1] : NULL;
}

bool journal_next(const struct db *db, enum journal_way way, struct journal_change *out)
{
	const struct change *c = next_of(db, way);

	if (c)
		*out = (struct journal_change){ c->words, c->too_large };
	return c;
}

bool journal_touches(const struct db *db, enum journal_way way, const char *table)
{
	const struct change *c = next_of(db, way);

	for (size_t i = 0; c && i < c->count; i++)
		if (!strcmp(db->journal->tables[c->steps[i].table].name, table))
			return true;
	return false;
}

bool journal_name(struct db *db, const char *words)
{
	struct journal *j = db->journal;

	if (!j || !j->unnamed)
		return false;
	j->unnamed = false;
	if (words)
		j->stack[JOURNAL_BACK][j->depth[JOURNAL_BACK] - 1].words = mem_text(words);
	return true;
}

void journal_drop(struct db *db, enum journal_way way)
{
	if (next_of(db, way))
		drop_at(db->journal, way, db->journal->depth[way] - 1);
}

void journal_forget(struct db *db)
{
	struct journal *j = db->journal;

	if (!j)
		return;
	clear(j, JOURNAL_BACK);
	clear(j, JOURNAL_AGAIN);
	free(j->rows);
	j->rows = NULL;
	j->row_count = j->row_size = 0;
	j->unnamed = false;
}
