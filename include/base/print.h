/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's printers: lp(1), started by daoshi-table with the user's own rights, a clear
 * environment and a PDF (base/paper.h). Another program in its place, for tests, is named by
 * DAOSHI_LP, which counts for nothing with raised rights.
 */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define PRINT_LP "/usr/bin/lp"

/* Whether lp is there. */
bool print_is_there(void);
/* Prints plain text of PAGE_COLUMNS columns, a form feed between pages (base/page.h); `printer`
 * NULL is the user's default. What lp says is the sentence. */
bool print_bytes(const char *printer, const char *title, const char *bytes, size_t len,
		 struct err *e);

#endif
