/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wrap.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static struct wrap w;

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

static void release(void)
{
	wrap_release(&w);
}

TestSuite(base_wrap, .init = utf8, .fini = release);

/* Rows end with '|', what sticks out or ends a line stands after it. */
Test(base_wrap, rows)
{
	static const struct {
		const char *text;
		int width;
		const char *rows;
	} cases[] = {
		{ "", 10, "|" },
		{ "abc", 10, "abc|" },
		{ "abc\n", 10, "abc|\n|" },
		{ "\n\n", 10, "|\n|\n|" },
		{ "一二三四五", 10, "一二三四五|" },
		{ "一二三四五六", 10, "一二三四五|六|" },
		{ "一二三四五六", 11, "一二三四五|六|" },
		{ "one two three", 8, "one two |three|" },
		{ "one two three", 7, "one two| three|" },
		{ "one two     x", 5, "one |two  |   x|" },
		{ "abcdefghijkl", 5, "abcde|fghij|kl|" },
		{ "xx abcdefghi", 5, "xx |abcde|fghi|" },
		{ "学生abcdefgh很好", 8, "学生|abcdefgh|很好|" },
		/* no full stop at a row's start, no opening bracket at its end */
		{ "一二三四五，六", 10, "一二三四|五，六|" },
		{ "一二三四（五）", 10, "一二三四|（五）|" },
		{ "一二三四五？！", 10, "一二三四|五？！|" },
		{ "一二三四《五》", 10, "一二三四|《五》|" },
		{ "「一二三四」", 10, "「一二三|四」|" },
		{ "约35人，很好", 4, "约35|人，|很好|" },
		{ "e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301|e\u0301|" },
		{ "\U00030EDE\U00030EDE", 2, "\U00030EDE|\U00030EDE|" },
		{ "ab，c", 1, "a|b|，|c|" },
		{ "一a二", 1, "一|a|二|" },
		{ "，，，", 2, "，|，|，|" },
		{ "a b", 1, "a| b|" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = cases[i].text;
		struct buf rows = { 0 };

		wrap_text(&w, text, strlen(text), cases[i].width);
		for (size_t r = 0; r < w.rows; r++) {
			size_t len = wrap_row_length(&w, r, text, cases[i].width);

			buf_add(&rows, text + w.start[r], len);
			buf_char(&rows, '|');
			buf_add(&rows, text + w.start[r] + len, w.start[r + 1] - w.start[r] - len);
		}
		cr_expect_str_eq(buf_str(&rows), cases[i].rows, "case %zu: %s", i, rows.at);
		buf_release(&rows);
	}
}

/* -------------------------------------------------------------- random text */

static uint32_t state;

static uint32_t roll(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n;
}

static const char *one_of(const char *const *list, uint32_t count)
{
	return list[roll(count)];
}
#define ONE_OF(list) one_of((list), sizeof(list) / sizeof *(list))

static const char *const han[] = { "导", "师", "家", "访", "学", "生", "\U00030EDE", "\U00020BB7" };
static const char *const words[] = { "a", "PE", "2026", "daoshi", "e\u0301t\u0301", "11-23" };
static const char *const closers[] = { "，", "。", "、", "！", "？", "」", "）", "》", "：", "；" };
static const char *const openers[] = { "（", "「", "《" };

/* Anything after anything. */
static void add_anything(struct buf *out)
{
	switch (roll(6)) {
	case 0:
		buf_text(out, ONE_OF(words));
		break;
	case 1:
		buf_text(out, ONE_OF(closers));
		break;
	case 2:
		buf_text(out, ONE_OF(openers));
		break;
	case 3:
		buf_text(out, roll(4) ? " " : "\n");
		break;
	default:
		buf_text(out, ONE_OF(han));
	}
}

/* As people write: at most two marks stand together, and words stand between Chinese characters. */
static void add_clause(struct buf *out)
{
	bool bracket = !roll(4);

	buf_text(out, bracket ? ONE_OF(openers) : "");
	for (uint32_t n = roll(6); n; n--) {
		buf_text(out, ONE_OF(han));
		buf_text(out, roll(4) ? "" : ONE_OF(words));
	}
	buf_text(out, ONE_OF(han));
	buf_text(out, bracket ? "）" : "");
	buf_text(out, ONE_OF(closers));
	buf_text(out, roll(12) ? "" : "\n");
}

/* The rows are the text, and none is wider than asked, unless one cluster alone is. */
static void expect_sound(const struct buf *text, int width)
{
	const char *s = buf_str(text);

	cr_assert_eq(w.start[0], 0);
	cr_assert_eq(w.start[w.rows], text->len);
	for (size_t r = 0; r < w.rows; r++) {
		size_t from = w.start[r], len = wrap_row_length(&w, r, s, width);
		bool last = r + 1 == w.rows;

		cr_assert(from + len <= w.start[r + 1]);
		/* only an empty text, or what comes after a last line break, has an empty row */
		cr_assert(from < w.start[r + 1] || (last && (!text->len || s[from - 1] == '\n')));
		cr_assert(text_width_n(s + from, len) <= width ||
				  text_next(s, text->len, from) == from + len,
			  "width %d, row %zu of %s", width, r, s);
		/* beyond it are blanks and the line break alone */
		cr_assert_eq(strspn(s + from + len, " \n") >= w.start[r + 1] - from - len, true);
		/* a line break ends its row */
		cr_assert(last || !memchr(s + from, '\n', w.start[r + 1] - from - 1));
		cr_assert(last || text_prev(s, text->len, w.start[r + 1]) >= from);
	}
}

Test(base_wrap, rows_of_anything_are_the_text_and_no_wider_than_asked)
{
	struct buf text = { 0 };

	state = 11;
	for (int i = 0; i < 4000; i++) {
		int width = 1 + (int)roll(30);

		buf_clear(&text);
		for (uint32_t n = roll(60); n; n--)
			add_anything(&text);
		wrap_text(&w, buf_str(&text), text.len, width);
		expect_sound(&text, width);
	}
	buf_release(&text);
}

static bool begins_with(const char *s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strncmp(s, list[i], strlen(list[i])))
			return true;
	return false;
}
#define BEGINS_WITH(s, list) begins_with((s), (list), sizeof(list) / sizeof *(list))

/* In 14 cells a break can always be had elsewhere. */
Test(base_wrap, no_row_of_chinese_begins_with_a_stop_or_ends_with_an_opening_mark)
{
	struct buf text = { 0 };

	state = 12;
	for (int i = 0; i < 2000; i++) {
		int width = 14 + (int)roll(60);

		buf_clear(&text);
		for (uint32_t n = roll(20); n; n--)
			add_clause(&text);
		wrap_text(&w, buf_str(&text), text.len, width);
		expect_sound(&text, width);
		for (size_t r = 1; r < w.rows; r++) {
			const char *row = text.at + w.start[r];
			size_t last = text_prev(text.at, text.len, w.start[r]);

			cr_assert_not(BEGINS_WITH(row, closers), "width %d: %s", width, text.at);
			cr_assert_not(BEGINS_WITH(text.at + last, openers), "width %d: %s", width,
				      text.at);
		}
	}
	buf_release(&text);
}

/* A clause without marks fills its rows: what begins a row had no room in the one before. */
Test(base_wrap, rows_are_filled)
{
	struct buf text = { 0 };

	state = 13;
	for (int i = 0; i < 1000; i++) {
		int width = 2 + (int)roll(40);

		buf_clear(&text);
		for (uint32_t n = 1 + roll(100); n; n--)
			buf_text(&text, ONE_OF(han));
		wrap_text(&w, text.at, text.len, width);
		for (size_t r = 0; r + 1 < w.rows; r++)
			cr_assert_eq(
				text_width_n(text.at + w.start[r], w.start[r + 1] - w.start[r]),
				width - width % 2);
	}
	buf_release(&text);
}
