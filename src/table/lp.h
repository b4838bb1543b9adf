/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TABLE_LP_H
#define TABLE_LP_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

/* Hands a file to the spooler, and what that says to `said`. One that has not ended after so many
 * seconds is killed. */
bool lp_print(const char *lp, const char *printer, const char *title, int file, int seconds,
	      struct buf *said, struct err *e);

#endif
