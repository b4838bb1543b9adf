/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static bool check_file(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "name", "table", "row", "says", NULL };
	struct rowset found;
	bool lifted = false, ok = check_run(s, &found, &lifted, e);

	if (ok) {
		output_rows(&found, columns, c->format);
		if (found.count) {
			cli_say(_("Findings: %zu. Nothing was changed."), found.count);
			c->exit_code = err_exit_code(ERR_DB);
		} else {
			cli_tell(_("%s is whole."), c->path);
		}
		if (lifted)
			cli_say("%s", _("A failure had stopped everybody; they can write again."));
	}
	rowset_release(&found);
	return ok;
}

static bool check(struct cli *c, struct err *e)
{
	return cli_in_session(c, check_file, e);
}

const struct command check_command = {
	.name = "check",
	.help = N_("look whether the school's file is whole and says nothing that cannot be"),
	.more = N_(
		"Pages, indexes and references, then the school's own rules: two classes or two "
		"lead mentors at once, contacts without a student, days outside their school "
		"year, figures that do not add up. Every finding goes to standard output, a row "
		"each, with its table and row; exit status 9 where there are any. Others can go "
		"on working. Where the disk had failed for somebody, nobody writes until this has "
		"found the file undamaged."),
	.run = check,
};
