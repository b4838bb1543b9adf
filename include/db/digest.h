/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A salted digest (BLAKE2b): says that a text is the same, and not what it is. */
#ifndef DB_DIGEST_H
#define DB_DIGEST_H

enum { DIGEST_SALT = 33, DIGEST_TEXT = 65 }; /* hexadecimal, with their NUL */

void digest_salt(char salt[DIGEST_SALT]);
void digest_text(const char *salt, const char *text, char out[DIGEST_TEXT]);

#endif
