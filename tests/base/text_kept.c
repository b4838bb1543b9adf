/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as it is compared and as it is kept. */
#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(base_text_kept, .init = utf8);

Test(base_text_kept, half)
{
	static const char *const cases[][2] = {
		{ "１３８－ＡＢｚ（）　＊", "138-ABz() *" },
		{ "，：；？！～", ",:;?!~" },
		{ "。、《》", "。、《》" }, /* no half-width twin */
		{ "导师", "导师" },
		{ "a\xC2\xA0"
		  "b",
		  "a b" },
		{ "\xFF１", "\xFF"
			    "1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		text_half(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b), cases[i][1], "%zu: %s", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text_kept, fold)
{
	static const char *const cases[][2] = {
		{ "Li Xiao-Ming", "lixiao-ming" },
		{ "ＬＸＭ　１", "lxm1" },
		{ "李 小　明", "李小明" },
		{ "买买提·艾力", "买买提艾力" },
		{ "买买提．艾力", "买买提艾力" },
		{ "买买提.艾力", "买买提艾力" },
		{ "买买提•艾力・", "买买提艾力" },
		{ "六.3", "六.3" }, /* a class, no name */
		{ "6．3", "6.3" },
		{ "ÉÀ", "éà" },
		{ "\t\n\x01\u2003\u200B\uFEFFx\xFF", "x" },
		{ "㐀\U00020000", "㐀\U00020000" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		text_fold(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b), cases[i][1], "%zu: %s", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text_kept, word)
{
	const char *list = "|a||学号|", *word = NULL, *none = NULL;
	size_t len = 0;

	cr_assert(text_word(&list, '|', &word, &len));
	cr_assert(len == 1 && *word == 'a');
	cr_assert(text_word(&list, '|', &word, &len));
	cr_assert(len == 6 && !strncmp(word, "学号", len));
	cr_assert_not(text_word(&list, '|', &word, &len));
	cr_assert_not(text_word(&none, '|', &word, &len));
}

Test(base_text_kept, tidy)
{
	static const struct {
		const char *in, *out;
		bool changed;
	} cases[] = {
		{ "李小明", "李小明", false },
		{ "  李小明\t\n", "李小明", false },
		{ "　李小明　", "李小明", false },
		{ "李 小 明", "李小明", true },
		{ "李　明", "李明", true },
		{ "Anna Maria", "Anna Maria", false },
		{ "Anna  Maria", "Anna Maria", true },
		{ "Anna\tMaria", "Anna Maria", true },
		{ "Anna　Maria", "Anna Maria", true },
		{ "李 Anna", "李 Anna", false },
		{ "李\u200B明", "李明", true },
		{ "\uFEFF李明", "李明", true },
		{ "a\r\nb", "a b", true },
		{ "a \u200B b", "a b", true },
		{ "\u2003", "", false },
		{ "", "", false },
		{ "a\x01", "a\x01", false }, /* to be refused, not dropped */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		cr_expect_eq(text_tidy(&b, cases[i].in), cases[i].changed, "%zu", i);
		cr_expect_str_eq(buf_str(&b), cases[i].out, "%zu: \"%s\"", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text_kept, tidy_lines)
{
	static const char *const cases[][2] = {
		{ "一\n\n二\n", "一\n\n二" },
		{ "a\r\nb\rc", "a\nb\nc" },
		{ "a\u2028b\u2029c", "a\nb\nc" },
		{ "\ta  b ", " a  b" },
		{ "a\u200B\u202Eb", "ab" },
		{ "\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469" },
		{ "\n\n", "" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		buf_text(&b, "\n"); /* what stood there before stays */
		text_tidy_lines(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b) + 1, cases[i][1], "%zu: \"%s\"", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text_kept, refused)
{
	static const struct {
		const char *s;
		size_t len, max;
		bool lines;
		const char *why; /* a part of it; NULL: may be kept */
	} cases[] = {
		{ "李小明", 9, 3, false, NULL },
		{ "李小明", 9, 2, false, "has 3 characters, where 2 is the most" },
		{ "", 0, 0, false, NULL },
		{ "a\0b", 3, 9, false, "NUL" },
		{ "a\xFF", 2, 9, false, "no text" },
		{ "\x80", 1, 9, false, "no text" },
		{ "\xED\xA0\x80", 3, 9, false, "no text" },
		{ "a\nb", 3, 9, false, "^J" },
		{ "a\nb", 3, 9, true, NULL },
		{ "a\tb", 3, 9, true, "^I" },
		{ "a\rb", 3, 9, true, "^M" },
		{ "\x1B[2J", 4, 9, true, "^[" },
		{ "\x7F", 1, 9, true, "<U+007F>" },
		{ "\xC2\x85", 2, 9, true, "<U+0085>" },
		{ "a\u200B", 4, 9, false, "<U+200B>" },
		{ "a\u202E", 4, 9, true, "<U+202E>" },
		{ "\U000E0041", 4, 9, true, "<U+E0041>" },
		{ "\U0001F468\u200D\U0001F469", 11, 9, true, NULL },
		{ "\uE5E5", 3, 9, false, NULL }, /* old names have such characters */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf why = { 0 };
		const char *no =
			text_refused(cases[i].s, cases[i].len, cases[i].max, cases[i].lines, &why);

		if (!cases[i].why)
			cr_expect_null(no, "%zu: %s", i, no);
		else
			cr_expect(no && strstr(no, cases[i].why), "%zu: %s", i, no ? no : "taken");
		buf_release(&why);
	}
}

/* ------------------------------------------------------------- properties */

static void random_bytes(char *s, size_t most)
{
	static const char seeds[] = "李 小　明·．.\u200BａＡ\r\n\tx\U0001F600";
	size_t len = (size_t)rand() % most;

	for (size_t i = 0; i < len; i++)
		s[i] = (char)(rand() % 8 ? seeds[(size_t)rand() % (sizeof seeds - 1)]
					 : rand() % 255 + 1);
	s[len] = '\0';
}

/* Whole characters in any order. */
static void random_characters(char *s, size_t most)
{
	static const uint32_t some[] = {
		0x674E, ' ',  0x3000, 0xB7,   0xFF0E,  '.',    0x200B, 'a',
		0xFF21, '\r', '\n',   0x2028, 0x1F600, 0x5C0F, '\t',   0xE9
	};
	struct buf b = { 0 };

	while (b.len + 4 < most && rand() % 20)
		text_encode(&b, some[(size_t)rand() % (sizeof some / sizeof *some)]);
	strcpy(s, buf_str(&b));
	buf_release(&b);
}

static void expect_stable(const char *s, bool lines)
{
	struct buf once = { 0 }, twice = { 0 }, why = { 0 };

	if (lines)
		text_tidy_lines(&once, s);
	else
		text_tidy(&once, s);
	if (lines)
		text_tidy_lines(&twice, buf_str(&once));
	else
		cr_assert_not(text_tidy(&twice, buf_str(&once)));
	cr_assert_str_eq(buf_str(&twice), buf_str(&once));
	/* characters without controls in them are never refused once tidied */
	if (text_valid(s, strlen(s)) && !strpbrk(s, "\x01\x02\x7F"))
		cr_assert_null(text_refused(buf_str(&once), once.len, 1000, lines, &why));
	buf_release(&once);
	buf_release(&twice);
	buf_release(&why);
}

Test(base_text_kept, tidied_text_stays_as_it_is_and_may_be_kept)
{
	char s[200];

	srand(4);
	for (int i = 0; i < 20000; i++) {
		random_characters(s, sizeof s);
		expect_stable(s, false);
		expect_stable(s, true);
	}
}

static char *folded(const char *s)
{
	struct buf b = { 0 };
	char *text;

	text_fold(&b, s);
	text = mem_text(buf_str(&b));
	buf_release(&b);
	return text;
}

Test(base_text_kept, fold_of_anything_is_valid_and_blind_to_width_and_blanks)
{
	char s[200];

	srand(5);
	for (int i = 0; i < 20000; i++) {
		struct buf half = { 0 };
		char *a, *b;

		if (i % 2)
			random_bytes(s, 60);
		else
			random_characters(s, sizeof s);
		text_half(&half, s);
		a = folded(s);
		b = folded(buf_str(&half));
		cr_assert(text_valid(a, strlen(a)));
		cr_assert_str_eq(a, b);
		buf_release(&half);
		free(a);
		free(b);
	}
}
