/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mutated files. Whatever they are, daoshi-table ends its stream properly (reading.c asserts it)
 * and does not crash (the stream would be cut short). Each test plays a fixed seed.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

enum { ROUNDS = 600, KEPT = 1500 };

static const char *const seeds[] = { "students-messy-gb18030.csv", "students-big5.csv",
				     "students-utf16le.txt", "students-utf8-semicolon.csv" };

/* Pieces that parsers stumble over. */
#define WORD(s)                                                                                    \
	{                                                                                          \
		s, sizeof s - 1                                                                    \
	}
static const struct {
	const char *at;
	size_t len;
} words[] = {
	WORD("\""),
	WORD("\"\""),
	WORD(","),
	WORD("\r"),
	WORD("\n"),
	WORD("\0"),
	WORD("sep=;\n"),
	WORD("\xEF\xBB\xBF"),
	WORD("\xFF\xFE"),
	WORD("\xFE\xFF"),
	WORD("\xFF\xFE\0\0"),
	WORD("\x84\x31\x95\x33"),
	WORD("\xEF\xBC\x8C"),
	WORD("\xEE\xA0\x96"),
	WORD("\xFE\x9F"),
	WORD("\x83\x36\xCF\x39"),
	WORD("\xD8\x00"),
	WORD("\xF4\x90\x80\x80"),
	WORD("\xED\xA0\x80"),
	WORD("\x1B[31m"),
	WORD("\t"),
	WORD("\\"),
	WORD("\x8E\xA1"),
	WORD("\x81\x30\x81"),
	WORD("\x80"),
};

static uint32_t state;

static uint32_t roll(size_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return n ? (uint32_t)(state % n) : 0;
}

static void mutate(struct buf *b)
{
	size_t at = roll(b->len + 1), left = b->len - at, cut = roll(left < 40 ? left + 1 : 40);
	size_t word = roll(sizeof words / sizeof *words);

	switch (roll(5)) {
	case 0:
		buf_splice(b, at, 0, words[word].at, words[word].len);
		break;
	case 1:
		buf_splice(b, at, cut, words[word].at, words[word].len);
		break;
	case 2:
		if (left)
			b->at[at] = (char)roll(256);
		break;
	case 3:
		buf_splice(b, at, roll(8) ? cut : left, "", 0);
		break;
	default:
		buf_splice(b, 0, 0, words[word].at, words[word].len);
	}
}

static void play(uint32_t seed, const char *name)
{
	static const char *const encodings[] = {
		NULL, NULL, NULL, "gbk", "big5", "utf-16", "utf-8"
	};
	static const char *const separators[] = { NULL, NULL, "tab", "x" };
	struct buf sample = { 0 }, mutant = { 0 };
	struct reading r;

	/* To look for leaks takes a sanitizer thrice as long as the rest; other tests let it. */
	setenv("ASAN_OPTIONS", "detect_leaks=0:allocator_may_return_null=1", 1);
	state = seed;
	sample_load(&sample, name);
	sample.len = sample.len < KEPT ? sample.len : KEPT;
	for (int i = 0; i < ROUNDS; i++) {
		buf_clear(&mutant);
		buf_add(&mutant, sample.at, roll(4) ? sample.len : roll(sample.len));
		for (uint32_t n = roll(8); n; n--)
			mutate(&mutant);
		reading_bytes(&r, mutant.at, mutant.len, encodings[roll(7)], separators[roll(4)]);
		reading_release(&r);
	}
	buf_release(&sample);
	buf_release(&mutant);
}

Test(table_fuzz, gb18030)
{
	play(20260901, seeds[0]);
}

Test(table_fuzz, big5)
{
	play(20261112, seeds[1]);
}

Test(table_fuzz, utf16)
{
	play(20270118, seeds[2]);
}

Test(table_fuzz, utf8)
{
	play(20270630, seeds[3]);
}
