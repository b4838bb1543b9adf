/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/seal_key.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "db/folder.h"

enum { CHECKSUM = 4, WHOLE = SEAL_KEY_BYTES + CHECKSUM };

static const char first_line[] = "daoshi secret key 1";

bool seal_key_make(struct seal_key *secret, struct err *e)
{
	struct seal_key public;

	if (sodium_init() < 0)
		return err_set(e, ERR_IO, "%s", _("The system gives no random numbers."));
	crypto_box_keypair(public.bytes, secret->bytes);
	return true;
}

void seal_key_public(const struct seal_key *secret, struct seal_key *public)
{
	crypto_scalarmult_base(public->bytes, secret->bytes);
}

void seal_key_forget(struct seal_key *key)
{
	sodium_memzero(key, sizeof *key);
}

/* --------------------------------------------------------------------- text */

static void add_checksum(unsigned char whole[WHOLE])
{
	unsigned char sum[crypto_generichash_BYTES_MIN];

	crypto_generichash(sum, sizeof sum, whole, SEAL_KEY_BYTES, NULL, 0);
	memcpy(whole + SEAL_KEY_BYTES, sum, CHECKSUM);
}

void seal_key_text(const struct seal_key *key, struct buf *out)
{
	unsigned char whole[WHOLE];

	memcpy(whole, key->bytes, SEAL_KEY_BYTES);
	add_checksum(whole);
	for (int i = 0; i < WHOLE; i++)
		buf_printf(out, i && i % 2 == 0 ? " %02x" : "%02x", whole[i]);
	sodium_memzero(whole, sizeof whole);
}

bool seal_key_read(const char *text, struct seal_key *key, struct err *e)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char whole[WHOLE] = { 0 }, typed[CHECKSUM];
	size_t n = 0;

	for (; *text; text++) {
		const char *digit = strchr(hex, tolower((unsigned char)*text));

		if (isspace((unsigned char)*text))
			continue;
		if (!digit || n == 2 * WHOLE)
			break;
		whole[n / 2] = (unsigned char)(whole[n / 2] << 4 | (digit - hex));
		n++;
	}
	if (*text || n < 2 * WHOLE)
		return err_set(
			e, ERR_INVALID, "%s",
			_("This is no key: a key has 18 groups of four digits 0-9 and a-f."));
	memcpy(typed, whole + SEAL_KEY_BYTES, CHECKSUM);
	add_checksum(whole);
	memcpy(key->bytes, whole, SEAL_KEY_BYTES);
	if (!sodium_memcmp(typed, whole + SEAL_KEY_BYTES, CHECKSUM))
		return true;
	return err_set(e, ERR_INVALID, "%s",
		       _("The key was mistyped: its checksum, the last two groups, is another. "
			 "Compare it group by group."));
}

/* --------------------------------------------------------------------- file */

/* What is no key stands behind a #. */
static void add_file(const struct seal_key *secret, struct buf *out)
{
	struct seal_key public;

	seal_key_public(secret, &public);
	buf_printf(out, "%s\n", first_line);
	seal_key_text(secret, out);
	buf_text(out, "\n# public key ");
	seal_key_text(&public, out);
	buf_printf(out, "\n# %s\n",
		   _("This opens the school's sealed backups. Print it, keep it "
		     "away from the server, and delete it there."));
}

static bool write_all(int fd, const struct buf *text)
{
	return write(fd, text->at, text->len) == (ssize_t)text->len && !fsync(fd);
}

bool seal_key_store(const char *path, const struct seal_key *secret, struct err *e)
{
	struct buf text = { 0 };
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0 && errno == EEXIST)
		return err_set(e, ERR_INVALID, _("%s exists already. It was left as it is."), path);
	if (fd < 0)
		return err_set(e, ERR_IO, _("%s cannot be made: %s."), path, strerror(errno));
	add_file(secret, &text);
	ok = write_all(fd, &text);
	ok = !close(fd) && ok;
	sodium_memzero(text.at, text.len);
	buf_release(&text);
	if (ok)
		return folder_sync(path, e);
	unlink(path);
	return err_set(e, ERR_IO, _("%s could not be written to its end."), path);
}

/* The lines between the first and the last that are no remarks. */
static void take_lines(FILE *f, struct buf *digits)
{
	char line[256];

	while (fgets(line, sizeof line, f))
		if (*line != '#')
			buf_text(digits, line);
	sodium_memzero(line, sizeof line);
}

bool seal_key_load(const char *path, struct seal_key *secret, struct err *e)
{
	FILE *f = fopen(path, "re");
	char line[256] = "";
	struct buf digits = { 0 };
	bool ok;

	if (!f)
		return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
			       _("The key file %s cannot be read: %s."), path, strerror(errno));
	ok = sodium_init() >= 0 && fgets(line, sizeof line, f) &&
	     !strncmp(line, first_line, strlen(first_line));
	if (ok)
		take_lines(f, &digits);
	fclose(f);
	if (!ok)
		return err_set(e, ERR_INVALID,
			       _("%s is no key file of daoshi: its first line is to be '%s'."),
			       path, first_line);
	ok = seal_key_read(buf_str(&digits), secret, e);
	if (digits.at)
		sodium_memzero(digits.at, digits.len);
	buf_release(&digits);
	return ok;
}
