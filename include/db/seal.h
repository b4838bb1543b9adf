/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sealed backups, which a public key closes and the secret one alone opens: whoever takes the
 * server cannot read them. docs/backup.md describes the format.
 */
#ifndef DB_SEAL_H
#define DB_SEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/seal_key.h"

/* What stands open in the header. */
struct seal_head {
	int schema;
	uint64_t bytes;                       /* of what is inside */
	unsigned char digest[SEAL_KEY_BYTES]; /* of the public key */
};

/* *sealed false for a file that is something else, and only then is *head not filled. Refused: one
 * that cannot be read, is of a newer kind, or has not the length that its header tells. */
bool seal_look(const char *path, bool *sealed, struct seal_head *head, struct err *e);

/* Seals all that can be read from `from` into the empty file `to`, then reads it back and opens it
 * with the key of the stream, which nobody has after that. `name` is said in its place. */
bool seal_write(int from, int to, const char *name, int schema, uint64_t bytes,
		const struct seal_key *public, struct err *e);

/* Opens it into the empty file `to`. Each has a sentence of its own: another key, cut short, longer
 * than it was, parts in another order, changed. What was written by then is not to be used. */
bool seal_read(const char *path, const struct seal_key *secret, int to, struct err *e);

#endif
