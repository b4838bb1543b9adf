/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of many lines: from standard input, because arguments can be read by everybody. */
#ifndef CLI_NOTE_H
#define CLI_NOTE_H

#include "cli/command.h"

/* Reads standard input into the field, which belongs to c->arena. `typed` is what its option was
 * given, and must be "-". */
bool cli_note(struct cli *c, const struct field *f, void *thing, const char *typed, struct err *e);

#endif
