/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program's own files are: translations and daoshi-table. Installed, they are where
 * `make install` put them; run from its build folder, beside the program. With raised privileges
 * only the installed places count, because whoever can link the binary into a folder of his own
 * would otherwise choose what it loads.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

enum place { PLACE_LOCALE, PLACE_TABLE };

/* A path; static storage. */
const char *place_of(enum place what);

/* getenv for our own variables: NULL with raised privileges. */
const char *place_env(const char *name);

#endif
