/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text being edited as it is shown: in rows, or in a window of one line. */
#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "base/text.h"
#include "support/limit.h"
#include "ui/edit.h"

static struct edit e;

static void utf8(void)
{
	cr_assert(setlocale(LC_ALL, "C.UTF-8"));
}

static void release(void)
{
	edit_release(&e);
}

TestSuite(ui_edit_rows, .init = utf8, .fini = release);

/* A '|' stands where the cursor is. */
static void set(const char *marked, bool lines, int width, int page)
{
	size_t at = strcspn(marked, "|");
	struct buf text = { 0 };

	buf_add(&text, marked, at);
	buf_text(&text, marked + at + 1);
	edit_release(&e);
	edit_init(&e, buf_str(&text), lines, 20000);
	edit_layout(&e, width, page);
	e.cursor = at;
	buf_release(&text);
}

static const char *shown(void)
{
	static struct buf text;

	buf_clear(&text);
	buf_text(&text, edit_text(&e));
	buf_splice(&text, e.cursor, 0, "|", 1);
	return buf_str(&text);
}

/* ------------------------------------------------------------------- moving */

/* In rows of ten cells, three rows being a page. */
Test(ui_edit_rows, moves_by_rows)
{
	static const struct {
		const char *before;
		enum edit_act act;
		const char *after; /* NULL: no effect */
	} cases[] = {
		{ "abc|def\nghijkl", EDIT_DOWN, "abcdef\nghi|jkl" },
		{ "abcdef\nghi|jkl", EDIT_UP, "abc|def\nghijkl" },
		{ "abc|def", EDIT_UP, NULL },
		{ "abcdef\nghi|jkl", EDIT_DOWN, NULL },
		{ "abcdef|\ng", EDIT_DOWN, "abcdef\ng|" },
		{ "abcdef|\n\nx", EDIT_DOWN, "abcdef\n|\nx" },
		{ "一二|三\nabcdef", EDIT_DOWN, "一二三\nabcd|ef" },
		/* in the middle of a wide character: before it */
		{ "abc|def\n一二三", EDIT_DOWN, "abcdef\n一|二三" },
		{ "abcde|f\nx\u0301yz\u0301w一", EDIT_DOWN, "abcdef\nx\u0301yz\u0301w|一" },
		/* wrapped: five wide characters a row */
		{ "一二三四五六|七八", EDIT_UP, "一|二三四五六七八" },
		{ "一|二三四五六七八", EDIT_DOWN, "一二三四五六|七八" },
		{ "一二三四五六七|八", EDIT_ROW_HOME, "一二三四五|六七八" },
		{ "一二三四五六|七八\n九", EDIT_ROW_END, "一二三四五六七八|\n九" },
		{ "一二|三\n四", EDIT_ROW_HOME, "|一二三\n四" },
		{ "|一二三\n四", EDIT_ROW_HOME, NULL },
		{ "一二三|\n四", EDIT_ROW_END, NULL },
		{ "|\n", EDIT_DOWN, "\n|" },
		/* pages */
		{ "1|1\n22\n33\n44\n55", EDIT_PAGE_DOWN, "11\n22\n33\n4|4\n55" },
		{ "11\n22\n33\n4|4\n55", EDIT_PAGE_DOWN, "11\n22\n33\n44\n5|5" },
		{ "11\n22\n33\n44\n5|5", EDIT_PAGE_DOWN, NULL },
		{ "11\n22\n33\n44\n5|5", EDIT_PAGE_UP, "11\n2|2\n33\n44\n55" },
		{ "11\n2|2\n33", EDIT_PAGE_UP, "1|1\n22\n33" },
		{ "1|1\n22", EDIT_PAGE_UP, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(cases[i].before, true, 10, 3);
		bool done = edit_do(&e, cases[i].act);

		cr_expect_eq(done, cases[i].after != NULL, "case %zu: %s", i, cases[i].before);
		cr_expect_str_eq(shown(), cases[i].after ? cases[i].after : cases[i].before,
				 "case %zu: %s gives %s", i, cases[i].before, shown());
	}
}

static void expect_after(enum edit_act act, const char *after)
{
	cr_expect(edit_do(&e, act));
	cr_expect_str_eq(shown(), after);
}

Test(ui_edit_rows, the_column_is_kept_over_short_rows_and_wide_characters)
{
	set("abcde|f\nx\n一二三四\n\nabcdef", true, 10, 3);
	expect_after(EDIT_DOWN, "abcdef\nx|\n一二三四\n\nabcdef");
	expect_after(EDIT_DOWN, "abcdef\nx\n一二|三四\n\nabcdef");
	expect_after(EDIT_DOWN, "abcdef\nx\n一二三四\n|\nabcdef");
	expect_after(EDIT_DOWN, "abcdef\nx\n一二三四\n\nabcde|f");
	expect_after(EDIT_PAGE_UP, "abcdef\nx|\n一二三四\n\nabcdef");
	expect_after(EDIT_UP, "abcde|f\nx\n一二三四\n\nabcdef");
}

Test(ui_edit_rows, the_column_is_given_up_by_anything_else)
{
	set("abcde|f\nx\nabcdef", true, 10, 3);
	expect_after(EDIT_DOWN, "abcdef\nx|\nabcdef");
	expect_after(EDIT_LEFT, "abcdef\n|x\nabcdef");
	expect_after(EDIT_DOWN, "abcdef\nx\n|abcdef");
	set("abcde|f\nx\nabcdef", true, 10, 3);
	expect_after(EDIT_DOWN, "abcdef\nx|\nabcdef");
	edit_insert(&e, "y", 1, &(struct edit_report){ 0 });
	expect_after(EDIT_DOWN, "abcdef\nxy\nab|cdef");
}

/* The same cluster is not passed twice: what is typed at a row's end stands there. */
Test(ui_edit_rows, home_and_end_stay_in_their_row)
{
	size_t row, same;
	int column;

	set("一二三|四五六七八九十甲乙", true, 10, 3);
	for (int i = 0; i < 3; i++) {
		edit_where(&e, &row, &column);
		edit_do(&e, EDIT_ROW_END);
		edit_where(&e, &same, &column);
		cr_expect_eq(same, row);
		cr_expect_not(edit_do(&e, EDIT_ROW_END));
		edit_do(&e, EDIT_ROW_HOME);
		edit_where(&e, &same, &column);
		cr_expect_eq(same, row);
		cr_expect_eq(column, 0);
		edit_do(&e, EDIT_DOWN);
	}
}

Test(ui_edit_rows, the_layout_follows_the_width_and_the_text)
{
	size_t row;
	int column;

	set("一二三四五六|", true, 10, 3);
	edit_where(&e, &row, &column);
	cr_expect_eq(row, 1);
	cr_expect_eq(column, 2);
	edit_layout(&e, 4, 3);
	edit_where(&e, &row, &column);
	cr_expect_eq(row, 2);
	cr_expect_eq(column, 4);
	edit_do(&e, EDIT_NEWLINE);
	edit_where(&e, &row, &column);
	cr_expect_eq(row, 3);
	cr_expect_eq(column, 0);
	edit_layout(&e, 100, 3);
	edit_where(&e, &row, &column);
	cr_expect_eq(row, 1);
	cr_expect_eq(e.wrap.rows, 2);
}

/* ------------------------------------------------------- a window of one line */

Test(ui_edit_rows, a_window_shows_where_the_cursor_is)
{
	static const struct {
		const char *text; /* with its cursor */
		int width;
		const char *shown;
		int column;
	} cases[] = {
		{ "|", 10, "", 0 },
		{ "abc|", 10, "abc", 3 },
		{ "|abcdefghij", 10, "abcdefghij", 0 },
		{ "abcdefghij|", 10, "bcdefghij", 9 }, /* a cell for the cursor */
		{ "abcdefghijklm|", 10, "efghijklm", 9 },
		{ "一二三四五六|", 10, "三四五六", 8 },
		{ "|一二三四五六", 10, "一二三四五", 0 },
		{ "a|一二三四五六", 10, "a一二三四", 1 }, /* half of one fits no more */
		{ "e\u0301e\u0301e\u0301|", 3, "e\u0301e\u0301", 2 },
		{ "一|", 2, "", 0 },
		{ "一|", 1, "", 0 },
		{ "|一", 1, "", 0 },
		{ "a|b", 1, "b", 0 },
		{ "a|b", 2, "ab", 1 },
		{ "一二|三", 3, "二", 2 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t from, len;
		int column;

		set(cases[i].text, false, 40, 1);
		edit_window(&e, cases[i].width, &from, &len, &column);
		cr_expect_eq(column, cases[i].column, "case %zu: %d", i, column);
		cr_expect(len == strlen(cases[i].shown) &&
				  !strncmp(edit_text(&e) + from, cases[i].shown, len),
			  "case %zu: %.*s", i, (int)len, edit_text(&e) + from);
	}
}

static void expect_window(int width, const char *what)
{
	size_t from, len;
	int column;

	edit_window(&e, width, &from, &len, &column);
	cr_expect(len == strlen(what) && !strncmp(edit_text(&e) + from, what, len), "%.*s, not %s",
		  (int)len, edit_text(&e) + from, what);
}

Test(ui_edit_rows, a_window_moves_no_more_than_it_must)
{
	set("abcdefghijklm|", false, 40, 1);
	expect_window(10, "efghijklm");
	for (int i = 0; i < 9; i++)
		edit_do(&e, EDIT_LEFT);
	expect_window(10, "efghijklm");
	edit_do(&e, EDIT_LEFT);
	expect_window(10, "defghijklm");
	edit_do(&e, EDIT_ROW_HOME);
	expect_window(10, "abcdefghij");
	edit_do(&e, EDIT_ROW_END);
	expect_window(10, "efghijklm");
	/* what is deleted at the end brings the beginning back */
	for (int i = 0; i < 6; i++)
		edit_do(&e, EDIT_BACKSPACE);
	expect_window(10, "abcdefg");
	edit_do(&e, EDIT_KILL_ALL);
	expect_window(10, "");
}

Test(ui_edit_rows, a_window_that_grows_shows_more)
{
	set("一二三四五六七八|", false, 40, 1);
	expect_window(6, "七八");
	expect_window(12, "四五六七八");
	expect_window(40, "一二三四五六七八");
}

/* A question longer than the terminal leaves no room for its answer. */
Test(ui_edit_rows, a_window_without_room_shows_nothing, .timeout = TIME_LIMIT)
{
	size_t from, len;
	int column;

	for (int width = 0; width > -200; width -= 99) {
		set("2026|-11-23", false, 40, 1);
		edit_window(&e, width, &from, &len, &column);
		cr_expect_eq(len, 0);
		cr_expect_eq(column, 0);
	}
}

/* Wherever the cursor goes it is inside, and what is shown fits. */
Test(ui_edit_rows, windows_of_all_widths_hold_the_cursor)
{
	static const char *const texts[] = { "一a二e\u0301三\U00030EDEbc好", "", "x",
					     "2026-11-23 上海市第一中学（测试）" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (int width = 1; width < 45; width++) {
			size_t from, len;
			int column, used;

			edit_release(&e);
			edit_init(&e, texts[i], false, 1000);
			do {
				edit_window(&e, width, &from, &len, &column);
				cr_assert(from <= e.cursor && from + len <= e.text.len);
				used = text_width_n(edit_text(&e) + from, len);
				cr_assert(used <= width && column >= 0 && column < width);
				cr_assert_eq(column,
					     text_width_n(edit_text(&e) + from, e.cursor - from));
			} while (edit_do(&e, EDIT_LEFT));
		}
	}
}
