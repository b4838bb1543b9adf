/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/access_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/backup.h"
#include "model/consent.h"
#include "model/retention.h"
#include "model/statements.h"

enum {
	ACCOUNTS,
	GRANTS,
	EMERGENCIES,
	ACCESSES,
	READS,
	EXPORTS,
	REVEALS,
	REFUSALS,
	PURGES,
	UNUSUAL,
	ENROLLED,
};

#define IN_YEAR "at >= :from AND at < :to "
#define BY_ACCOUNT(action)                                                                         \
	"SELECT login, role, count(rev) FROM my_audit WHERE action = '" action "' AND " IN_YEAR    \
	"GROUP BY login, role ORDER BY count(rev) DESC, login"
/* whom a grant is about, in figures: no name belongs on the sheet */
#define ABOUT                                                                                      \
	"CASE WHEN g.student_id IS NOT NULL THEN 'student ' || g.student_id "                      \
	"WHEN g.class_id IS NOT NULL THEN 'class ' || g.class_id ELSE 'grade ' || g.grade END "
#define GRANTED "FROM access_grant g JOIN account a ON a.id = g.account_id WHERE "

static const struct sql statements[] = {
	[ACCOUNTS] = { "access_sheet.accounts",
		       "SELECT login, role || iif(locked, ' locked', ''), 1 FROM account "
		       "ORDER BY role, login",
		       false },
	[GRANTS] = { "access_sheet.grants",
		     "SELECT a.login, " ABOUT "|| ', ' || g.starts || ' - ' || g.ends || ', ' || "
		     "g.approver || ', ' || g.reason, 1 " GRANTED
		     "g.emergency = 0 AND g.starts < :to AND g.ends >= :from "
		     "ORDER BY g.starts, g.id",
		     false },
	[EMERGENCIES] = { "access_sheet.emergencies",
			  "SELECT a.login, " ABOUT "|| ', ' || g.starts || ' - ' || g.ends || "
			  "coalesce(', ' || g.seen_by, '') || ', ' || g.reason, 1 " GRANTED
			  "g.emergency = 1 AND g.starts < :to AND g.ends >= :from "
			  "ORDER BY g.starts, g.id",
			  false },
	[ACCESSES] = { "access_sheet.accesses",
		       "SELECT substr(at, 1, 7), role, count(rev) FROM my_audit WHERE " IN_YEAR
		       "GROUP BY substr(at, 1, 7), role ORDER BY 1, 2",
		       false },
	[READS] = { "access_sheet.reads", BY_ACCOUNT("read"), false },
	[EXPORTS] = { "access_sheet.exports", BY_ACCOUNT("export"), false },
	[REVEALS] = { "access_sheet.reveals", BY_ACCOUNT("reveal"), false },
	[REFUSALS] = { "access_sheet.refusals", BY_ACCOUNT("refuse"), false },
	[PURGES] = { "access_sheet.purges",
		     "SELECT login, pass, count(rev) FROM purged WHERE " IN_YEAR
		     "GROUP BY login, pass ORDER BY login, pass",
		     false },
	[UNUSUAL] = { "access_sheet.unusual",
		      "SELECT login, substr(at, 1, 10) || ' ' || action, count(rev) FROM my_audit "
		      "WHERE action IN ('reveal', 'export') AND " IN_YEAR
		      "GROUP BY login, action, substr(at, 1, 10) HAVING count(rev) > :unusual "
		      "ORDER BY count(rev) DESC, login",
		      false },
	[ENROLLED] = { "access_sheet.enrolled",
		       "SELECT count(DISTINCT student_id) FROM my_enrolment "
		       "WHERE starts <= :today AND ends >= :today",
		       false },
};
const struct sql_table access_sheet_sql = SQL_TABLE(statements);

static const struct choice sections[] = {
	{ "account", N_("Accounts"), NULL },
	{ "grant", N_("Access granted"), NULL },
	{ "emergency", N_("Emergency access"), NULL },
	{ "access", N_("Entries by month and role"), NULL },
	{ "read", N_("Sensitive notes read"), NULL },
	{ "export", N_("Exports"), NULL },
	{ "reveal", N_("Numbers shown"), NULL },
	{ "refuse", N_("Refusals"), NULL },
	{ "purge", N_("Purged"), NULL },
	{ "unusual", N_("Unusually many in a day"), NULL },
	{ "consent", N_("Consent"), NULL },
	{ "backup", N_("Backup"), NULL },
	{ 0 },
};

const struct field access_sheet_fields[] = {
	{ FIELD(struct sheet_row, section), .label = N_("Section"), .kind = FIELD_CHOICE,
	  .width = 14, .choices = sections, .flags = FIELD_DERIVED },
	{ FIELD(struct sheet_row, item), .label = N_("Who"), .kind = FIELD_TEXT, .width = 12,
	  .flags = FIELD_DERIVED },
	{ FIELD(struct sheet_row, count), .label = N_("Count"), .kind = FIELD_INT, .width = 6,
	  .flags = FIELD_DERIVED | FIELD_RIGHT | FIELD_ZERO },
	{ FIELD(struct sheet_row, detail), .label = N_("Details"), .kind = FIELD_TEXT, .width = 40,
	  .flags = FIELD_DERIVED },
	{ 0 },
};

static void add(struct rowset *out, const char *section, const char *item, const char *detail,
		int64_t count)
{
	struct sheet_row *row = rowset_add(out);

	row->id = (int64_t)out->count;
	row->section = section;
	row->item = arena_text(&out->arena, item);
	row->detail = arena_text(&out->arena, detail);
	row->count = count;
}

static bool add_section(struct session *s, int statement, const struct bind *with,
			struct rowset *out, struct err *e)
{
	const char *section = sections[statement].code;
	size_t before = out->count;
	struct cursor c;

	if (!cursor_open(&c, s->db, &statements[statement], with, e))
		return false;
	while (cursor_next(&c))
		add(out, section, cursor_text(&c, 0), cursor_text(&c, 1), cursor_int(&c, 2));
	if (out->count == before)
		add(out, section, "", "", 0);
	return cursor_close(&c);
}

static bool add_consent(struct session *s, struct rowset *out, struct err *e)
{
	struct rowset lacking = { 0 };
	int64_t enrolled;
	bool ok = db_int(s->db, &statements[ENROLLED], WITH(TEXT("today", s->today_iso)), &enrolled,
			 NULL, e) &&
		  consent_missing(s, &lacking, e);

	if (ok) {
		add(out, "consent", _("on record"), "", enrolled - (int64_t)lacking.count);
		add(out, "consent", _("missing"), "", (int64_t)lacking.count);
	}
	rowset_release(&lacking);
	return ok;
}

static void add_backup(struct session *s, struct rowset *out)
{
	struct buf where = { 0 };
	iso_date day = "";
	int newest;
	bool any = backup_newest(db_path(s->db), &newest, &where);

	if (any)
		date_to_iso(newest, day);
	add(out, "backup", day, buf_str(&where), any);
	buf_release(&where);
}

static bool fill(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	char from[24], to[24];
	struct retention r;
	bool ok = retention_load(s, &out->arena, &r, e);

	snprintf(from, sizeof from, "%d-01-01", (int)year);
	snprintf(to, sizeof to, "%d-01-01", (int)year + 1);
	for (int i = ACCOUNTS; ok && i <= UNUSUAL; i++)
		ok = add_section(
			s, i, WITH(TEXT("from", from), TEXT("to", to), INT("unusual", r.unusual)),
			out, e);
	ok = ok && add_consent(s, out, e);
	if (ok)
		add_backup(s, out);
	return ok;
}

bool access_sheet(struct session *s, int64_t year, struct rowset *out, struct err *e)
{
	bool ok;

	rowset_init(out, access_sheet_fields, sizeof(struct sheet_row));
	if (!session_may(s, MAY_RUN_YEAR, e))
		return false;
	if (s->scope != SCOPE_EVERYBODY)
		return err_set(e, ERR_DENIED, "%s", session_denial(s));
	if (!db_read_begin(s->db, e))
		return false;
	ok = fill(s, year, out, e);
	db_read_end(s->db);
	return ok;
}
