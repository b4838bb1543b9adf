/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's rows as bytes: kept as SQLite's own values, an import would take six times as much.
 */
#include <string.h>

#include "journal_private.h"

struct cell cell_of_value(sqlite3_value *v)
{
	struct cell c = { .type = sqlite3_value_type(v) };

	if (c.type == SQLITE_INTEGER) {
		c.number = sqlite3_value_int64(v);
	} else if (c.type != SQLITE_NULL) {
		c.text = (const char *)sqlite3_value_text(v);
		c.len = sqlite3_value_bytes(v);
	}
	return c;
}

struct cell cell_of_column(sqlite3_stmt *stmt, int i)
{
	struct cell c = { .type = sqlite3_column_type(stmt, i) };

	if (c.type == SQLITE_INTEGER) {
		c.number = sqlite3_column_int64(stmt, i);
	} else if (c.type != SQLITE_NULL) {
		c.text = (const char *)sqlite3_column_text(stmt, i);
		c.len = sqlite3_column_bytes(stmt, i);
	}
	return c;
}

void cell_add(struct buf *image, const struct cell *c)
{
	buf_char(image, (char)c->type);
	if (c->type == SQLITE_INTEGER) {
		buf_add(image, (const char *)&c->number, sizeof c->number);
	} else if (c->type != SQLITE_NULL) {
		buf_add(image, (const char *)&c->len, sizeof c->len);
		buf_add(image, c->text, (size_t)c->len);
	}
}

const char *cell_read(const char *at, struct cell *out)
{
	*out = (struct cell){ .type = *at++ };
	if (out->type == SQLITE_INTEGER) {
		memcpy(&out->number, at, sizeof out->number);
		return at + sizeof out->number;
	}
	if (out->type == SQLITE_NULL)
		return at;
	memcpy(&out->len, at, sizeof out->len);
	out->text = at + sizeof out->len;
	return out->text + out->len;
}

void cell_renumber(char *at, int64_t number)
{
	memcpy(at + 1, &number, sizeof number);
}

bool cell_equal(const struct cell *a, const struct cell *b)
{
	if (a->type != b->type || a->number != b->number || a->len != b->len)
		return false;
	return !a->len || !memcmp(a->text, b->text, (size_t)a->len);
}

int cell_bind(sqlite3_stmt *stmt, int i, const struct cell *c)
{
	if (c->type == SQLITE_INTEGER)
		return sqlite3_bind_int64(stmt, i, c->number);
	if (c->type == SQLITE_NULL)
		return sqlite3_bind_null(stmt, i);
	return sqlite3_bind_text(stmt, i, c->text, c->len, SQLITE_STATIC);
}
