/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/near.h"
#include "base/text.h"

const struct command *const commands[] = {
	&init_command,       &import_command,       &list_command,       &find_command,
	&todo_command,       &coverage_command,     &figures_command,    &district_command,
	&record_command,     &bright_command,       &plan_command,       &phrase_command,
	&refer_command,      &exempt_command,       &assign_command,     &unassign_command,
	&leave_command,      &training_command,     &department_command, &rules_command,
	&keydates_command,   &rollover_command,     &close_year_command, &school_command,
	&backup_command,     &restore_command,      &check_command,      &doctor_command,
	&audit_command,      &purge_command,        &retention_command,  &consent_command,
	&everything_command, &access_sheet_command, &account_command,    &grant_command,
	&emergency_command,  &template_command,     &letters_command,    &report_command,
	&absence_command,    &remind_command,       &contact_command,    &history_command,
	&draft_command,      &student_command,      &guardian_command,   &mentor_command,
	&condition_command,  &belonging_command,    &preference_command, &match_command,
	&change_command,     &demo_command,         &help_command,       NULL,
};

const struct cli_option global_options[] = {
	{ "db", N_("FILE"), N_("the school's file"), OPTION_FILE, NULL },
	{ "as", N_("LOGIN"),
	  N_("work as this account: for the owner of the school's folder, in a line of "
	     "authorized_keys"),
	  0, NULL },
	{ "lang", N_("zh|en"), N_("the language of labels and sentences"), 0, NULL },
	{ "today", N_("DATE"), N_("the day to work on, as 2026-11-23, instead of today"), 0, NULL },
	{ "format", N_("table|csv|json|xlsx"), N_("how rows are written; xlsx is a workbook"), 0,
	  NULL },
	{ "output", N_("FILE"),
	  N_("rows go to this file, csv or xlsx as its name ends; - is standard output"), 0, NULL },
	{ "encoding", N_("utf-8|gb18030"), N_("of csv, for a spreadsheet that asks for it"), 0,
	  NULL },
	{ "replace", NULL, N_("the file of --output is replaced where there is one"), 0, NULL },
	{ "help", NULL, N_("show this help"), 0, NULL },
	{ "version", NULL, N_("show the version"), 0, NULL },
	{ 0 },
};

/* ----------------------------------------------------------------- options */

static const char *argument_word(const struct field *f)
{
	switch (f->kind) {
	case FIELD_DATE:
		return N_("DATE");
	case FIELD_CHOICE:
		return N_("WORD");
	case FIELD_CHOICES:
		return N_("WORDS");
	case FIELD_NOTE:
		return "-";
	default:
		return N_("TEXT");
	}
}

/* bright_spots is --bright-spots */
static struct cli_option option_of_field(const struct field *f, struct arena *arena)
{
	char *name = arena_text(arena, f->name);

	for (char *s = name; *s; s++)
		*s = *s == '_' ? '-' : *s;
	return (struct cli_option){
		.name = name, .argument = argument_word(f), .help = f->label, .field = f
	};
}

static bool has_own(const struct command *command, const char *name)
{
	for (const struct cli_option *o = command ? command->options : NULL; o && o->name; o++)
		if (!strcmp(o->name, name))
			return true;
	return false;
}

void command_options(const struct command *command, struct arena *arena,
		     struct cli_option out[OPTIONS_MOST])
{
	const struct cli_option *own = command ? command->options : NULL;
	const struct field *f;
	size_t n = 0;

	for (; own && own->name; own++)
		out[n++] = *own;
	for (size_t i = 0; command && command->option_field; i++) {
		f = command->option_field(i);
		if (!f)
			break;
		out[n++] = option_of_field(f, arena);
	}
	for (own = global_options; own->name; own++)
		if (!has_own(command, own->name))
			out[n++] = *own;
	out[n] = (struct cli_option){ 0 };
}

const char *cli_value(const struct cli *c, const char *option)
{
	for (size_t i = c->value_count; i--;)
		if (!strcmp(c->values[i].name, option))
			return c->values[i].text;
	return NULL;
}

bool cli_given(const struct cli *c, const char *option)
{
	return cli_value(c, option) != NULL;
}

const char *cli_global(const struct cli *c, const char *option)
{
	return has_own(c->command, option) ? NULL : cli_value(c, option);
}

/* ------------------------------------------------------------ wrong arguments */

const char *const *choice_codes(const struct choice *choices, struct arena *arena)
{
	const char **names;
	size_t n = 0;

	while (choices[n].code)
		n++;
	names = arena_alloc(arena, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = choices[i].code;
	names[n] = NULL;
	return names;
}

const char *cli_quote(struct cli *c, const char *word)
{
	struct buf shown = { 0 };
	const char *text = arena_text(&c->arena, text_quote(&shown, word));

	buf_release(&shown);
	return text;
}

static bool wrong_usage(struct cli *c, struct err *e, const char *sentence)
{
	c->exit_code = EXIT_USAGE;
	if (c->command)
		return err_set(e, ERR_INVALID, _("%s See 'daoshi help %s'."), sentence,
			       c->command->name);
	return err_set(e, ERR_INVALID, _("%s See 'daoshi help'."), sentence);
}

bool usage_error(struct cli *c, struct err *e, const char *fmt, ...)
{
	char sentence[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof sentence, fmt, args);
	va_end(args);
	return wrong_usage(c, e, sentence);
}

bool usage_unknown(struct cli *c, struct err *e, const char *sentence, const char *word,
		   const char *const *names)
{
	const char *near = near_name(word, names);
	struct buf text = { 0 }, all = { 0 };

	buf_printf(&text, sentence, cli_quote(c, word));
	for (; *names; names++)
		buf_printf(&all, "%s%s", all.len ? _(", ") : "", *names);
	buf_printf(&text, near ? _(" Did you mean %s?") : _(" There are: %s."),
		   near ? near : buf_str(&all));
	wrong_usage(c, e, buf_str(&text));
	buf_release(&text);
	buf_release(&all);
	return false;
}

const struct command *command_find(struct cli *c, const char *name, struct err *e)
{
	const char *names[sizeof commands / sizeof *commands] = { 0 };

	for (size_t i = 0; commands[i]; i++) {
		if (!strcmp(commands[i]->name, name))
			return commands[i];
		names[i] = commands[i]->name;
	}
	usage_unknown(c, e, _("There is no subcommand %s."), name, names);
	return NULL;
}
