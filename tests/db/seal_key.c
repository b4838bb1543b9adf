/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/seal_key.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "support/scratch.h"

static struct seal_key key;
static struct buf text;
static struct err e;

static void begin(void)
{
	scratch_make();
	cr_assert(seal_key_make(&key, &e), "%s", e.text);
	seal_key_text(&key, &text);
}

TestSuite(db_seal_key, .init = begin, .fini = scratch_remove);

static bool reads_as_key(const char *typed)
{
	struct seal_key read;

	return seal_key_read(typed, &read, &e) && !memcmp(&read, &key, sizeof key);
}

/* Eighteen groups of four. */
Test(db_seal_key, as_text_and_back)
{
	cr_expect_eq(text.len, 18 * 5 - 1, "%s", text.at);
	cr_expect(reads_as_key(text.at), "%s", e.text);
	for (size_t i = 0; i < text.len; i++)
		text.at[i] = text.at[i] == ' ' ? '\n' : (char)toupper((unsigned char)text.at[i]);
	cr_expect(reads_as_key(text.at), "%s", e.text);
}

Test(db_seal_key, every_digit_that_is_mistyped_shows)
{
	struct seal_key read;

	for (size_t i = 0; i < text.len; i++) {
		char right = text.at[i];

		if (right == ' ')
			continue;
		text.at[i] = right == '7' ? '1' : '7';
		cr_expect_not(seal_key_read(text.at, &read, &e), "%s", text.at);
		cr_expect(strstr(e.text, "was mistyped"), "%s", e.text);
		text.at[i] = right;
	}
}

Test(db_seal_key, what_is_no_key)
{
	static const char *const wrong[] = { "", "none", "46e9 ff48", "zz" };
	struct seal_key read;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_expect_not(seal_key_read(wrong[i], &read, &e), "%s", wrong[i]);
		cr_expect(e.kind == ERR_INVALID && strstr(e.text, "18 groups"), "%s", e.text);
	}
	buf_text(&text, " 0");
	cr_expect_not(seal_key_read(text.at, &read, &e), "a digit too many");
}

Test(db_seal_key, in_a_file_of_its_own)
{
	struct seal_key read;
	struct stat st;

	cr_assert(seal_key_store(scratch_path("key"), &key, &e), "%s", e.text);
	cr_assert(!stat(scratch_path("key"), &st));
	cr_expect_eq(st.st_mode & 07777, 0600);
	cr_assert(seal_key_load(scratch_path("key"), &read, &e), "%s", e.text);
	cr_expect(!memcmp(&read, &key, sizeof key));
	cr_expect_not(seal_key_store(scratch_path("key"), &key, &e), "over another");
	cr_expect(strstr(e.text, "exists already"), "%s", e.text);
	cr_expect_not(seal_key_store(scratch_path("no/key"), &key, &e));
	cr_expect_eq(e.kind, ERR_IO);
}

/* From paper: the first line, and the groups in as many lines as one likes. */
Test(db_seal_key, a_file_typed_by_hand)
{
	struct buf file = { 0 };
	struct seal_key read;

	text.at[44] = '\n';
	buf_printf(&file, "daoshi secret key 1\n%s\n\n# in the safe\n", text.at);
	scratch_write("key", file.at, file.len);
	cr_expect(seal_key_load(scratch_path("key"), &read, &e), "%s", e.text);
	cr_expect(!memcmp(&read, &key, sizeof key));
	buf_release(&file);
}

Test(db_seal_key, files_that_are_none)
{
	struct seal_key read;

	cr_expect_not(seal_key_load(scratch_path("none"), &read, &e));
	cr_expect_eq(e.kind, ERR_NOT_FOUND);
	scratch_write("letter", "Dear colleague,\n", 16);
	cr_expect_not(seal_key_load(scratch_path("letter"), &read, &e));
	cr_expect(strstr(e.text, "is no key file"), "%s", e.text);
	scratch_write("head", "daoshi secret key 1\n", 20);
	cr_expect_not(seal_key_load(scratch_path("head"), &read, &e));
	cr_expect(strstr(e.text, "18 groups"), "%s", e.text);
	cr_expect_not(seal_key_load(scratch_folder(), &read, &e));
}
