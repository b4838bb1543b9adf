/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subcommands whose first operand says what is done: 'daoshi guardian add'. */
#ifndef CLI_DEED_H
#define CLI_DEED_H

#include "cli/command.h"
#include "cli/people.h"

enum { MAY_BE_NAMED = 2 };

struct cli_deed {
	const char *name;
	const char *const
		*needed; /* options that it cannot do without, ended by NULL; NULL: none */
	const char *const *options; /* others that go with it; those from fields do if it `fills` */
	bool fills;
	int named; /* operands more: 1, or MAY_BE_NAMED: one or none */
	cli_work *run;
};

/* Checks operands and options against the rows (ended by a zeroed one), and does what was named in
 * a session. */
bool cli_do(struct cli *c, const struct cli_deed *deeds, struct err *e);

#endif
