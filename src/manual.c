/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the manual page, from the rows that the program itself runs by. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/help.h"
#include "model/import.h"
#include "screen/keys.h"

/* What roff would take for its own: a dash is a minus, a backslash begins a request. */
static void text(const char *s)
{
	for (; *s; s++) {
		if (*s == '-')
			fputs("\\-", stdout);
		else if (*s == '\\')
			fputs("\\e", stdout);
		else
			putchar(*s);
	}
}

static void line(const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	text(s);
	putchar('\n');
}

static void heading(const char *name)
{
	printf(".SH %s\n", name);
}

/* Sentences in the tables begin small; a paragraph does not. */
static void sentence(const char *s)
{
	putchar(toupper((unsigned char)*s));
	text(s + 1);
	fputs(strchr(".;:", s[strlen(s) - 1]) ? "\n" : ".\n", stdout);
}

static void tagged(const char *tag, const char *argument, const char *s)
{
	fputs(".TP\n\\fB", stdout);
	text(tag);
	fputs("\\fR", stdout);
	if (argument) {
		fputs(" \\fI", stdout);
		text(argument);
		fputs("\\fR", stdout);
	}
	putchar('\n');
	sentence(s);
}

static void option(const struct cli_option *o)
{
	char name[64];
	struct buf help = { 0 };

	snprintf(name, sizeof name, "--%s", o->name);
	option_help(o, &help);
	tagged(name, o->argument, buf_str(&help));
	buf_release(&help);
}

/* Its own options alone: the global ones have a section. */
static void subcommand(const struct command *d)
{
	struct cli_option options[OPTIONS_MOST];
	struct arena arena = { 0 };
	size_t n = 0, global = 0;

	fputs(".SS ", stdout);
	text(d->name);
	if (d->operands) {
		putchar(' ');
		text(d->operands);
	}
	putchar('\n');
	sentence(d->help);
	if (d->more)
		line(d->more);
	command_options(d, &arena, options);
	while (options[n].name)
		n++;
	while (global_options[global].name)
		global++;
	for (size_t i = 0; i + global < n; i++)
		option(&options[i]);
	arena_release(&arena);
}

static void synopsis(void)
{
	heading("SYNOPSIS");
	line("daoshi [OPTION...]");
	for (size_t i = 0; commands[i]; i++) {
		puts(".br");
		fputs("daoshi [OPTION...] ", stdout);
		text(commands[i]->name);
		if (commands[i]->operands) {
			fputs(commands[i]->operands_least ? " " : " [", stdout);
			text(commands[i]->operands);
			fputs(commands[i]->operands_least ? "" : "]", stdout);
		}
		puts(" [OPTION...]");
	}
}

static void rows(const char *title, const struct help_row *row)
{
	heading(title);
	for (; row->name; row++)
		tagged(row->name, NULL, row->text);
}

/* "学号, 学籍号" for "学号|学籍号". */
static void headers(const struct field *f, struct buf *out)
{
	const char *list = f->aliases, *word;
	size_t len;

	while (text_word(&list, '|', &word, &len)) {
		buf_text(out, out->len ? ", " : "");
		buf_add(out, word, len);
	}
}

static void columns(const struct field *table)
{
	for (const struct field *f = table; f->name; f++) {
		struct buf known = { 0 };

		headers(f, &known);
		if (known.len && !(f->flags & FIELD_READ_ONLY))
			tagged(f->label, NULL, buf_str(&known));
		buf_release(&known);
	}
}

static void rosters(void)
{
	heading("ROSTERS");
	line("The header may stand below titles and blank rows, its columns in any order, with the "
	     "names below, those of the fields, or their labels; what else it has is left out and "
	     "told. A cell that is empty changes nothing.");
	for (int k = 0; k < IMPORT_KINDS; k++) {
		fputs(".SS ", stdout);
		line(import_kind_name((enum import_kind)k));
		for (const struct field *const *t = import_kind_fields((enum import_kind)k); *t;
		     t++)
			columns(*t);
	}
}

static bool key(void *arg, const struct action *a)
{
	struct buf keys = { 0 };

	(void)arg;
	if (a->help || a->bar) {
		if (a->keys)
			key_show_all(&keys, a->keys);
		else
			buf_text(&keys, _("no key"));
		tagged(buf_str(&keys), NULL, a->help ? a->help : a->bar);
	}
	buf_release(&keys);
	return false;
}

/* A row that is no key: what the screen is for. */
static bool about(void *arg, const struct action *a)
{
	(void)arg;
	if (a->about) {
		puts(".PP");
		line(a->about);
	}
	return false;
}

static void keys(void)
{
	heading("KEYS");
	line("Each screen shows its keys in the last row and, in full, under F1. Ctrl-P finds any "
	     "command by its name, its pinyin or its key. Under Keys in the menu (F10) commands "
	     "can be given other keys, each person for themselves; here, and in the sentences of "
	     "the program, the usual ones are named.");
	for (const struct screen_keys *k = screen_keys; k->screen; k++) {
		fputs(".SS ", stdout);
		line(k->screen);
		action_seek(k->actions, about, NULL);
		action_seek(k->actions, key, NULL);
	}
}

static void exit_status(void)
{
	struct exit_code codes[EXIT_CODES_MOST];
	size_t n = exit_codes(codes);

	heading("EXIT STATUS");
	for (size_t i = 0; i < n; i++) {
		char code[16];

		snprintf(code, sizeof code, "%d", codes[i].code);
		tagged(code, NULL, codes[i].text);
	}
}

int main(void)
{
	i18n_init("en");
	puts(".\\\" made by daoshi-manual from the program's own tables");
	puts(".TH DAOSHI 1 \"\" \"daoshi " VERSION "\" \"User Commands\"");
	heading("NAME");
	line("daoshi - the records of a school's all-staff mentor scheme");
	synopsis();
	heading("DESCRIPTION");
	line("Without a subcommand daoshi opens its screens. The subcommands are for scripts: data "
	     "goes to standard output and nothing else does, every sentence goes to standard "
	     "error.");
	puts(".PP");
	line("A table is for reading. CSV (RFC 4180) and JSON are in UTF-8 whatever the locale; "
	     "their columns are named in English, codes and dates stand as they are kept, numbers "
	     "that hold a national ID number are masked. In CSV, text that a spreadsheet would "
	     "take for a formula has an apostrophe before it.");
	heading("SUBCOMMANDS");
	for (size_t i = 0; commands[i]; i++)
		subcommand(commands[i]);
	heading("OPTIONS");
	puts("These go with every subcommand, before or after it.");
	for (const struct cli_option *o = global_options; o->name; o++)
		option(o);
	rosters();
	keys();
	rows("ENVIRONMENT", help_environment);
	rows("FILES", help_files);
	exit_status();
	return fflush(stdout) || ferror(stdout);
}
