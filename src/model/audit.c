/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/audit.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "db/audit.h"
#include "db/door.h"
#include "model/statements.h"

enum { ADD, AHEAD, CONTACT_IS, REFERRAL_IS };

static const struct sql statements[] = {
	[ADD] = { "audit.add",
		  "INSERT INTO log_entry (action, name, row_id, student_id, reason) "
		  "VALUES (:action, :name, :row, :student, :reason)",
		  true },
	/* seconds between two machines' clocks are none */
	[AHEAD] = { "audit.ahead",
		    "SELECT max(0, CAST(strftime('%s', at) AS INTEGER) "
		    "- CAST(strftime('%s', 'now') AS INTEGER) - 60) FROM my_clock",
		    false },
	/* of a contact with several, the first */
	[CONTACT_IS] = { "audit.contact_is",
			 "SELECT min(k.student_id) FROM my_contact c JOIN my_contact_student k "
			 "ON k.contact_id = c.id WHERE c.id = :id AND c.sensitive IS NOT NULL "
			 "HAVING count(*)",
			 false },
	[REFERRAL_IS] = { "audit.referral_is",
			  "SELECT student_id FROM my_referral "
			  "WHERE id = :id AND sensitive IS NOT NULL",
			  false },
};
const struct sql_table audit_sql = SQL_TABLE(statements);

static bool add(struct db *db, const struct audit_entry *entry, struct err *e)
{
	return db_run(db, &statements[ADD],
		      WITH(TEXT("action", entry->action), TEXT("name", entry->name),
			   NULL_OR("row", entry->row_id), NULL_OR("student", entry->student_id),
			   TEXT("reason", entry->reason)),
		      NULL, e);
}

bool audit_write(struct session *s, const struct audit_entry *entry, struct err *e)
{
	if (s->read_only)
		return true;
	return door_enter(s->db, e) && door_leave(s->db, add(s->db, entry, e), e);
}

bool audit_export(struct session *s, const char *name, int64_t student_id, size_t rows,
		  const char *filter, struct err *e)
{
	struct buf reason = { 0 };
	bool ok;

	buf_printf(&reason, "%zu%s%s", rows, *filter ? " " : "", filter);
	ok = audit_write(
		s, &(struct audit_entry){ "export", name, 0, student_id, buf_str(&reason) }, e);
	buf_release(&reason);
	return ok;
}

static bool write_read(struct session *s, const char *table, int64_t row_id, int64_t student_id,
		       struct err *e)
{
	enum { REMEMBERED = sizeof s->read / sizeof *s->read };
	unsigned at = s->reads % REMEMBERED;

	for (int i = 0; i < REMEMBERED && s->read[i].table; i++)
		if (s->read[i].id == row_id && !strcmp(s->read[i].table, table))
			return true;
	if (!audit_write(s, &(struct audit_entry){ "read", table, row_id, student_id, NULL }, e))
		return false;
	s->read[at].table = table;
	s->read[at].id = row_id;
	s->reads++;
	return true;
}

bool audit_opened(struct session *s, const char *table, int64_t row_id, struct err *e)
{
	int statement = !strcmp(table, "contact") ? CONTACT_IS : REFERRAL_IS;
	int64_t student;
	bool found;

	if (!db_int(s->db, &statements[statement], WITH(INT("id", row_id)), &student, &found, e))
		return false;
	return !found || write_read(s, table, row_id, student, e);
}

bool audit_login(struct session *s, int64_t *behind, struct err *e)
{
	char seconds[32];

	if (!db_int(s->db, &statements[AHEAD], NULL, behind, NULL, e))
		return false;
	snprintf(seconds, sizeof seconds, "%lld", (long long)*behind);
	return (!*behind ||
		audit_write(s, &(struct audit_entry){ "clock", "", 0, 0, seconds }, e)) &&
	       audit_write(s, &(struct audit_entry){ "login", "", 0, 0, NULL }, e);
}
