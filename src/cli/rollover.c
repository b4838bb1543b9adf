/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one school year to the next; changes are data and go to stdout, the summary is a sentence.
 */
#include "model/rollover.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"
#include "model/closing.h"

static const char *const columns[] = { "what",     "student_no", "student", "from_class",
				       "to_class", "mentor",     "note",    NULL };

static bool roll_over(struct cli *c, struct session *s, struct err *e)
{
	const struct rollover_options o = {
		.end_assignments = cli_given(c, "end-assignments"),
		.go_on = cli_given(c, "go-on"),
		.go_on_senior = cli_given(c, "go-on-senior"),
		.close = cli_given(c, "close"),
		.dry_run = cli_given(c, "dry-run"),
	};
	struct rollover_report report = { 0 };
	struct buf summary = { 0 };
	bool ok = rollover_run(s, &o, &report, e);

	if (ok) {
		output_rows(&report.changes, columns, c->format);
		rollover_summary(&report, &summary);
		cli_say("%s", buf_str(&summary));
	}
	buf_release(&summary);
	rollover_report_release(&report);
	return ok;
}

static bool undo(struct cli *c, struct session *s, struct err *e)
{
	char done_at[20];
	int64_t to;

	(void)c;
	if (!rollover_last(s, &to, done_at, e) || !rollover_undo(s, e))
		return false;
	cli_say(_("The roll-over to %lld is undone."), (long long)to);
	return true;
}

/* An undo takes back what was done, with all that it was done with. */
static bool check_options(struct cli *c, struct err *e)
{
	for (const struct cli_option *o = c->command->options; o->name; o++)
		if (strcmp(o->name, "undo") && cli_given(c, o->name))
			return usage_error(c, e, _("The option --%s does not go with --undo."),
					   o->name);
	return true;
}

static bool rollover(struct cli *c, struct err *e)
{
	if (!cli_given(c, "undo"))
		return cli_in_session(c, roll_over, e);
	return check_options(c, e) && cli_in_session(c, undo, e);
}

static const struct cli_option options[] = {
	{ "dry-run", NULL, N_("only list what would be changed"), 0, NULL },
	{ "end-assignments", NULL, N_("all mentors end with the year, to be assigned anew"), 0,
	  NULL },
	{ "go-on", NULL, N_("grade 5 goes on to grade 6 of the same school"), 0, NULL },
	{ "go-on-senior", NULL, N_("grade 9 goes on to grade 10 of the same school"), 0, NULL },
	{ "close", NULL, N_("close the old year: its figures are fixed, its records only read"), 0,
	  NULL },
	{ "undo", NULL, N_("take the last one back, as long as nothing was recorded since"), 0,
	  NULL },
	{ 0 },
};

const struct command rollover_command = {
	.name = "rollover",
	.help = N_("promote everybody into the next school year"),
	.more = N_("Every change goes to standard output, a row each. Students of a last grade "
		   "graduate; mentors stay with the others unless --end-assignments is given. "
		   "Refused (exit status 3) before the second term, or when it was done already."),
	.options = options,
	.run = rollover,
};

/* ----------------------------------------------------------------- closing */

static bool read_year(struct cli *c, int64_t *year, struct err *e)
{
	char *end;

	*year = strtoll(c->operands[0], &end, 10);
	return (!*end && *year >= 1990 && *year <= 2200) ||
	       usage_error(c, e, _("\"%s\" is no school year; write it as 2026."),
			   cli_quote(c, c->operands[0]));
}

static bool close_or_open(struct cli *c, struct session *s, struct err *e)
{
	bool reopen = cli_given(c, "reopen");
	int64_t year;

	if (!read_year(c, &year, e) || !(reopen ? year_reopen(s, year, e) : year_close(s, year, e)))
		return false;
	cli_say(reopen ? _("School year %lld is open again.") : _("School year %lld is closed."),
		(long long)year);
	return true;
}

static bool close_year(struct cli *c, struct err *e)
{
	int64_t year;

	return read_year(c, &year, e) && cli_in_session(c, close_or_open, e);
}

static const struct cli_option close_options[] = {
	{ "reopen", NULL, N_("open it again; its fixed figures are given up"), 0, NULL },
	{ 0 },
};

const struct command close_year_command = {
	.name = "close-year",
	.operands = N_("YEAR"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("close a school year: its records can be read, not changed"),
	.more = N_("YEAR is the one it begins in. It was rolled over before."),
	.options = close_options,
	.run = close_year,
};
