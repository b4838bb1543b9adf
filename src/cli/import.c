/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters in: findings are data and go to stdout, the summary is a sentence. */
#include "model/import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static const char *const columns[] = { "row", "level", "column", "value", "text", NULL };

/* For whoever sits before it. */
static void show_progress(void *arg, int percent)
{
	enum { WIDTH = 40 };

	(void)arg;
	fprintf(stderr, "\r%3d%% [%-*.*s]", percent, WIDTH, percent * WIDTH / 100,
		"########################################");
	if (percent == 100)
		fprintf(stderr, "\r%*s\r", WIDTH + 8, "");
	fflush(stderr);
}

static bool read_kind(struct cli *c, enum import_kind *kind, struct err *e)
{
	const char *names[IMPORT_KINDS + 1] = { 0 };

	*kind = import_kind_named(c->operands[0]);
	if (*kind != IMPORT_KINDS)
		return true;
	for (int k = 0; k < IMPORT_KINDS; k++)
		names[k] = import_kind_name((enum import_kind)k);
	return usage_unknown(c, e, _("There is no roster of %s."), c->operands[0], names);
}

static bool take_over(struct cli *c, struct session *s, struct err *e)
{
	struct import_report report = { 0 };
	struct import_options o = {
		.path = c->operands[1],
		.encoding = cli_value(c, "encoding"),
		.separator = cli_value(c, "separator"),
		.reason = cli_value(c, "reason"),
		.dry_run = cli_given(c, "dry-run"),
		.partial = cli_given(c, "partial"),
		.progress = isatty(STDERR_FILENO) ? show_progress : NULL,
	};
	struct buf summary = { 0 };
	bool ok;

	ok = read_kind(c, &o.kind, e) && cli_date(c, s, "joined", &o.joined, e) &&
	     import_run(s, &o, &report, e);
	if (ok) {
		output_rows(&report.findings, columns, c->format);
		import_summary(&report, &summary);
		cli_say("%s", buf_str(&summary));
		if (report.errors && !o.partial)
			c->exit_code = err_exit_code(ERR_INVALID);
	}
	buf_release(&summary);
	import_report_release(&report);
	return ok;
}

static bool import(struct cli *c, struct err *e)
{
	enum import_kind kind;

	return read_kind(c, &kind, e) && cli_in_session(c, take_over, e);
}

static const struct cli_option options[] = {
	{ "dry-run", NULL, N_("only tell what would be changed and what is wrong"), 0, NULL },
	{ "partial", NULL, N_("take the good rows and list the others"), 0, NULL },
	{ "encoding", N_("NAME"), N_("of the file, as UTF-8 or GB18030; else it is found out"), 0,
	  NULL },
	{ "separator", N_("SIGN"), N_("between the cells; else it is found out"), 0, NULL },
	{ "joined", N_("DATE"), N_("the first day of students who are new"), 0, NULL },
	{ "reason", N_("TEXT"), N_("for a mentor's students beyond the most as a rule"), 0, NULL },
	{ 0 },
};

const struct command import_command = {
	.name = "import",
	.operands = N_("students|mentors|assignments FILE"),
	.operands_least = 2,
	.operands_most = 2,
	.help = N_("take over a roster from a CSV or TSV file"),
	.more = N_("What is wrong or was mended goes to standard output, a row each. One wrong row "
		   "and nothing is changed (exit status 3), unless --partial is given."),
	.options = options,
	.run = import,
};
