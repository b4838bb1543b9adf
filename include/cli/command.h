/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subcommands are data: one row each, standing in the file that carries it out. Parsing, the help
 * and the manual read the rows.
 *
 * Data goes to stdout and nothing else does; every sentence goes to stderr.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/field.h"
#include "base/mem.h"

enum { EXIT_USAGE = 2, OPTIONS_MOST = 48 };

enum option_flag {
	OPTION_REQUIRED = 1 << 0,
	OPTION_MANY = 1 << 1, /* may be given several times */
	OPTION_FILE = 1 << 2, /* names a file or folder that is opened here, with whatever rights;
			       * not what daoshi-table opens (base/table.h) */
};

struct cli_option {
	const char *name;     /* without its dashes */
	const char *argument; /* N_(): its word in the help; NULL: a switch */
	const char *help;     /* N_() */
	unsigned flags;
	const struct field *field; /* the field it fills, for an option made from a field table */
};

enum format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON, FORMAT_XLSX };

/* One run of the program. */
struct cli {
	const struct command *command; /* NULL: none was named */
	const char *path;              /* of the school's file */
	int today;                     /* day number or DATE_NO_TODAY */
	enum format format;
	struct cli_value {
		const char *name, *text; /* text "" for a switch */
		const struct field *field;
	} * values;
	size_t value_count;
	char **operands; /* ended by NULL */
	size_t operand_count;
	int exit_code; /* what a run ends with, when not what its error's kind says */
	struct arena arena;
};

struct command {
	const char *name;
	const char *operands; /* N_(): as the help shows them; NULL for none */
	size_t operands_least, operands_most;
	bool operand_file;                             /* they are one, opened here (OPTION_FILE) */
	bool workbook;                                 /* writes one, where no --format is given */
	const char *help;                              /* N_(): one line */
	const char *more;                              /* N_(): a paragraph; may be NULL */
	const struct cli_option *options;              /* ended by a zeroed row; may be NULL */
	const struct field *(*option_field)(size_t i); /* more of them, from fields; NULL ends */
	bool pages;                                    /* --output FILE.html is for it to write */
	bool (*run)(struct cli *c, struct err *e);
};

extern const struct command *const commands[]; /* ended by NULL */
extern const struct cli_option global_options[];

extern const struct command init_command, import_command, list_command, find_command, todo_command,
	coverage_command, figures_command, district_command, record_command, bright_command,
	plan_command, phrase_command, refer_command, exempt_command, assign_command,
	unassign_command, leave_command, training_command, department_command, rules_command,
	keydates_command, rollover_command, close_year_command, school_command, backup_command,
	restore_command, check_command, doctor_command, audit_command, purge_command,
	retention_command, consent_command, everything_command, access_sheet_command,
	account_command, grant_command, emergency_command, template_command, letters_command,
	report_command, absence_command, remind_command, contact_command, history_command,
	draft_command, student_command, guardian_command, mentor_command, condition_command,
	belonging_command, preference_command, match_command, change_command, demo_command,
	help_command;

/* NULL and a usage error, with the nearest name, where there is none. */
const struct command *command_find(struct cli *c, const char *name, struct err *e);
/* All options of a subcommand (NULL: none), the global ones at the end; ended by a zeroed row. */
void command_options(const struct command *command, struct arena *arena,
		     struct cli_option out[OPTIONS_MOST]);

/* The last value of an option; NULL when it was not given. */
const char *cli_value(const struct cli *c, const char *option);
bool cli_given(const struct cli *c, const char *option);
/* The value of a global option; NULL where the subcommand has one of that name of its own. */
const char *cli_global(const struct cli *c, const char *option);

/* Wrong arguments: the sentence, with the way to the help; the exit code becomes EXIT_USAGE. */
bool usage_error(struct cli *c, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The same of a word that is none of `names` (ended by NULL): `sentence` has one %s for the word;
 * the name most like it follows, or else all of them. */
bool usage_unknown(struct cli *c, struct err *e, const char *sentence, const char *word,
		   const char *const *names);
/* What a sentence may quote of an argument. */
const char *cli_quote(struct cli *c, const char *word);
/* The codes of a table of choices, ended by NULL. */
const char *const *choice_codes(const struct choice *choices, struct arena *arena);

#endif
