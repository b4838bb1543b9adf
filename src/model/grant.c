/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "db/door.h"
#include "model/account.h"
#include "model/grade.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, GET, UNSEEN, ADD, CHANGE, END, SEE, BREAK_GLASS, STUDENT_OF };

#define COLUMNS                                                                                    \
	"SELECT g.id, g.rev, g.id AS number, g.account_id, g.student_id, g.class_id, g.grade, "    \
	"g.starts, g.ends, "                                                                       \
	"g.writes, g.sensitive, g.emergency, g.reason, g.approver, g.seen_by, g.made_at, "         \
	"CASE 2 * g.sensitive + g.writes WHEN 0 THEN 'read' WHEN 1 THEN 'record' "                 \
	"WHEN 2 THEN 'sensitive' ELSE 'all' END AS may, "                                          \
	"a.login, coalesce(m.name, a.login) AS who, st.name AS student, st.student_no, "           \
	"CASE WHEN g.class_id IS NOT NULL THEN " SQL_CLASS_NAME " END AS class_name, "             \
	"CASE WHEN g.student_id IS NOT NULL THEN st.name "                                         \
	"WHEN g.class_id IS NOT NULL THEN " SQL_CLASS_NAME " ELSE " SQL_GRADE_NAME                 \
	" END AS what, "                                                                           \
	"CASE WHEN g.emergency AND g.seen_by IS NULL THEN 'unseen' WHEN g.ends < :today "          \
	"THEN 'ended' WHEN g.starts > :today THEN 'later' ELSE 'in_force' END AS state "           \
	"FROM access_grant g JOIN account a ON a.id = g.account_id "                               \
	"LEFT JOIN mentor m ON m.id = a.mentor_id LEFT JOIN my_student st ON st.id = "             \
	"g.student_id LEFT JOIN class c ON c.id = g.class_id "
#define SQL_GRADE_NAME                                                                             \
	"(CASE WHEN g.grade >= 13 THEN '职' || substr('一二三四', g.grade - 12, 1) "          \
	"WHEN g.grade >= 10 THEN '高' || substr('一二三', g.grade - 9, 1) "                    \
	"ELSE substr('一二三四五六七八九', g.grade, 1) || '年级' END)"

static const struct sql statements[] = {
	[LIST] = { "grant.list",
		   COLUMNS "ORDER BY g.emergency AND g.seen_by IS NULL DESC, g.ends < :today, "
			   "abs(julianday(g.ends) - julianday(:today)), g.id DESC",
		   false },
	[GET] = { "grant.get", COLUMNS "WHERE g.id = :id", false },
	[UNSEEN] = { "grant.unseen",
		     "SELECT count(*) FROM access_grant WHERE emergency = 1 AND seen_by IS NULL",
		     false },
	[ADD] = { "grant.add",
		  "INSERT INTO access_grant (account_id, student_id, class_id, grade, starts, "
		  "ends, writes, sensitive, reason, emergency, approver, made_at) VALUES "
		  "(:account_id, :student_id, :class_id, :grade, :starts, :ends, :writes, "
		  ":sensitive, :reason, 0, :login, :now)",
		  true },
	[CHANGE] = { "grant.change",
		     "UPDATE access_grant SET account_id = :account_id, student_id = :student_id, "
		     "class_id = :class_id, grade = :grade, starts = :starts, ends = :ends, "
		     "writes = :writes, sensitive = :sensitive, reason = :reason, "
		     "approver = :login, rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[END] = { "grant.end",
		  "UPDATE access_grant SET starts = min(starts, :yesterday), ends = :yesterday, "
		  "rev = rev + 1 WHERE id = :id AND rev = :rev",
		  true },
	[SEE] = { "grant.see",
		  "UPDATE access_grant SET seen_by = :login, rev = rev + 1 WHERE id = :id "
		  "AND rev = :rev AND emergency = 1",
		  true },
	/* one row a student whom it fits; the number counts before the name */
	[BREAK_GLASS] = { "grant.break_glass",
			  "INSERT INTO access_grant (account_id, student_id, starts, ends, writes, "
			  "sensitive, reason, emergency, made_at) "
			  "SELECT a.id, r.id, :today, :until, 0, 1, :reason, 1, :now "
			  "FROM my_account a, my_register r WHERE a.locked = 0 "
			  "AND (r.student_no = :no OR (r.name = :name AND NOT EXISTS "
			  "(SELECT 1 FROM my_register n WHERE n.student_no = :no)))",
			  true },
	[STUDENT_OF] = { "grant.student_of",
			 "SELECT student_id FROM my_access_grant WHERE id = :id "
			 "AND emergency = 1 AND ends >= :today",
			 false },
};
const struct sql_table grant_sql = SQL_TABLE(statements);

#define NOW(s) INT("year", (s)->year.id), TEXT("today", (s)->today_iso)

/* ---------------------------------------------------------------- reading */

bool grant_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, grant_fields, sizeof(struct grant));
	return session_may(s, MAY_ACCOUNTS, e) &&
	       db_rows(s->db, &statements[LIST], WITH(NOW(s)), out, e);
}

bool grant_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, grant_fields, sizeof(struct grant));
	if (!session_may(s, MAY_ACCOUNTS, e) ||
	    !db_rows(s->db, &statements[GET], WITH(NOW(s), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such grant."));
}

bool grant_unseen(struct session *s, int64_t *count, struct err *e)
{
	*count = 0;
	return !(s->may & MAY_ACCOUNTS) || db_int(s->db, &statements[UNSEEN], NULL, count, NULL, e);
}

/* --------------------------------------------------------------- checking */

static bool is_set(const char *text)
{
	return text && *text;
}

static bool check_account(struct session *s, const struct grant *g, struct err *e)
{
	struct rowset set;
	bool ok = account_get(s, g->account_id, &set, e);

	if (ok) {
		const struct account *a = rowset_at(&set, 0);

		if (a->locked)
			ok = err_field(e, "account_id",
				       _("The account %s is locked; unlock it first."), a->login);
		else if (!strcmp(a->role, "office"))
			ok = err_field(e, "account_id",
				       _("%s is of the office and sees everybody already."),
				       a->login);
	}
	rowset_release(&set);
	return ok;
}

static bool take_what(struct session *s, struct grant *g, struct err *e)
{
	int given = (g->student_id != 0) + is_set(g->class_name) + is_set(g->grade);

	g->class_id = 0;
	if (given != 1)
		return err_field(e, "student_id", "%s",
				 given ? _("Give a student, a class or a grade, and not more than "
					   "one of them.")
				       : _("Say of whom: a student, a class or a grade."));
	return !is_set(g->class_name) || account_class(s, g->class_name, &g->class_id, e);
}

static bool check_days(struct session *s, const struct grant *g, struct err *e)
{
	iso_date last;

	date_shift(g->starts, GRANT_DAYS, last);
	if (strcmp(g->ends, s->today_iso) < 0)
		return err_field(e, "ends", _("%s is past; give a day that is to come."), g->ends);
	if (strcmp(g->ends, g->starts) < 0)
		return err_field(e, "ends", _("%s is before the first day (%s)."), g->ends,
				 g->starts);
	return strcmp(g->ends, last) <= 0 ||
	       err_field(e, "ends",
			 _("A grant lasts a year at most, here until %s; then it is "
			   "looked at anew."),
			 last);
}

static bool may_change(struct session *s, const struct grant *g, struct err *e)
{
	struct rowset set;
	bool ok = grant_get(s, g->id, &set, e);

	if (ok) {
		const struct grant *stored = rowset_at(&set, 0);

		if (stored->emergency)
			ok = err_set(e, ERR_INVALID, "%s",
				     _("An emergency access stays as it was taken; it can be "
				       "ended."));
		else if (strcmp(stored->ends, s->today_iso) < 0)
			ok = err_set(e, ERR_INVALID, _("This grant ended on %s; make a new one."),
				     stored->ends);
	}
	rowset_release(&set);
	return ok;
}

static bool check(struct session *s, struct grant *g, struct err *e)
{
	for (const struct field *f = grant_fields; f->name; f++)
		if (!field_check_required(f, g, e))
			return false;
	return (!g->id || may_change(s, g, e)) && check_account(s, g, e) && take_what(s, g, e) &&
	       check_days(s, g, e);
}

/* ---------------------------------------------------------------- writing */

bool grant_save(struct session *s, struct grant *g, struct err *e)
{
	struct grant before = *g;
	char now[20];
	bool ok;

	if (!session_may(s, MAY_ACCOUNTS, e) || !door_enter(s->db, e))
		return false;
	date_now_utc(now);
	if (!is_set(g->starts))
		g->starts = s->today_iso;
	g->writes = is_set(g->may) && (!strcmp(g->may, "record") || !strcmp(g->may, "all"));
	g->sensitive = is_set(g->may) && (!strcmp(g->may, "sensitive") || !strcmp(g->may, "all"));
	ok = door_leave(s->db,
			check(s, g, e) &&
				row_save(s->db, &statements[ADD], &statements[CHANGE], grant_fields,
					 g, WITH(TEXT("login", s->login), TEXT("now", now)),
					 _("this grant"), e),
			e);
	if (!ok)
		*g = before;
	return ok;
}

static bool run(struct session *s, const struct sql *sql, int64_t id, int64_t rev, struct err *e)
{
	iso_date yesterday;
	int64_t changes;

	date_to_iso(s->today - 1, yesterday);
	if (!door_enter(s->db, e))
		return false;
	return door_leave(s->db,
			  db_run(s->db, sql,
				 WITH(INT("id", id), INT("rev", rev), TEXT("login", s->login),
				      TEXT("yesterday", yesterday)),
				 &changes, e) &&
				  (changes || row_conflict(e, _("this grant"))),
			  e);
}

static bool refuse_state(struct session *s, int64_t id, bool seeing, struct err *e)
{
	struct rowset set;
	bool ok = grant_get(s, id, &set, e);

	if (ok) {
		const struct grant *g = rowset_at(&set, 0);

		if (!seeing && strcmp(g->ends, s->today_iso) < 0)
			ok = err_set(e, ERR_INVALID, _("It ended on %s already."), g->ends);
		else if (seeing && !g->emergency)
			ok = err_set(e, ERR_INVALID,
				     _("This is no emergency access; %s approved it."),
				     g->approver);
		else if (seeing && is_set(g->seen_by))
			ok = err_set(e, ERR_INVALID, _("%s has looked at it already."), g->seen_by);
	}
	rowset_release(&set);
	return ok;
}

bool grant_end(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return refuse_state(s, id, false, e) && run(s, &statements[END], id, rev, e);
}

bool grant_see(struct session *s, int64_t id, int64_t rev, struct err *e)
{
	return refuse_state(s, id, true, e) && run(s, &statements[SEE], id, rev, e);
}

/* ---------------------------------------------------------------- emergencies */

/* Those whom it fits are counted by the rows that come of it: nobody is read. */
static bool take(struct session *s, const char *no, const char *name, const char *reason,
		 int64_t days, int64_t *student_id, struct err *e)
{
	iso_date until;
	int64_t made;
	char now[20];
	int day = s->today;

	date_now_utc(now);
	date_from_iso(s->seen_on, &day);
	date_to_iso(day + (int)days, until);
	if (!db_run(s->db, &statements[BREAK_GLASS],
		    WITH(TEXT("no", no), TEXT("name", name), TEXT("reason", reason),
			 TEXT("today", s->seen_on), TEXT("until", until), TEXT("now", now)),
		    &made, e))
		return false;
	if (made == 1)
		return db_int(s->db, &statements[STUDENT_OF],
			      WITH(INT("id", db_last_id(s->db)), TEXT("today", s->seen_on)),
			      student_id, NULL, e);
	if (made)
		err_set(e, ERR_NOT_FOUND,
			_("%lld students are called %s; give the student number instead."),
			(long long)made, name);
	else
		err_set(e, ERR_NOT_FOUND,
			_("No student of the school has the number or the whole name \"%s\"."),
			name);
	err_at(e, "who");
	return false;
}

static bool check_emergency(struct session *s, const char *who, const char *reason, int64_t days,
			    struct err *e)
{
	if (!*who)
		return err_field(e, "who", "%s",
				 _("Say who the student is: the number, or the whole name."));
	if (text_count(reason) < EMERGENCY_REASON)
		return err_field(e, "reason",
				 _("Say why in %d characters at least; the office reads it."),
				 EMERGENCY_REASON);
	if (days < 0 || days > EMERGENCY_MOST)
		return err_field(e, "days",
				 _("An emergency access lasts %d days more at most; the office "
				   "grants longer ones."),
				 EMERGENCY_MOST);
	return s->account_id || err_set(e, ERR_DENIED, _("There is no account %s."), s->login);
}

bool grant_break_glass(struct session *s, const struct emergency *x, int64_t *student_id,
		       struct err *e)
{
	struct buf name = { 0 }, why = { 0 }, no = { 0 };
	bool ok, changed;

	*student_id = 0;
	if (s->may & MAY_ACCOUNTS)
		return err_field(e, "who", "%s", _("The office sees every student already."));
	text_tidy(&name, x->who ? x->who : "");
	text_tidy(&why, x->reason ? x->reason : "");
	text_half(&no, buf_str(&name));
	ok = session_may(s, MAY_BREAK_GLASS, e) &&
	     check_emergency(s, buf_str(&name), buf_str(&why), x->days, e) && door_enter(s->db, e);
	if (ok)
		ok = door_leave(s->db,
				take(s, buf_str(&no), name.at, why.at, x->days, student_id, e), e);
	ok = ok && session_renew(s, &changed, e);
	buf_release(&name);
	buf_release(&why);
	buf_release(&no);
	return ok;
}
