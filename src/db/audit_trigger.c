/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit's triggers, made from a list of tables and the columns that these have by now, so that
 * a column of a later migration is not forgotten. */
#include <string.h>

#include "base/mem.h"
#include "db/audit.h"
#include "db/guard.h"
#include "db_private.h"

/* A contact's students repeat its own columns, and search keys follow from names. */
const struct audit_table audit_tables[] = {
	{ "setting", NULL, NULL, NULL },
	{ "school_year", NULL, NULL, NULL },
	{ "rule", NULL, NULL, NULL },
	{ "key_date", NULL, NULL, NULL },
	{ "mentor", NULL, NULL, "search" },
	{ "account", NULL, NULL, NULL },
	{ "access_grant", "student_id", NULL, NULL },
	{ "student", "id", NULL, "search" },
	{ "enrolment", "student_id", NULL, NULL },
	{ "guardian", "student_id", NULL, NULL },
	{ "assignment", "student_id", NULL, NULL },
	{ "contact", NULL, "id", NULL },
	{ "contact_student", "student_id", "contact_id",
	  "school_year_id kind date mentor_id key_date_id withdrawn" },
	{ "delivery", NULL, "contact_id", NULL },
	{ "exemption", "student_id", NULL, NULL },
	{ "referral", "student_id", NULL, NULL },
	{ "plan", "student_id", NULL, NULL },
	{ "bright_spot", "student_id", NULL, NULL },
	{ "consent", "student_id", NULL, NULL },
	{ "absence", "student_id", NULL, NULL },
	{ "preference", "student_id", NULL, NULL },
	{ "mentor_preference", "student_id", NULL, NULL },
	{ "belonging", "student_id", NULL, NULL },
	{ "condition", "student_id", NULL, NULL },
	{ "match_run", NULL, NULL, "input made" },
	{ "change_request", "student_id", NULL, NULL },
	{ "training", NULL, NULL, NULL },
	{ "attendance", NULL, NULL, NULL },
	{ 0 },
};

enum { COLUMNS_MOST = 60 };

struct columns {
	const struct audit_table *table;
	char *name[COLUMNS_MOST];
	int count;
	struct arena arena;
};

static bool is_among(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = words; at && (at = strstr(at, word)); at += len)
		if ((at == words || at[-1] == ' ') && strchr(" ", at[len]))
			return true;
	return false;
}

bool audit_leaves_out(const struct audit_table *t, const char *column)
{
	return is_among(t->left_out, column);
}

static void take_column(void *arg, const char *name)
{
	struct columns *c = arg;

	if (!audit_leaves_out(c->table, name) && c->count < COLUMNS_MOST)
		c->name[c->count++] = arena_text(&c->arena, name);
}

static void add_names(struct buf *sql, const struct columns *c)
{
	for (int i = 0; i < c->count; i++)
		buf_printf(sql, i ? " %s" : "%s", c->name[i]);
}

static void add_image(struct buf *sql, const struct columns *c, const char *row)
{
	buf_text(sql, "row_image('");
	add_names(sql, c);
	buf_char(sql, '\'');
	for (int i = 0; i < c->count; i++)
		buf_printf(sql, ", %s.%s", row, c->name[i]);
	buf_char(sql, ')');
}

static void add_change(struct buf *sql, const struct columns *c)
{
	buf_text(sql, "row_change('");
	add_names(sql, c);
	buf_char(sql, '\'');
	for (int i = 0; i < c->count; i++)
		buf_printf(sql, ", OLD.%s, NEW.%s", c->name[i], c->name[i]);
	buf_text(sql, "), row_changed()");
}

static void add_key(struct buf *sql, const char *row, const char *column)
{
	if (column)
		buf_printf(sql, "%s.%s, ", row, column);
	else
		buf_text(sql, "NULL, ");
}

/* `before`, `after`: OLD, NEW or NULL. */
static void add_trigger(struct buf *sql, const struct audit_table *t, const struct columns *c,
			const char *event, const char *before, const char *after)
{
	const char *row = after ? after : before;

	buf_printf(sql, "CREATE TRIGGER audit_%s_%s AFTER %s", t->name, event, event);
	for (int i = 0; i < c->count && before && after; i++)
		buf_printf(sql, i ? ", %s" : " OF %s", c->name[i]);
	buf_printf(sql, " ON %s BEGIN INSERT INTO log_entry VALUES ('%s', '%s', ", t->name, event,
		   t->name);
	add_key(sql, row, "id");
	add_key(sql, row, t->student);
	add_key(sql, row, t->contact);
	if (before && after) {
		add_change(sql, c);
	} else {
		buf_text(sql, before ? "" : "NULL, ");
		add_image(sql, c, row);
		buf_text(sql, after ? "" : ", NULL");
	}
	buf_text(sql, ", NULL); END;");
}

/* Rows that were there before anybody wrote down what becomes of them are known by their ids. */
static void add_beginning(struct buf *sql, const struct audit_table *t)
{
	buf_printf(sql,
		   "INSERT INTO log_entry SELECT 'begin', '%s', max(id), NULL, NULL, NULL, NULL, "
		   "NULL FROM %s WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema "
		   "WHERE name = 'audit_%s_insert') HAVING max(id);",
		   t->name, t->name, t->name);
}

static bool make_one(struct db *db, const struct audit_table *t, struct err *e)
{
	struct buf sql = { 0 };
	struct columns c = { .table = t };
	bool ok = guard_columns(db, t->name, take_column, &c, e) &&
		  (c.count || db_fail(db, e, t->name));

	add_beginning(&sql, t);
	for (const char *event = "insert\0update\0delete\0"; *event; event += strlen(event) + 1)
		buf_printf(&sql, "DROP TRIGGER IF EXISTS audit_%s_%s;", t->name, event);
	add_trigger(&sql, t, &c, "insert", NULL, "NEW");
	add_trigger(&sql, t, &c, "update", "OLD", "NEW");
	add_trigger(&sql, t, &c, "delete", "OLD", NULL);
	ok = ok && guard_script(db, t->name, buf_str(&sql), e);
	buf_release(&sql);
	arena_release(&c.arena);
	return ok;
}

bool audit_make_triggers(struct db *db, struct err *e)
{
	for (const struct audit_table *t = audit_tables; t->name; t++)
		if (!make_one(db, t, e))
			return false;
	return true;
}
