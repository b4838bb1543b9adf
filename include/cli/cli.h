/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: from the arguments to the exit code. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* What runs when no subcommand is named: the screens, on this file and day. */
typedef int cli_screen(const char *path, int today);

int cli_main(int argc, char **argv, cli_screen *screen);

#endif
