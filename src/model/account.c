/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/account.h"

#include <pwd.h>
#include <string.h>

#include "base/i18n.h"
#include "db/door.h"
#include "model/enrolment.h"
#include "model/grade.h"
#include "model/mentor.h"
#include "model/row.h"
#include "model/statements.h"

enum { LIST, GET, FIND, COUNT, OTHER_OFFICES, FIND_CLASS, ADD, CHANGE, SET_MENTOR, ADD_OWN };

#define COLUMNS                                                                                    \
	"SELECT a.id, a.rev, a.login, a.uid, a.role, a.mentor_id, a.class_id, a.grade, a.locked, " \
	"m.name AS mentor, m.staff_no, " SQL_CLASS_NAME " AS class_name, "                         \
	"CASE WHEN a.locked THEN 'locked' WHEN m.status = 'left' THEN 'left' ELSE 'open' END "     \
	"AS status FROM account a LEFT JOIN mentor m ON m.id = a.mentor_id "                       \
	"LEFT JOIN class c ON c.id = a.class_id "
#define IN_ORDER                                                                                   \
	"ORDER BY instr('office principal inspector grade_head class_teacher mentor', a.role), "   \
	"a.login"

static const struct sql statements[] = {
	[LIST] = { "account.list", COLUMNS IN_ORDER, false },
	[GET] = { "account.get", COLUMNS "WHERE a.id = :id", false },
	[FIND] = { "account.find", "SELECT id FROM account WHERE login = :login", false },
	[COUNT] = { "account.count", "SELECT count(*) FROM account", false },
	[OTHER_OFFICES] = { "account.other_offices",
			    "SELECT count(*) FROM account WHERE role = 'office' AND locked = 0 "
			    "AND id <> :id",
			    false },
	[FIND_CLASS] = { "account.find_class",
			 "SELECT id FROM class WHERE stage = :stage AND entry_year = :entry_year "
			 "AND number = :number",
			 false },
	[ADD] = { "account.add",
		  "INSERT INTO account (login, uid, role, mentor_id, class_id, grade) "
		  "VALUES (:login, :uid, :role, :mentor_id, :class_id, :grade)",
		  true },
	[CHANGE] = { "account.change",
		     "UPDATE account SET login = :login, uid = :uid, role = :role, "
		     "mentor_id = :mentor_id, class_id = :class_id, grade = :grade, "
		     "locked = :locked, rev = rev + 1 WHERE id = :id AND rev = :rev",
		     true },
	[SET_MENTOR] = { "account.set_mentor",
			 "UPDATE account SET mentor_id = :mentor, rev = rev + 1 "
			 "WHERE login = :login",
			 true },
	[ADD_OWN] = { "account.add_own",
		      "INSERT INTO account (login, role, mentor_id) "
		      "VALUES (:login, 'office', :mentor)",
		      true },
};
const struct sql_table account_sql = SQL_TABLE(statements);

/* ---------------------------------------------------------------- reading */

bool account_list(struct session *s, struct rowset *out, struct err *e)
{
	rowset_init(out, account_fields, sizeof(struct account));
	return session_may(s, MAY_ACCOUNTS, e) &&
	       db_rows(s->db, &statements[LIST], WITH(INT("year", s->year.id)), out, e);
}

bool account_get(struct session *s, int64_t id, struct rowset *out, struct err *e)
{
	rowset_init(out, account_fields, sizeof(struct account));
	if (!session_may(s, MAY_ACCOUNTS, e) ||
	    !db_rows(s->db, &statements[GET], WITH(INT("year", s->year.id), INT("id", id)), out, e))
		return false;
	return out->count || err_set(e, ERR_NOT_FOUND, "%s", _("There is no such account."));
}

bool account_find(struct session *s, const char *login, int64_t *id, struct err *e)
{
	return db_int(s->db, &statements[FIND], WITH(TEXT("login", login)), id, NULL, e);
}

bool account_count(struct session *s, int64_t *count, struct err *e)
{
	return db_int(s->db, &statements[COUNT], NULL, count, NULL, e);
}

bool account_class(struct session *s, const char *typed, int64_t *class_id, struct err *e)
{
	struct arena arena = { 0 };
	struct class_key key;
	const char *stage;
	bool ok = enrolment_only_stage(s, &arena, &stage, e) &&
		  class_read(NULL, typed, s->year.id, stage, &key, e) &&
		  db_int(s->db, &statements[FIND_CLASS],
			 WITH(TEXT("stage", key.stage), INT("entry_year", key.entry_year),
			      INT("number", key.number)),
			 class_id, NULL, e);

	arena_release(&arena);
	return ok && (*class_id || err_field(e, "class_name",
					     _("There is no class %s yet; it comes with its first "
					       "student."),
					     typed));
}

/* --------------------------------------------------------------- checking */

static bool is_set(const char *text)
{
	return text && *text;
}

/* What servers of schools have: wangfang, t10023, wang.fang@school. */
static bool is_login(const char *login)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ_.-@+";

	return *login != '-' && *login != '.' && !login[strspn(login, letters)];
}

static bool check_login(struct session *s, const struct account *a, struct err *e)
{
	int64_t other;

	if (!is_login(a->login))
		return err_field(e, "login",
				 _("\"%s\" is no login: letters of the Latin alphabet, digits and "
				   "_ . - @ + only, as the server has it."),
				 a->login);
	if (!account_find(s, a->login, &other, e))
		return false;
	return !other || other == a->id ||
	       err_field(e, "login", _("There is an account %s already."), a->login);
}

static bool check_role(const struct account *a, struct err *e)
{
	struct buf names = { 0 };

	if (choice_find(account_roles, a->role))
		return true;
	for (size_t i = 0; access_role(i); i++)
		buf_printf(&names, "%s%s", names.len ? ", " : "", _(access_role(i)->label));
	err_field(e, "role", _("There is no role \"%s\"; choose one of: %s."), a->role, names.at);
	buf_release(&names);
	return false;
}

static bool check_mentor(struct session *s, const struct account *a, const struct account *before,
			 struct err *e)
{
	struct rowset set;
	bool ok;

	if (!a->mentor_id)
		return strcmp(a->role, "mentor") ||
		       err_field(e, "mentor_id", "%s",
				 _("A mentor's account says which mentor it is; choose one."));
	if (a->mentor_id == before->mentor_id)
		return true;
	ok = mentor_get(s, a->mentor_id, &set, e);
	if (ok) {
		const struct mentor *m = rowset_at(&set, 0);

		ok = strcmp(m->status, "left") ||
		     err_field(e, "mentor_id", _("%s has left; choose another mentor."), m->name);
	}
	rowset_release(&set);
	return ok;
}

/* What the role does not need is dropped. */
static bool take_place(struct session *s, struct account *a, struct err *e)
{
	bool class_teacher = !strcmp(a->role, "class_teacher"),
	     grade_head = !strcmp(a->role, "grade_head");

	a->class_id = 0;
	if (!grade_head)
		a->grade = NULL;
	if (!class_teacher)
		a->class_name = NULL;
	if (grade_head && !is_set(a->grade))
		return err_field(e, "grade", "%s", _("Say whose head it is: the grade, as 9."));
	if (class_teacher && !is_set(a->class_name))
		return err_field(e, "class_name", "%s",
				 _("Say whose class teacher it is: the class, as 903."));
	return !class_teacher || account_class(s, a->class_name, &a->class_id, e);
}

static bool is_office(const struct account *a)
{
	return !a->locked && a->role && !strcmp(a->role, "office");
}

/* Somebody must be left who can unlock the others, and nobody shuts the door on oneself. */
static bool check_way_back(struct session *s, const struct account *a, const struct account *before,
			   struct err *e)
{
	int64_t others;

	if (is_office(before) && !is_office(a)) {
		if (!db_int(s->db, &statements[OTHER_OFFICES], WITH(INT("id", a->id)), &others,
			    NULL, e))
			return false;
		if (!others)
			return err_field(e, a->locked ? "locked" : "role",
					 _("%s is the last open account of the office; give "
					   "another account that role first."),
					 before->login);
	}
	if (!before->id || strcmp(before->login, s->login))
		return true;
	if (a->locked)
		return err_field(e, "locked", "%s",
				 _("This is your own account; another member of the office can "
				   "lock it."));
	if (strcmp(a->login, before->login) || a->uid != before->uid)
		return err_field(e, strcmp(a->login, before->login) ? "login" : "uid", "%s",
				 _("This is your own account, by which you are known now; another "
				   "member of the office can change that."));
	return !strcmp(a->role, before->role) ||
	       err_field(e, "role", "%s",
			 _("This is your own account; another member of the office can change "
			   "its role."));
}

/* ---------------------------------------------------------------- writing */

/* Logins are given anew, and so are their numbers: both together are not. */
static int64_t uid_of(const char *login)
{
	const struct passwd *pw = getpwnam(login);

	return pw ? (int64_t)pw->pw_uid : 0;
}

static bool write(struct session *s, struct account *a, struct err *e)
{
	struct account none = { 0 };
	struct rowset set = { 0 };
	const struct account *before = &none;
	bool ok = true;

	for (const struct field *f = account_fields; f->name; f++)
		if (!field_check_required(f, a, e))
			return false;
	if (a->id) {
		ok = account_get(s, a->id, &set, e);
		before = ok ? rowset_at(&set, 0) : &none;
	} else {
		a->locked = 0;
		a->uid = a->uid ? a->uid : uid_of(a->login);
	}
	ok = ok && check_login(s, a, e) && check_role(a, e) && check_way_back(s, a, before, e) &&
	     check_mentor(s, a, before, e) && take_place(s, a, e) &&
	     row_save(s->db, &statements[ADD], &statements[CHANGE], account_fields, a,
		      WITH(NULL_OR("uid", a->uid)), a->login, e);
	rowset_release(&set);
	return ok;
}

bool account_save(struct session *s, struct account *a, struct err *e)
{
	struct account before = *a;
	bool ok;

	if (!session_may(s, MAY_ACCOUNTS, e) || !door_enter(s->db, e))
		return false;
	ok = door_leave(s->db, write(s, a, e), e);
	if (!ok)
		*a = before;
	return ok;
}

bool account_lock(struct session *s, int64_t id, int64_t rev, bool locked, struct err *e)
{
	struct rowset set;
	bool ok = account_get(s, id, &set, e);

	if (ok) {
		struct account a = *(const struct account *)rowset_at(&set, 0);

		a.rev = rev;
		a.locked = locked;
		ok = account_save(s, &a, e);
	}
	rowset_release(&set);
	return ok;
}

/* ------------------------------------------------------------- one's own account */

static bool set_mentor(struct session *s, int64_t id, struct err *e)
{
	const struct bind *with = WITH(TEXT("login", s->login), NULL_OR("mentor", id));
	int64_t changes;

	return db_run(s->db, &statements[SET_MENTOR], with, &changes, e) &&
	       (changes || db_run(s->db, &statements[ADD_OWN], with, NULL, e));
}

bool account_is_mentor(struct session *s, int64_t id, struct err *e)
{
	/* a mentor's own account says who it is: only the office's is free to choose */
	if (!session_may(s, MAY_ASSIGN, e) || !door_enter(s->db, e) ||
	    !door_leave(s->db, set_mentor(s, id, e), e))
		return false;
	s->mentor_id = id;
	return true;
}

bool account_add_first(struct db *db, const char *login, struct err *e)
{
	return db_run(db, &statements[ADD_OWN], WITH(TEXT("login", login), NULL_OR("mentor", 0)),
		      NULL, e);
}
