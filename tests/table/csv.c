/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <string.h>

#include "reading.h"

/* ----------------------------------------------------------------- separators */

static void assert_separator(const char *text, const char *asked, const char *name)
{
	struct reading r;

	reading_bytes(&r, text, strlen(text), NULL, asked);
	cr_assert(r.ok, "%s", r.e.text);
	cr_assert_str_eq(r.separator, name, "%s", text);
	reading_release(&r);
}

Test(table_csv, the_separator_is_found_out)
{
	assert_separator("a,b\n1,2\n", NULL, "comma");
	assert_separator("a;b\n1;2\n", NULL, "semicolon");
	assert_separator("a\tb\n1\t2\n", NULL, "tab");
	assert_separator("学号，姓名\n1，小明\n", NULL, "full-width comma");
	assert_separator("姓名\n小明\n", NULL, "comma");
}

Test(table_csv, others_in_the_text_do_not_mislead)
{
	assert_separator("no;name;address\n1;A;Road 1, Flat 2\n2;B;Road 3, Flat 4\n", NULL,
			 "semicolon");
	assert_separator("no,name,note\n1,A,\"x;y;z;u;v\"\n2,B,\"x;y;z;u;v\"\n", NULL, "comma");
	assert_separator("a title, with, many, many, commas\n\nno\tname\n1\tA\n2\tB\n3\tC\n4\tD\n"
			 "5\tE\n",
			 NULL, "tab");
	assert_separator("no,address\n1,甲路，一弄，二号\n2,乙路，三弄，四号\n3,丙路\n", NULL,
			 "comma");
}

Test(table_csv, the_user_overrides_the_separator)
{
	assert_separator("a,b;c\n", "semicolon", "semicolon");
	assert_separator("a,b;c\n", ";", "semicolon");
	assert_separator("a,b;c\n", "Tab", "tab");
	assert_separator("a,b;c\n", "\t", "tab");
	assert_separator("a,b|c\n", "|", "|");
	assert_separator("sep=;\na,b;c\n", "comma", "comma");
}

Test(table_csv, a_separator_must_be_one_character)
{
	static const char *const bad[] = { "ab", "\"", "\n", ",;", "\xE9" };
	struct reading r;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		reading_bytes(&r, "a,b\n", 4, NULL, bad[i]);
		assert_refused(&r, "no separator");
	}
}

Test(table_csv, a_first_line_may_state_the_separator)
{
	struct reading r;

	reading_text(&r, "sep=;\r\na,b;c\r\n");
	cr_assert_str_eq(r.separator, "semicolon");
	cr_assert_eq(r.row_count, 1);
	cr_assert_str_eq(reading_cell(&r, 1, 1), "a,b", "the line is no row");
	reading_release(&r);
	assert_separator("\xEF\xBB\xBFSEP=|\na|b\n", NULL, "|");
	assert_separator("sep=x,b\n1,2\n", NULL, "comma");
}

/* ----------------------------------------------------------------------- rows */

Test(table_csv, every_line_ending_ends_a_row)
{
	static const char *const texts[] = { "a,b\n1,2\n", "a,b\r1,2\r", "a,b\r\n1,2\r\n",
					     "a,b\n1,2", "a,b\r\n1,2\r" };
	struct reading r;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		reading_text(&r, texts[i]);
		cr_assert_eq(r.row_count, 2, "%zu", i);
		cr_assert_str_eq(reading_cell(&r, 1, 2), "b");
		cr_assert_str_eq(reading_cell(&r, 2, 2), "2");
		cr_assert_eq(r.rows[1].count, 2);
		reading_release(&r);
	}
}

Test(table_csv, blank_rows_are_counted_and_left_out)
{
	struct reading r;

	reading_text(&r, "\n\r\n,,\na,b\n  ,\xE3\x80\x80\n1,2\n\n");
	cr_assert_eq(r.row_count, 2);
	cr_assert_str_eq(reading_cell(&r, 4, 1), "a");
	cr_assert_str_eq(reading_cell(&r, 6, 1), "1");
	reading_release(&r);
}

Test(table_csv, quoted_cells_hold_anything)
{
	struct reading r;

	reading_text(&r, "\"a,\"\"b\"\"\",\"x\r\ny\n\",\"\"\n1,\"t\tb\\n\"tail,5\" tall, \"z\"\n");
	cr_assert_eq(r.row_count, 2);
	cr_assert_str_eq(reading_cell(&r, 1, 1), "a,\"b\"");
	cr_assert_str_eq(reading_cell(&r, 1, 2), "x\r\ny\n");
	cr_assert_str_eq(reading_cell(&r, 1, 3), "");
	cr_assert_str_eq(reading_cell(&r, 2, 2), "t\tb\\ntail",
			 "what follows the mark belongs to it");
	cr_assert_str_eq(reading_cell(&r, 2, 3), "5\" tall", "a mark inside a cell is text");
	cr_assert_str_eq(reading_cell(&r, 2, 4), " \"z\"");
	reading_release(&r);
}

Test(table_csv, an_open_quotation_mark_is_named)
{
	struct reading r;

	reading_text(&r, "a,b\n\n1,\"2\n3,4\n5,6\n");
	assert_refused(&r, "opens row 3, column 2 is never closed");
	reading_text(&r, "a,\"");
	assert_refused(&r, "opens row 1, column 2");
}

Test(table_csv, empty_cells_at_the_end_are_cells)
{
	struct reading r;

	reading_text(&r, "a,b,c\n1,,\n2\n");
	cr_assert_eq(r.rows[1].count, 3);
	cr_assert_eq(r.rows[2].count, 1);
	reading_release(&r);
}

/* --------------------------------------------------------------------- bounds */

static void add_many(struct buf *b, const char *piece, size_t times)
{
	while (times--)
		buf_text(b, piece);
}

static void assert_problem(const struct buf *text, size_t column, const char *words)
{
	struct reading r;

	reading_bytes(&r, text->at, text->len, NULL, ",");
	cr_assert(r.ok, "%s", r.e.text);
	cr_assert_eq(r.row_count, 3);
	cr_assert(!r.rows[0].problem && r.rows[1].problem && !r.rows[2].problem);
	cr_assert_eq(r.rows[1].problem_column, column);
	cr_assert(strstr(r.rows[1].problem, words), "%s", r.rows[1].problem);
	cr_assert_str_eq(reading_cell(&r, 3, 2), "after");
	reading_release(&r);
}

Test(table_csv, a_cell_of_ten_megabytes_is_survived)
{
	for (int quoted = 0; quoted < 2; quoted++) {
		struct buf text = { 0 };

		buf_text(&text, quoted ? "no,name\n1,\"" : "no,name\n1,");
		add_many(&text, "0123456789", 1024 * 1024);
		buf_text(&text, quoted ? "\"\n2,after\n" : "\n2,after\n");
		assert_problem(&text, 2, "more than 64 KB");
		buf_release(&text);
	}
}

Test(table_csv, the_longest_cell_is_taken)
{
	struct buf text = { 0 };
	struct reading r;

	add_many(&text, "x", 64 * 1024);
	buf_text(&text, ",b\n");
	reading_bytes(&r, text.at, text.len, NULL, NULL);
	cr_assert(r.ok && !r.rows[0].problem);
	cr_assert_eq(strlen(r.rows[0].cell[0]), 64 * 1024);
	reading_release(&r);
	buf_release(&text);
}

Test(table_csv, rows_are_bounded_in_cells_and_in_bytes)
{
	struct buf text = { 0 };

	buf_text(&text, "no,name\n");
	add_many(&text, "1,", 511);
	buf_text(&text, "1,one too many\n2,after\n");
	assert_problem(&text, 513, "more than 512 cells");
	buf_clear(&text);
	buf_text(&text, "no,name\n");
	for (int i = 0; i < 100; i++) {
		add_many(&text, "\\\\\\\\", 15 * 1024); /* each escaped in the stream */
		buf_char(&text, ',');
	}
	buf_text(&text, "\n2,after\n");
	assert_problem(&text, 69, "more than 4 MB");
	buf_release(&text);
}

Test(table_csv, five_hundred_and_twelve_cells_are_taken)
{
	struct buf text = { 0 };
	struct reading r;

	add_many(&text, "1,", 511);
	buf_text(&text, "last\n");
	reading_bytes(&r, text.at, text.len, NULL, NULL);
	cr_assert(r.ok && !r.rows[0].problem);
	cr_assert_str_eq(reading_cell(&r, 1, 512), "last");
	reading_release(&r);
	buf_release(&text);
}
