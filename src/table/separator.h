/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between two cells: one character. `text` is UTF-8 without NUL.
 */
#ifndef TABLE_SEPARATOR_H
#define TABLE_SEPARATOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct separator {
	char name[20], text[5]; /* "comma", ","; one without a name is called by itself */
};

/* By its name (comma, semicolon, tab, full-width comma) or as the character itself. */
bool separator_named(struct separator *s, const char *name, struct err *e);

/* A first line "sep=;", which spreadsheets obey and do not show. Returns the line's length, its
 * break included, or 0 where there is none. */
size_t separator_stated(struct separator *s, const char *text, size_t len);

/* The likeliest one, from the first rows. */
void separator_guess(struct separator *s, const char *text, size_t len);

#endif
