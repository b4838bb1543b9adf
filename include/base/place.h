/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program's own files are: translations, daoshi-table, daoshi-paper, a site's data.
 * Installed, they are where `make install` put them; run from its build folder, the first three are
 * beside the program.
 * With raised privileges only the installed places count, because whoever can link the binary into
 * a folder of his own would otherwise choose what it loads.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include <stdbool.h>

enum place {
	PLACE_LOCALE,
	PLACE_TABLE,
	PLACE_PAPER,
	PLACE_DATA, /* the folder with a site's file, its backups and all it keeps */
	PLACE_SENDMAIL,
	PLACES
};

/* A path; static storage. */
const char *place_of(enum place what);

/* Started setgid (or setuid): the user has fewer rights than the process. */
bool place_privileged(void);

/* getenv for our own variables: NULL with raised privileges. */
const char *place_env(const char *name);

#endif
