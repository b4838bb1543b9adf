/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subcommand that somebody asked sshd for: ssh school list students --format csv > f.csv */
#include <string.h>

#include "base/environment.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/guarded.h"

/* What reads, exports, and records from options and standard input. Not here: what makes, replaces
 * or removes files, and what changes a whole year. */
static const char *const allowed[] = {
	"list",    "find",     "todo",   "coverage", "record",     "bright",    "plan",
	"phrase",  "refer",    "exempt", "assign",   "unassign",   "leave",     "training",
	"import",  "template", "rules",  "keydates", "department", "doctor",    "help",
	"absence", "figures",  "report", "letters",  "condition",  "belonging", "preference",
	"match",   "change",   NULL,
};

bool remote_asked(const struct cli *c)
{
	const char *asked = environment_ssh()->command;

	return cli_given(c, "as") && !c->command && *asked;
}

/* ------------------------------------------------------------------- splitting */

static bool is_blank(char s)
{
	return s == ' ' || s == '\t';
}

/* One word from *s on, which is no blank. Between quotes of a kind everything else stands for
 * itself; outside, what a shell would act on is refused, so that nobody takes this for one. */
static bool take_word(const char **s, struct buf *word)
{
	char quote = '\0';

	for (; **s && (quote || !is_blank(**s)); ++*s) {
		if (**s == quote)
			quote = '\0';
		else if (!quote && strchr("'\"", **s))
			quote = **s;
		else if ((unsigned char)**s < ' ' || **s == 0x7F ||
			 (quote != '\'' && strchr("\\`$", **s)) ||
			 (!quote && strchr(";&|<>()*?[]{}~#!", **s)))
			return false;
		else
			buf_char(word, **s);
	}
	return !quote;
}

char **remote_words(struct cli *c, int *count, struct err *e)
{
	enum { MOST = 100 };
	const struct ssh_words *ssh = environment_ssh();
	char **words = arena_alloc(&c->arena, (MOST + 2) * sizeof *words);
	const char *s = ssh->command;
	struct buf word = { 0 };
	bool ok = !ssh->too_long;
	int n = 0;

	words[n++] = arena_text(&c->arena, "daoshi");
	for (s += strspn(s, " \t"); ok && *s; s += strspn(s, " \t")) {
		buf_clear(&word);
		ok = n <= MOST && take_word(&s, &word);
		if (ok)
			words[n++] = arena_text(&c->arena, buf_str(&word));
	}
	buf_release(&word);
	words[n] = NULL;
	*count = n;
	if (ok)
		return words;
	err_set(e, ERR_DENIED, "%s",
		_("This is no subcommand of daoshi: its words are separated by blanks, with quotes "
		  "round those that hold any, and no shell reads them."));
	return NULL;
}

/* -------------------------------------------------------------------- the list */

static bool is_allowed(const struct command *command)
{
	for (size_t i = 0; allowed[i]; i++)
		if (!strcmp(allowed[i], command->name))
			return true;
	return false;
}

/* A dash is standard input or output, and no file. */
static bool is_refused(const struct cli_option *options, const struct cli_value *v)
{
	if (!strcmp(v->name, "as") || !strcmp(v->name, "today"))
		return true;
	while (strcmp(options->name, v->name))
		options++;
	return options->flags & OPTION_FILE && strcmp(v->text, "-");
}

/* Who may work with the file is not changed over the line, from a roster neither. */
static bool gives_rights(const struct cli *c)
{
	return c->command == &import_command && c->operand_count &&
	       !strcmp(c->operands[0], "accounts");
}

bool remote_check(struct cli *c, size_t own, struct err *e)
{
	struct cli_option options[OPTIONS_MOST];

	if (!c->command) {
		if (!cli_given(c, "help") && !cli_given(c, "version"))
			return err_set(e, ERR_DENIED, "%s",
				       _("Over this line a subcommand is needed."));
	} else if (!is_allowed(c->command) || gives_rights(c)) {
		return err_set(e, ERR_DENIED,
			       _("'daoshi %s' cannot be used over this line. Ask the office, or "
				 "whoever looks after the server."),
			       c->command->name);
	}
	command_options(c->command, &c->arena, options);
	for (size_t i = own; i < c->value_count; i++)
		if (is_refused(options, &c->values[i]))
			return err_set(e, ERR_DENIED,
				       _("The option --%s cannot be used over this line."),
				       c->values[i].name);
	return true;
}
