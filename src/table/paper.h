/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages into a file or to a printer, and a text that is read as it is (base/paper.h). */
#ifndef TABLE_PAPER_H
#define TABLE_PAPER_H

#include <stdbool.h>

/* Whether the first argument is one of its verbs: paper, print, text. */
bool paper_is_meant(char *const *argv);
int paper_run(int argc, char **argv);

#endif
