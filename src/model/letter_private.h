/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_LETTER_PRIVATE_H
#define MODEL_LETTER_PRIVATE_H

#include "model/letter.h"

/* The next field in a text: where it opens, or NULL; its name, and what follows it, NULL where it
 * is not closed. */
const char *letter_next_field(const char *text, const char **name, size_t *len, const char **end);
/* Its place in letter_fields; -1: there is none. */
int letter_field_named(const char *name, size_t len);

/* Chooses the size of print. */
void letter_fit(struct letter *l);

#endif
