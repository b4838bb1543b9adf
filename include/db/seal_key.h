/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pair of keys that backups are sealed with and opened by. As text a key is eighteen groups of
 * four hexadecimal digits, the last two a checksum, so that it can be kept on paper and typed
 * again; blanks and upper case do not matter.
 */
#ifndef DB_SEAL_KEY_H
#define DB_SEAL_KEY_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

enum { SEAL_KEY_BYTES = 32 };

struct seal_key {
	unsigned char bytes[SEAL_KEY_BYTES];
};

bool seal_key_make(struct seal_key *secret, struct err *e);
void seal_key_public(const struct seal_key *secret, struct seal_key *public);
void seal_key_forget(struct seal_key *key);

void seal_key_text(const struct seal_key *key, struct buf *out);
/* INVALID where the text is no key, or its checksum says that it was mistyped. */
bool seal_key_read(const char *text, struct seal_key *key, struct err *e);

/* The secret key in a new file, mode 0600, with the public one and a word of advice beside it. */
bool seal_key_store(const char *path, const struct seal_key *secret, struct err *e);
bool seal_key_load(const char *path, struct seal_key *secret, struct err *e);

#endif
