/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What 'daoshi match' and the lists of matching have in common. */
#ifndef CLI_MATCH_H
#define CLI_MATCH_H

#include "base/rowset.h"
#include "cli/command.h"
#include "model/session.h"

/* The run that is meant, by its number ('match show 3', 'list match-pairs --run 3'); else the
 * newest of this year. */
bool cli_match_run(struct cli *c, struct session *s, struct rowset *set, struct err *e);

/* How many students, and how many of them got what. */
#define MATCH_COUNTS "students", "placed", "first", "second", "third", "later", "unasked"

#endif
