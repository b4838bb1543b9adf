/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/binding.h"

#include "base/i18n.h"
#include "db/door.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, SET, UNSET, RESET };

static const struct sql statements[] = {
	[LIST] = { "binding.list",
		   "SELECT id, rev, login, action, keys FROM binding WHERE login = :login "
		   "ORDER BY id",
		   false },
	[SET] = { "binding.set",
		  "INSERT INTO binding (login, action, keys) VALUES (:login, :action, :keys) "
		  "ON CONFLICT (login, action) DO UPDATE SET keys = excluded.keys, rev = rev + 1",
		  true },
	[UNSET] = { "binding.unset",
		    "DELETE FROM binding WHERE login = :login AND action = :action", true },
	[RESET] = { "binding.reset", "DELETE FROM binding WHERE login = :login", true },
};
const struct sql_table binding_sql = SQL_TABLE(statements);

const struct field binding_fields[] = {
	{ FIELD(struct binding, login), .label = N_("Login"), .kind = FIELD_TEXT, .width = 12,
	  .flags = FIELD_READ_ONLY },
	{ FIELD(struct binding, action), .label = N_("Action"), .kind = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .width = 20, .max = 60 },
	{ FIELD(struct binding, keys), .label = N_("Keys"), .kind = FIELD_TEXT, .width = 16,
	  .max = 60 },
	{ 0 },
};

bool binding_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, binding_fields, sizeof(struct binding));
	return db_rows(s->db, &statements[LIST], WITH(TEXT("login", s->login)), out, e);
}

/* Keys are nobody's right: whoever may write to the file at all may have their own. */
static bool may_write(const struct session *s, struct err *e)
{
	return !s->read_only || err_set(e, ERR_IO, "%s", session_denial(s));
}

/* Inside the door. */
static bool set_one(struct session *s, const struct binding *b, struct err *e)
{
	struct arena arena = { 0 };
	struct binding kept = { .action = b->action, .keys = b->keys };
	bool ok;

	if (!b->keys)
		return db_run(s->db, &statements[UNSET],
			      WITH(TEXT("login", s->login), TEXT("action", b->action)), NULL, e);
	ok = row_check(binding_fields, &kept, &arena, e) &&
	     db_run(s->db, &statements[SET],
		    WITH(TEXT("login", s->login), TEXT("action", kept.action),
			 TEXT("keys", kept.keys ? kept.keys : "")),
		    NULL, e);
	arena_release(&arena);
	return ok;
}

bool binding_set(struct session *s, const struct binding *set, size_t count, struct err *e)
{
	bool ok = true;

	if (!may_write(s, e) || !door_enter(s->db, e))
		return false;
	for (size_t i = 0; i < count && ok; i++)
		ok = set_one(s, &set[i], e);
	return door_leave(s->db, ok, e);
}

bool binding_reset(struct session *s, struct err *e)
{
	return may_write(s, e) && door_enter(s->db, e) &&
	       door_leave(s->db,
			  db_run(s->db, &statements[RESET], WITH(TEXT("login", s->login)), NULL, e),
			  e);
}
