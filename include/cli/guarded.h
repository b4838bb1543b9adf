/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line may say where its user has fewer rights than the process: setgid, or at the
 * other end of an SSH connection with --as.
 */
#ifndef CLI_GUARDED_H
#define CLI_GUARDED_H

#include "cli/command.h"

/* c->path: what --db or the environment names, else the usual place; with raised rights or --as a
 * site's file, and with raised rights nothing that is outside the data folder. */
bool guarded_find_file(struct cli *c, struct err *e);
/* With raised rights no option may name a file outside the data folder, nor the day: rights go by
 * it. */
bool guarded_check(struct cli *c, struct err *e);

/* With --as and no subcommand: whether sshd was asked for one (SSH_ORIGINAL_COMMAND). */
bool remote_asked(const struct cli *c);
/* Its words, ended by NULL; "daoshi" first. NULL where it holds what a shell would act on, or has
 * quotes that do not end: then it is said why. */
char **remote_words(struct cli *c, int *count, struct err *e);
/* Only what is on the list of remote.c; of the values those from the `own`th on came with it, and
 * none of them may name a file, an account or the day. */
bool remote_check(struct cli *c, size_t own, struct err *e);

#endif
