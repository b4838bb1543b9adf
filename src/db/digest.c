/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/digest.h"

#include <sodium.h>
#include <string.h>

void digest_salt(char salt[DIGEST_SALT])
{
	unsigned char bytes[(DIGEST_SALT - 1) / 2];

	/* neither this nor the hash needs sodium_init */
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(salt, DIGEST_SALT, bytes, sizeof bytes);
}

void digest_text(const char *salt, const char *text, char out[DIGEST_TEXT])
{
	unsigned char bytes[(DIGEST_TEXT - 1) / 2];

	crypto_generichash(bytes, sizeof bytes, (const unsigned char *)text, strlen(text),
			   (const unsigned char *)salt, strlen(salt));
	sodium_bin2hex(out, DIGEST_TEXT, bytes, sizeof bytes);
}
