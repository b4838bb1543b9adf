/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/restore.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

static bool tell(struct cli *c, struct session *s, struct restore *r, struct err *e)
{
	static const char *const columns[] = { "what", "then", "now", NULL };
	struct rowset rows;
	bool ok = restore_look(s, r, &rows, e);

	if (ok)
		output_rows(&rows, columns, c->format);
	rowset_release(&rows);
	return ok;
}

static bool finish(struct session *s, struct restore *r, struct err *e)
{
	struct backup_report safety = { 0 };
	bool ok = restore_finish(s, r, &safety, e);

	if (safety.rows.count) {
		const struct backup_row *row = rowset_at(&safety.rows, 0);

		cli_say(safety.damaged ? _("The damaged file as it was is kept in %s.")
				       : _("The state before is kept in %s."),
			row->file);
	}
	if (ok)
		cli_say(_("Restored from %s."), r->file);
	rowset_release(&safety.rows);
	return ok;
}

static bool go_back(struct cli *c, struct session *s, struct err *e)
{
	struct restore r;
	bool ok = restore_begin(s, c->operands[0], cli_value(c, "key"), &r, e) && tell(c, s, &r, e);

	if (ok && cli_given(c, "yes"))
		ok = finish(s, &r, e);
	else if (ok)
		cli_say(_("Nothing was changed. With --yes all that is in the file now is replaced "
			  "by what is in the backup; a backup of it is made first."));
	restore_release(&r);
	return ok;
}

/* After a lost disk, or on a new machine. */
static bool begin_anew(struct cli *c, struct err *e)
{
	if (!cli_given(c, "yes")) {
		cli_say(_("Nothing was changed. There is no file %s; with --yes it is made from "
			  "the backup."),
			c->path);
		return true;
	}
	if (!restore_anew(c->path, c->operands[0], cli_value(c, "key"), e))
		return false;
	cli_say(_("%s is made from %s."), c->path, c->operands[0]);
	return true;
}

static bool restore(struct cli *c, struct err *e)
{
	struct session s;
	bool ok;

	if (faccessat(AT_FDCWD, c->path, F_OK, AT_EACCESS))
		return begin_anew(c, e);
	if (!session_open(&s, c->path, c->today, e)) {
		if (e->kind == ERR_DB)
			cli_say(_("To go back to a backup all the same, rename %s and restore "
				  "again; it is then made anew."),
				c->path);
		return false;
	}
	ok = go_back(c, &s, e);
	session_close(&s);
	return ok;
}

static const struct cli_option options[] = {
	{ "key", N_("FILE"), N_("the secret key's file, for a sealed backup"), OPTION_FILE, NULL },
	{ "yes", NULL, N_("do it; without it only told is what would be changed"), 0, NULL },
	{ 0 },
};

const struct command restore_command = {
	.name = "restore",
	.operands = N_("FILE"),
	.operands_least = 1,
	.operands_most = 1,
	.operand_file = true,
	.help = N_("go back to a backup, also while others work in the file"),
	.more = N_("What the backup holds and what the file holds now goes to standard output. "
		   "Before anything is replaced, a backup of the file as it is is made in 'backup' "
		   "beside it. An older backup is brought up to date. Where the school's file is "
		   "missing it is made."),
	.options = options,
	.run = restore,
};
