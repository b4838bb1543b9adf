/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help and the manual, made from the rows of the subcommands. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/* On stdout; NULL: of the program as a whole. */
void help_show(const struct command *command);

/* What an option takes and does, in the user's language: its help, and for a field its choices. */
void option_help(const struct cli_option *option, struct buf *out);

/* The variables, files and exit codes of the program, for the help and the manual. */
struct help_row {
	const char *name;
	const char *text; /* N_() */
};
extern const struct help_row help_environment[], help_files[]; /* ended by a zeroed row */

struct exit_code {
	int code;
	const char *text; /* N_() */
};
/* Written to `out`, which has room for it; returns their number. */
enum { EXIT_CODES_MOST = 16 };
size_t exit_codes(struct exit_code out[EXIT_CODES_MOST]);

#endif
