/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/session.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/audit.h"
#include "db/stop.h"
#include "model/audit.h"
#include "model/login.h"
#include "model/search.h"
#include "model/statements.h"
#include "report_private.h"

enum { ACCOUNT };

static const struct sql statements[] = {
	[ACCOUNT] = { "session.account",
		      "SELECT id, rev, role, coalesce(mentor_id, 0), coalesce(class_id, 0), "
		      "coalesce(grade, 0), locked, uid FROM my_account",
		      false },
};
const struct sql_table session_sql = SQL_TABLE(statements);

/* On failure too *s says who it was, for the audit. */
static bool identify(struct session *s, const char *path, struct err *e)
{
	struct login l;
	bool ok = login_find(&l, path, e);

	snprintf(s->login, sizeof s->login, "%s", l.name);
	snprintf(s->source, sizeof s->source, "%s", l.source);
	s->uid = l.by_as ? -1 : l.uid;
	s->own = l.own;
	return ok;
}

static struct access_of access_of(const struct session *s)
{
	return (struct access_of){ .access = s->access,
				   .account_id = s->account_id,
				   .account_rev = s->account_rev,
				   .mentor_id = s->mentor_id,
				   .class_id = s->class_id,
				   .grade = s->grade,
				   .today = s->seen_on };
}

static void take_access(struct session *s, const struct access *access)
{
	s->access = access;
	s->read_only = db_read_only(s->db);
	s->may = access->may;
	/* what a stop forbids is refused at the door, but for going back to a backup */
	if (s->read_only && !db_stopped(s->db))
		s->may &= MAY_READ | MAY_READ_NOTES;
	s->scope = access->scope;
	s->role = access->role;
	db_set_actor(s->db, s->login, s->role, s->source);
}

static bool check_account(const struct session *s, const struct access *access, bool other,
			  struct err *e)
{
	if (other)
		return err_set(
			e, ERR_DENIED,
			_("The account %s was made for another user of that name (your uid is "
			  "%lld). Ask the office to look at it."),
			s->login, (long long)s->uid);
	if (!s->account_id && !access)
		return err_set(
			e, ERR_DENIED,
			_("You have no account here. Ask the office to make one for the login "
			  "%s."),
			s->login);
	return access ||
	       err_set(e, ERR_DENIED, _("The account %s has a role that is not known."), s->login);
}

/* Whoever can open a file of his own is its office: there is nobody else. A uid, or a login, goes
 * from who has left to the next one, so both must fit. */
static bool find_account(struct session *s, bool *locked, struct err *e)
{
	const struct access *access = s->own ? access_of_role("office") : NULL;
	bool other = false;
	struct cursor c;

	*locked = false;
	if (!cursor_open(&c, s->db, &statements[ACCOUNT], NULL, e))
		return false;
	s->account_id = s->account_rev = 0;
	if (cursor_next(&c)) {
		access = access_of_role(cursor_text(&c, 2));
		s->account_id = cursor_int(&c, 0);
		s->account_rev = cursor_int(&c, 1);
		s->mentor_id = cursor_int(&c, 3);
		s->class_id = cursor_int(&c, 4);
		s->grade = cursor_int(&c, 5);
		*locked = cursor_int(&c, 6);
		other = s->uid >= 0 && !cursor_null(&c, 7) && cursor_int(&c, 7) != s->uid;
	}
	if (!cursor_close(&c) || !check_account(s, access, other, e))
		return false;
	take_access(s, access);
	return true;
}

/* Also what cannot be written is refused: then it is only told. */
static void log_refusal(struct session *s, const struct err *why)
{
	struct err ignored;

	s->role = "";
	s->read_only = db_read_only(s->db);
	db_set_actor(s->db, s->login, "", s->source);
	if (why->kind == ERR_DENIED || why->kind == ERR_INVALID)
		audit_write(s, &(struct audit_entry){ "refuse", "login", 0, 0, why->text },
			    &ignored);
}

/* Who is refused is written down, if it can be; refused they are in any case. */
static bool refuse(struct session *s, struct err *e)
{
	struct err ignored;

	err_set(e, ERR_DENIED, _("The account %s is locked. Ask the office."), s->login);
	audit_write(s, &(struct audit_entry){ "refuse", "account", 0, 0, e->text }, &ignored);
	return false;
}

static bool enter(struct session *s, struct err *e)
{
	struct access_of of;
	bool locked;

	stop_as(s->login);
	if (!access_begin(s->db, s->login, e))
		return false;
	if (!find_account(s, &locked, e)) {
		log_refusal(s, e);
		return false;
	}
	if (locked)
		return refuse(s, e);
	of = access_of(s);
	return access_install(s->db, &of, e);
}

static void see_today(struct session *s)
{
	int now = s->by_clock ? date_today() : s->today;

	date_to_iso(now > s->today ? now : s->today, s->seen_on);
}

bool session_is_of_yesterday(const struct session *s)
{
	iso_date now;

	date_to_iso(date_today(), now);
	return s->by_clock && strcmp(now, s->seen_on) > 0;
}

static bool shut(struct session *s, struct err *e)
{
	struct access_of of = access_of(s);

	s->may = 0;
	return access_shut(s->db, &of, e) && refuse(s, e);
}

bool session_renew(struct session *s, bool *changed, struct err *e)
{
	bool locked, late = session_is_of_yesterday(s);
	int64_t was = s->account_id;
	struct access_of of;

	if (!access_changed(s->db, changed, e))
		return false;
	*changed |= late;
	if (!*changed)
		return true;
	if (!find_account(s, &locked, e))
		return e->kind == ERR_DENIED && shut(s, e);
	if (locked || (was && !s->account_id))
		return shut(s, e);
	see_today(s);
	of = access_of(s);
	return access_install(s->db, &of, e);
}

bool session_reload(struct session *s, struct err *e)
{
	struct school_year year = { 0 };
	struct rules rules;
	struct arena arena = { 0 };

	if (!school_load_year(s->db, s->today_iso, &year, e) ||
	    !rules_load(s->db, &year, &rules, &arena, e)) {
		arena_release(&arena);
		return false;
	}
	arena_release(&s->arena);
	s->year = year;
	s->rules = rules;
	s->arena = arena;
	return true;
}

static bool load_school(struct session *s, struct err *e)
{
	struct arena arena = { 0 };
	const char *name;
	bool ok = session_reload(s, e) && school_setting(s->db, "school_name", &arena, &name, e);

	if (ok && name)
		snprintf(s->school, sizeof s->school, "%s", name);
	text_trim_broken_end(s->school);
	arena_release(&arena);
	return ok;
}

/* On a db already open, which the session then owns. */
static bool begin(struct session *s, struct db *db, int today, struct err *e)
{
	*s = (struct session){ .db = db, .role = "" };
	s->by_clock = today == DATE_NO_TODAY;
	s->today = s->by_clock ? date_today() : today;
	date_to_iso(s->today, s->today_iso);
	see_today(s);
	if (!identify(s, db_path(db), e))
		log_refusal(s, e);
	else if (search_renew(db, &s->keys_stale, e) && duties_lend_tables(db, e) && enter(s, e) &&
		 load_school(s, e))
		return true;
	session_close(s);
	return false;
}

bool session_open(struct session *s, const char *path, int today, struct err *e)
{
	struct db *db = db_open(path, e);

	*s = (struct session){ 0 };
	return db && begin(s, db, today, e);
}

bool session_look(struct session *s, const char *path, int today, struct err *e)
{
	struct db *db = db_look(path, e);

	*s = (struct session){ 0 };
	return db && begin(s, db, today, e);
}

/* The folders above the file, for their owner alone. */
static bool make_folders(const char *path, struct err *e)
{
	struct buf folder = { 0 };
	bool ok = true;

	for (const char *slash = strchr(path + (*path == '/'), '/'); slash && ok;
	     slash = strchr(slash + 1, '/')) {
		buf_clear(&folder);
		buf_add(&folder, path, (size_t)(slash - path));
		ok = !mkdir(folder.at, 0700) || errno == EEXIST;
	}
	if (!ok) {
		err_set(e, ERR_IO, _("The folder for the file cannot be made."));
		err_detail(e, "mkdir %s: %s", folder.at, strerror(errno));
	}
	buf_release(&folder);
	return ok;
}

bool session_create(struct session *s, const char *path, const char *name, int today, struct err *e)
{
	struct db *db;

	*s = (struct session){ 0 };
	if (!login_may_create(path, e) || !make_folders(path, e) || !identify(s, path, e))
		return false;
	db = school_create(path, name, s->login, today == DATE_NO_TODAY ? date_today() : today, e);
	if (db && begin(s, db, today, e))
		return true;
	if (db)
		unlink(path); /* it was made just now, and nobody can use it */
	return false;
}

void session_close(struct session *s)
{
	db_close(s->db);
	arena_release(&s->arena);
	*s = (struct session){ 0 };
}

int64_t session_own(const struct session *s)
{
	if (s->scope == SCOPE_EVERYBODY)
		return 0;
	return s->mentor_id ? s->mentor_id : -1;
}

int session_term(const struct session *s)
{
	return strcmp(s->today_iso, s->year.second_term) < 0 ? 1 : 2;
}

const char *session_denial(const struct session *s)
{
	if (s->db && db_stopped(s->db))
		return _("The disk or the file failed for somebody, so nobody writes: everything "
			 "can be read, nothing changed. The office runs 'daoshi check'.");
	return s->read_only ? _("The file may only be read: nothing can be changed.")
			    : _(s->access->denial);
}

bool session_may(const struct session *s, unsigned need, struct err *e)
{
	return (s->may & need) == need ||
	       err_set(e, s->read_only ? ERR_IO : ERR_DENIED, "%s", session_denial(s));
}

void session_refuse(const char *path, const char *why)
{
	struct err e = { 0 };
	struct db *db = db_open(path, &e);
	struct session s = { .db = db };

	if (!db)
		return;
	identify(&s, path, &e);
	err_set(&e, ERR_DENIED, "%s", why);
	log_refusal(&s, &e);
	session_close(&s);
}
