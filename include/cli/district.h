/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'daoshi report district FILE...', which is no report of one school's file: it opens none. */
#ifndef CLI_DISTRICT_H
#define CLI_DISTRICT_H

#include "cli/command.h"

/* The files are the operands from the `first` on; the options are those of district_options. */
bool district_report(struct cli *c, size_t first, struct err *e);
extern const struct cli_option district_options[];

#endif
