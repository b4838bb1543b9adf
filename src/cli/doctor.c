/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/doctor.h"

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/say.h"

static bool doctor(struct cli *c, struct err *e)
{
	static const char *const columns[] = { "name", "says", NULL };
	struct rowset found;
	bool ok = doctor_run(c->path, &found, e);

	if (ok) {
		output_rows(&found, columns, c->format);
		if (found.count)
			c->exit_code = err_exit_code(ERR_IO);
		else
			cli_tell(_("Nothing is wrong with how %s is kept."), c->path);
	}
	rowset_release(&found);
	return ok;
}

const struct command doctor_command = {
	.name = "doctor",
	.help = N_("tell what is wrong with how the school's file is kept on this machine"),
	.more = N_(
		"Owners and modes of the file, its folder and the program, members of the group, "
		"mounts, the disk's speed and room, who holds the lock and since when, what a "
		"crash left. Every finding goes to standard output, a row each with the mend; "
		"exit status 8 where there are any. Nothing is changed. 'daoshi check' looks "
		"inside the file."),
	.run = doctor,
};
