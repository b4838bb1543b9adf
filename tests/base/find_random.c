/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and words drawn at random, and each fit worked out a second time: by trying every way to
 * read the word, one after the other. Slow, and nothing in it is taken from the matcher.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/find.h"
#include "base/pinyin.h"
#include "base/text.h"

enum { MOST = 6 };

/* Polyphones, ü, two-letter initials, syllables that are beginnings of others; no surname of the
 * list, whose readings come in another order only. */
static const char *const characters[] = { "李", "小", "明", "长", "行", "吕",   "略",
					  "女", "张", "诗", "春", "安", "阿",   "昂",
					  "西", "先", "重", "和", "恩", "儿",   "王",
					  "欧", "沈", "宜", "绿", "䶮", "𬱖", "囡" };
enum { CHARACTERS = sizeof characters / sizeof *characters };

struct name {
	const char *character[MOST];
	const char *readings[MOST];
	size_t count;
};

static uint64_t seed = 20261123;

static size_t below(size_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static void draw_name(struct name *n, char text[64])
{
	n->count = 1 + below(MOST - 1);
	*text = '\0';
	for (size_t i = 0; i < n->count; i++) {
		size_t len;

		n->character[i] = characters[below(CHARACTERS)];
		n->readings[i] = pinyin_of(text_decode(n->character[i], &len));
		strcat(text, n->character[i]);
	}
}

/* Mostly what could find the name, with a slip now and then. */
static void draw_word(const struct name *n, char word[128])
{
	size_t from = below(3) ? 0 : below(n->count);
	size_t to = from + 1 + below(n->count - from);

	*word = '\0';
	for (size_t i = from; i < to; i++) {
		const char *list = n->readings[i], *reading;
		size_t len, take;

		if (!below(6)) {
			strcat(word, n->character[i]);
			continue;
		}
		while (text_word(&list, ',', &reading, &len) && below(2))
			;
		take = below(3) ? 1 + below(len) : len;
		if (!below(20))
			reading = &"zhuang"[below(3)];
		strncat(word, reading, take);
	}
	for (char *s = word; *s; s++)
		if (*s == 'v' && below(2))
			*s = 'u';
}

static bool same(char typed, char reading)
{
	return typed == reading || (typed == 'u' && reading == 'v');
}

static bool initial(const char *reading, size_t len)
{
	return len == 1 || (len == 2 && strchr("zcs", *reading) && reading[1] == 'h');
}

/* Whether the word is read as the characters from `at` on; as all of them, each whole or as its
 * initial, if `whole`. */
static bool reads(const struct name *n, size_t at, const char *word, bool whole)
{
	const char *list, *reading;
	size_t len;

	if (!*word)
		return !whole || at == n->count;
	if (at == n->count)
		return false;
	len = strlen(n->character[at]);
	if (!strncmp(word, n->character[at], len) && reads(n, at + 1, word + len, whole))
		return true;
	for (list = n->readings[at]; text_word(&list, ',', &reading, &len);)
		for (size_t k = 1; k <= len && same(word[k - 1], reading[k - 1]); k++)
			if ((!whole || k == len || initial(reading, k)) &&
			    reads(n, at + 1, word + k, whole))
				return true;
	return false;
}

static enum find_fit try_all(const struct name *n, const char *word)
{
	if (reads(n, 0, word, true))
		return FIND_WHOLE;
	if (reads(n, 0, word, false))
		return FIND_BEGIN;
	for (size_t i = 1; i < n->count; i++)
		if (reads(n, i, word, false))
			return FIND_INSIDE;
	return FIND_NOT;
}

Test(base_find_random, as_every_way_tried)
{
	static const char *const no_codes[] = { NULL };
	size_t seen[FIND_WHOLE + 1] = { 0 };

	for (int round = 0; round < 100000; round++) {
		char text[64], word[128];
		struct buf key = { 0 };
		struct find f;
		struct name n;
		enum find_fit got, wanted;

		draw_name(&n, text);
		draw_word(&n, word);
		wanted = try_all(&n, word);
		find_key(&key, text, NULL);
		find_prepare(&f, word);
		got = find_fit(&f, text, buf_str(&key), no_codes);
		cr_assert_eq(got, wanted, "round %d: \"%s\" for %s (%s): %d, not %d", round, word,
			     text, buf_str(&key), (int)got, (int)wanted);
		seen[got]++;
		find_release(&f);
		buf_release(&key);
	}
	for (int fit = FIND_NOT; fit <= FIND_WHOLE; fit++)
		cr_expect_gt(seen[fit], 1000, "only %zu of fit %d", seen[fit], fit);
}

/* Bytes of any kind, in names, keys and what is typed: nothing is read or written beyond. */
Test(base_find_random, any_bytes)
{
	static const char *const parts[] = { "李",       "a",    "zh",     ",", "|", " ",
					     "\xE6",     "\xFF", "1",      "'", "(", "九",
					     "\xF0\xAC", "·",    "\u0308", "v" };

	for (int round = 0; round < 20000; round++) {
		char text[3][80] = { "" };
		struct buf key = { 0 };
		struct find f;

		for (int t = 0; t < 3; t++)
			for (size_t n = below(12); n; n--)
				strcat(text[t], parts[below(sizeof parts / sizeof *parts)]);
		find_key(&key, text[0], text[1]);
		find_prepare(&f, text[2]);
		find_fit(&f, text[0], buf_str(&key), (const char *const[]){ text[1], NULL });
		find_fit(&f, text[0], text[1], (const char *const[]){ text[0], NULL });
		cr_assert(text_valid(buf_str(&key), key.len), "%s", text[0]);
		find_release(&f);
		buf_release(&key);
	}
}
