/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'daoshi todo --brief': a line for whoever logs in. */
#ifndef CLI_BRIEF_H
#define CLI_BRIEF_H

#include <stdbool.h>

#include "cli/command.h"

/* Says what the mentor who is logged in has outstanding, and nothing where that is nothing, there
 * is no file or no account, or it would take longer than half a second: a login must not wait, nor
 * fail. The file is only looked at. Always true. */
bool todo_brief(struct cli *c);

#endif
