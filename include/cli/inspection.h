/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'daoshi report inspection' and 'daoshi report sample', which are no single report. */
#ifndef CLI_INSPECTION_H
#define CLI_INSPECTION_H

#include "cli/command.h"

/* Whether that is what was asked for; then *ok says whether it went well. */
bool inspection_asked(struct cli *c, bool *ok, struct err *e);

#endif
