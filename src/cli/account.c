/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may work with the file, and as what. */
#include "model/account.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

enum deed { LIST, ADD, SET, LOCK, UNLOCK, DEEDS };

/* What there is to be done, whether it names a login, and which options go with it. */
static const struct {
	const char *name;
	bool of_one;
	const char *const *options;
} deeds[DEEDS] = {
	[LIST] = { "list", false, NAMES(NULL) },
	[ADD] = { "add", true,
		  NAMES("role", "mentor", "class", "grade", "uid", "all-mentors", "dry-run") },
	[SET] = { "set", true, NAMES("role", "mentor", "class", "grade", "uid", "login") },
	[LOCK] = { "lock", true, NAMES(NULL) },
	[UNLOCK] = { "unlock", true, NAMES(NULL) },
};

static const char *const columns[] = { "login", "role",   "mentor", "staff_no", "class_name",
				       "grade", "status", "uid",    NULL };

static enum deed deed_of(const struct cli *c)
{
	int deed = 0;

	while (deed < DEEDS && strcmp(deeds[deed].name, c->operands[0]))
		deed++;
	return (enum deed)deed;
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "role", "grade", "uid", "login" };

	return i < sizeof names / sizeof *names ? field_find(account_fields, names[i]) : NULL;
}

/* --------------------------------------------------------------------- deeds */

static bool show(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = account_list(s, &set, e);

	if (ok)
		output_rows(&set, columns, c->format);
	rowset_release(&set);
	return ok;
}

static bool fill(struct cli *c, struct session *s, struct account *a, struct err *e)
{
	const char *class = cli_value(c, "class");

	if (class)
		a->class_name = class;
	return cli_fields(c, s, a, e) &&
	       (!cli_given(c, "mentor") || cli_mentor(c, s, "mentor", &a->mentor_id, e));
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	struct account a = { .role = cli_given(c, "mentor") ? "mentor" : NULL };

	if (!field_read(field_find(account_fields, "login"), &a, cli_operand(c, 1), &c->arena,
			DATE_NO_TODAY, NULL, e) ||
	    !fill(c, s, &a, e) || !account_save(s, &a, e))
		return false;
	cli_tell(_("%s is saved."), a.login);
	return true;
}

static bool add_all(struct cli *c, struct session *s, struct err *e)
{
	static const char *const ways[] = {
		[LOGIN_BY_STAFF_NO] = "staff-no", [LOGIN_BY_PINYIN] = "pinyin", NULL
	};
	const char *way = cli_value(c, "all-mentors");
	struct rowset set = { 0 };
	size_t by = 0, count = 0;
	bool ok;

	while (ways[by] && strcmp(ways[by], way))
		by++;
	if (!ways[by])
		return usage_unknown(c, e, _("There are no logins by %s."), way, ways);
	ok = account_missing(s, (enum account_logins)by, &set, e) &&
	     (cli_given(c, "dry-run") ||
	      account_add_missing(s, (enum account_logins)by, &count, e));
	if (ok)
		output_rows(&set, columns, c->format);
	if (ok && !cli_given(c, "dry-run"))
		cli_tell(_("%zu accounts are made."), count);
	rowset_release(&set);
	return ok;
}

/* The account of the login that is given, which must be there. */
static bool find(struct cli *c, struct session *s, struct rowset *set, struct err *e)
{
	const char *login = cli_operand(c, 1);
	int64_t id;

	if (!session_may(s, MAY_ACCOUNTS, e) || !account_find(s, login, &id, e))
		return false;
	if (!id)
		return err_set(e, ERR_NOT_FOUND, _("There is no account %s."), cli_quote(c, login));
	return account_get(s, id, set, e);
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	enum deed deed = deed_of(c);
	struct rowset set = { 0 };
	struct account a;
	bool ok = find(c, s, &set, e);

	if (ok) {
		a = *(const struct account *)rowset_at(&set, 0);
		if (deed != SET)
			a.locked = deed == LOCK;
		ok = fill(c, s, &a, e) && account_save(s, &a, e);
	}
	rowset_release(&set);
	return ok;
}

/* --------------------------------------------------------------------- the line */

static bool check_options(struct cli *c, enum deed deed, struct err *e)
{
	for (size_t i = 0; i < c->value_count; i++) {
		const char *const *o = deeds[deed].options;
		const struct cli_option *global = global_options;

		while (*o && strcmp(*o, c->values[i].name))
			o++;
		while (global->name && strcmp(global->name, c->values[i].name))
			global++;
		if (!*o && !global->name)
			return usage_error(c, e, _("The option --%s does not go with '%s %s'."),
					   c->values[i].name, "account", deeds[deed].name);
	}
	return true;
}

static bool account(struct cli *c, struct err *e)
{
	static cli_work *const works[DEEDS] = { show, add, change, change, change };
	static const char *const names[] = { "list", "add", "set", "lock", "unlock", NULL };
	enum deed deed = deed_of(c);
	bool all = deed == ADD && cli_given(c, "all-mentors");

	if (deed == DEEDS)
		return usage_unknown(c, e, _("There is no 'account %s'."), c->operands[0], names);
	if (!check_options(c, deed, e))
		return false;
	if (deeds[deed].of_one && !all && c->operand_count < 2)
		return usage_error(c, e, _("'account %s' needs a login."), deeds[deed].name);
	if ((!deeds[deed].of_one || all) && c->operand_count > 1)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[1]));
	return cli_in_session(c, all ? add_all : works[deed], e);
}

static const struct cli_option options[] = {
	{ "mentor", N_("STAFFNO"), N_("who it is; a mentor's account needs one"), 0, NULL },
	{ "class", N_("CLASS"), N_("of a class teacher, as 903"), 0, NULL },
	{ "all-mentors", N_("staff-no|pinyin"),
	  N_("add: an account for every mentor who has none, with such logins"), 0, NULL },
	{ "dry-run", NULL, N_("with --all-mentors: only list them"), 0, NULL },
	{ 0 },
};

const struct command account_command = {
	.name = "account",
	.operands = N_("list|add|set|lock|unlock [LOGIN]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("keep the accounts of those who work with the file"),
	.more = N_("The roles are office, principal, inspector, grade_head, class_teacher and "
		   "mentor. An account is never deleted; one that is locked is let in no more."),
	.options = options,
	.option_field = option_field,
	.run = account,
};
