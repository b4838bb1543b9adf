/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static void say_head(const struct audit_head *head)
{
	printf("%" PRId64 " %.*s\n", head->count, AUDIT_HEAD, head->link);
}

static bool verify(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "fault", NULL };
	struct audit_head head;
	struct rowset found = { 0 };
	bool ok = audit_head(s, &head, e) && audit_verify(s, &found, e);

	if (ok && found.count) {
		const struct audit_fault *first = rowset_at(&found, 0);

		output_rows(&found, columns, c->format);
		cli_say(_("The audit does not hold, first in row %lld of %lld."),
			(long long)first->id, (long long)head.count);
		c->exit_code = err_exit_code(ERR_DB);
	} else if (ok) {
		say_head(&head);
		cli_tell("%s",
			 _("The audit holds. Compare its end with one that was kept elsewhere: "
			   "in a backup's name, or on a monthly sheet."));
	}
	rowset_release(&found);
	return ok;
}

static bool show_head(struct cli *c, struct session *s, struct err *e)
{
	struct audit_head head;

	(void)c;
	if (!audit_head(s, &head, e))
		return false;
	say_head(&head);
	return true;
}

static bool list(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "at",  "login",  "role",  "action", "name",
					       "row", "before", "after", "reason", NULL };
	static const char *const data[] = { "at",    "login",  "role",    "source",  "action",
					    "name",  "row",    "student", "contact", "before",
					    "after", "reason", NULL };
	struct audit_filter f = { .login = cli_value(c, "login") };
	struct rowset rows = { 0 };
	bool ok = cli_student(c, s, "student", &f.student, e) &&
		  cli_date(c, s, "since", &f.since, e) && audit_list(s, &f, &rows, e) &&
		  cli_export(c, s, "audit", &rows, e);

	if (ok)
		output_rows(&rows, c->format == FORMAT_TABLE ? columns : data, c->format);
	rowset_release(&rows);
	return ok;
}

/* What the principal signs, with the end of the chain on it. */
static bool month(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "login", "deed", "count", "last", NULL };
	struct rowset rows = { 0 };
	struct audit_head head;
	iso_date day;
	int number;
	bool ok;

	snprintf(day, sizeof day, "%.7s-01", c->operands[1]);
	if (strlen(c->operands[1]) != 7 || !date_from_iso(day, &number))
		return usage_error(c, e, _("\"%s\" is no month; write it as 2026-11."),
				   cli_quote(c, c->operands[1]));
	ok = audit_month(s, c->operands[1], &rows, e) && audit_head(s, &head, e);
	if (ok) {
		output_rows(&rows, columns, c->format);
		if (c->format == FORMAT_TABLE) {
			charset_write(stdout, _("The audit's end: "));
			say_head(&head);
		}
	}
	rowset_release(&rows);
	return ok;
}

static const struct deed {
	const char *name;
	cli_work *run;
	size_t operands;
	const char *options; /* by blanks, one before and after each */
} deeds[] = {
	{ "verify", verify, 1, " " },
	{ "head", show_head, 1, " " },
	{ "list", list, 1, " student login since " },
	{ "month", month, 2, " " },
};
enum { DEEDS = sizeof deeds / sizeof *deeds };

static bool check_use(struct cli *c, const struct deed *d, struct err *e)
{
	if (c->operand_count > d->operands)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[d->operands]));
	if (c->operand_count < d->operands)
		return usage_error(c, e, "%s", _("Which month? Write it as 2026-11."));
	for (const struct cli_option *o = c->command->options; o->name; o++) {
		const char *at = strstr(d->options, o->name);

		if (cli_given(c, o->name) && !at)
			return usage_error(c, e, _("The option --%s does not go with 'audit %s'."),
					   o->name, d->name);
	}
	return true;
}

static bool audit(struct cli *c, struct err *e)
{
	const char *names[DEEDS + 1] = { 0 };

	for (int i = 0; i < DEEDS; i++) {
		if (!strcmp(deeds[i].name, c->operands[0]))
			return check_use(c, &deeds[i], e) && cli_in_session(c, deeds[i].run, e);
		names[i] = deeds[i].name;
	}
	return usage_unknown(c, e, _("'audit' cannot %s."), c->operands[0], names);
}

static const struct cli_option options[] = {
	{ "student", N_("NO"), N_("list: of a student, also records that are gone"), 0, NULL },
	{ "login", N_("LOGIN"), N_("list: what this login did"), 0, NULL },
	{ "since", N_("DATE"), N_("list: on this day or later"), 0, NULL },
	{ 0 },
};

const struct command audit_command = {
	.name = "audit",
	.operands = N_("verify|head|list|month YYYY-MM"),
	.operands_least = 1,
	.operands_most = 2,
	.help = N_("who did what, when; and whether nothing was changed in that since"),
	.more = N_(
		"'verify' walks the chain and says the first row that does not hold, exit status "
		"9. 'head' is the number of rows and the end of the chain: kept outside the file, "
		"it shows that none was taken off the end. 'list' writes the rows, 'month' the "
		"sheet for the principal: who did what how often, and the end of the chain."),
	.options = options,
	.run = audit,
};
