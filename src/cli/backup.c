/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, proving and opening backups, and the key that seals them. What was made and removed is
 * data and goes to stdout; for cron there is no other word unless something is wrong. */
#include "model/backup.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/say.h"

/* What each of these goes with; without any of them a backup is made. */
static const struct way {
	const char *option, *with; /* names between blanks */
	bool (*run)(struct cli *c, struct err *e);
} ways[];

/* -------------------------------------------------------------------- making */

/* 7,5,12 */
static bool read_keep(struct cli *c, struct backup_keep *keep, struct err *e)
{
	enum { MOST = 9999 };
	const char *typed = cli_value(c, "keep"), *at = typed;
	int *figures[] = { &keep->days, &keep->weeks, &keep->months };
	char *end = NULL;

	*keep = (struct backup_keep)BACKUP_KEEP;
	if (!typed)
		return true;
	for (int i = 0; i < 3; i++, at = end + 1) {
		long n = strtol(at, &end, 10);

		if (end == at || n < 0 || n > MOST || *end != (i < 2 ? ',' : '\0'))
			return usage_error(c, e,
					   _("--keep \"%s\" is not three numbers such as 7,5,12: "
					     "days, weeks, months."),
					   cli_quote(c, typed));
		*figures[i] = (int)n;
	}
	return true;
}

static bool make(struct cli *c, struct session *s, struct err *e)
{
	static const char *const columns[] = { "what", "schema", "bytes", "file", NULL };
	struct backup_keep keep;
	struct backup_options o = { .folder = cli_value(c, "to"), .keep = &keep };
	struct backup_report r = { 0 };
	bool ok;

	if (!read_keep(c, &keep, e))
		return false;
	ok = backup_make(s, &o, &r, e);
	if (r.rows.count)
		output_rows(&r.rows, columns, c->format);
	if (r.rows.count && r.remote)
		cli_say(_("This folder is on a network file system. The backup is there as far as "
			  "it can be told; prove it with --verify on the machine that keeps it."));
	if (ok)
		cli_tell(r.sealed ? _("The backup is made, proved and sealed.")
				  : _("The backup is made and proved. It is not sealed: whoever "
				      "has it can read it; see --make-key."));
	rowset_release(&r.rows);
	return ok;
}

static bool run_make(struct cli *c, struct err *e)
{
	return cli_in_session(c, make, e);
}

/* ------------------------------------------------------------------- opening */

static bool run_verify(struct cli *c, struct err *e)
{
	const char *file = cli_value(c, "verify");
	struct backup_row facts;
	bool sealed;

	if (!backup_verify(file, cli_value(c, "key"), &facts, &sealed, e))
		return false;
	cli_say(sealed ? _("%s is whole: sealed, of schema %d, %lld bytes.")
		       : _("%s is whole: not sealed, of schema %d, %lld bytes."),
		file, (int)facts.schema, (long long)facts.bytes);
	return true;
}

static bool run_open(struct cli *c, struct err *e)
{
	const char *to = cli_value(c, "to");

	if (!to)
		return usage_error(c, e, "%s",
				   _("--open needs --to FILE: the plain file to be made."));
	if (!backup_open(cli_value(c, "open"), cli_value(c, "key"), to, e))
		return false;
	cli_say(_("%s is made. Whoever has it can read it: delete it when it is no longer needed."),
		to);
	return true;
}

/* ---------------------------------------------------------------------- keys */

static bool make_key(struct cli *c, struct session *s, struct err *e)
{
	const char *path = cli_value(c, "make-key");
	struct buf text = { 0 };
	bool ok = backup_make_key(s, path, cli_given(c, "replace"), &text, e);

	if (ok) {
		charset_write(stdout, buf_str(&text));
		putchar('\n');
		cli_say(_("From now on backups are sealed to this public key; write it on paper."));
		cli_say(_("The secret key is in %s: without it no backup can be opened. Print it "
			  "or "
			  "put it on a stick, twice, keep it away from this machine, and delete "
			  "the file here."),
			path);
	}
	buf_release(&text);
	return ok;
}

static bool set_key(struct cli *c, struct session *s, struct err *e)
{
	const char *typed = cli_value(c, "set-key");
	bool none = !strcmp(typed, "none");
	struct buf text = { 0 };
	bool ok = backup_set_key(s, none ? "" : typed, cli_given(c, "replace"), &text, e);

	if (ok)
		cli_say(none ? _("Backups are no longer sealed.")
			     : _("From now on backups are sealed to this public key."));
	buf_release(&text);
	return ok;
}

static bool run_make_key(struct cli *c, struct err *e)
{
	return cli_in_session(c, make_key, e);
}

static bool run_set_key(struct cli *c, struct err *e)
{
	return cli_in_session(c, set_key, e);
}

/* --------------------------------------------------------------- the command */

static const struct way ways[] = {
	{ "verify", " key ", run_verify },         { "open", " key to ", run_open },
	{ "make-key", " replace ", run_make_key }, { "set-key", " replace ", run_set_key },
	{ NULL, " to keep ", run_make },
};

static bool goes_with(const struct way *w, const char *option)
{
	const char *at = strstr(w->with, option);

	return at && at[-1] == ' ' && at[strlen(option)] == ' ';
}

static bool backup(struct cli *c, struct err *e)
{
	const struct way *w = ways;

	while (w->option && !cli_given(c, w->option))
		w++;
	for (const struct cli_option *o = c->command->options; o->name; o++) {
		if (!cli_given(c, o->name) || (w->option && !strcmp(o->name, w->option)) ||
		    goes_with(w, o->name))
			continue;
		if (w->option)
			return usage_error(c, e, _("The option --%s does not go with --%s."),
					   o->name, w->option);
		return usage_error(c, e,
				   _("The option --%s goes with --verify, --open, --make-key "
				     "or --set-key."),
				   o->name);
	}
	return w->run(c, e);
}

static const struct cli_option options[] = {
	{ "to", N_("FOLDER"),
	  N_("where the backup goes ('backup' beside the school's file); with --open the new file"),
	  OPTION_FILE, NULL },
	{ "keep", N_("D,W,M"),
	  N_("keep the last backup of so many days, weeks and months (7,5,12); older ones of this "
	     "school are removed, the newest never"),
	  0, NULL },
	{ "verify", N_("FILE"), N_("prove that a backup is whole"), OPTION_FILE, NULL },
	{ "open", N_("FILE"), N_("make a plain file of a backup"), OPTION_FILE, NULL },
	{ "key", N_("FILE"), N_("the secret key's file, for a sealed backup"), OPTION_FILE, NULL },
	{ "make-key", N_("FILE"),
	  N_("make a pair of keys: the secret one in the file, the public one seals backups from "
	     "now on"),
	  OPTION_FILE, NULL },
	{ "set-key", N_("KEY"), N_("a public key made elsewhere, as text; 'none': seal no more"), 0,
	  NULL },
	{ "replace", NULL, N_("with those two: in place of the key that there is"), 0, NULL },
	{ 0 },
};

const struct command backup_command = {
	.name = "backup",
	.help = N_("copy the school's file while others work in it, proved and sealed"),
	.more = N_("Every page, index and reference of the copy is checked before it gets its "
		   "name. Copying the file by other means while somebody writes gives a file that "
		   "may not be whole."),
	.options = options,
	.run = backup,
};
