/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	CHUNK = 64 * 1024,
	SEALED_CHUNK = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES,
	STREAM_KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
	STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	BOX = STREAM_KEY + crypto_box_SEALBYTES,
	FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL,
};

static const char magic[] = "daoshi sealed 1\n", kind[] = "daoshi sealed ";

/* The file's first bytes, as they stand there. Numbers are little-endian. */
struct head {
	unsigned char magic[16], schema[4], chunk[4], bytes[8];
	unsigned char digest[SEAL_KEY_BYTES], box[BOX];
	unsigned char stream[STREAM_HEAD];
};

static void put_number(unsigned char *to, size_t size, uint64_t n)
{
	for (size_t i = 0; i < size; i++, n >>= 8)
		to[i] = (unsigned char)n;
}

static uint64_t take_number(const unsigned char *from, size_t size)
{
	uint64_t n = 0;

	while (size--)
		n = n << 8 | from[size];
	return n;
}

static void digest_of(const struct seal_key *public, unsigned char out[SEAL_KEY_BYTES])
{
	crypto_generichash(out, SEAL_KEY_BYTES, public->bytes, SEAL_KEY_BYTES, NULL, 0);
}

/* An empty one has a chunk too, which says that it is the last. */
static uint64_t chunks_of(uint64_t bytes)
{
	return bytes ? (bytes + CHUNK - 1) / CHUNK : 1;
}

static bool changed(struct err *e, const char *name)
{
	return err_set(e, ERR_DB,
		       _("%s was changed or damaged after it was made. Nothing was opened; take "
			 "another backup."),
		       name);
}

static bool cut_short(struct err *e, const char *name)
{
	return err_set(e, ERR_DB,
		       _("%s is cut short. Nothing was opened; copy it anew, or take another "
			 "backup."),
		       name);
}

/* ------------------------------------------------------------------ looking */

static bool check_length(const char *path, const struct head *h, const struct stat *st,
			 struct err *e)
{
	uint64_t bytes = take_number(h->bytes, 8), is = (uint64_t)st->st_size, due;

	if (bytes > INT64_MAX / 2 || take_number(h->chunk, 4) != CHUNK)
		return changed(e, path);
	due = sizeof *h + bytes + chunks_of(bytes) * crypto_secretstream_xchacha20poly1305_ABYTES;
	if (is < due)
		return cut_short(e, path);
	return is == due || err_set(e, ERR_DB,
				    _("%s is longer than it was made: something was added to it. "
				      "Nothing was opened; take another backup."),
				    path);
}

static bool read_head(FILE *f, const char *path, struct head *h, bool *sealed, struct err *e)
{
	size_t got = fread(h, 1, sizeof *h, f);
	struct stat st;

	*sealed = got >= sizeof h->magic && !memcmp(h->magic, kind, strlen(kind));
	if (!*sealed)
		return true;
	if (memcmp(h->magic, magic, sizeof h->magic))
		return err_set(e, ERR_DB,
			       _("%s was sealed by a newer daoshi; install the newer daoshi."),
			       path);
	if (got < sizeof *h)
		return cut_short(e, path);
	return !fstat(fileno(f), &st) && check_length(path, h, &st, e);
}

static FILE *open_file(const char *path, struct err *e)
{
	/* which does not wait for the writer of a pipe */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode))
		return fdopen(fd, "r");
	if (fd < 0 && errno == ENOENT)
		err_set(e, ERR_NOT_FOUND, _("There is no file %s."), path);
	else if (fd < 0)
		err_set(e, ERR_IO, _("%s cannot be opened."), path);
	else
		err_set(e, ERR_IO, _("%s is a folder or a device, not a file."), path);
	if (fd >= 0)
		close(fd);
	return NULL;
}

bool seal_look(const char *path, bool *sealed, struct seal_head *head, struct err *e)
{
	FILE *f = open_file(path, e);
	struct head h;
	bool ok;

	if (!f)
		return false;
	ok = read_head(f, path, &h, sealed, e);
	fclose(f);
	if (ok && *sealed) {
		head->schema = (int)take_number(h.schema, 4);
		head->bytes = take_number(h.bytes, 8);
		memcpy(head->digest, h.digest, sizeof head->digest);
	}
	return ok;
}

/* ------------------------------------------------------------------ opening */

struct pull {
	FILE *from, *to; /* to: NULL where it is only proved */
	const char *name;
	crypto_secretstream_xchacha20poly1305_state state;
	const struct head *head;
	unsigned char sealed[SEALED_CHUNK], plain[CHUNK];
};

/* The header is part of what the first chunk proves. */
static bool pull_chunk(struct pull *p, uint64_t n, size_t len, unsigned char *tag)
{
	return !crypto_secretstream_xchacha20poly1305_pull(
		&p->state, p->plain, NULL, tag, p->sealed, len,
		n ? NULL : (const unsigned char *)p->head, n ? 0 : sizeof *p->head);
}

/* Whether what belongs at this place stands at another. */
static bool stands_elsewhere(struct pull *p, uint64_t n, uint64_t chunks)
{
	unsigned char tag;

	for (uint64_t i = 0; i < chunks; i++) {
		size_t len;

		if (i == n ||
		    fseeko(p->from, (off_t)(sizeof *p->head + i * SEALED_CHUNK), SEEK_SET))
			continue;
		len = fread(p->sealed, 1, SEALED_CHUNK, p->from);
		if (len && pull_chunk(p, n, len, &tag))
			return true;
	}
	return false;
}

static bool pull_all(struct pull *p, struct err *e)
{
	uint64_t left = take_number(p->head->bytes, 8), chunks = chunks_of(left);

	for (uint64_t n = 0; n < chunks; n++) {
		size_t len = left < CHUNK ? (size_t)left : CHUNK;
		size_t sealed = len + crypto_secretstream_xchacha20poly1305_ABYTES;
		unsigned char tag;

		if (fread(p->sealed, 1, sealed, p->from) < sealed)
			return cut_short(e, p->name);
		if (!pull_chunk(p, n, sealed, &tag)) {
			if (!stands_elsewhere(p, n, chunks))
				return changed(e, p->name);
			return err_set(e, ERR_DB,
				       _("The parts of %s stand in another order than they were "
					 "made. Nothing was opened; take another backup."),
				       p->name);
		}
		if ((tag == FINAL) != (n + 1 == chunks))
			return cut_short(e, p->name);
		if (p->to && fwrite(p->plain, 1, len, p->to) < len)
			return err_set(e, ERR_IO, _("What is in %s could not be written: %s."),
				       p->name, strerror(errno));
		left -= len;
	}
	return true;
}

/* `to`: -1 to prove it alone. */
static bool pull(FILE *from, const char *name, const struct head *h,
		 const unsigned char key[STREAM_KEY], int to, struct err *e)
{
	struct pull *p = mem_alloc(sizeof *p);
	bool ok = true;

	p->from = from;
	p->name = name;
	p->head = h;
	if (to >= 0) {
		int fd = dup(to);

		p->to = fd < 0 ? NULL : fdopen(fd, "w");
		ok = p->to || err_set(e, ERR_IO, _("%s cannot be opened."), name);
	}
	if (ok && crypto_secretstream_xchacha20poly1305_init_pull(&p->state, h->stream, key))
		ok = changed(e, name);
	ok = ok && pull_all(p, e);
	if (p->to && fclose(p->to) && ok)
		ok = err_set(e, ERR_IO, _("What is in %s could not be written: %s."), name,
			     strerror(errno));
	sodium_memzero(p, sizeof *p);
	free(p);
	return ok;
}

static bool open_box(const char *path, const struct head *h, const struct seal_key *secret,
		     unsigned char key[STREAM_KEY], struct err *e)
{
	struct seal_key public;
	unsigned char digest[SEAL_KEY_BYTES];

	seal_key_public(secret, &public);
	digest_of(&public, digest);
	if (memcmp(digest, h->digest, sizeof digest))
		return err_set(e, ERR_INVALID,
			       _("%s was sealed for another key; name the file of the key that "
				 "the school had then."),
			       path);
	return !crypto_box_seal_open(key, h->box, BOX, public.bytes, secret->bytes) ||
	       changed(e, path);
}

bool seal_read(const char *path, const struct seal_key *secret, int to, struct err *e)
{
	FILE *f = open_file(path, e);
	unsigned char key[STREAM_KEY];
	struct head h;
	bool sealed, ok;

	if (!f)
		return false;
	ok = read_head(f, path, &h, &sealed, e) &&
	     (sealed || err_set(e, ERR_DB, _("%s is no sealed backup."), path)) &&
	     open_box(path, &h, secret, key, e) && pull(f, path, &h, key, to, e);
	fclose(f);
	sodium_memzero(key, sizeof key);
	return ok;
}

/* ------------------------------------------------------------------ sealing */

struct push {
	FILE *from, *to;
	crypto_secretstream_xchacha20poly1305_state state;
	struct head head;
	unsigned char sealed[SEALED_CHUNK], plain[CHUNK];
};

static bool push_all(struct push *p, uint64_t left)
{
	uint64_t chunks = chunks_of(left);

	if (fwrite(&p->head, 1, sizeof p->head, p->to) < sizeof p->head)
		return false;
	for (uint64_t n = 0; n < chunks; n++) {
		size_t len = left < CHUNK ? (size_t)left : CHUNK;
		unsigned long long sealed;

		if (fread(p->plain, 1, len, p->from) < len)
			return false;
		crypto_secretstream_xchacha20poly1305_push(
			&p->state, p->sealed, &sealed, p->plain, len,
			n ? NULL : (const unsigned char *)&p->head, n ? 0 : sizeof p->head,
			n + 1 == chunks ? FINAL : 0);
		if (fwrite(p->sealed, 1, sealed, p->to) < sealed)
			return false;
		left -= len;
	}
	return !fflush(p->to) && !fsync(fileno(p->to));
}

static void begin(struct push *p, int schema, uint64_t bytes, const struct seal_key *public,
		  unsigned char key[STREAM_KEY])
{
	struct head *h = &p->head;

	memcpy(h->magic, magic, sizeof h->magic);
	put_number(h->schema, 4, (uint64_t)schema);
	put_number(h->chunk, 4, CHUNK);
	put_number(h->bytes, 8, bytes);
	digest_of(public, h->digest);
	crypto_secretstream_xchacha20poly1305_keygen(key);
	crypto_box_seal(h->box, key, STREAM_KEY, public->bytes);
	crypto_secretstream_xchacha20poly1305_init_push(&p->state, h->stream, key);
}

bool seal_write(int from, int to, const char *name, int schema, uint64_t bytes,
		const struct seal_key *public, struct err *e)
{
	struct push *p = mem_alloc(sizeof *p);
	unsigned char key[STREAM_KEY];
	bool ok = sodium_init() >= 0;

	p->from = fdopen(dup(from), "r");
	p->to = fdopen(dup(to), "w+");
	ok = ok && p->from && p->to && !fseeko(p->from, 0, SEEK_SET);
	if (ok)
		begin(p, schema, bytes, public, key);
	if (!ok || !push_all(p, bytes))
		ok = err_set(e, ERR_IO, _("%s could not be written to its end."), name);
	ok = ok && !fseeko(p->to, sizeof p->head, SEEK_SET) &&
	     pull(p->to, name, &p->head, key, -1, e);
	if (p->from)
		fclose(p->from);
	if (p->to)
		fclose(p->to);
	sodium_memzero(p, sizeof *p);
	sodium_memzero(key, sizeof key);
	free(p);
	return ok;
}
