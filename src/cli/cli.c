/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/guarded.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/say.h"
#include "model/session.h"

static const char *const formats[] = { [FORMAT_TABLE] = "table",
				       [FORMAT_CSV] = "csv",
				       [FORMAT_JSON] = "json",
				       [FORMAT_XLSX] = "xlsx",
				       NULL };
static const char *const languages[] = { "zh", "en", NULL };

/* ----------------------------------------------------------------- reading */

enum { FIRST = 256 }; /* what getopt_long returns for the first option */

/* Known before anything else is read, because every complaint is in it. */
static const char *language(char **argv, const char *lang)
{
	for (argv++; *argv && strcmp(*argv, "--"); argv++) {
		if (!strncmp(*argv, "--lang=", 7))
			lang = *argv + 7;
		else if (!strcmp(*argv, "--lang") && argv[1])
			lang = *++argv;
	}
	return lang;
}

static bool unknown_option(struct cli *c, struct err *e, const struct cli_option *options,
			   const char *word)
{
	const char *names[OPTIONS_MOST];
	size_t n = 0;

	for (; options->name; options++)
		names[n++] = arena_printf(&c->arena, "--%s", options->name);
	names[n] = NULL;
	return usage_unknown(c, e, _("There is no option %s."),
			     arena_printf(&c->arena, "%.*s", (int)strcspn(word, "="), word), names);
}

static void add_value(struct cli *c, const struct cli_option *option, const char *bytes)
{
	struct cli_value *v;
	struct buf text = { 0 };

	if (bytes)
		charset_read(&text, bytes, strlen(bytes));
	c->values = mem_grow(c->values, (c->value_count + 1) * sizeof *c->values);
	v = &c->values[c->value_count++];
	*v = (struct cli_value){ option->name, arena_text(&c->arena, buf_str(&text)),
				 option->field };
	buf_release(&text);
}

/* getopt_long takes --cla for --class, until there is a --classmate: a script must not. */
static bool is_whole(const char *word, const char *name)
{
	return !strncmp(word + 2, name, strlen(name)) && strchr("=", word[2 + strlen(name)]);
}

/* What getopt_long has just returned. */
static bool take_option(struct cli *c, const struct cli_option *options, int got, char **argv,
			struct err *e)
{
	const struct cli_option *o = &options[(got >= FIRST ? got : optopt) - FIRST];
	const char *word = argv[optind - 1 - (optarg && optarg == argv[optind - 1])];

	if (got == '?' && optopt && optopt < FIRST)
		return unknown_option(c, e, options, (char[]){ '-', (char)optopt, '\0' });
	if ((got == '?' && !optopt) || !is_whole(word, o->name))
		return unknown_option(c, e, options, word);
	if (got == ':')
		return usage_error(c, e, _("The option --%s needs a value."), o->name);
	if (got == '?')
		return usage_error(c, e, _("The option --%s takes no value."), o->name);
	add_value(c, o, optarg);
	return true;
}

/* `argv[0]` is passed over. Reads up to the first operand where `shorts` begins with '+'; else the
 * operands gather at the end. Either way they begin at argv[optind]. */
static bool read_options(struct cli *c, int argc, char **argv, const char *shorts, struct err *e)
{
	struct cli_option *options = arena_alloc(&c->arena, OPTIONS_MOST * sizeof *options);
	struct option longs[OPTIONS_MOST] = { 0 };
	int got;

	command_options(c->command, &c->arena, options);
	for (int i = 0; options[i].name; i++)
		longs[i] = (struct option){ options[i].name,
					    options[i].argument ? required_argument : no_argument,
					    NULL, FIRST + i };
	opterr = 0;
	optind = 0; /* begin anew */
	while ((got = getopt_long(argc, argv, shorts, longs, NULL)) != -1)
		if (!take_option(c, options, got, argv, e))
			return false;
	return true;
}

static bool read_arguments(struct cli *c, int argc, char **argv, struct err *e)
{
	int at;

	if (!read_options(c, argc, argv, "+:", e))
		return false;
	at = optind;
	if (at == argc)
		return true;
	c->command = command_find(c, argv[at], e);
	if (!c->command || !read_options(c, argc - at, argv + at, ":", e))
		return false;
	c->operands = argv + at + optind;
	c->operand_count = (size_t)(argc - at - optind);
	return true;
}

/* ---------------------------------------------------------- what was read */

static size_t name_index(const char *const *names, const char *name)
{
	size_t i = 0;

	while (names[i] && strcmp(names[i], name))
		i++;
	return i;
}

static bool take_globals(struct cli *c, struct err *e)
{
	const char *today = cli_value(c, "today"), *format = cli_value(c, "format"),
		   *lang = cli_value(c, "lang"), *path = cli_value(c, "db");

	if (path && !*path)
		return usage_error(c, e, "%s", _("--db names no file."));
	if (lang && !languages[name_index(languages, lang)])
		return usage_unknown(c, e, _("There is no language %s."), lang, languages);
	if (today && !date_from_iso(today, &c->today))
		return usage_error(c, e, _("--today \"%s\" is no date; write it as 2026-11-23."),
				   cli_quote(c, today));
	if (!format)
		return true;
	c->format = (enum format)name_index(formats, format);
	return formats[c->format] ||
	       usage_unknown(c, e, _("There is no format %s."), format, formats);
}

static bool check_operands(struct cli *c, struct err *e)
{
	const struct command *d = c->command;

	if (c->operand_count < d->operands_least)
		return usage_error(c, e, _("'daoshi %s' needs %s."), d->name, _(d->operands));
	if (c->operand_count > d->operands_most)
		return usage_error(c, e, _("\"%s\" is one word too many."),
				   cli_quote(c, c->operands[d->operands_most]));
	for (const struct cli_option *o = d->options; o && o->name; o++)
		if (o->flags & OPTION_REQUIRED && !cli_given(c, o->name))
			return usage_error(c, e, _("The option --%s %s is missing."), o->name,
					   _(o->argument));
	return true;
}

/* ----------------------------------------------------------------- running */

/* What is refused at the other end of a line is on record, as all that is. */
static bool begin_output(struct cli *c, struct err *e)
{
	if (output_open(c, e))
		return true;
	if (e->kind == ERR_DENIED)
		session_refuse(c->path, e->text);
	return false;
}

static bool run(struct cli *c, struct err *e)
{
	if (cli_given(c, "help")) {
		help_show(c->command);
		return true;
	}
	if (cli_given(c, "version")) {
		puts("daoshi " VERSION);
		return true;
	}
	return check_operands(c, e) && begin_output(c, e) &&
	       output_close(c, c->command->run(c, e), e);
}

/* What was printed counts once it is out: a full disk or a reader who has gone is told. */
static bool flush_output(struct err *e)
{
	bool failed = ferror(stdout);

	errno = 0;
	if (!fclose(stdout) && !failed)
		return true;
	err_set(e, ERR_IO, "%s",
		_("The output could not be written to its end: the disk is full, or its reader has "
		  "gone."));
	if (errno)
		err_detail(e, "%s", strerror(errno));
	return false;
}

static int finish(struct cli *c, bool ok, struct err *e)
{
	struct err out;
	int code = c->exit_code;

	if (!ok) {
		cli_say_err(e);
		code = code ? code : err_exit_code(e->kind);
	}
	if (!flush_output(&out)) {
		cli_say_err(&out);
		code = code ? code : err_exit_code(out.kind);
	}
	return code;
}

/* What sshd was asked for is read as if it stood on the command line. */
static bool read_remote(struct cli *c, struct err *e)
{
	size_t own = c->value_count;
	int count;
	char **words = remote_words(c, &count, e);

	if (!words)
		return false;
	i18n_init(language(words, i18n_lang()));
	if (read_arguments(c, count, words, e) && remote_check(c, own, e))
		return true;
	c->value_count = own; /* what was refused has no say in where that is kept */
	return false;
}

/* Screens: none of the subcommands. With --as they are at the other end of a line, and files that
 * are named there would be those of the account that all share. */
static bool prepare(struct cli *c, int argc, char **argv, bool *screens, struct err *e)
{
	bool ok = read_arguments(c, argc, argv, e), remote = ok && remote_asked(c), refused, found;

	if (cli_given(c, "as") && (remote || !c->command))
		table_refuse_files();
	refused = remote && !read_remote(c, e);
	ok = ok && !refused && take_globals(c, e);
	*screens = ok && !c->command && !cli_given(c, "help") && !cli_given(c, "version");
	found = guarded_find_file(c, ok ? e : &(struct err){ 0 });
	ok = ok && found && guarded_check(c, e);
	if (refused || (!ok && e->kind == ERR_DENIED))
		session_refuse(c->path, e->text);
	return ok;
}

int cli_main(int argc, char **argv, cli_screen *screen)
{
	struct cli c = { .today = DATE_NO_TODAY };
	struct err e = { 0 };
	bool ok, screens = false;
	int code;

	/* with raised rights the environment was cleared (base/environment.h) */
	i18n_init(language(argv, getenv("DAOSHI_LANG")));
	ok = prepare(&c, argc, argv, &screens, &e);
	if (ok && screens) {
		code = screen(c.path, c.today);
	} else {
		signal(SIGPIPE, SIG_IGN); /* a write that fails says so */
		signal(SIGXFSZ, SIG_IGN);
		code = finish(&c, ok && run(&c, &e), &e);
	}
	free(c.values);
	arena_release(&c.arena);
	return code;
}
