/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sealed comes back as it was, by its own key and whole alone. */
#include "db/seal.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/scratch.h"

enum {
	CHUNK = 65536,
	TAG = 17,
	SEALED = CHUNK + TAG,
	/* the header's parts, as docs/backup.md has them */
	AT_SCHEMA = 16,
	AT_BYTES = 24,
	AT_DIGEST = 32,
	AT_BOX = 64,
	AT_STREAM = 144,
	HEAD = 168
};

static struct seal_key secret, public;

static void begin(void)
{
	struct err e = { 0 };

	scratch_make();
	cr_assert(seal_key_make(&secret, &e), "%s", e.text);
	seal_key_public(&secret, &public);
}

TestSuite(db_seal, .init = begin, .fini = scratch_remove);

static int open_new(const char *name)
{
	int fd = open(scratch_path(name), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);

	cr_assert_geq(fd, 0);
	return fd;
}

/* A file of so many bytes, no two chunks of it alike, and the same sealed. */
static void seal(size_t bytes, struct buf *plain, struct buf *sealed)
{
	struct err e = { 0 };
	int from, to = open_new("sealed");

	for (size_t i = 0; plain->len < bytes; i++)
		buf_printf(plain, "%zu ", i);
	plain->len = bytes;
	scratch_write("plain", plain->at ? plain->at : "", bytes);
	from = open(scratch_path("plain"), O_RDONLY);
	cr_assert(seal_write(from, to, "sealed", 5, bytes, &public, &e), "%s", e.text);
	close(from);
	close(to);
	scratch_read("sealed", sealed);
}

static bool open_sealed(const char *name, const struct seal_key *key, struct buf *out,
			struct err *e)
{
	int to = open_new("opened");
	bool ok = seal_read(scratch_path(name), key, to, e);

	close(to);
	if (ok)
		scratch_read("opened", out);
	return ok;
}

Test(db_seal, comes_back_as_it_was)
{
	static const size_t sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct buf plain = { 0 }, sealed = { 0 }, opened = { 0 };
		struct seal_head head;
		struct err e = { 0 };
		bool is;

		seal(sizes[i], &plain, &sealed);
		cr_expect_eq(sealed.len,
			     HEAD + sizes[i] +
				     TAG * (sizes[i] ? (sizes[i] + CHUNK - 1) / CHUNK : 1));
		cr_assert(seal_look(scratch_path("sealed"), &is, &head, &e) && is);
		cr_expect(head.schema == 5 && head.bytes == sizes[i]);
		cr_assert(open_sealed("sealed", &secret, &opened, &e), "%zu: %s", sizes[i], e.text);
		cr_expect(opened.len == sizes[i] &&
			  !memcmp(buf_str(&opened), buf_str(&plain), sizes[i]));
		buf_release(&plain);
		buf_release(&sealed);
		buf_release(&opened);
	}
}

Test(db_seal, nothing_of_it_can_be_read_and_no_two_are_alike)
{
	struct buf plain = { 0 }, one = { 0 }, other = { 0 };

	seal(5000, &plain, &one);
	buf_clear(&plain);
	seal(5000, &plain, &other);
	for (size_t i = AT_BOX; i + 16 < one.len; i += 16)
		cr_assert(memcmp(one.at + i, other.at + i, 16), "alike at %zu", i);
	cr_expect_not(memmem(one.at, one.len, "100 101 102", 11));
	buf_release(&plain);
	buf_release(&one);
	buf_release(&other);
}

/* ---------------------------------------------------------------------- refused */

static void expect_refused(const struct buf *bytes, const char *words, const char *what)
{
	struct buf opened = { 0 };
	struct err e = { 0 };

	scratch_write("bad", bytes->at, bytes->len);
	cr_expect_not(open_sealed("bad", &secret, &opened, &e), "opened, with %s", what);
	cr_expect(strstr(e.text, words) && strstr(e.text, "bad"), "%s: %s", what, e.text);
	buf_release(&opened);
}

static void swap_chunks(struct buf *b, size_t one, size_t other)
{
	static char kept[SEALED];

	memcpy(kept, b->at + HEAD + one * SEALED, SEALED);
	memmove(b->at + HEAD + one * SEALED, b->at + HEAD + other * SEALED, SEALED);
	memcpy(b->at + HEAD + other * SEALED, kept, SEALED);
}

static void flip(struct buf *b, size_t at)
{
	b->at[at] = (char)(b->at[at] ^ 1);
}

static struct buf copy_of(const struct buf *b)
{
	struct buf copy = { 0 };

	buf_add(&copy, b->at, b->len);
	return copy;
}

/* One byte anywhere: in the header each, in the chunks now and then. */
Test(db_seal, a_byte_that_was_changed)
{
	struct buf plain = { 0 }, sealed = { 0 };

	seal(2 * CHUNK + 9, &plain, &sealed);
	for (size_t at = 0; at < sealed.len; at += at < HEAD ? 1 : 9973) {
		char what[40];

		snprintf(what, sizeof what, "byte %zu changed", at);
		flip(&sealed, at);
		expect_refused(&sealed,
			       at < 14                               ? "is no sealed backup"
			       : at < AT_SCHEMA                      ? "a newer daoshi"
			       : at >= AT_DIGEST && at < AT_BOX      ? "sealed for another key"
			       : at >= AT_BYTES && at < AT_BYTES + 8 ? ""
								     : "was changed or damaged",
			       what);
		flip(&sealed, at);
	}
	buf_release(&plain);
	buf_release(&sealed);
}

Test(db_seal, cut_short_longer_and_in_another_order)
{
	struct buf plain = { 0 }, sealed = { 0 }, bad;

	seal(3 * CHUNK, &plain, &sealed);
	for (size_t chunks = 0; chunks < 3; chunks++) {
		bad = copy_of(&sealed);
		bad.len = HEAD + chunks * SEALED;
		expect_refused(&bad, "is cut short", "a cut between chunks");
		bad.len += SEALED / 2;
		expect_refused(&bad, "is cut short", "a cut within one");
		buf_release(&bad);
	}
	bad = copy_of(&sealed);
	bad.len = HEAD - 1;
	expect_refused(&bad, "is cut short", "a header cut");
	buf_release(&bad);

	bad = copy_of(&sealed);
	buf_char(&bad, 'x');
	expect_refused(&bad, "is longer than it was made", "a byte more");
	buf_release(&bad);

	for (size_t i = 0; i < 3; i++) {
		bad = copy_of(&sealed);
		swap_chunks(&bad, i, (i + 1) % 3);
		expect_refused(&bad, "stand in another order", "two chunks exchanged");
		buf_release(&bad);
	}
	buf_release(&plain);
	buf_release(&sealed);
}

/* The length in the header is made to fit: it is part of what the first chunk proves. */
Test(db_seal, cut_between_chunks_with_a_header_that_fits)
{
	struct buf plain = { 0 }, sealed = { 0 };

	seal(3 * CHUNK, &plain, &sealed);
	sealed.len = HEAD + 2 * SEALED;
	sealed.at[AT_BYTES + 2] = 2; /* of 3 * 65536 */
	expect_refused(&sealed, "was changed or damaged", "a chunk less");
	buf_release(&plain);
	buf_release(&sealed);
}

/* A chunk of another backup for the same key. */
Test(db_seal, a_chunk_of_another_file)
{
	struct buf plain = { 0 }, one = { 0 }, other = { 0 };

	seal(2 * CHUNK, &plain, &one);
	buf_clear(&plain);
	seal(2 * CHUNK, &plain, &other);
	memcpy(one.at + HEAD + SEALED, other.at + HEAD + SEALED, SEALED);
	expect_refused(&one, "was changed or damaged", "a foreign chunk");
	memcpy(one.at + HEAD + SEALED, one.at + HEAD, SEALED);
	expect_refused(&one, "was changed or damaged", "a chunk twice");
	buf_release(&plain);
	buf_release(&one);
	buf_release(&other);
}

Test(db_seal, another_key)
{
	struct buf plain = { 0 }, sealed = { 0 }, opened = { 0 };
	struct seal_key another;
	struct err e = { 0 };

	seal(100, &plain, &sealed);
	cr_assert(seal_key_make(&another, &e));
	cr_expect_not(open_sealed("sealed", &another, &opened, &e));
	cr_expect(e.kind == ERR_INVALID && strstr(e.text, "sealed for another key"), "%s", e.text);
	/* the public key opens nothing */
	cr_expect_not(open_sealed("sealed", &public, &opened, &e));
	buf_release(&plain);
	buf_release(&sealed);
}

Test(db_seal, no_file_at_all)
{
	struct seal_head head;
	struct err e = { 0 };
	bool sealed;

	cr_expect_not(seal_look(scratch_path("none"), &sealed, &head, &e));
	cr_expect_eq(e.kind, ERR_NOT_FOUND, "%s", e.text);
	cr_expect_not(seal_look(scratch_folder(), &sealed, &head, &e));
	cr_expect(strstr(e.text, "is a folder or a device"), "%s", e.text);
	cr_assert(!mkfifo(scratch_path("pipe"), 0600));
	cr_expect_not(seal_look(scratch_path("pipe"), &sealed, &head, &e));
	scratch_write("empty", "", 0);
	cr_expect(seal_look(scratch_path("empty"), &sealed, &head, &e) && !sealed);
}

Test(db_seal, a_disk_that_is_full)
{
	struct err e = { 0 };
	int from, full = open("/dev/full", O_RDWR);

	scratch_write("plain", "some text", 9);
	from = open(scratch_path("plain"), O_RDONLY);
	cr_expect_not(seal_write(from, full, "there", 5, 9, &public, &e));
	cr_expect(e.kind == ERR_IO && strstr(e.text, "there could not be written to its end"), "%s",
		  e.text);
	/* shorter than it was said to be */
	cr_expect_not(seal_write(from, open_new("short"), "there", 5, 10, &public, &e));
	close(from);
	close(full);
}
