/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More than an account's role gives, until a day; and emergencies. */
#include "model/grant.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/account.h"

static const char *const columns[] = { "number", "state", "login",    "who",     "what",   "may",
				       "starts", "ends",  "approver", "seen_by", "reason", NULL };
static const char *const data[] = { "number",  "state",      "login",    "who",     "student_no",
				    "student", "class_name", "grade",    "may",     "starts",
				    "ends",    "emergency",  "approver", "seen_by", "made_at",
				    "reason",  NULL };

static bool show(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = grant_list(s, &set, e);

	if (ok)
		output_rows(&set, c->format == FORMAT_TABLE ? columns : data, c->format);
	rowset_release(&set);
	return ok;
}

static const struct field *option_field(size_t i)
{
	static const char *const names[] = { "grade", "may", "starts", "ends", "reason" };

	return i < sizeof names / sizeof *names ? field_find(grant_fields, names[i]) : NULL;
}

static bool add(struct cli *c, struct session *s, struct err *e)
{
	const char *login = cli_value(c, "account");
	struct grant g = { .class_name = cli_value(c, "class") };

	if (!login)
		return usage_error(c, e, _("The option --%s %s is missing."), "account",
				   _("LOGIN"));
	if (!session_may(s, MAY_ACCOUNTS, e) || !cli_fields(c, s, &g, e) ||
	    !account_find(s, login, &g.account_id, e) ||
	    !cli_student(c, s, "student", &g.student_id, e))
		return false;
	if (!g.account_id)
		return err_set(e, ERR_NOT_FOUND, _("There is no account %s."), cli_quote(c, login));
	if (!grant_save(s, &g, e))
		return false;
	cli_tell(_("Granted: %s, until %s."), login, g.ends);
	return true;
}

/* By the number that the list has. */
static bool find(struct cli *c, struct session *s, struct rowset *set, struct err *e)
{
	char *end;
	int64_t id = strtoll(c->operands[1], &end, 10);

	if (*end || id <= 0)
		return usage_error(c, e,
				   _("\"%s\" is no number of a grant; 'grant list' shows them."),
				   cli_quote(c, c->operands[1]));
	return grant_get(s, id, set, e);
}

static bool change(struct cli *c, struct session *s, struct err *e)
{
	struct rowset set = { 0 };
	bool ok = find(c, s, &set, e);

	if (ok) {
		const struct grant *g = rowset_at(&set, 0);

		ok = !strcmp(c->operands[0], "end") ? grant_end(s, g->id, g->rev, e)
						    : grant_see(s, g->id, g->rev, e);
	}
	rowset_release(&set);
	return ok;
}

static bool grant(struct cli *c, struct err *e)
{
	static cli_work *const works[] = { show, add, change, change };
	static const char *const names[] = { "list", "add", "end", "seen", NULL };
	size_t deed = 0;

	while (names[deed] && strcmp(names[deed], c->operands[0]))
		deed++;
	if (!names[deed])
		return usage_unknown(c, e, _("There is no 'grant %s'."), c->operands[0], names);
	if (deed >= 2 && c->operand_count < 2)
		return usage_error(c, e, _("'grant %s' needs a number of 'grant list'."),
				   names[deed]);
	if (deed < 2 && c->operand_count > 1)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[1]));
	for (size_t i = 0; deed != 1 && i < c->value_count; i++) {
		const struct cli_option *o = global_options;

		while (o->name && strcmp(o->name, c->values[i].name))
			o++;
		if (!o->name)
			return usage_error(c, e, _("The option --%s does not go with '%s %s'."),
					   c->values[i].name, "grant", names[deed]);
	}
	return cli_in_session(c, works[deed], e);
}

static const struct cli_option options[] = {
	{ "account", N_("LOGIN"), N_("add: for whom"), 0, NULL },
	{ "student", N_("NO"), N_("add: one student; number, name, pinyin or initials"), 0, NULL },
	{ "class", N_("CLASS"), N_("add: all students of a class, as 903"), 0, NULL },
	{ 0 },
};

const struct command grant_command = {
	.name = "grant",
	.operands = N_("list|add|end|seen [NO]"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("grant more than a role gives, until a day; look at emergencies"),
	.more = N_("A grant is of a student, a class or a grade. 'end' ends one now; 'seen' says "
		   "that the office has looked at an emergency access. NO is a number of the "
		   "list."),
	.options = options,
	.option_field = option_field,
	.run = grant,
};

/* ---------------------------------------------------------------- emergencies */

static const struct field *emergency_field(size_t i)
{
	return i ? NULL : field_find(emergency_fields, "days");
}

/* A reason may be what others should not read in the list of processes. */
static bool read_reason(struct cli *c, struct emergency *x, struct err *e)
{
	const char *typed = cli_value(c, "reason");
	struct buf text = { 0 };
	bool ok = strcmp(typed, "-") || cli_read_stdin(&text, e);

	ok = ok && field_read(field_find(emergency_fields, "reason"), x,
			      strcmp(typed, "-") ? typed : buf_str(&text), &c->arena, DATE_NO_TODAY,
			      NULL, e);
	buf_release(&text);
	return ok;
}

static bool take(struct cli *c, struct session *s, struct err *e)
{
	struct emergency x = { .days = EMERGENCY_DAYS };
	iso_date until;
	int64_t id;

	if (!field_read(emergency_fields, &x, cli_value(c, "student"), &c->arena, DATE_NO_TODAY,
			NULL, e) ||
	    !read_reason(c, &x, e) || !cli_fields(c, s, &x, e) || !grant_break_glass(s, &x, &id, e))
		return false;
	date_to_iso(s->today + (int)x.days, until);
	cli_tell(_("You may read about this student until %s. The office sees that and your "
		   "reason."),
		 until);
	return true;
}

static bool emergency(struct cli *c, struct err *e)
{
	return cli_in_session(c, take, e);
}

static const struct cli_option emergency_options[] = {
	{ "student", N_("NO"), N_("the number or the whole name"), OPTION_REQUIRED, NULL },
	{ "reason", N_("TEXT"), N_("what has happened; - takes it from standard input"),
	  OPTION_REQUIRED, NULL },
	{ 0 },
};

const struct command emergency_command = {
	.name = "emergency",
	.help = N_("read about a student who is not one's own; the office is told"),
	.more = N_("For reading, sensitive notes too, of one student of the school, today and "
		   "--days more. It is shown to the office until somebody there has looked at it."),
	.options = emergency_options,
	.option_field = emergency_field,
	.run = emergency,
};
