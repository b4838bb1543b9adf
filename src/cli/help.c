/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/say.h"

const struct help_row help_environment[] = {
	{ "DAOSHI_DB", N_("the school's file, where --db names none") },
	{ "DAOSHI_LANG",
	  N_("the language, zh or en, where --lang names none; else it is Chinese") },
	{ "XDG_DATA_HOME", N_("the folder that holds daoshi/school.db") },
	{ "LC_ALL, LC_CTYPE, LANG", N_("the character set of the terminal") },
	{ "SSH_ORIGINAL_COMMAND", N_("with --as: the subcommand that was asked for over SSH") },
	{ 0 },
};

const struct help_row help_files[] = {
	{ "~/.local/share/daoshi/school.db", N_("the school's file, where nothing else is said") },
	{ "/var/lib/daoshi/school.db",
	  N_("the file of a site, where many work with one (docs/site.md)") },
	{ "~/.local/share/daoshi/backup", N_("its backups, where --to names no other folder") },
	{ 0 },
};

/* What each kind of error means to a script; kinds with one code stand together. */
static const struct {
	enum err_kind kind;
	const char *text;
} kinds[] = {
	{ ERR_INVALID, N_("something that was given cannot be; a roster has wrong rows; a reason "
			  "is needed") },
	{ ERR_NOT_FOUND, N_("no such file, student or mentor") },
	{ ERR_DENIED, N_("this is not for you to see or change") },
	{ ERR_CONFLICT, N_("somebody else changed the record meanwhile") },
	{ ERR_BUSY, N_("somebody else is saving; try again") },
	{ ERR_IO, N_("a disk, a file or the output failed") },
	{ ERR_DB, N_("the file is damaged, foreign, or of a newer daoshi") },
};

size_t exit_codes(struct exit_code out[EXIT_CODES_MOST])
{
	size_t n = 0;

	out[n++] = (struct exit_code){ 0, N_("all is done") };
	out[n++] = (struct exit_code){ EXIT_USAGE, N_("the command line is wrong") };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		out[n++] = (struct exit_code){ err_exit_code(kinds[i].kind), kinds[i].text };
	return n;
}

void option_help(const struct cli_option *option, struct buf *out)
{
	const struct field *f = option->field;

	buf_text(out, _(option->help));
	if (f && f->choices) {
		buf_text(out, f->kind == FIELD_CHOICES ? _(": several of") : _(": one of"));
		for (const struct choice *c = f->choices; c->code; c++)
			buf_printf(out, " %s", c->code);
	} else if (f && f->help) {
		buf_printf(out, ": %s", _(f->help));
	}
	if (option->flags & OPTION_MANY)
		buf_printf(out, " (%s)", _("may be given several times"));
}

/* ---------------------------------------------------------------- on stdout */

/* "  left      right", or the right one on a line of its own. */
static void add_row(struct buf *out, const char *left, const char *right)
{
	enum { LEFT = 22 };

	buf_text(out, "  ");
	text_pad(out, left, text_width(left) > LEFT ? text_width(left) : LEFT, true);
	if (text_width(left) > LEFT)
		buf_printf(out, "\n%*s", LEFT + 2, "");
	buf_printf(out, "  %s\n", right);
}

static void add_option(struct buf *out, const struct cli_option *o)
{
	struct buf left = { 0 }, right = { 0 };

	buf_printf(&left, "--%s", o->name);
	if (o->argument)
		buf_printf(&left, " %s", _(o->argument));
	option_help(o, &right);
	add_row(out, buf_str(&left), buf_str(&right));
	buf_release(&left);
	buf_release(&right);
}

static void add_usage(struct buf *out, const struct command *d)
{
	buf_printf(out, _("Usage: daoshi %s"), d->name);
	if (d->operands)
		buf_printf(out, d->operands_least ? " %s" : " [%s]", _(d->operands));
	for (const struct cli_option *o = d->options; o && o->name; o++)
		if (o->flags & OPTION_REQUIRED)
			buf_printf(out, " --%s %s", o->name, _(o->argument));
	buf_printf(out, " [%s...]\n\n%s\n", _("OPTION"), _(d->help));
	if (d->more)
		buf_printf(out, "%s\n", _(d->more));
}

static void add_exit_codes(struct buf *out)
{
	struct exit_code codes[EXIT_CODES_MOST];
	size_t n = exit_codes(codes);

	buf_printf(out, "\n%s\n", _("Exit status:"));
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "  %d  %s\n", codes[i].code, _(codes[i].text));
}

static void add_overview(struct buf *out)
{
	buf_printf(out, "%s\n\n%s\n\n%s\n", _("Usage: daoshi [OPTION...] [SUBCOMMAND [OPTION...]]"),
		   _("Keeps the records of a school's all-staff mentor scheme. Without a "
		     "subcommand it "
		     "opens the screens."),
		   _("Subcommands:"));
	for (size_t i = 0; commands[i]; i++)
		add_row(out, commands[i]->name, _(commands[i]->help));
}

void help_show(const struct command *command)
{
	struct cli_option options[OPTIONS_MOST];
	struct arena arena = { 0 };
	struct buf out = { 0 };

	command_options(command, &arena, options);
	if (command)
		add_usage(&out, command);
	else
		add_overview(&out);
	buf_printf(&out, "\n%s\n", _("Options:"));
	for (const struct cli_option *o = options; o->name; o++)
		add_option(&out, o);
	if (!command)
		add_exit_codes(&out);
	charset_write(stdout, buf_str(&out));
	buf_release(&out);
	arena_release(&arena);
}

static bool help(struct cli *c, struct err *e)
{
	const struct command *d = NULL;

	if (c->operand_count) {
		d = command_find(c, c->operands[0], e);
		if (!d)
			return false;
	}
	help_show(d);
	return true;
}

const struct command help_command = {
	.name = "help",
	.operands = N_("SUBCOMMAND"),
	.operands_most = 1,
	.help = N_("show what a subcommand does and takes"),
	.run = help,
};
