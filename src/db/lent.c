/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A virtual table that exists without having been made (SQLite calls it eponymous): nothing of it
 * is in the file, and no statement can write to it. */
#include "db/lent.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db_private.h"

enum { ID = 0, WHOLE = 0 }; /* columns are the fields', counted from 1 */

struct lent {
	struct db *db;
	const char *name;
	const struct field *fields;
	size_t count; /* of the fields */
	const struct rowset *rows;
	size_t **by; /* for each column the rows in the order of its numbers; NULL: not made yet */
	struct lent *next;
};

struct table {
	sqlite3_vtab base;
	struct lent *lent;
};

/* The rows from `at` up to `end`: as they come, or in the order of a column's index. */
struct place {
	sqlite3_vtab_cursor base;
	const size_t *order;
	size_t at, end;
};

static struct lent *lent_of(sqlite3_vtab_cursor *c)
{
	return ((struct table *)(void *)c->pVtab)->lent;
}

static const void *row_of(struct lent *l, size_t i)
{
	return rowset_at(l->rows, i);
}

/* ------------------------------------------------------------------- index */

static bool is_number(const struct lent *l, int column)
{
	return column == ID || field_is_number(&l->fields[column - 1]);
}

static int64_t number_at(struct lent *l, int column, size_t i)
{
	if (column == ID)
		return ((const struct row_head *)row_of(l, i))->id;
	return field_int(&l->fields[column - 1], row_of(l, i));
}

struct order {
	struct lent *l;
	int column;
};

static int in_order(const void *a, const void *b, void *arg)
{
	const struct order *o = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int64_t m = number_at(o->l, o->column, x), n = number_at(o->l, o->column, y);

	if (m != n)
		return m < n ? -1 : 1;
	return (x > y) - (x < y);
}

static const size_t *index_of(struct lent *l, int column)
{
	struct order o = { l, column };
	size_t *all;

	if (l->by[column])
		return l->by[column];
	all = l->by[column] = mem_alloc((l->rows->count + 1) * sizeof *all);
	for (size_t i = 0; i < l->rows->count; i++)
		all[i] = i;
	qsort_r(all, l->rows->count, sizeof *all, in_order, &o);
	return all;
}

/* The first of them whose number is not below. */
static size_t first_from(struct lent *l, int column, const size_t *order, int64_t number)
{
	size_t low = 0, high = l->rows->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (number_at(l, column, order[middle]) < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void forget_indexes(struct lent *l)
{
	for (size_t i = 0; i <= l->count; i++) {
		free(l->by[i]);
		l->by[i] = NULL;
	}
}

/* ------------------------------------------------------- what SQLite asks for */

static int table_open(sqlite3 *handle, void *arg, int argc, const char *const *argv,
		      sqlite3_vtab **out, char **error)
{
	struct lent *l = arg;
	struct table *t = sqlite3_malloc(sizeof *t);
	struct buf columns = { 0 };
	int rc;

	(void)argc, (void)argv, (void)error;
	if (!t)
		return SQLITE_NOMEM;
	*t = (struct table){ .lent = l };
	buf_text(&columns, "CREATE TABLE lent (id INTEGER");
	for (size_t i = 0; i < l->count; i++)
		buf_printf(&columns, ", %s %s", l->fields[i].name,
			   is_number(l, (int)i + 1) ? "INTEGER" : "TEXT");
	buf_text(&columns, ")");
	l->db->declaring = true;
	rc = sqlite3_declare_vtab(handle, buf_str(&columns));
	l->db->declaring = false;
	buf_release(&columns);
	if (rc == SQLITE_OK)
		*out = &t->base;
	else
		sqlite3_free(t);
	return rc;
}

static int table_close(sqlite3_vtab *t)
{
	sqlite3_free(t);
	return SQLITE_OK;
}

/* What is not the same number is left out by SQLite, which compares once more. */
static int table_plan(sqlite3_vtab *base, sqlite3_index_info *plan)
{
	struct lent *l = ((struct table *)(void *)base)->lent;

	plan->idxNum = WHOLE;
	plan->estimatedRows = 50000;
	plan->estimatedCost = 50000;
	for (int i = 0; i < plan->nConstraint; i++) {
		if (!plan->aConstraint[i].usable || plan->aConstraint[i].iColumn < ID ||
		    plan->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ ||
		    !is_number(l, plan->aConstraint[i].iColumn))
			continue;
		plan->idxNum = plan->aConstraint[i].iColumn + 1;
		plan->aConstraintUsage[i].argvIndex = 1;
		plan->estimatedRows = 20;
		plan->estimatedCost = 40;
		break;
	}
	return SQLITE_OK;
}

static int place_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct place *p = sqlite3_malloc(sizeof *p);

	(void)t;
	if (!p)
		return SQLITE_NOMEM;
	*p = (struct place){ 0 };
	*out = &p->base;
	return SQLITE_OK;
}

static int place_close(sqlite3_vtab_cursor *c)
{
	sqlite3_free(c);
	return SQLITE_OK;
}

static int place_begin(sqlite3_vtab_cursor *c, int how, const char *text, int argc,
		       sqlite3_value **argv)
{
	struct place *p = (struct place *)(void *)c;
	struct lent *l = lent_of(c);
	int64_t number;

	(void)text;
	p->order = NULL;
	p->at = 0;
	p->end = l->rows ? l->rows->count : 0;
	if (how == WHOLE || !argc || !p->end ||
	    sqlite3_value_numeric_type(argv[0]) != SQLITE_INTEGER)
		return SQLITE_OK;
	number = sqlite3_value_int64(argv[0]);
	p->order = index_of(l, how - 1);
	p->at = first_from(l, how - 1, p->order, number);
	if (number < INT64_MAX)
		p->end = first_from(l, how - 1, p->order, number + 1);
	return SQLITE_OK;
}

static int place_next(sqlite3_vtab_cursor *c)
{
	((struct place *)(void *)c)->at++;
	return SQLITE_OK;
}

static int place_is_end(sqlite3_vtab_cursor *c)
{
	const struct place *p = (const struct place *)(void *)c;

	return p->at >= p->end;
}

static size_t place_row(sqlite3_vtab_cursor *c)
{
	const struct place *p = (const struct place *)(void *)c;

	return p->order ? p->order[p->at] : p->at;
}

static int place_column(sqlite3_vtab_cursor *c, sqlite3_context *to, int column)
{
	struct lent *l = lent_of(c);
	size_t i = place_row(c);
	const char *text;

	if (is_number(l, column)) {
		sqlite3_result_int64(to, number_at(l, column, i));
		return SQLITE_OK;
	}
	text = field_text(&l->fields[column - 1], row_of(l, i));
	if (*text)
		sqlite3_result_text(to, text, -1, SQLITE_STATIC);
	return SQLITE_OK;
}

static int place_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
	*out = number_at(lent_of(c), ID, place_row(c));
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect = table_open,
	.xBestIndex = table_plan,
	.xDisconnect = table_close,
	.xOpen = place_open,
	.xClose = place_close,
	.xFilter = place_begin,
	.xNext = place_next,
	.xEof = place_is_end,
	.xColumn = place_column,
	.xRowid = place_rowid,
};

/* ----------------------------------------------------------------- lending */

static void forget(void *arg)
{
	struct lent *l = arg;

	forget_indexes(l);
	free(l->by);
	free(l);
}

bool db_lend_table(struct db *db, const char *name, const struct field *fields, struct err *e)
{
	struct lent *l = mem_alloc(sizeof *l);

	l->db = db;
	l->name = name;
	l->fields = fields;
	while (fields[l->count].name)
		l->count++;
	l->by = mem_alloc((l->count + 1) * sizeof *l->by);
	l->next = db->lent;
	/* a failure frees it too */
	if (sqlite3_create_module_v2(db->handle, name, &module, l, forget) != SQLITE_OK)
		return db_fail(db, e, name);
	db->lent = l;
	return true;
}

void db_lend(struct db *db, const char *name, const struct rowset *rows)
{
	struct lent *l = db->lent;

	while (strcmp(l->name, name))
		l = l->next;
	forget_indexes(l);
	l->rows = rows;
}
