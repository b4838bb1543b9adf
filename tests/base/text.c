/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding, showing, and measuring: what may reach the screen. */
#include "base/text.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(base_text, .init = utf8);

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"

Test(base_text, decode)
{
	static const struct {
		const char *s;
		uint32_t cp;
		size_t len;
	} cases[] = {
		{ "", 0, 0 },
		{ "a", 'a', 1 },
		{ "\x7F", 0x7F, 1 },
		{ "é", 0xE9, 2 },
		{ "导", 0x5BFC, 3 },
		{ "\U0001F600", 0x1F600, 4 },
		{ "\U0010FFFF", 0x10FFFF, 4 },
		{ "\x80", UINT32_MAX, 1 },     /* a continuation alone */
		{ "\xE5\xAF", UINT32_MAX, 1 }, /* cut short */
		{ "\xE5\xAF"
		  "a",
		  UINT32_MAX, 1 },
		{ "\xC0\x80", UINT32_MAX, 1 },         /* overlong NUL */
		{ "\xE0\x80\xAF", UINT32_MAX, 1 },     /* overlong slash */
		{ "\xED\xA0\x80", UINT32_MAX, 1 },     /* surrogate */
		{ "\xF4\x90\x80\x80", UINT32_MAX, 1 }, /* past the last character */
		{ "\xFF", UINT32_MAX, 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t len;

		cr_expect_eq(text_decode(cases[i].s, &len), cases[i].cp, "case %zu", i);
		cr_expect_eq(len, cases[i].len, "case %zu", i);
	}
}

Test(base_text, every_code_point_comes_back)
{
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		struct buf b = { 0 };
		size_t len;

		if (cp == 0xD800)
			cp = 0xE000;
		text_encode(&b, cp);
		cr_assert_eq(text_decode(b.at, &len), cp, "%X", cp);
		cr_assert_eq(len, b.len);
		cr_assert(text_valid(b.at, b.len));
		buf_release(&b);
	}
}

Test(base_text, trim_broken_end)
{
	static const char *const cases[][2] = {
		{ "", "" },         { "abc", "abc" },
		{ "导师", "导师" }, { "导\xE5\xB8", "导" },
		{ "导\xE5", "导" }, { "a\xF0\x9F\x98", "a" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char s[32];

		strcpy(s, cases[i][0]);
		text_trim_broken_end(s);
		cr_expect_str_eq(s, cases[i][1]);
	}
}

/* --------------------------------------------------------------- showing */

Test(base_text, show)
{
	static const char *const cases[][2] = {
		{ "李小明 abc", "李小明 abc" },
		{ "", "" },
		{ "a\nb\tc", "a b c" },
		{ "a　b", "a  b" },
		{ "\x01\x1B[31m\r\x7F", "^A^[[31m^M<U+007F>" },
		{ "\xC2\x85\xC2\x9B", "<U+0085><U+009B>" },   /* C1 */
		{ "a\u200Bb\u200Dc", "a<U+200B>b<U+200D>c" }, /* zero width */
		{ "\u202Eabc\u2066", "<U+202E>abc<U+2066>" }, /* directions */
		{ "\u061C\u200E\u200F", "<U+061C><U+200E><U+200F>" },
		{ "\u2028\u2029", "<U+2028><U+2029>" },
		{ "\uFEFFx", "<U+FEFF>x" },
		{ "a\xC2\xAD"
		  "b",
		  "a<U+00AD>b" },
		{ "\u3164\u115F\uFFA0\u2800", "<U+3164><U+115F><U+FFA0>\u2800" }, /* fillers */
		{ "\u2764\uFE0F", "\u2764<U+FE0F>" },
		{ "葛\U000E0100", "葛<U+E0100>" },
		{ "\U000E0041\U000E007F", "<U+E0041><U+E007F>" },                /* tags */
		{ "\uE5E5\U000F0000\U0010FFFD", "<U+E5E5><U+F0000><U+10FFFD>" }, /* private */
		{ "\U000EFFFF\uFFFF", "<U+EFFFF><U+FFFF>" },                     /* no characters */
		{ "\uFFF9x\uFFFB", "<U+FFF9>x<U+FFFB>" },
		{ "a\x80"
		  "b\xC3",
		  "a<80>b<C3>" },
		{ "\xED\xA0\x80", "<ED><A0><80>" },
		{ "e\u0301", "e\u0301" },
		{ "ệ e\u0323\u0302", "ệ e\u0323\u0302" },
		{ "e\u0301\u0302\u0303\u0304x\u0301", "e\u0301\u0302<U+0303><U+0304>x\u0301" },
		{ "\u0301e", "<U+0301>e" }, /* an accent on nothing */
		{ FAMILY, "\U0001F468<U+200D>\U0001F469<U+200D>\U0001F467" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		text_show(&b, cases[i][0]);
		cr_expect_str_eq(buf_str(&b), cases[i][1], "case %zu: got %s", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text, an_accent_never_lands_on_what_stood_before)
{
	struct buf b = { 0 };

	buf_text(&b, "\"");
	text_show(&b, "\u0301x");
	cr_assert_str_eq(b.at, "\"<U+0301>x");
	buf_release(&b);
}

/* Every code point alone, shown: no control, nothing without a cell of its own, and the width we
 * reckon is the one the terminal library reckons. */
Test(base_text, shown_width_is_wcwidth)
{
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		struct buf one = { 0 }, shown = { 0 };
		size_t len;
		int width = 0;

		if (cp == 0xD800)
			cp = 0xE000;
		text_encode(&one, cp);
		text_show(&shown, one.at);
		for (const char *s = shown.at; *s; s += len) {
			uint32_t c = text_decode(s, &len);
			int w = wcwidth((wchar_t)c);

			cr_assert_gt(w, 0, "U+%04X shows U+%04X", cp, c);
			width += w;
		}
		cr_assert_eq(text_width(shown.at), width, "U+%04X", cp);
		buf_release(&one);
		buf_release(&shown);
	}
}

/* Bytes of every kind; characters are more likely than chance would have it. */
static void random_text(char *s, size_t most)
{
	static const char *const seeds[] = { "导",      "师",
					     "e\u0301", FAMILY,
					     "\u202E",  "\x80",
					     "\xF0",    "\r",
					     "\n",      " ",
					     "　",      "·",
					     "a",       "\U0001F1E8\U0001F1F3",
					     "\uE5E5",  "\u1100\u1161\u11A8",
					     "Ａ",      "\x1B",
					     "\uFEFF" };
	size_t len = (size_t)rand() % most, at = 0;

	while (at < len) {
		if (rand() % 4) {
			const char *seed = seeds[(size_t)rand() % (sizeof seeds / sizeof *seeds)];

			strcpy(s + at, seed);
			at += strlen(seed);
		} else {
			s[at++] = (char)(rand() % 255 + 1);
		}
	}
	s[at] = '\0';
}

Test(base_text, show_of_anything_is_valid_and_stays_as_it_is)
{
	char s[200];

	srand(1);
	for (int i = 0; i < 20000; i++) {
		struct buf once = { 0 }, twice = { 0 };
		size_t len;

		random_text(s, 100);
		text_show(&once, s);
		cr_assert(text_valid(buf_str(&once), once.len));
		for (const char *p = buf_str(&once); *p; p += len)
			cr_assert_geq(wcwidth((wchar_t)text_decode(p, &len)), 0);
		text_show(&twice, buf_str(&once));
		cr_assert_str_eq(buf_str(&twice), buf_str(&once));
		buf_release(&once);
		buf_release(&twice);
	}
}

/* -------------------------------------------------------------- clusters */

Test(base_text, clusters)
{
	static const struct {
		const char *s;
		size_t ends[8]; /* ended by 0 */
	} cases[] = {
		{ "abc", { 1, 2, 3 } },
		{ "导师x", { 3, 6, 7 } },
		{ "e\u0301a", { 3, 4 } },
		{ "a\r\nb", { 1, 3, 4 } },
		{ "\u1100\u1161\u11A8", { 9 } }, /* one Korean syllable */
		{ "\U0001F44D\U0001F3FDx", { 8, 9 } },
		{ "葛\U000E0100城", { 7, 10 } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *s = cases[i].s;
		size_t len = strlen(s), at = 0, n = 0;

		for (; at < len; n++) {
			at = text_next(s, len, at);
			cr_assert_eq(at, cases[i].ends[n], "case %zu: %zu", i, at);
		}
		while (n--) {
			at = text_prev(s, len, at);
			cr_assert_eq(at, n ? cases[i].ends[n - 1] : 0, "case %zu: %zu", i, at);
		}
	}
	cr_assert_eq(text_next("abc", 3, 3), 3);
	cr_assert_eq(text_prev("abc", 3, 0), 0);
}

Test(base_text, clusters_of_anything_move_on)
{
	char s[200];

	srand(2);
	for (int i = 0; i < 20000; i++) {
		size_t len, at;

		random_text(s, 100);
		len = strlen(s);
		for (at = 0; at < len;) {
			size_t next = text_next(s, len, at);

			cr_assert(next > at && next <= len);
			at = next;
		}
		while (at) {
			size_t prev = text_prev(s, len, at);

			cr_assert_lt(prev, at);
			at = prev;
		}
	}
}

/* ------------------------------------------------------------ fit and pad */

Test(base_text, fit)
{
	static const struct {
		const char *s;
		int cells;
		size_t bytes;
		int used;
	} cases[] = {
		{ "abc", 3, 3, 3 },      { "abc", 2, 2, 2 },     { "导师", 4, 6, 4 },
		{ "导师", 3, 3, 2 },     { "导师", 1, 0, 0 },    { "导师", 0, 0, 0 },
		{ "e\u0301x", 1, 3, 1 }, { "e\u0301", 0, 0, 0 }, { "", 5, 0, 0 },
		{ "abc", -1, 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int used;

		cr_expect_eq(text_fit(cases[i].s, cases[i].cells, &used), cases[i].bytes, "%zu", i);
		cr_expect_eq(used, cases[i].used, "%zu", i);
	}
}

Test(base_text, pad)
{
	static const struct {
		const char *s;
		int cells;
		bool pad;
		const char *out;
	} cases[] = {
		{ "abc", 5, true, "abc  " },
		{ "abc", 5, false, "abc" },
		{ "abc", 3, true, "abc" },
		{ "abcd", 3, true, "ab~" },
		{ "导师制", 5, true, "导师~" },
		{ "导师制", 4, true, "导~ " },
		{ "导师制", 4, false, "导~" },
		{ "导师", 1, true, "~" },
		{ "abc", 0, true, "" },
		{ "", 2, true, "  " },
		{ "xe\u0301\u0302yz", 3, true, "xe\u0301\u0302~" },
		{ "abc", -3, true, "" },
		{ "李小<U+20087>", 13, false, "李小<U+20087>" },
		{ "李小<U+20087>", 12, true, "李小<20087> " },
		{ "李小<U+20087>", 10, true, "李小~087  " },
		{ "李小明<U+4DAE>", 10, true, "李小明~DAE" },
		{ "<U+20087><U+20089>", 10, true, "~087~089  " },
		{ "李小明<U+4DAE>", 9, true, "李小明~D~" },
		{ "<U+20087", 7, true, "<U+200~" },
		{ "<U+xx>abc", 7, true, "<U+xx>~" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		text_pad(&b, cases[i].s, cases[i].cells, cases[i].pad);
		cr_expect_str_eq(buf_str(&b), cases[i].out, "%zu: \"%s\"", i, buf_str(&b));
		buf_release(&b);
	}
}

Test(base_text, pad_of_anything_is_as_wide_as_asked_and_splits_no_cluster)
{
	char s[200];

	srand(3);
	for (int i = 0; i < 20000; i++) {
		struct buf shown = { 0 }, padded = { 0 };
		int cells = rand() % 30, used;
		size_t fits, at = 0;

		random_text(s, 60);
		text_show(&shown, s);
		text_pad(&padded, buf_str(&shown), cells, true);
		cr_assert_eq(text_width(buf_str(&padded)), cells);
		fits = text_fit(buf_str(&shown), cells, &used);
		while (at < fits)
			at = text_next(buf_str(&shown), shown.len, at);
		cr_assert_eq(at, fits);
		cr_assert_leq(used, cells);
		buf_release(&shown);
		buf_release(&padded);
	}
}

Test(base_text, quote_is_short_and_neutral)
{
	struct buf b = { 0 };
	char s[400];

	memset(s, 'x', sizeof s);
	s[0] = '\x1B';
	s[sizeof s - 1] = '\0';
	cr_assert_eq(text_quote(&b, s), buf_str(&b));
	cr_assert_eq(text_width(b.at), 40);
	cr_assert_eq(strncmp(b.at, "^[xxx", 5), 0);
	cr_assert_eq(b.at[b.len - 1], '~');
	buf_release(&b);
}
