/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/audit.h"
#include "model/statements.h"

enum { LIST, LIST_STUDENT, HEAD, VERIFY, MONTH };

#define COLUMNS                                                                                    \
	"SELECT id, rev, at, login, role, source, action, name, row_id AS row, "                   \
	"student_id AS student, contact_id AS contact, old AS before, new AS after, reason "       \
	"FROM my_audit "
#define FILTERED                                                                                   \
	"(:login IS NULL OR login = :login) AND (:action IS NULL OR action = :action) "            \
	"AND (:since IS NULL OR date(at, 'localtime') >= :since) "                                 \
	"AND (:month IS NULL OR strftime('%Y-%m', at, 'localtime') = :month) "

static const struct sql statements[] = {
	[LIST] = { "audit.list", COLUMNS "WHERE " FILTERED "ORDER BY id", false },
	/* what is of a contact is of its students, also of those it no longer has */
	[LIST_STUDENT] = { "audit.list_student",
			   COLUMNS
			   "WHERE id IN (SELECT id FROM my_audit WHERE student_id = :student "
			   "UNION SELECT id FROM my_audit WHERE student_id IS NULL "
			   "AND contact_id IN (SELECT contact_id FROM my_audit "
			   "WHERE student_id = :student UNION SELECT contact_id "
			   "FROM my_contact_student WHERE student_id = :student)) AND " FILTERED
			   "ORDER BY id",
			   false },
	[HEAD] = { "audit.head",
		   "SELECT id, lower(hex(link)) FROM my_audit ORDER BY id DESC LIMIT 1", false },
	/* each row from the one before it as that stands there, so the first is where it broke */
	[VERIFY] = { "audit.verify",
		     "SELECT id, rev, fault FROM (SELECT id, rev, CASE WHEN id <> last + 1 THEN "
		     "'gap' "
		     "WHEN link IS NOT chain_link(before, id, at, login, role, source, action, "
		     "name, "
		     "row_id, student_id, contact_id, digest) THEN 'link' "
		     "WHEN salt IS NOT NULL AND digest IS NOT chain_digest(salt, old, new, reason) "
		     "OR salt IS NULL AND coalesce(old, new, reason) IS NOT NULL THEN 'content' "
		     "WHEN salt IS NULL AND NOT EXISTS (SELECT 1 FROM my_audit p "
		     "WHERE p.action = 'purge' AND p.id > a.id AND (p.student_id = a.student_id "
		     "OR a.student_id IS NULL AND p.student_id IN (SELECT k.student_id "
		     "FROM my_audit k WHERE k.contact_id = a.contact_id))) THEN 'emptied' "
		     "END AS fault FROM (SELECT *, lag(id, 1, 0) OVER (ORDER BY id) AS last, "
		     "lag(link, 1, zeroblob(32)) OVER (ORDER BY id) AS before FROM my_audit) a) "
		     "WHERE fault IS NOT NULL ORDER BY id LIMIT 100",
		     false },
	[MONTH] = { "audit.month",
		    "SELECT 0 AS id, max(rev) AS rev, login, CASE WHEN name = 'access_grant' "
		    "AND action = 'insert' AND new ->> 'emergency' THEN 'emergency' "
		    "ELSE action END AS deed, count(*) AS count, max(at) AS last FROM my_audit "
		    "WHERE strftime('%Y-%m', at, 'localtime') = :month "
		    "GROUP BY login, deed ORDER BY login, deed",
		    false },
};
const struct sql_table audit_read_sql = SQL_TABLE(statements);

static const struct choice actions[] = {
	{ "insert", N_("added"), NULL },
	{ "update", N_("edited"), NULL },
	{ "delete", N_("removed"), NULL },
	{ "read", N_("sensitive note read"), NULL },
	{ "export", N_("list taken out"), NULL },
	{ "login", N_("began to work"), NULL },
	{ "refuse", N_("was refused"), NULL },
	{ "backup", N_("backup made"), NULL },
	{ "restore", N_("backup put back"), NULL },
	{ "purge", N_("purged"), NULL },
	{ "emergency", N_("emergency access"), NULL },
	{ "clock", N_("clock behind"), NULL },
	{ "begin", N_("audit began"), NULL },
	{ 0 },
};

const struct field audit_fields[] = {
	{ FIELD(struct audit_row, at), .label = N_("When (UTC)"), .kind = FIELD_TEXT, .width = 20 },
	{ FIELD(struct audit_row, login), .label = N_("Login"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct audit_row, role), .label = N_("Role"), .kind = FIELD_TEXT, .width = 10 },
	{ FIELD(struct audit_row, source), .label = N_("From where"), .kind = FIELD_TEXT,
	  .width = 12 },
	{ FIELD(struct audit_row, action), .label = N_("Action"), .kind = FIELD_CHOICE, .width = 10,
	  .choices = actions },
	{ FIELD(struct audit_row, name), .label = N_("Table"), .kind = FIELD_TEXT, .width = 14 },
	{ FIELD(struct audit_row, row), .label = N_("Row"), .kind = FIELD_INT, .width = 8,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct audit_row, student), .label = N_("Student's row"), .kind = FIELD_INT,
	  .width = 8, .flags = FIELD_RIGHT },
	{ FIELD(struct audit_row, contact), .label = N_("Contact's row"), .kind = FIELD_INT,
	  .width = 8, .flags = FIELD_RIGHT },
	{ FIELD(struct audit_row, before), .label = N_("Before"), .kind = FIELD_TEXT, .width = 20 },
	{ FIELD(struct audit_row, after), .label = N_("After"), .kind = FIELD_TEXT, .width = 20 },
	{ FIELD(struct audit_row, reason), .label = N_("Reason"), .kind = FIELD_TEXT, .width = 20 },
	{ 0 },
};

static const struct choice faults[] = {
	{ "gap", N_("rows before it are missing"), NULL },
	{ "link", N_("it, or the row before it, is not what was written"), NULL },
	{ "content", N_("what it says was changed"), NULL },
	{ "emptied", N_("what it said is gone, and no purge was written down"), NULL },
	{ 0 },
};

const struct field audit_fault_fields[] = {
	{ FIELD(struct audit_fault, id), .label = N_("Row"), .kind = FIELD_INT, .width = 8,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct audit_fault, fault), .label = N_("What is wrong"), .kind = FIELD_CHOICE,
	  .width = 40, .choices = faults },
	{ 0 },
};

const struct field audit_count_fields[] = {
	{ FIELD(struct audit_count, login), .label = N_("Login"), .kind = FIELD_TEXT, .width = 16 },
	{ FIELD(struct audit_count, deed), .label = N_("Action"), .kind = FIELD_CHOICE, .width = 20,
	  .choices = actions },
	{ FIELD(struct audit_count, count), .label = N_("Count"), .kind = FIELD_INT, .width = 8,
	  .flags = FIELD_RIGHT },
	{ FIELD(struct audit_count, last), .label = N_("Last (UTC)"), .kind = FIELD_TEXT,
	  .width = 20 },
	{ 0 },
};

static bool sees_all(const struct session *s, struct err *e)
{
	return s->scope == SCOPE_EVERYBODY || err_set(e, ERR_DENIED, "%s", session_denial(s));
}

bool audit_list(struct session *s, const struct audit_filter *f, struct rowset *out, struct err *e)
{
	rowset_init(out, audit_fields, sizeof(struct audit_row));
	return db_rows(s->db, &statements[f->student ? LIST_STUDENT : LIST],
		       WITH(INT("student", f->student), TEXT("login", f->login),
			    TEXT("since", f->since), TEXT("action", f->action),
			    TEXT("month", f->month)),
		       out, e);
}

bool audit_head(struct session *s, struct audit_head *out, struct err *e)
{
	struct cursor c;

	*out = (struct audit_head){ 0 };
	if (!sees_all(s, e) || !cursor_open(&c, s->db, &statements[HEAD], NULL, e))
		return false;
	if (cursor_next(&c)) {
		out->count = cursor_int(&c, 0);
		snprintf(out->link, sizeof out->link, "%s", cursor_text(&c, 1));
	}
	return cursor_close(&c);
}

bool audit_verify(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, audit_fault_fields, sizeof(struct audit_fault));
	return sees_all(s, e) && db_rows(s->db, &statements[VERIFY], NULL, out, e);
}

bool audit_month(struct session *s, const char *month, struct rowset *out, struct err *e)
{
	rowset_init(out, audit_count_fields, sizeof(struct audit_count));
	return sees_all(s, e) &&
	       db_rows(s->db, &statements[MONTH], WITH(TEXT("month", month)), out, e);
}
