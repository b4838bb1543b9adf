/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports (model/report.h): whatever one is called, by one subcommand. */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "model/report.h"

static const struct report *find_report(struct cli *c, struct err *e)
{
	const struct report *r = report_named(c->operands[0]);
	const char *names[64] = { 0 };

	if (r)
		return r;
	for (size_t i = 0; reports[i] && i < 63; i++)
		names[i] = reports[i]->name;
	usage_unknown(c, e, _("There is no report %s."), c->operands[0], names);
	return NULL;
}

static bool show(struct cli *c, struct session *s, struct err *e)
{
	const struct report *r = find_report(c, e);
	struct report_of of = { 0 };
	struct rowset rows = { 0 };
	bool ok = cli_mentor(c, s, "mentor", &of.mentor_id, e) &&
		  report_load(s, r, &of, &rows, e) &&
		  (!r->persons || cli_export(c, s, r->name, &rows, e));

	if (ok)
		output_rows(&rows, report_columns(s, r, &of), c->format);
	rowset_release(&rows);
	return ok;
}

static bool run(struct cli *c, struct err *e)
{
	return find_report(c, e) && cli_in_session(c, show, e);
}

static const struct cli_option options[] = {
	{ "mentor", N_("STAFFNO"), N_("of the students of a mentor"), 0, NULL },
	{ 0 },
};

const struct command report_command = {
	.name = "report",
	.operands = N_("NAME"),
	.operands_least = 1,
	.operands_most = 1,
	.help = N_("count and list for assessment and inspection"),
	.options = options,
	.run = run,
};
