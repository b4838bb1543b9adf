/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_REVEAL_H
#define CLI_REVEAL_H

#include "base/rowset.h"
#include "cli/command.h"
#include "model/session.h"

/* With --reveal, rows that are to be written get their whole numbers: for whoever may change
 * people, and each on record first. Without it they stay masked. */
bool cli_reveal(struct cli *c, struct session *s, struct rowset *rows, struct err *e);

#endif
