/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster of accounts. Of an account that is there, its uid and its lock are never touched. */
#include <string.h>

#include "base/i18n.h"
#include "model/account.h"
#include "model/grade.h"
#include "model/import_private.h"

struct account_row {
	const char *login, *role, *mentor_no, *mentor_name, *class_name, *grade;
};

static const struct field account_row_fields[] = {
	{ FIELD(struct account_row, login), .label = N_("Login"), .kind = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .max = 63, .aliases = "登录名|用户名|账号|帐号|username|user",
	  .help = N_("the name this teacher logs in by on the server") },
	{ FIELD(struct account_row, role), .label = N_("Role"), .kind = FIELD_CHOICE,
	  .choices = account_roles, .aliases = "角色|身份",
	  .help = N_("what this person may see and do; F1 says more") },
	{ FIELD(struct account_row, mentor_no), .label = N_("Mentor's no."), .kind = FIELD_CODE,
	  .max = 40, .aliases = "工号|导师工号|教师工号|教工号|教职工号|职工号|staff_no" },
	{ FIELD(struct account_row, mentor_name), .label = N_("Mentor"), .kind = FIELD_NAME,
	  .aliases = "姓名|导师|导师姓名|教师姓名|教师|name" },
	{ FIELD(struct account_row, class_name), .label = N_("Class"), .kind = FIELD_TEXT,
	  .max = 20, .aliases = "班级|所带班级|class",
	  .help = N_("whose class teacher this is, as 九(3) or 903") },
	{ FIELD(struct account_row, grade), .label = N_("Grade"), .kind = FIELD_TEXT,
	  .words = &grade_word, .aliases = "年级|所在年级",
	  .help = N_("whose head this is, as 9 or 九") },
	{ 0 },
};

static void note(struct import *im, const struct sheet_row *row, const char *field, const char *is,
		 const char *was)
{
	import_note(im, row->number, "changed", _(field_find(account_row_fields, field)->label), is,
		    arena_printf(&im->arena, _("was %s"), was && *was ? was : _("(nothing)")));
}

static bool differs(const char *is, const char *was)
{
	return is && *is && strcmp(is, was ? was : "");
}

/* What a grade or a class is of goes with its role: account_save drops the rest. */
static bool merge(struct import *im, const struct sheet_row *row, const struct account_row *read,
		  int64_t mentor_id, const char *mentor, struct account *a)
{
	struct account before = *a;

	if (differs(read->role, a->role)) {
		note(im, row, "role", choice_label(account_roles, read->role),
		     choice_label(account_roles, a->role));
		a->role = read->role;
	}
	if (mentor_id && mentor_id != a->mentor_id) {
		note(im, row, "mentor_name", mentor, a->mentor);
		a->mentor_id = mentor_id;
	}
	if (!strcmp(a->role, "class_teacher") && differs(read->class_name, a->class_name)) {
		note(im, row, "class_name", read->class_name, a->class_name);
		a->class_name = read->class_name;
	}
	if (!strcmp(a->role, "grade_head") && differs(read->grade, a->grade)) {
		note(im, row, "grade", read->grade, a->grade);
		a->grade = read->grade;
	}
	return a->role != before.role || a->mentor_id != before.mentor_id ||
	       a->class_name != before.class_name || a->grade != before.grade;
}

static bool add(struct import *im, const struct account_row *r, int64_t mentor_id, struct err *e)
{
	struct account a = { .login = r->login,
			     .role = r->role,
			     .mentor_id = mentor_id,
			     .class_name = r->class_name,
			     .grade = r->grade };

	return account_save(im->s, &a, e);
}

static enum outcome change(struct import *im, const struct sheet_row *row,
			   const struct account_row *r, int64_t id, int64_t mentor_id,
			   struct err *e)
{
	const char *mentor = r->mentor_name && *r->mentor_name ? r->mentor_name : r->mentor_no;
	enum outcome outcome = ROW_BAD;
	struct rowset set;

	if (account_get(im->s, id, &set, e)) {
		struct account *a = rowset_at(&set, 0);

		if (!merge(im, row, r, mentor_id, mentor, a))
			outcome = ROW_UNCHANGED;
		else if (account_save(im->s, a, e))
			outcome = ROW_CHANGED;
	}
	rowset_release(&set);
	return outcome;
}

/* The class as the account has it, so that 903 is no change of 九(3). What a mentor's row has there
 * is where they teach, and no matter. */
static bool name_class(struct import *im, struct account_row *r, struct err *e)
{
	struct class_key class;
	struct buf name = { 0 };

	if (!r->class_name || !*r->class_name ||
	    (r->role && *r->role && strcmp(r->role, "class_teacher")))
		return true;
	if (!class_read(NULL, r->class_name, im->s->year.id, im->only_stage, &class, e))
		return false;
	class_show(&class, im->s->year.id, &name);
	r->class_name = arena_text(&im->arena, buf_str(&name));
	buf_release(&name);
	return true;
}

/* At the column that says it. */
static void place_error(struct err *e, const struct account_row *r)
{
	if (!strcmp(e->field, "mentor_id"))
		err_at(e, r->mentor_no && *r->mentor_no ? "mentor_no" : "mentor_name");
	else if (!strcmp(e->field, "locked"))
		err_at(e, "login");
}

static enum outcome save(struct import *im, const struct sheet_row *row, void *thing, struct err *e)
{
	struct account_row *r = thing;
	enum outcome outcome = ROW_BAD;
	int64_t id, mentor_id;

	if (field_check_required(account_row_fields, r, e) && name_class(im, r, e) &&
	    account_find(im->s, r->login, &id, e) &&
	    import_find_mentor(im, r->mentor_no, r->mentor_name, &mentor_id, e)) {
		if (id)
			outcome = change(im, row, r, id, mentor_id, e);
		else if (add(im, r, mentor_id, e))
			outcome = ROW_ADDED;
	}
	if (outcome == ROW_BAD)
		place_error(e, r);
	return outcome;
}

static const struct field *const tables[] = { account_row_fields, NULL };
static const struct import_need needs[] = { { "login", NULL }, { "role", NULL }, { 0 } };

const struct import_format import_accounts = {
	.name = "accounts",
	.tables = tables,
	.needs = needs,
	.key = "login",
	.doubled = N_("The same login stands in row %zu already; one of the two must be mended."),
	.may = MAY_ACCOUNTS,
	.size = sizeof(struct account_row),
	.save = save,
};
