/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/audit.h"

#include "db/door.h"
#include "model/statements.h"

enum { ADD };

static const struct sql statements[] = {
	[ADD] = { "audit.add",
		  "INSERT INTO audit (at, login, role, source, action, name, row_id, student_id, "
		  "reason) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), :login, :role, :source, "
		  ":action, :name, :row, :student, :reason)",
		  true },
};
const struct sql_table audit_sql = SQL_TABLE(statements);

bool audit_write(struct session *s, const struct audit_entry *entry, struct err *e)
{
	if (s->read_only)
		return true;
	if (!door_enter(s->db, e))
		return false;
	return door_leave(
		s->db,
		db_run(s->db, &statements[ADD],
		       WITH(TEXT("login", s->login), TEXT("role", s->role),
			    TEXT("source", s->source), TEXT("action", entry->action),
			    TEXT("name", entry->name), NULL_OR("row", entry->row_id),
			    NULL_OR("student", entry->student_id), TEXT("reason", entry->reason)),
		       NULL, e),
		e);
}
