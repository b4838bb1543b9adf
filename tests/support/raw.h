/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file by SQLite alone, past model and guard. */
#ifndef SUPPORT_RAW_H
#define SUPPORT_RAW_H

#include <sqlite3.h>

/* The caller closes it. What the triggers of the audit call is there. */
sqlite3 *raw_open(const char *path);

#endif
