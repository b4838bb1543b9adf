/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Empty rosters to be filled in. */
#include "model/template.h"

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/people.h"

static bool write_template(struct cli *c, struct session *s, struct err *e)
{
	return template_write(s, import_kind_named(c->operands[0]), output_file(), e);
}

static bool template(struct cli *c, struct err *e)
{
	static const char *names[IMPORT_KINDS + 1];

	for (int i = 0; i < IMPORT_KINDS; i++)
		names[i] = import_kind_name((enum import_kind)i);
	if (import_kind_named(c->operands[0]) == IMPORT_KINDS)
		return usage_unknown(c, e, _("There is no template of %s."), c->operands[0], names);
	return cli_in_session(c, write_template, e);
}

const struct command template_command = {
	.name = "template",
	.operands = N_("KIND"),
	.operands_least = 1,
	.operands_most = 1,
	.workbook = true,
	.help = N_("write an empty roster to be filled in and imported"),
	.more = N_("KIND is students, mentors, assignments, preferences or mentor-preferences. It "
		   "is a workbook, with hints, and "
		   "with lists to choose from for sex, status, class and mentor: daoshi template "
		   "students --output students.xlsx"),
	.run = template,
};
