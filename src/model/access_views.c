/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views and the triggers of one session, as SQL. */
#include <inttypes.h>
#include <string.h>

#include "access_private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "db/door.h"
#include "model/statements.h"

/* The sessions of one process share the rules, which are constant; this one reads nothing. */
static const struct guard_rule shut_rules[] = {
	{ "log_entry", GUARD_INSERT },
	{ NULL, 0 },
};

enum { STANDING };
static const struct sql statements[] = {
	[STANDING] = { "access.standing", "SELECT standing FROM my_standing", false },
};
const struct sql_table access_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- pieces of SQL */

/* With the name of a row for %s, and which part of the scope for $. */
static void add_filled(struct buf *script, const char *pattern, const char *row, const char *part)
{
	for (; *pattern; pattern++) {
		if (*pattern == '$') {
			buf_text(script, part);
		} else if (!strncmp(pattern, "%s", 2)) {
			buf_text(script, row);
			pattern++;
		} else {
			buf_char(script, *pattern);
		}
	}
}

/* ----------------------------------------------------------------------- views */

struct columns {
	struct make *make;
	const struct access_table *table;
	const char *between;
	bool masked;
	struct buf text;
};

/* Whether all of the row's students are in that part of the scope. */
static void add_known(struct buf *out, const struct access_table *t, const char *part)
{
	buf_text(out, "NOT (");
	add_filled(out, t->foreign, t->table, part);
	buf_text(out, ")");
}

static void add_note(struct columns *c, const struct access_mask *mask, enum notes notes)
{
	const struct access_table *t = c->table;

	buf_text(&c->text, "CASE WHEN ");
	if (notes == NOTES_GRANTED)
		add_known(&c->text, t, "");
	if (t->sensitive && mask->what == OF_NOTE) {
		if (notes == NOTES_GRANTED)
			buf_text(&c->text, " AND ");
		buf_printf(&c->text, "(%s.sensitive IS NULL OR ", t->table);
		add_known(&c->text, t, " WHERE sensitive");
		buf_text(&c->text, ")");
	}
	buf_printf(&c->text, " THEN %s ELSE %s END AS %s", mask->column, mask->instead,
		   mask->column);
}

static bool is_bare(const struct access *a, const struct access_table *t,
		    const struct access_mask *mask)
{
	switch (mask->what) {
	case OF_NAME:
		return a->persons < PERSONS_NUMBERED;
	case OF_REACH:
		return a->persons < PERSONS_NAMED;
	case OF_NOTE:
		return a->notes == NOTES_ALL || (a->notes == NOTES_PLAIN && !t->sensitive);
	default:
		return a->notes <= NOTES_PLAIN;
	}
}

static void add_column(void *arg, const char *name)
{
	struct columns *c = arg;
	const struct access *a = c->make->of->access;
	const struct access_mask *mask = access_masks;

	while (mask->table &&
	       (strcmp(mask->table, c->table->table) != 0 || strcmp(mask->column, name) != 0))
		mask++;
	buf_text(&c->text, c->between);
	c->between = ", ";
	if (!mask->table || is_bare(a, c->table, mask)) {
		buf_text(&c->text, name);
		return;
	}
	c->masked = true;
	if (mask->what < OF_NOTE || a->notes == NOTES_NEVER)
		buf_printf(&c->text, "%s AS %s", mask->instead, name);
	else
		add_note(c, mask, a->notes);
}

static const struct access_asked *asked_of(const struct access_table *t)
{
	const struct access_asked *a = access_asked;

	while (a->table && strcmp(a->table, t->table) != 0)
		a++;
	return a->table ? a : NULL;
}

static void add_seen(struct make *m, const struct access_table *t)
{
	const struct access_asked *asked = asked_of(t);

	buf_printf(&m->script, " WHERE %s", t->seen);
	if (asked) {
		buf_text(&m->script, " OR ");
		access_add_bound(&m->script, asked->seen, m->of);
	}
}

static bool add_view(struct make *m, const struct access_table *t, struct err *e)
{
	struct columns c = { .make = m, .table = t, .between = "" };
	bool ok = m->of->access->notes == NOTES_ALL ||
		  guard_columns(m->db, t->table, add_column, &c, e);

	buf_printf(&m->script, "CREATE TEMP VIEW my_%s AS SELECT %s FROM main.%s", t->table,
		   c.masked ? buf_str(&c.text) : "*", t->table);
	if (m->shut || access_shows_none(m->of->access, t->table))
		buf_text(&m->script, " WHERE 0");
	else if (m->of->access->scope != SCOPE_EVERYBODY)
		add_seen(m, t);
	buf_text(&m->script, ";");
	buf_release(&c.text);
	return ok;
}

/*
 * The history of records in sight. What a contact or referral said that is or was sensitive is left
 * to who reads such notes, and to the office who was given access and what was looked at.
 */
static void add_audit(struct make *m)
{
	static const char whole[] =
		"(student_id IS NULL OR student_id IN (SELECT student_id FROM temp.scope"
		" WHERE sensitive)) AND NOT EXISTS (SELECT 1 FROM main.contact_student cs"
		" WHERE cs.contact_id = a.contact_id AND cs.student_id NOT IN"
		" (SELECT student_id FROM temp.scope WHERE sensitive))";
	static const char was_sensitive[] =
		"(EXISTS (SELECT 1 FROM main.audit b WHERE b.name = a.name AND b.row_id = a.row_id"
		" AND (b.salt IS NULL"
		" OR coalesce(b.old ->> 'sensitive', b.new ->> 'sensitive') IS NOT NULL))"
		" OR EXISTS (SELECT 1 FROM main.contact c WHERE a.name = 'contact'"
		" AND c.id = a.row_id AND c.sensitive IS NOT NULL)"
		" OR EXISTS (SELECT 1 FROM main.referral r WHERE a.name = 'referral'"
		" AND r.id = a.row_id AND r.sensitive IS NOT NULL))";

	if (m->of->access->notes == NOTES_ALL || m->shut) {
		buf_printf(&m->script,
			   "CREATE TEMP VIEW my_audit AS SELECT * FROM main.audit WHERE %d;",
			   !m->shut);
		return;
	}
	buf_printf(
		&m->script,
		"CREATE TEMP VIEW my_audit AS SELECT id, rev, at, login, role, source, action,"
		" name, row_id, student_id, contact_id, CASE WHEN NOT hidden THEN old END AS old,"
		" CASE WHEN NOT hidden THEN new END AS new, NULL AS reason, NULL AS salt,"
		" NULL AS digest, NULL AS link FROM (SELECT *, name IN ('contact', 'referral')"
		" AND %s AND NOT (%s) AS hidden FROM main.audit a WHERE %s"
		" AND name NOT IN ('access_grant', 'belonging', 'condition')"
		" AND action IN ('insert', 'update', 'delete') AND (student_id" SEEN
		" OR student_id IS NULL AND " OF_CONTACT("a.contact_id", SEEN) "));",
		was_sensitive, whole, m->of->access->may & MAY_READ_NOTES ? "1" : "0");
}

/* Whom one may look for outside the scope; the guard lets nothing read it but an emergency. */
static void add_register(struct make *m)
{
	buf_printf(
		&m->script,
		"CREATE TEMP VIEW my_register AS SELECT id, rev, student_no, name"
		" FROM main.student WHERE %d;"
		"CREATE TEMP VIEW my_clock AS SELECT at FROM main.audit ORDER BY id DESC LIMIT 1;"
		"CREATE TEMP VIEW my_login AS SELECT id, login FROM main.account;"
		"CREATE TEMP VIEW my_access_grant AS SELECT * FROM main.access_grant"
		" WHERE %d OR account_id = %" PRId64 ";",
		!m->shut && m->of->access->may & MAY_BREAK_GLASS ? 1 : 0,
		!m->shut && m->of->access->may & MAY_ACCOUNTS ? 1 : 0,
		m->shut ? 0 : m->of->account_id);
}

/* -------------------------------------------------------------------- triggers */

static const struct {
	const char *event, *row;
} guarded[] = {
	{ "INSERT", "NEW" }, { "UPDATE", "OLD" }, { "UPDATE", "NEW" }, { "DELETE", "OLD" }
};
enum { GUARDED = sizeof guarded / sizeof *guarded };

static void add_refusal(struct make *m, const struct access_table *t, int trigger, const char *part,
			const char *words)
{
	const struct access_asked *asked = asked_of(t);

	buf_printf(&m->script, "SELECT RAISE(ABORT, '%s') WHERE (", words);
	add_filled(&m->script, t->foreign, guarded[trigger].row, part);
	buf_text(&m->script, ")");
	if (asked && !strcmp(guarded[trigger].event, "UPDATE")) {
		buf_text(&m->script, " AND (");
		access_add_bound(&m->script, asked->answer, m->of);
		buf_text(&m->script, ") IS NOT 1");
	}
	buf_text(&m->script, ";");
}

/* What one may not read would be written over with nothing; and a contact without the student of
 * whom it is not for one to read would be for one to read. */
static void add_mask_refusal(struct make *m, const struct access_table *t, const char *event)
{
	const char *of_row = NULL;

	if (t->sensitive && !strcmp(event, "UPDATE"))
		of_row = "OLD.sensitive IS NOT NULL";
	else if (!strcmp(t->table, "contact_student") && !strcmp(event, "DELETE"))
		of_row = "(SELECT sensitive FROM main.contact WHERE id = OLD.contact_id) IS NOT "
			 "NULL";
	if (!of_row)
		return;
	buf_printf(&m->script, "SELECT RAISE(ABORT, 'not for you to read') WHERE %s AND (", of_row);
	add_filled(&m->script, t->foreign, "OLD", " WHERE sensitive");
	buf_text(&m->script, ");");
}

static void add_guards(struct make *m, const struct access_table *t)
{
	const struct access_asked *asked = asked_of(t);
	const char *writes = asked ? asked->writes : " WHERE writes";

	for (int i = 0; i < GUARDED; i++) {
		const char *event = guarded[i].event, *row = guarded[i].row;

		buf_printf(&m->script,
			   "CREATE TEMP TRIGGER guard_%s_%s_%s BEFORE %s ON main.%s BEGIN ",
			   t->table, event, row, event, t->table);
		add_refusal(m, t, i, "", "outside the scope");
		add_refusal(m, t, i, writes, "for reading alone");
		if (!strcmp(row, "OLD"))
			add_mask_refusal(m, t, event);
		buf_text(&m->script, "END;");
	}
}

/* Nobody but the office grants anything; to oneself, one student for some days. */
static void add_grant_guard(struct make *m)
{
	const struct access_of *of = m->of;

	buf_printf(
		&m->script,
		"CREATE TEMP TRIGGER guard_access_grant BEFORE INSERT ON main.access_grant BEGIN "
		"SELECT RAISE(ABORT, 'outside the scope') WHERE (NEW.emergency = 1 AND "
		"NEW.account_id = %" PRId64 " AND NEW.student_id IS NOT NULL AND "
		"NEW.writes = 0 AND NEW.seen_by IS NULL AND NEW.starts = '%s' AND "
		"NEW.ends <= date('%s', '+%d days')) IS NOT 1; END;",
		of->access->may & MAY_BREAK_GLASS ? of->account_id : -1, of->today, of->today,
		ACCESS_EMERGENCY_DAYS);
}

/* --------------------------------------------------------------- all of a session */

static void add_drops(struct buf *script)
{
	static const char views[] =
		"audit\0register\0login\0clock\0access_grant\0standing\0scope\0"
		"absence_reason\0sampled\0reachable\0matched\0change_standing\0";

	for (const struct access_table *t = access_tables; t->table; t++) {
		buf_printf(script, "DROP VIEW IF EXISTS temp.my_%s;", t->table);
		for (int i = 0; i < GUARDED; i++)
			buf_printf(script, "DROP TRIGGER IF EXISTS temp.guard_%s_%s_%s;", t->table,
				   guarded[i].event, guarded[i].row);
	}
	for (const char *view = views; *view; view += strlen(view) + 1)
		buf_printf(script, "DROP VIEW IF EXISTS temp.my_%s;", view);
	buf_text(script, "DROP TRIGGER IF EXISTS temp.guard_access_grant;"
			 "DROP TRIGGER IF EXISTS temp.guard_change_request_asked;"
			 "DROP TRIGGER IF EXISTS temp.guard_change_request_says;"
			 "DROP TABLE IF EXISTS temp.scope;");
}

static bool run(struct make *m, const struct guard_rule *rules, struct err *e)
{
	bool ok = guard_script(m->db, "access", buf_str(&m->script), e);

	buf_release(&m->script);
	guard_set(m->db, rules);
	return ok;
}

bool access_begin(struct db *db, const char *login, struct err *e)
{
	struct make m = { .db = db };

	buf_text(&m.script, "CREATE TEMP VIEW my_account AS SELECT * FROM main.account"
			    " WHERE login = ");
	access_add_quoted(&m.script, login);
	buf_text(&m.script, ";");
	return run(&m, NULL, e);
}

static bool install(struct db *db, const struct access_of *of, bool shut, struct err *e)
{
	struct make m = { .db = db, .of = of, .shut = shut };
	bool again = guard_is_set(db), ok = true;
	bool writes_all = of->access->scope == SCOPE_EVERYBODY;

	guard_set(db, NULL);
	if (again)
		add_drops(&m.script);
	access_add_scope(&m);
	access_add_standing(&m);
	add_audit(&m);
	add_register(&m);
	access_add_matched(&m);
	access_add_figures(&m);
	for (const struct access_table *t = access_tables; t->table && ok; t++) {
		ok = add_view(&m, t, e);
		if (!writes_all)
			add_guards(&m, t);
	}
	if (!(of->access->may & MAY_ACCOUNTS))
		add_grant_guard(&m);
	access_add_changes(&m);
	door_ask(db, shut ? NULL : &statements[STANDING]);
	return run(&m, shut || !ok ? shut_rules : access_rules(of->access), e) && ok;
}

bool access_install(struct db *db, const struct access_of *of, struct err *e)
{
	return install(db, of, false, e);
}

bool access_shut(struct db *db, const struct access_of *of, struct err *e)
{
	return install(db, of, true, e);
}

bool access_changed(struct db *db, bool *changed, struct err *e)
{
	int64_t standing;
	bool ok = db_int(db, &statements[STANDING], NULL, &standing, NULL, e);

	*changed = ok && standing != STANDING_SAME;
	return ok;
}
